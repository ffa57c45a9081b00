//! Stations and the trains' planning times.

use super::{DistrictId, Localized, StationId};
use crate::calendar::Days;
use crate::space::{Metres, Pt};

/// A railway station.
#[derive(Debug, Clone, PartialEq)]
pub struct Station {
    /// Its name in files and addresses.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// Its place along the ring from 1, or nothing for a station off the ring.
    pub ring_order: Option<u8>,
    /// The districts it serves, as stated: stations lie on borders, so this is never computed.
    pub districts: Vec<DistrictId>,
    /// Sites within this straight line are the station's own.
    pub catchment: Metres,
    /// Where it is.
    pub at: Pt,
}

/// A station along a line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LineStop {
    /// The station.
    pub station: StationId,
    /// Minutes from the line's first stop.
    pub minutes: u16,
}

/// Departures from a line's first stop, evenly spaced.
#[derive(Debug, Clone, PartialEq)]
pub struct Departures {
    /// The days it holds.
    pub days: Days,
    /// The first departure, in minutes from midnight.
    pub first: u16,
    /// The last departure, in minutes from midnight.
    pub last: u16,
    /// Minutes between departures.
    pub every: u16,
}

/// A line in one direction.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// Its name in files.
    pub slug: String,
    /// What it is called.
    pub name: Localized,
    /// Its stops in order; a station may come twice.
    pub stops: Vec<LineStop>,
    /// Its departures.
    pub departures: Vec<Departures>,
}

/// Planning times of the trains; not a timetable, and the page says so.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Timetable {
    /// What to know about it.
    pub note: Localized,
    /// The lines.
    pub lines: Vec<Line>,
}
