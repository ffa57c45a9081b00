//! The kinds of problems, each with a name for machines and a sentence for people.

use super::File;
use super::expected::Expected;
use crate::model::Lang;
use std::fmt;

/// What can be wrong. Names found in the data are kept as they are written.
#[derive(Debug, Clone, PartialEq)]
pub enum ProblemKind {
    /// The file is not there.
    MissingFile,
    /// The file's bytes are no text from here on.
    NotUtf8 {
        /// Bytes from the start of the file.
        offset: usize,
    },
    /// The text is no JSON from here on.
    NotJson {
        /// Counted from one.
        line: usize,
        /// Bytes from the start of the line, counted from one.
        column: usize,
        /// The character there.
        found: Option<char>,
        /// What the reader says.
        reason: String,
    },
    /// The text ends before its last bracket.
    CutOff {
        /// The line it ends in, counted from one.
        line: usize,
        /// Bytes from the start of that line, counted from one.
        column: usize,
    },
    /// A value is not what it should be.
    Unexpected {
        /// The value, shortened.
        found: String,
        /// What it should be.
        expected: Expected,
    },
    /// Something required is not there.
    MissingField,
    /// The same name comes twice in one object.
    RepeatedField,
    /// A name nobody reads.
    UnknownField {
        /// The known name that looks like it.
        nearest: Option<&'static str>,
    },
    /// A text lacks a language.
    MissingTranslation(Lang),
    /// A text seems to hold markup.
    Markup {
        /// How it begins.
        found: String,
    },
    /// A list that must hold something is empty.
    EmptyList,
    /// The same value comes twice in one list.
    RepeatedValue {
        /// The value.
        found: String,
    },
    /// An id or alias that something before it has.
    UsedBefore {
        /// The id.
        found: String,
    },
    /// The id of nothing.
    UnknownReference {
        /// The id.
        found: String,
        /// Where it should be.
        of: File,
        /// The known id that looks like it.
        nearest: Option<String>,
    },
    /// Coordinates in the wrong order.
    Swapped {
        /// As written.
        found: (f64, f64),
    },
    /// Coordinates nowhere near Malmö.
    FarAway {
        /// As written.
        found: (f64, f64),
    },
    /// A point outside the bounds in `expo.json`.
    OutsideBounds,
    /// A site in no district that states none.
    NoDistrict,
    /// A site whose point is well outside the district it states.
    OtherDistrict {
        /// What it states.
        stated: String,
        /// Where it lies; nothing outside the city.
        lies_in: Option<String>,
        /// How far from the border of the stated one.
        metres: u32,
    },
    /// Sites that grew from each other.
    Cycle {
        /// Their ids in order, the first one again last.
        through: Vec<String>,
    },
    /// A site that grew from one that is no earlier part of M21.
    NoEarlierPart {
        /// The other's id.
        from: String,
        /// The other's part.
        part: &'static str,
    },
    /// Ring orders with gaps or repetitions.
    RingOrder {
        /// As found, sorted.
        found: Vec<u8>,
    },
    /// Two values in the wrong order.
    NotAfter {
        /// The one that should be later.
        found: String,
        /// The one that should be earlier.
        before: String,
    },
    /// A day outside the expo's.
    OutsideExpo {
        /// The expo's first day and last day.
        days: (String, String),
    },
    /// An event while its site is closed.
    WhileClosed,
    /// Fewer than are needed.
    TooFew {
        /// How many there are.
        found: usize,
        /// How many are needed.
        least: usize,
    },
    /// More than the map can number.
    TooMany {
        /// How many it can.
        most: usize,
    },
    /// An arc that is no border of two sub-areas, nor of one and the outline.
    LooseArc {
        /// The sub-areas that use it.
        areas: Vec<String>,
    },
    /// An arc's number that is out of range.
    NoSuchArc {
        /// Its number as written.
        found: String,
        /// How many there are.
        arcs: usize,
    },
    /// Border lines that do not make a closed ring.
    OpenRing,
    /// A district that is not the sum of its sub-areas.
    NotTheSum {
        /// The district's own area in square metres.
        own: u64,
        /// The sum.
        sum: u64,
    },
    /// A coordinate system named: since 2016 there is only one.
    NamedCrs,
    /// A companion file that is not made from the files beside it.
    StaleCompanion,
}

