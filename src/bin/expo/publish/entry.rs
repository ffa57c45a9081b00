//! The app's own page as it is published: its files by their hashed names, its scripts known by hash, the list of all sites
//! in it for where the app does not run.
//!
//! The page comes from Trunk, which wrote it from `index.html`; what is read of it here is only its tags.

use super::assets::{ASSETS, Hash, Tree};
use super::built::ending_of;
use std::collections::BTreeMap;

/// A page that is published, and what a policy must know of it.
pub(super) struct Entry {
    pub(super) html: String,
    /// The hashes of the scripts that stand in the page, as policies write them.
    pub(super) scripts: Vec<String>,
}

/// Where the list of all sites goes: an empty element of `index.html`.
const LIST: [&str; 2] = [
    "<section class=plain-list></section>",
    "<section class=\"plain-list\"></section>",
];

/// Makes the page. `names` maps the names of built files to their published paths; `links` is put into its head.
pub(super) fn publish(
    built: &str,
    names: &BTreeMap<String, String>,
    tree: &mut Tree,
    list: &str,
    links: &str,
) -> Result<Entry, String> {
    let mut page = Rewriter {
        names,
        tree,
        out: String::with_capacity(built.len() + list.len()),
        scripts: Vec::new(),
    };
    page.all(built)?;
    let Rewriter { mut out, scripts, .. } = page;
    let place = LIST.iter().find(|place| out.contains(*place));
    match place {
        Some(place) => out = out.replacen(place, list, 1),
        None => {
            return Err("dist/index.html has no place for the list of all sites. \
                 Write `<section class=\"plain-list\"></section>` into index.html, within its shell, and build again."
                .to_owned());
        }
    }
    let Some(end) = out.find("</head>") else {
        return Err("dist/index.html has no </head>. Build the page again: `cargo xtask build`.".to_owned());
    };
    out.insert_str(end, links);
    Ok(Entry { html: out, scripts })
}

/// The page with its release's name, by which it knows that it is published.
pub(super) fn stamped(html: &str, version: &str) -> String {
    html.replacen("<html ", &format!("<html data-version=\"{version}\" "), 1)
}

struct Rewriter<'a> {
    names: &'a BTreeMap<String, String>,
    tree: &'a mut Tree,
    out: String,
    scripts: Vec<String>,
}

impl Rewriter<'_> {
    fn all(&mut self, mut html: &str) -> Result<(), String> {
        while let Some(at) = html.find('<') {
            self.out.push_str(&html[..at]);
            html = &html[at..];
            let Some(tag) = Tag::read(html) else {
                self.out.push('<');
                html = &html[1..];
                continue;
            };
            html = &html[tag.length..];
            match tag.name {
                "script" => {
                    let end = html
                        .find("</script>")
                        .ok_or("dist/index.html has a script without an end.")?;
                    self.script(tag, &html[..end]);
                    html = &html[end + "</script>".len()..];
                }
                "link" => self.link(tag),
                _ => self.out.push_str(tag.text),
            }
        }
        self.out.push_str(html);
        Ok(())
    }

    /// What a name of a built file has become, and its hash; nothing for another name.
    fn published(&self, name: &str) -> Option<(String, String)> {
        let path = self.names.get(name.trim_start_matches("./"))?;
        let hash = Hash::of(self.tree.get(path)?).for_browsers();
        Some((path.clone(), hash))
    }

    fn script(&mut self, mut tag: Tag<'_>, body: &str) {
        if let Some((path, hash)) = tag.get("src").and_then(|src| self.published(src)) {
            tag.set("src", &path);
            tag.set("integrity", &hash);
            tag.set("crossorigin", "anonymous");
        } else if tag.get("type") == Some("module") && body.contains("import init") {
            // The program's own beginning names files by hash, and would be another with every build.
            let start = self.start(body);
            let path = self.tree.keep("start", "js", start);
            if let Some(bytes) = self.tree.get(&path) {
                tag.set("integrity", &Hash::of(bytes).for_browsers());
            }
            tag.set("src", &path);
            tag.set("crossorigin", "anonymous");
            self.out.push_str(&tag.written());
            self.out.push_str("</script>");
            return;
        } else if tag.get("src").is_none() {
            self.scripts.push(Hash::of(body.as_bytes()).for_browsers());
        }
        self.out.push_str(&tag.written());
        self.out.push_str(body);
        self.out.push_str("</script>");
    }

    /// Trunk's beginning as a file among the others: names of neighbours, and the module found from there.
    fn start(&self, body: &str) -> String {
        let mut text = body.trim().to_owned();
        for (name, path) in self.names {
            let Some(own) = path.strip_prefix(ASSETS) else { continue };
            for quote in ['\'', '"', '`'] {
                let (named, new) = (format!("{quote}./{name}{quote}"), format!("{quote}./{own}{quote}"));
                let new = if ending_of(own) == "wasm" {
                    format!("new URL({new}, import.meta.url)")
                } else {
                    new
                };
                text = text.replace(&named, &new);
            }
        }
        text.lines()
            .filter(|line| !line.trim().is_empty())
            .fold(String::new(), |all, line| all + line + "\n")
    }

    fn link(&mut self, mut tag: Tag<'_>) {
        if let Some((path, hash)) = tag.get("href").and_then(|href| self.published(href)) {
            tag.set("href", &path);
            if tag.get("rel") == Some("stylesheet") {
                tag.set("integrity", &hash);
                tag.set("crossorigin", "anonymous");
            }
        }
        self.out.push_str(&tag.written());
    }
}

