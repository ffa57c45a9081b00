//! What lies under the expo, as a list of layers bottom to top. It changes with the zoom step only: never with the
//! filter, and never with where the map looks, so that it can be kept while the map is pushed about.

use std::f64::consts::TAU;
use std::hash::{Hash, Hasher};

use super::theme::Ink;
use crate::model::{Border, Confidence, Ground, GroundKind, Track, TrackKind};
use crate::query::World;
use crate::space::grid::{CORNER, LETTERS, NUMBERS, SQUARE_M};
use crate::space::turn::sin_cos;
use crate::space::{Path, Pt};
use crate::view::ZoomStep;

/// Water lines beside the shore: how far out in pixels, and how strong. [`Ink::Wline`], 1 px (.9 at Kommun).
pub const WATER_LINES: [(f64, f64); 5] = [(4.5, 0.95), (10.0, 0.75), (16.5, 0.55), (24.0, 0.38), (32.5, 0.24)];

/// Something on the sheet whose geometry [`geometry`] gives, in metres.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// A patch of the base map, by its index in `basemap.grounds`. Closed rings; even–odd.
    Ground(usize),
    /// A district, by its index. Closed rings; even–odd.
    District(usize),
    /// Ten minutes about every ring station: circles to be filled as one path by the non-zero rule.
    Halo,
    /// Every border line of a kind.
    Borders(Border),
    /// All the city's land: the districts' rings, which do not overlap.
    City,
    /// A line of the base map, by its index in `basemap.tracks`.
    Track(usize),
    /// Malmöpendeln.
    Ring,
    /// Where the kilometre lines meet. Each path is one point, the middle of a cross with arms of 2.5 px, which the
    /// painter adds.
    GridCrosses,
}

impl Hash for Shape {
    fn hash<H: Hasher>(&self, state: &mut H) {
        std::mem::discriminant(self).hash(state);
        match *self {
            Self::Ground(i) | Self::District(i) | Self::Track(i) => i.hash(state),
            Self::Borders(kind) => (kind as u8).hash(state),
            Self::Halo | Self::City | Self::Ring | Self::GridCrosses => {}
        }
    }
}

/// A pattern, in screen pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Texture {
    /// Dots every 6 px.
    ParkDots,
    /// Dots every 4 px.
    BeachDots,
    /// Lines at 45° every 5 px.
    IndustryHatch,
}

/// What an area is filled with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Fill {
    /// One colour.
    Flat(Ink),
    /// A pattern over what is under it.
    Texture(Texture, Ink),
}

/// How a layer is drawn.
#[derive(Debug, Clone, PartialEq)]
pub enum LayerKind {
    /// Its inside is filled.
    Fill(Fill),
    /// Its line is drawn.
    Stroke {
        /// The colour.
        ink: Ink,
        /// The width in screen pixels.
        width_px: f64,
        /// Dashes and gaps in screen pixels; empty for an unbroken line.
        dash_px: Vec<f64>,
        /// How much of the colour covers, 0–1.
        alpha: f64,
        /// Round caps and joins; otherwise butt caps and mitre joins.
        round: bool,
    },
}

/// One layer of the sheet.
#[derive(Debug, Clone, PartialEq)]
pub struct Layer {
    /// What is drawn.
    pub shape: Shape,
    /// How.
    pub what: LayerKind,
    /// Only within this shape.
    pub clip: Option<Shape>,
}

/// Malmöpendeln's casing is so much wider than its ink.
const CASING_PX: f64 = 4.0;
/// A tunnel nearer to Malmöpendeln than this runs under it.
const UNDER_RING_M: f64 = 60.0;

/// The width of Malmöpendeln's ink at a step.
pub const fn ring_width_px(step: ZoomStep) -> f64 {
    match step {
        ZoomStep::Kommun => 5.0,
        ZoomStep::Ring => 7.0,
        ZoomStep::Stadsdel => 10.0,
        ZoomStep::Kvarter => 13.0,
    }
}

const fn fill(shape: Shape, fill: Fill) -> Layer {
    Layer {
        shape,
        what: LayerKind::Fill(fill),
        clip: None,
    }
}

