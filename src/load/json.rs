//! JSON values that borrow from the text they were read from.
//!
//! One type is decoded, not one for every record: a record with a bad property then keeps its good ones, every
//! problem can name what was found, and the page carries one decoder.

use super::expected::Expected;
use super::kind::ProblemKind;
use serde::de::{Deserialize, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::fmt;

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
    if n.abs() < 1e15 {
        n.to_string()
    } else {
        format!("{n:e}")
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

struct AnyValue;

impl<'de> Visitor<'de> for AnyValue {
    type Value = Json<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E>(self, truth: bool) -> Result<Self::Value, E> {
        Ok(Json::Truth(truth))
    }

    fn visit_i64<E>(self, n: i64) -> Result<Self::Value, E> {
        Ok(Json::Number(n as f64))
    }

    fn visit_u64<E>(self, n: u64) -> Result<Self::Value, E> {
        Ok(Json::Number(n as f64))
    }

    fn visit_f64<E>(self, n: f64) -> Result<Self::Value, E> {
        Ok(Json::Number(n))
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Json::Text(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Json::Text(Cow::Owned(text.to_owned())))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = seq.next_element()? {
            items.push(item);
        }
        Ok(Json::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut members = Vec::new();
        while let Some(name) = next_name(&mut map)? {
            members.push((name, map.next_value()?));
        }
        Ok(Json::Object(members))
    }
}

fn next_name<'de, A: MapAccess<'de>>(map: &mut A) -> Result<Option<Cow<'de, str>>, A::Error> {
    match map.next_key()? {
        Some(Json::Text(name)) => Ok(Some(name)),
        Some(_) => Err(A::Error::custom("a name must be a text")),
        None => Ok(None),
    }
}

impl<'de> Deserialize<'de> for Json<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AnyValue)
    }
}

/// Names and values in the order of the text; the values are known to be JSON, but not yet decoded.
pub(super) type RawMembers<'a> = Vec<(Cow<'a, str>, &'a RawValue)>;

struct RawObject<'a>(RawMembers<'a>);

impl<'de> Deserialize<'de> for RawObject<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Object;

        impl<'de> Visitor<'de> for Object {
            type Value = RawObject<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object in braces")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members = Vec::new();
                while let Some(name) = next_name(&mut map)? {
                    members.push((name, map.next_value()?));
                }
                Ok(RawObject(members))
            }
        }

        deserializer.deserialize_map(Object)
    }
}

/// A file's text, from which parts are decoded one by one.
#[derive(Debug, Clone, Copy)]
pub(super) struct Text<'a>(pub(super) &'a str);

impl<'a> Text<'a> {
    /// The members of the object that the whole text is.
    pub(super) fn members(self) -> Result<RawMembers<'a>, ProblemKind> {
        match serde_json::from_str::<RawObject<'a>>(self.0) {
            Ok(members) => Ok(members.0),
            Err(fault) if fault.is_data() => Err(self.no_object()),
            Err(fault) => Err(self.not_json(self.0, &fault)),
        }
    }

    fn no_object(self) -> ProblemKind {
        let found = match self.0.trim_start().as_bytes().first() {
            Some(b'[') => "a list",
            Some(b'"') => "a text",
            _ => "a single value",
        };
        ProblemKind::Unexpected {
            found: found.to_owned(),
            expected: Expected::Object,
        }
    }

    /// The items of a list in the text; nothing if it is no list.
    pub(super) fn items(self, list: &'a RawValue) -> Result<Option<Vec<&'a RawValue>>, ProblemKind> {
        if list.get().starts_with('[') {
            self.decoded(list.get()).map(Some)
        } else {
            Ok(None)
        }
    }

    /// A value in the text, decoded.
    pub(super) fn value(self, raw: &'a RawValue) -> Result<Json<'a>, ProblemKind> {
        self.decoded(raw.get())
    }

    fn decoded<T: Deserialize<'a>>(self, part: &'a str) -> Result<T, ProblemKind> {
        serde_json::from_str(part).map_err(|fault| self.not_json(part, &fault))
    }

    /// Says where in the whole text a part of it is no JSON.
    fn not_json(self, part: &str, fault: &serde_json::Error) -> ProblemKind {
        let start = (part.as_ptr() as usize).saturating_sub(self.0.as_ptr() as usize);
        let before = self.0.get(..start).unwrap_or_default();
        let mut line = before.matches('\n').count() + fault.line();
        let mut column = fault.column();
        if fault.line() <= 1 {
            column += before.len() - before.rfind('\n').map_or(0, |i| i + 1);
            line = line.max(1);
        }
        if fault.is_eof() {
            return ProblemKind::CutOff { line, column };
        }
        let reason = fault.to_string();
        ProblemKind::NotJson {
            line,
            column,
            found: char_at(self.0, line, column),
            reason: reason
                .rsplit_once(" at line ")
                .map_or(reason.as_str(), |(why, _)| why)
                .to_owned(),
        }
    }
}

fn char_at(text: &str, line: usize, column: usize) -> Option<char> {
    let line = text.split('\n').nth(line.checked_sub(1)?)?;
    let mut end = column.checked_sub(1)?;
    while !line.is_char_boundary(end) {
        end -= 1;
    }
    line.get(end..)?.chars().next()
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
        assert_eq!(Json::Number(1e300).shown(), "1e300");
    }
}
