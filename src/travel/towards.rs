//! All of a day's journeys towards one place, by one scan from the last train to the first.

use super::{Clock, Network, Place, Profile, StopId, Walk, Walks};

/// When one arrives at the end, for every time one may board at every stop.
#[derive(Debug, Clone)]
pub struct Towards {
    /// By stop: boarding there at the latest at the first time, one arrives at the second. The latest first; both fall.
    boarding: Vec<Vec<(i32, i32)>>,
}

impl Towards {
    /// Scans the whole day once. `home` are the walks from stops to the end.
    pub fn new(network: &Network, home: &Walks) -> Self {
        Self {
            boarding: scan(network, home),
        }
    }

    /// The arrivals for all times one may set out, with the walks to stops, and all the way if that can be walked.
    pub fn from(&self, out: &Walks, direct: Option<Walk>) -> Profile {
        self.within(out, direct, (Clock(i32::MIN), Clock(i32::MAX)))
    }

    /// The arrivals as by [`Towards::from`], but only for setting out at the first time or later and arriving by the
    /// second; what else there is, is as if it did not run. A day out has few trains of a day's many.
    pub fn within(&self, out: &Walks, direct: Option<Walk>, (first, last): (Clock, Clock)) -> Profile {
        let walk = direct.map(|walk| walk.seconds);
        let mut steps: Vec<(i32, i32)> = Vec::new();
        for (stop, walk) in out {
            let there = self.boarding.get(stop.index()).into_iter().flatten();
            let out = there.map(|(departs, arrives)| (departs - walk.seconds, *arrives));
            steps.extend(out.filter(|(departs, arrives)| *departs >= first.0 && *arrives <= last.0));
        }
        // The latest first, and of those the earliest arrival; then each must arrive earlier than the one before.
        crate::order::sort_by_key(&mut steps, |(departs, arrives)| (-departs, *arrives));
        let mut best = i32::MAX;
        // What is no faster than walking all the way is no step.
        steps.retain(|(departs, arrives)| {
            let better = *arrives < best && walk.is_none_or(|walk| arrives - departs < walk);
            if better {
                best = *arrives;
            }
            better
        });
        steps.reverse();
        let clocks = steps.into_iter().map(|(d, a)| (Clock(d), Clock(a))).collect();
        Profile::new(clocks, walk)
    }
}

impl Network {
    /// The arrivals between two places for all times of the day. For many places, keep one [`Towards`] for each.
    pub fn profile(&self, from: Place, to: Place) -> Profile {
        let ends = self.ends(from, to);
        Towards::new(self, &ends.home).from(&ends.out, ends.direct)
    }
}

fn scan(network: &Network, home: &Walks) -> Vec<Vec<(i32, i32)>> {
    let connections = &network.forward.connections;
    let stops = network.stops.len();
    let margin = i32::from(network.walking.margin);
    let mut seconds_home: Vec<Option<i32>> = vec![None; stops];
    for (stop, walk) in home {
        if let Some(best) = seconds_home.get_mut(stop.index()) {
            *best = earlier(*best, Some(walk.seconds));
        }
    }
    let next = next_in_trip(network);
    // By connection: the arrival of one who sits in it. By stop: boarding, and getting off at the latest to change.
    let mut arrival: Vec<Option<i32>> = vec![None; connections.len()];
    let mut boarding: Vec<Vec<(i32, i32)>> = vec![Vec::new(); stops];
    let mut changing: Vec<Vec<(i32, i32)>> = vec![Vec::new(); stops];
    let mut i = connections.len();
    // As in the scan forward: what leaves together is looked at again if one of it can be caught from another.
    let (mut group, mut again) = (i, false);
    loop {
        let leaves = i.checked_sub(1).map(|i| connections[i].departs);
        if group.checked_sub(1).map(|i| connections[i].departs) != leaves {
            if again {
                (i, again) = (group, false);
                continue;
            }
            group = i;
        }
        if i == 0 {
            break;
        }
        i -= 1;
        let c = &connections[i];
        let stay = next[i].and_then(|n| arrival[n as usize]);
        let off = c.alights.then(|| {
            let walk = seconds_home[c.to as usize].map(|s| c.arrives + s);
            earlier(walk, first_from(&changing[c.to as usize], c.arrives))
        });
        arrival[i] = earlier(stay, off.flatten());
        let Some(arrives) = arrival[i].filter(|_| c.boards) else {
            continue;
        };
        insert(&mut boarding[c.from as usize], (c.departs, arrives));
        let by = c.departs - margin;
        again |= insert(&mut changing[c.from as usize], (by, arrives)) && by >= c.departs;
        for link in network.links(StopId(c.from)) {
            let by = by - link.seconds;
            again |= insert(&mut changing[link.to.index()], (by, arrives)) && by >= c.departs;
        }
    }
    boarding
}

fn earlier(one: Option<i32>, other: Option<i32>) -> Option<i32> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    }
}

/// For each connection, the next one of its trip.
fn next_in_trip(network: &Network) -> Vec<Option<u32>> {
    let connections = &network.forward.connections;
    let mut by_call: Vec<Option<u32>> = vec![None; network.calls.len() + 1];
    for (i, c) in (0..).zip(connections) {
        by_call[c.call as usize] = Some(i);
    }
    // The last call of a trip begins no connection, so this never leads into the next trip.
    connections.iter().map(|c| by_call[c.call as usize + 1]).collect()
}

/// The arrival of the first step at `time` or later.
fn first_from(steps: &[(i32, i32)], time: i32) -> Option<i32> {
    let later = steps.partition_point(|(departs, _)| *departs >= time);
    Some(steps[later.checked_sub(1)?].1)
}

/// Puts a step among others, unless one that leaves no earlier arrives no later; those that it makes useless go.
fn insert(steps: &mut Vec<(i32, i32)>, (departs, arrives): (i32, i32)) -> bool {
    let mut at = steps.len();
    while at > 0 && steps[at - 1].0 < departs {
        at -= 1;
    }
    if at > 0 && steps[at - 1].1 <= arrives {
        return false;
    }
    let from = if at > 0 && steps[at - 1].0 == departs {
        at - 1
    } else {
        at
    };
    let useless = steps[at..].iter().take_while(|(_, a)| *a >= arrives).count();
    steps.splice(from..at + useless, [(departs, arrives)]);
    true
}