impl ProblemKind {
    /// A name for machines, which stays when the sentence is improved.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::MissingFile => "missing-file",
            Self::NotUtf8 { .. } => "not-utf8",
            Self::NotJson { .. } => "not-json",
            Self::CutOff { .. } => "cut-off",
            Self::Unexpected { expected, .. } => expected.code(),
            Self::MissingField => "missing-field",
            Self::RepeatedField => "repeated-field",
            Self::UnknownField { .. } => "unknown-field",
            Self::MissingTranslation(_) => "missing-translation",
            Self::Markup { .. } => "markup",
            Self::EmptyList => "empty-list",
            Self::RepeatedValue { .. } => "repeated-value",
            Self::UsedBefore { .. } => "used-before",
            Self::UnknownReference { .. } => "unknown-reference",
            Self::Swapped { .. } => "swapped-coordinates",
            Self::FarAway { .. } => "far-away",
            Self::OutsideBounds => "outside-bounds",
            Self::NoDistrict => "no-district",
            Self::OtherDistrict { .. } => "other-district",
            Self::Cycle { .. } => "cycle",
            Self::NoEarlierPart { .. } => "no-earlier-part",
            Self::RingOrder { .. } => "ring-order",
            Self::NotAfter { .. } => "not-after",
            Self::OutsideExpo { .. } => "outside-expo",
            Self::WhileClosed => "while-closed",
            Self::TooFew { .. } => "too-few",
            Self::TooMany { .. } => "too-many",
            Self::LooseArc { .. } => "loose-arc",
            Self::NoSuchArc { .. } => "no-such-arc",
            Self::OpenRing => "open-ring",
            Self::NotTheSum { .. } => "not-the-sum",
            Self::NamedCrs => "named-crs",
            Self::StaleCompanion => "stale-companion",
        }
    }
}

