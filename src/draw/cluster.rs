//! Which sites are drawn as one. Groups follow the city: they depend on the zoom alone, in steps, and neither on where
//! the map looks nor on the filter, so that nothing reshuffles under a hand.
//!
//! An expo's sites are merged where their marks would touch. Many more are drawn by squares of the tree's grid, of which
//! only those near the map are looked for.

use super::mark::{GROUP_EXTRA_PX, district_radius, site_size, station_radius};
use crate::model::{DistrictId, SiteId, StationId};
use crate::query::{Owner, Run, Square, Tree, World, by_square};
use crate::space::{Bounds, Metres, Pt};
use crate::view::ZoomStep;
use crate::view::camera::metres_per_px;

/// What a node is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NodeName {
    /// One site by itself.
    Site(SiteId),
    /// A ring station with its own sites, of which there may be none.
    Station(StationId),
    /// The sites of a district that belong to no ring station.
    District(DistrictId),
    /// Sites too near each other to be drawn apart.
    Group,
}

/// One or more sites drawn as one.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// Where it is drawn.
    pub at: Pt,
    /// What it is called.
    pub name: NodeName,
    /// Its sites, in runs of their order, first ones first.
    pub runs: Vec<Run>,
}

impl Node {
    /// How many sites it holds.
    pub fn len(&self) -> usize {
        self.runs.iter().map(ExactSizeIterator::len).sum()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.runs.is_empty()
    }

    /// Its sites in order.
    pub fn sites(&self) -> impl Iterator<Item = SiteId> {
        self.runs.iter().flat_map(Clone::clone).map(SiteId)
    }

    /// Its first site.
    pub fn first(&self) -> Option<SiteId> {
        self.sites().next()
    }

    fn of(world: &World, name: NodeName, runs: Vec<Run>) -> Self {
        let at = world.tree.middle(&world.atlas.sites, &runs);
        Self { at, name, runs }
    }

    /// Takes in another's sites.
    fn take_in(&mut self, world: &World, other: Self) {
        for run in other.runs {
            let place = self.runs.partition_point(|r| r.start < run.start);
            let meets_last = place > 0 && self.runs[place - 1].end == run.start;
            let meets_next = self.runs.get(place).is_some_and(|next| next.start == run.end);
            match (meets_last, meets_next) {
                (true, true) => self.runs[place - 1].end = self.runs.remove(place).end,
                (true, false) => self.runs[place - 1].end = run.end,
                (false, true) => self.runs[place].start = run.start,
                (false, false) => self.runs.insert(place, run),
            }
        }
        self.name = NodeName::Group;
        self.at = world.tree.middle(&world.atlas.sites, &self.runs);
    }
}

/// Air between two marks that are drawn apart.
const AIR_PX: f64 = 3.0;
/// A district's wheel stands at least so far from a station's.
const FROM_STATION_PX: f64 = 34.0;
/// Nodes change with the zoom in steps of a quarter.
const STEPS_PER_ZOOM: f64 = 4.0;
/// More sites than this are drawn by squares: merging compares each with each.
const MERGED_UP_TO: usize = 1_200;
/// The squares that sites are drawn by are at least so wide, and less than twice as wide.
const SQUARE_PX: f64 = 64.0;

/// What of a zoom decides the nodes: as long as this is the same, so are they.
pub fn quantised(zoom: f64) -> u32 {
    (zoom.max(0.0) * STEPS_PER_ZOOM) as u32 * 4 + ZoomStep::of(zoom) as u32
}

/// The nodes for some zooms and a part of the city, kept as long as they serve.
#[derive(Debug, Clone)]
pub struct Nodes {
    level: u32,
    /// Where they have been looked for; everywhere if this is nothing.
    within: Option<Bounds>,
    all: Vec<Node>,
}

impl Nodes {
    /// The nodes at a zoom for a map that shows `seen`, and a little beyond.
    pub fn new(world: &World, zoom: f64, seen: &Bounds) -> Self {
        let size = seen.size();
        let within = seen.grown(Metres(size.x.max(size.y) / 4.0));
        let is_by_squares = world.atlas.sites.len() > MERGED_UP_TO;
        Self {
            level: quantised(zoom),
            within: is_by_squares.then_some(within),
            all: nodes(world, zoom, &within),
        }
    }

    /// Whether they are still right.
    pub fn serve(&self, zoom: f64, seen: &Bounds) -> bool {
        let holds = |b: &Bounds| b.contains(seen.min) && b.contains(seen.max);
        self.level == quantised(zoom) && self.within.as_ref().is_none_or(holds)
    }

    /// The nodes.
    pub fn all(&self) -> &[Node] {
        &self.all
    }
}

/// The nodes at a zoom that stand within some bounds, each site in one of them; where sites are few, those elsewhere too.
/// Up to the Ring step every ring station has a node, with or without sites; closer in none has.
pub fn nodes(world: &World, zoom: f64, within: &Bounds) -> Vec<Node> {
    // Measured at the farthest zoom of the quarter, so that what is apart there is apart in all of it.
    let floor = (zoom * STEPS_PER_ZOOM).floor() / STEPS_PER_ZOOM;
    let metres_per_px = metres_per_px(floor);
    let step = ZoomStep::of(zoom);
    let mut out: Vec<Node> = Vec::new();
    let mut others: Vec<(Owner, Run)> = world.tree.owners().to_vec();
    if step < ZoomStep::Stadsdel {
        for (id, station) in world.atlas.ring_stations() {
            let run = world.tree.run(Owner::Station(id));
            out.push(Node {
                at: station.at,
                name: NodeName::Station(id),
                runs: Some(run).filter(|r| !r.is_empty()).into_iter().collect(),
            });
        }
        others.retain(|(owner, _)| !matches!(owner, Owner::Station(_)));
    }
    if step == ZoomStep::Kommun {
        district_wheels(world, &mut out, &others, metres_per_px);
        others.retain(|(owner, _)| *owner == Owner::Nobody);
    }
    out.extend(if world.atlas.sites.len() > MERGED_UP_TO {
        squares(world, &others, step, metres_per_px, within)
    } else {
        let sites = others.into_iter().flat_map(|(_, run)| run).map(SiteId);
        merged(world, sites, step, metres_per_px)
    });
    out
}

