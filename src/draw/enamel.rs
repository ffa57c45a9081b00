//! Marks as pixels. A wheel of all goals is forty paths to a canvas, and a large expo has other wheels after every choice;
//! painted here, a mark is one pass over its square, some millionths of a second.
//!
//! A mark is discs on each other, about one middle, so that a pixel's colour depends on how far out it is; the one
//! exception is the inlay, the ring of goals, where it depends on the direction too. Both are worked out beforehand, and
//! each is smoothed over the width of a pixel.

use std::f64::consts::{FRAC_PI_4, TAU};

use super::mark::{Arc, CASING_PX, Centre, FOCUS_RADIUS_PX, Look, Mark, SELECTED_INK_PX, SELECTED_PAPER_PX};
use super::picture::{COUNT_PX, Picture, Writing};
use super::theme::{Ink, Palette, Rgb};

/// An inlay that hides all under it.
const WHOLE: u32 = 256;
/// Directions told apart in the inlay: every one at most two device pixels wide on the largest mark.
const DIRECTIONS: usize = 512;
/// Steps a device pixel is divided into on the way out.
const STEPS: f64 = 8.0;
/// The dashes of a site that is closed, and the gaps between them, in CSS pixels.
const DASH_PX: (f64, f64) = (1.6, 1.9);

/// How far a mark reaches from its middle, its casing and focus included; CSS pixels.
pub fn reach_px(m: &Mark) -> f64 {
    let focus = if m.focused { focus_px(m) + 1.5 } else { 0.0 };
    focus.max(m.radius + CASING_PX) + 1.0
}

fn focus_px(m: &Mark) -> f64 {
    FOCUS_RADIUS_PX.max(m.radius + 7.0)
}

/// The ring of goals, or of dashes.
struct Inlay {
    /// Where it begins and ends on the way out; device pixels.
    from: f64,
    to: f64,
    colours: Vec<Rgb>,
}

/// What a mark is made of; device pixels.
struct Make {
    /// From the largest to the smallest.
    discs: Vec<(f64, Rgb)>,
    inlay: Option<Inlay>,
    centre: Option<(Centre, f64)>,
}

/// Paints marks; keeps what all of them share.
#[derive(Debug, Default)]
pub struct Enamel {
    /// For the pixels of the quarter down to the right, row by row from the middle out: by how many steps each is out, and
    /// in which direction its mirror image up to the right lies.
    rose: Vec<(u16, u16)>,
    reach: usize,
}

impl Enamel {
    /// A mark in a square that reaches so many device pixels from its middle. Numerals not known yet are left out.
    pub fn paint(&mut self, m: &Mark, palette: &Palette, dpr: f64, reach: usize, writing: &dyn Writing) -> Picture {
        self.grow(reach);
        let make = make(m, palette, dpr);
        let way = way_out(&make, reach);
        let colours = make.inlay.as_ref().map_or(&[][..], |i| &i.colours);
        let colour = |(step, direction): (u16, u16), south: bool, west: bool| {
            let at = way.get(usize::from(step))?;
            if at.inlaid == 0 {
                return Some(at.rgba);
            }
            let [r, g, b] = colours.get(turned(usize::from(direction), south, west))?.bytes();
            let mix = |under: u8, over: u8| {
                let part = u32::from(at.inlaid);
                ((u32::from(under) * (WHOLE - part) + u32::from(over) * part) / WHOLE) as u8
            };
            let [under_r, under_g, under_b, alpha] = at.rgba;
            Some([mix(under_r, r), mix(under_g, g), mix(under_b, b), alpha])
        };
        let side = 2 * reach;
        let mut pixels = vec![[0; 4]; side * side];
        for (y, row) in pixels.chunks_exact_mut(side).enumerate() {
            let (south, j) = if y < reach {
                (false, reach - 1 - y)
            } else {
                (true, y - reach)
            };
            let (west, east) = row.split_at_mut(reach);
            let rose = &self.rose[j * self.reach..][..reach];
            for (pixel, place) in west.iter_mut().rev().zip(rose) {
                *pixel = colour(*place, south, true).unwrap_or_default();
            }
            for (pixel, place) in east.iter_mut().zip(rose) {
                *pixel = colour(*place, south, false).unwrap_or_default();
            }
        }
        let mut picture = Picture { side, pixels };
        if let Some((centre, room)) = make.centre {
            let ink = palette.rgb(Ink::Ink);
            match centre {
                Centre::Kind(kind) => picture.glyph(kind, room * 0.56, ink),
                Centre::Count(n) | Centre::Stop(n) => {
                    // Two digits in a small hole are set a little smaller.
                    let size = COUNT_PX[usize::from(room < 8.0 * dpr)];
                    if let Some(numerals) = writing.numerals(size) {
                        picture.number(n, numerals, ink);
                    }
                }
                Centre::Paper => {}
            }
        }
        picture
    }

