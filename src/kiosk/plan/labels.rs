//! What is written on the map: walking rings with their minutes, and names where nothing else stands.

use super::marks::{MARK_EM, Numbered, PLAIN_EM};
use super::{Plan, RINGS, Scale, walked};
use crate::model::Lang;
use crate::query::World;
use crate::space::Px;
use crate::space::turn::sin_cos;

/// Places for a ring's label, in degrees from where it stands best.
const ASIDE: [f64; 11] = [0.0, 14.0, -14.0, 28.0, -28.0, 44.0, -44.0, 150.0, 164.0, 136.0, -80.0];

/// A ring of places that one walks to in equal time. Schematic: nobody has measured the streets.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Walked {
    /// Minutes on foot.
    pub minutes: u32,
    /// Its radius in pixels.
    pub radius: f64,
    /// Where it is written; nothing where there is no room.
    pub label: Option<Px>,
}

/// A name on the map.
#[derive(Debug, Clone, PartialEq)]
pub struct Name {
    /// Where it begins, ends or has its middle: `start`, `end` or `middle`.
    pub at: Px,
    /// Which of them, as SVG writes it.
    pub anchor: &'static str,
    /// What it names: the class in the style sheet.
    pub class: &'static str,
    /// The name.
    pub text: String,
}

/// Half the room that a line of text takes; its width is estimated a little too large.
fn half_of(text: &str, size: f64) -> Px {
    Px::new(text.chars().count() as f64 * size * 0.27, size * 0.6)
}

impl Plan {
    /// Rings of equal walking time that are in sight, with labels of so much half size where nothing else is: `taken` are
    /// rectangles by their middles and half sizes.
    pub fn rings(&self, half: Px, taken: &[(Px, Px)]) -> Vec<Walked> {
        let here = self.here();
        let all = RINGS.iter().map(|&minutes| {
            let radius = walked(minutes) * self.px_per_m;
            // To the right, a little farther down on each; else a little on or back from there.
            let base = 104.0 + f64::from(minutes);
            let places = ASIDE.iter().map(|aside: &f64| {
                let (sin, cos) = sin_cos((base + aside).to_radians());
                here + Px::new(sin, -cos) * radius
            });
            let is_free = |at: &Px| {
                let meets = |(of, size): &(Px, Px)| {
                    (at.x - of.x).abs() < size.x + half.x && (at.y - of.y).abs() < size.y + half.y
                };
                self.sees(*at, half.x) && !taken.iter().any(meets)
            };
            let label = places.into_iter().find(is_free);
            Walked { minutes, radius, label }
        });
        // Where they lie closer than their labels are high, the outermost tells enough.
        let step = walked(RINGS[0]) * self.px_per_m;
        let fits = |ring: &Walked| step > 3.5 * self.letter || Some(&ring.minutes) == RINGS.last();
        let least = 2.5 * self.letter;
        all.filter(|ring| ring.radius > least && fits(ring) && self.scale != Scale::Ring)
            .collect()
    }

    /// Names that stand on nothing else: of the numbered sites, of stations, and of areas where there is room. `taken` are
    /// rectangles that are written on already: middle and half size.
    pub fn names(&self, world: &World, lang: Lang, marks: &[Numbered], taken: &[(Px, Px)]) -> Vec<Name> {
        let mut rectangles: Vec<(Px, Px)> = taken.to_vec();
        let mark_half = |number: u32| self.letter * if number > 0 { MARK_EM } else { PLAIN_EM };
        for m in marks {
            let half = mark_half(m.number);
            rectangles.push((m.at, Px::new(half, half)));
        }
        let stations = self.stations(world);
        for (_, at) in &stations {
            rectangles.push((*at, Px::new(self.letter, self.letter)));
        }
        let mut out = Vec::new();
        for m in marks.iter().rev().filter(|m| m.number > 0) {
            let title = world.atlas.sites.title(m.site);
            let half = mark_half(m.number);
            self.set_beside(&mut out, &mut rectangles, m.at, half, title.get(lang), "plan-site");
        }
        for (id, at) in &stations {
            let name = &world.atlas.station(*id).name;
            self.set_beside(&mut out, &mut rectangles, *at, self.letter, name, "plan-station");
        }
        if self.scale != Scale::Ring {
            for area in &world.atlas.city.subareas {
                // A point well inside any shape costs 13 kB of geometry; the few shapes without their own middle go unnamed.
                let region = &area.area.region;
                let middle = region.bounds().map(|about| about.centre());
                let at = middle.filter(|p| region.contains(*p)).map(|p| self.px(p));
                if let Some(at) = at.filter(|at| self.sees(*at, 0.0)) {
                    let half = half_of(&area.area.name, self.letter * 0.95);
                    self.set(
                        &mut out,
                        &mut rectangles,
                        (at, half),
                        (at, "middle"),
                        &area.area.name,
                        "plan-area",
                    );
                }
            }
        }
        out
    }

    /// Writes a name beside a mark, on the side where there is room.
    fn set_beside(
        &self,
        out: &mut Vec<Name>,
        taken: &mut Vec<(Px, Px)>,
        at: Px,
        half: f64,
        text: &str,
        class: &'static str,
    ) {
        let size = half_of(text, self.letter * 1.12);
        let off = half + self.letter * 0.35;
        let right = Px::new(at.x + off, at.y);
        let left = Px::new(at.x - off, at.y);
        let above = Px::new(at.x, at.y - half - self.letter * 0.75);
        let below = Px::new(at.x, at.y + half + self.letter * 0.75);
        let places = [
            (right, "start", Px::new(right.x + size.x, right.y)),
            (left, "end", Px::new(left.x - size.x, left.y)),
            (above, "middle", above),
            (below, "middle", below),
        ];
        for (anchor, side, middle) in places {
            if self.set(out, taken, (middle, size), (anchor, side), text, class) {
                return;
            }
        }
    }

    /// Writes a name if there is room.
    fn set(
        &self,
        out: &mut Vec<Name>,
        taken: &mut Vec<(Px, Px)>,
        (middle, half): (Px, Px),
        (at, anchor): (Px, &'static str),
        text: &str,
        class: &'static str,
    ) -> bool {
        let is_inside = middle.x - half.x > 4.0
            && middle.x + half.x < self.size.x - 4.0
            && middle.y - half.y > 4.0
            && middle.y + half.y < self.size.y - 4.0;
        let meets = |(other, size): &(Px, Px)| {
            (other.x - middle.x).abs() < size.x + half.x && (other.y - middle.y).abs() < size.y + half.y
        };
        if !is_inside || taken.iter().any(meets) {
            return false;
        }
        taken.push((middle, half));
        out.push(Name {
            at,
            anchor,
            class,
            text: text.to_owned(),
        });
        true
    }
}
