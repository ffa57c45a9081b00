//! `sites.geojson`: the expo sites.

use super::document::Extent;
use super::expected::Expected;
use super::expo::{Frame, goal};
use super::family::grown;
use super::form::is_slug;
use super::json::Json;
use super::kind::ProblemKind;
use super::names::{Found, Names};
use super::place::Places;
use super::position::point;
use super::problem::Problem;
use super::record::{Record, choice};
use super::{File, Sources, document};
use crate::calendar::Hours;
use crate::model::{
    Access, Claim, ClaimValue, Goal, Kind, Part, PartnerId, Position, Site, Sites, SitesBuilder, StationId, Status,
};
use crate::rest::{Never, Rest, at_once};

const KNOWN: &[&str] = &[
    "about",
    "access",
    "address",
    "aliases",
    "contact",
    "coord_source",
    "district",
    "effect",
    "goals",
    "grew_from",
    "hours",
    "id",
    "indicator",
    "kinds",
    "outcome",
    "part",
    "partners",
    "place",
    "position",
    "station",
    "status",
    "summary",
    "targets",
    "title",
    "updated",
    "url",
    "visit_minutes",
];

/// The longest visit, in minutes: ten hours.
const LONGEST_VISIT: u32 = 600;

/// What sites are held against.
pub(super) struct Around<'w> {
    pub(super) frame: Option<&'w Frame>,
    pub(super) places: Places<'w>,
    pub(super) partners: &'w Names,
    pub(super) districts: &'w Names,
    pub(super) stations: &'w Names,
}

/// Sites as they come in, one by one.
pub(super) struct SiteReader<'w> {
    around: Around<'w>,
    sites: SitesBuilder,
    names: Names,
    roots: Vec<(u32, String)>,
}

impl<'w> SiteReader<'w> {
    pub(super) fn new(around: Around<'w>) -> Self {
        Self {
            around,
            sites: SitesBuilder::default(),
            names: Names::new(File::Sites),
            roots: Vec::new(),
        }
    }

    /// Takes in a feature; a draft is known of and left out.
    pub(super) fn take(&mut self, mut record: Record<'_, '_>, geometry: &Json<'_>) {
        let names = &mut self.names;
        let status = choice!(record, "status", Status).unwrap_or(Status::Published);
        if status == Status::Draft {
            if let Some(id) = record.slug("id") {
                names.leave_out(&id);
            }
            return;
        }
        record.needs(&["id", "title", "goals", "partners", "kinds", "part"]);
        let slug = record.slug("id");
        if let Some(found) = slug.clone().filter(|s| names.has(s)) {
            record.error("id", ProblemKind::UsedBefore { found });
            return;
        }
        if slug.is_none() {
            // Others may mean this one.
            names.not_read();
        }
        let aliases = aliases(&mut record, names, slug.as_deref());
        let root = record.slug("grew_from");
        let all: Vec<String> = slug.iter().chain(&aliases).cloned().collect();
        match site(&mut record, geometry, &self.around, status, slug, aliases) {
            Some(site) => {
                let number = self.sites.push(&site).0;
                for name in &all {
                    names.put(name, number);
                }
                self.roots.extend(root.map(|root| (number, root)));
            }
            None => {
                for name in &all {
                    names.leave_out(name);
                }
            }
        }
        record.finish(KNOWN);
    }

    /// All that came; `extent` is how much of the file they are.
    pub(super) async fn finish(
        mut self,
        extent: Extent,
        problems: &mut Vec<Problem>,
        rest: &dyn Rest,
    ) -> (Sites, Names) {
        if extent != Extent::All {
            self.names.not_read();
        }
        let roots = grown(&self.sites, &self.names, self.roots, problems);
        (self.sites.finish(&roots, rest).await, self.names)
    }
}

/// Reads `sites.geojson` in the file's order, without drafts.
pub(super) fn read(sources: &Sources<'_>, around: Around<'_>, problems: &mut Vec<Problem>) -> (Sites, Names) {
    let mut reader = SiteReader::new(around);
    let extent = document::each_feature(sources, File::Sites, problems, &mut |record, geometry| {
        reader.take(record, geometry);
    });
    at_once(reader.finish(extent, problems, &Never))
}