fn line(shape: Shape, ink: Ink, width_px: f64, dash_px: &[f64]) -> Layer {
    Layer {
        shape,
        what: LayerKind::Stroke {
            ink,
            width_px,
            dash_px: dash_px.to_vec(),
            alpha: 1.0,
            round: false,
        },
        clip: None,
    }
}

/// The sheet's layers, bottom to top. The painter fills with [`Ink::Sea`] and draws [`WATER_LINES`] itself, under
/// all of them, so that land covers the lines' inner halves.
pub fn layers(world: &World, step: ZoomStep) -> Vec<Layer> {
    let (base, city) = (&world.atlas.basemap, &world.atlas.city);
    let near = step >= ZoomStep::Stadsdel;
    let mut out = Vec::new();
    let grounds = |wanted: &dyn Fn(&Ground) -> bool| -> Vec<usize> {
        let each = base.grounds.iter().enumerate();
        each.filter(|(_, g)| wanted(g)).map(|(i, _)| i).collect()
    };
    for i in grounds(&|g| g.kind == GroundKind::Land) {
        out.push(fill(Shape::Ground(i), Fill::Flat(Ink::Outer)));
    }
    for (i, district) in city.districts.iter().enumerate() {
        out.push(fill(Shape::District(i), Fill::Flat(Ink::tint(district.tint))));
    }
    out.push(Layer {
        clip: Some(Shape::City),
        ..fill(Shape::Halo, Fill::Flat(Ink::Halo))
    });
    for i in grounds(&|g| g.kind != GroundKind::Land && !g.kind.is_water()) {
        out.push(texture(i, base.grounds[i].kind));
    }
    if near {
        out.push(line(Shape::Borders(Border::Subarea), Ink::Subline, 0.8, &[]));
    }
    for i in grounds(&|g| g.kind.is_water()) {
        out.push(fill(Shape::Ground(i), Fill::Flat(Ink::Sea)));
        out.push(line(Shape::Ground(i), Ink::Coast, 0.6, &[]));
    }
    if near {
        out.extend(base.tracks.iter().enumerate().filter_map(|(i, t)| road(i, t)));
    }
    out.push(line(Shape::Borders(Border::District), Ink::Dline, 1.0, &[]));
    out.push(line(Shape::Borders(Border::Shore), Ink::Coast, 1.1, &[]));
    out.push(line(
        Shape::Borders(Border::Municipal),
        Ink::Muni,
        1.6,
        &[7.0, 2.5, 1.2, 2.5],
    ));
    if matches!(step, ZoomStep::Ring | ZoomStep::Stadsdel) {
        out.push(line(Shape::GridCrosses, Ink::Gridx, 0.8, &[]));
    }
    let ring = base.ring();
    for (i, track) in base.tracks.iter().enumerate() {
        railway(&mut out, i, track, ring);
    }
    if step > ZoomStep::Kommun {
        out.push(Layer {
            shape: Shape::Halo,
            what: LayerKind::Stroke {
                ink: Ink::Haloline,
                width_px: 1.2,
                dash_px: vec![0.0, 3.4],
                alpha: 1.0,
                round: true,
            },
            clip: Some(Shape::City),
        });
    }
    if ring.is_some() {
        let width = ring_width_px(step);
        for (ink, width_px, alpha) in [(Ink::Land0, width + CASING_PX, 0.85), (Ink::Ring, width, 1.0)] {
            out.push(Layer {
                shape: Shape::Ring,
                what: LayerKind::Stroke {
                    ink,
                    width_px,
                    dash_px: Vec::new(),
                    alpha,
                    round: true,
                },
                clip: None,
            });
        }
    }
    out
}

