//! The sheet under the expo: land, water, rails and borders, every shape's path made once.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::f64::consts::TAU;

use web_sys::Path2d;

use super::canvas::Canvas;
use crate::draw::{Fill, Ink, Layer, LayerKind, Palette, Shape, Texture, WATER_LINES, geometry};
use crate::model::{Border, GroundKind};
use crate::query::World;
use crate::space::{Path, Pt};
use crate::view::{Camera, Viewport};

/// The retained drawing of the sheet: every shape's path in metres, made once, and its textures.
#[derive(Default)]
pub(in crate::ui) struct Sheet {
    paths: HashMap<Shape, Path2d>,
    water: Option<Path2d>,
}

fn path2d(lines: &[Path]) -> Option<Path2d> {
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
    Some(path)
}

impl Sheet {
    fn path(&mut self, world: &World, shape: Shape) -> Option<&Path2d> {
        match self.paths.entry(shape) {
            Entry::Occupied(kept) => Some(&*kept.into_mut()),
            Entry::Vacant(free) => Some(&*free.insert(path2d(&geometry(world, &shape))?)),
        }
    }

    /// Draws the whole sheet under the expo, Malmöpendeln on top.
    pub(in crate::ui) fn paint(
        &mut self,
        canvas: &Canvas,
        world: &World,
        layers: &[Layer],
        palette: &Palette,
        camera: &Camera,
        view: &Viewport,
    ) {
        let ctx = &canvas.ctx;
        canvas.reset();
        canvas.dash(&[], 1.0);
        canvas.fill(palette.css(Ink::Sea));
        ctx.fill_rect(0.0, 0.0, view.width, view.height);
        self.water_lines(canvas, world, palette, camera, view);
        // Malmöpendeln lies over all the rest.
        let is_ring = |l: &&Layer| l.shape == Shape::Ring;
        for layer in layers
            .iter()
            .filter(|l| !is_ring(l))
            .chain(layers.iter().filter(is_ring))
        {
            self.layer(canvas, world, layer, palette, camera, view);
        }
        canvas.reset();
    }

    /// Lines that follow the shore out at sea: wide strokes under narrower ones in the sea's own colour, widest first.
    fn water_lines(&mut self, canvas: &Canvas, world: &World, palette: &Palette, camera: &Camera, view: &Viewport) {
        if self.water.is_none() {
            let lands = world.atlas.basemap.grounds.iter().enumerate();
            let coasts: Vec<Path> = lands
                .filter(|(_, g)| g.kind == GroundKind::Land)
                .flat_map(|(i, _)| geometry(world, &Shape::Ground(i)))
                .chain(geometry(world, &Shape::Borders(Border::Shore)))
                .collect();
            self.water = path2d(&coasts);
        }
        let Some(path) = &self.water else { return };
        let px = camera.metres_per_px();
        canvas.in_metres(camera, view);
        canvas.ctx.set_line_join("round");
        for (distance, alpha) in WATER_LINES.iter().rev() {
            let [r, g, b] = palette.rgb(Ink::Sea).towards(palette.rgb(Ink::Wline), *alpha).bytes();
            canvas.pen(&format!("rgb({r},{g},{b})"), (2.0 * distance + 0.9) * px);
            canvas.ctx.stroke_with_path(path);
            canvas.pen(palette.css(Ink::Sea), (2.0 * distance - 0.9) * px);
            canvas.ctx.stroke_with_path(path);
        }
    }

    /// Draws one layer; also used for the ring where a leader line lies over the sheet's.
    pub(in crate::ui) fn layer(
        &mut self,
        canvas: &Canvas,
        world: &World,
        layer: &Layer,
        palette: &Palette,
        camera: &Camera,
        view: &Viewport,
    ) {
        let ctx = &canvas.ctx;
        let px = camera.metres_per_px();
        if layer.shape == Shape::GridCrosses {
            return crosses(canvas, world, layer, palette, camera, view);
        }
        ctx.save();
        canvas.in_metres(camera, view);
        if let Some(within) = layer.clip.and_then(|shape| self.path(world, shape)) {
            ctx.clip_with_path_2d(within);
        }
        let Some(path) = self.path(world, layer.shape) else {
            return ctx.restore();
        };
        match &layer.what {
            LayerKind::Fill(Fill::Flat(ink)) => {
                canvas.fill(palette.css(*ink));
                let rule = web_sys::CanvasWindingRule::Evenodd;
                if layer.shape == Shape::Halo {
                    // Overlapping halos are one area of light, not brighter where they meet.
                    ctx.fill_with_path_2d(path);
                } else {
                    ctx.fill_with_path_2d_and_winding(path, rule);
                }
            }
            LayerKind::Fill(Fill::Texture(texture, ink)) => {
                ctx.clip_with_path_2d_and_winding(path, web_sys::CanvasWindingRule::Evenodd);
                if let Some(pattern) = tile(*texture, palette.css(*ink), canvas.dpr) {
                    // Anchored to the ground, so that it does not swim when the map moves.
                    let anchor = camera.to_screen(Pt::default(), view);
                    let _ = ctx.set_transform(1.0, 0.0, 0.0, 1.0, anchor.x * canvas.dpr, anchor.y * canvas.dpr);
                    ctx.set_fill_style_canvas_pattern(&pattern);
                    ctx.fill_rect(
                        -anchor.x * canvas.dpr,
                        -anchor.y * canvas.dpr,
                        view.width * canvas.dpr,
                        view.height * canvas.dpr,
                    );
                }
            }
            LayerKind::Stroke {
                ink,
                width_px,
                dash_px,
                alpha,
                round,
            } => {
                ctx.set_global_alpha(*alpha);
                ctx.set_line_join("round");
                ctx.set_line_cap(if *round { "round" } else { "butt" });
                canvas.pen(palette.css(*ink), width_px * px);
                canvas.dash(dash_px, px);
                ctx.stroke_with_path(path);
            }
        }
        ctx.restore();
    }
}

/// The kilometre crosses: five pixels whatever the zoom.
fn crosses(canvas: &Canvas, world: &World, layer: &Layer, palette: &Palette, camera: &Camera, view: &Viewport) {
    let LayerKind::Stroke { ink, width_px, .. } = &layer.what else {
        return;
    };
    canvas.reset();
    canvas.dash(&[], 1.0);
    canvas.pen(palette.css(*ink), *width_px);
    canvas.ctx.begin_path();
    for middle in geometry(world, &Shape::GridCrosses)
        .iter()
        .filter_map(|p| p.points.first())
    {
        let at = camera.to_screen(*middle, view);
        if view.shows(at, -5.0) {
            canvas.ctx.move_to(at.x - 2.5, at.y);
            canvas.ctx.line_to(at.x + 2.5, at.y);
            canvas.ctx.move_to(at.x, at.y - 2.5);
            canvas.ctx.line_to(at.x, at.y + 2.5);
        }
    }
    canvas.ctx.stroke();
}

/// A small picture that repeats over an area.
fn tile(texture: Texture, css: &str, dpr: f64) -> Option<web_sys::CanvasPattern> {
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
