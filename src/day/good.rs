//! How good a day is, besides how much of it there is: air before doors close, short walks, little waiting.

use super::outing::VISIT_MINUTES;
use super::plan::{Plan, Step};
use super::timing::{MEAL, MEAL_SPAN};
use crate::model::StationId;
use crate::query::World;
use crate::view::Wish;

/// Minutes a visit should be over before the doors close.
const AIR: i32 = 15;
/// The longest walk in one go, in minutes.
pub(super) const LONG_WALK: i32 = 20;
/// Of a hundred minutes so many may be waited.
const WAITING: i32 = 8;
/// Minutes out from which a day is so long that one should eat, also if nobody has thought of it.
pub(super) const LONG_DAY: i32 = 360;

/// What a day could do without. The figures are those of the design: what is named is preferred among plans that take a
/// hundredth longer at most, and never costs a stop.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Blemishes {
    /// Visits that are over less than a quarter of an hour before the doors close.
    pub tight: u16,
    /// Minutes waited beyond eight of a hundred.
    pub waiting: u16,
    /// Walks of more than twenty minutes.
    pub long_walks: u16,
    /// Changes of direction on the ring beyond the first.
    pub turns: u16,
    /// Whether it is a long day over noon without a meal.
    pub hungry: bool,
}

impl Blemishes {
    /// Those of a plan.
    pub fn of(world: &World, wish: &Wish, plan: &Plan) -> Self {
        let stay = |step: &Step| match step {
            Step::Visit { stop, site, .. } => {
                let wished = wish.stops.get(*stop).and_then(|stop| stop.stay);
                let says = || world.atlas.site(*site).visit_minutes;
                i32::from(wished.or_else(says).unwrap_or(VISIT_MINUTES))
            }
            _ => 0,
        };
        Self::of_steps(world, &plan.steps, stay)
    }

    /// Those of steps, with how long each visit takes at least.
    pub(super) fn of_steps(world: &World, steps: &[Step], stay: impl Fn(&Step) -> i32) -> Self {
        let mut found = Self::default();
        let (Some(first), Some(last)) = (steps.first(), steps.last()) else {
            return found;
        };
        let whole = first.begins().minutes_until(last.ends());
        let mut waited = 0;
        let mut ate = false;
        let mut before = first.begins();
        let mut way = None;
        let mut turns = 0;
        for step in steps {
            waited += before.minutes_until(step.begins());
            before = step.ends();
            match step {
                Step::Walk { .. } => {
                    found.long_walks += u16::from(step.begins().minutes_until(step.ends()) > LONG_WALK);
                }
                Step::Visit { closes, begins, .. } => {
                    let air = |closes| begins.minutes_until(closes) - stay(step);
                    found.tight += u16::from(closes.is_some_and(|closes| air(closes) < AIR));
                }
                Step::Train { from, next, .. } => {
                    let now = clockwise(world, *from, *next);
                    turns += u16::from(now.is_some() && way.is_some() && now != way);
                    way = now.or(way);
                }
                Step::Rest { .. } => ate = true,
            }
        }
        let minute = |at: crate::calendar::Moment| i32::from(at.minute);
        let noon = minute(first.begins()) <= MEAL_SPAN.0 && minute(first.begins()) + whole >= MEAL_SPAN.0 + MEAL;
        found.hungry = !ate && noon && whole >= LONG_DAY;
        found.waiting = (waited - whole * WAITING / 100).max(0) as u16;
        found.turns = turns.saturating_sub(1);
        found
    }

    /// All of them as one number, the smaller the better.
    pub fn weight(self) -> u32 {
        let many = |n: u16, each: u32| u32::from(n) * each;
        many(self.tight, 10)
            + many(self.waiting, 1)
            + many(self.long_walks, 10)
            + many(self.turns, 5)
            + if self.hungry { 20 } else { 0 }
    }
}

/// Whether a train from one station of the ring to the next goes the way the stations are numbered; nothing if that is
/// not along the ring.
fn clockwise(world: &World, from: StationId, next: StationId) -> Option<bool> {
    let ring = |id| world.atlas.station(id).ring_order.map(i32::from);
    let stations = world.atlas.stations.iter().filter_map(|s| s.ring_order).count();
    let stations = stations.max(1) as u16;
    let on = (ring(next)? - ring(from)?).rem_euclid(i32::from(stations));
    Some(2 * on <= i32::from(stations))
}
