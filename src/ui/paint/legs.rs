//! The ways of a day out.

use super::canvas::Canvas;
use crate::draw::{Ink, Leg, Palette};
use crate::space::Px;

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