/// A start tag with its attributes.
struct Tag<'a> {
    name: &'a str,
    text: &'a str,
    attributes: Vec<(&'a str, Option<String>)>,
    length: usize,
}

impl<'a> Tag<'a> {
    /// Reads a start tag; nothing where there is none.
    fn read(html: &'a str) -> Option<Self> {
        let rest = html.strip_prefix('<')?;
        let is_name = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == ':';
        let name = &rest[..rest.find(|c| !is_name(c))?];
        if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return None;
        }
        let mut rest = &rest[name.len()..];
        let mut attributes = Vec::new();
        loop {
            rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
            if let Some(after) = rest.strip_prefix('>') {
                let length = html.len() - after.len();
                return Some(Self {
                    name,
                    text: &html[..length],
                    attributes,
                    length,
                });
            }
            let end = rest.find(|c: char| c.is_ascii_whitespace() || matches!(c, '=' | '>' | '/'))?;
            let (own, after) = rest.split_at(end);
            if own.is_empty() {
                return None;
            }
            rest = after;
            let mut value = None;
            if let Some(after) = rest.strip_prefix('=') {
                let (said, after) = match after.chars().next()? {
                    quote @ ('"' | '\'') => after[1..].split_once(quote)?,
                    _ => after.split_at(after.find(|c: char| c.is_ascii_whitespace() || c == '>')?),
                };
                value = Some(said.to_owned());
                rest = after;
            }
            attributes.push((own, value));
        }
    }

    fn get(&self, name: &str) -> Option<&str> {
        let own = self.attributes.iter().find(|(own, _)| *own == name)?;
        Some(own.1.as_deref().unwrap_or_default())
    }

    fn set(&mut self, name: &'a str, value: &str) {
        self.attributes.retain(|(own, _)| *own != name);
        self.attributes.push((name, Some(value.to_owned())));
    }

    fn written(&self) -> String {
        let mut out = format!("<{}", self.name);
        for (name, value) in &self.attributes {
            out.push(' ');
            out.push_str(name);
            if let Some(value) = value.as_ref().filter(|v| !v.is_empty()) {
                let quote = if value.contains('"') { '\'' } else { '"' };
                out.extend(['=', quote]);
                out.push_str(value);
                out.push(quote);
            }
        }
        out.push('>');
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_get_their_published_names_and_hashes() {
        let mut tree = Tree::default();
        let style = tree.keep("style", "css", "a{}");
        let glue = tree.keep("m21", "js", "x");
        let module = tree.keep("m21_bg", "wasm", "y");
        let names = BTreeMap::from([
            ("style-1.css".to_owned(), style.clone()),
            ("m21-1.js".to_owned(), glue.clone()),
            ("m21-1_bg.wasm".to_owned(), module.clone()),
        ]);
        let built = "<html lang=sv><head><script>early=1<2</script><link href=./style-1.css rel=stylesheet>\
             <script type=module>import init from './m21-1.js';\n\n\
             await init({ module_or_path: './m21-1_bg.wasm' });</script>\
             <link crossorigin href=\"./m21-1.js\" rel=modulepreload></head>\
             <body>1 < 2 <a href='#a>b'>x</a><section class=plain-list></section></body></html>";
        let entry = publish(built, &names, &mut tree, "<p>list</p>", "<meta>").unwrap();
        let start = tree
            .iter()
            .map(|(path, _)| path.to_owned())
            .find(|p| p.starts_with("assets/start-"))
            .unwrap();
        let text = std::str::from_utf8(tree.get(&start).unwrap()).unwrap();
        let (glue_name, module_name) = (&glue[7..], &module[7..]);
        assert_eq!(
            text,
            format!(
                "import init from './{glue_name}';\n\
                 await init({{ module_or_path: new URL('./{module_name}', import.meta.url) }});\n"
            )
        );
        let [style_hash, start_hash] = [&style, &start].map(|p| Hash::of(tree.get(p).unwrap()).for_browsers());
        assert_eq!(
            entry.html,
            format!(
                "<html lang=sv><head><script>early=1<2</script>\
                 <link rel=\"stylesheet\" href=\"{style}\" integrity=\"{style_hash}\" crossorigin=\"anonymous\">\
                 <script type=\"module\" integrity=\"{start_hash}\" src=\"{start}\" crossorigin=\"anonymous\"></script>\
                 <link crossorigin rel=\"modulepreload\" href=\"{glue}\"><meta></head>\
                 <body>1 < 2 <a href='#a>b'>x</a><p>list</p></body></html>"
            )
        );
        assert_eq!(entry.scripts, [Hash::of(b"early=1<2").for_browsers()]);
    }

    #[test]
    fn a_page_without_a_place_for_the_list_is_refused() {
        let mut tree = Tree::default();
        let refused = publish("<head></head>", &BTreeMap::new(), &mut tree, "", "");
        assert!(refused.is_err_and(|why| why.contains("plain-list")));
    }
}
