//! Names on the map: what each role looks like, and where they find room (design tokens, §1 and §7).

use std::rc::Rc;

use super::index::{INDEX_RIGHT_PX, INDEX_TOP_PX};
use super::mark::{CASING_PX, Look, Mark, Target};
use super::names::Text;
use super::overlay::Scene;
use super::sheet::ring_width_px;
use super::theme::Ink;
use crate::model::{MapLabelKind, SiteId};
use crate::query::World;
use crate::space::turn::sin_cos;
use crate::space::{Pt, Px};
use crate::view::ZoomStep;

/// What a label is, which decides how it looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// A station.
    Station,
    /// A district; one label a line.
    District,
    /// A sub-area or a place.
    Area,
    /// A sea.
    Sea,
    /// A bridge or a bay.
    Bridge,
    /// The direction of a railway.
    Rail,
    /// A site.
    Site,
    /// The chosen site.
    SelectedSite,
}

/// How text is set.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TypeStyle {
    /// Size in pixels.
    pub size_px: f64,
    /// The font's weight.
    pub weight: u16,
    /// The font's width in percent.
    pub stretch_percent: u16,
    /// Letter spacing in em.
    pub tracking_em: f64,
    /// Slanted.
    pub italic: bool,
    /// In capitals; the label's text already is.
    pub caps: bool,
    /// The colour.
    pub ink: Ink,
    /// How far the [`Ink::Land0`] outline reaches outside the letters; none on water.
    pub halo_px: f64,
}

/// Which end of a line of text stands at its point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Anchor {
    /// Its beginning.
    Start,
    /// Its middle.
    Middle,
    /// Its end.
    End,
}

/// One line of text on the map.
#[derive(Debug, Clone, PartialEq)]
pub struct Label {
    /// The text as drawn.
    pub text: Rc<str>,
    /// Where the anchor stands: the middle of the line's height.
    pub at: Px,
    /// Which end of the text stands there.
    pub anchor: Anchor,
    /// How it is set.
    pub role: Role,
    /// Clockwise turn about `at`.
    pub rotation_degrees: f64,
}

/// Something that knows how wide text is.
pub trait Measure {
    /// The width of a line of text in pixels, tracking included.
    fn width(&self, text: &str, role: Role) -> f64;
}

const fn style(size_px: f64, weight: u16, stretch_percent: u16, tracking_em: f64, ink: Ink) -> TypeStyle {
    TypeStyle {
        size_px,
        weight,
        stretch_percent,
        tracking_em,
        italic: false,
        caps: false,
        ink,
        halo_px: 1.5,
    }
}

impl Role {
    /// How it is set.
    pub const fn style(self) -> TypeStyle {
        match self {
            Self::Station => TypeStyle {
                halo_px: 2.0,
                ..style(14.0, 700, 95, 0.0, Ink::Ink)
            },
            Self::District => TypeStyle {
                caps: true,
                ..style(11.5, 560, 92, 0.24, Ink::Dist)
            },
            Self::Area => style(11.0, 450, 86, 0.015, Ink::Ink3),
            Self::Rail => TypeStyle {
                halo_px: 1.25,
                ..style(11.0, 450, 88, 0.015, Ink::Ink3)
            },
            Self::Sea => TypeStyle {
                italic: true,
                caps: true,
                halo_px: 0.0,
                ..style(22.0, 400, 100, 0.42, Ink::Hydro)
            },
            Self::Bridge => TypeStyle {
                italic: true,
                halo_px: 0.0,
                ..style(11.0, 400, 100, 0.06, Ink::Hydro)
            },
            Self::Site => style(12.0, 580, 88, 0.0, Ink::Ink),
            Self::SelectedSite => TypeStyle {
                halo_px: 2.0,
                ..style(12.0, 650, 100, 0.0, Ink::Ink)
            },
        }
    }

    /// Height of the box that is kept free about a line: ascenders to descenders.
    fn height(self) -> f64 {
        self.style().size_px * 1.2
    }
}

/// The box a label takes, turned with it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Extent {
    /// Its middle.
    pub middle: Px,
    /// Half its width and half its height.
    pub half: Px,
    /// Its turn, in radians clockwise.
    pub turn: f64,
}

fn dot(a: Px, b: Px) -> f64 {
    a.x * b.x + a.y * b.y
}

