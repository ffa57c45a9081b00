//! The ring unrolled as it is seen from a station: the ways that trains leave it, and where they come to.

use crate::calendar::Moment;
use crate::model::{Atlas, Line, StationId};
use crate::order;
use crate::query::World;

/// How many trains are told of each branch.
const TRAINS: usize = 3;

/// The least time ahead of a train that one may want to be back for, in minutes.
const AHEAD: i32 = 15;

/// Minutes in a day.
const DAY: i32 = 24 * 60;

/// A train that leaves a station.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Leaving {
    /// When it leaves.
    pub departs: Moment,
    /// Its line, by its place in the timetable.
    pub line: usize,
    /// The next station at which one can get off: which way it goes.
    pub next: StationId,
    /// The last one that is another station: a train that comes round to this one is not bound for it.
    pub last: StationId,
}

/// A station that a branch comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BranchStop {
    /// The station.
    pub station: StationId,
    /// The quickest ride without a change, in minutes; nothing where there is none.
    pub minutes: Option<u16>,
}

/// A way that trains leave.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Branch {
    /// The next three trains, the first first; fewer if there are no more until the end of tomorrow.
    pub trains: Vec<Leaving>,
    /// The stations, as they are come to.
    pub stops: Vec<BranchStop>,
}

/// All the ways.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Board {
    /// From a ring station two, against the ring's order and along it; from another as many as it has next stations.
    pub branches: Vec<Branch>,
}

/// The trains from a station at a moment or later, by the ways they leave. Each ring station is on the branch with the
/// shorter ride, and when both take as long on that with fewer stops. No branches for a station that is not known.
pub fn board(world: &World, here: StationId, now: Moment) -> Board {
    let atlas = &world.atlas;
    let on_ring = atlas.stations.get(here.index()).map(|s| s.ring_order.is_some());
    let ways = match on_ring {
        Some(true) => round_the_ring(atlas, here),
        Some(false) => by_next_station(atlas, here),
        None => Vec::new(),
    };
    let trains = leaving(atlas, here, now);
    let branch = |way: Way| Branch {
        trains: trains
            .iter()
            .filter(|(_, first)| way.first.contains(first))
            .take(TRAINS)
            .map(|(train, _)| *train)
            .collect(),
        stops: way.stops,
    };
    Board {
        branches: ways.into_iter().map(branch).collect(),
    }
}

/// The next trains from a station that one may want to be back for: those a quarter of an hour ahead or more, of today
/// and tomorrow, the first first, at most so many.
pub fn trains_from(world: &World, here: StationId, now: Moment, most: usize) -> Vec<Leaving> {
    let trains = leaving(&world.atlas, here, now.plus_minutes(AHEAD));
    trains.into_iter().take(most).map(|(train, _)| train).collect()
}

/// A way that trains leave a station.
struct Way {
    /// The stations by which a train is known to go this way.
    first: Vec<StationId>,
    stops: Vec<BranchStop>,
}

/// The two ways round, against the ring's order first.
fn round_the_ring(atlas: &Atlas, here: StationId) -> Vec<Way> {
    let ring: Vec<StationId> = atlas.ring_stations().map(|(id, _)| id).collect();
    let at = ring.iter().position(|id| *id == here).unwrap_or(0);
    let along: Vec<StationId> = ring[at + 1..].iter().chain(&ring[..at]).copied().collect();
    let against: Vec<StationId> = along.iter().rev().copied().collect();
    // A train that leaves stations out goes the way on which it leaves out fewer.
    let half = along.len() / 2;
    let first = [against[..half].to_vec(), along[..along.len() - half].to_vec()];
    let rides = first.each_ref().map(|first| rides(atlas, here, first));
    let minutes = |way: usize, to: StationId| {
        rides[way]
            .iter()
            .find(|(id, ..)| *id == to)
            .map(|(_, minutes, _)| *minutes)
    };
    let steps = |way: &[StationId], to: StationId| way.iter().position(|id| *id == to);
    let better = |way: usize, to: StationId| {
        let key = |way: usize| {
            let orders = [&against, &along];
            (minutes(way, to).unwrap_or(u16::MAX), steps(orders[way], to), way)
        };
        key(way) < key(1 - way)
    };
    let stops = |way: usize, order: &[StationId]| {
        let own = order.iter().filter(|to| better(way, **to));
        let stop = |to: &StationId| BranchStop {
            station: *to,
            minutes: minutes(way, *to),
        };
        own.map(stop).collect()
    };
    let stops = [stops(0, &against), stops(1, &along)];
    let ways = first.into_iter().zip(stops);
    ways.map(|(first, stops)| Way { first, stops }).collect()
}

