//! Everything over the sheet for one frame: marks, labels, the index along the edges and the scale.

use std::f64::consts::TAU;

use super::cluster::{Node, NodeName};
use super::label::{self, Label, Measure};
use super::mark::{self, Look, Mark, Target};
use super::sheet::ring_width_px;
use crate::model::{Lang, SiteId, StationId};
use crate::query::{Answer, Run, Tree, World};
use crate::space::grid::{CORNER, LETTERS, ROWS, SQUARE_M};
use crate::space::turn::sin_cos;
use crate::space::{Bounds, Pt, Px};
use crate::view::{Camera, Filter, Viewport, ZoomStep};

/// Height of the index along the top edge.
pub const FRAME_TOP_PX: f64 = 18.0;
/// Width of the index along the right edge.
pub const FRAME_RIGHT_PX: f64 = 16.0;

/// An edge of the map that carries the index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Edge {
    /// Letters.
    Top,
    /// Numbers.
    Right,
}

/// A part of the index: either a kilometre line's tick across the band, or a square's letter or number in its middle.
#[derive(Debug, Clone, PartialEq)]
pub struct FrameTick {
    /// A tick's outer end on the map's edge, or the middle of the text.
    pub at: Px,
    /// The letter or number; nothing for a tick.
    pub text: Option<String>,
    /// Which edge.
    pub edge: Edge,
}

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
    /// The index along the top and right edges.
    pub frame: Vec<FrameTick>,
    /// The scale.
    pub scale_bar: ScaleBar,
    /// Whether any matching site lies in the free part of the viewport.
    pub shows_a_match: bool,
}

/// What is asked of a frame besides the data: where the map looks, and how.
#[derive(Clone, Copy)]
pub struct Scene<'a> {
    /// What the sheet looks at.
    pub camera: &'a Camera,
    /// Its rectangle.
    pub viewport: &'a Viewport,
    /// The language of names.
    pub lang: Lang,
    /// How wide text is.
    pub measure: &'a dyn Measure,
    /// The filter, for which goals are lit and whether a time was asked for.
    pub filter: &'a Filter,
    /// Where the keyboard's focus is.
    pub focus: Option<Target>,
    /// The stops of a day out, which lie over all else.
    pub stops: &'a [Mark],
}

/// Marks are drawn as far outside the viewport as this.
const MARGIN_PX: f64 = 40.0;
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

/// The frame. `nodes` are those of [`nodes`](super::cluster::nodes) at the camera's zoom; keep them while they
/// [`serve`](super::cluster::Nodes::serve).
pub fn overlay(world: &World, answer: &Answer, nodes: &[Node], scene: &Scene) -> Overlay {
    let chosen = answer.card.as_ref().map(|card| card.site);
    let mut marks = Marks {
        world,
        answer,
        scene,
        step: scene.camera.step(),
        chosen,
        out: Vec::new(),
    }
    .all(nodes);
    marks.extend_from_slice(scene.stops);
    let on_chosen = |m: &&Mark| chosen.is_some_and(|id| m.target == Target::Site(id));
    Overlay {
        ring_width_px: ring_width_px(scene.camera.step()),
        labels: label::labels(world, &marks, chosen, scene),
        selected_at: marks.iter().find(on_chosen).map(|m| m.at),
        frame: frame(scene),
        scale_bar: scale_bar(scene.camera.metres_per_px()),
        shows_a_match: shows_a_match(world, answer, scene),
        marks,
    }
}

struct Marks<'a> {
    world: &'a World,
    answer: &'a Answer,
    scene: &'a Scene<'a>,
    step: ZoomStep,
    chosen: Option<SiteId>,
    out: Vec<(Rank, Mark)>,
}

