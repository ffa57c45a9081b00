//! What there is to travel with on one service day.

use super::schedule::{Schedule, starts_of};
use super::{Clock, Source, Walking};
use crate::order;
use crate::space::{Metres, Pt};

/// A stop's number in its network.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StopId(pub u32);

/// A trip's number in its network.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TripId(pub u32);

impl StopId {
    pub(super) const fn index(self) -> usize {
        self.0 as usize
    }
}

impl TripId {
    pub(super) const fn index(self) -> usize {
        self.0 as usize
    }
}

/// Where trains stop.
#[derive(Debug, Clone, PartialEq)]
pub struct Stop {
    /// Its name in files.
    pub slug: String,
    /// Where it is, in metres on a plane.
    pub at: Pt,
}

/// A trip's call at a stop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Call {
    /// The stop; one trip may call at it more than once.
    pub stop: StopId,
    /// When it comes.
    pub arrives: Clock,
    /// When it goes on.
    pub departs: Clock,
    /// Whether one can get on.
    pub boards: bool,
    /// Whether one can get off.
    pub alights: bool,
}

/// One train's way through the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Trip {
    /// Its line, numbered by whoever built the network.
    pub line: u32,
    /// The service day it belongs to, as days from the network's own: -2 to 1.
    pub day: i8,
}

/// A walk between two stops.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Link {
    /// Where it leads.
    pub to: StopId,
    /// How long it is.
    pub metres: Metres,
    /// How long it takes, in seconds.
    pub seconds: i32,
    /// How well that is known.
    pub source: Source,
}

/// Stops, trips and the walks between stops of one service day, in flat arrays. Made by a [`Builder`].
#[derive(Debug, Clone)]
pub struct Network {
    pub(super) walking: Walking,
    pub(super) stops: Vec<Stop>,
    pub(super) trips: Vec<Trip>,
    /// Where each trip's calls begin, and where the last trip's end.
    call_starts: Vec<u32>,
    pub(super) calls: Vec<Call>,
    /// Where each stop's links begin, and where the last one's end.
    link_starts: Vec<u32>,
    links: Vec<Link>,
    pub(super) forward: Schedule,
    pub(super) backward: Schedule,
}

impl Network {
    /// How people walk in it.
    pub const fn walking(&self) -> &Walking {
        &self.walking
    }

    /// Its stops, by number.
    pub fn stops(&self) -> &[Stop] {
        &self.stops
    }

    /// The stop of that name.
    pub fn stop_named(&self, slug: &str) -> Option<StopId> {
        let i = self.stops.iter().position(|s| s.slug == slug)?;
        Some(StopId(i as u32))
    }

    /// Its trips, by number.
    pub fn trips(&self) -> &[Trip] {
        &self.trips
    }

    /// A trip's calls in order; none for a number that is no trip's.
    pub fn calls(&self, trip: TripId) -> &[Call] {
        slice(&self.calls, &self.call_starts, trip.index())
    }

    /// The walks from a stop to others, which are never itself; none for a number that is no stop's.
    pub fn links(&self, from: StopId) -> &[Link] {
        slice(&self.links, &self.link_starts, from.index())
    }

    /// How many hops from call to call its trips make.
    pub fn connections(&self) -> usize {
        self.forward.connections.len()
    }

    pub(super) fn first_call(&self, trip: u32) -> usize {
        self.call_starts[trip as usize] as usize
    }
}

fn slice<'a, T>(all: &'a [T], starts: &[u32], i: usize) -> &'a [T] {
    match starts.get(i..=i + 1) {
        Some([from, to]) => all.get(*from as usize..*to as usize).unwrap_or_default(),
        _ => &[],
    }
}

/// Takes stops, trips and measured walks, and makes a [`Network`] of them.
#[derive(Debug, Clone)]
pub struct Builder {
    walking: Walking,
    stops: Vec<Stop>,
    trips: Vec<Trip>,
    call_starts: Vec<u32>,
    calls: Vec<Call>,
    measured: Vec<(StopId, Link)>,
}

