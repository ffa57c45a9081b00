//! Slugs of names.

/// The longest slug.
const MOST: usize = 64;

/// A slug of a name: small letters a–z, digits and single hyphens; `x` if nothing is left.
pub(super) fn slug(name: &str) -> String {
    let mut slug = String::new();
    for c in name.chars().flat_map(char::to_lowercase) {
        let mut bytes = [0; 4];
        let plain: &str = match c {
            'à'..='å' => "a",
            'æ' => "ae",
            'ç' => "c",
            'è'..='ë' => "e",
            'ì'..='ï' => "i",
            'ð' => "d",
            'ñ' => "n",
            'ò'..='ö' | 'ø' => "o",
            'ù'..='ü' => "u",
            'ý' | 'ÿ' => "y",
            'þ' => "th",
            'ß' => "ss",
            'a'..='z' | '0'..='9' => c.encode_utf8(&mut bytes),
            _ => "-",
        };
        if plain != "-" || (!slug.is_empty() && !slug.ends_with('-')) {
            slug.push_str(plain);
        }
    }
    slug.truncate(MOST);
    let slug = slug.trim_matches('-');
    if slug.is_empty() {
        "x".to_owned()
    } else {
        slug.to_owned()
    }
}

/// The slug, or with the first number from 2 that nothing before has; it is then taken.
pub(super) fn untaken(slug: String, taken: &mut std::collections::BTreeSet<String>) -> String {
    let stem = slug.get(..MOST - 8).unwrap_or(&slug).trim_end_matches('-').to_owned();
    let mut all = std::iter::once(slug).chain((2..).map(|n: u32| format!("{stem}-{n}")));
    let free = all.find(|slug| !taken.contains(slug)).unwrap_or_default();
    taken.insert(free.clone());
    free
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_plain_and_no_two_the_same() {
        assert_eq!(slug("Malmö C"), "malmo-c");
        assert_eq!(slug(" Sørvágur – Mykines! "), "sorvagur-mykines");
        assert_eq!(slug("東京"), "x");
        assert_eq!(slug(&"abc ".repeat(40)).len(), 63);
        let mut taken = std::collections::BTreeSet::new();
        let mut next = || untaken("a".to_owned(), &mut taken);
        assert_eq!([next(), next(), next()], ["a", "a-2", "a-3"]);
    }
}
