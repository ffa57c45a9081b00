//! A screen at a station: when it is dark there.

mod sun;

pub use sun::{Daylight, daylight, is_evening};
