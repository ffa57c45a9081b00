//! The map about a station as a screen there shows it: what one faces is upwards, and letters stand upright. Lines are
//! those of the sheet; they are written as paths in pixels, with their colours by name, so that day and evening are one
//! drawing.

use std::fmt::Write as _;

use crate::draw::{Fill, Shape as Drawn};
use crate::draw::{Ink, LayerKind, geometry, layers};
use crate::model::{SiteId, StationId};
use crate::query::World;
use crate::space::decimal::{fixed, write_fixed};
use crate::space::turn::sin_cos;
use crate::space::units::{DETOUR, WALK_METRES_PER_MINUTE};
use crate::space::{Bounds, Path, Pt, Px};
use crate::view::ZoomStep;

use super::Side;

/// How far the map reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, PartialOrd, Ord)]
pub enum Scale {
    /// Five minutes' walk.
    Near,
    /// A quarter of an hour's.
    #[default]
    Walk,
    /// The next stations.
    Around,
    /// The whole ring.
    Ring,
}

impl Scale {
    /// All of them, the nearest first.
    pub const ALL: [Self; 4] = [Self::Near, Self::Walk, Self::Around, Self::Ring];

    /// The next one, nearer or farther; the same at the end.
    #[must_use]
    pub fn step(self, farther: bool) -> Self {
        let at = self as usize;
        let to = if farther { at + 1 } else { at.saturating_sub(1) };
        Self::ALL[to.min(Self::ALL.len() - 1)]
    }

    const fn zoom(self) -> ZoomStep {
        match self {
            Self::Near => ZoomStep::Kvarter,
            Self::Walk | Self::Around => ZoomStep::Stadsdel,
            Self::Ring => ZoomStep::Ring,
        }
    }
}

/// Half the picture's lesser side is so many metres at the nearest scale; the others are multiples.
const HALF_M: [f64; 3] = [430.0, 860.0, 1900.0];
/// Lines this near to the picture are drawn still, in pixels: they are as wide as that.
const MARGIN: f64 = 20.0;
/// More sites without a number than these are a cloud and no map.
const MOST: usize = 120;
/// Marks that lie on each other settle within half as many rounds of moving apart.
const ROUNDS: usize = 60;
/// Places for a ring's label, in degrees from where it stands best.
const ASIDE: [f64; 11] = [0.0, 14.0, -14.0, 28.0, -28.0, 44.0, -44.0, 150.0, 164.0, 136.0, -80.0];
/// Half a mark's side as a multiple of the smallest letters: of one with a number, and of one without.
pub const MARK_EM: f64 = 1.2;
/// See [`MARK_EM`].
pub const PLAIN_EM: f64 = 0.6;
/// Walks that a ring stands for, in minutes.
const RINGS: [u32; 3] = [5, 10, 15];
/// Air about the whole ring, as a part of the picture.
const AIR: f64 = 0.84;

/// The metres that a walk of some minutes takes one off, as the crow flies.
fn walked(minutes: u32) -> f64 {
    f64::from(minutes) * WALK_METRES_PER_MINUTE / DETOUR
}

/// How far to move `b` away from `a` so that they are as far apart as they should be; nothing if they are. What stands on one
/// place goes apart one way or another, by `turn`.
fn push_apart(a: Px, b: Px, apart: f64, turn: usize) -> Option<Px> {
    let far = a.distance(b);
    if far >= apart - 0.01 {
        return None;
    }
    let way = if far > 0.01 {
        (b - a) * (1.0 / far)
    } else {
        let (sin, cos) = sin_cos(turn as f64 * 2.4);
        Px::new(sin, -cos)
    };
    Some(way * (apart - far))
}

/// The flag that says where one is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Flag {
    /// To the left of the station, or to the right.
    pub side: Side,
    /// Its middle.
    pub at: Px,
    /// Half its size.
    pub half: Px,
}

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

/// A line or a patch.
#[derive(Debug, Clone, PartialEq)]
pub struct Shape {
    /// The path, as SVG writes it.
    pub d: String,
    /// The colour's name in the style sheet.
    pub ink: &'static str,
    /// A line's width in pixels; a patch has none.
    pub width: Option<f64>,
    /// Dashes and gaps, as SVG writes them.
    pub dash: String,
    /// How much of the colour covers, 0–1.
    pub alpha: f64,
    /// Round caps and joins.
    pub round: bool,
}

