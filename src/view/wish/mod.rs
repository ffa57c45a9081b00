//! What somebody wishes of a day at the expo: from where and when, how long, and which sites.
//!
//! A wish is part of the address and knows nothing of the data: slugs are kept as they were asked, known or not. What
//! comes of it is worked out in the room `day`.

mod bits;
mod edit;
mod letters;
mod link;

pub use edit::Edit;
pub use link::{read, write};

use crate::calendar::Moment;
use crate::model::{Bits, Goals};
use crate::space::{LonLat, Pt, plane};

/// As many stops as a wish may have.
pub const MAX_STOPS: usize = 63;
/// As many partners as a wish may name.
pub const MAX_PARTNERS: usize = 63;
/// The shortest and the longest stay, in minutes.
pub const STAY: (u16, u16) = (5, 600);
/// The longest day out, in minutes.
pub const MAX_MINUTES: u16 = 24 * 60;
/// Slugs are cut after so many characters.
pub const MAX_SLUG: usize = 80;

/// Where a day begins or ends.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Place {
    /// At a station, by its slug.
    Station(String),
    /// At a site, by its slug.
    Site(String),
    /// Somewhere on the map.
    Point(Point),
}

/// Somewhere on the map, about a metre sharp.
///
/// # Units
/// Hundred-thousandths of a degree, WGS 84, within a rectangle about the city.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Point {
    lon: u32,
    lat: u32,
}

impl Point {
    const SCALE: f64 = 1e5;
    /// The westernmost and southernmost degrees a point may have, and how many it may be from there: the Sound and Scania.
    const WEST: f64 = 12.0;
    const SOUTH: f64 = 55.0;
    const SPAN: (u32, u32) = (200_000, 120_000);

    /// The point nearest to a place on the plane, in metres; nothing if that is far from Malmö.
    pub fn nearest(at: Pt) -> Option<Self> {
        let at = plane::to_degrees(at);
        let whole = |degrees: f64, from: f64, span: u32| {
            let steps = ((degrees - from) * Self::SCALE).round();
            (0.0..=f64::from(span)).contains(&steps).then_some(steps as u32)
        };
        Some(Self {
            lon: whole(at.lon, Self::WEST, Self::SPAN.0)?,
            lat: whole(at.lat, Self::SOUTH, Self::SPAN.1)?,
        })
    }

    /// Where it is on the plane, in metres.
    pub fn at(self) -> Pt {
        plane::to_plane(LonLat::new(
            Self::WEST + f64::from(self.lon) / Self::SCALE,
            Self::SOUTH + f64::from(self.lat) / Self::SCALE,
        ))
    }

    fn from_steps(lon: u32, lat: u32) -> Option<Self> {
        (lon <= Self::SPAN.0 && lat <= Self::SPAN.1).then_some(Self { lon, lat })
    }
}

/// How somebody goes about the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum Pace {
    /// Slower on foot, and early for trains.
    Calm,
    /// The design's pace.
    #[default]
    Usual,
    /// Quicker on foot.
    Brisk,
}

impl Pace {
    /// All three, the slowest first.
    pub const ALL: [Self; 3] = [Self::Calm, Self::Usual, Self::Brisk];

    /// Metres walked in a minute: 80 as everywhere on the map (the design tokens, §5), a fifth less or more.
    pub const fn metres_per_minute(self) -> f64 {
        match self {
            Self::Calm => 64.0,
            Self::Usual => crate::space::units::WALK_METRES_PER_MINUTE,
            Self::Brisk => 96.0,
        }
    }

    /// Minutes to stand on the platform before a train leaves; the design asks for 3 to 5.
    pub const fn platform_minutes(self) -> u16 {
        match self {
            Self::Calm => 5,
            Self::Usual | Self::Brisk => 3,
        }
    }
}

/// In which order the stops are visited.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum Order {
    /// In the best one.
    #[default]
    Best,
    /// As the visitor has put them.
    Mine,
}

/// A site somebody wishes to visit.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Stop {
    /// The site's slug, as it was asked.
    pub slug: String,
    /// How long to stay, in minutes within [`STAY`]; nothing for as long as the site says.
    pub stay: Option<u16>,
    /// Whether a suggestion must keep it.
    pub locked: bool,
    /// Whether it is passed over, without being forgotten.
    pub skipped: bool,
}

impl Stop {
    /// A stop as it is added: for as long as the site says.
    pub fn new(slug: &str) -> Self {
        Self {
            slug: slug.to_owned(),
            stay: None,
            locked: false,
            skipped: false,
        }
    }
}

/// What a suggestion looks for.
#[derive(Debug, Clone, PartialEq, Eq, Default, Hash)]
pub struct Interests {
    /// Goals.
    pub goals: Goals,
    /// Partners' slugs, in order.
    pub partners: Vec<String>,
    /// Kinds of solution, as bits of [`Kind`](crate::model::Kind).
    pub kinds: Bits,
    /// Only sites that are known to have no step on the way in.
    pub step_free: bool,
}

/// When a plan of a wish had its visits, as it was made once: so that whoever opens the link later is told what changed.
///
/// # Units
/// Minutes from the time the wish leaves.
#[derive(Debug, Clone, PartialEq, Eq, Default, Hash)]
pub struct Made {
    /// When one was at the end.
    pub home: u16,
    /// When each stop's visit began, in the wish's order; nothing if it had none.
    pub begins: Vec<Option<u16>>,
}

/// What somebody wishes of a day.
#[derive(Debug, Clone, PartialEq, Eq, Default, Hash)]
pub struct Wish {
    /// When to leave at the earliest; nothing for the app's own time.
    pub leaves: Option<Moment>,
    /// How long there is until one must be at the end, in minutes; nothing for as long as it takes.
    pub minutes: Option<u16>,
    /// Where to begin; nothing for Malmö C.
    pub start: Option<Place>,
    /// Where to end; nothing for where it began.
    pub end: Option<Place>,
    /// How to go about it.
    pub pace: Pace,
    /// In which order to visit the stops.
    pub order: Order,
    /// Whether there is to be a meal in the middle of a long day.
    pub meal: bool,
    /// What a suggestion looks for.
    pub interests: Interests,
    /// What makes one suggestion differ from another.
    pub seed: u16,
    /// The sites to visit; none comes twice.
    pub stops: Vec<Stop>,
    /// The plan as it was made; gone with the next edit.
    pub made: Option<Made>,
}

impl Wish {
    /// Whether nothing is wished.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The place of the stop with this slug.
    pub fn stop(&self, slug: &str) -> Option<usize> {
        self.stops.iter().position(|stop| stop.slug == slug)
    }
}
