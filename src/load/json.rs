//! JSON values that borrow from the text they were read from.
//!
//! One type is decoded, not one for every record: a record with a bad property then keeps its good ones, every
//! problem can name what was found, and the page carries one decoder.

use super::expected::Expected;
use super::kind::ProblemKind;
use super::problem::TELLS;
use super::reader::{Fault, Reader};
use crate::space::decimal;
use std::borrow::Cow;

/// Names and values in the order of the text.
pub(super) type Members<'a> = Vec<(Cow<'a, str>, Json<'a>)>;

/// A JSON value.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Json<'a> {
    Null,
    Truth(bool),
    Number(f64),
    Text(Cow<'a, str>),
    List(Vec<Json<'a>>),
    Object(Members<'a>),
}

impl<'a> Json<'a> {
    /// The value as it may be shown in a sentence: whole if short, else how it begins or what it is.
    pub(super) fn shown(&self) -> String {
        if !TELLS {
            return String::new();
        }
        match self {
            Self::Null => "null".to_owned(),
            Self::Truth(truth) => truth.to_string(),
            Self::Number(n) => number(*n),
            Self::Text(text) if text.is_empty() => "an empty text".to_owned(),
            Self::Text(text) => format!("{:?}", shortened(text)),
            Self::List(items) if items.is_empty() => "an empty list".to_owned(),
            Self::List(items) if items.len() <= 4 && items.iter().all(|i| matches!(i, Self::Number(_))) => {
                let words: Vec<String> = items.iter().map(Self::shown).collect();
                format!("[{}]", words.join(", "))
            }
            Self::List(_) => "a list".to_owned(),
            Self::Object(_) => "an object".to_owned(),
        }
    }

    pub(super) fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    pub(super) fn number(&self) -> Option<f64> {
        match self {
            Self::Number(n) => Some(*n),
            _ => None,
        }
    }

    /// A whole number in a range, ends included.
    pub(super) fn whole(&self, least: u32, most: u32) -> Option<u32> {
        let n = self.number()?;
        (n.fract() == 0.0 && (f64::from(least)..=f64::from(most)).contains(&n)).then_some(n as u32)
    }

    pub(super) fn list(&self) -> Option<&[Json<'a>]> {
        match self {
            Self::List(items) => Some(items),
            _ => None,
        }
    }

    /// The value of a name in an object.
    pub(super) fn member(&self, name: &str) -> Option<&Json<'a>> {
        match self {
            Self::Object(members) => members.iter().find(|(n, _)| n == name).map(|(_, v)| v),
            _ => None,
        }
    }
}

/// A number as somebody would write it.
fn number(n: f64) -> String {
    let size = n.abs();
    if size == 0.0 || (1e-6..1e15).contains(&size) {
        return trimmed(n);
    }
    let (mut digits, mut exponent) = (n, 0);
    while digits.abs() >= 10.0 {
        digits /= 10.0;
        exponent += 1;
    }
    while digits.abs() < 1.0 {
        digits *= 10.0;
        exponent -= 1;
    }
    // Each step may have rounded a little.
    format!("{}e{exponent}", trimmed((digits * 1e9).round() / 1e9))
}

/// A number's fifteen digits without the zeros at their end.
fn trimmed(n: f64) -> String {
    let mut decimals = 15;
    let mut limit = 1.0;
    while n.abs() >= limit && decimals > 0 {
        decimals -= 1;
        limit *= 10.0;
    }
    let text = decimal::fixed(n, decimals);
    match text.split_once('.') {
        Some(_) => text.trim_end_matches('0').trim_end_matches('.').to_owned(),
        None => text,
    }
}

/// A text short enough for one line.
pub(super) fn shortened(text: &str) -> Cow<'_, str> {
    const CHARS: usize = 40;
    match text.char_indices().nth(CHARS) {
        Some((end, _)) => Cow::Owned(format!("{}…", &text[..end])),
        None => Cow::Borrowed(text),
    }
}

/// A value in a text, known to be JSON, but not yet decoded.
#[derive(Debug, Clone, Copy)]
pub(super) struct Raw<'a>(pub(super) &'a str);