/// A site with its number in the list.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Numbered {
    /// The site.
    pub site: SiteId,
    /// Its number; 0 for one that is not in the list's page.
    pub number: u32,
    /// Where it is.
    pub at: Px,
}

/// The dotted way to a site: straight, which is all that is known of it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Leg {
    /// From the station,
    pub from: Px,
    /// to the site.
    pub to: Px,
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

/// How the plane lies under the picture.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// Width and height in pixels.
    pub size: Px,
    /// The smallest letters' size in pixels.
    letter: f64,
    /// How far it reaches.
    pub scale: Scale,
    here: Pt,
    centre: Pt,
    turn: (f64, f64),
    px_per_m: f64,
}

impl Plan {
    /// The map about a station, in a picture of some pixels; `bearing` in degrees clockwise from north is upwards.
    pub fn new(world: &World, here: StationId, bearing: u16, scale: Scale, size: Px, letter: f64) -> Self {
        let at = world.atlas.station(here).at;
        let turn = sin_cos(f64::from(bearing).to_radians());
        let mut plan = Self {
            size,
            letter,
            scale,
            here: at,
            centre: at,
            turn,
            px_per_m: 1.0,
        };
        let half = size.x.min(size.y) / 2.0;
        match HALF_M.get(scale as usize) {
            Some(metres) => plan.px_per_m = half / metres,
            None => plan.fit(world),
        }
        plan
    }

    /// Shows all of the ring.
    fn fit(&mut self, world: &World) {
        let Some(ring) = world.atlas.basemap.ring() else { return };
        let turned = ring.path.points.iter().map(|p| self.turned(*p));
        let Some(about) = Bounds::about(turned) else { return };
        let (size, middle) = (about.size(), about.centre());
        self.px_per_m = AIR * (self.size.x / size.x.max(1.0)).min(self.size.y / size.y.max(1.0));
        let (sin, cos) = self.turn;
        self.centre = Pt::new(middle.x * cos - middle.y * sin, middle.x * sin + middle.y * cos);
    }

    /// A place on the plane, turned so that what one faces is upwards.
    fn turned(&self, at: Pt) -> Pt {
        let (sin, cos) = self.turn;
        Pt::new(at.x * cos + at.y * sin, at.y * cos - at.x * sin)
    }

    /// Where a place is on the picture.
    pub fn px(&self, at: Pt) -> Px {
        let from = self.turned(at - self.centre) * self.px_per_m;
        Px::new(self.size.x / 2.0 + from.x, self.size.y / 2.0 + from.y)
    }

    /// Where the station is.
    pub fn here(&self) -> Px {
        self.px(self.here)
    }

    /// Which way north is: a vector of length 1 in pixels.
    pub fn north(&self) -> Px {
        let (sin, cos) = self.turn;
        Px::new(-sin, -cos)
    }

    /// The nearest scale at which a place is seen with air about it, on a picture of a size; all of the ring where none is.
    pub fn reaching(world: &World, here: StationId, bearing: u16, at: Pt, size: Px, letter: f64) -> Scale {
        let sees = |scale: &Scale| {
            let plan = Self::new(world, here, bearing, *scale, size, letter);
            plan.sees(plan.px(at), 3.0 * letter)
        };
        Scale::ALL.into_iter().find(sees).unwrap_or(Scale::Ring)
    }

    /// Whether a place on the picture is seen, so many pixels from its edges.
    fn sees(&self, at: Px, margin: f64) -> bool {
        at.x > margin && at.y > margin && at.x < self.size.x - margin && at.y < self.size.y - margin
    }

    /// The metres that a pixel is.
    pub fn metres_per_px(&self) -> f64 {
        1.0 / self.px_per_m
    }

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

