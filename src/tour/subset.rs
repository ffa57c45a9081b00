//! The best orders of a few stops, exactly: every set of them, every last one.

use super::problem::{NEVER, Problem, Tick};
use super::travel::Travel;

/// As many stops as are ordered exactly here: a table of 15 · 2¹⁵ times, 2 MB.
pub(super) const MOST: usize = 15;

/// When one is ready to leave each last stop of each set at the earliest.
///
/// Held and Karp's recursion ("A dynamic programming approach to sequencing problems", SIAM Journal 10, 1962) on the
/// earliest time of leaving: who leaves earlier does not arrive later (FIFO), so for each set and last stop the earliest
/// time is all one needs to know.
pub(super) struct Subsets<'a, T> {
    problem: &'a Problem<T>,
    chosen: &'a [usize],
    ready: Vec<Tick>,
    /// The best set and its last stop: most stops, most worth, first over.
    best: Option<(u32, u64, Tick, usize, usize)>,
}

impl<'a, T: Travel> Subsets<'a, T> {
    pub(super) fn new(problem: &'a Problem<T>, chosen: &'a [usize]) -> Self {
        let (ends, travel, count) = (problem.ends(), problem.travel(), chosen.len());
        debug_assert!(count <= MOST, "the table grows as 2 to the number of stops");
        let straight = travel.arrive(ends.start, ends.end, ends.departs);
        let mut best = (straight <= ends.deadline).then_some((0, 0, -straight, 0, 0));
        let mut ready = vec![NEVER; count << count];
        for (i, &stop) in chosen.iter().enumerate() {
            ready[(1 << i) * count + i] = after(problem, ends.start, ends.departs, stop);
        }
        for set in 1_usize..1 << count {
            let members = set.count_ones();
            let score: u64 = chosen
                .iter()
                .enumerate()
                .filter(|(i, _)| set >> i & 1 == 1)
                .map(|(_, s)| u64::from(problem.stops()[*s].score))
                .sum();
            for last in (0..count).filter(|last| set >> last & 1 == 1) {
                let left = ready[set * count + last];
                if left > ends.deadline {
                    continue;
                }
                let finish = travel.arrive(chosen[last], ends.end, left);
                if finish <= ends.deadline {
                    best = best.max(Some((members, score, -finish, set, last)));
                }
                for next in (0..count).filter(|next| set >> next & 1 == 0) {
                    let then = &mut ready[(set | 1 << next) * count + next];
                    // Most often a way known already is over before one could even leave here.
                    if *then > left {
                        *then = after(problem, chosen[last], left, chosen[next]).min(*then);
                    }
                }
            }
        }
        Self {
            problem,
            chosen,
            ready,
            best,
        }
    }

    /// The order that visits as many of the chosen as can be, of those the ones worth most, and of those orders the one
    /// that is over first. `None` if not even the way from the start to the end can be done.
    pub(super) fn best(&self) -> Option<Vec<usize>> {
        let (_, _, finish, set, last) = self.best?;
        let mut orders = Vec::new();
        if set > 0 {
            self.trace(set, last, -finish, 1, &mut orders);
        }
        Some(orders.pop().unwrap_or_default())
    }

    /// Orders of the same stops as the best one's that are over by then; so many at most, those first whose last stops
    /// can be left first.
    pub(super) fn over_by(&self, by: Tick, most: usize) -> Vec<Vec<usize>> {
        let mut orders = Vec::new();
        if let Some((_, _, _, set, _)) = self.best {
            for last in self.by_time(set) {
                self.trace(set, last, by, most, &mut orders);
            }
        }
        orders
    }

    /// The members of a set, those first that can be left first as the last.
    fn by_time(&self, set: usize) -> Vec<usize> {
        let count = self.chosen.len();
        let mut members: Vec<usize> = (0..count).filter(|i| set >> i & 1 == 1).collect();
        crate::order::sort_by_key(&mut members, |i| self.ready[set * count + i]);
        members
    }

    /// The orders of a set with this last stop from which one is at the end by then.
    fn trace(&self, set: usize, last: usize, by: Tick, most: usize, orders: &mut Vec<Vec<usize>>) {
        let left = self
            .problem
            .travel()
            .leave(self.chosen[last], self.problem.ends().end, by);
        self.back(set, last, left, most, &mut Vec::new(), orders);
    }

    /// Goes back from a stop that must be left by a time.
    fn back(&self, set: usize, last: usize, by: Tick, most: usize, way: &mut Vec<usize>, orders: &mut Vec<Vec<usize>>) {
        let count = self.chosen.len();
        if orders.len() >= most || self.ready[set * count + last] > by {
            return;
        }
        let stop = self.chosen[last];
        way.push(stop);
        let before = set & !(1 << last);
        if before == 0 {
            orders.push(way.iter().rev().copied().collect());
        } else {
            let visit = &self.problem.stops()[stop];
            let begin = visit.begin_by(by - visit.service);
            for from in self.by_time(before) {
                let left = self.problem.travel().leave(self.chosen[from], stop, begin);
                self.back(before, from, left, most, way, orders);
            }
        }
        way.pop();
    }
}

fn after<T: Travel>(problem: &Problem<T>, from: usize, ready: Tick, stop: usize) -> Tick {
    let visit = &problem.stops()[stop];
    visit.begin(problem.travel().arrive(from, stop, ready)) + visit.service
}
