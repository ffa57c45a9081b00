//! The best order of stops that must all be visited, exactly, where windows leave few orders: also for the least travel.

use super::order::Goal;
use super::problem::{Problem, Tick};
use super::travel::Travel;

/// A way to visit some stops.
#[derive(Clone, Copy, Debug)]
struct Label {
    /// Which of the chosen are visited, a bit each.
    set: u64,
    last: u8,
    /// When one leaves the last.
    ready: Tick,
    /// How long one was under way, if that counts; 0 if not.
    cost: i64,
    /// The label before, in the layer before.
    from: u32,
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// The best order of all.
    Order(Vec<usize>),
    /// There is no order that visits all.
    Impossible,
    /// There are more ways than may be looked at.
    TooMany,
}

/// Bits in a set.
pub(super) const MOST_STOPS: usize = 64;

/// Goes through all sets of one size before the next, and keeps of each set and last stop the ways that no other beats in
/// time and cost (Dumas, Desrosiers, Gélinas and Solomon, "An optimal algorithm for the traveling salesman problem with
/// time windows", Operations Research 43, 1995). Gives up when a layer has more than `most` ways.
pub(super) fn order<T: Travel>(problem: &Problem<T>, chosen: &[usize], goal: Goal, most: usize) -> Outcome {
    let count = chosen.len();
    if count > MOST_STOPS {
        return Outcome::TooMany;
    }
    let ends = problem.ends();
    let travel = problem.travel();
    let legs = shortest(problem, chosen);
    let earlier_beats = goal == Goal::Finish || travel.is_steady();
    let in_time = |set: u64, last: usize, ready: Tick| {
        (0..count).all(|j| set >> j & 1 == 1 || ready + legs[last * count + j] <= problem.stops()[chosen[j]].span().1)
    };
    let grow = |set: u64, at: usize, ready: Tick, cost: i64, from: u32, next: usize| {
        let visit = &problem.stops()[chosen[next]];
        let arrival = travel.arrive(at, chosen[next], ready);
        let left = visit.begin(arrival) + visit.service;
        let set = set | 1 << next;
        let cost = cost
            + if goal == Goal::Travel {
                i64::from(arrival - ready)
            } else {
                0
            };
        let label = Label {
            set,
            last: next as u8,
            ready: left,
            cost,
            from,
        };
        (left <= ends.deadline && in_time(set, next, left)).then_some(label)
    };
    let mut layers: Vec<Vec<Label>> = Vec::with_capacity(count);
    let first = (0..count)
        .filter_map(|next| grow(0, ends.start, ends.departs, 0, 0, next))
        .collect();
    layers.push(first);
    for size in 1..count {
        let mut layer = Vec::new();
        for (from, label) in layers[size - 1].iter().enumerate() {
            let at = chosen[usize::from(label.last)];
            for next in (0..count).filter(|next| label.set >> next & 1 == 0) {
                layer.extend(grow(label.set, at, label.ready, label.cost, from as u32, next));
            }
            if layer.len() > 8 * most {
                unbeaten(&mut layer, earlier_beats);
                if layer.len() > most {
                    return Outcome::TooMany;
                }
            }
        }
        unbeaten(&mut layer, earlier_beats);
        if layer.len() > most {
            return Outcome::TooMany;
        }
        layers.push(layer);
    }
    let whole = |label: &Label| {
        let finish = travel.arrive(chosen[usize::from(label.last)], ends.end, label.ready);
        let cost = if goal == Goal::Travel {
            label.cost + i64::from(finish - label.ready)
        } else {
            0
        };
        (finish <= ends.deadline).then_some((cost, finish))
    };
    let all = layers.last().map_or(&[][..], Vec::as_slice);
    let best = (0..all.len()).filter_map(|i| Some((whole(&all[i])?, i))).min();
    let Some((_, mut at)) = best else {
        return Outcome::Impossible;
    };
    let mut order = Vec::with_capacity(count);
    for layer in layers.iter().rev() {
        order.push(chosen[usize::from(layer[at].last)]);
        at = layer[at].from as usize;
    }
    order.reverse();
    Outcome::Order(order)
}

/// Leaves out the ways that another to the same set and last stop beats: one that is no later and costs no more, or, if
/// being earlier may mean a longer wait for the same train, one that is ready at the same time and costs no more.
fn unbeaten(layer: &mut Vec<Label>, earlier_beats: bool) {
    crate::order::sort_by_key(layer, |l| (l.set, l.last, l.ready, l.cost, l.from));
    let mut same = None;
    let mut cheapest = i64::MAX;
    layer.retain(|label| {
        let ready = if earlier_beats { 0 } else { label.ready };
        if same != Some((label.set, label.last, ready)) {
            same = Some((label.set, label.last, ready));
            cheapest = i64::MAX;
        }
        let worth = label.cost < cheapest;
        cheapest = cheapest.min(label.cost);
        worth
    });
}

/// The least time between any two of the chosen, from leaving one to the arrival at the other, by way of others if that
/// is shorter: what is out of reach by these is out of reach. Floyd and Warshall's closure of [`Travel::at_least`].
fn shortest<T: Travel>(problem: &Problem<T>, chosen: &[usize]) -> Vec<Tick> {
    let count = chosen.len();
    let mut legs: Vec<Tick> = Vec::with_capacity(count * count);
    for &from in chosen {
        legs.extend(chosen.iter().map(|to| problem.travel().at_least(from, *to)));
    }
    for via in 0..count {
        let stay = problem.stops()[chosen[via]].service;
        for from in 0..count {
            for to in 0..count {
                let around = legs[from * count + via] + stay + legs[via * count + to];
                legs[from * count + to] = legs[from * count + to].min(around);
            }
        }
    }
    legs
}
