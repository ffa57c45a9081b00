//! From a file's text to its records, one by one.

use super::expected::Expected;
use super::file::Source;
use super::json::{Json, Members, Raw, RawMembers, Text};
use super::kind::ProblemKind;
use super::problem::{Problem, Severity};
use super::record::Record;
use super::{File, Sources};

/// How much of a file was handed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Extent {
    /// Nothing: it is absent or unreadable.
    Nothing,
    /// All but some records that are no records, which have been written down.
    Some,
    /// Every record.
    All,
}

/// A file that is a JSON object.
struct Document<'a> {
    file: File,
    text: Text<'a>,
    members: RawMembers<'a>,
}

/// Opens a file, or writes down why that cannot be; an optional one may be absent.
fn open<'a>(sources: &Sources<'a>, file: File, problems: &mut Vec<Problem>) -> Option<Document<'a>> {
    let fault = match sources.get(file) {
        Source::Text(text) => {
            let text = Text(text);
            match text.members() {
                Ok(members) => {
                    let members = once_each(file, members, problems);
                    return Some(Document { file, text, members });
                }
                Err(fault) => fault,
            }
        }
        Source::NotText { offset } => ProblemKind::NotUtf8 { offset },
        Source::Absent if file.is_required() => ProblemKind::MissingFile,
        Source::Absent => return None,
    };
    problems.push(Problem::in_file(file, "", fault));
    None
}

/// The members without those whose name has come before, which are written down.
fn once_each<'a>(file: File, members: RawMembers<'a>, problems: &mut Vec<Problem>) -> RawMembers<'a> {
    let mut once = RawMembers::with_capacity(members.len());
    for (name, raw) in members {
        if once.iter().any(|(n, _)| *n == name) {
            problems.push(Problem::in_file(file, &name, ProblemKind::RepeatedField));
        } else {
            once.push((name, raw));
        }
    }
    once
}

/// An error of a record that is no record.
fn error(file: File, name: String, kind: ProblemKind) -> Problem {
    Problem {
        feature: Some(name),
        ..Problem::in_file(file, "", kind)
    }
}

impl<'a> Document<'a> {
    fn take(&mut self, name: &str) -> Option<Raw<'a>> {
        let i = self.members.iter().position(|(n, _)| n == name)?;
        Some(self.members.swap_remove(i).1)
    }

    /// The items of the list of this name.
    fn items(&mut self, name: &str, problems: &mut Vec<Problem>) -> Option<Vec<Raw<'a>>> {
        let fault = match self.take(name) {
            None => ProblemKind::MissingField,
            Some(raw) => match self.text.items(raw) {
                Ok(Some(items)) => return Some(items),
                Ok(None) => {
                    let found = self
                        .text
                        .value(raw)
                        .map_or_else(|_| "a value".to_owned(), |v| v.shown());
                    let expected = Expected::List;
                    ProblemKind::Unexpected { found, expected }
                }
                Err(fault) => fault,
            },
        };
        problems.push(Problem::in_file(self.file, name, fault));
        None
    }

    /// The members of an object in the file.
    fn object(&self, raw: Raw<'a>) -> Result<Members<'a>, ProblemKind> {
        match self.text.value(raw)? {
            Json::Object(members) => Ok(members),
            other => {
                let found = other.shown();
                let expected = Expected::Object;
                Err(ProblemKind::Unexpected { found, expected })
            }
        }
    }

    /// The other members as a record that is the file itself.
    fn rest<'l>(self, problems: &'l mut Vec<Problem>) -> Record<'a, 'l> {
        let mut members = Vec::with_capacity(self.members.len());
        for (name, raw) in self.members {
            match self.text.value(raw) {
                Ok(value) => members.push((name, value)),
                Err(fault) => problems.push(Problem::in_file(self.file, &name, fault)),
            }
        }
        Record::of_file(self.file, members, problems)
    }
}

/// The file as one record; nothing if it cannot be read.
pub(super) fn whole<'a, 'l>(
    sources: &Sources<'a>,
    file: File,
    problems: &'l mut Vec<Problem>,
) -> Option<Record<'a, 'l>> {
    let document = open(sources, file, problems)?;
    Some(document.rest(problems))
}

