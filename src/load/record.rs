//! An object in a file, from which properties are taken one by one. What is wrong with one is written down;
//! the others are still read.

use super::expected::Expected;
use super::form::{is_slug, is_web_address};
use super::json::{Json, Members, shortened};
use super::kind::ProblemKind;
use super::problem::{Problem, Severity};
use super::{File, spelling};
use crate::calendar::{Moment, parse_date};
use time::Date;

/// Takes a property that is one of an enum's slugs.
macro_rules! choice {
    ($record:expr, $field:expr, $of:ty) => {{
        let slugs = || <$of>::ALL.iter().map(|one| one.slug()).collect();
        $record.one_of($field, <$of>::from_slug, slugs)
    }};
}
pub(super) use choice;

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
        let name = id
            .filter(|id| !id.is_empty())
            .map_or(fallback, |id| shortened(id).into_owned());
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
        self.peek(field).is_some_and(|v| *v != Json::Null)
    }

    /// A property, left where it is.
    pub(super) fn peek(&self, field: &str) -> Option<&Json<'a>> {
        self.members.iter().find(|(n, _)| n == field).map(|(_, v)| v)
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
        let list = self.peek(field).and_then(Json::list);
        if list.is_some_and(<[_]>::is_empty) {
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
        Some(
            parts
                .into_iter()
                .map(|(i, members)| (format!("{field}.{i}"), members))
                .collect(),
        )
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
