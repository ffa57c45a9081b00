//! How text gets on the map: names as the browser writes them, counts as pictures of its numerals.

use super::canvas::Canvas;
use crate::draw::picture::{self, COUNT_PX, Numerals};
use crate::draw::{Anchor, Ink, Label, Palette, TypeStyle};
use crate::space::Px;

/// How the count in a wheel is set.
const COUNT: TypeStyle = TypeStyle {
    size_px: COUNT_PX[0],
    weight: 700,
    stretch_percent: 100,
    tracking_em: 0.0,
    italic: false,
    caps: false,
    ink: Ink::Ink,
    halo_px: 0.0,
};

/// The numerals of both sizes, written by the browser once and read back.
#[derive(Default)]
pub(super) struct Writing {
    known: Vec<Numerals>,
    dpr: f64,
}

impl Writing {
    /// Learns the numerals for so many device pixels a CSS pixel, if they are not known.
    pub(super) fn learn(&mut self, dpr: f64) {
        if self.known.is_empty() || self.dpr.total_cmp(&dpr).is_ne() {
            // A browser that will not read a canvas back leaves the counts out; the list has them.
            self.known = COUNT_PX.iter().map_while(|size| numerals(*size, dpr)).collect();
            self.dpr = dpr;
        }
    }
}

impl picture::Writing for Writing {
    fn numerals(&self, size_px: f64) -> Option<&Numerals> {
        let i = COUNT_PX.iter().position(|size| size.total_cmp(&size_px).is_eq())?;
        self.known.get(i)
    }
}

fn numerals(size_px: f64, dpr: f64) -> Option<Numerals> {
    let mut canvas = Canvas::aside()?;
    canvas.set_type(&TypeStyle { size_px, ..COUNT });
    let advance = canvas.ctx.measure_text("0").ok()?.width();
    let (width, height) = ((advance * dpr).round() as usize, (size_px * dpr).round() as usize);
    canvas.fit((width * 10) as f64 / dpr, height as f64 / dpr);
    canvas.reset();
    canvas.set_type(&TypeStyle { size_px, ..COUNT });
    canvas.fill("#000");
    canvas.ctx.set_text_align("center");
    canvas.ctx.set_text_baseline("alphabetic");
    // Numerals stand 0.72 em high on their line.
    let line = size_px * (0.5 + 0.36);
    for digit in 0..10_u8 {
        let middle = (f64::from(digit) + 0.5) * width as f64 / dpr;
        let _ = canvas.ctx.fill_text(&digit.to_string(), middle, line);
    }
    let across = f64::from(canvas.element.width());
    let pixels = canvas.ctx.get_image_data(0.0, 0.0, across, height as f64).ok()?.data();
    let ink = std::array::from_fn(|digit| {
        let row = |y: usize| {
            let from = (y * across as usize + digit * width) * 4;
            pixels.get(from..from + width * 4).unwrap_or_default()
        };
        // Alpha is the fourth of every four.
        (0..height)
            .flat_map(|y| row(y).iter().skip(3).step_by(4).copied())
            .collect()
    });
    Some(Numerals { width, height, ink })
}

/// A name with its anchor at a place.
pub(super) fn label(canvas: &Canvas, palette: &Palette, l: &Label, at: Px) {
    let ctx = &canvas.ctx;
    let style = l.role.style();
    canvas.set_type(&style);
    let _ = ctx.translate(at.x, at.y);
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
    canvas.reset();
}
