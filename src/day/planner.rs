//! The plan of a wish: its stops in the best order or in the visitor's own, as many as can be.

use super::outing::{Day, FIRST_SITE, Outing, START};
use super::plan::Plan;
use super::timing::{self, MEAL, MEAL_SPAN, Timed, Visit};
use crate::tour::{Effort, Goal, Tick, Travel, order};
use crate::view::wish::Order;

/// Minutes out from which a day is long enough for a meal.
const LONG: Tick = 240;

impl Outing {
    /// The plan of the day.
    ///
    /// In the best order it visits as many stops as can be, of those sets one that is home first; this is exact for up
    /// to 15 stops. In the visitor's own order it leaves out as few as can be. A stop that is locked is worth more than
    /// any number of those that are not. If one cannot even get from the start to the end in time, the plan has no steps
    /// and misses all stops.
    pub fn plan(&mut self) -> Plan {
        let profiles = self.profiles();
        let stops = self.stands.len() - FIRST_SITE;
        let locked = |place: usize| {
            let stop = self
                .stands
                .get(place)
                .and_then(|stand| self.wish.stops.get(stand.stop?));
            stop.is_some_and(|stop| stop.locked)
        };
        let score = |place: usize| if locked(place) { 1 + stops as u32 } else { 1 };
        let Some(problem) = self.problem(&profiles, self.deadline, score) else {
            return self.finish(None, Vec::new(), false);
        };
        let all: Vec<usize> = (FIRST_SITE..self.stands.len()).collect();
        let (chosen, exact) = match self.wish.order {
            Order::Mine => (as_they_stand(&problem, &all, score), true),
            Order::Best => match order(&problem, &all, Goal::Finish, Effort::default()) {
                Some(best) if best.missed.is_empty() => (best.tour.stops().collect(), best.exact),
                // The most stops are not the ones most wanted.
                Some(best) if all.iter().any(|place| locked(*place)) => {
                    let kept: Vec<usize> = all.iter().copied().filter(|place| locked(*place)).collect();
                    (
                        with_most(&problem, &kept, &all).unwrap_or_else(|| best.tour.stops().collect()),
                        false,
                    )
                }
                Some(best) => (best.tour.stops().collect(), best.exact),
                None => (Vec::new(), true),
            },
        };
        let missed = |chosen: &[usize]| -> Vec<usize> {
            let stops = all.iter().filter(|place| !chosen.contains(place));
            stops.filter_map(|place| self.stands[*place].stop).collect()
        };
        let missed = missed(&chosen);
        let (timed, no_meal) = self.with_meal(&problem, &chosen);
        let possible = timed.is_some();
        let missed = if possible {
            missed
        } else {
            all.iter().filter_map(|p| self.stands[*p].stop).collect()
        };
        let mut plan = self.finish(timed, missed, no_meal);
        plan.exact = exact;
        plan
    }

    /// The steps of an order, with a meal where it costs least if one is wished and the day is long; whether one is wished
    /// that does not fit in.
    fn with_meal(&self, problem: &Day, order: &[usize]) -> (Option<Timed>, bool) {
        let plain = timing::earliest(problem, order, None);
        let timed = |found: &(Vec<Visit>, Tick)| timing::steps(self, problem, &found.0, found.1);
        let Some(plain) = plain else {
            return (None, false);
        };
        let (leaves, home) = (self.leaves, plain.1);
        let long = leaves <= MEAL_SPAN.0 && home >= MEAL_SPAN.0 + MEAL && home - leaves >= LONG;
        if !self.wish.meal || !long {
            return (timed(&plain), false);
        }
        let meals = (0..order.len()).filter_map(|after| timing::earliest(problem, order, Some(after)));
        let best = meals.min_by_key(|(_, home)| *home);
        (timed(best.as_ref().unwrap_or(&plain)), best.is_none())
    }

    fn finish(&self, timed: Option<Timed>, missed: Vec<usize>, no_meal: bool) -> Plan {
        let timed = timed.unwrap_or(Timed {
            steps: Vec::new(),
            leaves: self.leaves,
            home: self.leaves,
        });
        Plan {
            from: self.stands[START].spot,
            to: self.stands[super::outing::END].spot,
            leaves: self.moment(timed.leaves),
            home: self.moment(timed.home),
            deadline: self.wish.minutes.map(|_| self.moment(self.deadline)),
            steps: timed.steps,
            missed,
            unknown: self.unknown.clone(),
            no_meal,
            exact: true,
        }
    }
}

/// The best order of the first stops with as many of all as fit in, one after another.
fn with_most(problem: &Day, first: &[usize], all: &[usize]) -> Option<Vec<usize>> {
    let best = order(problem, first, Goal::Finish, Effort::default())?;
    let mut kept: Vec<usize> = best.tour.stops().collect();
    let mut tour = kept.clone();
    for place in all {
        if kept.contains(place) {
            continue;
        }
        let more: Vec<usize> = kept.iter().copied().chain([*place]).collect();
        if let Some(next) = order(problem, &more, Goal::Finish, Effort::default()).filter(|o| o.missed.is_empty()) {
            tour = next.tour.stops().collect();
            kept = more;
        }
    }
    Some(tour)
}

/// The stops in the order they stand, with as little worth left out as can be, and of those ways the one that is over
/// first. Whoever leaves earlier does not arrive later, so for each worth and last stop the earliest time is all one needs
/// to know.
fn as_they_stand(problem: &Day, all: &[usize], worth: impl Fn(usize) -> u32) -> Vec<usize> {
    let ends = problem.ends();
    // By last stop: worth, when one is ready to leave it, and the way there; of two of the same worth the earlier.
    let mut ways: Vec<Vec<(u32, Tick, Vec<usize>)>> = Vec::new();
    let mut best: Option<(u32, std::cmp::Reverse<Tick>, Vec<usize>)> = None;
    for (i, &place) in all.iter().enumerate() {
        let stop = &problem.stops()[place];
        let mut here: Vec<(u32, Tick, Vec<usize>)> = Vec::new();
        let nothing = (0, ends.departs, Vec::new());
        let before = ways[..i].iter().flatten().chain(std::iter::once(&nothing));
        for (sum, ready, way) in before {
            let at = way.last().copied().unwrap_or(START);
            let arrives = problem.travel().arrive(at, place, *ready);
            let Some(window) = stop.windows().find(|window| arrives <= window.closes) else {
                continue;
            };
            let (sum, ready) = (sum + worth(place), arrives.max(window.opens) + stop.service);
            let home = problem.travel().arrive(place, ends.end, ready);
            if home > ends.deadline || here.iter().any(|(s, r, _)| *s >= sum && *r <= ready) {
                continue;
            }
            let way: Vec<usize> = way.iter().copied().chain([place]).collect();
            if best
                .as_ref()
                .is_none_or(|b| (b.0, b.1) < (sum, std::cmp::Reverse(home)))
            {
                best = Some((sum, std::cmp::Reverse(home), way.clone()));
            }
            here.retain(|(s, r, _)| *s > sum || *r < ready);
            here.push((sum, ready, way));
        }
        ways.push(here);
    }
    best.map(|(_, _, way)| way).unwrap_or_default()
}
