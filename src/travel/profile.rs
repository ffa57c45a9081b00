//! When one arrives, for every time one may set out.

use super::Clock;

/// The earliest arrival between two places as a function of when one can set out; never decreasing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Profile {
    /// When to set out at the latest, and when one is there: both increasing.
    steps: Vec<(Clock, Clock)>,
    /// Seconds to walk all the way, if that can be walked.
    walk: Option<i32>,
}

impl Profile {
    /// Takes steps of which none is better than another: both times strictly increasing.
    pub(super) const fn new(steps: Vec<(Clock, Clock)>, walk: Option<i32>) -> Self {
        Self { steps, walk }
    }

    /// The earliest arrival of somebody who can set out at `at`; nothing if the end is not reached at all.
    pub fn arrival(&self, at: Clock) -> Option<Clock> {
        let train = self.step(at).map(|(_, arrives)| arrives);
        let walk = self.walk.map(|seconds| at.plus(seconds));
        match (train, walk) {
            (Some(train), Some(walk)) => Some(train.min(walk)),
            (train, walk) => train.or(walk),
        }
    }

    /// When to set out at the latest, and when one is there: all the steps the trains make, in order.
    pub fn steps(&self) -> &[(Clock, Clock)] {
        &self.steps
    }

    /// Seconds to walk all the way, if that can be walked.
    pub const fn walk(&self) -> Option<i32> {
        self.walk
    }

    /// The first step that leaves then or later.
    fn step(&self, at: Clock) -> Option<(Clock, Clock)> {
        let next = self.steps.partition_point(|(departs, _)| *departs < at);
        self.steps.get(next).copied()
    }
}
