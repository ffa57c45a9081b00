//! What texts must look like: slugs, languages, web addresses, and texts without markup.

/// The longest slug, in letters.
const LONGEST_SLUG: usize = 64;

/// Letters a–z, digits and single hyphens between them.
pub(super) fn is_slug(text: &str) -> bool {
    let good = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    text.len() <= LONGEST_SLUG && text.split('-').all(good)
}

/// As `da` or `zh-Hant`.
pub(super) fn is_language(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let language = parts.next().unwrap_or_default();
    matches!(language.len(), 2 | 3)
        && language.bytes().all(|b| b.is_ascii_lowercase())
        && parts.all(|p| (2..=8).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_alphanumeric()))
}

/// Begins with `https://` or `http://`, names a server, and holds nothing that must be escaped.
pub(super) fn is_web_address(text: &str) -> bool {
    let lower = text.get(..8.min(text.len())).unwrap_or_default().to_ascii_lowercase();
    let scheme = ["https://", "http://"].into_iter().find(|s| lower.starts_with(s));
    let Some(rest) = scheme.map(|s| &text[s.len()..]) else {
        return false;
    };
    let bad = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '"' | '<' | '>' | '\\' | '`' | '{' | '}');
    rest.starts_with(|c: char| c.is_alphanumeric() || c == '[') && !rest.contains(bad)
}

/// The part of a text from where it looks like markup: `<` and a letter or `/`.
pub(super) fn markup(text: &str) -> Option<&str> {
    let starts = text.match_indices('<').map(|(i, _)| &text[i..]);
    let mut tags =
        starts.filter(|rest| rest[1..].starts_with(|c: char| c == '/' || c == '!' || c.is_ascii_alphabetic()));
    tags.next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_small_letters_digits_and_single_hyphens() {
        for good in ["a", "va-syd", "hus-2", "21"] {
            assert!(is_slug(good), "{good}");
        }
        for bad in ["", "-", "a-", "a--b", "Å", "A", "a b", "a_b", &"a".repeat(65)] {
            assert!(!is_slug(bad), "{bad}");
        }
    }

    #[test]
    fn only_addresses_of_the_web_are_kept() {
        for good in ["https://malmo.se/", "HTTP://malmo.se", "https://malmo.se/å?q=1#x"] {
            assert!(is_web_address(good), "{good}");
        }
        for bad in [
            "javascript:alert(1)",
            "https://",
            "https:///x",
            "malmo.se",
            "https://a b",
            "http://a\"b",
            "å",
        ] {
            assert!(!is_web_address(bad), "{bad}");
        }
    }

    #[test]
    fn a_comparison_is_no_markup() {
        assert_eq!(markup("a < b, 1 <2 <"), None);
        assert_eq!(markup("so <b>bold</b>"), Some("<b>bold</b>"));
        assert_eq!(markup("</p>"), Some("</p>"));
    }
}
