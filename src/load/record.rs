//! An object in a file, from which properties are taken one by one. What is wrong with one is written down;
//! the others are still read.

use super::expected::Expected;
use super::json::{Json, Members, shortened};
use super::problem::{Problem, ProblemKind, Severity};
use super::{File, spelling};
use crate::calendar::{Moment, parse_date};
use crate::model::{Lang, Localized};
use time::Date;

/// Takes a property that is one of an enum's slugs.
macro_rules! choice {
    ($record:expr, $field:expr, $of:ty) => {{
        let slugs = || <$of>::ALL.iter().map(|one| one.slug()).collect();
        $record.one_of($field, <$of>::from_slug, slugs)
    }};
}
pub(super) use choice;

/// The longest slug, in letters.
const LONGEST_SLUG: usize = 64;

/// An object and what is wrong with it.
pub(super) struct Record<'a, 'l> {
    file: File,
    name: String,
    /// The way to it from its feature, with a full stop after it; empty for the feature itself.
    way: String,
    members: Members<'a>,
    problems: &'l mut Vec<Problem>,
}

impl<'a, 'l> Record<'a, 'l> {
    /// An object of a file. It goes by its `id`, if it has one, or else by the name given here, if that is not empty.
    pub(super) fn new(file: File, fallback: String, members: Members<'a>, problems: &'l mut Vec<Problem>) -> Self {
        let id = members.iter().find(|(n, _)| n == "id").and_then(|(_, v)| v.text());
        let name = id.filter(|id| !id.is_empty()).map_or(fallback, |id| shortened(id).into_owned());
        let mut record = Self {
            file,
            name,
            way: String::new(),
            members,
            problems,
        };
        record.drop_repeated();
        record
    }

    /// The object that a whole file is; it goes by no name.
    pub(super) fn of_file(file: File, members: Members<'a>, problems: &'l mut Vec<Problem>) -> Self {
        let mut record = Self {
            file,
            name: String::new(),
            way: String::new(),
            members,
            problems,
        };
        record.drop_repeated();
        record
    }

