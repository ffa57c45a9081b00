//! Tours: which places to visit on a day, and in which order.
mod chance;
mod itinerary;
mod labels;
mod order;
mod problem;
mod proof;
mod repair;
mod ruin;
mod search;
mod subset;
mod timeline;
mod travel;

pub(crate) use chance::Chance;
pub use itinerary::{Itinerary, Visit};
pub use order::{Effort, Goal, NEARLY, Ordered, order};
pub use problem::{Ends, FAR, LONGEST, MOST_STOPS, Misfit, Problem, Stop, Tick, Window};
pub use proof::{Fault, prove};
pub use search::Search;
pub use travel::{Matrix, Profile, Profiles, Ride, Travel};
