//! What lies over the sheet: leader, marks and names. Put down on a canvas somewhat larger than the map, and moved with it
//! by the browser's compositor while it is pushed about.

use std::f64::consts::TAU;

use wasm_bindgen::JsCast;
use web_sys::{HtmlCanvasElement, HtmlElement};

use super::canvas::Canvas;
use super::index::Index;
use super::legs::paint_legs;
use super::place::Place;
use super::stamps::{Stamps, label_key, label_reach, mark_key};
use super::writing::{Writing, label};
use crate::draw::enamel::{Enamel, reach_px};
use crate::draw::{Ink, LEEWAY_PX, Leg, Measure, Overlay, Palette};
use crate::space::Px;
use crate::view::{Camera, Viewport};

/// Marks and names, drawn once each and kept.
pub(in crate::ui) struct Over {
    canvas: Canvas,
    place: Place,
    index: Index,
    stamps: Stamps,
    enamel: Enamel,
    writing: Writing,
}

/// What a frame puts down.
pub(in crate::ui) struct Frame<'a> {
    pub(in crate::ui) overlay: &'a Overlay,
    pub(in crate::ui) legs: &'a [Leg],
    pub(in crate::ui) palette: &'static Palette,
    pub(in crate::ui) measure: &'a dyn Measure,
    /// Where the line from the chosen site ends: at its card.
    pub(in crate::ui) leader_to: Option<Px>,
    /// Where the visitor is.
    pub(in crate::ui) position: Option<Px>,
}

impl Over {
    /// What lies over the sheet on a canvas, and over that the index on its two; nothing where the browser gives no 2D
    /// context.
    pub(in crate::ui) fn new(canvas: HtmlCanvasElement, index: [HtmlCanvasElement; 2]) -> Option<Self> {
        let element: HtmlElement = canvas.clone().unchecked_into();
        Some(Self {
            canvas: Canvas::with_origin(canvas, Px::new(LEEWAY_PX, LEEWAY_PX))?,
            place: Place::new(element),
            index: Index::new(index)?,
            stamps: Stamps::default(),
            enamel: Enamel::default(),
            writing: Writing::default(),
        })
    }

    /// Fits the canvas to the map; says whether nothing stands on it any more.
    pub(in crate::ui) fn fit(&mut self, view: &Viewport) -> bool {
        let (width, height) = (view.width + 2.0 * LEEWAY_PX, view.height + 2.0 * LEEWAY_PX);
        self.place.size(width, height);
        self.canvas.fit(width, height)
    }

    /// Follows a camera: moves what is there by so much, to the nearest device pixel, and draws the index.
    pub(in crate::ui) fn follow(&mut self, camera: &Camera, view: &Viewport, palette: &'static Palette, by: Px) {
        self.index.paint(camera, view, palette, &mut self.stamps);
        let dpr = self.canvas.dpr;
        let whole = |v: f64| (v * dpr).round() / dpr;
        let corner = Px::new(whole(by.x - LEEWAY_PX), whole(by.y - LEEWAY_PX));
        self.place.put(corner, 1.0);
    }

    /// Draws a frame anew. Where a line leads from the chosen site to its card, `ring` is drawn over it.
    pub(in crate::ui) fn paint(&mut self, frame: &Frame, ring: impl FnOnce(&Canvas)) {
        let Frame { overlay, palette, .. } = *frame;
        let canvas = &self.canvas;
        let ctx = &canvas.ctx;
        canvas.reset();
        self.stamps.begin(palette, canvas.dpr);
        let (width, height) = (f64::from(canvas.element.width()), f64::from(canvas.element.height()));
        ctx.clear_rect(-LEEWAY_PX, -LEEWAY_PX, width, height);
        if let (Some(from), Some(to)) = (overlay.selected_at, frame.leader_to) {
            leader(canvas, palette, from, to);
            ring(canvas);
        }
        paint_legs(canvas, palette, frame.legs);
        self.writing.learn(canvas.dpr);
        let enamel = &mut self.enamel;
        for m in &overlay.marks {
            let paint = |reach| enamel.paint(m, palette, canvas.dpr, reach, &self.writing);
            self.stamps.add_picture(mark_key(m), m.at, reach_px(m), paint);
        }
        // The visitor stands on the sites, and under no name.
        self.stamps.put_down(canvas);
        if let Some(at) = frame.position {
            canvas.reset();
            here(canvas, palette, at);
        }
        for l in &overlay.labels {
            let reach = label_reach(l, frame.measure);
            self.stamps
                .add(label_key(l), l.at, reach, |page, at| label(page, palette, l, at));
        }
        self.stamps.put_down(canvas);
    }

    /// Forgets all that was drawn: another font has come.
    pub(in crate::ui) fn forget(&mut self) {
        self.stamps = Stamps::default();
        self.enamel = Enamel::default();
        self.writing = Writing::default();
        self.index.forget();
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

/// Where the visitor is: a dark dot with a paper heart.
fn here(canvas: &Canvas, palette: &Palette, at: Px) {
    disc(canvas, palette.css(Ink::Land0), at, 13.0);
    disc(canvas, palette.css(Ink::Ink), at, 10.0);
    disc(canvas, palette.css(Ink::Disc), at, 4.0);
}