impl Extent {
    /// The box that a line of text takes.
    fn of(text: &str, at: Px, anchor: Anchor, role: Role, rotation_degrees: f64, measure: &dyn Measure) -> Self {
        let half = measure.width(text, role) / 2.0;
        let turn = rotation_degrees.to_radians();
        let shift = match anchor {
            Anchor::Start => half,
            Anchor::Middle => 0.0,
            Anchor::End => -half,
        };
        let (sin, cos) = sin_cos(turn);
        Self {
            middle: at + Px::new(cos, sin) * shift,
            half: Px::new(half, role.height() / 2.0),
            turn,
        }
    }

    fn axes(&self) -> [Px; 2] {
        let (sin, cos) = sin_cos(self.turn);
        [Px::new(cos, sin), Px::new(-sin, cos)]
    }

    /// Half the length of its shadow along an axis.
    fn reach(&self, axis: Px) -> f64 {
        let [u, v] = self.axes();
        self.half.x * dot(u, axis).abs() + self.half.y * dot(v, axis).abs()
    }

    fn local(&self, p: Px) -> Px {
        let [u, v] = self.axes();
        let d = p - self.middle;
        Px::new(dot(d, u), dot(d, v))
    }

    /// Whether the two boxes overlap: no line parts them.
    pub fn meets(&self, other: &Self) -> bool {
        let d = other.middle - self.middle;
        let axes = self.axes().into_iter().chain(other.axes());
        axes.into_iter()
            .all(|a| dot(d, a).abs() < self.reach(a) + other.reach(a))
    }

    /// Whether the box overlaps a circle.
    pub fn meets_circle(&self, middle: Px, radius: f64) -> bool {
        if self.middle.distance(middle) > self.half.length() + radius {
            return false;
        }
        let p = self.local(middle);
        let out = |v: f64, half: f64| (v.abs() - half).max(0.0);
        out(p.x, self.half.x).hypot(out(p.y, self.half.y)) < radius
    }

    /// Whether a line from `a` to `b`, so wide on each side, crosses the box.
    pub fn meets_line(&self, a: Px, b: Px, half_width: f64) -> bool {
        let m = self.middle;
        let far = self.half.length() + half_width;
        let beyond = |m: f64, a: f64, b: f64| a.max(b) < m - far || a.min(b) > m + far;
        if beyond(m.x, a.x, b.x) || beyond(m.y, a.y, b.y) {
            return false;
        }
        let (start, end) = (self.local(a), self.local(b));
        let way = end - start;
        let sides = [
            (start.x, way.x, self.half.x + half_width),
            (start.y, way.y, self.half.y + half_width),
        ];
        // The part of the line within both pairs of sides.
        let (mut from, mut to) = (0.0_f64, 1.0_f64);
        for (at, step, half) in sides {
            if step.abs() < 1e-9 {
                if at.abs() > half {
                    return false;
                }
                continue;
            }
            let (one, other) = ((-half - at) / step, (half - at) / step);
            from = from.max(one.min(other));
            to = to.min(one.max(other));
        }
        from <= to
    }
}

impl Label {
    /// The box it takes.
    pub fn extent(&self, measure: &dyn Measure) -> Extent {
        Extent::of(
            &self.text,
            self.at,
            self.anchor,
            self.role,
            self.rotation_degrees,
            measure,
        )
    }
}

/// A line of a name, to be set if there is room.
#[derive(Clone, Copy)]
struct Line<'a> {
    text: &'a Text,
    at: Px,
    anchor: Anchor,
}

/// What has been placed, and what must stay clear.
struct Sheet<'a> {
    scene: &'a Scene<'a>,
    marks: &'a [Mark],
    /// Malmöpendeln's stretches near the viewport.
    ring: Vec<(Px, Px)>,
    ring_half: f64,
    labels: Vec<Label>,
    taken: Vec<Extent>,
}

/// Names begin so far from their mark.
const STATION_GAP_PX: f64 = 8.0;
const SITE_GAP_PX: f64 = 5.0;
const LINE_PX: f64 = 15.0;
/// Sites' names stand to the right of their marks, or under them, if there is room.
const EASTWARD: Px = Px::new(1.0, 1.0);