impl Builder {
    /// An empty network for those who walk so.
    pub const fn new(walking: Walking) -> Self {
        Self {
            walking,
            stops: Vec::new(),
            trips: Vec::new(),
            call_starts: Vec::new(),
            calls: Vec::new(),
            measured: Vec::new(),
        }
    }

    /// Adds a stop.
    pub fn stop(&mut self, slug: &str, at: Pt) -> StopId {
        self.stops.push(Stop {
            slug: slug.to_owned(),
            at,
        });
        StopId(self.stops.len() as u32 - 1)
    }

    /// Adds a trip; nothing is added if it calls fewer than twice or at no known stop, goes back in time, or leaves
    /// [`Clock::LIMIT`].
    pub fn trip(&mut self, trip: Trip, calls: &[Call]) -> Option<TripId> {
        let known = |c: &Call| c.stop.index() < self.stops.len();
        let within = |c: &Call| c.arrives.0 >= -Clock::LIMIT && c.departs.0 <= Clock::LIMIT;
        let waits = |c: &Call| c.arrives <= c.departs;
        let goes_on = calls.windows(2).all(|pair| pair[0].departs <= pair[1].arrives);
        if calls.len() < 2 || !goes_on || !calls.iter().all(|c| known(c) && within(c) && waits(c)) {
            return None;
        }
        self.call_starts.push(self.calls.len() as u32);
        self.calls.extend_from_slice(calls);
        self.trips.push(trip);
        Some(TripId(self.trips.len() as u32 - 1))
    }

    /// Adds a measured walk between two stops, for both ways, in place of the estimate and however long.
    pub fn link(&mut self, one: StopId, other: StopId, metres: Metres) {
        let seconds = self.walking.seconds(metres);
        for (from, to) in [(one, other), (other, one)] {
            let source = Source::Network;
            let link = Link {
                to,
                metres,
                seconds,
                source,
            };
            if from != to && from.index() < self.stops.len() && to.index() < self.stops.len() {
                self.measured.push((from, link));
            }
        }
    }

    /// The network. Stops within [`Walking::between`] of each other are linked by estimates where nothing is measured.
    pub fn build(self) -> Network {
        let Self {
            walking,
            stops,
            trips,
            mut call_starts,
            calls,
            measured,
        } = self;
        call_starts.push(calls.len() as u32);
        let links = links(&walking, &stops, measured);
        let link_starts = starts_of(links.iter().map(|(from, _)| from.index()), stops.len());
        Network {
            walking,
            link_starts,
            links: links.into_iter().map(|(_, link)| link).collect(),
            forward: Schedule::forward(&calls, &call_starts),
            backward: Schedule::backward(&calls, &call_starts),
            stops,
            trips,
            call_starts,
            calls,
        }
    }
}

/// Every link with the stop it leaves, by their numbers; of one pair the last measured one, or an estimate.
fn links(walking: &Walking, stops: &[Stop], measured: Vec<(StopId, Link)>) -> Vec<(StopId, Link)> {
    let mut links = Vec::new();
    // From west to east, so that only those within reach are looked at.
    let mut by_x: Vec<StopId> = (0..stops.len() as u32).map(StopId).collect();
    order::sort_by(&mut by_x, |a, b| {
        stops[a.index()].at.x.total_cmp(&stops[b.index()].at.x)
    });
    for (i, from) in by_x.iter().enumerate() {
        let at = stops[from.index()].at;
        for to in &by_x[i + 1..] {
            let other = stops[to.index()].at;
            if other.x - at.x > walking.between.0 {
                break;
            }
            if at.distance(other) > walking.between.0 || !at.distance(other).is_finite() {
                continue;
            }
            let metres = walking.estimate(at, other);
            let seconds = walking.seconds(metres);
            let source = Source::Estimate;
            let link = |to| Link {
                to,
                metres,
                seconds,
                source,
            };
            links.extend([(*from, link(*to)), (*to, link(*from))]);
        }
    }
    links.extend(measured);
    // Stable: a later one goes after an earlier one, and the last of a pair is kept.
    order::sort_by_key(&mut links, |(from, link)| (*from, link.to));
    links.reverse();
    links.dedup_by_key(|(from, link)| (*from, link.to));
    links.reverse();
    links
}