/// Hands over each record of a file that is an object with one list, such as `{"partners": […]}`.
pub(super) fn each_item(
    sources: &Sources<'_>,
    file: File,
    (list, noun): (&'static str, &str),
    problems: &mut Vec<Problem>,
    take: &mut dyn FnMut(Record<'_, '_>),
) -> Extent {
    let Some(mut document) = open(sources, file, problems) else {
        return Extent::Nothing;
    };
    let Some(items) = document.items(list, problems) else {
        return Extent::Nothing;
    };
    let mut extent = Extent::All;
    for (raw, i) in items.into_iter().zip(1..) {
        let name = format!("{noun} {i}");
        match document.object(raw) {
            Ok(members) => take(Record::new(file, name, members, problems)),
            Err(fault) => {
                problems.push(error(file, name, fault));
                extent = Extent::Some;
            }
        }
    }
    document
        .rest(problems)
        .finish(&["about", "licence", "note", "source", "updated"]);
    extent
}

/// Hands over each feature of a GeoJSON file (RFC 7946): its properties and its geometry.
pub(super) fn each_feature(
    sources: &Sources<'_>,
    file: File,
    problems: &mut Vec<Problem>,
    take: &mut dyn FnMut(Record<'_, '_>, &Json<'_>),
) -> Extent {
    let Some(mut document) = open(sources, file, problems) else {
        return Extent::Nothing;
    };
    let kind = document.take("type").and_then(|raw| document.text.value(raw).ok());
    if let Some(kind) = type_fault(kind.as_ref(), "FeatureCollection") {
        problems.push(Problem::in_file(file, "type", kind));
        return Extent::Nothing;
    }
    let Some(features) = document.items("features", problems) else {
        return Extent::Nothing;
    };
    let mut extent = Extent::All;
    for (raw, i) in features.into_iter().zip(1..) {
        let members = document.object(raw);
        if !numbered_feature(file, i, members, problems, take) {
            extent = Extent::Some;
        }
    }
    if document.take("crs").is_some() {
        problems.push(Problem {
            severity: Severity::Warning,
            ..Problem::in_file(file, "crs", ProblemKind::NamedCrs)
        });
    }
    extent
}

/// Hands over the feature of a number, if it is one and could be read.
pub(super) fn numbered_feature(
    file: File,
    number: usize,
    members: Result<Members<'_>, ProblemKind>,
    problems: &mut Vec<Problem>,
    take: &mut dyn FnMut(Record<'_, '_>, &Json<'_>),
) -> bool {
    let name = format!("feature {number}");
    match members {
        Ok(members) => feature(file, name, members, problems, take),
        Err(fault) => {
            problems.push(error(file, name, fault));
            false
        }
    }
}

/// Hands over a feature if it is one.
fn feature(
    file: File,
    name: String,
    mut members: Members<'_>,
    problems: &mut Vec<Problem>,
    take: &mut dyn FnMut(Record<'_, '_>, &Json<'_>),
) -> bool {
    let mut part = |name: &str| {
        let i = members.iter().position(|(n, _)| n == name)?;
        Some(members.swap_remove(i).1)
    };
    let (kind, properties, geometry) = (part("type"), part("properties"), part("geometry"));
    let again = ["type", "properties", "geometry"]
        .into_iter()
        .find(|n| part(n).is_some());
    let (properties, found) = match properties {
        Some(Json::Object(properties)) => (Some(properties), None),
        other => (None, other),
    };
    let is_object = properties.is_some();
    let mut record = Record::new(file, name, properties.unwrap_or_default(), problems);
    if let Some(name) = again {
        record.error(name, ProblemKind::RepeatedField);
    } else if let Some(fault) = type_fault(kind.as_ref(), "Feature") {
        record.error("type", fault);
    } else if let Some(found) = found {
        record.unexpected("properties", &found, Expected::Object);
    } else if !is_object {
        record.error("properties", ProblemKind::MissingField);
    } else if let Some(geometry) = geometry {
        take(record, &geometry);
        return true;
    } else {
        record.error("geometry", ProblemKind::MissingField);
    }
    false
}

/// What is wrong with a GeoJSON or TopoJSON `type`.
pub(super) fn type_fault(kind: Option<&Json<'_>>, expected: &'static str) -> Option<ProblemKind> {
    let Some(kind) = kind else {
        return Some(ProblemKind::MissingField);
    };
    let found = || ProblemKind::Unexpected {
        found: kind.shown(),
        expected: Expected::Exactly(expected),
    };
    (kind.text() != Some(expected)).then(found)
}
