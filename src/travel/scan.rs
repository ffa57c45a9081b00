//! The scan itself: one pass over the connections from the time somebody leaves.

use super::schedule::{Connection, Schedule};
use super::{Network, StopId, Walks};

/// Later than everything.
pub(super) const NEVER: i32 = i32::MAX;
const NONE: u32 = u32::MAX;

/// What a scan found out; kept to be used again without asking for memory.
#[derive(Debug, Clone, Default)]
pub(super) struct Scan {
    /// When each stop is reached by train.
    arrived: Vec<i32>,
    /// By which connections: the one boarded and the one left.
    by: Vec<(u32, u32)>,
    /// From when on one can board at each stop.
    ready: Vec<i32>,
    /// The stop one left the train before at, or nothing for the journey's beginning.
    ready_from: Vec<u32>,
    /// The connection each trip was boarded with.
    boarded: Vec<u32>,
    /// Seconds from each stop to the end, or never.
    home: Vec<i32>,
}

/// A ride by the connections it is boarded and left with.
pub(super) type Hop = (u32, u32);

impl Scan {
    /// The earliest arrival from `out` at `time` to `home`, if it is earlier than `bound`, and the rides to it; the last first.
    pub(super) fn run(
        &mut self,
        network: &Network,
        schedule: &Schedule,
        (out, home): (&Walks, &Walks),
        time: i32,
        bound: i32,
    ) -> Option<(i32, u32)> {
        self.start(network, out, home, time);
        let connections = &schedule.connections;
        let margin = i32::from(network.walking.margin);
        let (mut best, mut last) = (bound, NONE);
        let mut i = schedule.first_from(time);
        // Connections that leave together. One that takes no time may make another among them worth boarding.
        let (mut group, mut again) = (i, false);
        loop {
            let leaves = connections.get(i).map(|c| c.departs);
            if leaves != connections.get(group).map(|c| c.departs) {
                if again {
                    (i, again) = (group, false);
                    continue;
                }
                group = i;
            }
            let Some(c) = connections.get(i).filter(|c| c.departs < best) else {
                break;
            };
            if self.rides(c, i as u32) && c.alights && c.arrives < self.arrived[c.to as usize].min(best) {
                let to = c.to as usize;
                self.arrived[to] = c.arrives;
                self.by[to] = (self.boarded[c.trip as usize], i as u32);
                let there = c.arrives.saturating_add(self.home[to]);
                if there < best {
                    (best, last) = (there, c.to);
                }
                again |= self.change(network, c, c.arrives + margin);
            }
            i += 1;
        }
        (last != NONE).then_some((best, last))
    }

    /// Rides back from a stop to the beginning, the last first.
    pub(super) fn rides_back(&self, connections: &[Connection], last: u32) -> Vec<Hop> {
        let mut hops = Vec::new();
        let mut stop = last;
        while stop != NONE {
            let (boarded, left) = self.by[stop as usize];
            hops.push((boarded, left));
            stop = self.ready_from[connections[boarded as usize].from as usize];
        }
        hops
    }

    fn start(&mut self, network: &Network, out: &Walks, home: &Walks, time: i32) {
        let (stops, trips) = (network.stops.len(), network.trips.len());
        let fill = |times: &mut Vec<i32>| {
            times.clear();
            times.resize(stops, NEVER);
        };
        fill(&mut self.arrived);
        fill(&mut self.ready);
        fill(&mut self.home);
        self.by.resize(stops, (NONE, NONE));
        self.ready_from.clear();
        self.ready_from.resize(stops, NONE);
        self.boarded.clear();
        self.boarded.resize(trips, NONE);
        for (stop, walk) in home {
            if let Some(seconds) = self.home.get_mut(stop.index()) {
                *seconds = walk.seconds.min(*seconds);
            }
        }
        for (stop, walk) in out {
            if let Some(ready) = self.ready.get_mut(stop.index()) {
                *ready = (time + walk.seconds).min(*ready);
            }
        }
    }

    /// Whether one can be on this connection, boarding it or having boarded its trip before.
    fn rides(&mut self, c: &Connection, i: u32) -> bool {
        let boarded = &mut self.boarded[c.trip as usize];
        // A later connection of the trip may have been boarded in an earlier round of the group.
        if *boarded <= i {
            return true;
        }
        let can = c.boards && self.ready[c.from as usize] <= c.departs;
        if can {
            *boarded = i;
        }
        can
    }

    /// Notes from when on one can board where one has got off, and at the stops one can walk to.
    /// Says whether that is so early that a connection leaving together with this one can be caught.
    fn change(&mut self, network: &Network, c: &Connection, time: i32) -> bool {
        let mut again = false;
        let mut improve = |stop: u32, time: i32| {
            let ready = &mut self.ready[stop as usize];
            if time < *ready {
                *ready = time;
                self.ready_from[stop as usize] = c.to;
                again |= time <= c.departs;
            }
        };
        improve(c.to, time);
        for link in network.links(StopId(c.to)) {
            improve(link.to.0, time + link.seconds);
        }
        again
    }
}
