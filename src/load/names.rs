//! Which ids a file holds, so that other files' references can be followed.

use super::json::Json;
use super::kind::ProblemKind;
use super::record::Record;
use super::{File, spelling};
use crate::model::SiteId;
use std::collections::BTreeMap;

/// The ids of a file's records.
pub(super) struct Names {
    file: File,
    /// Whether the file was read; if not, no reference to it can be judged.
    was_read: bool,
    /// Each id's number, or nothing for a record that was left out.
    numbers: BTreeMap<String, Option<u32>>,
}

/// Where a reference leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Found {
    /// To this record.
    Here(u32),
    /// To a record that was left out, or a file that was: somebody has heard of it already.
    LeftOut,
    /// Nowhere.
    Nowhere,
}

impl Names {
    pub(super) const fn new(file: File) -> Self {
        Self {
            file,
            was_read: true,
            numbers: BTreeMap::new(),
        }
    }

    /// The names of records that are all there, in their order.
    pub(super) fn of<'t>(file: File, slugs: impl Iterator<Item = &'t str>) -> Self {
        let mut names = Self::new(file);
        for (slug, number) in slugs.zip(0..) {
            names.put(slug, number);
        }
        names
    }

    /// The names by which sites that were read before are called. Those that were left out then have had their problem.
    pub(super) fn of_sites<'t>(named: impl Iterator<Item = (&'t str, Option<SiteId>)>) -> Self {
        let mut names = Self::new(File::Sites);
        names.not_read();
        for (slug, site) in named {
            match site {
                Some(site) => names.put(slug, site.0),
                None => names.leave_out(slug),
            }
        }
        names
    }

    /// Notes that the file was not read.
    pub(super) fn not_read(&mut self) {
        self.was_read = false;
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.numbers.contains_key(name)
    }

    /// Notes a record that is there.
    pub(super) fn put(&mut self, name: &str, number: u32) {
        self.numbers.insert(name.to_owned(), Some(number));
    }

    /// Notes a record that is left out. What is there already stays.
    pub(super) fn leave_out(&mut self, name: &str) {
        if !self.has(name) {
            self.numbers.insert(name.to_owned(), None);
        }
    }

    pub(super) fn find(&self, name: &str) -> Found {
        match self.numbers.get(name) {
            Some(Some(number)) => Found::Here(*number),
            Some(None) => Found::LeftOut,
            None if !self.was_read => Found::LeftOut,
            None => Found::Nowhere,
        }
    }

    /// What there is to say about a reference that leads nowhere.
    pub(super) fn unknown(&self, name: &str) -> ProblemKind {
        let known = self.numbers.keys().map(String::as_str);
        ProblemKind::UnknownReference {
            found: super::json::shortened(name).into_owned(),
            of: self.file,
            nearest: spelling::nearest(name, known).map(str::to_owned),
        }
    }

    /// Takes a property that names a record.
    pub(super) fn take(&self, record: &mut Record<'_, '_>, field: &str) -> Option<Found> {
        let value = record.take(field)?;
        Some(self.follow(record, field, &value))
    }

    /// Takes a property that lists records, at least so many: those that are there, each once, and how many were named
    /// in earnest.
    pub(super) fn take_list(
        &self,
        record: &mut Record<'_, '_>,
        field: &str,
        least: usize,
    ) -> Option<(Vec<u32>, usize)> {
        let items = record.list(field)?;
        if items.len() < least {
            record.error(field, ProblemKind::EmptyList);
        }
        let mut numbers = Vec::with_capacity(items.len());
        let mut named = 0;
        for item in items {
            match self.follow(record, field, &item) {
                Found::Here(number) if numbers.contains(&number) => {
                    let found = item.shown();
                    record.warning(field, ProblemKind::RepeatedValue { found });
                }
                Found::Here(number) => {
                    numbers.push(number);
                    named += 1;
                }
                Found::LeftOut => named += 1,
                Found::Nowhere => {}
            }
        }
        Some((numbers, named))
    }

    fn follow(&self, record: &mut Record<'_, '_>, field: &str, value: &Json<'_>) -> Found {
        let Some(name) = value.text() else {
            record.unexpected(field, value, super::Expected::Slug);
            return Found::Nowhere;
        };
        let found = self.find(name);
        if matches!(found, Found::Nowhere) {
            record.error(field, self.unknown(name));
        }
        found
    }
}
