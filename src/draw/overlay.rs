//! Everything over the sheet for one frame: marks, names and the scale.

use std::f64::consts::TAU;

use super::face::{Face, Faces};
use super::hold::Hold;
use super::label::{self, Label, Measure};
use super::mark::{self, Arcs, Look, Mark, Target};
use super::names::Names;
use super::sheet::ring_width_px;
use crate::model::{SiteId, StationId};
use crate::query::{Answer, Run, Tree, World};
use crate::space::grid::SQUARE_M;
use crate::space::turn::sin_cos;
use crate::space::{Bounds, Pt, Px};
use crate::view::{Filter, Viewport, ZoomStep};

/// A round length on the ground and how long it is drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ScaleBar {
    /// Its length on the screen.
    pub px: f64,
    /// Its length on the ground.
    pub metres: f64,
}

/// One frame over the sheet.
#[derive(Debug, Clone, PartialEq)]
pub struct Overlay {
    /// The width of Malmöpendeln's ink.
    pub ring_width_px: f64,
    /// Marks in drawing order.
    pub marks: Vec<Mark>,
    /// Names that found room.
    pub labels: Vec<Label>,
    /// Where the chosen site's mark stands, for the line to its card.
    pub selected_at: Option<Px>,
    /// The scale.
    pub scale_bar: ScaleBar,
    /// Whether any matching site lies in the free part of the viewport.
    pub shows_a_match: bool,
}

/// What is asked of a frame besides the data: where the map looks, and how.
#[derive(Clone, Copy)]
pub struct Scene<'a> {
    /// Where the map looks, and whether it is at rest.
    pub hold: &'a Hold,
    /// Its rectangle.
    pub viewport: &'a Viewport,
    /// The names, in the page's language.
    pub names: &'a Names,
    /// How wide text is.
    pub measure: &'a dyn Measure,
    /// The filter, for which goals are lit and whether a time was asked for.
    pub filter: &'a Filter,
    /// Where the keyboard's focus is.
    pub focus: Option<Target>,
    /// The stops of a day out, which lie over all else.
    pub stops: &'a [Mark],
}

/// A touch reaches as far as this from a mark's middle.
const TOUCH_PX: f64 = 22.0;
/// Air between the chosen site and a wheel it would overlap.
const AIR_PX: f64 = 1.0;

/// In which order marks are drawn; within a rank, south over north.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Outside,
    /// Under the sites: a station without a wheel hides none of them.
    Bead,
    Site,
    Group,
    Wheel,
    Chosen,
}

/// The frame. `faces` are what the nodes of [`Nodes`](super::Nodes) at the camera's zoom say of the answer.
pub fn overlay(world: &World, answer: &Answer, faces: &Faces, scene: &Scene) -> Overlay {
    let chosen = answer.card.as_ref().map(|card| card.site);
    let mut marks = Marks {
        world,
        scene,
        step: scene.hold.camera.step(),
        chosen,
        out: Vec::with_capacity(faces.0.len() + world.atlas.stations.len() + 1),
    }
    .all(faces);
    marks.extend_from_slice(scene.stops);
    let on_chosen = |m: &&Mark| chosen.is_some_and(|id| m.target == Target::Site(id));
    Overlay {
        ring_width_px: ring_width_px(scene.hold.camera.step()),
        labels: label::labels(world, &marks, chosen, scene),
        selected_at: marks.iter().find(on_chosen).map(|m| m.at),
        scale_bar: scale_bar(scene.hold.camera.metres_per_px()),
        shows_a_match: shows_a_match(world, answer, scene),
        marks,
    }
}

struct Marks<'a> {
    world: &'a World,
    scene: &'a Scene<'a>,
    step: ZoomStep,
    chosen: Option<SiteId>,
    out: Vec<(Rank, Mark)>,
}

