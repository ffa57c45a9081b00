//! A day's connections in the order of their departure.

use super::Call;

/// A hop from one call to the next.
#[derive(Debug, Clone, Copy)]
pub(super) struct Connection {
    pub departs: i32,
    pub arrives: i32,
    pub from: u32,
    pub to: u32,
    pub trip: u32,
    /// The earlier of its two calls by the clock, in [`Network::calls`](super::Network).
    pub call: u32,
    pub boards: bool,
    pub alights: bool,
}

/// Connections by their departure; those of one trip in its own order, also where they take no time.
#[derive(Debug, Clone)]
pub(super) struct Schedule {
    pub connections: Vec<Connection>,
}

impl Schedule {
    /// As the trains run.
    pub(super) fn forward(calls: &[Call], starts: &[u32]) -> Self {
        let mut connections = Vec::with_capacity(calls.len());
        each_hop(calls, starts, |trip, call, [here, there]| {
            connections.push(Connection {
                departs: here.departs.0,
                arrives: there.arrives.0,
                from: here.stop.0,
                to: there.stop.0,
                trip,
                call,
                boards: here.boards,
                alights: there.alights,
            });
        });
        crate::order::sort_by_key(&mut connections, |c| c.departs);
        Self { connections }
    }

    /// As a film run backwards, its times negative: the earliest arrival in it is the latest departure.
    pub(super) fn backward(calls: &[Call], starts: &[u32]) -> Self {
        let mut connections = Vec::with_capacity(calls.len());
        each_hop(calls, starts, |trip, call, [here, there]| {
            connections.push(Connection {
                departs: -there.arrives.0,
                arrives: -here.departs.0,
                from: there.stop.0,
                to: here.stop.0,
                trip,
                call,
                boards: there.alights,
                alights: here.boards,
            });
        });
        connections.reverse();
        crate::order::sort_by_key(&mut connections, |c| c.departs);
        Self { connections }
    }

    /// The first connection that leaves then or later.
    pub(super) fn first_from(&self, time: i32) -> usize {
        self.connections.partition_point(|c| c.departs < time)
    }
}

fn each_hop(calls: &[Call], starts: &[u32], mut each: impl FnMut(u32, u32, [&Call; 2])) {
    for (trip, bounds) in (0..).zip(starts.windows(2)) {
        let (from, to) = (bounds[0] as usize, bounds[1] as usize);
        for (call, pair) in (bounds[0]..).zip(calls[from..to].windows(2)) {
            each(trip, call, [&pair[0], &pair[1]]);
        }
    }
}

/// Where the run of each number from 0 begins in a sorted list, and where the last run ends.
pub(super) fn starts_of(sorted: impl Iterator<Item = usize>, numbers: usize) -> Vec<u32> {
    let mut starts = vec![0; numbers + 1];
    for number in sorted {
        starts[number + 1] += 1;
    }
    for i in 0..numbers {
        starts[i + 1] += starts[i];
    }
    starts
}
