//! What to draw, decided in pixels and metres as data; still no DOM and no canvas.

pub mod cluster;
pub mod enamel;
mod label;
pub mod mark;
mod overlay;
pub mod picture;
pub mod route;
pub mod sheet;
pub mod theme;

pub use cluster::{Node, NodeName, Nodes};
pub use label::{Anchor, Extent, Label, Measure, Role, TypeStyle};
pub use mark::{Arc, Centre, Look, Mark, Target};
pub use overlay::{Edge, FRAME_RIGHT_PX, FRAME_TOP_PX, FrameTick, Overlay, ScaleBar, Scene, overlay, pick};
pub use route::{Leg, Route, course, passed, route};
pub use sheet::{Fill, Layer, LayerKind, Shape, Texture, WATER_LINES, geometry, layers, ring_width_px};
pub use theme::{Ink, Palette, Rgb};
