//! The map on pixels: the same sheet, marks and names that the app draws, put down by another hand. `draw` decides all of
//! it; what is here is how a brush works.

use super::letters::{Letters, Setting};
use m21::draw::enamel::{Enamel, reach_px};
use m21::draw::{
    Anchor, Fill, Ink, Label, Layer, LayerKind, Mark, Palette, Shape, Texture, WATER_LINES, geometry, layers,
};
use m21::model::{Border, GroundKind};
use m21::query::World;
use m21::space::{Path as Way, Pt};
use m21::view::{Camera, Viewport};
use tiny_skia::{
    Color, FillRule, FilterQuality, LineCap, LineJoin, Mask, Paint, Path, PathBuilder, Pattern, Pixmap, PixmapPaint,
    SpreadMode, Stroke, StrokeDash, Transform,
};

/// Where a map looks, and what it is put down on.
pub(super) struct Ground<'a> {
    pub(super) world: &'a World,
    pub(super) palette: &'static Palette,
    pub(super) camera: Camera,
    pub(super) view: Viewport,
    /// Device pixels a CSS pixel.
    pub(super) dpr: f64,
    pub(super) paper: Pixmap,
}

/// A colour as the palette writes it: `#RRGGBB`, or `rgba(r,g,b,a)`.
pub(in crate::publish) fn colour(palette: &Palette, ink: Ink) -> Color {
    let css = palette.css(ink);
    let Some(parts) = css.strip_prefix("rgba(") else {
        let [r, g, b] = palette.rgb(ink).bytes();
        return Color::from_rgba8(r, g, b, 255);
    };
    let parts: Vec<f32> = parts
        .trim_end_matches(')')
        .split(',')
        .filter_map(|n| n.parse().ok())
        .collect();
    match parts[..] {
        [r, g, b, a] => Color::from_rgba(r / 255.0, g / 255.0, b / 255.0, a).unwrap_or(Color::BLACK),
        _ => Color::BLACK,
    }
}

/// A brush of one colour.
pub(super) fn brush(colour: Color) -> Paint<'static> {
    let mut paint = Paint::default();
    paint.set_color(colour);
    paint.anti_alias = true;
    paint
}

fn outline(ways: &[Way]) -> Option<Path> {
    let mut out = PathBuilder::new();
    for way in ways {
        let mut points = way.points.iter();
        if let Some(first) = points.next() {
            out.move_to(first.x as f32, first.y as f32);
        }
        for point in points {
            out.line_to(point.x as f32, point.y as f32);
        }
        if way.is_closed() {
            out.close();
        }
    }
    out.finish()
}

