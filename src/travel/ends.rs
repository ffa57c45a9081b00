//! The two ends of a journey, and how far the stops are from them.

use super::{Network, Source, StopId};
use crate::space::{Metres, Pt};

/// Where a journey begins or ends.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Place {
    /// At a stop.
    Stop(StopId),
    /// Somewhere, in metres on the network's plane.
    At(Pt),
}

/// A walk between an end and a stop, or from end to end.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Walk {
    /// How long it is.
    pub metres: Metres,
    /// How long it takes, in seconds.
    pub seconds: i32,
    /// How well that is known.
    pub source: Source,
}

/// Walks between an end and stops.
pub type Walks = [(StopId, Walk)];

/// The walks at both ends of a journey. [`Network::ends`] estimates them; measured ones can be put in their place.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Ends {
    /// From the beginning to stops.
    pub out: Vec<(StopId, Walk)>,
    /// From stops to the end.
    pub home: Vec<(StopId, Walk)>,
    /// All the way, if it can be walked.
    pub direct: Option<Walk>,
}

impl Network {
    /// The ends of a journey, with the walks within [`Walking::furthest`](super::Walking::furthest) estimated.
    pub fn ends(&self, from: Place, to: Place) -> Ends {
        let direct = match (from, to) {
            (Place::Stop(one), Place::Stop(other)) => self.measured(one, other),
            _ => None,
        };
        let estimated = || self.estimated(self.point(from)?, self.point(to)?);
        Ends {
            out: self.around(from),
            home: self.around(to),
            direct: direct.or_else(estimated),
        }
    }

    /// The stops that can be walked to from a place, or from which it can, with the walks.
    pub fn around(&self, place: Place) -> Vec<(StopId, Walk)> {
        let Some(at) = self.point(place) else {
            return Vec::new();
        };
        let stops = (0..self.stops.len() as u32).map(StopId);
        let walk = |stop: StopId| {
            let measured = match place {
                Place::Stop(from) => self.measured(from, stop),
                Place::At(_) => None,
            };
            measured.or_else(|| self.estimated(at, self.stops[stop.index()].at))
        };
        stops.filter_map(|stop| Some((stop, walk(stop)?))).collect()
    }

    fn point(&self, place: Place) -> Option<Pt> {
        match place {
            Place::Stop(stop) => self.stops.get(stop.index()).map(|s| s.at),
            Place::At(at) => Some(at),
        }
    }

    fn measured(&self, one: StopId, other: StopId) -> Option<Walk> {
        let links = self.links(one);
        let link = links.iter().find(|l| l.to == other && l.source == Source::Network)?;
        Some(Walk {
            metres: link.metres,
            seconds: link.seconds,
            source: link.source,
        })
    }

    fn estimated(&self, from: Pt, to: Pt) -> Option<Walk> {
        let metres = self.walking.estimate(from, to);
        (from.distance(to) <= self.walking.furthest.0).then(|| Walk {
            metres,
            seconds: self.walking.seconds(metres),
            source: Source::Estimate,
        })
    }
}
