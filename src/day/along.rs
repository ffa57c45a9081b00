//! Where one is in a day, and what is left of it for who is still there.

use super::late::from_now;
use super::plan::{Plan, Step};
use crate::calendar::Moment;
use crate::query::World;
use crate::view::Wish;

impl Plan {
    /// The step that goes on at a moment or comes next, by its place; as many as there are steps when the day is over.
    pub fn step_at(&self, now: Moment) -> usize {
        let over = |step: &Step| step.ends() <= now;
        self.steps.iter().take_while(|step| over(step)).count()
    }
}

/// What is left of a wish, with the plan that was followed, for who has come no further than a step, by its place in the
/// plan: a way that is not set out on yet, a visit or a meal that goes on or is over by now. The rest begins at `now`.
pub fn from_step(world: &World, wish: &Wish, plan: &Plan, step: usize, now: Moment) -> Wish {
    let at = match plan.steps.get(step) {
        Some(way @ (Step::Walk { .. } | Step::Train { .. })) => way.begins(),
        Some(stay) => now.max(stay.begins()).min(stay.ends()),
        None => plan.home,
    };
    Wish {
        leaves: Some(now),
        minutes: plan.deadline.map(|by| now.minutes_until(by).clamp(1, 24 * 60) as u16),
        ..from_now(world, wish, plan, at)
    }
}
