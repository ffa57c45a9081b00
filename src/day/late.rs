//! Going on with a day from where one is: what is left of it, other trains, and how likely it is to hold.

use super::outing::{END, FIRST_SITE, Outing, START};
use super::plan::{Plan, Step};
use super::spot::Spot;
use crate::calendar::Moment;
use crate::model::StationId;
use crate::query::World;
use crate::tour::{Chance, Tick, Travel};
use crate::view::Wish;
use crate::view::wish::{Order, Place, STAY};

/// What is left of a wish, with the plan that was followed, at a moment: from the site one is at or has been at last,
/// or the station one has come to. What is over is left out; a visit that has begun lasts as long as was left of it.
pub fn from_now(world: &World, wish: &Wish, plan: &Plan, now: Moment) -> Wish {
    let mut rest = Wish {
        order: Order::Mine,
        leaves: Some(now),
        end: wish.end.clone().or_else(|| place(world, plan.to)),
        minutes: plan.deadline.map(|by| now.minutes_until(by).clamp(1, 24 * 60) as u16),
        stops: Vec::new(),
        made: None,
        ..wish.clone()
    };
    let mut here = plan.from;
    for step in &plan.steps {
        match *step {
            Step::Walk { to, arrives, .. } if arrives <= now => here = to,
            Step::Train { to, arrives, .. } if arrives <= now => here = Spot::Station(to),
            Step::Visit {
                stop,
                site,
                begins,
                leaves,
                ..
            } => {
                let wished = wish.stops.get(stop);
                let left = now.minutes_until(leaves);
                if begins <= now {
                    here = Spot::Site(site);
                }
                if left <= 0 {
                    continue;
                }
                rest.stops.extend(wished.cloned().map(|mut stop| {
                    if begins <= now {
                        stop.stay = Some((left as u16).clamp(STAY.0, STAY.1));
                    }
                    stop
                }));
            }
            _ => {}
        }
    }
    rest.start = place(world, here);
    let others = plan
        .missed
        .iter()
        .chain(&plan.unknown)
        .filter_map(|i| wish.stops.get(*i));
    rest.stops.extend(others.cloned());
    rest
}

/// A spot as a wish says it.
pub fn place(world: &World, spot: Spot) -> Option<Place> {
    Some(match spot {
        Spot::Station(id) => Place::Station(world.atlas.stations.get(id.index())?.slug.clone()),
        Spot::Site(id) => Place::Site(world.atlas.sites.slug(id).to_owned()),
        Spot::Point(point) => Place::Point(point),
    })
}

/// A train that goes from one station to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Departure {
    /// When it leaves.
    pub departs: Moment,
    /// When it arrives.
    pub arrives: Moment,
    /// Its line, by its place in the timetable.
    pub line: usize,
}

/// The trains that leave one station for another at a moment or later, until the end of the next day, at most so many.
pub fn departures(world: &World, from: StationId, to: StationId, at: Moment, most: usize) -> Vec<Departure> {
    let atlas = &world.atlas;
    let mut found = Vec::new();
    for (number, line) in atlas.timetable.lines.iter().enumerate() {
        for (i, on) in line
            .stops
            .iter()
            .enumerate()
            .filter(|(_, s)| s.station == from && s.boards)
        {
            let Some(off) = line.stops[i + 1..].iter().find(|s| s.station == to && s.alights) else {
                continue;
            };
            for day in -1..=1 {
                let midnight = Moment::midnight(at.date).plus_minutes(day * 24 * 60);
                let running = line
                    .departures
                    .iter()
                    .filter(|d| d.days.runs_on(midnight.date, &atlas.expo.holidays));
                found.extend(running.flat_map(|d| &d.at).map(|leaves| Departure {
                    departs: midnight.plus_minutes(i32::from(leaves + on.leaves)),
                    arrives: midnight.plus_minutes(i32::from(leaves + off.minutes)),
                    line: number,
                }));
            }
        }
    }
    found.retain(|d| d.departs >= at);
    crate::order::sort(&mut found);
    found.truncate(most);
    found
}

/// How often a day is lived through to see how likely it is to hold.
const LIVES: usize = 200;

impl Outing {
    /// How likely a plan of this day is to hold, in per cent: the share of days lived through by chance on which every
    /// visit is over before the doors close and one is at the end in time. Half of the visits take up to a quarter of an
    /// hour longer, a fifth of the ways up to six minutes more; these are assumptions, nobody has measured them. A missed
    /// train is followed by the next.
    pub fn sturdiness(&mut self, plan: &Plan) -> u8 {
        let order: Vec<usize> = plan.stops().filter_map(|stop| self.place_of(stop)).collect();
        let profiles = self.profiles();
        let Some(problem) = self.problem(&profiles, self.deadline, |_| 1) else {
            return 0;
        };
        let mut chance = Chance::new(0);
        let lived = |chance: &mut Chance| {
            let mut late = |of: usize, most: Tick| {
                let hits = chance.below(of) == 0;
                if hits {
                    (chance.unit() * (most + 1) as f32) as Tick
                } else {
                    0
                }
            };
            let (mut at, mut ready) = (START, self.leaves);
            for &place in &order {
                let stop = &problem.stops()[place];
                let arrives = profiles.arrive(at, place, ready) + late(5, 6);
                let Some(window) = stop.windows().find(|window| arrives <= window.closes) else {
                    return false;
                };
                ready = arrives.max(window.opens) + stop.service + late(2, 15);
                at = place;
            }
            profiles.arrive(at, END, ready) + late(5, 6) <= self.deadline
        };
        let held = (0..LIVES).filter(|_| lived(&mut chance)).count();
        debug_assert!(order.iter().all(|place| *place >= FIRST_SITE));
        (held * 100 / LIVES) as u8
    }
}
