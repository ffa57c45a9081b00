//! The index along the map's top and right edges: a tick for every kilometre line, and each square's letter or number.

use crate::space::Px;
use crate::space::grid::{CORNER, LETTERS, NUMBERS, SQUARE_M};
use crate::view::{Camera, Viewport};

/// Height of the index along the top edge.
pub const INDEX_TOP_PX: f64 = 18.0;
/// Width of the index along the right edge.
pub const INDEX_RIGHT_PX: f64 = 16.0;
/// Half the room that a letter or number takes along its edge.
const TEXT_PX: f64 = 8.0;

/// An edge of the map that carries the index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Edge {
    /// Letters.
    Top,
    /// Numbers.
    Right,
}

/// A part of the index: either a kilometre line's tick across the band, or a square's letter or number in its middle.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tick {
    /// A tick's outer end on the map's edge, or the middle of the text.
    pub at: Px,
    /// The letter or number; nothing for a tick.
    pub text: Option<&'static str>,
    /// Which edge.
    pub edge: Edge,
}

/// Writes the index for what a camera sees over what was there before, so that a push of the map asks for no memory:
/// letters and numbers in the middle of their squares, or of what shows of them where the middle does not.
pub fn index(camera: &Camera, view: &Viewport, out: &mut Vec<Tick>) {
    out.clear();
    // Room for all there can be, once.
    out.reserve(2 * (LETTERS.len() + NUMBERS.len() + 1));
    let side = SQUARE_M / camera.metres_per_px();
    let corner = camera.to_screen(CORNER, view);
    let right = view.width - INDEX_RIGHT_PX;
    for (edge, texts, start, from, to) in [
        (Edge::Top, &LETTERS[..], corner.x, 0.0, right),
        (Edge::Right, &NUMBERS[..], corner.y, INDEX_TOP_PX, view.height),
    ] {
        let place = |v: f64, inward: f64| match edge {
            Edge::Top => Px::new(v, inward * INDEX_TOP_PX),
            Edge::Right => Px::new(view.width - inward * INDEX_RIGHT_PX, v),
        };
        for k in 0..=texts.len() {
            let line = side * k as f64 + start;
            if line > from && line < to {
                let at = place(line, 0.0);
                out.push(Tick { at, text: None, edge });
            }
            let (low, high) = (line.max(from) + TEXT_PX, (line + side).min(to) - TEXT_PX);
            let text = texts.get(k).copied().filter(|_| low <= high);
            if text.is_some() {
                let at = place((line + side / 2.0).max(low).min(high), 0.5);
                out.push(Tick { at, text, edge });
            }
        }
    }
}