    /// The sheet's lines and patches that are in sight, bottom to top.
    pub fn sheet(&self, world: &World) -> Vec<Shape> {
        let mut out = Vec::new();
        for layer in layers(world, self.scale.zoom()) {
            // Halos give way to the rings of walking time; textures and what is cut out of shapes are left to the phone.
            if matches!(layer.shape, Drawn::Halo | Drawn::GridCrosses) || layer.clip.is_some() {
                continue;
            }
            let (ink, width, dash, alpha, round) = match layer.what {
                LayerKind::Fill(Fill::Texture(..)) => continue,
                LayerKind::Fill(Fill::Flat(ink)) => (ink, None, String::new(), 1.0, false),
                LayerKind::Stroke {
                    ink,
                    width_px,
                    dash_px,
                    alpha,
                    round,
                } => {
                    let dash: Vec<String> = dash_px.iter().map(|px| fixed(*px * 1.3, 1)).collect();
                    (ink, Some(width_px * 1.3), dash.join(" "), alpha, round)
                }
            };
            let mut d = String::new();
            for path in geometry(world, &layer.shape) {
                self.write(&mut d, &path, width.is_none());
            }
            if !d.is_empty() {
                let name = Ink::NAMED.iter().find(|(named, _)| *named == ink);
                out.push(Shape {
                    d,
                    ink: name.map_or("ink", |(_, name)| name),
                    width,
                    dash,
                    alpha,
                    round,
                });
            }
        }
        out
    }

    /// A path in tenths of a pixel, if any of it is in sight; corners nearer to each other than a pixel are one.
    fn write(&self, out: &mut String, path: &Path, is_filled: bool) {
        let points: Vec<Px> = path.points.iter().map(|p| self.px(*p)).collect();
        let (mut least, mut most) = (Px::new(f64::MAX, f64::MAX), Px::new(f64::MIN, f64::MIN));
        for p in &points {
            least = Px::new(least.x.min(p.x), least.y.min(p.y));
            most = Px::new(most.x.max(p.x), most.y.max(p.y));
        }
        if most.x < -MARGIN || most.y < -MARGIN || least.x > self.size.x + MARGIN || least.y > self.size.y + MARGIN {
            return;
        }
        let mut last: Option<Px> = None;
        for (i, p) in points.iter().enumerate() {
            let is_end = i + 1 == points.len();
            if last.is_some_and(|l| l.distance(*p) < 1.0 && !is_end) {
                continue;
            }
            out.push(if last.is_none() { 'M' } else { 'L' });
            write_fixed(out, p.x, 1);
            out.push(' ');
            write_fixed(out, p.y, 1);
            last = Some(*p);
        }
        if is_filled {
            out.push('z');
        }
    }

    /// Sites in sight: those of the list's page by their numbers, and the others without, which are drawn first; and the flag
    /// at this station, of so much half size, where it hides the fewest.
    pub fn marks(
        &self,
        world: &World,
        listed: &[(SiteId, u32)],
        others: &mut dyn Iterator<Item = SiteId>,
        flag_half: Px,
    ) -> (Vec<Numbered>, Flag) {
        let mark = |site: SiteId, number: u32| {
            let at = self.px(world.atlas.sites.at(site));
            self.sees(at, 0.0).then_some(Numbered { site, number, at })
        };
        let is_listed = |site: &SiteId| listed.iter().any(|(of, _)| of == site);
        let plain = others.filter(|site| !is_listed(site)).filter_map(|site| mark(site, 0));
        let mut out: Vec<Numbered> = plain.take(MOST).collect();
        let plain = out.len();
        out.extend(listed.iter().rev().filter_map(|&(site, number)| mark(site, number)));
        let flag = self.flag(&out[plain..], flag_half);
        self.spread(&mut out[plain..], &flag);
        (out, flag)
    }