    fn grow(&mut self, reach: usize) {
        if reach <= self.reach {
            return;
        }
        self.reach = reach;
        let middle = |i: usize| i as f64 + 0.5;
        let places = (0..reach).flat_map(|j| (0..reach).map(move |i| (middle(i), middle(j))));
        self.rose = places
            .map(|(x, y)| {
                let turn = from_north(x, y) / TAU * DIRECTIONS as f64;
                ((x.hypot(y) * STEPS) as u16, turn as u16)
            })
            .collect();
    }
}

/// The angle from straight up towards the right, in radians, of a place up to the right.
///
/// The arc tangent by a polynomial, good to 0.0015 (Rajan, Wang, Inkol and Joyal, "Efficient approximations for the
/// arctangent function", 2006): a tenth of a pixel on the largest mark.
fn from_north(x: f64, y: f64) -> f64 {
    let small = x.min(y) / x.max(y);
    let angle = small * (FRAC_PI_4 + 0.273 * (1.0 - small));
    if x < y { angle } else { 2.0 * FRAC_PI_4 - angle }
}

/// A direction of the quarter up to the right, in the quarter where the pixel is.
fn turned(direction: usize, south: bool, west: bool) -> usize {
    let half = DIRECTIONS / 2;
    match (south, west) {
        (false, false) => direction,
        (true, false) => half - 1 - direction.min(half - 1),
        (true, true) => half + direction,
        (false, true) => DIRECTIONS - 1 - direction,
    }
}

fn make(m: &Mark, palette: &Palette, dpr: f64) -> Make {
    let rgb = |ink| palette.rgb(ink);
    let mut discs = Vec::new();
    if m.focused {
        let radius = focus_px(m);
        discs.extend([(radius + 1.5, rgb(Ink::Ink)), (radius - 1.5, rgb(Ink::Disc))]);
    }
    let (mut inlay, mut middle) = (None, None);
    match &m.look {
        Look::Ring {
            arcs,
            outer_px: r,
            ring_px,
            edge_px,
            rim,
            centre,
            selected,
        } => {
            discs.push((m.radius + CASING_PX, rgb(Ink::Land0)));
            if *selected {
                discs.push((r + SELECTED_PAPER_PX + SELECTED_INK_PX, rgb(Ink::Ring)));
                discs.push((r + SELECTED_PAPER_PX, rgb(Ink::Disc)));
            } else if rim.is_some() {
                discs.push((m.radius, rgb(Ink::Ring)));
            }
            // Enamel: the whole ring in edge colour, the goal colours inlaid with an edge between them.
            discs.push((*r, rgb(Ink::Cloison)));
            discs.push((r - ring_px - edge_px / 2.0, rgb(Ink::Disc)));
            let (from, to) = (r - ring_px + edge_px / 2.0, r - edge_px);
            inlay = Some(Inlay {
                from: from * dpr,
                to: to * dpr,
                colours: goals(arcs, f64::midpoint(from, to), *edge_px, dpr, palette),
            });
            middle = Some((*centre, (r - ring_px) * dpr));
        }
        Look::Bead { ink_px } => {
            discs.push((m.radius + CASING_PX, rgb(Ink::Land0)));
            discs.push((m.radius, rgb(Ink::Ring)));
            discs.push((m.radius - ink_px, rgb(Ink::Disc)));
        }
        Look::Dot => discs.extend([(m.radius + 0.65, rgb(Ink::Ctl)), (m.radius - 0.65, rgb(Ink::Disc))]),
        Look::ClosedDot => {
            discs.push((m.radius + 0.6, rgb(Ink::Disc)));
            inlay = Some(Inlay {
                from: (m.radius - 0.6) * dpr,
                to: (m.radius + 0.6) * dpr,
                colours: dashes(m.radius, dpr, palette),
            });
        }
    }
    for disc in &mut discs {
        disc.0 *= dpr;
    }
    Make {
        discs,
        inlay,
        centre: middle,
    }
}

