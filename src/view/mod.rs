//! What is asked: the visitor's choices, the camera and the gesture in flight. No DOM.
//!
//! The loop, told once: a gesture becomes an [`Action`]; the action changes the [`ViewState`]; the state is written
//! as the address's fragment by [`link`]; the page reads the fragment back into a state and draws it. Back, links,
//! reload and sharing need no code of their own.

pub mod camera;
pub mod gesture;
pub mod link;
pub mod post;
pub mod sheet;
mod state;
pub mod wish;

pub use camera::{Camera, Insets, Viewport, ZoomStep};
pub use post::Post;
pub use state::{Action, Along, Filter, History, Panel, Theme, ViewState};
pub use wish::Wish;
