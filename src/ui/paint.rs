//! Layers and overlays → pixels. The only user of the canvas; device pixels live here and nowhere else.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::f64::consts::{FRAC_PI_2, TAU};

use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, Path2d};

use crate::draw::mark::{CASING_PX, FOCUS_RADIUS_PX, SELECTED_INK_PX, SELECTED_PAPER_PX};
use crate::draw::{
    Anchor, Centre, Edge, FRAME_RIGHT_PX, FRAME_TOP_PX, Fill, FrameTick, Ink, Label, Layer, LayerKind, Leg, Look, Mark,
    Measure, Overlay, Palette, Role, Shape, Texture, TypeStyle, WATER_LINES, geometry,
};
use crate::model::{Border, GroundKind, Kind};
use crate::query::World;
use crate::space::decimal::fixed;
use crate::space::{Path, Pt, Px};
use crate::view::{Camera, Viewport};

const FONT: &str = "\"Archivo Variable\", Archivo, \"Helvetica Neue\", Arial, sans-serif";

/// A canvas with its context, sized in CSS pixels and drawn in device pixels.
pub(super) struct Canvas {
    element: HtmlCanvasElement,
    ctx: CanvasRenderingContext2d,
    dpr: f64,
}

impl Canvas {
    /// The canvas behind an element; nothing where the browser gives no 2D context.
    pub(super) fn new(element: HtmlCanvasElement) -> Option<Self> {
        let ctx = element.get_context("2d").ok()??.dyn_into().ok()?;
        Some(Self { element, ctx, dpr: 1.0 })
    }

    /// Fits the backing store to a size in CSS pixels; says whether it had to change.
    pub(super) fn fit(&mut self, width: f64, height: f64) -> bool {
        let dpr = window().device_pixel_ratio().clamp(1.0, 3.0);
        let (w, h) = ((width * dpr).round() as u32, (height * dpr).round() as u32);
        let changed = (self.element.width(), self.element.height()) != (w, h);
        if changed {
            self.element.set_width(w);
            self.element.set_height(h);
        }
        self.dpr = dpr;
        changed
    }

    /// Back to CSS pixels from the corner.
    fn reset(&self) {
        let _ = self.ctx.set_transform(self.dpr, 0.0, 0.0, self.dpr, 0.0, 0.0);
    }

    /// Metres on the plane, with the camera's centre in the viewport's middle.
    fn in_metres(&self, camera: &Camera, view: &Viewport) {
        let k = self.dpr / camera.metres_per_px();
        let corner = camera.to_screen(Pt::default(), view) * self.dpr;
        let _ = self.ctx.set_transform(k, 0.0, 0.0, k, corner.x, corner.y);
    }

    fn fill(&self, css: &str) {
        self.ctx.set_fill_style_str(css);
    }

    fn pen(&self, css: &str, width: f64) {
        self.ctx.set_stroke_style_str(css);
        self.ctx.set_line_width(width);
    }

    fn dash(&self, pattern: &[f64], scale: f64) {
        let array: js_sys::Array = pattern.iter().map(|d| JsValue::from_f64(d * scale)).collect();
        let _ = self.ctx.set_line_dash(&array);
    }
}

/// The retained drawing of the sheet: every shape's path in metres, made once, and its textures.
#[derive(Default)]
pub(super) struct Sheet {
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

    /// Draws the whole sheet under the expo.
    pub(super) fn paint(
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
        for layer in layers.iter().filter(|l| l.shape != Shape::Ring) {
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
            canvas.pen(
                &mixed(palette.css(Ink::Sea), palette.css(Ink::Wline), *alpha),
                (2.0 * distance + 0.9) * px,
            );
            canvas.ctx.stroke_with_path(path);
            canvas.pen(palette.css(Ink::Sea), (2.0 * distance - 0.9) * px);
            canvas.ctx.stroke_with_path(path);
        }
    }

