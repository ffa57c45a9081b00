//! What somebody may have meant to write.

use super::problem::TELLS;

/// The known name nearest to a misspelt one; nothing if none is near.
pub(super) fn nearest<'k>(written: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    // Long texts are no slips of the pen, and comparing them takes the product of their lengths.
    const LONGEST: usize = 80;
    let letters = written.chars().count();
    if letters > LONGEST || !TELLS {
        return None;
    }
    let most = (letters / 3).clamp(1, 2);
    known
        .into_iter()
        // Known names are ASCII, so their length is their letters', and tells most of them apart from the written one.
        .filter(|name| name.len().abs_diff(letters) <= most)
        .map(|name| (distance(written, name), name))
        .filter(|(d, _)| *d <= most)
        .min_by_key(|(d, _)| *d)
        .map(|(_, name)| name)
}

/// How many letters must be put in, taken out or changed to make one word of the other (Levenshtein 1965);
/// capitals and `-` for `_` cost nothing.
fn distance(a: &str, b: &str) -> usize {
    let plain = |c: char| if c == '-' { '_' } else { c.to_ascii_lowercase() };
    let b: Vec<char> = b.chars().map(plain).collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, ca) in a.chars().map(plain).enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, cb) in b.iter().enumerate() {
            let changed = diagonal + usize::from(ca != *cb);
            diagonal = row[j + 1];
            row[j + 1] = changed.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_understood_and_other_words_are_not() {
        let known = ["hours", "goals", "visit_minutes", "grew_from"];
        assert_eq!(nearest("hour", known), Some("hours"));
        assert_eq!(nearest("Goals", known), Some("goals"));
        assert_eq!(nearest("visit-minutes", known), Some("visit_minutes"));
        assert_eq!(nearest("grewfrom", known), Some("grew_from"));
        assert_eq!(nearest("colour", known), None);
        assert_eq!(nearest("", known), None);
        assert_eq!(distance("kitten", "sitting"), 3);
    }
}
