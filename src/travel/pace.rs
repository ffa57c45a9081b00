//! How somebody walks, and how well a walk is known.

use crate::space::units::{DETOUR, WALK_METRES_PER_MINUTE};
use crate::space::{Metres, Pt};

use super::Clock;

/// How well the length of a walk is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// The straight line, made longer by [`Walking::detour`]; says nothing of steps, rails or water in between.
    Estimate,
    /// Measured along a network of streets.
    Network,
}

/// How somebody walks and changes trains.
///
/// What only some can walk, such as steps, is a matter of the streets: measure such walks and give them to
/// [`Builder::link`](super::Builder::link) and [`Ends`](super::Ends). An estimate knows nothing of them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Walking {
    /// Metres a minute.
    pub metres_per_minute: f64,
    /// How much longer a walk is than the straight line, where nobody has measured it.
    pub detour: f64,
    /// The longest walk at the ends of a journey, or all the way, as a straight line.
    pub furthest: Metres,
    /// The longest walk between two rides, as a straight line.
    pub between: Metres,
    /// The time to keep between leaving one train and boarding another, besides the walk; in seconds.
    pub margin: u16,
}

impl Default for Walking {
    /// The design's pace and detour; half an hour to walk at the ends, five minutes between trains, two minutes' margin.
    fn default() -> Self {
        Self {
            metres_per_minute: WALK_METRES_PER_MINUTE,
            detour: DETOUR,
            furthest: Metres::of_walk(30.0),
            between: Metres::of_walk(5.0),
            margin: 120,
        }
    }
}

impl Walking {
    /// The estimated length of the walk between two points.
    pub fn estimate(&self, from: Pt, to: Pt) -> Metres {
        Metres(from.distance(to) * self.detour)
    }

    /// Seconds to walk so far, rounded up; at most [`Clock::LIMIT`].
    pub fn seconds(&self, way: Metres) -> i32 {
        let seconds = (way.0 / self.metres_per_minute * 60.0).ceil();
        // Not a number becomes nought, and infinity the limit.
        (seconds as i32).clamp(0, Clock::LIMIT)
    }
}
