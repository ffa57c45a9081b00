//! A screen at a station: what it shows whom, for how long, and how it forgets.
//!
//! ```text
//! press ── Kiosk::after ──▶ Kiosk          which screen is shown; every state there is, explored in a test
//! seconds without a sign of anybody ── Kiosk::quiet ──▶ Kiosk
//! World, Post ── Reach ──▶ sizes, in pixels    what people of all heights reach and can read
//! World, Post, Scale ── Plan ──▶ the map about the station, with what one faces upwards
//! ```
//!
//! What a visitor has chosen is in the [`ViewState`](crate::view::ViewState), as on every device, and goes to a phone as its
//! address; which page of the kiosk is open is here, and in no address.

mod board;
mod clock;
mod errand;
mod machine;
mod near;
mod plan;
mod reach;
mod sun;
mod timekeeper;
mod way;

pub use board::{Board, Branch, BranchStop, Leaving, board, trains_from};
pub use clock::Clock;
pub use errand::{Errand, errands};
pub use machine::{ASKS_S, Kiosk, OVER_S, Press, Screen, Side};
pub use near::{Near, near};
pub use plan::{Flag, Leg, MARK_EM, Name, Numbered, PLAIN_EM, Plan, Scale, Shape, Walked};
pub use reach::{Misfit, Reach};
pub use sun::{Daylight, daylight, is_evening};
pub use timekeeper::{Time, Timekeeper};
pub use way::Way;