    /// The object that is a property of this one, or an item of such a list.
    pub(super) fn within<'s>(&'s mut self, field: &str, members: Members<'a>) -> Record<'a, 's> {
        let mut record = Record {
            file: self.file,
            name: self.name.clone(),
            way: format!("{}{field}.", self.way),
            members,
            problems: &mut *self.problems,
        };
        record.drop_repeated();
        record
    }

    /// An object of a list in this one that goes by a name of its own.
    pub(super) fn part<'s>(&'s mut self, list: &str, number: usize, members: Members<'a>) -> Record<'a, 's> {
        let way = format!("{}{list}.", self.way);
        let mut record = Record::new(self.file, format!("{list} {number}"), members, self.problems);
        record.way = way;
        record
    }

    /// Writes down an error of something else in the same file.
    pub(super) fn error_of(&mut self, name: &str, field: &str, kind: ProblemKind) {
        self.problems.push(Problem {
            feature: Some(name.to_owned()),
            ..Problem::in_file(self.file, field, kind)
        });
    }

    /// Whether a property is there.
    pub(super) fn has(&self, field: &str) -> bool {
        self.members.iter().any(|(n, v)| n == field && *v != Json::Null)
    }

    fn drop_repeated(&mut self) {
        let mut i = 1;
        while i < self.members.len() {
            let (before, rest) = self.members.split_at(i);
            if before.iter().any(|(n, _)| *n == rest[0].0) {
                let (name, _) = self.members.remove(i);
                self.error(&name, ProblemKind::RepeatedField);
            } else {
                i += 1;
            }
        }
    }

    /// Writes down an error.
    pub(super) fn error(&mut self, field: &str, kind: ProblemKind) {
        self.complain(Severity::Error, field, kind);
    }

    /// Writes down a warning.
    pub(super) fn warning(&mut self, field: &str, kind: ProblemKind) {
        self.complain(Severity::Warning, field, kind);
    }

    fn complain(&mut self, severity: Severity, field: &str, kind: ProblemKind) {
        let field = format!("{}{}", self.way, shortened(field));
        let field = field.trim_end_matches('.');
        self.problems.push(Problem {
            severity,
            file: self.file,
            feature: (!self.name.is_empty()).then(|| self.name.clone()),
            field: (!field.is_empty()).then(|| field.to_owned()),
            kind,
        });
    }

    /// Writes down that a value is not what it should be.
    pub(super) fn unexpected(&mut self, field: &str, found: &Json<'_>, expected: Expected) {
        let found = found.shown();
        self.error(field, ProblemKind::Unexpected { found, expected });
    }

    /// How many problems have been written down, here and before.
    pub(super) fn problems(&self) -> usize {
        self.problems.len()
    }

    /// How many of them are errors.
    pub(super) fn errors(&self) -> usize {
        self.problems.iter().filter(|p| p.severity == Severity::Error).count()
    }

    /// Takes a property out; `null` is as good as nothing.
    pub(super) fn take(&mut self, field: &str) -> Option<Json<'a>> {
        let i = self.members.iter().position(|(n, _)| n == field)?;
        let (_, value) = self.members.swap_remove(i);
        (value != Json::Null).then_some(value)
    }

    /// Writes down which of these are not there.
    pub(super) fn needs(&mut self, fields: &[&str]) {
        for field in fields {
            if !self.has(field) {
                self.error(field, ProblemKind::MissingField);
            }
        }
    }

    /// Takes a property and makes something of it, or writes down what it should have been.
    pub(super) fn read<T>(
        &mut self,
        field: &str,
        make: impl FnOnce(&Json<'a>) -> Option<T>,
        expected: impl FnOnce() -> Expected,
    ) -> Option<T> {
        let value = self.take(field)?;
        let made = make(&value);
        if made.is_none() {
            self.unexpected(field, &value, expected());
        }
        made
    }

    /// Takes a text that a parser understands, or writes down why it does not.
    pub(super) fn parse<T, E>(
        &mut self,
        field: &str,
        parse: fn(&str) -> Result<T, E>,
        expected: fn(E) -> Expected,
    ) -> Option<T> {
        let value = self.take(field)?;
        let Some(text) = value.text() else {
            self.unexpected(field, &value, Expected::Text);
            return None;
        };
        match parse(text) {
            Ok(made) => Some(made),
            Err(why) => {
                self.unexpected(field, &value, expected(why));
                None
            }
        }
    }

    /// Takes a text that is not empty; one that looks like markup is taken with a warning.
    pub(super) fn text(&mut self, field: &str) -> Option<String> {
        let text = self.read(field, plain_text, || Expected::Text)?;
        self.doubt_markup(field, &text);
        Some(text)
    }

    fn doubt_markup(&mut self, field: &str, text: &str) {
        if let Some(found) = markup(text) {
            let found = shortened(found).into_owned();
            self.warning(field, ProblemKind::Markup { found });
        }
    }

    /// Takes a text in each language. One language that is missing is doubted; nothing in any is an error.
    pub(super) fn localized(&mut self, field: &str) -> Option<Localized> {
        let mut members = match self.take(field)? {
            Json::Object(members) => members,
            other => {
                self.unexpected(field, &other, Expected::Translations);
                return None;
            }
        };
        // A language the page does not speak is no fault; a name that is no language is.
        members.retain(|(n, v)| *v != Json::Null && (Lang::from_tag(n).is_some() || !is_language(n)));
        let mut record = self.within(field, members);
        let bad = record.problems();
        let texts = Lang::ALL.map(|lang| record.text(lang.tag()));
        let complete = record.problems() == bad;
        record.finish(&["sv", "en"]);
        let words = Localized::new(
            texts[0].as_deref().unwrap_or_default(),
            texts[1].as_deref().unwrap_or_default(),
        );
        if !complete {
            return (!words.is_empty()).then_some(words);
        }
        if words.is_empty() {
            let found = "no text".to_owned();
            let expected = Expected::Translations;
            self.error(field, ProblemKind::Unexpected { found, expected });
            return None;
        }
        for lang in Lang::ALL.into_iter().filter(|lang| !words.has(*lang)) {
            self.warning(field, ProblemKind::MissingTranslation(lang));
        }
        Some(words)
    }

    /// Takes words given in each language, or once for all of them.
    pub(super) fn words(&mut self, field: &str) -> Option<Localized> {
        let is_text = self.members.iter().any(|(n, v)| n == field && v.text().is_some());
        if is_text {
            self.text(field).map(|text| Localized::same(&text))
        } else {
            self.localized(field)
        }
    }

    /// Takes a name for files and addresses.
    pub(super) fn slug(&mut self, field: &str) -> Option<String> {
        let slug = |v: &Json<'a>| v.text().filter(|t| is_slug(t)).map(str::to_owned);
        self.read(field, slug, || Expected::Slug)
    }

    /// Takes a whole number in a range, ends included.
    pub(super) fn whole(&mut self, field: &str, least: u32, most: u32) -> Option<u32> {
        self.read(field, |v| v.whole(least, most), || Expected::Whole(least, most))
    }

    /// Takes a number in a range, ends included.
    pub(super) fn between(&mut self, field: &str, least: f64, most: f64) -> Option<f64> {
        let within = |v: &Json<'a>| v.number().filter(|n| (least..=most).contains(n));
        self.read(field, within, || Expected::Between(least, most))
    }

    /// Takes true or false.
    pub(super) fn truth(&mut self, field: &str) -> Option<bool> {
        let truth = |v: &Json<'a>| match v {
            Json::Truth(truth) => Some(*truth),
            _ => None,
        };
        self.read(field, truth, || Expected::Truth)
    }

    /// Takes a day.
    pub(super) fn date(&mut self, field: &str) -> Option<Date> {
        self.read(field, |v| v.text().and_then(parse_date), || Expected::Date)
    }

    /// Takes a day and a time.
    pub(super) fn moment(&mut self, field: &str) -> Option<Moment> {
        let moment = |v: &Json<'a>| v.text().filter(|t| t.contains('T')).and_then(Moment::parse);
        self.read(field, moment, || Expected::Moment)
    }

    /// Takes a web address.
    pub(super) fn web_address(&mut self, field: &str) -> Option<String> {
        let address = |v: &Json<'a>| v.text().filter(|t| is_web_address(t)).map(str::to_owned);
        self.read(field, address, || Expected::WebAddress)
    }

    /// Takes one of an enum's slugs; see [`choice`].
    pub(super) fn one_of<T>(
        &mut self,
        field: &str,
        from_slug: fn(&str) -> Option<T>,
        slugs: fn() -> Vec<&'static str>,
    ) -> Option<T> {
        self.read(field, |v| v.text().and_then(from_slug), || Expected::OneOf(slugs()))
    }

    /// Takes a list.
    pub(super) fn list(&mut self, field: &str) -> Option<Vec<Json<'a>>> {
        match self.take(field)? {
            Json::List(items) => Some(items),
            other => {
                self.unexpected(field, &other, Expected::List);
                None
            }
        }
    }

    /// As [`Record::set`], and writes down that the list is empty if it is.
    pub(super) fn full_set<T: PartialEq>(
        &mut self,
        field: &str,
        make: fn(&Json<'a>) -> Option<T>,
        expected: fn() -> Expected,
    ) -> Option<Vec<T>> {
        let is_empty = self.members.iter().any(|(n, v)| n == field && v.list().is_some_and(<[_]>::is_empty));
        if is_empty {
            self.error(field, ProblemKind::EmptyList);
        }
        self.set(field, make, expected)
    }

    /// Takes a list and makes something of each item; items of which nothing can be made, and repeated ones, are
    /// written down and left out.
    pub(super) fn set<T: PartialEq>(
        &mut self,
        field: &str,
        make: fn(&Json<'a>) -> Option<T>,
        expected: fn() -> Expected,
    ) -> Option<Vec<T>> {
        let items = self.list(field)?;
        let mut made = Vec::with_capacity(items.len());
        for item in items {
            match make(&item) {
                None => self.unexpected(field, &item, expected()),
                Some(value) if made.contains(&value) => {
                    let found = item.shown();
                    self.warning(field, ProblemKind::RepeatedValue { found });
                }
                Some(value) => made.push(value),
            }
        }
        Some(made)
    }

    /// Takes an object.
    pub(super) fn object(&mut self, field: &str) -> Option<Members<'a>> {
        match self.take(field)? {
            Json::Object(members) => Some(members),
            other => {
                self.unexpected(field, &other, Expected::Object);
                None
            }
        }
    }

    /// Takes a list of objects, each with the way to it.
    pub(super) fn objects(&mut self, field: &str) -> Option<Vec<(String, Members<'a>)>> {
        let parts = self.parts(field)?;
        Some(parts.into_iter().map(|(i, members)| (format!("{field}.{i}"), members)).collect())
    }

    /// Takes a list of objects, each with its number from one; see [`Record::part`].
    pub(super) fn parts(&mut self, field: &str) -> Option<Vec<(usize, Members<'a>)>> {
        let items = self.list(field)?;
        let mut objects = Vec::with_capacity(items.len());
        for (item, i) in items.into_iter().zip(1..) {
            match item {
                Json::Object(members) => objects.push((i, members)),
                other => self.unexpected(&format!("{field}.{i}"), &other, Expected::Object),
            }
        }
        Some(objects)
    }

    /// Doubts every name that is left and not known.
    pub(super) fn finish(mut self, known: &'static [&'static str]) {
        for (name, _) in std::mem::take(&mut self.members) {
            if !known.contains(&name.as_ref()) {
                let nearest = spelling::nearest(&name, known.iter().copied());
                self.warning(&name, ProblemKind::UnknownField { nearest });
            }
        }
    }
}