/// Names and values in the order of the text.
pub(super) type RawMembers<'a> = Vec<(Cow<'a, str>, Raw<'a>)>;

/// A file's text, from which parts are decoded one by one.
#[derive(Debug, Clone, Copy)]
pub(super) struct Text<'a>(pub(super) &'a str);

impl<'a> Text<'a> {
    /// The members of the object that the whole text is.
    pub(super) fn members(self) -> Result<RawMembers<'a>, ProblemKind> {
        let mut reader = Reader::new(self.0, 0);
        let found = match reader.peek() {
            Some(b'{') => {
                let members = reader.raw_members();
                let whole = members.and_then(|members| reader.end().map(|()| members));
                return whole.map_err(|fault| self.not_json(fault));
            }
            Some(b'[') => "a list",
            Some(b'"') => "a text",
            _ => "a single value",
        };
        let read = reader.pass().and_then(|_| reader.end());
        Err(match read {
            Ok(()) => ProblemKind::Unexpected {
                found: found.to_owned(),
                expected: Expected::Object,
            },
            Err(fault) => self.not_json(fault),
        })
    }

    /// The items of a list in the text; nothing if it is no list.
    pub(super) fn items(self, list: Raw<'a>) -> Result<Option<Vec<Raw<'a>>>, ProblemKind> {
        if !list.0.starts_with('[') {
            return Ok(None);
        }
        let items = self.reader(list).raw_items();
        items.map(Some).map_err(|fault| self.not_json(fault))
    }

    /// A value in the text, decoded.
    pub(super) fn value(self, raw: Raw<'a>) -> Result<Json<'a>, ProblemKind> {
        let value = self.reader(raw).value(0);
        value.map_err(|fault| self.not_json(fault))
    }

    /// Reads the whole text on from a part of it, so that a fault is found in the whole.
    fn reader(self, part: Raw<'a>) -> Reader<'a> {
        let start = (part.0.as_ptr() as usize).saturating_sub(self.0.as_ptr() as usize);
        Reader::new(self.0, start)
    }

    /// Says where the text is no JSON.
    fn not_json(self, Fault { at, why }: Fault) -> ProblemKind {
        let (before, after) = self.0.split_at_checked(at).unwrap_or((self.0, ""));
        let line = before.bytes().filter(|b| *b == b'\n').count() + 1;
        let column = before.len() - before.rfind('\n').map_or(0, |i| i + 1);
        match after.chars().next() {
            None => ProblemKind::CutOff { line, column },
            found => ProblemKind::NotJson {
                line,
                column: column + 1,
                found,
                reason: why.to_owned(),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_is_found_in_the_whole_text() {
        let text = Text("{\"a\": [1],\n \"b\": [1e999]}");
        let members = text.members().unwrap();
        let fault = text.value(members[1].1).unwrap_err();
        assert_eq!(
            fault.to_string(),
            "not JSON at line 2, column 12: number out of range, found '9'. Correct it there or just before."
        );
    }

    #[test]
    fn nesting_without_end_is_refused() {
        let deep = format!("{{\"a\":{}{}}}", "[".repeat(100_000), "]".repeat(100_000));
        let text = Text(&deep);
        let members = text.members().unwrap();
        assert!(matches!(text.value(members[0].1), Err(ProblemKind::NotJson { .. })));
    }

    #[test]
    fn numbers_are_shown_as_written() {
        assert_eq!(Json::Number(18.0).shown(), "18");
        assert_eq!(Json::Number(1.5).shown(), "1.5");
        assert_eq!(Json::Number(0.1).shown(), "0.1");
        assert_eq!(Json::Number(-0.0).shown(), "0");
        assert_eq!(Json::Number(-13.003_25).shown(), "-13.00325");
        assert_eq!(Json::Number(55.612_345_678_901).shown(), "55.612345678901");
        assert_eq!(Json::Number(999_999_999_999_999.0).shown(), "999999999999999");
        assert_eq!(Json::Number(1e15).shown(), "1e15");
        assert_eq!(Json::Number(1e300).shown(), "1e300");
        assert_eq!(Json::Number(-1.25e-9).shown(), "-1.25e-9");
        assert_eq!(Json::Number(f64::from_bits(1)).shown(), "4.940656458e-324");
    }
}