impl fmt::Display for ProblemKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::MissingFile => f.write_str("the file is missing. Add it; data/README.md says what it holds."),
            Self::NotUtf8 { offset } => {
                write!(
                    f,
                    "found bytes that are not UTF-8 at offset {offset}. Save the file as UTF-8."
                )
            }
            Self::NotJson {
                line,
                column,
                found,
                reason,
            } => {
                write!(f, "not JSON at line {line}, column {column}: {reason}")?;
                if let Some(found) = found {
                    write!(f, ", found {found:?}")?;
                }
                f.write_str(". Correct it there or just before.")
            }
            Self::CutOff { line, column } => {
                write!(f, "the text ends too early, at line {line}, column {column}. ")?;
                f.write_str("Close what is open, or fetch the whole file again.")
            }
            Self::Unexpected { found, expected } => {
                write!(f, "found {found}, expected {expected}. {}", expected.advice())
            }
            Self::MissingField => f.write_str("required, but missing. Add it."),
            Self::RepeatedField => f.write_str("given twice. Keep one of the two."),
            Self::UnknownField { nearest: Some(name) } => {
                write!(f, "not a name that is read. Did you mean \"{name}\"?")
            }
            Self::UnknownField { nearest: None } => {
                f.write_str("not a name that is read. Remove it; data/README.md lists the names.")
            }
            Self::MissingTranslation(lang) => {
                let (name, tag) = (english_name(*lang), lang.tag());
                write!(f, "no {name} text, so another language is shown. Add \"{tag}\".")
            }
            Self::Markup { found } => {
                write!(
                    f,
                    "found {found:?}, expected plain text, which is shown as it is. Remove the markup."
                )
            }
            Self::EmptyList => f.write_str("empty, expected at least one. Add it."),
            Self::RepeatedValue { found } => write!(f, "found {found} twice. Keep one of the two."),
            Self::UsedBefore { found } => {
                write!(f, "found {found:?}, which is used before in this file. Choose another.")
            }
            Self::UnknownReference { found, of, nearest } => {
                write!(f, "found {found:?}, which is not in {}. ", of.path())?;
                match nearest {
                    Some(name) => write!(f, "Did you mean {name:?}?"),
                    None => f.write_str("Correct it or remove it."),
                }
            }
            Self::Swapped { found: (x, y) } => {
                write!(f, "longitude and latitude look swapped: found [{x}, {y}], ")?;
                f.write_str("expected longitude first. Swap them.")
            }
            Self::FarAway { found: (x, y) } => {
                write!(
                    f,
                    "found [{x}, {y}], expected 12.5–13.5 degrees east and 55.3–55.9 north. "
                )?;
                f.write_str("Correct the coordinates.")
            }
            Self::OutsideBounds => f.write_str(
                "found outside the bounds in expo.json. Correct the coordinates, or the bounds if the expo has grown.",
            ),
            Self::NoDistrict => {
                f.write_str("found in no district of the city. Correct the coordinates or state a district.")
            }
            Self::OtherDistrict {
                stated,
                lies_in,
                metres,
            } => {
                write!(f, "found {stated:?}, but the point lies in ")?;
                match lies_in {
                    Some(district) => write!(f, "{district:?}")?,
                    None => f.write_str("no district")?,
                }
                write!(f, ", {metres} m from it. Correct the district or the coordinates.")
            }
            Self::Cycle { through } => {
                write!(
                    f,
                    "found a circle, {}, expected an earlier stage. Remove one link.",
                    through.join(" → ")
                )
            }
            Self::NoEarlierPart { from, part } => {
                write!(
                    f,
                    "found {from:?}, whose part is {part}, expected one of an earlier part. Correct the id or the part."
                )
            }
            Self::RingOrder { found } => {
                let n = found.len();
                write!(
                    f,
                    "found {}, expected 1 to {n}, each once. Number the stations in ring order.",
                    listed(found)
                )
            }
            Self::NotAfter { found, before } => {
                write!(f, "found {found}, expected later than {before}. Correct one of them.")
            }
            Self::OutsideExpo { days: (first, last) } => {
                write!(
                    f,
                    "found outside the expo's days, {first} to {last}. Correct the day, or the days in expo.json."
                )
            }
            Self::WhileClosed => {
                f.write_str("the site is closed for some of the time. Correct the time, or the site's hours.")
            }
            Self::TooFew { found, least } => {
                write!(f, "found {found}, expected at least {least}. Add what is missing.")
            }
            Self::TooMany { most } => write!(
                f,
                "found more than {most}, which is as many as the map can number. Remove some."
            ),
            Self::StaleCompanion => f.write_str(
                "its companion sites.m21 was made from other files. Run `expo pack` on the folder, or remove sites.m21.",
            ),
            Self::LooseArc { areas } => {
                let areas = match areas.as_slice() {
                    [] => "no sub-area".to_owned(),
                    [one] => format!("{one} alone"),
                    several => several.join(" and "),
                };
                write!(f, "found on the edge of {areas}, ")?;
                f.write_str("expected between two sub-areas, or between one and the outline. ")?;
                f.write_str("Close the gap or the overlap.")
            }
            Self::NoSuchArc { found, arcs } => {
                write!(
                    f,
                    "found arc {found}, expected a whole number from -{arcs} to {}. ",
                    arcs.saturating_sub(1)
                )?;
                f.write_str("Correct the number.")
            }
            Self::OpenRing => f.write_str("the arcs do not make a closed ring. Give them in order, end to end."),
            Self::NotTheSum { own, sum } => {
                write!(f, "found {own} m², expected {sum} m², the sum of its sub-areas. ")?;
                f.write_str("Correct its arcs, or its sub-areas' districts.")
            }
            Self::NamedCrs => f.write_str("GeoJSON is always WGS 84, longitude first. Remove \"crs\"."),
        }
    }
}

const fn english_name(lang: Lang) -> &'static str {
    match lang {
        Lang::Sv => "Swedish",
        Lang::En => "English",
    }
}

fn listed(numbers: &[u8]) -> String {
    let words: Vec<String> = numbers.iter().map(u8::to_string).collect();
    words.join(", ")
}
