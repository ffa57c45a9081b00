//! Civil time in Malmö and opening hours. Nothing here reads a clock: the time is always an argument.

mod days;
mod hours;
mod moment;
mod opening;
mod reader;
mod rule;
mod service;

pub use days::{Days, Holidays};
pub use hours::Hours;
pub use moment::{Moment, parse_date};
pub use opening::Opening;
pub use reader::{DaysError, HoursError};
pub use rule::{Rule, Season};
pub use service::Service;
