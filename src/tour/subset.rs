//! The best orders of a few stops, exactly: every set of them, every last one.

use super::problem::{FAR, NEVER, Problem, Tick};
use super::travel::Travel;

/// As many stops as are ordered exactly here: a table of 15 · 2¹⁵ times, 2 MB.
pub(super) const MOST: usize = 15;

/// As many times between stops are kept, 4 bytes each: enough for a day of minutes.
const KNOWN: usize = 1 << 19;

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
        // By set: when one is ready to leave it at the earliest, whichever stop is the last.
        let mut soonest = vec![NEVER; 1 << count];
        // By stop one comes to: when one must have left the others; and by the one before, the least it takes, with the visit.
        let mut least: Vec<Tick> = Vec::with_capacity(count * count);
        let mut latest: Vec<Tick> = Vec::with_capacity(count);
        for &to in chosen {
            let service = problem.stops()[to].service;
            let ways = |from: &usize| {
                if *from == to {
                    FAR
                } else {
                    travel.at_least(*from, to).min(FAR)
                }
            };
            let quickest = chosen.iter().map(ways).min().unwrap_or(0);
            latest.push(problem.stops()[to].span().1 - quickest);
            least.extend(chosen.iter().map(ways).map(|way| way + service));
        }
        // By stop one leaves, time and stop one goes to: when one is ready there. The same is asked for many sets.
        let span = (ends.deadline - ends.departs).max(0) as usize + 1;
        let size = count * count * span;
        let mut known = vec![0; if size <= KNOWN { size } else { 0 }];
        let (known, ready_to, soonest) = (&mut known[..], &mut ready[..], &mut soonest[..]);
        for set in 1_usize..1 << count {
            let members = set.count_ones();
            for last in bits(set) {
                let (stop, before) = (chosen[last], set & !(1 << last));
                let ways = &least[last * count..][..count];
                let mut time = NEVER;
                if before == 0 {
                    time = after(problem, ends.start, ends.departs, stop);
                } else if soonest[before] <= latest[last] {
                    let lefts = &ready_to[before * count..][..count];
                    let mut go = |from: usize, left: Tick| {
                        let at = (from * span + (left - ends.departs) as usize) * count + last;
                        let Some(then) = known.get_mut(at) else {
                            return after(problem, chosen[from], left, stop);
                        };
                        if *then == 0 {
                            *then = after(problem, chosen[from], left, stop);
                        }
                        *then
                    };
                    // The stop before from which one might be there first, and then those that could be quicker still:
                    // few are. Plain loops, as the page is built small, where an iterator's parts are calls.
                    let (mut from, mut first, mut bound) = (0, 0, NEVER);
                    while from < count {
                        let there = lefts[from] + ways[from];
                        if there < bound {
                            (first, bound) = (from, there);
                        }
                        from += 1;
                    }
                    if bound < NEVER {
                        time = go(first, lefts[first]);
                    }
                    from = 0;
                    while from < count {
                        let left = lefts[from];
                        if left + ways[from] < time && from != first {
                            time = time.min(go(from, left));
                        }
                        from += 1;
                    }
                }
                if time > ends.deadline {
                    continue;
                }
                ready_to[set * count + last] = time;
                soonest[set] = soonest[set].min(time);
                if best.is_none_or(|(most, ..)| members >= most) {
                    let finish = travel.arrive(stop, ends.end, time);
                    let score = || bits(set).map(|i| u64::from(problem.stops()[chosen[i]].score)).sum();
                    if finish <= ends.deadline {
                        best = best.max(Some((members, score(), -finish, set, last)));
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

/// The numbers of the bits that are set, from the lowest.
fn bits(mut set: usize) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let lowest = set.trailing_zeros() as usize;
        (set != 0).then(|| {
            set &= set - 1;
            lowest
        })
    })
}

fn after<T: Travel>(problem: &Problem<T>, from: usize, ready: Tick, stop: usize) -> Tick {
    let visit = &problem.stops()[stop];
    visit.begin(problem.travel().arrive(from, stop, ready)) + visit.service
}
