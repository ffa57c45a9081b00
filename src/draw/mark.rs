//! Marks: sites, wheels and beads, each with its size and its look (design tokens, §6).

use std::f64::consts::TAU;
use std::rc::Rc;

use crate::model::{Goal, Goals, Kind, SiteId, StationId};
use crate::space::Px;
use crate::view::ZoomStep;

/// Every mark has so many pixels of [`Ink::Land0`](super::Ink::Land0) outside it.
pub const CASING_PX: f64 = 2.0;
/// The paper ring about a chosen site's mark, within its radius.
pub const SELECTED_PAPER_PX: f64 = 2.8;
/// The ink ring outside that, within its radius too.
pub const SELECTED_INK_PX: f64 = 2.7;
/// Radius of the ring about the focused mark: 3 px of ink with 4 px of paper inside; larger about larger marks.
pub const FOCUS_RADIUS_PX: f64 = 21.0;

/// What a mark stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Target {
    /// A site.
    Site(SiteId),
    /// A station, with its own sites as long as they have no marks of their own.
    Station(StationId),
    /// Sites drawn as one, by the first of them.
    Group(SiteId),
}

/// What stands in the middle of a mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Centre {
    /// The glyph of a kind of solution: ● social, ■ physical, ⁘ digital.
    Kind(Kind),
    /// How many sites match.
    Count(u32),
    /// Nothing.
    Paper,
    /// A stop's number on a route.
    Stop(u32),
}

/// One goal's part of a mark's ring.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Arc {
    /// The goal.
    pub goal: Goal,
    /// Where it starts: radians clockwise from 12 o'clock.
    pub start: f64,
    /// How far it reaches, in radians clockwise.
    pub sweep: f64,
    /// In its own colour; otherwise drained.
    pub lit: bool,
}

/// The parts of a ring, shared by all the frames that draw it.
pub type Arcs = Rc<[Arc]>;

/// How a mark looks.
#[derive(Debug, Clone, PartialEq)]
pub enum Look {
    /// A ring of goals: a site, a group or a station's wheel.
    Ring {
        /// The goals, clockwise from 12 o'clock; a full turn in all.
        arcs: Arcs,
        /// The coloured ring's outer radius: [`Mark::radius`] less what the rim or the choice takes.
        outer_px: f64,
        /// The coloured ring's width.
        ring_px: f64,
        /// The width of the edge about every colour.
        edge_px: f64,
        /// The width of the ink rim outside a station's wheel.
        rim: Option<f64>,
        /// What stands in its middle.
        centre: Centre,
        /// The chosen site: a paper ring and an ink ring outside the colours.
        selected: bool,
    },
    /// A station on the line, without a wheel: an ink ring about paper.
    Bead {
        /// The ink ring's width.
        ink_px: f64,
    },
    /// A site outside the filter: paper with a line of [`Ink::Ctl`](super::Ink::Ctl), 1.3 px.
    Dot,
    /// A site left out because it is closed at the asked time: a dashed line of [`Ink::Ctl`](super::Ink::Ctl), 1.2 px.
    ClosedDot,
}

/// A mark on the map.
#[derive(Debug, Clone, PartialEq)]
pub struct Mark {
    /// Its middle.
    pub at: Px,
    /// What it stands for.
    pub target: Target,
    /// Its outer radius without the casing.
    pub radius: f64,
    /// How it looks.
    pub look: Look,
    /// Whether the keyboard's focus is on it.
    pub focused: bool,
}

/// A ring's measures in pixels.
#[derive(Debug, Clone, Copy)]
pub(super) struct Size {
    pub(super) radius: f64,
    pub(super) ring: f64,
    pub(super) edge: f64,
}

const fn size(radius: f64, ring: f64, edge: f64) -> Size {
    Size { radius, ring, edge }
}

/// A group's mark is so much larger than a site's, from the Ring step on.
pub(super) const GROUP_EXTRA_PX: f64 = 5.0;
const SELECTED: Size = size(12.0, 5.0, 0.9);
const RIM_PX: f64 = 2.6;
/// A wheel held back by its neighbours still has room for its count.
const LEAST_WHEEL_PX: f64 = 10.0;
/// The radius of a site outside the filter, and of one that is closed.
const DOT_PX: f64 = 4.0;
const CLOSED_DOT_PX: f64 = 5.0;
/// The smallest arc of a wheel.
const LEAST_ARC: f64 = TAU * 8.0 / 360.0;

pub(super) const fn site_size(step: ZoomStep) -> Size {
    match step {
        ZoomStep::Kommun | ZoomStep::Ring => size(11.0, 4.8, 0.9),
        ZoomStep::Stadsdel => size(13.0, 5.6, 0.9),
        ZoomStep::Kvarter => size(16.0, 6.9, 1.2),
    }
}

/// Wheels grow with the root of their sites up to so many.
const LARGEST_WHEEL: u32 = 60;

/// The radius of a district's wheel of so many sites at the Kommun step.
pub(super) fn district_radius(sites: usize) -> f64 {
    let counted = sites.min(LARGEST_WHEEL as usize) as f64;
    1.6 * counted.sqrt() + 8.0
}

