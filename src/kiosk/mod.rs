//! A screen at a station: the trains from here, what is near, what one can see and be back from, and when it is dark.

mod board;
mod errand;
mod near;
mod sun;
mod way;

pub use board::{Board, Branch, BranchStop, Leaving, board, trains_from};
pub use errand::{Errand, errands};
pub use near::{Near, near};
pub use sun::{Daylight, daylight, is_evening};
pub use way::Way;