impl Sheet<'_> {
    fn is_free(&self, extent: &Extent) -> bool {
        let mark = |m: &Mark| extent.meets_circle(m.at, m.radius + CASING_PX);
        let ring = |(a, b): &(Px, Px)| extent.meets_line(*a, *b, self.ring_half);
        !self.taken.iter().any(|t| t.meets(extent)) && !self.marks.iter().any(mark) && !self.ring.iter().any(ring)
    }

    /// Whether all of it is on the sheet.
    fn shows(&self, e: &Extent) -> bool {
        let (view, reach) = (self.scene.viewport, self.scene.hold.names_reach_px());
        let (x, y) = (e.reach(Px::new(1.0, 0.0)), e.reach(Px::new(0.0, 1.0)));
        let m = e.middle;
        m.x - x >= -reach
            && m.x + x <= view.width - INDEX_RIGHT_PX + reach
            && m.y - y >= INDEX_TOP_PX - reach
            && m.y + y <= view.height + reach
    }

    /// Sets lines if there is room for all of them.
    fn place<'t>(&mut self, lines: impl Iterator<Item = Line<'t>> + Clone, role: Role, rotation_degrees: f64) -> bool {
        let measure = self.scene.measure;
        let extent = |l: &Line| Extent::of(l.text, l.at, l.anchor, role, rotation_degrees, measure);
        let has_room = |l: Line| {
            let extent = extent(&l);
            self.shows(&extent) && self.is_free(&extent)
        };
        if !lines.clone().all(has_room) {
            return false;
        }
        for line in lines {
            self.taken.push(extent(&line));
            self.labels.push(Label {
                text: Text::clone(line.text),
                at: line.at,
                anchor: line.anchor,
                role,
                rotation_degrees,
            });
        }
        true
    }

    fn place_one(&mut self, text: &Text, at: Px, anchor: Anchor, role: Role, rotation_degrees: f64) -> bool {
        self.place(std::iter::once(Line { text, at, anchor }), role, rotation_degrees)
    }

    fn screen(&self, at: Pt) -> Px {
        self.scene.hold.camera.to_screen(at, self.scene.viewport)
    }

    /// A name beside its mark: at its sides first, then above and below, then aslant; each time first on the side
    /// that `outward` points to.
    fn beside(&mut self, text: &Text, mark: &Mark, gap: f64, role: Role, outward: Px) {
        let r = mark.radius + gap;
        let (x, y) = (1.0_f64.copysign(outward.x), 1.0_f64.copysign(outward.y));
        let half = role.height() / 2.0;
        let up = r + half - 1.0;
        let straight = [(x * r, 0.0), (-x * r, 0.0), (0.0, y * up), (0.0, -y * up)];
        // A little off level, then aslant: the line's nearest corner stands on the circle about the mark.
        let aslant = [(1.0, half), (0.8, 0.6 * r + half), (0.6, 0.8 * r + half)];
        let sides = [(x, y), (x, -y), (-x, y), (-x, -y)];
        let aslant = aslant
            .into_iter()
            .flat_map(|(across, down)| sides.map(|(side, above)| (side * across * r, above * down)));
        for (across, down) in straight.into_iter().chain(aslant) {
            let anchor = match across {
                0.0 => Anchor::Middle,
                a if a > 0.0 => Anchor::Start,
                _ => Anchor::End,
            };
            if self.place_one(text, mark.at + Px::new(across, down), anchor, role, 0.0) {
                return;
            }
        }
    }

    /// A name about a point: on it, or a little off where that is taken; set in the first of some ways that has room.
    fn about(&mut self, settings: &[&[Text]], at: Px, role: Role, reach: f64) {
        const OFFSETS: [(f64, f64); 9] = [
            (0.0, 0.0),
            (0.0, -1.0),
            (0.0, 1.0),
            (-1.5, 0.0),
            (1.5, 0.0),
            (0.0, -2.0),
            (0.0, 2.0),
            (-3.0, 0.0),
            (3.0, 0.0),
        ];
        for (x, y) in OFFSETS {
            for lines in settings {
                let top = (lines.len() as f64 - 1.0) * -0.5 * LINE_PX;
                let lines = lines.iter().enumerate().map(|(i, text)| Line {
                    text,
                    at: at + Px::new(x * reach, y * reach + i as f64 * LINE_PX + top),
                    anchor: Anchor::Middle,
                });
                if self.place(lines, role, 0.0) {
                    return;
                }
            }
        }
    }
}

