//! The index along the map's edges, on two narrow canvases of its own: it changes with every push of the map, and what
//! lies under it need not be drawn again for that.

use web_sys::HtmlCanvasElement;

use super::canvas::Canvas;
use super::stamps::{Stamps, TICK_REACH, text_key};
use crate::draw::{Edge, INDEX_RIGHT_PX, INDEX_TOP_PX, Ink, Palette, Tick, TypeStyle, index};
use crate::space::Px;
use crate::view::{Camera, Viewport};

/// How the index is set.
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

/// The index, drawn when it has changed.
pub(super) struct Index {
    top: Canvas,
    right: Canvas,
    ticks: Vec<Tick>,
    /// What stands on the canvases, and what it was drawn for.
    drawn: Vec<Tick>,
    drawn_for: Option<(Viewport, &'static Palette)>,
}

impl Index {
    /// The index on its canvases, letters and numbers; nothing where the browser gives no 2D context.
    pub(super) fn new([top, right]: [HtmlCanvasElement; 2]) -> Option<Self> {
        Some(Self {
            top: Canvas::new(top)?,
            right: Canvas::new(right)?,
            ticks: Vec::new(),
            drawn: Vec::new(),
            drawn_for: None,
        })
    }

    /// Draws the index for a camera if another stands there. Its letters are kept among the map's stamps.
    pub(super) fn paint(&mut self, camera: &Camera, view: &Viewport, palette: &'static Palette, stamps: &mut Stamps) {
        self.right.set_origin(Px::new(INDEX_RIGHT_PX - view.width, 0.0));
        let is_new = self.top.fit(view.width, INDEX_TOP_PX) | self.right.fit(INDEX_RIGHT_PX, view.height);
        index(camera, view, &mut self.ticks);
        if !is_new && self.ticks == self.drawn && self.drawn_for == Some((*view, palette)) {
            return;
        }
        self.drawn.clone_from(&self.ticks);
        self.drawn_for = Some((*view, palette));
        stamps.begin(palette, self.top.dpr);
        for (canvas, edge) in [(&self.top, Edge::Top), (&self.right, Edge::Right)] {
            let ticks = || self.ticks.iter().filter(move |t| t.edge == edge);
            band(canvas, edge, palette, view, ticks());
            for (at, text) in ticks().filter_map(|t| Some((t.at, t.text?))) {
                stamps.add(text_key(text), at, TICK_REACH, |page, at| {
                    square_name(page, palette, text, at);
                });
            }
            stamps.put_down(canvas);
        }
    }

    /// Forgets what stands there: another font has come.
    pub(super) fn forget(&mut self) {
        self.drawn_for = None;
    }
}

/// A letter or number of the index with its middle at a place.
fn square_name(canvas: &Canvas, palette: &Palette, text: &str, at: Px) {
    canvas.set_type(&GRID);
    canvas.ctx.set_text_align("center");
    canvas.ctx.set_text_baseline("alphabetic");
    canvas.fill(palette.css(GRID.ink));
    let _ = canvas.ctx.fill_text(text, at.x, at.y + 3.8);
}

/// A band with its part of the neatline, and the kilometre lines across it.
fn band<'a>(canvas: &Canvas, edge: Edge, palette: &Palette, view: &Viewport, ticks: impl Iterator<Item = &'a Tick>) {
    let ctx = &canvas.ctx;
    let inner = view.width - INDEX_RIGHT_PX;
    canvas.reset();
    canvas.fill(palette.css(Ink::Sheet));
    ctx.fill_rect(0.0, 0.0, view.width, view.height);
    canvas.pen(palette.css(Ink::Ink), 1.0);
    ctx.begin_path();
    match edge {
        Edge::Top => {
            ctx.move_to(0.0, INDEX_TOP_PX - 0.5);
            ctx.line_to(inner + 1.0, INDEX_TOP_PX - 0.5);
        }
        Edge::Right => {
            ctx.move_to(inner + 0.5, INDEX_TOP_PX - 1.0);
            ctx.line_to(inner + 0.5, view.height);
        }
    }
    ctx.stroke();
    canvas.pen(palette.css(Ink::Gridt), 1.0);
    ctx.begin_path();
    for tick in ticks.filter(|t| t.text.is_none()) {
        ctx.move_to(tick.at.x, tick.at.y);
        match edge {
            Edge::Top => ctx.line_to(tick.at.x, INDEX_TOP_PX),
            Edge::Right => ctx.line_to(inner, tick.at.y),
        }
    }
    ctx.stroke();
}
