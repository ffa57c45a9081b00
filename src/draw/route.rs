//! A day out on the map: walks as straight dotted lines, which is all that is known of them, trains along the ring, and
//! the stops' numbers.

use super::mark::{self, Mark, Target};
use crate::day::{Plan, Spot, Step};
use crate::model::StationId;
use crate::query::World;
use crate::space::{Pt, Px};
use crate::view::{Camera, Viewport};

/// A part of the way.
#[derive(Debug, Clone, PartialEq)]
pub struct Leg {
    /// Its course in pixels: of a walk only the ends.
    pub points: Vec<Px>,
    /// Whether it is walked; else it is ridden.
    pub on_foot: bool,
    /// On a train's course, where an arrow stands and which way it points, as a vector of length 1.
    pub arrows: Vec<(Px, Px)>,
}

/// A day out for one frame.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Route {
    /// The ways in order.
    pub legs: Vec<Leg>,
    /// The stops, numbered from 1, the last one first, so that the next to come lies on top.
    pub stops: Vec<Mark>,
}

/// A plan as the map shows it.
pub fn route(world: &World, plan: &Plan, camera: &Camera, viewport: &Viewport) -> Route {
    let px = |at: Pt| camera.to_screen(at, viewport);
    let mut route = Route::default();
    let mut number = 0;
    for step in &plan.steps {
        match *step {
            Step::Walk { from, to, .. } => route.legs.push(Leg {
                points: vec![px(from.at(world)), px(to.at(world))],
                on_foot: true,
                arrows: Vec::new(),
            }),
            Step::Train { from, to, next, .. } => {
                let points: Vec<Px> = rails(world, from, to, next).into_iter().map(px).collect();
                route.legs.push(Leg {
                    arrows: arrows(&points),
                    points,
                    on_foot: false,
                });
            }
            Step::Visit { site, .. } => {
                number += 1;
                let (radius, look) = mark::stop(world.atlas.sites.goals(site), number);
                route.stops.push(Mark {
                    at: px(Spot::Site(site).at(world)),
                    target: Target::Site(site),
                    radius,
                    look,
                    focused: false,
                });
            }
            Step::Rest { .. } => {}
        }
    }
    route.stops.reverse();
    route
}

/// The places that a step comes by, in metres on the plane.
pub fn course(world: &World, step: &Step) -> Vec<Pt> {
    match *step {
        Step::Walk { from, to, .. } => vec![from.at(world), to.at(world)],
        Step::Train { from, to, next, .. } => rails(world, from, to, next),
        Step::Visit { site, .. } => vec![Spot::Site(site).at(world)],
        Step::Rest { at, .. } => vec![at.at(world)],
    }
}

/// Every place that a plan comes by, in metres on the plane.
pub fn passed(world: &World, plan: &Plan) -> Vec<Pt> {
    plan.steps.iter().flat_map(|step| course(world, step)).collect()
}

/// Air between the arrows along a course, in pixels.
const ARROW_PX: f64 = 42.0;

/// Where arrows stand along a course: evenly, the first half as far from its beginning.
fn arrows(points: &[Px]) -> Vec<(Px, Px)> {
    let mut out = Vec::new();
    let mut next = ARROW_PX / 2.0;
    for pair in points.windows(2) {
        let (from, to) = (pair[0], pair[1]);
        let length = from.distance(to);
        while next <= length && length > 0.0 {
            out.push((from.towards(to, next / length), (to - from) * (1.0 / length)));
            next += ARROW_PX;
        }
        next -= length;
    }
    out
}

/// How near to the ring's line its stations are; one farther off is on another line.
const ON_RING_M: f64 = 150.0;

/// The course of a train: along the ring the way that passes the first station it comes to, elsewhere from one to the other.
fn rails(world: &World, from: StationId, to: StationId, next: StationId) -> Vec<Pt> {
    let at = |id: StationId| world.atlas.station(id).at;
    let straight = vec![at(from), at(to)];
    let Some(ring) = world.atlas.basemap.ring() else {
        return straight;
    };
    let points = &ring.path.points;
    let nearest = |id: StationId| {
        let far = |i: &usize| points[*i].distance(at(id));
        let found = (0..points.len()).min_by(|a, b| far(a).total_cmp(&far(b)))?;
        (far(&found) <= ON_RING_M).then_some(found)
    };
    let (Some(a), Some(b), Some(first)) = (nearest(from), nearest(to), nearest(next)) else {
        return straight;
    };
    let n = points.len();
    let steps = |from: usize, to: usize| (to + n - from) % n;
    let forward = steps(a, first) <= steps(a, b);
    let count = if forward { steps(a, b) } else { steps(b, a) };
    let along = (0..=count).map(|i| points[if forward { (a + i) % n } else { (a + n - i % n) % n }]);
    std::iter::once(at(from)).chain(along).chain([at(to)]).collect()
}
