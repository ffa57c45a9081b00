//! Whether a tour keeps all the rules. It shares nothing with the search but the problem.

use super::itinerary::Itinerary;
use super::problem::{Problem, Tick};
use super::travel::Travel;
use std::fmt;

/// A rule that a tour breaks. Steps count from 1; times are in ticks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The tour leaves before the day begins.
    LeavesTooEarly {
        /// When it leaves.
        departs: Tick,
        /// The first moment allowed.
        from: Tick,
    },
    /// There is no such stop.
    NoSuchStop {
        /// The step.
        step: usize,
        /// The number given.
        stop: usize,
    },
    /// The start or the end is visited as if it were a stop.
    VisitsAnEnd {
        /// The step.
        step: usize,
        /// The start's or end's number.
        stop: usize,
    },
    /// A stop is visited again.
    VisitedAgain {
        /// The step.
        step: usize,
        /// The stop.
        stop: usize,
        /// The step that visited it first.
        before: usize,
    },
    /// Nothing goes to this stop any more.
    NoWay {
        /// The step; one more than there are visits if it is the end that cannot be reached.
        step: usize,
    },
    /// One cannot be there so early.
    ArrivesTooEarly {
        /// The step; one more than there are visits for the end.
        step: usize,
        /// The arrival claimed.
        arrives: Tick,
        /// The earliest possible.
        possible: Tick,
    },
    /// The visit begins before one is there.
    BeginsBeforeArrival {
        /// The step.
        step: usize,
        /// When it begins.
        begins: Tick,
        /// When one arrives.
        arrives: Tick,
    },
    /// The visit begins when no window is open.
    Shut {
        /// The step.
        step: usize,
        /// When it begins.
        begins: Tick,
    },
    /// The visit takes more or less time than it must.
    WrongService {
        /// The step.
        step: usize,
        /// How long it takes.
        took: i64,
        /// How long it must take.
        service: Tick,
    },
    /// The end is reached after the deadline.
    TooLate {
        /// When it is reached.
        finish: Tick,
        /// The deadline.
        deadline: Tick,
    },
    /// The scores add up to something else.
    WrongScore {
        /// What is claimed.
        claimed: u64,
        /// What they add up to.
        counted: u64,
    },
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::LeavesTooEarly { departs, from } => write!(f, "The tour leaves at {departs}, before {from}."),
            Self::NoSuchStop { step, stop } => write!(f, "Step {step} visits stop {stop}, which does not exist."),
            Self::VisitsAnEnd { step, stop } => {
                write!(
                    f,
                    "Step {step} visits {stop}, where the tour starts or ends; that is not a stop."
                )
            }
            Self::VisitedAgain { step, stop, before } => {
                write!(f, "Step {step} visits stop {stop}, as step {before} did.")
            }
            Self::NoWay { step } => write!(f, "There is no way to step {step}."),
            Self::ArrivesTooEarly {
                step,
                arrives,
                possible,
            } => {
                write!(
                    f,
                    "Step {step} is reached at {arrives}; the earliest possible is {possible}."
                )
            }
            Self::BeginsBeforeArrival { step, begins, arrives } => {
                write!(f, "Step {step} begins at {begins}, before the arrival at {arrives}.")
            }
            Self::Shut { step, begins } => write!(f, "Step {step} begins at {begins}, when it is not open."),
            Self::WrongService { step, took, service } => {
                write!(f, "Step {step} takes {took} ticks; the visit takes {service}.")
            }
            Self::TooLate { finish, deadline } => write!(f, "The end is reached at {finish}, after {deadline}."),
            Self::WrongScore { claimed, counted } => {
                write!(f, "The score is said to be {claimed}; the visits add up to {counted}.")
            }
        }
    }
}

impl std::error::Error for Fault {}

/// The first rule that a tour breaks, if it breaks one.
pub fn prove<T: Travel>(problem: &Problem<T>, tour: &Itinerary) -> Result<(), Fault> {
    let ends = problem.ends();
    if tour.departs < ends.departs {
        return Err(Fault::LeavesTooEarly {
            departs: tour.departs,
            from: ends.departs,
        });
    }
    let (mut place, mut left, mut counted) = (ends.start, tour.departs, 0_u64);
    for (i, visit) in tour.visits.iter().enumerate() {
        let (step, stop) = (i + 1, visit.stop);
        let Some(what) = problem.stops().get(stop) else {
            return Err(Fault::NoSuchStop { step, stop });
        };
        if stop == ends.start || stop == ends.end {
            return Err(Fault::VisitsAnEnd { step, stop });
        }
        if let Some(before) = tour.visits[..i].iter().position(|v| v.stop == stop) {
            return Err(Fault::VisitedAgain {
                step,
                stop,
                before: before + 1,
            });
        }
        leg(problem, step, (place, left), (stop, visit.arrives))?;
        if visit.begins < visit.arrives {
            return Err(Fault::BeginsBeforeArrival {
                step,
                begins: visit.begins,
                arrives: visit.arrives,
            });
        }
        if !what.windows().any(|w| (w.opens..=w.closes).contains(&visit.begins)) {
            return Err(Fault::Shut {
                step,
                begins: visit.begins,
            });
        }
        let took = i64::from(visit.leaves) - i64::from(visit.begins);
        if took != i64::from(what.service) {
            return Err(Fault::WrongService {
                step,
                took,
                service: what.service,
            });
        }
        (place, left) = (stop, visit.leaves);
        counted += u64::from(what.score);
    }
    leg(problem, tour.visits.len() + 1, (place, left), (ends.end, tour.finish))?;
    if tour.finish > ends.deadline {
        return Err(Fault::TooLate {
            finish: tour.finish,
            deadline: ends.deadline,
        });
    }
    if tour.score != counted {
        return Err(Fault::WrongScore {
            claimed: tour.score,
            counted,
        });
    }
    Ok(())
}

/// Whether one can go from one place, when one leaves it, to the next by then.
fn leg<T: Travel>(
    problem: &Problem<T>,
    step: usize,
    (from, left): (usize, Tick),
    (to, arrives): (usize, Tick),
) -> Result<(), Fault> {
    // Past the deadline no rule allows anything, and beyond it the numbers need not make sense.
    let possible = problem.travel().arrive(from, to, left.min(super::problem::LONGEST));
    if possible >= super::problem::FAR {
        return Err(Fault::NoWay { step });
    }
    if arrives < possible {
        return Err(Fault::ArrivesTooEarly {
            step,
            arrives,
            possible,
        });
    }
    Ok(())
}
