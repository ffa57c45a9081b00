//! Stops that cannot be visited along with the others: where they would stand, and the ways out.

use super::outing::{END, FIRST_SITE, Outing, START};
use super::{Plan, Why, why};
use crate::calendar::Moment;
use crate::query::World;
use crate::tour::{FAR, Profiles, Tick, Travel};
use crate::view::Wish;
use crate::view::wish::{Edit, Order, STAY};
use std::sync::Arc;

/// A stop that is missed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// The stop, by its place in the wish.
    pub stop: usize,
    /// How many visits of the plan come before it: in the visitor's own order by its place, else where one would be least
    /// late.
    pub after: usize,
    /// When one would be there; nothing if there is no way.
    pub there: Option<Moment>,
    /// When the doors close that one is too late for, if it is that.
    pub closes: Option<Moment>,
    /// What keeps it out of the day, in whatever order.
    pub why: Why,
    /// What can be done, at most three. Each was tried: with it the stop is visited and no other is lost that the plan
    /// had, but for one that is passed over. The last is to remove it; the day may then be another.
    pub ways: Vec<Way>,
}

/// A way out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Way {
    /// What it is.
    pub out: Out,
    /// The edit that does it.
    pub edit: Edit,
    /// When the visit begins then; nothing if there is none.
    pub begins: Option<Moment>,
    /// When one is at the end then.
    pub home: Moment,
}

/// What can be done about a stop that is missed. Stops are told by their places in the wish.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Out {
    /// Visit it before another.
    Before {
        /// That other.
        other: usize,
    },
    /// Visit the stops in the best order.
    Reorder,
    /// Stay shorter at a stop, which may be the missed one.
    Shorten {
        /// That stop.
        other: usize,
        /// Minutes to stay.
        minutes: u16,
    },
    /// Leave earlier.
    Earlier {
        /// By so many minutes.
        minutes: u16,
    },
    /// Give the day more time.
    Longer {
        /// So many minutes more.
        minutes: u16,
    },
    /// Pass another over.
    Skip {
        /// That other.
        other: usize,
    },
    /// Take it out.
    Remove,
}

/// As many ways out are told.
const WAYS: usize = 3;
/// A visit is not made shorter than this, nor by other steps, in minutes.
const LEAST: Tick = 10;
const STEP: usize = 5;

/// The missed stops of a plan, at most so many, each with the ways out. `clock` is the app's own time.
pub fn conflicts(world: &Arc<World>, wish: &Wish, clock: Moment, plan: &Plan, most: usize) -> Vec<Conflict> {
    let Some(mut outing) = Outing::new(world, wish, clock) else {
        return Vec::new();
    };
    let profiles = outing.profiles();
    let desk = Desk {
        world,
        wish,
        clock,
        plan,
        order: plan.stops().filter_map(|stop| outing.place_of(stop)).collect(),
        outing: &outing,
        profiles: &profiles,
    };
    plan.missed
        .iter()
        .take(most)
        .filter_map(|stop| desk.conflict(*stop))
        .collect()
}

/// What lies open while ways out are looked for.
struct Desk<'a> {
    world: &'a Arc<World>,
    wish: &'a Wish,
    clock: Moment,
    plan: &'a Plan,
    outing: &'a Outing,
    profiles: &'a Profiles,
    /// The places visited, in order.
    order: Vec<usize>,
}

