//! A day out: what comes of a [`Wish`](crate::view::Wish). Which sites in which order, on foot and by train, each open
//! when one is there; and whether, and why not.
//!
//! ```text
//! World, Wish, clock ── Outing::new ──▶ Outing    the wish with the day's trains, doors and walks
//! Outing ── Outing::plan ──▶ Plan                 its stops in order, timed
//! World, Wish, Chunk ── Suggestion ──▶ Wish       stops for who has none, better the longer it is let
//! World, Wish, Plan ── proof::faults              the same rules by other arithmetic
//! ```
//!
//! # Units
//! Whole minutes everywhere: trains and doors keep them, and walks are rounded up to them, so that what is shown adds up.
//! Inside, minutes from the midnight of the day one leaves on; outside, [`Moment`](crate::calendar::Moment)s.

mod along;
mod change;
mod conflict;
mod cover;
mod doors;
mod files;
mod good;
mod late;
mod outing;
mod plan;
mod planner;
pub mod proof;
mod spot;
mod suggestion;
mod timing;
mod trains;
mod why;
mod worth;

pub use along::from_step;
pub use change::{Change, changes, made, notices, since};
pub use conflict::{Conflict, Out, Way, conflicts};
pub use doors::Doors;
pub use files::{Said, gpx, ics};
pub use good::Blemishes;
pub use late::{Departure, departures, from_now, place};
pub use outing::Outing;
pub(crate) use outing::{FURTHEST, VISIT_MINUTES, trains, walks, whole_minutes};
pub use plan::{Plan, Step, Totals};
pub use spot::Spot;
pub use suggestion::{Chunk, Suggestion};
pub use trains::{OtherTrain, other_trains};
pub use why::{Why, why};
