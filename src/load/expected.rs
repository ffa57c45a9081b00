//! What a value should have been.

use crate::calendar::{DaysError, HoursError};
use std::fmt;

/// What a value should have been.
#[derive(Debug, Clone, PartialEq)]
pub enum Expected {
    /// An object of names and values.
    Object,
    /// A list.
    List,
    /// A text that is not empty.
    Text,
    /// A text in each language.
    Translations,
    /// True or false.
    Truth,
    /// This very text.
    Exactly(&'static str),
    /// One of these texts.
    OneOf(Vec<&'static str>),
    /// A slug.
    Slug,
    /// The number of a goal.
    Goal,
    /// The number of a target.
    Target,
    /// A whole number in a range, ends included.
    Whole(u32, u32),
    /// A number in a range, ends included.
    Between(f64, f64),
    /// A day.
    Date,
    /// A day and a time.
    Moment,
    /// A time of day.
    Clock,
    /// Opening hours; what stops the text from being some.
    Hours(HoursError),
    /// Days of the week; what stops the text from being some.
    Days(DaysError),
    /// A web address.
    WebAddress,
    /// A colour.
    Colour,
    /// Longitude and latitude.
    Position,
    /// West, south, east and north.
    Bounds,
    /// A geometry of one of these types.
    Geometry(&'static str),
    /// A line of at least two positions.
    Line,
    /// Closed rings of at least four positions.
    Rings,
    /// A scale and a translation.
    Transform,
    /// A list of arc numbers, nested as the geometry's type asks.
    ArcNumbers,
}

impl Expected {
    /// A name for machines, of the problem that something else was found.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Object | Self::List | Self::Text | Self::Translations | Self::Truth => "wrong-type",
            Self::Exactly(_) | Self::OneOf(_) => "unknown-value",
            Self::Slug => "bad-slug",
            Self::Goal => "goal-out-of-range",
            Self::Target => "bad-target",
            Self::Whole(..) | Self::Between(..) => "number-out-of-range",
            Self::Date => "bad-date",
            Self::Moment => "bad-moment",
            Self::Clock => "bad-time",
            Self::Hours(_) => "bad-hours",
            Self::Days(_) => "bad-days",
            Self::WebAddress => "bad-url",
            Self::Colour => "bad-colour",
            Self::Position | Self::Line | Self::Rings => "bad-position",
            Self::Bounds => "bad-bounds",
            Self::Geometry(_) => "wrong-geometry",
            Self::Transform | Self::ArcNumbers => "bad-arcs",
        }
    }

    /// What to do about it.
    pub(super) const fn advice(&self) -> &'static str {
        match self {
            Self::Goal => "Correct the number or remove it.",
            Self::Position => "Correct the coordinates.",
            Self::Text => "Correct it or remove it.",
            _ => "Correct it.",
        }
    }
}

impl fmt::Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = match self {
            Self::Object => "an object in braces",
            Self::List => "a list in brackets",
            Self::Text => "a text",
            Self::Translations => "a text for each language, as {\"sv\": \"…\", \"en\": \"…\"}",
            Self::Truth => "true or false",
            Self::Exactly(text) => return write!(f, "{text:?}"),
            Self::OneOf(slugs) => return write!(f, "one of {}", slugs.join(", ")),
            Self::Slug => "a slug of at most 64 small letters a–z, digits and single hyphens",
            Self::Goal => "whole numbers from 1 to 17",
            Self::Target => "a target of a goal, as \"11.6\"",
            Self::Whole(least, most) => return write!(f, "a whole number from {least} to {most}"),
            Self::Between(least, most) => return write!(f, "a number from {least} to {most}"),
            Self::Date => "a day, as \"2021-05-16\"",
            Self::Moment => "a day and a time in Malmö, as \"2021-05-16T14:00\"",
            Self::Clock => "a time of day, as \"06:08\"",
            Self::Hours(why) => return write!(f, "opening hours as \"Tu-Su 10:00-18:00\", {}", cure(why)),
            Self::Days(why) => return write!(f, "days as \"Mo-Fr\" or \"Sa,Su,PH\", {}", cure(why)),
            Self::WebAddress => "a web address that begins with https:// or http://",
            Self::Colour => "a colour, as \"#26BDE2\"",
            Self::Position => "longitude and latitude in degrees, as [13.0009, 55.6095]",
            Self::Bounds => "west, south, east and north in degrees, as [12.85, 55.48, 13.18, 55.66]",
            Self::Geometry(types) => return write!(f, "a {types}"),
            Self::Line => "two positions or more",
            Self::Rings => "rings of four positions or more, the last the same as the first",
            Self::Transform => "a scale and a translation of two numbers each",
            Self::ArcNumbers => "a list of arc numbers, nested as the type asks",
        };
        f.write_str(text)
    }
}

/// What would make hours or days of a text.
fn cure(why: &HoursError) -> String {
    let HoursError { found, expected, .. } = why;
    if found.is_empty() {
        format!("with {expected} at the end")
    } else {
        format!("with {expected} in place of {found:?}")
    }
}
