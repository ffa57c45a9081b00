//! In which order to visit the stops someone has chosen.

use super::itinerary::Itinerary;
use super::problem::Problem;
use super::search::Search;
use super::travel::Travel;
use super::{labels, subset};

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
}

impl Default for Effort {
    /// Enough for a page: some hundredths of a second and some megabytes.
    fn default() -> Self {
        Self {
            labels: 20_000,
            iterations: 3_000,
            seed: 1,
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
    let (order, exact) = best(problem, &sound, goal, effort)?;
    let tour = Itinerary::earliest(problem, &order)?;
    let missed = chosen.iter().copied().filter(|stop| !order.contains(stop)).collect();
    Some(Ordered { tour, missed, exact })
}

fn best<T: Travel + Clone>(
    problem: &Problem<T>,
    chosen: &[usize],
    goal: Goal,
    effort: Effort,
) -> Option<(Vec<usize>, bool)> {
    if chosen.is_empty() {
        return Some((Vec::new(), true));
    }
    let few = chosen.len() <= subset::MOST;
    let by_finish = if few {
        Some(subset::order(problem, chosen)?)
    } else {
        None
    };
    match &by_finish {
        Some(order) if goal == Goal::Finish => return Some((order.clone(), true)),
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
            ));
        }
        _ => {}
    }
    if let labels::Outcome::Order(order) = labels::order(problem, chosen, goal, effort.labels) {
        return Some((order, true));
    }
    let mut search = Search::ordering(problem.clone(), chosen, goal, effort.seed);
    search.step(effort.iterations);
    let found: Vec<usize> = search.best().map(|tour| tour.stops().collect()).unwrap_or_default();
    let larger = by_finish.filter(|order| order.len() > found.len());
    Some((larger.unwrap_or(found), false))
}
