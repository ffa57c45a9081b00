//! How the sheet under the expo is drawn: land, water, rails and borders, every shape's path made once.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::f64::consts::TAU;

use web_sys::{CanvasPattern, Path2d};

use super::canvas::Canvas;
use crate::draw::{Fill, Ink, Layer, LayerKind, Palette, Shape, Texture, WATER_LINES, geometry};
use crate::model::{Border, GroundKind};
use crate::query::World;
use crate::space::{Bounds, Metres, Path, Pt, Px};
use crate::view::{Camera, Viewport};

/// What of the ground is drawn, how and from where.
#[derive(Clone, Copy)]
pub(super) struct Shot<'a> {
    pub(super) world: &'a World,
    pub(super) palette: &'static Palette,
    pub(super) camera: &'a Camera,
    pub(super) view: &'a Viewport,
}

impl Shot<'_> {
    /// The ground under a rectangle, from one corner to the other.
    fn under(&self, from: Px, to: Px) -> Bounds {
        Bounds {
            min: self.camera.to_plane(from, self.view),
            max: self.camera.to_plane(to, self.view),
        }
    }

    /// All the ground that is seen.
    pub(super) fn whole(&self) -> Bounds {
        self.under(Px::default(), Px::new(self.view.width, self.view.height))
    }
}

/// A path and the ground it is on.
struct Piece {
    path: Path2d,
    about: Bounds,
}

impl Piece {
    /// Whether any of it may be seen, drawn so much wider than it is.
    fn is_in(&self, part: &Bounds, wider: Metres) -> bool {
        self.about.grown(wider).meets(part)
    }
}

/// Lines are drawn in pieces of so many points, so that those out of sight cost nothing.
const POINTS: usize = 48;

/// The retained drawing of the sheet: every shape's path in metres, made once, and its textures.
#[derive(Default)]
pub(super) struct Sheet {
    whole: HashMap<Shape, Piece>,
    lines: HashMap<Shape, Vec<Piece>>,
    water: Vec<Piece>,
    textures: Vec<(Texture, &'static str, f64, CanvasPattern)>,
}

fn piece(lines: &[Path]) -> Option<Piece> {
    let path = Path2d::new().ok()?;
    for line in lines {
        let mut points = line.points.iter();
        if let Some(first) = points.next() {
            path.move_to(first.x, first.y);
        }
        for p in points {
            path.line_to(p.x, p.y);
        }
        if line.is_closed() {
            path.close_path();
        }
    }
    let about = Bounds::about(lines.iter().flat_map(|l| l.points.iter().copied()))?;
    Some(Piece { path, about })
}

/// Lines cut into pieces; each begins at the point where the one before it ends.
fn pieces(lines: &[Path]) -> Vec<Piece> {
    let cut = |line: &Path| -> Vec<Path> {
        let last = line.points.len().saturating_sub(1);
        let starts = (0..last).step_by(POINTS);
        let part = |start: usize| Path::new(line.points[start..=(start + POINTS).min(last)].to_vec());
        starts.map(part).collect()
    };
    let parts = lines.iter().flat_map(cut);
    parts.filter_map(|part| piece(&[part])).collect()
}

impl Sheet {
    fn whole(&mut self, world: &World, shape: Shape) -> Option<&Piece> {
        match self.whole.entry(shape) {
            Entry::Occupied(kept) => Some(&*kept.into_mut()),
            Entry::Vacant(free) => Some(&*free.insert(piece(&geometry(world, &shape))?)),
        }
    }

    /// Draws a part of the sheet under the expo, Malmöpendeln on top.
    pub(super) fn paint(&mut self, canvas: &Canvas, layers: &[Layer], shot: &Shot, part: &Bounds) {
        canvas.reset();
        canvas.dash(&[], 1.0);
        canvas.fill(shot.palette.css(Ink::Sea));
        canvas.ctx.fill_rect(0.0, 0.0, shot.view.width, shot.view.height);
        self.water_lines(canvas, shot, part);
        // Malmöpendeln lies over all the rest.
        let is_ring = |l: &&Layer| l.shape == Shape::Ring;
        let (under, over) = (layers.iter().filter(|l| !is_ring(l)), layers.iter().filter(is_ring));
        for layer in under.chain(over) {
            self.layer(canvas, layer, shot, part);
        }
        canvas.reset();
    }