/// The outer radius of a station's wheel of so many sites at the Kommun step.
pub(super) fn station_radius(sites: usize) -> f64 {
    wheel_size(ZoomStep::Kommun, sites as u32).radius + RIM_PX
}

fn wheel_size(step: ZoomStep, count: u32) -> Size {
    let root = f64::from(count.min(LARGEST_WHEEL)).sqrt();
    match step {
        ZoomStep::Kommun => size(1.7 * root + 10.0, 5.2, 0.8),
        _ => size(2.9 * root + 14.0, 7.5, 0.9),
    }
}

fn group_size(step: ZoomStep, count: u32) -> Size {
    match step {
        ZoomStep::Kommun => size(district_radius(count as usize), 4.4, 0.9),
        _ => size(site_size(step).radius + GROUP_EXTRA_PX, 7.0, 0.9),
    }
}

/// How a mark is drawn, with its outer radius.
pub(super) type Drawn = (f64, Look);

fn ring(size: Size, arcs: Arcs, rim: Option<f64>, centre: Centre, selected: bool) -> Drawn {
    let outside = rim.unwrap_or(0.0)
        + if selected {
            SELECTED_PAPER_PX + SELECTED_INK_PX
        } else {
            0.0
        };
    let look = Look::Ring {
        arcs,
        outer_px: size.radius,
        ring_px: size.ring,
        edge_px: size.edge,
        rim,
        centre,
        selected,
    };
    (size.radius + outside, look)
}

/// How many sites have each goal, by [`Goal::index`].
pub(super) type Weights = [u32; Goal::COUNT];

/// The weights of one site.
pub(super) fn weights_of(goals: Goals) -> Weights {
    std::array::from_fn(|i| u32::from(goals.0.has(i)))
}

pub(super) fn site(kind: Kind, arcs: Arcs, step: ZoomStep, selected: bool) -> Drawn {
    let size = if selected { SELECTED } else { site_size(step) };
    ring(size, arcs, None, Centre::Kind(kind), selected)
}

/// A station's wheel; `room` is how far out it may reach, rim and all.
pub(super) fn wheel(count: u32, arcs: Arcs, step: ZoomStep, room: f64) -> Drawn {
    let mut size = wheel_size(step, count);
    size.radius = size.radius.min(room - RIM_PX).max(LEAST_WHEEL_PX);
    size.ring = size.ring.min(size.radius * 0.4);
    ring(size, arcs, Some(RIM_PX), Centre::Count(count), false)
}

/// Sites drawn as one. Of a single one that matches there is more to say than that it is one: its kind.
pub(super) fn group(count: u32, only: Option<Kind>, arcs: Arcs, step: ZoomStep) -> Drawn {
    let (size, centre) = match only {
        Some(kind) => (site_size(step), Centre::Kind(kind)),
        None => (group_size(step, count), Centre::Count(count)),
    };
    ring(size, arcs, None, centre, false)
}

/// A stop of a day out: as the design's route, a large ring with its number.
pub(super) fn stop(goals: Goals, number: u32) -> Drawn {
    let arcs = arcs(&weights_of(goals), Goals::default());
    ring(size(15.0, 6.0, 0.9), arcs, None, Centre::Stop(number), false)
}

/// A station without a wheel; one off the ring is smaller.
pub(super) const fn bead(step: ZoomStep, on_ring: bool) -> Drawn {
    let (radius, ink_px) = match step {
        _ if !on_ring => (5.0, 2.4),
        ZoomStep::Kommun => (5.0, 2.6),
        ZoomStep::Ring => (6.0, 3.1),
        ZoomStep::Stadsdel => (7.0, 3.6),
        ZoomStep::Kvarter => (10.0, 5.0),
    };
    (radius, Look::Bead { ink_px })
}

pub(super) const fn outside(closed: bool) -> Drawn {
    if closed {
        (CLOSED_DOT_PX, Look::ClosedDot)
    } else {
        (DOT_PX, Look::Dot)
    }
}

/// Arcs in goal order from 12 o'clock, a full turn in all, each as large as its weight but none smaller than
/// [`LEAST_ARC`]; no arcs without weights. With no goal chosen all are lit.
pub(super) fn arcs(weights: &Weights, lit: Goals) -> Arcs {
    let mut small = [false; Goal::COUNT];
    let scale = loop {
        let held = small.iter().filter(|s| **s).count() as f64;
        let rest = weights.iter().zip(small).filter(|(_, small)| !small);
        let sum: u32 = rest.map(|(w, _)| *w).sum();
        let scale = (TAU - held * LEAST_ARC) / f64::from(sum.max(1));
        let too_small = |(w, small): (&u32, bool)| *w > 0 && !small && f64::from(*w) * scale < LEAST_ARC;
        match weights.iter().zip(small).position(too_small) {
            Some(i) => small[i] = true,
            None => break scale,
        }
    };
    let mut start = 0.0;
    let arc = |goal: Goal| {
        let i = goal.index();
        let sweep = if small[i] {
            LEAST_ARC
        } else {
            f64::from(weights[i]) * scale
        };
        let arc = Arc {
            goal,
            start,
            sweep,
            lit: lit.is_empty() || lit.has(goal),
        };
        start += sweep;
        arc
    };
    Goal::all().filter(|g| weights[g.index()] > 0).map(arc).collect()
}