impl Marks<'_> {
    fn all(mut self, faces: &Faces) -> Vec<Mark> {
        for (at, face) in &faces.0 {
            let at = self.screen(*at);
            if self.is_near(at) {
                self.face(face, at);
            }
        }
        let wheels = faces
            .0
            .iter()
            .any(|(_, f)| matches!(f, Face::Wheel { .. } | Face::Bead(_)));
        self.beads(wheels);
        self.chosen();
        crate::order::sort_by(&mut self.out, |(a, m), (b, n)| {
            let place = |x: f64, y: f64| x.total_cmp(&y);
            a.cmp(b).then(place(m.at.y, n.at.y)).then(place(m.at.x, n.at.x))
        });
        self.out.into_iter().map(|(_, mark)| mark).collect()
    }

    fn screen(&self, at: Pt) -> Px {
        self.scene.hold.camera.to_screen(at, self.scene.viewport)
    }

    fn is_near(&self, at: Px) -> bool {
        let (view, reach) = (self.scene.viewport, self.scene.hold.marks_reach_px());
        at.x >= -reach && at.y >= -reach && at.x <= view.width + reach && at.y <= view.height + reach
    }

    fn push(&mut self, rank: Rank, at: Px, target: Target, (radius, look): mark::Drawn) {
        let mark = Mark {
            at,
            target,
            radius,
            look,
            focused: self.scene.focus == Some(target),
        };
        self.out.push((rank, mark));
    }

    /// The mark of a node.
    fn face(&mut self, face: &Face, at: Px) {
        let step = self.step;
        match face {
            Face::Bead(id) => self.push(Rank::Bead, at, Target::Station(*id), mark::bead(step, true)),
            Face::Wheel {
                station,
                count,
                arcs,
                room,
            } => {
                // Less a pixel for each of two wheels that would touch.
                let room = room.0 / self.scene.hold.camera.metres_per_px() - 1.0;
                let wheel = mark::wheel(*count, Arcs::clone(arcs), step, room);
                self.push(Rank::Wheel, at, Target::Station(*station), wheel);
            }
            Face::Site { id, kind, arcs } => {
                let site = mark::site(*kind, Arcs::clone(arcs), step, false);
                self.push(Rank::Site, at, Target::Site(*id), site);
            }
            Face::Group {
                target,
                count,
                only,
                arcs,
            } => {
                let group = mark::group(*count, *only, Arcs::clone(arcs), step);
                self.push(Rank::Group, at, *target, group);
            }
            Face::Outside { target, is_shut } => self.push(Rank::Outside, at, *target, mark::outside(*is_shut)),
        }
    }

    /// Stations that are no nodes: on the ring from the Stadsdel step, off it from the Ring step.
    fn beads(&mut self, wheels: bool) {
        for (i, station) in self.world.atlas.stations.iter().enumerate() {
            let on_ring = station.ring_order.is_some();
            let at = self.screen(station.at);
            let here = if on_ring { !wheels } else { self.step > ZoomStep::Kommun };
            if here && self.is_near(at) {
                let target = Target::Station(StationId(i as u8));
                self.push(Rank::Bead, at, target, mark::bead(self.step, on_ring));
            }
        }
    }

    /// The chosen site at its own place, or moved along its bearing off a wheel it would overlap, turned as little as
    /// keeps it clear of the other wheels.
    fn chosen(&mut self) {
        const TURNS: u32 = 24;
        let Some(id) = self.chosen else { return };
        let facets = self.world.atlas.sites.facets_of(id);
        let arcs = mark::arcs(&mark::weights_of(facets.goals()), self.scene.filter.goals);
        let drawn = mark::site(facets.first_kind(), arcs, self.step, true);
        let own = self.screen(self.world.atlas.sites.at(id));
        if !self.is_near(own) {
            return;
        }
        let is_wheel = |m: &&Mark| {
            matches!(
                (&m.look, m.target),
                (Look::Ring { .. }, Target::Station(_) | Target::Group(_))
            )
        };
        let wheels: Vec<&Mark> = self.out.iter().map(|(_, m)| m).filter(is_wheel).collect();
        let apart = |m: &Mark| m.radius + drawn.0 + AIR_PX;
        let lack = |m: &Mark, at: Px| apart(m) - m.at.distance(at);
        let nearest = wheels.iter().max_by(|a, b| lack(a, own).total_cmp(&lack(b, own)));
        let at = nearest.filter(|m| lack(m, own) > 0.0).map_or(own, |wheel| {
            let way = own - wheel.at;
            // Straight up where the site stands on the wheel's very middle.
            let length = way.length();
            let out = if length > 0.0 {
                way * (1.0 / length)
            } else {
                Px::new(0.0, -1.0)
            };
            let beside = |k: u32| {
                // One way and the other in turn, farther each time.
                let side = if k.is_multiple_of(2) { 0.5 } else { -0.5 };
                let turn = f64::from(k + k % 2) * side * TAU / f64::from(TURNS);
                let (sin, cos) = sin_cos(turn);
                let turned = Px::new(out.x * cos - out.y * sin, out.x * sin + out.y * cos);
                wheel.at + turned * apart(wheel)
            };
            let clear = |at: &Px| wheels.iter().all(|m| lack(m, *at) < 1e-6);
            (0..TURNS).map(beside).find(clear).unwrap_or_else(|| beside(0))
        });
        self.push(Rank::Chosen, at, Target::Site(id), drawn);
    }
}

fn shows_a_match(world: &World, answer: &Answer, scene: &Scene) -> bool {
    let (camera, view) = (&scene.hold.camera, scene.viewport);
    let i = view.insets;
    let free = Bounds {
        min: camera.to_plane(Px::new(i.left, i.top), view),
        max: camera.to_plane(Px::new(view.width - i.right, view.height - i.bottom), view),
    };
    let matches = |run: &Run| answer.matches.count(run) > 0;
    let owners = world.tree.owners().iter();
    owners
        .into_iter()
        .any(|(_, run)| Tree::any_within(&world.atlas.sites, run, &free, &matches))
}

/// A kilometre if it is between 60 and 140 px, as a square of the index; else the longest 1, 2 or 5 of a power of ten
/// that is, else 3 of one.
fn scale_bar(metres_per_px: f64) -> ScaleBar {
    let (low, high) = (60.0 * metres_per_px, 140.0 * metres_per_px);
    let fits = |m: &f64| (low..=high).contains(m);
    let lengths = |digits: &'static [f64]| {
        (0..6)
            .rev()
            .flat_map(move |e| digits.iter().map(move |d| d * 10_f64.powi(e)))
    };
    let metres = Some(SQUARE_M).filter(fits);
    let metres = metres
        .or_else(|| lengths(&[5.0, 2.0, 1.0]).find(fits))
        .or_else(|| lengths(&[3.0]).find(fits));
    let metres = metres.unwrap_or(low);
    ScaleBar {
        px: metres / metres_per_px,
        metres,
    }
}

/// What is under a finger: the nearest mark within 22 px of its middle, or within its radius if that is larger.
pub fn pick(overlay: &Overlay, at: Px) -> Option<Target> {
    let far = |m: &&Mark| m.at.distance(at);
    let reached = overlay.marks.iter().rev().filter(|m| far(m) <= m.radius.max(TOUCH_PX));
    reached.min_by(|a, b| far(a).total_cmp(&far(b))).map(|m| m.target)
}
