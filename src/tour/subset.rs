//! The best order of a few stops, exactly: every set of them, every last one.

use super::problem::{NEVER, Problem, Tick};
use super::travel::Travel;

/// As many stops as are ordered exactly here: a table of 15 · 2¹⁵ times, 2 MB.
pub(super) const MOST: usize = 15;

/// The order that visits as many of the chosen as can be, of those the ones worth most, and of those orders the one that
/// is over first. `None` if not even the way from the start to the end can be done.
///
/// Held and Karp's recursion ("A dynamic programming approach to sequencing problems", SIAM Journal 10, 1962) on the
/// earliest time of leaving: who leaves earlier does not arrive later (FIFO), so for each set and last stop the earliest
/// time is all one needs to know.
pub(super) fn order<T: Travel>(problem: &Problem<T>, chosen: &[usize]) -> Option<Vec<usize>> {
    let (ends, travel, count) = (problem.ends(), problem.travel(), chosen.len());
    debug_assert!(count <= MOST, "the table grows as 2 to the number of stops");
    let after = |from: usize, ready: Tick, stop: usize| {
        let visit = &problem.stops()[stop];
        visit.begin(travel.arrive(from, stop, ready)) + visit.service
    };
    let straight = travel.arrive(ends.start, ends.end, ends.departs);
    let mut best = (straight <= ends.deadline).then_some((0, 0, -straight, 0, 0));
    let mut ready = vec![NEVER; count << count];
    for (i, &stop) in chosen.iter().enumerate() {
        ready[(1 << i) * count + i] = after(ends.start, ends.departs, stop);
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
                    *then = after(chosen[last], left, chosen[next]).min(*then);
                }
            }
        }
    }
    let (_, _, _, mut set, mut last) = best?;
    let mut order = Vec::new();
    while set != 0 {
        order.push(chosen[last]);
        let then = ready[set * count + last];
        set &= !(1 << last);
        // The step before is one from which the time in the table comes about.
        let before = (0..count).filter(|i| set >> i & 1 == 1);
        last = before
            .into_iter()
            .find(|i| after(chosen[*i], ready[set * count + i], chosen[last]) == then)
            .unwrap_or(0);
    }
    order.reverse();
    Some(order)
}
