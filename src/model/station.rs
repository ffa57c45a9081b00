//! Stations and the trains' planning times.

use super::{DistrictId, Localized, StationId};
use crate::calendar::Service;
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
    /// When it comes, in minutes from the line's first stop.
    pub minutes: u16,
    /// When it goes on, in minutes from the line's first stop.
    pub leaves: u16,
    /// Whether one can get on.
    pub boards: bool,
    /// Whether one can get off.
    pub alights: bool,
}

impl LineStop {
    /// A stop where it waits for nobody, and one can get on and off.
    pub const fn new(station: StationId, minutes: u16) -> Self {
        Self {
            station,
            minutes,
            leaves: minutes,
            boards: true,
            alights: true,
        }
    }
}

/// Departures from a line's first stop.
#[derive(Debug, Clone, PartialEq)]
pub struct Departures {
    /// The days they hold.
    pub days: Service,
    /// When they leave, from the earliest, in minutes from the midnight their day begins with; those after the next
    /// midnight are above 1439.
    pub at: Vec<u16>,
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