/// A wheel for each district, pushed clear of the wheels before it.
fn district_wheels(world: &World, out: &mut Vec<Node>, owners: &[(Owner, Run)], metres_per_px: f64) {
    for (owner, run) in owners {
        let Owner::District(district) = *owner else {
            continue;
        };
        let mut node = Node::of(world, NodeName::District(district), vec![run.clone()]);
        let own = district_radius(node.len());
        let keep = |other: &Node| match other.name {
            NodeName::Station(_) => FROM_STATION_PX.max(own + station_radius(other.len())),
            _ => own + district_radius(other.len()) + AIR_PX,
        } * metres_per_px;
        node.at = pushed_clear(node.at, out, keep);
        out.push(node);
    }
}

/// The sites of each square of the grid drawn as one: at the Ring step those of a district only. Each stands so far
/// inside its square that it touches none in another.
fn squares(world: &World, owners: &[(Owner, Run)], step: ZoomStep, metres_per_px: f64, within: &Bounds) -> Vec<Node> {
    let level = Square::level_of(SQUARE_PX * metres_per_px);
    let mut parts: Vec<(Square, Run)> = Vec::new();
    for (_, run) in owners {
        Tree::squares(&world.atlas.sites, run, level, within, &mut |square, run| {
            parts.push((square, run));
        });
    }
    if step >= ZoomStep::Stadsdel {
        by_square(&mut parts);
    }
    let mut out: Vec<(Square, Node)> = Vec::new();
    for (square, run) in parts {
        match out.last_mut() {
            Some((last, node)) if *last == square && step >= ZoomStep::Stadsdel => node.runs.push(run),
            _ => {
                let (at, name) = (Pt::default(), NodeName::Group);
                out.push((
                    square,
                    Node {
                        at,
                        name,
                        runs: vec![run],
                    },
                ));
            }
        }
    }
    let inside = Metres(-(site_size(step).radius + GROUP_EXTRA_PX + AIR_PX / 2.0) * metres_per_px);
    let placed = |(square, mut node): (Square, Node)| {
        let middle = world.tree.middle(&world.atlas.sites, &node.runs);
        let room = square.bounds().grown(inside);
        node.at = Pt::new(
            // Not `clamp`: it would bring 5 kB of writing numbers for its panic.
            middle.x.max(room.min.x).min(room.max.x),
            middle.y.max(room.min.y).min(room.max.y),
        );
        if let (1, Some(only)) = (node.len(), node.first()) {
            node.name = NodeName::Site(only);
        }
        node
    };
    out.into_iter().map(placed).collect()
}

/// The point moved away from whatever node it is too near to, each in turn, a few times over.
fn pushed_clear(mut at: Pt, from: &[Node], keep: impl Fn(&Node) -> f64) -> Pt {
    const ROUNDS: usize = 12;
    for _ in 0..ROUNDS {
        let lack = |n: &Node| keep(n) - n.at.distance(at);
        let Some(worst) = from.iter().max_by(|a, b| lack(a).total_cmp(&lack(b))) else {
            break;
        };
        if lack(worst) <= 0.0 {
            break;
        }
        at = away(worst.at, at, keep(worst) + 1.0);
    }
    at
}

/// The point at a distance from `from`, on the bearing of `at`; east where they coincide.
fn away(from: Pt, at: Pt, distance: f64) -> Pt {
    let way = at - from;
    let length = way.length();
    if length < 1e-6 {
        return from + Pt::new(distance, 0.0);
    }
    from + way * (distance / length)
}

/// Single sites, those too near each other drawn as one: at the Ring step within a district only.
fn merged(world: &World, sites: impl Iterator<Item = SiteId>, step: ZoomStep, metres_per_px: f64) -> Vec<Node> {
    let radius = site_size(step).radius;
    let size = |n: &Node| radius + if n.name == NodeName::Group { GROUP_EXTRA_PX } else { 0.0 };
    let all = &world.atlas.sites;
    let district = |n: &Node| n.first().and_then(|id| all.district(id));
    let mut out: Vec<Node> = sites
        .map(|id| Node {
            at: all.at(id),
            name: NodeName::Site(id),
            runs: std::iter::once(id.0..id.0 + 1).collect(),
        })
        .collect();
    loop {
        let before = out.len();
        let mut i = 0;
        while i < out.len() {
            let mut j = i + 1;
            while j < out.len() {
                let (a, b) = (&out[i], &out[j]);
                let near = a.at.distance(b.at) < (size(a) + size(b) + AIR_PX) * metres_per_px;
                if near && (step >= ZoomStep::Stadsdel || district(a) == district(b)) {
                    let taken = out.remove(j);
                    out[i].take_in(world, taken);
                } else {
                    j += 1;
                }
            }
            i += 1;
        }
        if out.len() == before {
            return out;
        }
    }
}