impl Ground<'_> {
    /// Metres on the plane to device pixels.
    fn metres(&self) -> Transform {
        let scale = (self.dpr / self.camera.metres_per_px()) as f32;
        let origin = self.camera.to_screen(Pt::default(), &self.view) * self.dpr;
        Transform::from_row(scale, 0.0, 0.0, scale, origin.x as f32, origin.y as f32)
    }

    /// Draws the sheet, Malmöpendeln on top.
    pub(super) fn sheet(&mut self) {
        self.paper.fill(colour(self.palette, Ink::Sea));
        self.water_lines();
        let all = layers(self.world, self.camera.step());
        let is_ring = |l: &&Layer| l.shape == Shape::Ring;
        for layer in all.iter().filter(|l| !is_ring(l)).chain(all.iter().filter(is_ring)) {
            self.layer(layer);
        }
    }

    /// Lines that follow the shore: wide strokes under narrower ones in the sea's own colour, widest first.
    fn water_lines(&mut self) {
        let lands = self.world.atlas.basemap.grounds.iter().enumerate();
        let coasts: Vec<Way> = lands
            .filter(|(_, g)| g.kind == GroundKind::Land)
            .flat_map(|(i, _)| geometry(self.world, &Shape::Ground(i)))
            .chain(geometry(self.world, &Shape::Borders(Border::Shore)))
            .collect();
        let Some(coasts) = outline(&coasts) else { return };
        let (px, at) = (self.camera.metres_per_px(), self.metres());
        for (distance, alpha) in WATER_LINES.iter().rev() {
            let (sea, line) = (self.palette.rgb(Ink::Sea), self.palette.rgb(Ink::Wline));
            let [r, g, b] = sea.towards(line, *alpha).bytes();
            for (colour, width) in [
                (Color::from_rgba8(r, g, b, 255), 2.0 * distance + 0.9),
                (colour(self.palette, Ink::Sea), 2.0 * distance - 0.9),
            ] {
                let stroke = Stroke {
                    width: (width * px) as f32,
                    line_join: LineJoin::Round,
                    line_cap: LineCap::Round,
                    ..Stroke::default()
                };
                self.paper.stroke_path(&coasts, &brush(colour), &stroke, at, None);
            }
        }
    }

    fn mask(&self, shape: Shape, rule: FillRule) -> Option<Mask> {
        let mut mask = Mask::new(self.paper.width(), self.paper.height())?;
        mask.fill_path(&outline(&geometry(self.world, &shape))?, rule, true, self.metres());
        Some(mask)
    }

    fn layer(&mut self, layer: &Layer) {
        if layer.shape == Shape::GridCrosses {
            return self.crosses(layer);
        }
        let Some(path) = outline(&geometry(self.world, &layer.shape)) else {
            return;
        };
        if !self.shows(&path, 40.0) {
            return;
        }
        let within = layer.clip.and_then(|shape| self.mask(shape, FillRule::EvenOdd));
        let at = self.metres();
        match &layer.what {
            LayerKind::Fill(Fill::Flat(ink)) => {
                // Overlapping halos are one area of light, not brighter where they meet.
                let rule = if layer.shape == Shape::Halo {
                    FillRule::Winding
                } else {
                    FillRule::EvenOdd
                };
                let brush = brush(colour(self.palette, *ink));
                self.paper.fill_path(&path, &brush, rule, at, within.as_ref());
            }
            LayerKind::Fill(Fill::Texture(texture, ink)) => self.texture(&path, *texture, *ink),
            LayerKind::Stroke {
                ink,
                width_px,
                dash_px,
                alpha,
                round,
            } => {
                let px = self.camera.metres_per_px();
                let mut colour = colour(self.palette, *ink);
                colour.apply_opacity(*alpha as f32);
                // A dash without length is a dot as wide as the brush; this one wants some.
                let dashes = dash_px
                    .iter()
                    .map(|dash| (dash.max(0.05) * px) as f32)
                    .collect::<Vec<_>>();
                let stroke = Stroke {
                    width: (width_px * px) as f32,
                    line_join: LineJoin::Round,
                    line_cap: if *round { LineCap::Round } else { LineCap::Butt },
                    dash: StrokeDash::new(dashes, 0.0),
                    ..Stroke::default()
                };
                self.paper
                    .stroke_path(&path, &brush(colour), &stroke, at, within.as_ref());
            }
        }
    }

    /// A small picture that repeats over an area.
    fn texture(&mut self, path: &Path, texture: Texture, ink: Ink) {
        let (side, dpr) = (
            match texture {
                Texture::ParkDots => 6.0,
                Texture::BeachDots => 4.0,
                Texture::IndustryHatch => 7.0,
            },
            self.dpr,
        );
        let pixels = (side * dpr).round() as u32;
        let Some(mut tile) = Pixmap::new(pixels, pixels) else {
            return;
        };
        let brush_of = brush(colour(self.palette, ink));
        let scale = Transform::from_scale(dpr as f32, dpr as f32);
        let mut dot = |x: f32, y: f32, r: f32| {
            if let Some(dot) = PathBuilder::from_circle(x, y, r) {
                tile.fill_path(&dot, &brush_of, FillRule::Winding, scale, None);
            }
        };
        match texture {
            Texture::ParkDots => {
                dot(1.5, 1.5, 0.75);
                dot(4.5, 4.5, 0.75);
            }
            Texture::BeachDots => dot(2.0, 2.0, 0.6),
            Texture::IndustryHatch => {
                let mut lines = PathBuilder::new();
                for o in [-7.0, 0.0, 7.0] {
                    lines.move_to(o - 1.0, 8.0);
                    lines.line_to(o + 8.0, -1.0);
                }
                if let Some(lines) = lines.finish() {
                    tile.stroke_path(&lines, &brush_of, &Stroke::default(), scale, None);
                }
            }
        }
        // On the paper's own pixels, so that the pattern does not grow with the map.
        let Some(path) = path.clone().transform(self.metres()) else {
            return;
        };
        let paint = Paint {
            shader: Pattern::new(
                tile.as_ref(),
                SpreadMode::Repeat,
                FilterQuality::Nearest,
                1.0,
                Transform::identity(),
            ),
            ..Paint::default()
        };
        self.paper
            .fill_path(&path, &paint, FillRule::EvenOdd, Transform::identity(), None);
    }

    /// Whether any of a path may be seen, drawn so many device pixels wider than it is.
    fn shows(&self, path: &Path, wider: f32) -> bool {
        let (width, height) = (self.paper.width() as f32, self.paper.height() as f32);
        path.bounds().transform(self.metres()).is_some_and(|about| {
            about.right() > -wider
                && about.bottom() > -wider
                && about.left() < width + wider
                && about.top() < height + wider
        })
    }

    /// The kilometre crosses: five pixels whatever the zoom.
    fn crosses(&mut self, layer: &Layer) {
        let LayerKind::Stroke { ink, width_px, .. } = &layer.what else {
            return;
        };
        let brush = brush(colour(self.palette, *ink));
        let stroke = Stroke {
            width: (*width_px * self.dpr) as f32,
            ..Stroke::default()
        };
        let arm = (2.5 * self.dpr) as f32;
        for way in geometry(self.world, &Shape::GridCrosses) {
            let Some(middle) = way.points.first() else { continue };
            let at = self.camera.to_screen(*middle, &self.view) * self.dpr;
            let (x, y) = (at.x as f32, at.y as f32);
            let mut cross = PathBuilder::new();
            cross.move_to(x - arm, y);
            cross.line_to(x + arm, y);
            cross.move_to(x, y - arm);
            cross.line_to(x, y + arm);
            if let Some(cross) = cross.finish() {
                self.paper
                    .stroke_path(&cross, &brush, &stroke, Transform::identity(), None);
            }
        }
    }

    /// Puts marks down; each is painted pixel by pixel, as in the app.
    pub(super) fn marks(&mut self, marks: &[Mark], letters: &Letters) {
        let mut enamel = Enamel::default();
        for mark in marks {
            let reach = (reach_px(mark) * self.dpr).ceil() as usize;
            let picture = enamel.paint(mark, self.palette, self.dpr, reach, letters);
            let Some(mut stamp) = Pixmap::new(picture.side as u32, picture.side as u32) else {
                continue;
            };
            for (pixel, [r, g, b, a]) in stamp.pixels_mut().iter_mut().zip(&picture.pixels) {
                *pixel = tiny_skia::ColorU8::from_rgba(*r, *g, *b, *a).premultiply();
            }
            let corner = mark.at * self.dpr;
            let [x, y] = [corner.x, corner.y].map(|at| (at.round() - reach as f64) as i32);
            let paint = PixmapPaint::default();
            self.paper
                .draw_pixmap(x, y, stamp.as_ref(), &paint, Transform::identity(), None);
        }
    }

    /// Writes names.
    pub(super) fn names(&mut self, labels: &[Label], letters: &Letters) {
        for label in labels {
            let style = label.role.style();
            let line = letters.line(&label.text, &Setting::of(label.role, self.dpr));
            let Some(path) = line.path else { continue };
            let left = match label.anchor {
                Anchor::Start => 0.0,
                Anchor::Middle => -line.width / 2.0,
                Anchor::End => -line.width,
            };
            let at = label.at * self.dpr;
            let place = Transform::from_translate(left as f32, (style.size_px * 0.35 * self.dpr) as f32)
                .post_concat(Transform::from_rotate(label.rotation_degrees as f32))
                .post_concat(Transform::from_translate(at.x as f32, at.y as f32));
            if style.halo_px > 0.0 {
                let mut halo = colour(self.palette, Ink::Land0);
                halo.apply_opacity(0.9);
                let stroke = Stroke {
                    width: (style.halo_px * 2.0 * self.dpr) as f32,
                    line_join: LineJoin::Round,
                    ..Stroke::default()
                };
                self.paper.stroke_path(&path, &brush(halo), &stroke, place, None);
            }
            let ink = brush(colour(self.palette, style.ink));
            self.paper.fill_path(&path, &ink, FillRule::Winding, place, None);
        }
    }
}