/// The goals' colours by direction, with an edge between them; `middle` and `edge` in CSS pixels.
fn goals(arcs: &[Arc], middle: f64, edge: f64, dpr: f64, palette: &Palette) -> Vec<Rgb> {
    let mut colours = vec![palette.rgb(Ink::Cloison); DIRECTIONS];
    let gap = if arcs.len() > 1 {
        edge / middle.max(1.0) / 2.0
    } else {
        0.0
    };
    for arc in arcs {
        let colour = palette.rgb(if arc.lit { Ink::Goal(arc.goal) } else { Ink::Drain });
        if arcs.len() == 1 {
            return vec![colour; DIRECTIONS];
        }
        lay(
            &mut colours,
            arc.start + gap,
            arc.start + arc.sweep - gap,
            middle * dpr,
            colour,
        );
    }
    colours
}

/// The dashes of a site that is closed: ink on paper.
fn dashes(radius: f64, dpr: f64, palette: &Palette) -> Vec<Rgb> {
    let mut colours = vec![palette.rgb(Ink::Disc); DIRECTIONS];
    let (dash, period) = (DASH_PX.0 / radius, (DASH_PX.0 + DASH_PX.1) / radius);
    for i in 0..(TAU / period) as usize {
        let start = i as f64 * period;
        lay(&mut colours, start, start + dash, radius * dpr, palette.rgb(Ink::Ctl));
    }
    colours
}

/// Lays a colour from one angle to another, smoothed over the width of a device pixel at that radius.
fn lay(colours: &mut [Rgb], from: f64, to: f64, radius: f64, colour: Rgb) {
    let unit = DIRECTIONS as f64 / TAU;
    let (from, to) = (from * unit, to * unit);
    let width = (unit / radius.max(1.0)).max(1.0);
    let half = width / 2.0;
    let first = (from - half).floor().max(0.0) as usize;
    for (k, c) in colours.iter_mut().enumerate().skip(first) {
        let at = k as f64 + 0.5;
        if at - half > to {
            break;
        }
        let covered = (at + half).min(to) - (at - half).max(from);
        *c = c.towards(colour, (covered / width).clamp(0.0, 1.0));
    }
}

/// What there is so far out.
#[derive(Debug, Clone, Copy)]
struct Step {
    /// The discs.
    rgba: [u8; 4],
    /// How much of them the inlay hides, of [`WHOLE`].
    inlaid: u16,
}

/// The way out from the middle, step by step. A corner is farther out than the reach, and there is nothing.
fn way_out(make: &Make, reach: usize) -> Vec<Step> {
    let within = |radius: f64, far: f64| (radius - far + 0.5).clamp(0.0, 1.0);
    let step = |step: usize| {
        let far = (step as f64 + 0.5) / STEPS;
        let outermost = make.discs.first().map_or((0.0, Rgb::default()), |d| *d);
        let over = |under: Rgb, (radius, rgb): &(f64, Rgb)| under.towards(*rgb, within(*radius, far));
        let [r, g, b] = make.discs.iter().skip(1).fold(outermost.1, over).bytes();
        let inlay = make.inlay.as_ref();
        let inlaid = inlay.map_or(0.0, |i| within(i.to, far) * (1.0 - within(i.from, far)));
        Step {
            rgba: [r, g, b, (within(outermost.0, far) * 255.0) as u8],
            inlaid: (inlaid * f64::from(WHOLE)) as u16,
        }
    };
    (0..(reach as f64 * STEPS) as usize).map(step).collect()
}

#[cfg(test)]
mod tests {
    use super::super::mark as of;
    use super::*;
    use crate::draw::Target;
    use crate::draw::picture::Numerals;
    use crate::model::{Goal, Goals, Kind, SiteId};
    use crate::space::Px;
    use crate::view::{Theme, ZoomStep};

    struct Ones;
    impl Writing for Ones {
        fn numerals(&self, _: f64) -> Option<&Numerals> {
            None
        }
    }

    fn mark((radius, look): super::super::mark::Drawn) -> Mark {
        Mark {
            at: Px::default(),
            target: Target::Site(SiteId(0)),
            radius,
            look,
            focused: false,
        }
    }

    fn painted(m: &Mark, dpr: f64) -> Picture {
        let reach = (reach_px(m) * dpr).ceil() as usize;
        Enamel::default().paint(m, Palette::of(Theme::Day), dpr, reach, &Ones)
    }

    /// The pixel at a distance in CSS pixels from the middle, in a direction in turns from 12 o'clock.
    fn pixel(p: &Picture, dpr: f64, far: f64, turn: f64) -> [u8; 4] {
        let middle = p.side as f64 / 2.0;
        let (x, y) = (far * dpr * (turn * TAU).sin(), -far * dpr * (turn * TAU).cos());
        p.pixels[(middle + y) as usize * p.side + (middle + x) as usize]
    }

