//! The map about a station as a screen there shows it: what one faces is upwards, and letters stand upright. How the plane lies
//! under the picture is here; what is drawn on it, by kinds, in the files beside.

mod labels;
mod marks;
mod sheet;

pub use labels::{Name, Walked};
pub use marks::{Flag, Leg, MARK_EM, Numbered, PLAIN_EM};
pub use sheet::Shape;

use crate::model::StationId;
use crate::query::World;
use crate::space::turn::sin_cos;
use crate::space::units::{DETOUR, WALK_METRES_PER_MINUTE};
use crate::space::{Bounds, Pt, Px};
use crate::view::ZoomStep;

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
/// Walks that a ring stands for, in minutes.
const RINGS: [u32; 3] = [5, 10, 15];
/// Air about the whole ring, as a part of the picture.
const AIR: f64 = 0.84;

/// The metres that a walk of some minutes takes one off, as the crow flies.
fn walked(minutes: u32) -> f64 {
    f64::from(minutes) * WALK_METRES_PER_MINUTE / DETOUR
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

    /// Stations in sight, this one left out.
    pub fn stations(&self, world: &World) -> Vec<(StationId, Px)> {
        let all = world.atlas.stations.iter().enumerate();
        let placed = all.map(|(i, s)| (StationId(i as u8), self.px(s.at)));
        let here = self.here();
        placed
            .filter(|(_, at)| self.sees(*at, 0.0) && at.distance(here) > 1.0)
            .collect()
    }

    /// The scale bar: metres that are round, and their length in pixels.
    pub fn bar(&self) -> (f64, f64) {
        let wanted = 0.2 * self.size.x / self.px_per_m;
        let round = [100.0, 200.0, 250.0, 500.0, 1000.0, 2000.0, 5000.0];
        let metres = round.into_iter().rev().find(|m| *m <= wanted).unwrap_or(100.0);
        (metres, metres * self.px_per_m)
    }
}
