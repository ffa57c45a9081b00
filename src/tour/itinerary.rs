//! A tour with its times, as people read it.

use super::problem::{Problem, Tick};
use super::travel::Travel;

/// One visit, with times in ticks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Visit {
    /// The stop's number.
    pub stop: usize,
    /// When one comes to it.
    pub arrives: Tick,
    /// When the visit begins, after waiting for the doors to open if need be.
    pub begins: Tick,
    /// When the visit is over.
    pub leaves: Tick,
}

/// A whole tour, with times in ticks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Itinerary {
    /// From when on one can leave the start.
    pub departs: Tick,
    /// The visits in order; the start and the end are not among them.
    pub visits: Vec<Visit>,
    /// When one comes to the end.
    pub finish: Tick,
    /// What the visits are worth together.
    pub score: u64,
}

impl Itinerary {
    /// The earliest times of a tour through these stops in this order, or `None` if it cannot be done.
    pub fn earliest<T: Travel>(problem: &Problem<T>, order: &[usize]) -> Option<Self> {
        let ends = problem.ends();
        let (mut at, mut ready, mut score) = (ends.start, ends.departs, 0);
        let mut visits = Vec::with_capacity(order.len());
        for &stop in order {
            let place = problem.stops().get(stop)?;
            let arrives = problem.travel().arrive(at, stop, ready);
            let begins = place.begin(arrives);
            if begins > ends.deadline {
                return None;
            }
            ready = begins + place.service;
            at = stop;
            score += u64::from(place.score);
            visits.push(Visit {
                stop,
                arrives,
                begins,
                leaves: ready,
            });
        }
        let finish = problem.travel().arrive(at, ends.end, ready);
        (finish <= ends.deadline).then_some(Self {
            departs: ends.departs,
            visits,
            finish,
            score,
        })
    }

    /// The stops' numbers in order.
    pub fn stops(&self) -> impl Iterator<Item = usize> {
        self.visits.iter().map(|visit| visit.stop)
    }

    /// How long one is under way, in ticks: without visits and without waiting for doors, but with waiting for trains.
    pub fn under_way(&self) -> Tick {
        let mut left = self.departs;
        let mut sum = 0;
        for visit in &self.visits {
            sum += visit.arrives - left;
            left = visit.leaves;
        }
        sum + self.finish - left
    }
}
