//! What to draw, decided in pixels and metres as data; still no DOM and no canvas.

pub mod cluster;
pub mod enamel;
mod face;
mod hold;
mod index;
mod label;
pub mod mark;
mod names;
mod overlay;
pub mod picture;
pub mod route;
pub mod sheet;
pub mod theme;

pub use cluster::{Node, NodeName, Nodes};
pub use face::Faces;
pub use hold::{Hold, LEEWAY_PX};
pub use index::{Edge, INDEX_RIGHT_PX, INDEX_TOP_PX, Tick, index};
pub use label::{Anchor, Extent, Label, Measure, Role, TypeStyle};
pub use mark::{Arc, Arcs, Centre, Look, Mark, Target};
pub use names::Names;
pub use overlay::{Overlay, ScaleBar, Scene, overlay, pick};
pub use route::{Leg, Route, course, passed, route};
pub use sheet::{Fill, Layer, LayerKind, Shape, Texture, WATER_LINES, geometry, layers, ring_width_px};
pub use theme::{Ink, Palette, Rgb};
