//! HTML that cannot be broken by what is written into it: names of elements and attributes are the program's own, text is
//! escaped on its way in, and an address is an [`Address`] or nothing.

use super::address::Address;
use std::fmt::Write;

/// A piece of HTML, whole and escaped.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Html(String);

/// Elements that have no inside.
const VOID: [&str; 6] = ["br", "hr", "img", "link", "meta", "wbr"];
/// Attributes whose value is an address, or a program.
const GUARDED: [&str; 9] = [
    "href",
    "src",
    "srcset",
    "action",
    "formaction",
    "style",
    "data",
    "poster",
    "srcdoc",
];

impl Html {
    /// Words.
    pub(super) fn text(words: &str) -> Self {
        Self(escaped(words))
    }

    /// A piece after this one.
    pub(super) fn push(&mut self, piece: impl Into<Self>) {
        self.0.push_str(&piece.into().0);
    }

    /// Whether there is nothing in it.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The HTML as it is written.
    pub(super) fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&str> for Html {
    fn from(words: &str) -> Self {
        Self::text(words)
    }
}

impl From<String> for Html {
    fn from(words: String) -> Self {
        Self::text(&words)
    }
}

impl<P: Into<Self>> FromIterator<P> for Html {
    fn from_iter<I: IntoIterator<Item = P>>(pieces: I) -> Self {
        let mut all = Self::default();
        for piece in pieces {
            all.push(piece);
        }
        all
    }
}

impl<P: Into<Self>> From<Option<P>> for Html {
    fn from(piece: Option<P>) -> Self {
        piece.map(Into::into).unwrap_or_default()
    }
}

/// An element that is being made.
#[derive(Debug, Clone)]
pub(super) struct Element {
    name: &'static str,
    attributes: String,
    inside: Html,
}

/// An element with nothing in it.
pub(super) fn element(name: &'static str) -> Element {
    Element {
        name,
        attributes: String::new(),
        inside: Html::default(),
    }
}

impl Element {
    fn set(mut self, name: &'static str, value: &str) -> Self {
        self.attributes.push(' ');
        self.attributes.push_str(name);
        self.attributes.push_str("=\"");
        self.attributes.push_str(&escaped(value));
        self.attributes.push('"');
        self
    }

    /// An attribute that is words: no address, and nothing that runs.
    pub(super) fn attribute(self, name: &'static str, value: &str) -> Self {
        debug_assert!(
            !GUARDED.contains(&name) && !name.starts_with("on"),
            "{name} is no attribute for words"
        );
        self.set(name, value)
    }

    /// A class.
    pub(super) fn class(self, name: &str) -> Self {
        self.set("class", name)
    }

    /// Where it leads.
    pub(super) fn href(self, to: &Address) -> Self {
        self.set("href", to.as_str())
    }

    /// Where its picture or program is.
    pub(super) fn src(self, at: &Address) -> Self {
        self.set("src", at.as_str())
    }

    /// What is in it, after what is in it already.
    pub(super) fn with(mut self, piece: impl Into<Html>) -> Self {
        self.inside.push(piece);
        self
    }

    /// Several things in it.
    pub(super) fn all<P: Into<Html>>(mut self, pieces: impl IntoIterator<Item = P>) -> Self {
        for piece in pieces {
            self.inside.push(piece);
        }
        self
    }
}

impl From<Element> for Html {
    fn from(made: Element) -> Self {
        let Element {
            name,
            attributes,
            inside,
        } = made;
        if VOID.contains(&name) {
            return Self(format!("<{name}{attributes}>"));
        }
        Self(format!("<{name}{attributes}>{}</{name}>", inside.0))
    }
}

/// A document that says something to machines, in a form that no end tag within it can close.
pub(super) fn for_machines(facts: &serde_json::Value) -> Html {
    let mut json = String::new();
    for c in facts.to_string().chars() {
        match c {
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => drop(write!(json, "\\u{:04x}", u32::from(c))),
            c if is_no_text(c) => json.push('\u{fffd}'),
            c => json.push(c),
        }
    }
    Html(format!("<script type=\"application/ld+json\">{json}</script>"))
}

/// A whole document.
pub(super) fn document(root: Element) -> String {
    format!("<!DOCTYPE html>\n{}\n", Html::from(root).0)
}

/// Text as it may stand between tags and between double quotes. What no HTML may hold becomes a replacement character.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c if is_no_text(c) => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

/// Controls and noncharacters, which HTML forbids.
fn is_no_text(c: char) -> bool {
    let number = u32::from(c);
    (c.is_control() && !matches!(c, '\t' | '\n')) || (0xfdd0..=0xfdef).contains(&number) || number & 0xfffe == 0xfffe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stay_words() {
        let made = element("p").attribute("title", "\"><b>").with("a < b & c\0");
        assert_eq!(
            Html::from(made).as_str(),
            "<p title=\"&quot;&gt;&lt;b&gt;\">a &lt; b &amp; c\u{fffd}</p>"
        );
    }

    #[test]
    fn facts_for_machines_end_where_they_end() {
        let facts = serde_json::json!({ "name": "</script><script>alert(1)</script>\u{2028}" });
        let html = for_machines(&facts);
        assert_eq!(html.as_str().matches("</script").count(), 1);
        let json = html
            .as_str()
            .trim_start_matches("<script type=\"application/ld+json\">");
        let json = json.trim_end_matches("</script>");
        assert_eq!(serde_json::from_str::<serde_json::Value>(json).unwrap(), facts);
    }
}
