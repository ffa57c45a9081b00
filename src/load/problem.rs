//! What is wrong with the data, each fault in one sentence: where, what was found, what was expected, what to do.

use super::File;
use super::kind::ProblemKind;
use std::fmt;

/// Whether a problem says what was found and what may have been meant. The page only counts problems; the words are
/// the tool's, `expo check`.
pub(super) const TELLS: bool = cfg!(not(target_arch = "wasm32"));

/// How bad a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Something is left out, or shown wrongly.
    Error,
    /// Shown, but somebody should look.
    Warning,
}

impl Severity {
    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// A fault in the data.
#[derive(Debug, Clone, PartialEq)]
pub struct Problem {
    /// How bad it is.
    pub severity: Severity,
    /// The file it is in.
    pub file: File,
    /// The feature by its id, or by its place counted from one, as `feature 17`.
    pub feature: Option<String>,
    /// The property, with the way to it: `access.seating.by`, `stops.3.minutes`, counted from one.
    pub field: Option<String>,
    /// What is wrong.
    pub kind: ProblemKind,
}

impl Problem {
    /// An error of a whole file.
    pub(super) fn in_file(file: File, field: &str, kind: ProblemKind) -> Self {
        Self {
            severity: Severity::Error,
            file,
            feature: None,
            field: (!field.is_empty()).then(|| field.to_owned()),
            kind,
        }
    }
}

impl Problem {
    /// The sites' companion file was made from other files than those beside it.
    pub fn stale_companion() -> Self {
        Self::in_file(File::Sites, "", ProblemKind::StaleCompanion)
    }

    /// Whether nothing of the file could be read: it is no JSON, cut off, or no text.
    pub fn is_about_the_whole_file(&self) -> bool {
        let no_data = matches!(
            self.kind,
            ProblemKind::NotJson { .. } | ProblemKind::CutOff { .. } | ProblemKind::NotUtf8 { .. }
        );
        no_data && self.feature.is_none()
    }
}

impl Problem {
    /// Whether a file of many things is missing or wrong in its own frame, not in one of them.
    pub(super) fn is_about_the_frame(&self) -> bool {
        self.feature.is_none() && self.file != File::Expo
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.file.path())?;
        for place in [&self.feature, &self.field].into_iter().flatten() {
            write!(f, ", {place}")?;
        }
        write!(f, ": {}", self.kind)
    }
}
