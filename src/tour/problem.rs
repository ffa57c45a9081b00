//! What is asked of a tour: the stops there are, when each can be entered, and from when until when one is out.

use super::travel::Travel;
use std::fmt;

/// A moment, or a span of time, in ticks. What a tick is belongs to whoever asks: a second of the day in the app, a tenth
/// or a hundredth of a unit on published instances. Whole ticks are exact; nothing drifts.
pub type Tick = i32;

/// The last moment and the longest span a problem may name, in ticks: eight years of seconds, and room enough
/// that sums of a few of them stay inside a [`Tick`].
pub const LONGEST: Tick = 1 << 28;

/// At least this: there is no way.
pub const FAR: Tick = 1 << 29;

/// Later than anything that can be reached, whatever is added to it on one leg.
pub(super) const NEVER: Tick = 1 << 30;

/// When a visit may begin, in ticks, both ends included. It says nothing about when the visit is over; see
/// [`Window::for_whole_visit`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// The first moment to begin.
    pub opens: Tick,
    /// The last moment to begin.
    pub closes: Tick,
}

impl Window {
    /// The window in which a visit of `service` ticks must begin to be over when the doors close at `closes`; `None` if
    /// it does not fit in.
    pub fn for_whole_visit(opens: Tick, closes: Tick, service: Tick) -> Option<Self> {
        let closes = closes.checked_sub(service)?;
        (opens <= closes).then_some(Self { opens, closes })
    }
}

/// A place that may be visited.
#[derive(Clone, Debug)]
pub struct Stop {
    /// How long a visit takes, in ticks.
    pub service: Tick,
    /// What a visit is worth; the search adds these up.
    pub score: u32,
    first: Window,
    /// In order, after the first.
    more: Box<[Window]>,
}

/// No moment at all, for a stop that never opens.
const SHUT: Window = Window {
    opens: NEVER,
    closes: -1,
};

impl Stop {
    /// A stop whose visits begin in one of these windows, given in any order; empty ones do not count, and those that
    /// touch are joined. Without a window it is never open.
    pub fn new(service: Tick, score: u32, windows: &[Window]) -> Self {
        let mut sorted: Vec<Window> = windows.iter().copied().filter(|w| w.opens <= w.closes).collect();
        crate::order::sort_by_key(&mut sorted, |w| (w.opens, w.closes));
        let mut joined: Vec<Window> = Vec::with_capacity(sorted.len());
        for window in sorted {
            match joined.last_mut() {
                Some(last) if window.opens <= last.closes => last.closes = last.closes.max(window.closes),
                _ => joined.push(window),
            }
        }
        let first = joined.first().copied().unwrap_or(SHUT);
        let more = joined.into_iter().skip(1).collect();
        Self {
            service,
            score,
            first,
            more,
        }
    }

    /// When visits may begin, in order, without overlaps.
    pub fn windows(&self) -> impl DoubleEndedIterator<Item = Window> {
        let first = (self.first.opens <= self.first.closes).then_some(self.first);
        first.into_iter().chain(self.more.iter().copied())
    }

    /// When the visit begins if one is there at `arrival`; past all reach if not any more that day.
    #[inline]
    pub(super) fn begin(&self, arrival: Tick) -> Tick {
        if arrival <= self.first.closes {
            return arrival.max(self.first.opens);
        }
        let next = self.more.iter().find(|w| arrival <= w.closes);
        next.map_or(NEVER, |w| arrival.max(w.opens))
    }

    /// The last moment up to `by` at which a visit may begin; before all time if there is none.
    #[inline]
    pub(super) fn begin_by(&self, by: Tick) -> Tick {
        for window in self.more.iter().rev() {
            if window.opens <= by {
                return by.min(window.closes);
            }
        }
        if self.first.opens <= by {
            by.min(self.first.closes)
        } else {
            -NEVER
        }
    }

    /// Whether there is one window at most.
    #[inline]
    pub(super) fn is_plain(&self) -> bool {
        self.more.is_empty()
    }

    /// The first and the last moment a visit may begin.
    #[inline]
    pub(super) fn span(&self) -> (Tick, Tick) {
        (
            self.first.opens,
            self.more.last().map_or(self.first.closes, |w| w.closes),
        )
    }
}

