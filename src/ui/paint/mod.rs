//! Layers and overlays → pixels. The only room that sees a canvas; device pixels live here and nowhere else.

mod canvas;
mod ground;
mod index;
mod legs;
mod over;
mod place;
mod sheet;
mod stamps;
mod writing;

pub(super) use canvas::Ruler;
pub(super) use ground::Ground;
pub(super) use over::{Frame, Over};
