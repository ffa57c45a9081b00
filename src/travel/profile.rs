//! When one arrives, for every time one may set out.

use super::Clock;

/// Seconds to a bucket, as a power of two: 512 s, in which few trains leave.
const BUCKET: u32 = 9;

/// The earliest arrival between two places as a function of when one can set out; never decreasing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Profile {
    /// When to set out at the latest, and when one is there: both increasing.
    steps: Vec<(Clock, Clock)>,
    /// Seconds to walk all the way, if that can be walked.
    walk: Option<i32>,
    /// For each bucket of time from the first step on, the first step that leaves in it or later.
    buckets: Vec<u32>,
}

impl Profile {
    /// Takes steps of which none is better than another: both times strictly increasing.
    pub(super) fn new(steps: Vec<(Clock, Clock)>, walk: Option<i32>) -> Self {
        let mut buckets = Vec::new();
        if let (Some((first, _)), Some((last, _))) = (steps.first(), steps.last()) {
            for bucket in 0..=((last.0 - first.0) >> BUCKET) {
                let time = first.0 + (bucket << BUCKET);
                buckets.push(steps.partition_point(|(departs, _)| departs.0 < time) as u32);
            }
        }
        Self { steps, walk, buckets }
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
        let (first, _) = self.steps.first()?;
        let bucket = ((i64::from(at.0) - i64::from(first.0)).max(0) >> BUCKET) as usize;
        let from = *self.buckets.get(bucket)? as usize;
        self.steps[from..].iter().copied().find(|(departs, _)| *departs >= at)
    }
}