impl Desk<'_> {
    fn conflict(&self, stop: usize) -> Option<Conflict> {
        let site = self.world.atlas.sites.find(&self.wish.stops.get(stop)?.slug)?;
        let place = self.outing.place_of(stop)?;
        let (after, there, closes) = self.stands(stop, place);
        let why = why(self.world, self.wish, self.clock, site);
        let mut ways = Vec::new();
        for (out, edit) in self.tries(stop, place, after, why) {
            if ways.len() + 1 < WAYS {
                ways.extend(self.way(stop, out, edit));
            }
        }
        let removed = Edit::Remove(self.wish.stops[stop].slug.clone());
        ways.extend(self.way(stop, Out::Remove, removed));
        let moment = |minute| self.outing.moment(minute);
        Some(Conflict {
            stop,
            after,
            there: there.map(moment),
            closes: closes.map(moment),
            why,
            ways,
        })
    }

    /// Where a missed stop would stand, when one would be there, and when the doors close that one is too late for.
    fn stands(&self, stop: usize, place: usize) -> (usize, Option<Tick>, Option<Tick>) {
        let (outing, stand) = (self.outing, &self.outing.stands[place]);
        let mut readies = vec![(START, outing.leaves)];
        for &visited in &self.order {
            let (at, ready) = readies[readies.len() - 1];
            let stay = outing.stands[visited].stay;
            let arrives = self.profiles.arrive(at, visited, ready);
            let begins = self.begin(visited, stay, arrives).unwrap_or(arrives);
            readies.push((visited, begins + stay));
        }
        let windows = stand
            .doors
            .windows(stand.stay, (outing.leaves, outing.deadline.max(super::doors::DAY)));
        let last = windows.last().map(|window| window.closes);
        let looks = (0..readies.len()).map(|after| {
            let (at, ready) = readies[after];
            let there = self.profiles.arrive(at, place, ready);
            let late = last.map_or(0, |last| (there - last).max(0));
            (late, there - ready, after, there)
        });
        let own = |after: usize| {
            let before = self.plan.stops().filter(|other| *other < stop).count();
            self.wish.order == Order::Best || after == before
        };
        let (late, _, after, there) = looks.filter(|look| own(look.2)).min().unwrap_or((0, 0, 0, FAR));
        let closes = last.filter(|_| late > 0 && there < FAR && !stand.doors.unsaid);
        (
            after,
            Some(there).filter(|there| *there < FAR),
            closes.map(|last| last + stand.stay),
        )
    }

    fn begin(&self, place: usize, stay: Tick, arrives: Tick) -> Option<Tick> {
        let outing = self.outing;
        let windows = outing.stands[place]
            .doors
            .windows(stay, (outing.leaves, outing.deadline));
        let window = windows.into_iter().find(|window| arrives <= window.closes)?;
        Some(arrives.max(window.opens))
    }

    /// Whether an order works out with these stays.
    fn works(&self, order: &[usize], stay: impl Fn(usize) -> Tick) -> bool {
        let (mut at, mut ready) = (START, self.outing.leaves);
        for &place in order {
            let stay = stay(place);
            let Some(begins) = self.begin(place, stay, self.profiles.arrive(at, place, ready)) else {
                return false;
            };
            (at, ready) = (place, begins + stay);
        }
        self.profiles.arrive(at, END, ready) <= self.outing.deadline
    }

    /// What might help, the gentlest first.
    fn tries(&self, stop: usize, place: usize, after: usize, why: Why) -> Vec<(Out, Edit)> {
        let mut all = Vec::new();
        let (wish, own) = (self.wish, self.wish.order == Order::Mine);
        let stays = |place: usize| self.outing.stands[place].stay;
        let with = |at: usize| {
            let mut order = self.order.clone();
            order.insert(at, place);
            order
        };
        let slug = |stop: usize| wish.stops[stop].slug.clone();
        let earlier = (0..after).rev().filter(|at| own && self.works(&with(*at), stays));
        all.extend(earlier.take(1).filter_map(|at| {
            let other = self.outing.stands[self.order[at]].stop?;
            let mut slugs: Vec<String> = (0..wish.stops.len()).filter(|i| *i != stop).map(slug).collect();
            let before = slugs.iter().position(|s| *s == wish.stops[other].slug)?;
            slugs.insert(before, slug(stop));
            Some((Out::Before { other }, Edit::Arrange(slugs)))
        }));
        let mut shorter: Vec<(Tick, usize, Tick)> = Vec::new();
        for &other in self.order.iter().chain([&place]) {
            let places = if own { after..=after } else { 0..=self.order.len() };
            let fits = |minutes: Tick| {
                let stay = |place| if place == other { minutes } else { stays(place) };
                places.clone().any(|at| self.works(&with(at), stay))
            };
            // A shorter stay never makes anything later.
            let lengths: Vec<Tick> = (LEAST..stays(other)).step_by(STEP).collect();
            let fitting = lengths.partition_point(|minutes| fits(*minutes));
            if let Some(minutes) = fitting.checked_sub(1).map(|i| lengths[i]) {
                shorter.push((stays(other) - minutes, other, minutes));
            }
        }
        let least = shorter.into_iter().min();
        all.extend(least.and_then(|(_, other, minutes)| {
            let other = self.outing.stands[other].stop?;
            let minutes = (minutes as u16).clamp(STAY.0, STAY.1);
            Some((Out::Shorten { other, minutes }, Edit::Stay(slug(other), Some(minutes))))
        }));
        if own {
            all.push((Out::Reorder, Edit::Order(Order::Best)));
        }
        match (why, wish.minutes) {
            (Why::TooLong { over }, Some(minutes)) => {
                let longer = Edit::Length(Some(minutes.saturating_add(over)));
                all.push((Out::Longer { minutes: over }, longer));
            }
            (
                Why::TooLate {
                    earlier: Some(minutes), ..
                },
                length,
            ) => {
                let leaves = self.outing.moment(self.outing.leaves - Tick::from(minutes));
                let mut sooner = wish.after(Edit::Leave(Some(leaves)));
                sooner.minutes = length.map(|length| length.saturating_add(minutes));
                all.push((Out::Earlier { minutes }, Edit::Take(Box::new(sooner))));
            }
            (Why::Instead { stop: other }, _) => all.push((Out::Skip { other }, Edit::Skip(slug(other)))),
            _ => {}
        }
        all
    }

    /// The way out, if it leads out.
    fn way(&self, stop: usize, out: Out, edit: Edit) -> Option<Way> {
        let wish = self.wish.after(edit.clone());
        let plan = Outing::new(self.world, &wish, self.clock)?.plan();
        let gone = &self.wish.stops[stop].slug;
        let missed = plan.missed.iter().any(|missed| wish.stops[*missed].slug == *gone);
        let sound = !missed && plan.loses_nothing(&wish, self.plan, self.wish) || out == Out::Remove;
        let begins = plan.steps.iter().find_map(|step| match step {
            super::Step::Visit { stop, begins, .. } if wish.stops[*stop].slug == *gone => Some(*begins),
            _ => None,
        });
        (sound && (begins.is_some() || out == Out::Remove)).then_some(Way {
            out,
            edit,
            begins,
            home: plan.home,
        })
    }
}

impl Outing {
    /// The place of a stop of the wish, if it is one of the day.
    pub(super) fn place_of(&self, stop: usize) -> Option<usize> {
        let at = self.stands.iter().position(|stand| stand.stop == Some(stop));
        at.filter(|place| *place >= FIRST_SITE)
    }
}
