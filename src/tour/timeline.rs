//! A route with its times: when each step is reached at the earliest, and by when it must have been at the latest, so
//! that whether a stop fits in between can be told at once.

use super::problem::{Problem, Stop, Tick};
use super::travel::Travel;

/// One step of a route.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Step {
    pub(super) place: u32,
    /// When one comes to it.
    pub(super) arrival: Tick,
    /// When one is ready to leave it.
    pub(super) ready: Tick,
    /// The last arrival from which the rest can still be done.
    ///
    /// This is Savelsbergh's forward time slack ("The vehicle routing problem with time windows: minimizing route
    /// duration", ORSA Journal on Computing 4, 1992) as a moment rather than a span, so that it holds for timetables too.
    pub(super) latest: Tick,
}

impl Step {
    pub(super) fn at(&self) -> usize {
        self.place as usize
    }
}

/// The steps from the start to the end, both included.
#[derive(Clone, Debug, Default)]
pub(super) struct Timeline {
    pub(super) steps: Vec<Step>,
}

impl Timeline {
    /// From the start straight to the end, and whether that can be done.
    pub(super) fn straight<T: Travel>(problem: &Problem<T>) -> (Self, bool) {
        let mut line = Self::default();
        let possible = line.take(problem, std::iter::empty());
        (line, possible)
    }

    /// The stops between the ends.
    pub(super) fn stops(&self) -> &[Step] {
        &self.steps[1..self.steps.len() - 1]
    }

    pub(super) fn finish(&self) -> Tick {
        self.steps[self.steps.len() - 1].arrival
    }

    /// How long one is under way: without visits and without waiting for doors.
    pub(super) fn under_way(&self) -> Tick {
        self.steps.windows(2).map(|pair| pair[1].arrival - pair[0].ready).sum()
    }

    /// Takes these stops in this order; whether the route can be done.
    pub(super) fn take<T: Travel>(&mut self, problem: &Problem<T>, stops: impl Iterator<Item = u32>) -> bool {
        let ends = problem.ends();
        let step = |place| Step {
            place,
            ..Step::default()
        };
        self.steps.clear();
        self.steps.push(step(ends.start as u32));
        self.steps.extend(stops.map(step));
        self.steps.push(step(ends.end as u32));
        self.retime(problem)
    }

    fn retime<T: Travel>(&mut self, problem: &Problem<T>) -> bool {
        let ends = problem.ends();
        let n = self.steps.len();
        self.steps[0].arrival = ends.departs;
        self.steps[0].ready = ends.departs;
        for i in 1..n {
            self.reach(problem, i);
        }
        self.steps[n - 1].latest = ends.deadline;
        for i in (1..n - 1).rev() {
            self.steps[i].latest = self.latest_at(problem, i);
        }
        let first = problem
            .travel()
            .leave(self.steps[0].at(), self.steps[1].at(), self.steps[1].latest);
        self.steps[0].latest = first;
        first >= ends.departs
    }

    /// Works out when one comes to a step and when one leaves it from the step before; whether the latter has changed.
    #[inline]
    fn reach<T: Travel>(&mut self, problem: &Problem<T>, i: usize) -> bool {
        let before = self.steps[i - 1];
        let last = i + 1 == self.steps.len();
        let step = &mut self.steps[i];
        step.arrival = problem.travel().arrive(before.at(), step.at(), before.ready);
        let stop = &problem.stops()[step.at()];
        let ready = if last {
            step.arrival
        } else {
            stop.begin(step.arrival) + stop.service
        };
        let changed = ready != step.ready;
        step.ready = ready;
        changed
    }

    #[inline]
    fn latest_at<T: Travel>(&self, problem: &Problem<T>, i: usize) -> Tick {
        let (step, next) = (self.steps[i], self.steps[i + 1]);
        let stop = &problem.stops()[step.at()];
        stop.begin_by(problem.travel().leave(step.at(), next.at(), next.latest) - stop.service)
    }

    /// Puts a visit in after `step` and carries the times on in both directions as far as they change.
    pub(super) fn insert<T: Travel>(&mut self, problem: &Problem<T>, place: usize, step: usize) {
        let at = step + 1;
        self.steps.insert(
            at,
            Step {
                place: place as u32,
                ..Step::default()
            },
        );
        self.reach(problem, at);
        for i in at + 1..self.steps.len() {
            if !self.reach(problem, i) {
                break;
            }
        }
        for i in (1..=at).rev() {
            let latest = self.latest_at(problem, i);
            let same = i < at && latest == self.steps[i].latest;
            self.steps[i].latest = latest;
            if same {
                break;
            }
        }
    }

    /// When one would come to `after` with a visit put in between it and `before`, if all the rest can still be done.
    #[inline]
    pub(super) fn detour<T: Travel>(
        travel: &T,
        visit: &Stop,
        place: usize,
        before: &Step,
        after: &Step,
    ) -> Option<Tick> {
        let arrival = travel.arrive(before.at(), place, before.ready);
        let ready = visit.begin(arrival) + visit.service;
        let then = travel.arrive(place, after.at(), ready);
        (then <= after.latest).then_some(then)
    }
}
