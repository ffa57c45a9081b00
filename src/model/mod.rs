//! What there is: the whole expo as it was loaded, immutable. Slugs name things in files and addresses,
//! small numbers inside; the [`Atlas`] is the only translator.

mod area;
mod basemap;
mod facet;
mod partner;
mod site;
mod sites;
mod station;
mod words;

pub use area::{Area, AreaKind, Border, City, District, Subarea};
pub use basemap::{Basemap, Confidence, Ground, GroundKind, MapLabel, MapLabelKind, Track, TrackKind};
pub use facet::{Bits, Goal, GoalNames, Goals, Kind, Kinds, Part};
pub use partner::{Partner, Sector};
pub use site::{Access, Claim, ClaimValue, Event, Notice, Position, Site, Status};
pub use sites::{HOURS_UNSAID, Home, ImageFault, Limits, NO_PLACE, SITES_FORMAT, Sites, SitesBuilder, Spot, Words};
pub use station::{Departures, Line, LineStop, Station, Timetable};
pub use words::{Lang, Localized};

use crate::calendar::Holidays;
use time::Date;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident($int:ty) from $of:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub $int);

        impl $name {
            #[doc = concat!("Its place in [`Atlas::", $of, "`].")]
            pub const fn index(self) -> usize {
                self.0 as usize
            }
        }
    )*};
}

ids! {
    /// A site's number.
    SiteId(u32) from "sites";
    /// A partner's number.
    PartnerId(u16) from "partners";
    /// A station's number; ring stations come first, in ring order.
    StationId(u8) from "stations";
    /// A district's number (stadsdel).
    DistrictId(u8) from "city";
}

/// A line of credit for data somebody else made.
#[derive(Debug, Clone, PartialEq)]
pub struct Credit {
    /// What is credited and to whom.
    pub text: Localized,
    /// Where it can be read more about.
    pub url: String,
    /// The licence's short name.
    pub licence: String,
}

/// A named value with a sentence about it: a part of M21 or a kind of solution.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Term {
    /// Its name.
    pub name: Localized,
    /// A sentence or two about it; may be empty.
    pub about: Localized,
}

/// What the expo says about itself.
#[derive(Debug, Clone, PartialEq)]
pub struct Expo {
    /// The expo's own id, such as `m21`.
    pub id: String,
    /// Its full name.
    pub title: Localized,
    /// Who runs it.
    pub organiser: String,
    /// The first day it is open.
    pub first_day: Date,
    /// The last day it is open.
    pub last_day: Date,
    /// Public holidays within it, which `PH` in opening hours means.
    pub holidays: Holidays,
    /// Set while the programme is made up; then the page says so.
    pub illustrative: bool,
    /// The sentence that says so.
    pub illustrative_note: Localized,
    /// The day the data was last changed.
    pub updated: Option<Date>,
    /// Credits to show.
    pub attribution: Vec<Credit>,
    /// What the UN asks anyone who uses the goals to say.
    pub disclaimer: Localized,
    /// The UN's own page about the goals.
    pub goals_url: String,
    /// The three parts of M21, indexed by [`Part`].
    pub parts: [Term; 3],
    /// The three kinds of solution, indexed by [`Kind`].
    pub kinds: [Term; 3],
}

/// Everything that was loaded. After loading nothing in it changes.
#[derive(Debug, Clone, PartialEq)]
pub struct Atlas {
    /// The expo itself.
    pub expo: Expo,
    /// The names of the 17 goals, goal 1 first.
    pub goals: Vec<GoalNames>,
    /// The partners in the files' order.
    pub partners: Vec<Partner>,
    /// The city's geographies.
    pub city: City,
    /// The stations: ring stations first, in ring order, then the others.
    pub stations: Vec<Station>,
    /// Planning times of the trains.
    pub timetable: Timetable,
    /// What the map shows besides areas and stations.
    pub basemap: Basemap,
    /// The sites that are published.
    pub sites: Sites,
    /// Events at sites.
    pub events: Vec<Event>,
    /// Closures and alerts.
    pub notices: Vec<Notice>,
}

impl Atlas {
    /// What a companion file of the sites must have been made for.
    pub fn limits(&self) -> Limits {
        Limits::of(&self.partners, &self.city.districts, &self.stations)
    }

    /// Everything about a site.
    pub fn site(&self, id: SiteId) -> Site {
        self.sites.get(id)
    }

    /// A station by its number.
    pub fn station(&self, id: StationId) -> &Station {
        &self.stations[id.index()]
    }

    /// A district by its number.
    pub fn district(&self, id: DistrictId) -> &District {
        &self.city.districts[id.index()]
    }

    /// A partner by its number.
    pub fn partner(&self, id: PartnerId) -> &Partner {
        &self.partners[id.index()]
    }

    /// The station with this slug.
    pub fn find_station(&self, slug: &str) -> Option<StationId> {
        let i = self.stations.iter().position(|s| s.slug == slug)?;
        Some(StationId(i as u8))
    }

    /// The district with this slug.
    pub fn find_district(&self, slug: &str) -> Option<DistrictId> {
        let i = self.city.districts.iter().position(|d| d.slug == slug)?;
        Some(DistrictId(i as u8))
    }

    /// The partner with this slug.
    pub fn find_partner(&self, slug: &str) -> Option<PartnerId> {
        let i = self.partners.iter().position(|p| p.slug == slug)?;
        Some(PartnerId(i as u16))
    }

    /// Every site with its number, unpacked one by one.
    pub fn sites(&self) -> impl Iterator<Item = (SiteId, Site)> {
        self.sites.iter().zip(0..).map(|(s, i)| (SiteId(i), s))
    }

    /// The stations on the ring with their numbers, in ring order.
    pub fn ring_stations(&self) -> impl Iterator<Item = (StationId, &Station)> {
        self.stations
            .iter()
            .enumerate()
            .filter(|(_, s)| s.ring_order.is_some())
            .map(|(i, s)| (StationId(i as u8), s))
    }
}