    /// Lines that follow the shore out at sea: wide strokes under narrower ones in the sea's own colour, widest first.
    fn water_lines(&mut self, canvas: &Canvas, shot: &Shot, part: &Bounds) {
        if self.water.is_empty() {
            let lands = shot.world.atlas.basemap.grounds.iter().enumerate();
            let coasts: Vec<Path> = lands
                .filter(|(_, g)| g.kind == GroundKind::Land)
                .flat_map(|(i, _)| geometry(shot.world, &Shape::Ground(i)))
                .chain(geometry(shot.world, &Shape::Borders(Border::Shore)))
                .collect();
            self.water = pieces(&coasts);
        }
        let px = shot.camera.metres_per_px();
        let widest = WATER_LINES
            .iter()
            .fold(0.0_f64, |w, (distance, _)| w.max(distance + 1.0));
        let near: Vec<_> = self
            .water
            .iter()
            .filter(|p| p.is_in(part, Metres(widest * px)))
            .collect();
        let ctx = &canvas.ctx;
        canvas.in_metres(shot.camera, shot.view);
        ctx.set_line_join("round");
        // A round end lies within the piece that goes on from there.
        ctx.set_line_cap("round");
        let stroke = || {
            for p in &near {
                ctx.stroke_with_path(&p.path);
            }
        };
        for (distance, alpha) in WATER_LINES.iter().rev() {
            let (sea, line) = (shot.palette.rgb(Ink::Sea), shot.palette.rgb(Ink::Wline));
            let [r, g, b] = sea.towards(line, *alpha).bytes();
            canvas.pen(&format!("rgb({r},{g},{b})"), (2.0 * distance + 0.9) * px);
            stroke();
            canvas.pen(shot.palette.css(Ink::Sea), (2.0 * distance - 0.9) * px);
            stroke();
        }
        ctx.set_line_cap("butt");
    }

    /// The sheet of a shot, of which all is drawn already but moved by `by`, in device pixels: what is drawn moves, and
    /// only the strips that come in are drawn.
    pub(super) fn scroll(&mut self, canvas: &Canvas, layers: &[Layer], shot: &Shot, by: Px) {
        let ctx = &canvas.ctx;
        let device = || drop(ctx.set_transform(1.0, 0.0, 0.0, 1.0, 0.0, 0.0));
        device();
        let _ = ctx.draw_image_with_html_canvas_element(&canvas.element, by.x, by.y);
        let size = Px::new(f64::from(canvas.element.width()), f64::from(canvas.element.height()));
        let from = |by: f64, size: f64| if by > 0.0 { 0.0 } else { size + by };
        let strips = [
            (Px::new(from(by.x, size.x), 0.0), Px::new(by.x.abs(), size.y)),
            (Px::new(0.0, from(by.y, size.y)), Px::new(size.x, by.y.abs())),
        ];
        for (corner, strip) in strips.into_iter().filter(|s| s.1.x > 0.0 && s.1.y > 0.0) {
            ctx.save();
            device();
            ctx.begin_path();
            ctx.rect(corner.x, corner.y, strip.x, strip.y);
            ctx.clip();
            let css = 1.0 / canvas.dpr;
            let part = shot.under(corner * css, (corner + strip) * css);
            self.paint(canvas, layers, shot, &part);
            ctx.restore();
        }
    }

    /// Draws one layer as far as it is in a part; also used for the ring where a leader line lies over the sheet's.
    pub(super) fn layer(&mut self, canvas: &Canvas, layer: &Layer, shot: &Shot, part: &Bounds) {
        if layer.shape == Shape::GridCrosses {
            return crosses(canvas, layer, shot);
        }
        let within = layer.clip.and_then(|shape| self.whole(shot.world, shape));
        if within.is_some_and(|w| !w.is_in(part, Metres(0.0))) {
            return;
        }
        let ctx = &canvas.ctx;
        ctx.save();
        canvas.in_metres(shot.camera, shot.view);
        if let Some(within) = within {
            ctx.clip_with_path_2d(&within.path);
        }
        match &layer.what {
            LayerKind::Fill(fill) => self.fill(canvas, layer.shape, *fill, shot, part),
            LayerKind::Stroke {
                ink,
                width_px,
                dash_px,
                alpha,
                round,
            } => {
                let px = shot.camera.metres_per_px();
                ctx.set_global_alpha(*alpha);
                ctx.set_line_join("round");
                ctx.set_line_cap(if *round { "round" } else { "butt" });
                canvas.pen(shot.palette.css(*ink), width_px * px);
                canvas.dash(dash_px, px);
                let wider = Metres(width_px * px);
                // Dashes go on along the whole line, and what is let through must not lie over itself.
                if !dash_px.is_empty() || *alpha < 1.0 {
                    if let Some(whole) = self.whole(shot.world, layer.shape).filter(|w| w.is_in(part, wider)) {
                        ctx.stroke_with_path(&whole.path);
                    }
                } else {
                    // The ends of pieces are rounded, or a bend would gape there; the ends of lines may be square.
                    let lines = self.lines.entry(layer.shape);
                    let lines = lines.or_insert_with(|| pieces(&geometry(shot.world, &layer.shape)));
                    ctx.set_line_cap("round");
                    for line in lines.iter().filter(|l| l.is_in(part, wider)) {
                        ctx.stroke_with_path(&line.path);
                    }
                }
            }
        }
        ctx.restore();
    }