    /// Draws one layer; also used for the ring, which lies over the leader line.
    pub(super) fn layer(
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

/// A colour a part of the way from one to another; both as `#RRGGBB`.
fn mixed(from: &str, to: &str, part: f64) -> String {
    let channel = |css: &str, i: usize| {
        css.get(1 + 2 * i..3 + 2 * i)
            .and_then(|h| u8::from_str_radix(h, 16).ok())
            .map_or(0.0, f64::from)
    };
    let mix = |i| (channel(from, i) + (channel(to, i) - channel(from, i)) * part).round();
    format!("rgb({},{},{})", mix(0), mix(1), mix(2))
}

/// A small picture that repeats over an area.
fn tile(texture: Texture, css: &str, dpr: f64) -> Option<web_sys::CanvasPattern> {
    let side = match texture {
        Texture::ParkDots => 6.0,
        Texture::BeachDots => 4.0,
        Texture::IndustryHatch => 7.0,
    };
    let element: HtmlCanvasElement = document().create_element("canvas").ok()?.dyn_into().ok()?;
    let mut canvas = Canvas::new(element)?;
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

/// How the count in a wheel is set.
const COUNT: TypeStyle = TypeStyle {
    size_px: 13.0,
    weight: 700,
    stretch_percent: 100,
    tracking_em: 0.0,
    italic: false,
    caps: false,
    ink: Ink::Ink,
    halo_px: 0.0,
};
/// How the index along the edges is set.
const GRID: TypeStyle = TypeStyle {
    size_px: 10.5,
    weight: 600,
    stretch_percent: 90,
    ink: Ink::Ink2,
    ..COUNT
};

/// Text widths by the browser's own ruler, each measured once.
pub(super) struct Ruler {
    ctx: CanvasRenderingContext2d,
    widths: std::cell::RefCell<HashMap<(String, Role), f64>>,
}

impl Ruler {
    /// A ruler on a canvas's context.
    pub(super) fn new(canvas: &Canvas) -> Self {
        Self {
            ctx: canvas.ctx.clone(),
            widths: std::cell::RefCell::default(),
        }
    }

    /// Forgets every width: another font has come.
    pub(super) fn forget(&self) {
        self.widths.borrow_mut().clear();
    }
}

impl Measure for Ruler {
    fn width(&self, text: &str, role: Role) -> f64 {
        let key = (text.to_owned(), role);
        if let Some(known) = self.widths.borrow().get(&key) {
            return *known;
        }
        set_type(&self.ctx, role);
        let width = self.ctx.measure_text(text).map_or(0.0, |m| m.width());
        self.widths.borrow_mut().insert(key, width);
        width
    }
}

fn set(ctx: &CanvasRenderingContext2d, property: &str, value: &str) {
    // Properties newer than the bindings; where a browser lacks them the text is a little wider.
    let _ = js_sys::Reflect::set(ctx, &JsValue::from_str(property), &JsValue::from_str(value));
}

fn set_type(ctx: &CanvasRenderingContext2d, role: Role) {
    let t = role.style();
    set_style(ctx, &t);
}

fn set_style(ctx: &CanvasRenderingContext2d, t: &TypeStyle) {
    let slant = if t.italic { "italic " } else { "" };
    ctx.set_font(&format!("{slant}{} {}px {FONT}", t.weight, fixed(t.size_px, 1)));
    set(
        ctx,
        "letterSpacing",
        &format!("{}px", fixed(t.tracking_em * t.size_px, 3)),
    );
    // The canvas knows only the named widths of CSS; the nearest one to the token is taken.
    let stretch = match t.stretch_percent {
        0..=80 => "condensed",
        81..=93 => "semi-condensed",
        _ => "normal",
    };
    set(ctx, "fontStretch", stretch);
}

/// Draws what lies over the sheet: leader, ring, marks, labels and the frame. `ring` draws the ring in its place.
pub(super) fn paint_overlay(
    canvas: &Canvas,
    overlay: &Overlay,
    palette: &Palette,
    view: &Viewport,
    leader_to: Option<Px>,
    position: Option<Px>,
    ring: impl FnOnce(),
) {
    let ctx = &canvas.ctx;
    canvas.reset();
    ctx.clear_rect(0.0, 0.0, view.width, view.height);
    if let (Some(from), Some(to)) = (overlay.selected_at, leader_to) {
        leader(canvas, palette, from, to);
    }
    ring();
    canvas.reset();
    for m in &overlay.marks {
        mark(canvas, palette, m);
    }
    if let Some(at) = position {
        here(canvas, palette, at);
    }
    for l in &overlay.labels {
        label(canvas, palette, l);
    }
    frame(canvas, palette, view, &overlay.frame);
}

/// The ways of a day out: walks as dots, for nobody has measured them; trains as arrows in the ring's ink, which is drawn
/// already.
pub(super) fn paint_legs(canvas: &Canvas, palette: &Palette, legs: &[Leg]) {
    let ctx = &canvas.ctx;
    canvas.reset();
    for leg in legs {
        ctx.set_line_cap("round");
        ctx.set_line_join("round");
        if let ([from, to], true) = (&leg.points[..], leg.on_foot) {
            canvas.dash(&[0.01, 9.0], 1.0);
            for (ink, width) in [(Ink::Land0, 8.0), (Ink::Ring, 5.0)] {
                canvas.pen(palette.css(ink), width);
                ctx.begin_path();
                ctx.move_to(from.x, from.y);
                ctx.line_to(to.x, to.y);
                ctx.stroke();
            }
            canvas.dash(&[], 1.0);
        }
        canvas.pen(palette.css(Ink::Disc), 2.0);
        ctx.begin_path();
        for (at, way) in &leg.arrows {
            let (tip, side) = (*at + *way * 2.2, Px::new(-way.y, way.x) * 3.4);
            let (one, other) = (*at - *way * 1.8 + side, *at - *way * 1.8 - side);
            ctx.move_to(one.x, one.y);
            ctx.line_to(tip.x, tip.y);
            ctx.line_to(other.x, other.y);
        }
        ctx.stroke();
    }
}

/// A line from the chosen site to its card: straight out, then level.
fn leader(canvas: &Canvas, palette: &Palette, from: Px, to: Px) {
    let ctx = &canvas.ctx;
    let slope = (to.y - from.y).abs().min((to.x - from.x).abs() * 0.8);
    let knee = Px::new(from.x + slope, from.y + slope.copysign(to.y - from.y));
    for (ink, width) in [(Ink::Land0, 5.0), (Ink::Ring, 1.75)] {
        canvas.pen(palette.css(ink), width);
        ctx.begin_path();
        ctx.move_to(from.x, from.y);
        ctx.line_to(knee.x, knee.y);
        if (knee.y - to.y).abs() > 0.5 {
            ctx.line_to(knee.x, to.y);
        }
        ctx.line_to(to.x, to.y);
        ctx.stroke();
    }
    disc(canvas, palette.css(Ink::Ring), to, 4.5);
}

fn disc(canvas: &Canvas, css: &str, at: Px, radius: f64) {
    canvas.fill(css);
    canvas.ctx.begin_path();
    let _ = canvas.ctx.arc(at.x, at.y, radius.max(0.0), 0.0, TAU);
    canvas.ctx.fill();
}

fn circle(canvas: &Canvas, css: &str, at: Px, radius: f64, width: f64) {
    canvas.pen(css, width);
    canvas.ctx.begin_path();
    let _ = canvas.ctx.arc(at.x, at.y, radius.max(0.0), 0.0, TAU);
    canvas.ctx.stroke();
}

fn mark(canvas: &Canvas, palette: &Palette, m: &Mark) {
    let ctx = &canvas.ctx;
    let css = |ink| palette.css(ink);
    if m.focused {
        let radius = FOCUS_RADIUS_PX.max(m.radius + 7.0);
        disc(canvas, css(Ink::Disc), m.at, radius);
        circle(canvas, css(Ink::Ink), m.at, radius, 3.0);
    }
    match &m.look {
        Look::Ring {
            arcs,
            outer_px,
            ring_px,
            edge_px,
            rim,
            centre,
            selected,
        } => {
            let r = *outer_px;
            disc(canvas, css(Ink::Land0), m.at, m.radius + CASING_PX);
            if *selected {
                disc(canvas, css(Ink::Ring), m.at, r + SELECTED_PAPER_PX + SELECTED_INK_PX);
                disc(canvas, css(Ink::Disc), m.at, r + SELECTED_PAPER_PX);
            } else if rim.is_some() {
                disc(canvas, css(Ink::Ring), m.at, m.radius);
            }
            // Enamel: the whole ring in edge colour, the goal colours inlaid with an edge between them.
            disc(canvas, css(Ink::Cloison), m.at, r);
            let (from_px, to_px) = (r - ring_px + edge_px / 2.0, r - edge_px);
            let (middle, inlay) = (f64::midpoint(from_px, to_px), (to_px - from_px).max(1.0));
            let gap = if arcs.len() > 1 {
                edge_px / middle.max(1.0) / 2.0
            } else {
                0.0
            };
            for arc in arcs {
                canvas.pen(css(if arc.lit { Ink::Goal(arc.goal) } else { Ink::Drain }), inlay);
                ctx.begin_path();
                let from = arc.start - FRAC_PI_2;
                let _ = ctx.arc(m.at.x, m.at.y, middle, from + gap, from + arc.sweep - gap);
                ctx.stroke();
            }
            disc(canvas, css(Ink::Disc), m.at, r - ring_px - edge_px / 2.0);
            centre_of(canvas, palette, m.at, centre, r - ring_px);
        }
        Look::Bead { ink_px } => {
            disc(canvas, css(Ink::Land0), m.at, m.radius + CASING_PX);
            disc(canvas, css(Ink::Ring), m.at, m.radius);
            disc(canvas, css(Ink::Disc), m.at, m.radius - ink_px);
        }
        Look::Dot => {
            disc(canvas, css(Ink::Disc), m.at, m.radius);
            circle(canvas, css(Ink::Ctl), m.at, m.radius, 1.3);
        }
        Look::ClosedDot => {
            disc(canvas, css(Ink::Disc), m.at, m.radius);
            canvas.dash(&[1.6, 1.9], 1.0);
            circle(canvas, css(Ink::Ctl), m.at, m.radius, 1.2);
            canvas.dash(&[], 1.0);
        }
    }
}

fn centre_of(canvas: &Canvas, palette: &Palette, at: Px, centre: &Centre, room: f64) {
    let ctx = &canvas.ctx;
    let ink = palette.css(Ink::Ink);
    match centre {
        Centre::Kind(kind) => glyph(canvas, ink, at, *kind, room * 0.56),
        Centre::Count(n) | Centre::Stop(n) => {
            // Two digits in a small hole are set a little smaller.
            let size_px = if room < 8.0 { 11.5 } else { COUNT.size_px };
            set_style(ctx, &TypeStyle { size_px, ..COUNT });
            canvas.fill(ink);
            ctx.set_text_align("center");
            ctx.set_text_baseline("alphabetic");
            let _ = ctx.fill_text(&n.to_string(), at.x, at.y + size_px * 0.36);
        }
        Centre::Paper => {}
    }
}

fn glyph(canvas: &Canvas, css: &str, at: Px, kind: Kind, r: f64) {
    canvas.fill(css);
    let square = |x: f64, y: f64, half: f64| canvas.ctx.fill_rect(x - half, y - half, 2.0 * half, 2.0 * half);
    match kind {
        Kind::Social => disc(canvas, css, at, r),
        Kind::Physical => square(at.x, at.y, r * 0.9),
        Kind::Digital => {
            for (dx, dy) in [(-1.0, -1.0), (1.0, -1.0), (-1.0, 1.0), (1.0, 1.0)] {
                square(at.x + dx * r * 0.62, at.y + dy * r * 0.62, r * 0.42);
            }
        }
    }
}

/// Where the visitor is: a dark dot with a paper heart.
fn here(canvas: &Canvas, palette: &Palette, at: Px) {
    disc(canvas, palette.css(Ink::Land0), at, 13.0);
    disc(canvas, palette.css(Ink::Ink), at, 10.0);
    disc(canvas, palette.css(Ink::Disc), at, 4.0);
}

fn label(canvas: &Canvas, palette: &Palette, l: &Label) {
    let ctx = &canvas.ctx;
    let style = l.role.style();
    set_type(ctx, l.role);
    ctx.save();
    let _ = ctx.translate(l.at.x, l.at.y);
    if l.rotation_degrees != 0.0 {
        let _ = ctx.rotate(l.rotation_degrees.to_radians());
    }
    ctx.set_text_align(match l.anchor {
        Anchor::Start => "left",
        Anchor::Middle => "center",
        Anchor::End => "right",
    });
    ctx.set_text_baseline("alphabetic");
    let y = style.size_px * 0.35;
    if style.halo_px > 0.0 {
        ctx.set_line_join("round");
        canvas.pen(palette.css(Ink::Land0), style.halo_px * 2.0);
        ctx.set_global_alpha(0.9);
        let _ = ctx.stroke_text(&l.text, 0.0, y);
        ctx.set_global_alpha(1.0);
    }
    canvas.fill(palette.css(style.ink));
    let _ = ctx.fill_text(&l.text, 0.0, y);
    ctx.restore();
}

/// The neatline with the kilometre index along the top and the right.
fn frame(canvas: &Canvas, palette: &Palette, view: &Viewport, ticks: &[FrameTick]) {
    let ctx = &canvas.ctx;
    let inner = view.width - FRAME_RIGHT_PX;
    canvas.fill(palette.css(Ink::Sheet));
    ctx.fill_rect(0.0, 0.0, view.width, FRAME_TOP_PX);
    ctx.fill_rect(inner, 0.0, FRAME_RIGHT_PX, view.height);
    canvas.pen(palette.css(Ink::Ink), 1.0);
    ctx.begin_path();
    ctx.move_to(0.0, FRAME_TOP_PX - 0.5);
    ctx.line_to(inner + 0.5, FRAME_TOP_PX - 0.5);
    ctx.line_to(inner + 0.5, view.height);
    ctx.stroke();
    set_style(ctx, &GRID);
    ctx.set_text_align("center");
    ctx.set_text_baseline("alphabetic");
    for tick in ticks {
        if let Some(text) = &tick.text {
            canvas.fill(palette.css(Ink::Ink2));
            let _ = ctx.fill_text(text, tick.at.x, tick.at.y + 3.8);
        } else {
            canvas.pen(palette.css(Ink::Gridt), 1.0);
            ctx.begin_path();
            ctx.move_to(tick.at.x, tick.at.y);
            match tick.edge {
                Edge::Top => ctx.line_to(tick.at.x, 0.0),
                Edge::Right => ctx.line_to(view.width, tick.at.y),
            }
            ctx.stroke();
        }
    }
}
