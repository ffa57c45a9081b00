//! Where things are, in three spaces that never mix.
//!
//! | type | is | axes | lives in | leaves by |
//! | --- | --- | --- | --- | --- |
//! | [`LonLat`] | degrees, WGS 84 (EPSG:4326, RFC 7946) | longitude first, always | files, addresses | [`plane::to_plane`] |
//! | [`Pt`] | metres on a plane about Malmö | x east, y **south** | world, camera | [`plane::to_degrees`], `Camera::to_screen` |
//! | [`Px`] | CSS pixels | x right, y down | gestures, scenes | `Camera::to_plane` |
//!
//! y grows south in both `Pt` and `Px`, so that no picture needs a flip.

pub mod decimal;
pub mod grid;
pub mod plane;
pub mod shape;
pub mod turn;
pub mod units;

pub use plane::LonLat;
pub use shape::{Bounds, Path, Region};
pub use units::{Metres, Pt, Px};