/// A text that is not empty, without spaces around it.
fn plain_text(value: &Json<'_>) -> Option<String> {
    let text = value.text()?.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// The part of a text from where it looks like markup: `<` and a letter or `/`.
fn markup(text: &str) -> Option<&str> {
    let starts = text.match_indices('<').map(|(i, _)| &text[i..]);
    let mut tags = starts.filter(|rest| rest[1..].starts_with(|c: char| c == '/' || c == '!' || c.is_ascii_alphabetic()));
    tags.next()
}

/// Letters a–z, digits and single hyphens between them.
pub(super) fn is_slug(text: &str) -> bool {
    let good = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    text.len() <= LONGEST_SLUG && text.split('-').all(good)
}

/// As `da` or `zh-Hant`.
fn is_language(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let language = parts.next().unwrap_or_default();
    matches!(language.len(), 2 | 3)
        && language.bytes().all(|b| b.is_ascii_lowercase())
        && parts.all(|p| (2..=8).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_alphanumeric()))
}

/// Begins with `https://` or `http://`, names a server, and holds nothing that must be escaped.
fn is_web_address(text: &str) -> bool {
    let lower = text.get(..8.min(text.len())).unwrap_or_default().to_ascii_lowercase();
    let scheme = ["https://", "http://"].into_iter().find(|s| lower.starts_with(s));
    let Some(rest) = scheme.map(|s| &text[s.len()..]) else {
        return false;
    };
    let bad = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '"' | '<' | '>' | '\\' | '`' | '{' | '}');
    rest.starts_with(|c: char| c.is_alphanumeric() || c == '[') && !rest.contains(bad)
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
        for bad in ["javascript:alert(1)", "https://", "https:///x", "malmo.se", "https://a b", "http://a\"b", "å"] {
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