fn texture(index: usize, kind: GroundKind) -> Layer {
    let shape = Shape::Ground(index);
    match kind {
        // Hachures: a line's inner half, cut into strokes 5 px long every 8 px.
        GroundKind::Quarry => Layer {
            clip: Some(shape),
            ..line(shape, Ink::Tex3, 10.0, &[1.0, 7.0])
        },
        GroundKind::Beach => fill(shape, Fill::Texture(Texture::BeachDots, Ink::Tex)),
        GroundKind::Industry => fill(shape, Fill::Texture(Texture::IndustryHatch, Ink::Tex2)),
        _ => fill(shape, Fill::Texture(Texture::ParkDots, Ink::Tex)),
    }
}

/// Roads are kept low: the sheet is a diagram, and nobody drives by it.
fn road(index: usize, track: &Track) -> Option<Layer> {
    let (ink, width) = match track.kind {
        TrackKind::Motorway => (Ink::Dline, 1.8),
        TrackKind::Trunk => (Ink::Dline, 1.3),
        TrackKind::Primary => (Ink::Subline, 1.6),
        TrackKind::Secondary => (Ink::Subline, 1.1),
        _ => return None,
    };
    Some(line(Shape::Track(index), ink, width, &[]))
}

/// Other railways: a line with sleepers, or dashes where the course is not to be trusted or not to be seen.
fn railway(out: &mut Vec<Layer>, index: usize, track: &Track, ring: Option<&Track>) {
    let shape = Shape::Track(index);
    let dashed = track.kind == TrackKind::Tunnel || track.confidence == Confidence::Schematic;
    let dash: &[f64] = if dashed { &[6.0, 3.5] } else { &[] };
    match track.kind {
        TrackKind::Tunnel if ring.is_some_and(|r| runs_under(&track.path, &r.path)) => {}
        TrackKind::Rail if !dashed => {
            out.push(line(shape, Ink::Rail, 1.5, &[]));
            out.push(line(shape, Ink::Rail, 5.0, &[1.2, 7.3]));
        }
        TrackKind::Rail | TrackKind::Tunnel => out.push(line(shape, Ink::Rail, 1.5, dash)),
        TrackKind::Bridge => out.push(line(shape, Ink::Rail, 2.2, dash)),
        _ => {}
    }
}

fn runs_under(path: &Path, ring: &Path) -> bool {
    let near = |p: &Pt| ring.nearest(*p).is_some_and(|(_, d)| d.0 < UNDER_RING_M);
    path.points.iter().all(near)
}

/// A shape's lines in metres on the plane; circles as 64-gons.
pub fn geometry(world: &World, shape: &Shape) -> Vec<Path> {
    let atlas = &world.atlas;
    match *shape {
        Shape::Ground(i) => atlas.basemap.grounds[i].region.rings().to_vec(),
        Shape::District(i) => atlas.city.districts[i].region.rings().to_vec(),
        Shape::City => {
            let rings = atlas.city.districts.iter().map(|d| d.region.rings());
            rings.flatten().cloned().collect()
        }
        Shape::Halo => {
            let stations = atlas.ring_stations();
            stations.map(|(_, s)| circle(s.at, s.catchment.0)).collect()
        }
        Shape::Borders(kind) => {
            let borders = atlas.city.borders.iter();
            borders.filter(|(k, _)| *k == kind).map(|(_, p)| p.clone()).collect()
        }
        Shape::Track(i) => vec![atlas.basemap.tracks[i].path.clone()],
        Shape::Ring => atlas.basemap.ring().map(|t| t.path.clone()).into_iter().collect(),
        Shape::GridCrosses => {
            let cross = |x: usize, y: usize| Pt::new(x as f64, y as f64) * SQUARE_M + CORNER;
            let all = (0..=LETTERS.len()).flat_map(|x| (0..=NUMBERS.len()).map(move |y| (x, y)));
            all.map(|(x, y)| Path::new(vec![cross(x, y)])).collect()
        }
    }
}

fn circle(middle: Pt, radius: f64) -> Path {
    const CORNERS: u32 = 64;
    let corner = |i: u32| {
        let turn = TAU * f64::from(i % CORNERS) / f64::from(CORNERS);
        let (sin, cos) = sin_cos(turn);
        middle + Pt::new(sin, -cos) * radius
    };
    Path::new((0..=CORNERS).map(corner).collect())
}
