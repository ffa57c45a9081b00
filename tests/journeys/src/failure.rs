//! Why a journey stopped, and where.

use std::fmt;
use std::panic::Location;

/// What could not be done or did not come, as a sentence.
#[derive(Clone)]
pub struct Failure(String);

/// What every step of a journey gives back.
pub type Result<T> = std::result::Result<T, Failure>;

/// What a journey gives back.
pub type Journey = std::result::Result<(), Stopped>;

/// A failure with the line of the journey that met it: `?` adds it.
pub struct Stopped {
    failure: Failure,
    place: &'static Location<'static>,
}

impl Failure {
    /// A failure told in a sentence.
    pub fn new(sentence: impl Into<String>) -> Self {
        Self(sentence.into())
    }
}

impl From<Failure> for Stopped {
    #[track_caller]
    fn from(failure: Failure) -> Self {
        Self {
            failure,
            place: Location::caller(),
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

// A test shows what it returns by Debug.
impl fmt::Debug for Failure {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl fmt::Display for Stopped {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: {}", self.place, self.failure)
    }
}

impl fmt::Debug for Stopped {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{self}")
    }
}

impl std::error::Error for Failure {}
impl std::error::Error for Stopped {}