    fn fill(&mut self, canvas: &Canvas, shape: Shape, fill: Fill, shot: &Shot, part: &Bounds) {
        let ctx = &canvas.ctx;
        let Some(whole) = self.whole(shot.world, shape).filter(|w| w.is_in(part, Metres(0.0))) else {
            return;
        };
        let rule = web_sys::CanvasWindingRule::Evenodd;
        match fill {
            // Overlapping halos are one area of light, not brighter where they meet.
            Fill::Flat(ink) if shape == Shape::Halo => {
                canvas.fill(shot.palette.css(ink));
                ctx.fill_with_path_2d(&whole.path);
            }
            Fill::Flat(ink) => {
                canvas.fill(shot.palette.css(ink));
                ctx.fill_with_path_2d_and_winding(&whole.path, rule);
            }
            Fill::Texture(texture, ink) => {
                ctx.clip_with_path_2d_and_winding(&whole.path, rule);
                // Anchored to the ground, so that it does not swim when the map moves.
                let (dpr, anchor) = (canvas.dpr, shot.camera.to_screen(Pt::default(), shot.view));
                if let Some(pattern) = self.texture(texture, shot.palette.css(ink), dpr) {
                    let corner = anchor * dpr;
                    let _ = ctx.set_transform(1.0, 0.0, 0.0, 1.0, corner.x, corner.y);
                    ctx.set_fill_style_canvas_pattern(pattern);
                    let (width, height) = (shot.view.width * dpr, shot.view.height * dpr);
                    ctx.fill_rect(-corner.x, -corner.y, width, height);
                }
            }
        }
    }

    /// A texture, made once.
    fn texture(&mut self, texture: Texture, css: &'static str, dpr: f64) -> Option<&CanvasPattern> {
        let is_it =
            |t: &(Texture, &str, f64, CanvasPattern)| (t.0, t.1) == (texture, css) && t.2.total_cmp(&dpr).is_eq();
        let at = if let Some(at) = self.textures.iter().position(is_it) {
            at
        } else {
            self.textures.push((texture, css, dpr, tile(texture, css, dpr)?));
            self.textures.len() - 1
        };
        self.textures.get(at).map(|t| &t.3)
    }
}

/// The kilometre crosses: five pixels whatever the zoom.
fn crosses(canvas: &Canvas, layer: &Layer, shot: &Shot) {
    let LayerKind::Stroke { ink, width_px, .. } = &layer.what else {
        return;
    };
    canvas.reset();
    canvas.dash(&[], 1.0);
    canvas.pen(shot.palette.css(*ink), *width_px);
    canvas.ctx.begin_path();
    for middle in geometry(shot.world, &Shape::GridCrosses)
        .iter()
        .filter_map(|p| p.points.first())
    {
        let at = shot.camera.to_screen(*middle, shot.view);
        if shot.view.shows(at, -5.0) {
            canvas.ctx.move_to(at.x - 2.5, at.y);
            canvas.ctx.line_to(at.x + 2.5, at.y);
            canvas.ctx.move_to(at.x, at.y - 2.5);
            canvas.ctx.line_to(at.x, at.y + 2.5);
        }
    }
    canvas.ctx.stroke();
}

/// A small picture that repeats over an area.
fn tile(texture: Texture, css: &str, dpr: f64) -> Option<CanvasPattern> {
    let side = match texture {
        Texture::ParkDots => 6.0,
        Texture::BeachDots => 4.0,
        Texture::IndustryHatch => 7.0,
    };
    let mut canvas = Canvas::aside()?;
    canvas.fit(side, side);
    canvas.reset();
    let ctx = &canvas.ctx;
    canvas.fill(css);
    canvas.pen(css, 1.0);
    let dot = |x: f64, y: f64, r: f64| {
        ctx.begin_path();
        let _ = ctx.arc(x, y, r, 0.0, TAU);
        ctx.fill();
    };
    match texture {
        Texture::ParkDots => {
            dot(1.5, 1.5, 0.75);
            dot(4.5, 4.5, 0.75);
        }
        Texture::BeachDots => dot(2.0, 2.0, 0.6),
        Texture::IndustryHatch => {
            // One line and its two neighbours at the corners, so that the tiles join.
            ctx.begin_path();
            for o in [-side, 0.0, side] {
                ctx.move_to(o - 1.0, side + 1.0);
                ctx.line_to(o + side + 1.0, -1.0);
            }
            ctx.stroke();
        }
    }
    let scaled = canvas.dpr / dpr;
    debug_assert!((scaled - 1.0).abs() < 1e-9);
    ctx.create_pattern_with_html_canvas_element(&canvas.element, "repeat")
        .ok()?
}
