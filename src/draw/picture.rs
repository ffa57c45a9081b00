//! A mark as pixels, and what is written on it: a kind's glyph, or a count in the numerals that the page lends.

use super::theme::Rgb;
use crate::model::Kind;

/// A painted mark: a square about its middle, which lies where four pixels meet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// Device pixels a side.
    pub side: usize,
    /// Red, green, blue and alpha of every pixel, row by row; not multiplied by alpha.
    pub pixels: Vec<[u8; 4]>,
}

/// The ten numerals of a size, as a page's font has them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Numerals {
    /// Device pixels from a numeral to the next, and the width of each picture.
    pub width: usize,
    /// Height of each picture; the numerals' own middle is its middle.
    pub height: usize,
    /// How much ink is on each pixel: the numerals from 0 to 9, row by row.
    pub ink: [Vec<u8>; 10],
}

/// Who knows how numerals look.
pub trait Writing {
    /// The numerals of a size in CSS pixels.
    fn numerals(&self, size_px: f64) -> Option<&Numerals>;
}

/// The size of a wheel's count in CSS pixels, and of one in a small hole.
pub const COUNT_PX: [f64; 2] = [13.0, 11.5];

impl Picture {
    /// Puts ink on a pixel that is covered already.
    fn ink(&mut self, x: usize, y: usize, ink: Rgb, part: f64) {
        if let Some([r, g, b, _]) = self.pixels.get_mut(y * self.side + x) {
            let mixed = Rgb(f64::from(*r), f64::from(*g), f64::from(*b)).towards(ink, part);
            [*r, *g, *b] = mixed.bytes();
        }
    }

    /// The glyph of a kind of solution: ● social, ■ physical, ⁘ digital; `r` in device pixels.
    pub(super) fn glyph(&mut self, kind: Kind, r: f64, ink: Rgb) {
        let middle = self.side as f64 / 2.0;
        // How much of a pixel lies between two lines.
        let between = |at: f64, from: f64, to: f64| ((at + 0.5).min(to) - (at - 0.5).max(from)).max(0.0);
        let square = |x: f64, y: f64, half: f64, (mx, my): (f64, f64)| {
            between(x, mx - half, mx + half) * between(y, my - half, my + half)
        };
        let covered = |x: f64, y: f64| match kind {
            Kind::Social => (r - x.hypot(y) + 0.5).clamp(0.0, 1.0),
            Kind::Physical => square(x, y, r * 0.9, (0.0, 0.0)),
            Kind::Digital => {
                let off = r * 0.62;
                let four = [(-off, -off), (off, -off), (-off, off), (off, off)];
                four.into_iter().map(|at| square(x, y, r * 0.42, at)).sum()
            }
        };
        let first = (middle - r - 2.0).max(0.0) as usize;
        let last = ((middle + r + 2.0) as usize).min(self.side);
        for y in first..last {
            for x in first..last {
                let part = covered(x as f64 + 0.5 - middle, y as f64 + 0.5 - middle);
                if part > 0.0 {
                    self.ink(x, y, ink, part);
                }
            }
        }
    }

    /// A number about the middle.
    pub(super) fn number(&mut self, n: u32, numerals: &Numerals, ink: Rgb) {
        let digits = n.to_string();
        let (width, height) = (numerals.width, numerals.height);
        // As far as there is room; nothing is written over the square's edge.
        let Some(left) = (self.side).checked_sub(width * digits.len()).map(|l| l / 2) else {
            return;
        };
        let Some(top) = self.side.checked_sub(height).map(|t| t / 2) else {
            return;
        };
        for (place, digit) in digits.bytes().enumerate() {
            let Some(mask) = numerals.ink.get(usize::from(digit.wrapping_sub(b'0'))) else {
                continue;
            };
            for (i, part) in mask.iter().enumerate().filter(|(_, part)| **part > 0) {
                let (x, y) = (left + place * width + i % width, top + i / width);
                self.ink(x, y, ink, f64::from(*part) / 255.0);
            }
        }
    }
}
