//! Which sites are drawn as one. Groups follow the city, not pixels: they depend on the zoom alone, in steps, and
//! neither on where the map looks nor on the filter, so that nothing reshuffles under a hand.

use super::mark::{GROUP_EXTRA_PX, district_radius, site_size, station_radius};
use crate::model::{DistrictId, SiteId, StationId};
use crate::order;
use crate::query::World;
use crate::space::Pt;
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
    /// Its sites, in the files' order.
    pub sites: Vec<SiteId>,
}

/// Air between two marks that are drawn apart.
const AIR_PX: f64 = 3.0;
/// A district's wheel stands at least so far from a station's.
const FROM_STATION_PX: f64 = 34.0;
/// Nodes change with the zoom in steps of a quarter.
const STEPS_PER_ZOOM: f64 = 4.0;

/// What of a zoom decides the nodes: as long as this is the same, so are they.
pub fn quantised(zoom: f64) -> u32 {
    (zoom.max(0.0) * STEPS_PER_ZOOM) as u32 * 4 + ZoomStep::of(zoom) as u32
}

/// The nodes at a zoom, holding every site exactly once. Up to the Ring step every ring station has a node, with or
/// without sites; closer in none has.
pub fn nodes(world: &World, zoom: f64) -> Vec<Node> {
    // Measured at the farthest zoom of the quarter, so that what is apart there is apart in all of it.
    let floor = (zoom * STEPS_PER_ZOOM).floor() / STEPS_PER_ZOOM;
    let metres_per_px = metres_per_px(floor);
    let step = ZoomStep::of(zoom);
    if step >= ZoomStep::Stadsdel {
        return merged(world, world.atlas.sites().map(|(id, _)| id), step, metres_per_px);
    }
    let mut out: Vec<Node> = world
        .atlas
        .ring_stations()
        .map(|(id, station)| Node {
            at: station.at,
            name: NodeName::Station(id),
            sites: Vec::new(),
        })
        .collect();
    let mut others = Vec::new();
    for (id, _) in world.atlas.sites() {
        let own = world.own_station(id).map(NodeName::Station);
        match out.iter_mut().find(|n| Some(n.name) == own) {
            Some(node) => node.sites.push(id),
            None => others.push(id),
        }
    }
    if step == ZoomStep::Kommun {
        others = district_wheels(world, &mut out, others, metres_per_px);
    }
    out.extend(merged(world, others.into_iter(), step, metres_per_px));
    out
}

/// A wheel for each district, pushed clear of the wheels before it; gives back the sites of no district.
fn district_wheels(world: &World, out: &mut Vec<Node>, sites: Vec<SiteId>, metres_per_px: f64) -> Vec<SiteId> {
    let mut districts: Vec<Vec<SiteId>> = vec![Vec::new(); world.atlas.city.districts.len()];
    let mut none = Vec::new();
    for id in sites {
        match world.atlas.site(id).district {
            Some(district) => districts[district.index()].push(id),
            None => none.push(id),
        }
    }
    for (i, sites) in districts.into_iter().enumerate() {
        if sites.is_empty() {
            continue;
        }
        let own = district_radius(sites.len());
        let keep = |other: &Node| match other.name {
            NodeName::Station(_) => FROM_STATION_PX.max(own + station_radius(other.sites.len())),
            _ => own + district_radius(other.sites.len()) + AIR_PX,
        } * metres_per_px;
        let at = pushed_clear(middle(world, &sites), out, keep);
        out.push(Node {
            at,
            name: NodeName::District(DistrictId(i as u8)),
            sites,
        });
    }
    none
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
    let size = |n: &Node| radius + if n.sites.len() > 1 { GROUP_EXTRA_PX } else { 0.0 };
    let district = |n: &Node| world.atlas.site(n.sites[0]).district;
    let mut out: Vec<Node> = sites
        .map(|id| Node {
            at: world.atlas.site(id).at,
            name: NodeName::Site(id),
            sites: vec![id],
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
                    let node = &mut out[i];
                    node.sites.extend(taken.sites);
                    order::sort(&mut node.sites);
                    node.name = NodeName::Group;
                    node.at = middle(world, &node.sites);
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

fn middle(world: &World, sites: &[SiteId]) -> Pt {
    let sum = sites
        .iter()
        .fold(Pt::default(), |sum, id| sum + world.atlas.site(*id).at);
    sum * (1.0 / sites.len().max(1) as f64)
}
