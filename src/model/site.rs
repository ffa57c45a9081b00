//! The expo's sites, what happens at them, and notices.

use super::facet::slugged;
use super::{DistrictId, Goal, Goals, Kinds, Localized, Part, PartnerId, SiteId, StationId};
use crate::calendar::{Hours, Moment};
use crate::space::Pt;
use time::Date;

slugged! {
    /// How a site's point was found.
    Position {
        /// Read from a named source.
        Surveyed = "surveyed",
        /// Estimated.
        Approximate = "approximate",
    }
}

slugged! {
    /// Where a site is in its life. Drafts are not shown.
    Status {
        /// Not yet to be shown.
        Draft = "draft",
        /// To be shown.
        Published = "published",
        /// Shown as closed for good.
        Closed = "closed",
    }
}

slugged! {
    /// What an accessibility claim is about.
    Access {
        /// No step on the way in.
        StepFree = "step_free",
        /// A toilet for wheelchair users.
        AccessibleToilet = "accessible_toilet",
        /// Somewhere to sit.
        Seating = "seating",
        /// A hearing loop.
        HearingLoop = "hearing_loop",
        /// Something to feel with the hands.
        Tactile = "tactile",
        /// A quiet place.
        QuietSpace = "quiet_space",
    }
}

slugged! {
    /// What a claim says.
    ClaimValue {
        /// It is so.
        Yes = "yes",
        /// It is not.
        No = "no",
        /// Nobody has looked.
        Unknown = "unknown",
    }
}

/// An accessibility claim: who says it, and when they looked.
#[derive(Debug, Clone, PartialEq)]
pub struct Claim {
    /// What about.
    pub about: Access,
    /// What it says.
    pub value: ClaimValue,
    /// The day it was checked.
    pub checked: Option<Date>,
    /// Who checked.
    pub by: Option<PartnerId>,
}

/// A place where something of the expo is shown.
#[derive(Debug, Clone, PartialEq)]
pub struct Site {
    /// Its name in files and addresses.
    pub slug: String,
    /// Names it had before.
    pub aliases: Vec<String>,
    /// Its title.
    pub title: Localized,
    /// One line about it.
    pub summary: Localized,
    /// A few sentences about it.
    pub about: Localized,
    /// What kinds of solution it shows, the first one first.
    pub kinds: Kinds,
    /// The kind its mark carries.
    pub first_kind: super::Kind,
    /// Which part of M21 it belongs to.
    pub part: Part,
    /// Its goals as a set.
    pub goals: Goals,
    /// Its goals, most important first.
    pub goals_ranked: Vec<Goal>,
    /// Its partners, the leading one first.
    pub partners: Vec<PartnerId>,
    /// The district it is in.
    pub district: Option<DistrictId>,
    /// Whether the district was computed because the file states none.
    pub district_computed: bool,
    /// The station it is reached from.
    pub station: Option<StationId>,
    /// Whether the station was computed because the file states none.
    pub station_computed: bool,
    /// The name of the sub-area it lies in; empty outside the city.
    pub subarea: String,
    /// When it is open; nothing if the file does not say.
    pub hours: Option<Hours>,
    /// How long a visit takes.
    pub visit_minutes: Option<u16>,
    /// Accessibility claims in the order of [`Access`].
    pub access: Vec<Claim>,
    /// Its address; may be empty.
    pub address: String,
    /// Its own page; may be empty.
    pub url: String,
    /// The earlier stage it grew from.
    pub grew_from: Option<SiteId>,
    /// How its point was found.
    pub position: Position,
    /// Where it is in its life.
    pub status: Status,
    /// Where it is.
    pub at: Pt,
}

impl Site {
    /// The partner who leads it.
    pub fn lead(&self) -> Option<PartnerId> {
        self.partners.first().copied()
    }
}

/// Something that happens at a site.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// Its name in files.
    pub slug: String,
    /// Where.
    pub site: SiteId,
    /// What.
    pub title: Localized,
    /// When it begins.
    pub starts: Moment,
    /// When it ends.
    pub ends: Moment,
}

/// A closure or an alert.
#[derive(Debug, Clone, PartialEq)]
pub struct Notice {
    /// Its name in files.
    pub slug: String,
    /// Its heading.
    pub title: Localized,
    /// What to know.
    pub text: Localized,
    /// The first day it holds.
    pub from: Date,
    /// The last day it holds.
    pub to: Date,
    /// The site it is about, if it is about one.
    pub site: Option<SiteId>,
    /// The station it is about, if it is about one.
    pub station: Option<StationId>,
}
