//! What lies over the sheet: leader, marks, names and the frame, anew for every frame.

use std::f64::consts::TAU;

use super::canvas::Canvas;
use super::legs::paint_legs;
use super::stamps::{Stamps, TICK_REACH, label_key, label_reach, mark_key, text_key};
use super::writing::{Writing, label};
use crate::draw::enamel::{Enamel, reach_px};
use crate::draw::{Edge, FRAME_RIGHT_PX, FRAME_TOP_PX, FrameTick, Ink, Leg, Measure, Overlay, Palette, TypeStyle};
use crate::space::Px;
use crate::view::Viewport;

/// How the index along the edges is set.
const GRID: TypeStyle = TypeStyle {
    size_px: 10.5,
    weight: 600,
    stretch_percent: 90,
    tracking_em: 0.0,
    italic: false,
    caps: false,
    ink: Ink::Ink2,
    halo_px: 0.0,
};

/// A frame's marks and names, drawn once each and kept, and the index along the edges, drawn when it has changed.
#[derive(Default)]
pub(in crate::ui) struct Over {
    stamps: Stamps,
    enamel: Enamel,
    writing: Writing,
    /// The index that stands on the canvas, and what it was drawn for.
    index: Option<(Vec<FrameTick>, Viewport, &'static Palette)>,
}

impl Over {
    /// Draws what lies over the sheet; `is_new` if nothing stands on the canvas. Where a line leads from the chosen site
    /// to its card, `ring` is drawn over it.
    #[expect(
        clippy::too_many_arguments,
        reason = "a frame is drawn from one place, with all there is"
    )]
    pub(in crate::ui) fn paint(
        &mut self,
        canvas: &Canvas,
        is_new: bool,
        overlay: &Overlay,
        legs: &[Leg],
        palette: &'static Palette,
        view: &Viewport,
        measure: &dyn Measure,
        leader_to: Option<Px>,
        position: Option<Px>,
        ring: impl FnOnce(),
    ) {
        let ctx = &canvas.ctx;
        canvas.reset();
        let index = (overlay.frame.clone(), *view, palette);
        self.stamps.begin(palette, canvas.dpr);
        if is_new || self.index.as_ref() != Some(&index) {
            frame(canvas, palette, view, &overlay.frame);
            for (at, text) in overlay.frame.iter().filter_map(|t| Some((t.at, t.text.as_ref()?))) {
                self.stamps.add(text_key(text), at, TICK_REACH, |page, at| {
                    square_name(page, palette, text, at);
                });
            }
            self.stamps.put_down(canvas);
            canvas.reset();
            self.index = Some(index);
        }
        // The index stays as it is, and no mark gets on it.
        ctx.save();
        let (width, height) = (view.width - FRAME_RIGHT_PX, view.height - FRAME_TOP_PX);
        ctx.begin_path();
        ctx.rect(0.0, FRAME_TOP_PX, width, height);
        ctx.clip();
        ctx.clear_rect(0.0, FRAME_TOP_PX, width, height);
        if let (Some(from), Some(to)) = (overlay.selected_at, leader_to) {
            leader(canvas, palette, from, to);
            ring();
        }
        paint_legs(canvas, palette, legs);
        self.writing.learn(canvas.dpr);
        let enamel = &mut self.enamel;
        for m in &overlay.marks {
            let paint = |reach| enamel.paint(m, palette, canvas.dpr, reach, &self.writing);
            self.stamps.add_picture(mark_key(m), m.at, reach_px(m), paint);
        }
        // The visitor stands on the sites, and under no name.
        self.stamps.put_down(canvas);
        if let Some(at) = position {
            canvas.reset();
            here(canvas, palette, at);
        }
        for l in &overlay.labels {
            let reach = label_reach(l, measure);
            self.stamps
                .add(label_key(l), l.at, reach, |page, at| label(page, palette, l, at));
        }
        self.stamps.put_down(canvas);
        ctx.restore();
    }

    /// Forgets all that was drawn: another font has come.
    pub(in crate::ui) fn forget(&mut self) {
        *self = Self::default();
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

/// A letter or number of the index with its middle at a place.
fn square_name(canvas: &Canvas, palette: &Palette, text: &str, at: Px) {
    canvas.set_type(&GRID);
    canvas.ctx.set_text_align("center");
    canvas.ctx.set_text_baseline("alphabetic");
    canvas.fill(palette.css(GRID.ink));
    let _ = canvas.ctx.fill_text(text, at.x, at.y + 3.8);
}

/// The neatline with the kilometre lines along the top and the right.
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
    canvas.pen(palette.css(Ink::Gridt), 1.0);
    ctx.begin_path();
    for tick in ticks.iter().filter(|t| t.text.is_none()) {
        ctx.move_to(tick.at.x, tick.at.y);
        match tick.edge {
            Edge::Top => ctx.line_to(tick.at.x, FRAME_TOP_PX),
            Edge::Right => ctx.line_to(inner, tick.at.y),
        }
    }
    ctx.stroke();
}
