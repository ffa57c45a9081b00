//! The plan of a wish: its stops in the best order or in the visitor's own, as many as can be.

use super::good::Blemishes;
use super::outing::{Day, FIRST_SITE, Outing, START};
use super::plan::{Plan, Step};
use super::timing::{self, Legs, MEAL, MEAL_SPAN, Timed, Visit};
use crate::tour::{Effort, Goal, NEARLY, Tick, Travel, order};
use crate::view::wish::Order;

/// Minutes out from which a day is long enough for a meal.
const LONG: Tick = 240;
/// As many orders are looked at that are nearly as soon over as the first of them.
const OTHERS: usize = 48;

impl Outing {
    /// The plan of the day.
    ///
    /// In the best order it visits as many stops as can be, of those sets one that is home first; this is exact for up
    /// to 15 stops. Of the orders that take no more than a hundredth longer it takes the one that makes the best day
    /// ([`Blemishes`]). In the visitor's own order it leaves out as few as can be. A stop that is locked is worth more than
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
        let effort = Effort {
            others: OTHERS,
            ..Effort::default()
        };
        let (chosen, exact, others) = match self.wish.order {
            Order::Mine => (as_they_stand(&problem, &all, score), true, Vec::new()),
            Order::Best => match order(&problem, &all, Goal::Finish, effort) {
                // The most stops are not the ones most wanted.
                Some(best) if !best.missed.is_empty() && all.iter().any(|place| locked(*place)) => {
                    let kept: Vec<usize> = all.iter().copied().filter(|place| locked(*place)).collect();
                    let most = with_most(&problem, &kept, &all);
                    (most.unwrap_or_else(|| best.tour.stops().collect()), false, Vec::new())
                }
                Some(best) => (best.tour.stops().collect(), best.exact, best.others),
                None => (Vec::new(), true, Vec::new()),
            },
        };
        let missed = |place: &usize| self.stands[*place].stop.filter(|_| !chosen.contains(place));
        let missed = all.iter().filter_map(missed).collect();
        let orders = std::iter::once(chosen.clone()).chain(others).collect();
        let Some((timed, soonest, no_meal)) = self.best_day(&problem, orders) else {
            let all = all.iter().filter_map(|place| self.stands[*place].stop).collect();
            return self.finish(None, all, false);
        };
        let mut plan = self.finish(Some(timed), missed, no_meal);
        plan.soonest = self.moment(soonest);
        plan.exact = exact && plan.home == plan.soonest;
        plan
    }

    /// Whether all stops can be visited in some order: as the plan of the best order says, but without making one.
    pub(super) fn fits(&mut self) -> bool {
        let profiles = self.profiles();
        let all: Vec<usize> = (FIRST_SITE..self.stands.len()).collect();
        let best = self.problem(&profiles, self.deadline, |_| 1).and_then(|problem| {
            let effort = Effort::default();
            order(&problem, &all, Goal::Finish, effort)
        });
        best.map_or(all.is_empty(), |best| best.missed.is_empty())
    }

    /// The steps of the order that makes the best day of those that are nearly as soon over as the first, with a meal
    /// where it costs least if one is wished and the day is long; when the first is over; and whether a meal is wished
    /// that does not fit in.
    fn best_day(&self, problem: &Day, orders: Vec<Vec<usize>>) -> Option<(Timed, Tick, bool)> {
        let leaves = self.leaves;
        let days = orders.into_iter().filter_map(|order| {
            let plain = timing::earliest(problem, &order, None)?;
            let home = plain.1;
            let long = leaves <= MEAL_SPAN.0 && home >= MEAL_SPAN.0 + MEAL && home - leaves >= LONG;
            if !self.wish.meal || !long {
                return Some((false, plain));
            }
            let meals = (0..order.len()).filter_map(|after| timing::earliest(problem, &order, Some(after)));
            let fed = meals.min_by_key(|(_, home)| *home);
            Some((fed.is_none(), fed.unwrap_or(plain)))
        });
        let days: Vec<(bool, (Vec<Visit>, Tick))> = days.collect();
        let (no_meal, soonest) = days.iter().map(|(no_meal, (_, home))| (*no_meal, *home)).min()?;
        let nearly = soonest + (soonest - leaves) / NEARLY;
        let mut legs = Legs::new(self);
        let mut best: Option<((u32, Tick), Timed)> = None;
        for (hungry, (visits, home)) in days {
            if hungry != no_meal || home > nearly {
                continue;
            }
            let Some(timed) = timing::steps(&mut legs, problem, &visits, home) else {
                continue;
            };
            let stay = |step: &Step| {
                let Step::Visit { begins, .. } = step else { return 0 };
                let begins = self.minute(*begins);
                visits
                    .iter()
                    .find(|visit| visit.begins == begins)
                    .map_or(0, |visit| visit.over - begins)
            };
            let rank = (Blemishes::of_steps(&self.world, &timed.steps, stay).weight(), home);
            if best.as_ref().is_none_or(|(other, _)| rank < *other) {
                best = Some((rank, timed));
            }
        }
        Some((best?.1, soonest, no_meal))
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
            soonest: self.moment(timed.home),
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
