//! Other trains for a ride of a plan, each as an edit with which the rest of the day still works.

use super::{Departure, Outing, Plan, Step, departures, proof};
use crate::calendar::Moment;
use crate::query::World;
use crate::view::Wish;
use crate::view::wish::{Edit, STAY};
use std::sync::Arc;

/// Another train for a ride.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OtherTrain {
    /// When it leaves.
    pub departs: Moment,
    /// When it arrives.
    pub arrives: Moment,
    /// The edit that takes it: a longer or shorter stay before, or another time to leave. The link carries it, so that
    /// the train stays chosen.
    pub edit: Edit,
    /// When one is at the end then.
    pub home: Moment,
}

/// How long before a train others are looked for, in minutes.
const BEFORE: i32 = 180;

/// The trains that may be taken instead of that of a step, at most so many before it and so many after it. With each of
/// them all stops of the plan are still visited, and the plan passes its check; those that break the day are not told.
/// `clock` is the app's own time.
pub fn other_trains(
    world: &Arc<World>,
    wish: &Wish,
    clock: Moment,
    plan: &Plan,
    step: usize,
    each: usize,
) -> Vec<OtherTrain> {
    let Some(Step::Train { from, to, departs, .. }) = plan.steps.get(step).copied() else {
        return Vec::new();
    };
    let all = departures(world, from, to, departs.plus_minutes(-BEFORE), usize::MAX);
    let sooner = all.iter().rev().filter(|other| other.departs < departs);
    let later = all.iter().filter(|other| other.departs > departs);
    let take = |other: &Departure| instead(world, wish, clock, plan, step, *other);
    // Where one does not work those beyond it rarely do.
    let mut found: Vec<OtherTrain> = sooner.take(each).map_while(take).collect();
    found.reverse();
    found.extend(later.take(each).map_while(take));
    found
}

fn instead(
    world: &Arc<World>,
    wish: &Wish,
    clock: Moment,
    plan: &Plan,
    step: usize,
    other: Departure,
) -> Option<OtherTrain> {
    let Some(Step::Train { from, to, departs, .. }) = plan.steps.get(step).copied() else {
        return None;
    };
    let by = departs.minutes_until(other.departs);
    let before = plan.steps[..step].iter().rev().find_map(|step| match step {
        Step::Visit {
            stop, begins, leaves, ..
        } => Some((*stop, begins.minutes_until(*leaves))),
        _ => None,
    });
    let edit = if let Some((stop, stays)) = before {
        let stay = u16::try_from(stays + by).ok()?;
        let slug = wish.stops.get(stop)?.slug.clone();
        (STAY.0..=STAY.1)
            .contains(&stay)
            .then_some(Edit::Stay(slug, Some(stay)))?
    } else {
        // The deadline stays where it is.
        let leaves = plan.leaves.plus_minutes(by);
        let mut next = wish.clone();
        next.leaves = Some(leaves);
        next.minutes = match plan.deadline {
            Some(deadline) => Some(u16::try_from(leaves.minutes_until(deadline)).ok()?),
            None => None,
        };
        Edit::Take(Box::new(next))
    };
    let own = plan.stops().filter_map(|stop| Some(wish.stops.get(stop)?.slug.clone()));
    // In the best order a longer stay may be spent elsewhere; then the order is kept.
    let kept = wish.after(Edit::Arrange(own.collect())).after(edit.clone());
    [edit, Edit::Take(Box::new(kept))].into_iter().find_map(|edit| {
        let then = wish.after(edit.clone());
        let next = Outing::new(world, &then, clock)?.plan();
        let rides = |step: &Step| {
            matches!(step, Step::Train { from: a, to: b, departs, .. } if (*a, *b, *departs) == (from, to, other.departs))
        };
        let whole = next.loses_nothing(&then, plan, wish) && next.steps.iter().any(rides);
        let sound = whole && proof::faults(world, &then, clock, &next).is_empty();
        sound.then_some(OtherTrain {
            departs: other.departs,
            arrives: other.arrives,
            edit,
            home: next.home,
        })
    })
}