    fn opaque(rgb: Rgb) -> [u8; 4] {
        let [r, g, b] = rgb.bytes();
        [r, g, b, 255]
    }

    #[test]
    fn every_goal_has_its_colour_in_its_own_direction_and_those_not_chosen_are_drained() {
        let day = Palette::of(Theme::Day);
        let goals: Goals = [2, 6, 11, 13].into_iter().filter_map(Goal::new).collect();
        let chosen: Goals = [6].into_iter().filter_map(Goal::new).collect();
        for dpr in [1.0, 1.5, 3.0] {
            for lit in [Goals::default(), chosen] {
                let m = mark(of::site(
                    Kind::Social,
                    of::arcs(&of::weights_of(goals), lit),
                    ZoomStep::Kvarter,
                    false,
                ));
                let p = painted(&m, dpr);
                for (i, goal) in goals.iter().enumerate() {
                    let turn = (i as f64 + 0.5) / 4.0;
                    let is_lit = lit.is_empty() || lit.has(goal);
                    let ink = if is_lit { Ink::Goal(goal) } else { Ink::Drain };
                    assert_eq!(
                        pixel(&p, dpr, 12.5, turn),
                        opaque(day.rgb(ink)),
                        "goal {goal:?} at {dpr}"
                    );
                }
                assert_eq!(p.pixels[0], [0; 4], "a corner is empty");
                assert_eq!(pixel(&p, dpr, 17.0, 0.1), opaque(day.rgb(Ink::Land0)), "the casing");
                assert_eq!(pixel(&p, dpr, 0.2, 0.1), opaque(day.rgb(Ink::Ink)), "the glyph");
                assert_eq!(
                    pixel(&p, dpr, 7.5, 0.1),
                    opaque(day.rgb(Ink::Disc)),
                    "the paper about it"
                );
            }
        }
    }

    #[test]
    fn a_wheel_s_arcs_end_where_they_are_said_to() {
        let day = Palette::of(Theme::Day);
        let mut weights = [0; Goal::COUNT];
        (weights[0], weights[4]) = (3, 1);
        let m = mark(of::wheel(
            4,
            of::arcs(&weights, Goals::default()),
            ZoomStep::Ring,
            100.0,
        ));
        let p = painted(&m, 2.0);
        let Look::Ring { outer_px, .. } = &m.look else { panic!() };
        let of = |turn| pixel(&p, 2.0, outer_px - 4.0, turn);
        let [one, five] = [1, 5].map(|g| opaque(day.rgb(Ink::Goal(Goal::new(g).unwrap()))));
        assert_eq!([of(0.03), of(0.4), of(0.72)], [one; 3]);
        assert_eq!([of(0.78), of(0.97)], [five; 2]);
        // The edge is narrower than two device pixels, and smoothed.
        let apart = |a: [u8; 4], b: [u8; 4]| a.iter().zip(b).map(|(a, b)| a.abs_diff(b)).max();
        let (edge, cloison) = (of(0.75), opaque(day.rgb(Ink::Cloison)));
        assert!(apart(edge, cloison) < Some(60), "{edge:?} is not the edge between them");
    }

    #[test]
    fn a_number_is_written_in_the_middle_with_the_numerals_given() {
        struct Bars(Numerals);
        impl Writing for Bars {
            fn numerals(&self, _: f64) -> Option<&Numerals> {
                Some(&self.0)
            }
        }
        let mut ink: [Vec<u8>; 10] = std::array::from_fn(|_| vec![0; 4 * 6]);
        ink[7] = vec![255; 4 * 6];
        let bars = Bars(Numerals {
            width: 4,
            height: 6,
            ink,
        });
        let day = Palette::of(Theme::Day);
        let m = mark(of::wheel(
            70,
            of::arcs(&[4; Goal::COUNT], Goals::default()),
            ZoomStep::Ring,
            100.0,
        ));
        let reach = reach_px(&m).ceil() as usize;
        let p = Enamel::default().paint(&m, day, 1.0, reach, &bars);
        let inked = |x: usize, y: usize| p.pixels[y * p.side + x] == opaque(day.rgb(Ink::Ink));
        assert!(
            inked(reach - 1, reach) && inked(reach - 4, reach - 3),
            "the seven is left of the middle"
        );
        assert!(
            !inked(reach, reach) && !inked(reach + 3, reach),
            "the nought has no ink in this font"
        );
        assert!(
            !inked(reach - 5, reach) && !inked(reach - 2, reach + 3),
            "and no ink is beside it"
        );
    }
}
