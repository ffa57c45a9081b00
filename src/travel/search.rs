//! Single questions: when can I be there, and when must I leave?

use super::journey::Ride;
use super::scan::{Hop, NEVER, Scan};
use super::schedule::Connection;
use super::{Clock, Ends, Journey, Network};

/// Answers questions about one network, one after another, in the same memory.
#[derive(Debug, Clone)]
pub struct Search<'n> {
    network: &'n Network,
    scan: Scan,
}

impl<'n> Search<'n> {
    /// A search in a network.
    pub fn new(network: &'n Network) -> Self {
        Self {
            network,
            scan: Scan::default(),
        }
    }

    /// The earliest arrival of somebody who can set out at `at`; nothing if the end is not reached at all.
    pub fn arrival(&mut self, ends: &Ends, at: Clock) -> Option<Clock> {
        let at = at.plus(0);
        let walk = ends.direct.map(|walk| at.plus(walk.seconds));
        let bound = walk.map_or(NEVER, |walk| walk.0);
        let schedule = &self.network.forward;
        let found = self
            .scan
            .run(self.network, schedule, (&ends.out, &ends.home), at.0, bound);
        found.map(|(arrives, _)| Clock(arrives)).or(walk)
    }

    /// The journey that arrives earliest of those that set out at `at` or later, and of those that arrive then the one
    /// that sets out last.
    pub fn earliest(&mut self, ends: &Ends, at: Clock) -> Option<Journey> {
        let arrives = self.arrival(ends, at)?;
        self.latest(ends, arrives)
    }

    /// The journey that sets out last of those that arrive at `by` or earlier.
    pub fn latest(&mut self, ends: &Ends, by: Clock) -> Option<Journey> {
        let by = by.plus(0);
        let bound = ends.direct.map_or(NEVER, |walk| walk.seconds - by.0);
        let schedule = &self.network.backward;
        let found = self
            .scan
            .run(self.network, schedule, (&ends.home, &ends.out), -by.0, bound);
        let Some((_, first)) = found else {
            return ends.direct.map(|walk| Journey::on_foot(walk, by.plus(-walk.seconds)));
        };
        let hops = self.scan.rides_back(&schedule.connections, first);
        let rides: Vec<Ride> = hops.iter().map(|hop| ride(&schedule.connections, *hop)).collect();
        Journey::of(self.network, ends, &rides)
    }
}

/// The ride of a hop in the backward schedule, where one boards what one leaves.
fn ride(connections: &[Connection], (boarded, left): Hop) -> Ride {
    let (late, early) = (&connections[boarded as usize], &connections[left as usize]);
    Ride {
        trip: late.trip,
        board: early.call as usize,
        alight: late.call as usize + 1,
    }
}