    /// Moves marks that would lie on each other, on this station or on its flag apart, no farther than they need. The dotted line to each
    /// still leads the right way, more or less; who wants the door finds it in the phone's map.
    fn spread(&self, marks: &mut [Numbered], flag: &Flag) {
        let apart = 2.1 * MARK_EM * self.letter;
        let clear = (MARK_EM + 1.0) * self.letter;
        let here = self.here();
        let half = MARK_EM * self.letter;
        for _ in 0..ROUNDS {
            let mut is_settled = true;
            for i in 0..marks.len() {
                for j in i + 1..marks.len() {
                    if let Some(push) = push_apart(marks[i].at, marks[j].at, apart, i + j) {
                        marks[i].at = marks[i].at - push * 0.5;
                        marks[j].at = marks[j].at + push * 0.5;
                        is_settled = false;
                    }
                }
                if let Some(push) = push_apart(here, marks[i].at, clear, i) {
                    marks[i].at = marks[i].at + push;
                    is_settled = false;
                }
                let (from, room) = (marks[i].at - flag.at, flag.half.y + half);
                if from.x.abs() < flag.half.x + half && from.y.abs() < room - 0.01 {
                    marks[i].at.y = flag.at.y + if from.y < 0.0 { -room } else { room };
                    is_settled = false;
                }
                let at = marks[i].at;
                let side = |v: f64, most: f64| v.max(half).min((most - half).max(half));
                marks[i].at = Px::new(side(at.x, self.size.x), side(at.y, self.size.y));
            }
            if is_settled {
                return;
            }
        }
    }

    fn flag(&self, marks: &[Numbered], half: Px) -> Flag {
        let far = 1.9 * self.letter + half.x;
        let at = |side: Side| self.here() + Px::new(if side == Side::Back { -far } else { far }, 0.0);
        let hidden = |side: Side| {
            let (of, room) = (at(side), MARK_EM * self.letter);
            let is_hidden =
                |m: &&Numbered| (m.at.x - of.x).abs() < half.x + room && (m.at.y - of.y).abs() < half.y + room;
            marks.iter().filter(is_hidden).count()
        };
        let is_right = hidden(Side::On) < hidden(Side::Back);
        let side = if is_right { Side::On } else { Side::Back };
        Flag {
            side,
            at: at(side),
            half,
        }
    }

    /// Stations in sight, this one left out.
    pub fn stations(&self, world: &World) -> Vec<(StationId, Px)> {
        let all = world.atlas.stations.iter().enumerate();
        let placed = all.map(|(i, s)| (StationId(i as u8), self.px(s.at)));
        let here = self.here();
        placed
            .filter(|(_, at)| self.sees(*at, 0.0) && at.distance(here) > 1.0)
            .collect()
    }

    /// Names that stand on nothing else: of the numbered sites, of stations, and of areas where there is room. `taken` are
    /// rectangles that are written on already: middle and half size.
    pub fn names(&self, world: &World, lang: crate::model::Lang, marks: &[Numbered], taken: &[(Px, Px)]) -> Vec<Name> {
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

    /// Ways on foot to the listed sites that a ring holds, at the scales where they can be told apart.
    pub fn legs(&self, marks: &[Numbered]) -> Vec<Leg> {
        if self.scale == Scale::Ring {
            return Vec::new();
        }
        let from = self.here();
        let furthest = walked(RINGS[RINGS.len() - 1]) * self.px_per_m;
        let near = marks.iter().filter(|m| m.number > 0 && m.at.distance(from) <= furthest);
        near.map(|m| Leg { from, to: m.at }).collect()
    }

    /// The scale bar: metres that are round, and their length in pixels.
    pub fn bar(&self) -> (f64, f64) {
        let wanted = 0.2 * self.size.x / self.px_per_m;
        let round = [100.0, 200.0, 250.0, 500.0, 1000.0, 2000.0, 5000.0];
        let metres = round.into_iter().rev().find(|m| *m <= wanted).unwrap_or(100.0);
        (metres, metres * self.px_per_m)
    }
}

/// Half the room that a line of text takes; its width is estimated a little too large.
fn half_of(text: &str, size: f64) -> Px {
    Px::new(text.chars().count() as f64 * size * 0.27, size * 0.6)
}

impl Shape {
    /// What it is drawn with, as attributes.
    pub fn fill(&self) -> String {
        match self.width {
            Some(_) => "none".to_owned(),
            None => self.css(),
        }
    }

    /// The colour, by its name in the style sheet.
    pub fn css(&self) -> String {
        let mut out = String::new();
        let _ = write!(out, "var(--{})", self.ink);
        out
    }
}
