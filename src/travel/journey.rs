//! A journey, leg by leg.

use super::{Clock, Ends, Network, Source, StopId, TripId, Walk, Walks};
use crate::space::Metres;

/// Where a walk begins or ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// Where the journey begins.
    From,
    /// Where it ends.
    To,
    /// At a stop.
    Stop(StopId),
}

/// A part of a journey.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Leg {
    /// On foot.
    Walk {
        /// Where it begins.
        from: End,
        /// Where it ends.
        to: End,
        /// How long it is.
        metres: Metres,
        /// How long it takes.
        seconds: i32,
        /// How well that is known.
        source: Source,
        /// When it begins.
        departs: Clock,
    },
    /// By train.
    Ride {
        /// The line, as whoever built the network numbers them.
        line: u32,
        /// The trip.
        trip: TripId,
        /// Which of the trip's calls one gets on at, from 0.
        board: u32,
        /// Which of them one gets off at.
        alight: u32,
        /// Where one gets on.
        from: StopId,
        /// Where one gets off.
        to: StopId,
        /// When it leaves there.
        departs: Clock,
        /// When it arrives.
        arrives: Clock,
    },
}

impl Leg {
    /// When it begins.
    pub const fn departs(&self) -> Clock {
        match self {
            Self::Walk { departs, .. } | Self::Ride { departs, .. } => *departs,
        }
    }

    /// When it ends.
    pub fn arrives(&self) -> Clock {
        match self {
            Self::Walk { departs, seconds, .. } => departs.plus(*seconds),
            Self::Ride { arrives, .. } => *arrives,
        }
    }
}

/// A way from one place to another.
#[derive(Debug, Clone, PartialEq)]
pub struct Journey {
    /// When one must set out.
    pub departs: Clock,
    /// When one is there.
    pub arrives: Clock,
    /// Walks and rides in order; none if one is there already. Walks of no length at the ends are left out.
    pub legs: Vec<Leg>,
}

/// A ride by its calls, numbered as in [`Network::calls`](Network).
#[derive(Debug, Clone, Copy)]
pub(super) struct Ride {
    pub trip: u32,
    pub board: usize,
    pub alight: usize,
}

impl Journey {
    /// A walk all the way.
    pub(super) fn on_foot(walk: Walk, departs: Clock) -> Self {
        let mut legs = Vec::new();
        push(&mut legs, End::From, End::To, walk, departs);
        Self {
            departs,
            arrives: departs.plus(walk.seconds),
            legs,
        }
    }

    /// The journey of these rides in order. One sets out just in time for the first.
    pub(super) fn of(network: &Network, ends: &Ends, rides: &[Ride]) -> Option<Self> {
        let (first, last) = (rides.first()?, rides.last()?);
        let mut legs = Vec::with_capacity(2 * rides.len() + 1);
        let (first, last) = (network.calls[first.board], network.calls[last.alight]);
        let out = shortest(&ends.out, first.stop)?;
        let departs = first.departs.plus(-out.seconds);
        push(&mut legs, End::From, End::Stop(first.stop), out, departs);
        let mut before: Option<(StopId, Clock)> = None;
        for ride in rides {
            let (on, off) = (network.calls[ride.board], network.calls[ride.alight]);
            if let Some((stop, time)) = before.filter(|(stop, _)| *stop != on.stop) {
                let link = network.links(stop).iter().find(|l| l.to == on.stop)?;
                legs.push(Leg::Walk {
                    from: End::Stop(stop),
                    to: End::Stop(on.stop),
                    metres: link.metres,
                    seconds: link.seconds,
                    source: link.source,
                    departs: time,
                });
            }
            let start = network.first_call(ride.trip);
            legs.push(Leg::Ride {
                line: network.trips[ride.trip as usize].line,
                trip: TripId(ride.trip),
                board: (ride.board - start) as u32,
                alight: (ride.alight - start) as u32,
                from: on.stop,
                to: off.stop,
                departs: on.departs,
                arrives: off.arrives,
            });
            before = Some((off.stop, off.arrives));
        }
        let home = shortest(&ends.home, last.stop)?;
        push(&mut legs, End::Stop(last.stop), End::To, home, last.arrives);
        Some(Self {
            departs,
            arrives: last.arrives.plus(home.seconds),
            legs,
        })
    }
}

fn shortest(walks: &Walks, stop: StopId) -> Option<Walk> {
    let walks = walks.iter().filter(|(s, _)| *s == stop).map(|(_, walk)| *walk);
    walks.min_by_key(|walk| walk.seconds)
}

fn push(legs: &mut Vec<Leg>, from: End, to: End, walk: Walk, departs: Clock) {
    if walk.seconds > 0 || walk.metres.0 > 0.0 {
        legs.push(Leg::Walk {
            from,
            to,
            metres: walk.metres,
            seconds: walk.seconds,
            source: walk.source,
            departs,
        });
    }
}