/// A way for each next station, by their numbers.
fn by_next_station(atlas: &Atlas, here: StationId) -> Vec<Way> {
    let mut nexts: Vec<StationId> = Vec::new();
    for line in &atlas.timetable.lines {
        nexts.extend(boarding(line, here).filter_map(|(i, _)| first(atlas, line, i, here)));
    }
    order::sort(&mut nexts);
    nexts.dedup();
    let all: Vec<_> = nexts.iter().map(|next| rides(atlas, here, &[*next])).collect();
    let quickest = |to: StationId| {
        let to = |(way, rides): (usize, &Vec<Ride>)| {
            let ride = rides.iter().find(|(id, ..)| *id == to)?;
            Some((ride.1, ride.2, way))
        };
        all.iter().enumerate().filter_map(to).min()
    };
    let stops = |(way, next): (usize, &StationId)| {
        let mut own: Vec<Ride> = all[way].clone();
        own.retain(|(to, ..)| quickest(*to).is_some_and(|(.., best)| best == way));
        order::sort_by_key(&mut own, |(to, minutes, stops)| (*minutes, *stops, *to));
        let stop = |(station, minutes, _): Ride| BranchStop {
            station,
            minutes: Some(minutes),
        };
        Way {
            first: vec![*next],
            stops: own.into_iter().map(stop).collect(),
        }
    };
    nexts.iter().enumerate().map(stops).collect()
}

/// A ride to a station: its minutes, and how many stops on the train is there.
type Ride = (StationId, u16, usize);

/// The quickest ride to each station with a train that is known by one of these.
fn rides(atlas: &Atlas, here: StationId, known_by: &[StationId]) -> Vec<Ride> {
    let mut all: Vec<Ride> = Vec::new();
    for line in &atlas.timetable.lines {
        for (i, leaves) in boarding(line, here) {
            if first(atlas, line, i, here).is_none_or(|first| !known_by.contains(&first)) {
                continue;
            }
            let on = line.stops[i + 1..].iter().zip(1..);
            for (off, stops) in on.take_while(|(s, _)| s.station != here).filter(|(s, _)| s.alights) {
                all.push((off.station, off.minutes.saturating_sub(leaves), stops));
            }
        }
    }
    order::sort(&mut all);
    all.dedup_by_key(|(to, ..)| *to);
    all
}

/// By which station a train's way is known: from a ring station the next one on the ring that it comes to, else its next.
fn first(atlas: &Atlas, line: &Line, on: usize, here: StationId) -> Option<StationId> {
    let ring = |id: StationId| atlas.stations.get(id.index()).is_some_and(|s| s.ring_order.is_some());
    let off = line.stops[on + 1..].iter().filter(|s| s.alights && s.station != here);
    off.map(|s| s.station).find(|next| !ring(here) || ring(*next))
}

/// The trains that leave a station at a moment or later, until the end of the next day, in order; each with the station
/// by which its way is known, or its next one where there is none.
fn leaving(atlas: &Atlas, here: StationId, from: Moment) -> Vec<(Leaving, StationId)> {
    let mut found = Vec::new();
    for (number, line) in atlas.timetable.lines.iter().enumerate() {
        for (i, minutes) in boarding(line, here) {
            let mut off = line.stops[i + 1..].iter().filter(|s| s.alights && s.station != here);
            let Some(next) = off.next().map(|s| s.station) else {
                continue;
            };
            let last = off.next_back().map_or(next, |s| s.station);
            let known_by = first(atlas, line, i, here).unwrap_or(next);
            // Yesterday's last trains may leave after midnight.
            for day in -1..=1 {
                let midnight = Moment::midnight(from.date).plus_minutes(day * DAY);
                let running = line.departures.iter();
                let running = running.filter(|d| d.days.runs_on(midnight.date, &atlas.expo.holidays));
                let departs = running.flat_map(|d| &d.at).map(|leaves| {
                    let minute = i32::from(*leaves) + i32::from(minutes);
                    midnight.plus_minutes(minute)
                });
                found.extend(departs.filter(|departs| *departs >= from).map(|departs| {
                    let train = Leaving {
                        departs,
                        line: number,
                        next,
                        last,
                    };
                    (train, known_by)
                }));
            }
        }
    }
    order::sort(&mut found);
    found.dedup();
    found
}

/// Where one can get on at a station along a line: the place among its stops, and the minute it leaves.
fn boarding(line: &Line, here: StationId) -> impl Iterator<Item = (usize, u16)> {
    let stops = line.stops.iter().enumerate();
    stops
        .filter(move |(_, s)| s.station == here && s.boards)
        .map(|(i, s)| (i, s.leaves))
}
