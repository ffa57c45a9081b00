//! What is wrong with a feed, each fault in one sentence: where, what was found, what was expected, what to do.

use crate::load::Severity;
use std::fmt;

/// A fault in a feed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// An error if something is left out, a warning if it is used nevertheless.
    pub severity: Severity,
    /// The table, as `stop_times.txt`.
    pub file: String,
    /// The line its row begins in, from 1; nothing if it is about the whole table.
    pub line: Option<u64>,
    /// The column.
    pub field: Option<&'static str>,
    /// A name for machines, which stays when the sentence is improved.
    pub code: &'static str,
    /// What is there, shortened.
    pub found: String,
    /// What should be there.
    pub expected: String,
    /// What was done about it, and what to do.
    pub advice: &'static str,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(line) = self.line {
            write!(f, ", line {line}")?;
        }
        if let Some(field) = self.field {
            write!(f, ", {field}")?;
        }
        let Self {
            found,
            expected,
            advice,
            ..
        } = self;
        write!(f, ": found {found}, expected {expected}. {advice}")
    }
}

/// Where a fault is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spot {
    pub file: &'static str,
    pub line: u64,
    pub field: Option<&'static str>,
}

impl Spot {
    pub(super) const fn field(self, field: &'static str) -> Self {
        Self {
            field: Some(field),
            ..self
        }
    }
}

/// What a row that is left out is told.
pub(super) const LEFT_OUT: &str = "The row is left out; correct it.";

/// All faults of a feed, in the order they were found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Report {
    /// The faults.
    pub problems: Vec<Problem>,
}

impl Report {
    /// How many are so bad.
    pub fn count(&self, severity: Severity) -> usize {
        self.problems.iter().filter(|p| p.severity == severity).count()
    }

    /// A fault of a row that is left out for it.
    pub(super) fn leave_out(&mut self, spot: Spot, code: &'static str, found: &str, expected: &str) {
        self.put(Severity::Error, spot, code, quoted(found), expected, LEFT_OUT);
    }

    /// A fault of a row that is used nevertheless.
    pub(super) fn warn(&mut self, spot: Spot, code: &'static str, found: String, expected: &str, advice: &'static str) {
        self.put(Severity::Warning, spot, code, found, expected, advice);
    }

    pub(super) fn put(
        &mut self,
        severity: Severity,
        spot: Spot,
        code: &'static str,
        found: String,
        expected: &str,
        advice: &'static str,
    ) {
        self.problems.push(Problem {
            severity,
            file: spot.file.to_owned(),
            line: (spot.line > 0).then_some(spot.line),
            field: spot.field,
            code,
            found,
            expected: expected.to_owned(),
            advice,
        });
    }
}

/// A value as a sentence shows it: in quotes, and not too long.
pub(super) fn quoted(value: &str) -> String {
    const MOST: usize = 40;
    if value.is_empty() {
        "nothing".to_owned()
    } else if value.chars().count() > MOST {
        let start: String = value.chars().take(MOST).collect();
        format!("{start:?}…")
    } else {
        format!("{value:?}")
    }
}