impl Marks<'_> {
    fn all(mut self, nodes: &[Node]) -> Vec<Mark> {
        for node in nodes {
            let at = self.screen(node.at);
            if self.is_near(at) {
                self.node(node, at);
            }
        }
        self.beads(nodes);
        self.chosen();
        crate::order::sort_by(&mut self.out, |(a, m), (b, n)| {
            let place = |x: f64, y: f64| x.total_cmp(&y);
            a.cmp(b).then(place(m.at.y, n.at.y)).then(place(m.at.x, n.at.x))
        });
        self.out.into_iter().map(|(_, mark)| mark).collect()
    }

    fn screen(&self, at: Pt) -> Px {
        self.scene.camera.to_screen(at, self.scene.viewport)
    }

    fn is_near(&self, at: Px) -> bool {
        let view = self.scene.viewport;
        at.x >= -MARGIN_PX && at.y >= -MARGIN_PX && at.x <= view.width + MARGIN_PX && at.y <= view.height + MARGIN_PX
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

    /// The mark of a node, less the chosen site, which stands by itself.
    fn node(&mut self, node: &Node, at: Px) {
        let (world, matches) = (self.world, &self.answer.matches);
        let sites = &world.atlas.sites;
        let chosen = self.chosen.filter(|c| node.runs.iter().any(|r| r.contains(&c.0)));
        let left = node.len() - usize::from(chosen.is_some());
        let is_left = |id: &SiteId| Some(*id) != chosen;
        let chosen_matches = chosen.filter(|c| matches.has(*c));
        let count = node.runs.iter().map(|r| matches.count(r)).sum::<u32>() - u32::from(chosen_matches.is_some());
        let weights = || {
            let mut weights = matches.goals_of(world, &node.runs);
            for goal in chosen_matches.iter().flat_map(|c| sites.goals(*c).iter()) {
                weights[goal.index()] -= 1;
            }
            weights
        };
        let lit = self.scene.filter.goals;
        match (node.name, left, node.sites().find(is_left)) {
            (NodeName::Station(id), ..) => {
                if count == 0 {
                    self.push(Rank::Bead, at, Target::Station(id), mark::bead(self.step, true));
                } else {
                    let wheel = mark::wheel(count, &weights(), self.step, lit, self.room(id));
                    self.push(Rank::Wheel, at, Target::Station(id), wheel);
                }
            }
            (_, _, None) => {}
            (NodeName::Site(_), 1, Some(id)) => self.single(id, at),
            (NodeName::Group, 1, Some(id)) => self.single(id, self.screen(sites.at(id))),
            (.., Some(_)) => {
                let Some(target) = node.first().map(Target::Group) else {
                    return;
                };
                if count == 0 {
                    let is_shut = |r: &Run| matches.is_shut(r);
                    let outside = mark::outside(node.runs.iter().all(is_shut));
                    self.push(Rank::Outside, at, target, outside);
                    return;
                }
                let only = (count == 1).then(|| {
                    let mut own = node.runs.iter().filter_map(|r| matches.first_of(r, chosen));
                    own.next().map(|id| sites.facets_of(id).first_kind())
                });
                let group = mark::group(count, only.flatten(), &weights(), self.step, lit);
                self.push(Rank::Group, at, target, group);
            }
        }
    }

    fn single(&mut self, id: SiteId, at: Px) {
        if self.answer.matches.has(id) {
            self.push(Rank::Site, at, Target::Site(id), self.site(id, false));
        } else {
            let is_shut = self.answer.matches.is_shut(&(id.0..id.0 + 1));
            self.push(Rank::Outside, at, Target::Site(id), mark::outside(is_shut));
        }
    }

    fn site(&self, id: SiteId, selected: bool) -> mark::Drawn {
        let facets = self.world.atlas.sites.facets_of(id);
        mark::site(
            facets.goals(),
            facets.first_kind(),
            self.step,
            self.scene.filter.goals,
            selected,
        )
    }

    /// Half the way to the next station on the ring, less a pixel for each of two wheels that would touch.
    fn room(&self, id: StationId) -> f64 {
        let atlas = &self.world.atlas;
        let own = atlas.station(id).at;
        let others = atlas.ring_stations().filter(|(other, _)| *other != id);
        let nearest = others.map(|(_, s)| s.at.distance(own)).fold(f64::INFINITY, f64::min);
        nearest / self.scene.camera.metres_per_px() / 2.0 - 1.0
    }

    /// Stations that are no nodes: on the ring from the Stadsdel step, off it from the Ring step.
    fn beads(&mut self, nodes: &[Node]) {
        let wheels = nodes.iter().any(|n| matches!(n.name, NodeName::Station(_)));
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
        let drawn = self.site(id, true);
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
    let (camera, view) = (scene.camera, scene.viewport);
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

/// The index: a tick for every kilometre line in sight; letters and numbers in the middle of their squares, or of what
/// shows of them where the middle does not.
fn frame(scene: &Scene) -> Vec<FrameTick> {
    const TEXT_PX: f64 = 8.0;
    let (camera, view) = (scene.camera, scene.viewport);
    let side = SQUARE_M / camera.metres_per_px();
    let corner = camera.to_screen(CORNER, view);
    let mut out = Vec::new();
    let mut band = |edge, start: f64, squares: usize, from: f64, to: f64, text: &dyn Fn(usize) -> String| {
        let place = |v: f64| match edge {
            Edge::Top => Px::new(v, 0.0),
            Edge::Right => Px::new(view.width, v),
        };
        let middle = match edge {
            Edge::Top => Px::new(0.0, FRAME_TOP_PX / 2.0),
            Edge::Right => Px::new(-FRAME_RIGHT_PX / 2.0, 0.0),
        };
        for k in 0..=squares {
            let line = side * k as f64 + start;
            if line > from && line < to {
                out.push(FrameTick {
                    at: place(line),
                    text: None,
                    edge,
                });
            }
            let (low, high) = (line.max(from) + TEXT_PX, (line + side).min(to) - TEXT_PX);
            if k < squares && low <= high {
                let at = place((line + side / 2.0).max(low).min(high)) + middle;
                out.push(FrameTick {
                    at,
                    text: Some(text(k)),
                    edge,
                });
            }
        }
    };
    let right = view.width - FRAME_RIGHT_PX;
    band(Edge::Top, corner.x, LETTERS.len(), 0.0, right, &|k| {
        LETTERS[k].to_string()
    });
    let number = |k: usize| (k + 1).to_string();
    band(Edge::Right, corner.y, ROWS, FRAME_TOP_PX, view.height, &number);
    out
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
