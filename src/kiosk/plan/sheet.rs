//! Land, water, lines: those of the sheet, written as paths in pixels with their colours by name, so that day and evening are
//! one drawing.

use std::fmt::Write as _;

use super::Plan;
use crate::draw::{Fill, Ink, LayerKind, Shape as Drawn, geometry, layers};
use crate::query::World;
use crate::space::decimal::{fixed, write_fixed};
use crate::space::{Path, Px};

/// Lines this near to the picture are drawn still, in pixels: they are as wide as that.
const MARGIN: f64 = 20.0;

/// A line or a patch.
#[derive(Debug, Clone, PartialEq)]
pub struct Shape {
    /// The path, as SVG writes it.
    pub d: String,
    /// The colour's name in the style sheet.
    pub ink: &'static str,
    /// A line's width in pixels; a patch has none.
    pub width: Option<f64>,
    /// Dashes and gaps, as SVG writes them.
    pub dash: String,
    /// How much of the colour covers, 0–1.
    pub alpha: f64,
    /// Round caps and joins.
    pub round: bool,
}

impl Plan {
    /// The sheet's lines and patches that are in sight, bottom to top.
    pub fn sheet(&self, world: &World) -> Vec<Shape> {
        let mut out = Vec::new();
        for layer in layers(world, self.scale.zoom()) {
            // Halos give way to the rings of walking time; textures and what is cut out of shapes are left to the phone.
            if matches!(layer.shape, Drawn::Halo | Drawn::GridCrosses) || layer.clip.is_some() {
                continue;
            }
            let (ink, width, dash, alpha, round) = match layer.what {
                LayerKind::Fill(Fill::Texture(..)) => continue,
                LayerKind::Fill(Fill::Flat(ink)) => (ink, None, String::new(), 1.0, false),
                LayerKind::Stroke {
                    ink,
                    width_px,
                    dash_px,
                    alpha,
                    round,
                } => {
                    let dash: Vec<String> = dash_px.iter().map(|px| fixed(*px * 1.3, 1)).collect();
                    (ink, Some(width_px * 1.3), dash.join(" "), alpha, round)
                }
            };
            let mut d = String::new();
            for path in geometry(world, &layer.shape) {
                self.write(&mut d, &path, width.is_none());
            }
            if !d.is_empty() {
                let name = Ink::NAMED.iter().find(|(named, _)| *named == ink);
                out.push(Shape {
                    d,
                    ink: name.map_or("ink", |(_, name)| name),
                    width,
                    dash,
                    alpha,
                    round,
                });
            }
        }
        out
    }

    /// A path in tenths of a pixel, if any of it is in sight; corners nearer to each other than a pixel are one.
    fn write(&self, out: &mut String, path: &Path, is_filled: bool) {
        let points: Vec<Px> = path.points.iter().map(|p| self.px(*p)).collect();
        let (mut least, mut most) = (Px::new(f64::MAX, f64::MAX), Px::new(f64::MIN, f64::MIN));
        for p in &points {
            least = Px::new(least.x.min(p.x), least.y.min(p.y));
            most = Px::new(most.x.max(p.x), most.y.max(p.y));
        }
        if most.x < -MARGIN || most.y < -MARGIN || least.x > self.size.x + MARGIN || least.y > self.size.y + MARGIN {
            return;
        }
        let mut last: Option<Px> = None;
        for (i, p) in points.iter().enumerate() {
            let is_end = i + 1 == points.len();
            if last.is_some_and(|l| l.distance(*p) < 1.0 && !is_end) {
                continue;
            }
            out.push(if last.is_none() { 'M' } else { 'L' });
            write_fixed(out, p.x, 1);
            out.push(' ');
            write_fixed(out, p.y, 1);
            last = Some(*p);
        }
        if is_filled {
            out.push('z');
        }
    }
}

impl Shape {
    /// What it is drawn with, as attributes.
    pub fn fill(&self) -> String {
        match self.width {
            Some(_) => "none".to_owned(),
            None => self.css(),
        }
    }

    /// The colour, by its name in the style sheet.
    pub fn css(&self) -> String {
        let mut out = String::new();
        let _ = write!(out, "var(--{})", self.ink);
        out
    }
}
