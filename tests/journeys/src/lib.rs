//! Visitors' journeys through the built map, in a real Chromium.
//!
//! A journey opens pages on a [`Stage`], does what a visitor does, and says what must then be seen.
//! Whatever it awaits it awaits by name: a mark, an element, a text; never by sleeping. A page that
//! reports an error, an uncaught exception or a failed request fails its journey, unless the journey
//! says that it expected it ([`Page::forgive`]).
//!
//! ```no_run
//! use journeys::{Device, button, journey};
//!
//! // with #[test] in front
//! fn a_goal_narrows_the_map() {
//!     journey(|stage| {
//!         let page = stage.open(Device::PHONE, "#lang=en")?;
//!         let all = page.painted()?;
//!         let some = page.painted_after(|| page.click(button("6 Clean water")))?;
//!         assert!(some < all, "{some} of {all}");
//!         assert_eq!(page.fragment()?, "goal=6&lang=en");
//!         Ok(())
//!     });
//! }
//! ```
#![allow(clippy::disallowed_methods, reason = "waiting has to look at the clock")]

mod chrome;
mod conditions;
mod device;
mod element;
mod failure;
mod find;
mod keys;
mod log;
mod page;
mod pointer;
mod release;
mod server;
mod stage;
mod wire;

pub use chrome::{Chrome, Profile};
pub use conditions::Network;
pub use device::Device;
pub use element::{By, button, css, link, role};
pub use failure::{Failure, Journey, Result, Stopped};
pub use page::{Mark, Page};
pub use pointer::At;
pub use release::{Files, Release};
pub use server::{Fault, Server};
pub use stage::{Stage, journey, journey_on};
pub use wire::Wire;