/// A day out: from `start` at `departs`, through stops each at most once, to `end` by `deadline`.
///
/// The stops are numbered as the places of the travel. `start` and `end` may be the same; they are passed through, not
/// visited: their own service, score and windows do not count.
#[derive(Clone, Debug)]
pub struct Problem<T> {
    stops: Vec<Stop>,
    travel: T,
    start: usize,
    end: usize,
    departs: Tick,
    deadline: Tick,
}

/// Where and when a day out begins and ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ends {
    /// The place one leaves from.
    pub start: usize,
    /// The place one comes to in the end.
    pub end: usize,
    /// The first moment to leave.
    pub departs: Tick,
    /// The last moment to be at the end.
    pub deadline: Tick,
}

/// Why a problem is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Misfit {
    /// The travel knows another number of places than there are stops.
    Places {
        /// How many stops there are.
        stops: usize,
        /// How many places the travel knows.
        places: usize,
    },
    /// There are more stops than the search can number.
    TooMany {
        /// How many there are.
        stops: usize,
    },
    /// The start or the end is not among the stops.
    NoSuchEnd {
        /// The number given.
        place: usize,
        /// How many stops there are.
        stops: usize,
    },
    /// A time is negative, or longer than [`LONGEST`].
    Time {
        /// What was given.
        ticks: Tick,
        /// The stop it was given for, if it was for one.
        stop: Option<usize>,
    },
}

impl fmt::Display for Misfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Places { stops, places } => {
                write!(
                    f,
                    "There are {stops} stops, but travel between {places}; give as many of each."
                )
            }
            Self::TooMany { stops } => write!(f, "There are {stops} stops; at most {MOST_STOPS} can be planned with."),
            Self::NoSuchEnd { place, stops } => {
                write!(
                    f,
                    "The tour starts or ends at stop {place}, but the stops are numbered 0 to {}.",
                    stops.max(1) - 1
                )
            }
            Self::Time { ticks, stop } => {
                match stop {
                    Some(stop) => write!(f, "Stop {stop}")?,
                    None => write!(f, "The tour")?,
                }
                write!(f, " has the time {ticks}; expected 0 to {LONGEST} ticks.")
            }
        }
    }
}

impl std::error::Error for Misfit {}

/// As many stops as a problem may have.
pub const MOST_STOPS: usize = 4096;

impl<T: Travel> Problem<T> {
    /// Puts a day out together, if its parts fit.
    pub fn new(stops: Vec<Stop>, travel: T, ends: Ends) -> Result<Self, Misfit> {
        let Ends {
            start,
            end,
            departs,
            deadline,
        } = ends;
        let count = stops.len();
        if count > MOST_STOPS {
            return Err(Misfit::TooMany { stops: count });
        }
        if travel.places() != count {
            return Err(Misfit::Places {
                stops: count,
                places: travel.places(),
            });
        }
        if let Some(&place) = [start, end].iter().find(|p| **p >= count) {
            return Err(Misfit::NoSuchEnd { place, stops: count });
        }
        let outside = |t: &Tick| !(0..=LONGEST).contains(t);
        if let Some(&ticks) = [departs, deadline].iter().find(|t| outside(t)) {
            return Err(Misfit::Time { ticks, stop: None });
        }
        for (i, stop) in stops.iter().enumerate() {
            let windows = stop.windows().flat_map(|w| [w.opens, w.closes]);
            if let Some(ticks) = std::iter::once(stop.service).chain(windows).find(outside) {
                return Err(Misfit::Time { ticks, stop: Some(i) });
            }
        }
        Ok(Self {
            stops,
            travel,
            start,
            end,
            departs,
            deadline,
        })
    }
}

impl<T> Problem<T> {
    /// Every place, by number.
    pub fn stops(&self) -> &[Stop] {
        &self.stops
    }

    /// How one gets about.
    pub fn travel(&self) -> &T {
        &self.travel
    }

    /// Where and when the day begins and ends.
    pub fn ends(&self) -> Ends {
        Ends {
            start: self.start,
            end: self.end,
            departs: self.departs,
            deadline: self.deadline,
        }
    }

    /// The same problem, with the travel looked at where it is.
    pub fn by_ref(&self) -> Problem<&T> {
        Problem {
            stops: self.stops.clone(),
            travel: &self.travel,
            start: self.start,
            end: self.end,
            departs: self.departs,
            deadline: self.deadline,
        }
    }

    /// The stops that may be visited: all but the start and the end.
    pub fn choices(&self) -> impl Iterator<Item = usize> {
        (0..self.stops.len()).filter(|i| *i != self.start && *i != self.end)
    }
}
