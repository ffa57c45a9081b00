//! The shortest day that meets as many goals as the stops can: which stops, and in which order.

use super::outing::{Day, FIRST_SITE, Outing};
use super::spot::Spot;
use crate::tour::{Chance, Effort, Goal, Itinerary, Tick, order};

/// A search for the stops that together meet all goals in the shortest time, better the longer it is let.
///
/// It puts one stop after another in where it lengthens the day least for the goals it adds, with some chance, leaves out
/// what has become superfluous, and puts what is left in its best order (a randomised greedy construction: Feo and
/// Resende, "Greedy randomized adaptive search procedures", Journal of Global Optimization 6, 1995).
#[derive(Debug, Clone)]
pub(super) struct Cover {
    problem: Day,
    /// By place: the goals as bits.
    goals: Vec<u32>,
    /// By place: how many times as long it counts; nothing if it shall not be in.
    costs: Vec<Option<f32>>,
    chance: Chance,
    /// Fewest goals unmet, and home first.
    best: Option<(u32, Tick, Vec<usize>)>,
}

impl Cover {
    /// Each place counts as if it took so many times as long, or shall not be in.
    pub(super) fn new(outing: &Outing, problem: Day, cost: impl Fn(usize) -> Option<f32>) -> Self {
        let goals = outing.stands.iter().enumerate().map(|(i, stand)| match stand.spot {
            Spot::Site(site) if i >= FIRST_SITE => outing.world.atlas.sites.goals(site).0.0,
            _ => 0,
        });
        Self {
            goals: goals.collect(),
            costs: (0..outing.stands.len()).map(cost).collect(),
            chance: Chance::new(u64::from(outing.wish.seed)),
            problem,
            best: None,
        }
    }

    /// The best stops so far, in order.
    pub(super) fn best(&self) -> &[usize] {
        self.best.as_ref().map_or(&[], |(_, _, order)| order)
    }

    /// Builds one day more.
    pub(super) fn step(&mut self) {
        let all = self.goals.iter().fold(0, |a, b| a | b);
        let (mut tour, mut met) = (Vec::new(), 0);
        while met != all {
            let Some((place, at)) = self.next(&tour, all & !met) else {
                break;
            };
            tour.insert(at, place);
            met |= self.goals[place];
        }
        // The first ones put in may be met by the later ones together.
        let mut i = 0;
        while i < tour.len() {
            let others = tour.iter().enumerate().filter(|(j, _)| *j != i);
            let rest = others.fold(0, |m, (_, place)| m | self.goals[*place]);
            if rest == met {
                tour.remove(i);
            } else {
                i += 1;
            }
        }
        let best = order(&self.problem, &tour, Goal::Finish, Effort::default());
        let Some(best) = best.filter(|best| best.missed.is_empty()) else {
            return;
        };
        let unmet = (all & !met).count_ones();
        let rank = (unmet, best.tour.finish);
        if self.best.as_ref().is_none_or(|(u, f, _)| rank < (*u, *f)) {
            self.best = Some((rank.0, rank.1, best.tour.stops().collect()));
        }
    }

    /// A stop that meets one of these goals, and where in the tour it lengthens the day least.
    fn next(&mut self, tour: &[usize], wanted: u32) -> Option<(usize, usize)> {
        let finish = |order: &[usize]| Itinerary::earliest(&self.problem, order).map(|tour| tour.finish);
        let now = finish(tour)?;
        let mut best: Option<(f32, usize, usize)> = None;
        let mut longer = Vec::new();
        for place in FIRST_SITE..self.goals.len() {
            let adds = (self.goals[place] & wanted).count_ones();
            let Some(cost) = self.costs[place].filter(|_| adds > 0 && !tour.contains(&place)) else {
                continue;
            };
            let luck = (0.6 + 0.8 * self.chance.unit()) * cost;
            for at in 0..=tour.len() {
                longer.clear();
                longer.extend_from_slice(tour);
                longer.insert(at, place);
                let Some(then) = finish(&longer) else {
                    continue;
                };
                let cost = (then - now).max(1) as f32 / adds as f32 * luck;
                if best.is_none_or(|(least, _, _)| cost < least) {
                    best = Some((cost, place, at));
                }
            }
        }
        best.map(|(_, place, at)| (place, at))
    }
}