fn site(
    record: &mut Record<'_, '_>,
    geometry: &Json<'_>,
    around: &Around<'_>,
    status: Status,
    slug: Option<String>,
    aliases: Vec<String>,
) -> Option<Site> {
    let title = record.localized("title");
    let summary = record.localized("summary").unwrap_or_default();
    let about = record.localized("about").unwrap_or_default();
    let kinds = record.full_set("kinds", kind, || {
        Expected::OneOf(Kind::ALL.iter().map(|k| k.slug()).collect())
    });
    let part = choice!(record, "part", Part);
    let goals_ranked = record.full_set("goals", goal, || Expected::Goal).unwrap_or_default();
    let partners = around.partners.take_list(record, "partners", 1);
    let hours = record.parse("hours", Hours::parse, Expected::Hours);
    let visit_minutes = record.whole("visit_minutes", 1, LONGEST_VISIT).map(|n| n as u16);
    let access = access(record, around.partners);
    let address = record.text("address").unwrap_or_default();
    let url = record.web_address("url").unwrap_or_default();
    let position = choice!(record, "position", Position).unwrap_or(Position::Approximate);
    let stated_district = around.districts.take(record, "district");
    let stated_station = around.stations.take(record, "station");
    unshown(record);
    let at = point(record, geometry);
    let (partners, named) = partners?;
    let kinds = kinds?;
    if goals_ranked.is_empty() || named == 0 {
        return None;
    }
    let (first_kind, at) = (*kinds.first()?, at?);
    let (home, doubt) = around.places.home(at, stated_district);
    if around.frame.and_then(|f| f.bounds).is_some_and(|b| !b.contains(at)) {
        record.error("coordinates", ProblemKind::OutsideBounds);
    } else if let Some(doubt) = doubt {
        record.warning("district", doubt);
    }
    let station = match stated_station {
        Some(Found::Here(number)) => Some(StationId(number as u8)),
        _ => None,
    };
    let station_computed = station.is_none();
    Some(Site {
        slug: slug?,
        aliases,
        title: title?,
        summary,
        about,
        kinds: kinds.into_iter().collect(),
        first_kind,
        part: part?,
        goals: goals_ranked.iter().copied().collect(),
        goals_ranked,
        partners: partners.into_iter().map(|n| PartnerId(n as u16)).collect(),
        district: home.district,
        district_computed: home.is_computed,
        station: station.or_else(|| around.places.nearest_station(at)),
        station_computed,
        subarea: home.subarea,
        hours,
        visit_minutes,
        access,
        address,
        url,
        grew_from: None,
        position,
        status,
        at,
    })
}

fn kind(value: &Json<'_>) -> Option<Kind> {
    Kind::from_slug(value.text()?)
}

/// The slugs a site had before; one that is taken is left out.
fn aliases(record: &mut Record<'_, '_>, names: &Names, own: Option<&str>) -> Vec<String> {
    let mut aliases: Vec<String> = Vec::new();
    for item in record.list("aliases").unwrap_or_default() {
        match item.text() {
            Some(text) if !is_slug(text) => record.unexpected("aliases", &item, Expected::Slug),
            None => record.unexpected("aliases", &item, Expected::Slug),
            Some(text) if names.has(text) || own == Some(text) || aliases.iter().any(|a| a == text) => {
                let found = text.to_owned();
                record.error("aliases", ProblemKind::UsedBefore { found });
            }
            Some(text) => aliases.push(text.to_owned()),
        }
    }
    aliases
}

/// Accessibility claims in the order of [`Access`].
fn access(record: &mut Record<'_, '_>, partners: &Names) -> Vec<Claim> {
    let Some(members) = record.object("access") else {
        return Vec::new();
    };
    let mut claims = Vec::with_capacity(members.len());
    let mut record = record.within("access", members);
    for about in Access::ALL.iter().copied() {
        let Some(members) = record.object(about.slug()) else {
            continue;
        };
        let mut claim = record.within(about.slug(), members);
        claim.needs(&["value"]);
        let value = choice!(claim, "value", ClaimValue);
        let checked = claim.date("checked");
        let by = match partners.take(&mut claim, "by") {
            Some(Found::Here(number)) => Some(PartnerId(number as u16)),
            _ => None,
        };
        claim.finish(&["by", "checked", "value"]);
        claims.extend(value.map(|value| Claim {
            about,
            value,
            checked,
            by,
        }));
    }
    record.finish(
        const {
            &[
                Access::StepFree.slug(),
                Access::AccessibleToilet.slug(),
                Access::Seating.slug(),
                Access::HearingLoop.slug(),
                Access::Tactile.slug(),
                Access::QuietSpace.slug(),
            ]
        },
    );
    claims
}

/// Holds to their form what the map does not show, but the open data and the evaluation carry.
fn unshown(record: &mut Record<'_, '_>) {
    record.set("targets", target, || Expected::Target);
    record.date("updated");
    record.text("contact");
    for field in ["effect", "indicator", "outcome"] {
        record.words(field);
    }
}

/// As `11.6` or `17.c`.
fn target(value: &Json<'_>) -> Option<String> {
    let text = value.text()?;
    let (goal, target) = text.split_once('.')?;
    let is_number = goal.bytes().all(|b| b.is_ascii_digit());
    let is_goal = is_number && goal.parse().is_ok_and(|n| Goal::new(n).is_some());
    let is_target = matches!(
        target.as_bytes(),
        [b'a'..=b'd' | b'1'..=b'9'] | [b'1'..=b'9', b'0'..=b'9']
    );
    (is_goal && is_target).then(|| text.to_owned())
}
