//! Reading opening hours from left to right, and saying where that went wrong.

use std::fmt;

/// What stops a text from being opening hours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HoursError {
    /// Where, in bytes from the start of the text.
    pub at: usize,
    /// The word found there; empty at the end of the text.
    pub found: String,
    /// What could have stood there.
    pub expected: &'static str,
}

/// What stops a text from being a list of days. Days are part of opening hours, and fail alike.
pub type DaysError = HoursError;

impl fmt::Display for HoursError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { at, found, expected } = self;
        if found.is_empty() {
            write!(f, "Expected {expected} at byte {at}, found the end.")
        } else {
            write!(f, "Expected {expected} at byte {at}, found “{found}”.")
        }
    }
}

impl std::error::Error for HoursError {}

/// Long enough to be recognised, short enough for one line.
const FOUND_CHARS: usize = 24;

/// A text and how far it has been read. It only ever steps over ASCII, so it stands between characters.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Reader<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    pub(super) fn is_at_end(&self) -> bool {
        self.rest().is_empty()
    }

    /// Steps over spaces.
    pub(super) fn spaces(&mut self) {
        while self.eat(" ") {}
    }

    /// Steps over `token` if it is next.
    pub(super) fn eat(&mut self, token: &'static str) -> bool {
        let found = token.is_ascii() && self.rest().starts_with(token);
        if found {
            self.at += token.len();
        }
        found
    }

    /// The letters that come next, all of them, so that `Mon` is not read as `Mo`.
    pub(super) fn word(&self) -> &'a str {
        self.run(u8::is_ascii_alphabetic)
    }

    fn digits(&self) -> &'a str {
        self.run(u8::is_ascii_digit)
    }

    fn run(&self, belongs: fn(&u8) -> bool) -> &'a str {
        let rest = self.rest();
        &rest[..rest.bytes().take_while(belongs).count()]
    }

    /// Steps over the next word if `known` knows it.
    pub(super) fn eat_word<T>(&mut self, known: impl Fn(&str) -> Option<T>) -> Option<T> {
        let word = self.word();
        let meaning = known(word)?;
        self.at += word.len();
        Some(meaning)
    }

    /// Steps over a day of the month, one or two digits that are not the hours of a time.
    pub(super) fn day_number(&mut self) -> Option<u8> {
        let digits = self.digits();
        let is_time = self.rest()[digits.len()..].starts_with(':');
        if is_time || digits.len() > 2 {
            return None;
        }
        let number = digits.parse().ok()?;
        self.at += digits.len();
        Some(number)
    }

    /// Steps over a time `HH:MM` of at most `last` minutes from midnight, and gives its minutes.
    pub(super) fn time(&mut self, last: u16) -> Option<u16> {
        let [
            h1 @ b'0'..=b'9',
            h2 @ b'0'..=b'9',
            b':',
            m1 @ b'0'..=b'5',
            m2 @ b'0'..=b'9',
        ] = *self.rest().as_bytes().first_chunk::<5>()?
        else {
            return None;
        };
        let digit = |byte: u8| u16::from(byte - b'0');
        let minutes = (digit(h1) * 10 + digit(h2)) * 60 + digit(m1) * 10 + digit(m2);
        if minutes > last {
            return None;
        }
        self.at += 5;
        Some(minutes)
    }

    /// That something else was expected here.
    pub(super) fn fault(&self, expected: &'static str) -> HoursError {
        let ends = |(i, c): &(usize, char)| *i > 0 && matches!(c, ' ' | ';' | ',');
        let found = self.rest().char_indices().take_while(|c| !ends(c)).map(|(_, c)| c);
        HoursError {
            at: self.at,
            found: found.take(FOUND_CHARS).collect(),
            expected,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_names_the_place_and_the_word() {
        let mut reader = Reader::new("Mo sunrise-18:00");
        assert_eq!(reader.eat_word(|word| (word == "Mo").then_some(())), Some(()));
        reader.spaces();
        assert_eq!(
            reader.fault("a time").to_string(),
            "Expected a time at byte 3, found “sunrise-18:00”."
        );
        assert_eq!(
            Reader::new("").fault("a time").to_string(),
            "Expected a time at byte 0, found the end."
        );
    }

    #[test]
    fn a_day_of_the_month_is_not_an_hour() {
        assert_eq!(Reader::new("21 10:00").day_number(), Some(21));
        assert_eq!(Reader::new("10:00").day_number(), None);
        assert_eq!(Reader::new("10:00").time(1439), Some(600));
        assert_eq!(Reader::new("24:00").time(1439), None);
        assert_eq!(Reader::new("9:00").time(1439), None);
        assert_eq!(Reader::new("09:60").time(1439), None);
    }
}