/// The names of a frame. `marks` are all the marks in it; `chosen` is the site whose card is open.
pub(super) fn labels(world: &World, marks: &[Mark], chosen: Option<SiteId>, scene: &Scene) -> Vec<Label> {
    let step = scene.hold.camera.step();
    let mut sheet = Sheet {
        scene,
        marks,
        ring: ring_lines(world, scene),
        ring_half: ring_width_px(step) / 2.0 + CASING_PX,
        labels: Vec::with_capacity(64),
        taken: Vec::with_capacity(64),
    };
    let (atlas, names) = (&world.atlas, scene.names);
    let named = |m: &Mark| match (&m.look, m.target) {
        (Look::Ring { .. }, Target::Site(id)) => Some(id),
        _ => None,
    };
    for mark in marks {
        if let Some(id) = named(mark).filter(|id| Some(*id) == chosen) {
            let title = names.title(world, id);
            sheet.beside(&title, mark, SITE_GAP_PX, Role::SelectedSite, EASTWARD);
        }
    }
    stations(&mut sheet, world, marks);
    for (district, settings) in atlas.city.districts.iter().zip(&names.districts) {
        let at = sheet.screen(district.label);
        match &settings[..] {
            [one, other] => sheet.about(&[one, other], at, Role::District, LINE_PX),
            [one, ..] => sheet.about(&[one], at, Role::District, LINE_PX),
            [] => {}
        }
    }
    let free = |kinds: &'static [MapLabelKind]| {
        let labels = atlas.basemap.labels.iter().zip(&names.free);
        labels.filter(move |(l, _)| kinds.contains(&l.kind) && scene.hold.camera.zoom >= l.min_zoom)
    };
    for (name, text) in free(&[MapLabelKind::Sea, MapLabelKind::Bay]) {
        let role = match name.kind {
            MapLabelKind::Sea => Role::Sea,
            _ => Role::Bridge,
        };
        let at = sheet.screen(name.at);
        sheet.about(&[std::slice::from_ref(text)], at, role, 2.0 * LINE_PX);
    }
    if step == ZoomStep::Kvarter {
        for mark in marks {
            if let Some(id) = named(mark).filter(|id| Some(*id) != chosen) {
                let title = names.title(world, id);
                sheet.beside(&title, mark, SITE_GAP_PX, Role::Site, EASTWARD);
            }
        }
    }
    for (name, text) in free(&[MapLabelKind::Subarea, MapLabelKind::Place]) {
        // A station of the same name has said it.
        if !sheet.labels.iter().any(|l| l.text == *text) {
            let at = sheet.screen(name.at);
            sheet.about(&[std::slice::from_ref(text)], at, Role::Area, 8.0);
        }
    }
    for (name, text) in free(&[MapLabelKind::Bridge, MapLabelKind::Rail]) {
        let role = match name.kind {
            MapLabelKind::Bridge => Role::Bridge,
            _ => Role::Rail,
        };
        let at = sheet.screen(name.at);
        sheet.place_one(text, at, Anchor::Middle, role, name.rotation_degrees);
    }
    sheet.labels
}

/// Stations' names in ring order, those off the ring last and quieter; outside the ring before inside.
fn stations(sheet: &mut Sheet, world: &World, marks: &[Mark]) {
    let all = world.atlas.ring_stations();
    let (count, sum) = all.fold((0.0, Pt::default()), |(n, sum), (_, s)| (n + 1.0, sum + s.at));
    let middle = sum * (1.0 / f64::max(count, 1.0));
    let of = |m: &Mark| match m.target {
        Target::Station(id) => Some(id),
        _ => None,
    };
    let names = sheet.scene.names;
    for (i, (station, name)) in world.atlas.stations.iter().zip(&names.stations).enumerate() {
        let role = if station.ring_order.is_some() {
            Role::Station
        } else {
            Role::Area
        };
        let outward = station.at - middle;
        for mark in marks.iter().filter(|m| of(m).is_some_and(|id| id.index() == i)) {
            sheet.beside(name, mark, STATION_GAP_PX, role, Px::new(outward.x, outward.y));
        }
    }
}

/// The ring's stretches that a name in the viewport may meet.
fn ring_lines(world: &World, scene: &Scene) -> Vec<(Px, Px)> {
    let Some(track) = world.atlas.basemap.ring() else {
        return Vec::new();
    };
    let (view, reach) = (scene.viewport, 99.0 + scene.hold.names_reach_px());
    let near = |a: Px, b: Px| {
        a.x.max(b.x) > -reach
            && a.x.min(b.x) < view.width + reach
            && a.y.max(b.y) > -reach
            && a.y.min(b.y) < view.height + reach
    };
    let on_screen = |p: &Pt| scene.hold.camera.to_screen(*p, view);
    let pairs = track
        .path
        .points
        .windows(2)
        .map(|s| (on_screen(&s[0]), on_screen(&s[1])));
    let mut out = Vec::with_capacity(track.path.points.len());
    out.extend(pairs.filter(|(a, b)| near(*a, *b)));
    out
}
