//! In which order to visit the stops someone has chosen.

use super::itinerary::Itinerary;
use super::labels;
use super::problem::{Problem, Tick};
use super::search::Search;
use super::subset::{self, Subsets};
use super::travel::Travel;

/// What makes one order better than another that visits the same stops.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Goal {
    /// The tour is over earlier.
    #[default]
    Finish,
    /// One is less under way; waiting for doors does not count.
    Travel,
}

/// How much may be spent on an order.
#[derive(Clone, Copy, Debug)]
pub struct Effort {
    /// As many ways are looked at a layer before an exact order is given up, about 32 bytes each.
    pub labels: usize,
    /// The search's iterations where no exact order is to be had.
    pub iterations: u64,
    /// The search's seed.
    pub seed: u64,
    /// As many other orders are told that are nearly as soon over; see [`Ordered::others`].
    pub others: usize,
}

/// Orders are nearly as soon over as the best one if they take no more than a hundredth longer.
pub const NEARLY: Tick = 100;

impl Default for Effort {
    /// Enough for a page: some hundredths of a second and some megabytes.
    fn default() -> Self {
        Self {
            labels: 20_000,
            iterations: 3_000,
            seed: 1,
            others: 0,
        }
    }
}

/// An order of the chosen stops.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ordered {
    /// The tour.
    pub tour: Itinerary,
    /// The chosen stops that are not on it, in the order they were given: they cannot be visited along with the others,
    /// or are not stops.
    pub missed: Vec<usize>,
    /// Whether there is certainly no better one.
    pub exact: bool,
    /// Other orders of the same stops that take no more than a hundredth longer ([`NEARLY`]), as far as they were asked
    /// for with [`Effort::others`]; only of up to 15 chosen stops and for [`Goal::Finish`].
    pub others: Vec<Vec<usize>>,
}

/// The best order of the chosen stops.
///
/// Visits as many of them as can be; of those sets the one worth most, and of its orders the best by the goal. This is
/// exact for up to 15 stops and [`Goal::Finish`], and for any number and goal if all of them can be visited and
/// [`Effort::labels`] suffices; [`Ordered::exact`] says so. `None` if no tour was found that comes to the end in time; for
/// more than 15 stops the search must be able to go straight there.
pub fn order<T: Travel + Clone>(problem: &Problem<T>, chosen: &[usize], goal: Goal, effort: Effort) -> Option<Ordered> {
    let ends = problem.ends();
    let count = problem.stops().len();
    let mut sound: Vec<usize> = Vec::with_capacity(chosen.len());
    for &stop in chosen {
        if stop < count && stop != ends.start && stop != ends.end && !sound.contains(&stop) {
            sound.push(stop);
        }
    }
    let (order, exact, mut others) = best(problem, &sound, goal, effort)?;
    let tour = Itinerary::earliest(problem, &order)?;
    let missed = chosen.iter().copied().filter(|stop| !order.contains(stop)).collect();
    others.retain(|other| *other != order);
    Some(Ordered {
        tour,
        missed,
        exact,
        others,
    })
}

/// An order, whether it is certainly the best, and others that are nearly as good.
type Found = (Vec<usize>, bool, Vec<Vec<usize>>);

fn best<T: Travel + Clone>(problem: &Problem<T>, chosen: &[usize], goal: Goal, effort: Effort) -> Option<Found> {
    if chosen.is_empty() {
        return Some((Vec::new(), true, Vec::new()));
    }
    let few = chosen.len() <= subset::MOST;
    let by_finish = if few {
        let subsets = Subsets::new(problem, chosen);
        let order = subsets.best()?;
        if goal == Goal::Finish {
            let others = if effort.others > 0 {
                let took = Itinerary::earliest(problem, &order)?.finish - problem.ends().departs;
                let by = problem.ends().departs + took + took / NEARLY;
                subsets.over_by(by.min(problem.ends().deadline), effort.others)
            } else {
                Vec::new()
            };
            return Some((order, true, others));
        }
        Some(order)
    } else {
        None
    };
    match &by_finish {
        // There is no larger set, but there may be another as large whose stops lie closer together.
        Some(order) if order.len() < chosen.len() => {
            let closer = labels::order(problem, order, goal, effort.labels);
            return Some((
                if let labels::Outcome::Order(closer) = closer {
                    closer
                } else {
                    order.clone()
                },
                false,
                Vec::new(),
            ));
        }
        _ => {}
    }
    if let labels::Outcome::Order(order) = labels::order(problem, chosen, goal, effort.labels) {
        return Some((order, true, Vec::new()));
    }
    let mut search = Search::ordering(problem.clone(), chosen, goal, effort.seed);
    search.step(effort.iterations);
    let found: Vec<usize> = search.best().map(|tour| tour.stops().collect()).unwrap_or_default();
    let larger = by_finish.filter(|order| order.len() > found.len());
    Some((larger.unwrap_or(found), false, Vec::new()))
}
