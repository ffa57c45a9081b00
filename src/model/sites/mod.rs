//! The expo's sites: what is asked of all of them in columns, what is said of one packed away until it is wanted.
//!
//! Everything lies in one image in memory. Written to a file as it is, it is the companion of `sites.geojson` that
//! large sets are loaded from; a million sites take 27 bytes of columns each and what their words take.

mod builder;
mod image;
mod record;

pub use builder::SitesBuilder;
pub use image::{ImageFault, Limits, SITES_FORMAT, Words};

use super::site::{Position, Site, Status};
use super::{DistrictId, Goals, Kind, Kinds, Part, SiteId, StationId};
use crate::calendar::Hours;
use crate::model::Bits;
use crate::rest::{Never, Rest, at_once, in_pieces};
use crate::space::Pt;
use image::{Image, Section};
use record::Record;
use std::ops::Range;

/// A place on the plane in metres, x east and y south; single precision is a millimetre anywhere in the city.
pub type Spot = [f32; 2];

/// Stands for no district and no station; there are never so many.
pub const NO_PLACE: u8 = u8::MAX;

/// The class of sites that do not say when they are open; the first opening hours are class 1.
pub const HOURS_UNSAID: u32 = 0;

/// Where a site is at home: [`NO_PLACE`] for nowhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Home {
    /// The district's number.
    pub district: u8,
    /// The number of the station it is reached from.
    pub station: u8,
    /// The number of the nearest ring station whose catchment holds it.
    pub own: u8,
}

/// What a site is, as bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Facets(pub(super) u32);

impl Facets {
    const KINDS: u32 = 17;
    const PART: u32 = 20;
    const FIRST_KIND: u32 = 22;
    const STATUS: u32 = 24;
    const DISTRICT_COMPUTED: u32 = 26;
    const STATION_COMPUTED: u32 = 27;
    const SURVEYED: u32 = 28;

    fn of(site: &Site) -> Self {
        let flag = |is: bool, at: u32| u32::from(is) << at;
        Self(
            site.goals.0.0 & ((1 << Self::KINDS) - 1)
                | (site.kinds.0.0 & 7) << Self::KINDS
                | (site.part as u32) << Self::PART
                | (site.first_kind as u32) << Self::FIRST_KIND
                | (site.status as u32) << Self::STATUS
                | flag(site.district_computed, Self::DISTRICT_COMPUTED)
                | flag(site.station_computed, Self::STATION_COMPUTED)
                | flag(site.position == Position::Surveyed, Self::SURVEYED),
        )
    }

    const fn has(self, at: u32) -> bool {
        self.0 >> at & 1 == 1
    }

    pub(crate) fn goals(self) -> Goals {
        Goals(Bits(self.0 & ((1 << Self::KINDS) - 1)))
    }

    pub(crate) fn kinds(self) -> Kinds {
        Kinds(Bits(self.0 >> Self::KINDS & 7))
    }

    pub(crate) fn part(self) -> Part {
        Part::ALL[(self.0 >> Self::PART & 3).min(2) as usize]
    }

    pub(crate) fn first_kind(self) -> Kind {
        Kind::ALL[(self.0 >> Self::FIRST_KIND & 3).min(2) as usize]
    }

    pub(crate) fn status(self) -> Status {
        Status::ALL[(self.0 >> Self::STATUS & 3).min(2) as usize]
    }
}

/// All sites, immutable.
#[derive(Debug, Clone)]
pub struct Sites {
    image: Image,
    /// Each opening hours once, by class from 1 on.
    hours: Vec<Hours>,
    /// How many partners there are: records from a file may name no others.
    partners: usize,
}

impl Default for Sites {
    fn default() -> Self {
        at_once(SitesBuilder::default().finish(&[], &Never))
    }
}

impl PartialEq for Sites {
    fn eq(&self, other: &Self) -> bool {
        self.image == other.image
    }
}

impl FromIterator<Site> for Sites {
    fn from_iter<T: IntoIterator<Item = Site>>(sites: T) -> Self {
        let mut builder = SitesBuilder::default();
        let mut roots = Vec::new();
        for site in sites {
            let id = builder.push(&site);
            roots.extend(site.grew_from.map(|root| [id.0, root.0]));
        }
        at_once(builder.finish(&roots, &Never))
    }
}

impl Sites {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.spots().len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    // Columns, by site.

    /// Where they are.
    pub fn spots(&self) -> &[Spot] {
        self.image.column(Section::Spots)
    }

    pub(crate) fn facets(&self) -> impl ExactSizeIterator<Item = Facets> {
        let column: &[u32] = self.image.column(Section::Facets);
        column.iter().map(|f| Facets(*f))
    }

    /// Their partners as bits: a column for each 32 partners, first those of the partners 0 to 31.
    pub(crate) fn partner_bits(&self) -> impl Iterator<Item = &[u32]> {
        let all: &[u32] = self.image.column(Section::Partners);
        all.chunks(self.len().max(1))
    }

    /// Where they are at home.
    pub fn homes(&self) -> impl ExactSizeIterator<Item = Home> {
        let column: &[[u8; 4]] = self.image.column(Section::Homes);
        column.iter().map(|[district, station, own, _]| Home {
            district: *district,
            station: *station,
            own: *own,
        })
    }

    /// Their classes of opening hours: [`HOURS_UNSAID`], or [`Sites::hours`] from 1 on.
    pub fn hours_classes(&self) -> &[u32] {
        self.image.column(Section::Classes)
    }

    /// The opening hours of class 1, 2, ….
    pub fn hours(&self) -> &[Hours] {
        &self.hours
    }

    /// All sites in the list's order, if it has been worked out.
    pub(crate) fn listed(&self) -> &[u32] {
        self.image.column(Section::Listed)
    }

    /// Pairs of a site and the one it grew from, by site.
    pub fn roots(&self) -> impl Iterator<Item = (SiteId, SiteId)> {
        let pairs: &[[u32; 2]] = self.image.column(Section::Roots);
        pairs.iter().map(|[site, root]| (SiteId(*site), SiteId(*root)))
    }

    // One site. A number that no site has gives nothing in particular, but never a panic.

    /// Where it is.
    pub fn at(&self, id: SiteId) -> Pt {
        let [x, y] = self.spots().get(id.index()).copied().unwrap_or_default();
        Pt::new(f64::from(x), f64::from(y))
    }

    pub(crate) fn facets_of(&self, id: SiteId) -> Facets {
        let column: &[u32] = self.image.column(Section::Facets);
        Facets(column.get(id.index()).copied().unwrap_or_default())
    }

    /// Its goals.
    pub fn goals(&self, id: SiteId) -> Goals {
        self.facets_of(id).goals()
    }

    /// Where it is at home.
    pub fn home(&self, id: SiteId) -> Home {
        let column: &[[u8; 4]] = self.image.column(Section::Homes);
        let [district, station, own, _] = column.get(id.index()).copied().unwrap_or([NO_PLACE; 4]);
        Home { district, station, own }
    }

    /// The district it is in.
    pub fn district(&self, id: SiteId) -> Option<DistrictId> {
        Some(self.home(id).district).filter(|d| *d != NO_PLACE).map(DistrictId)
    }

    /// The station it is reached from.
    pub fn station(&self, id: SiteId) -> Option<StationId> {
        Some(self.home(id).station).filter(|s| *s != NO_PLACE).map(StationId)
    }

    /// The nearest ring station whose catchment holds it, if that has been worked out.
    pub fn own_station(&self, id: SiteId) -> Option<StationId> {
        Some(self.home(id).own).filter(|s| *s != NO_PLACE).map(StationId)
    }

    /// Its class of opening hours.
    pub fn hours_class(&self, id: SiteId) -> u32 {
        self.hours_classes().get(id.index()).copied().unwrap_or(HOURS_UNSAID)
    }

    /// The site it grew from.
    pub fn root(&self, id: SiteId) -> Option<SiteId> {
        let pairs: &[[u32; 2]] = self.image.column(Section::Roots);
        let i = pairs.binary_search_by_key(&id.0, |[site, _]| *site).ok()?;
        pairs.get(i).map(|[_, root]| SiteId(*root))
    }

    fn record(&self, id: SiteId) -> Record<'_> {
        Record::new(self.image.record(id.index()))
    }

    /// Its name in files and addresses.
    pub fn slug(&self, id: SiteId) -> &str {
        self.record(id).text()
    }

    /// Its title.
    pub fn title(&self, id: SiteId) -> super::Localized {
        let mut record = self.record(id);
        record.text();
        record.localized()
    }

    /// The site with this slug, or that once had it.
    pub fn find(&self, slug: &str) -> Option<SiteId> {
        let ids = || (0..self.len() as u32).map(SiteId);
        ids()
            .find(|id| self.slug(*id) == slug)
            .or_else(|| ids().find(|id| self.record(*id).skip_to_aliases().any(|a| a == slug)))
    }

    /// The sites with some slugs, or that once had them: one for each that there is.
    pub(crate) async fn find_all(&self, slugs: &[&str], rest: &dyn Rest) -> Vec<Option<SiteId>> {
        let mut found = vec![None; slugs.len()];
        let mut take = |slug: &str, id: SiteId| {
            for (i, wanted) in slugs.iter().enumerate() {
                if *wanted == slug && found[i].is_none() {
                    found[i] = Some(id);
                }
            }
        };
        if !slugs.is_empty() {
            let ids = |piece: Range<usize>| piece.map(|i| SiteId(i as u32));
            in_pieces(self.len(), rest, &mut |piece| {
                ids(piece).for_each(|id| take(self.slug(id), id));
            })
            .await;
            in_pieces(self.len(), rest, &mut |piece| {
                for id in ids(piece) {
                    self.record(id).skip_to_aliases().for_each(|alias| take(alias, id));
                }
            })
            .await;
        }
        found
    }

    /// Everything about a site.
    pub fn get(&self, id: SiteId) -> Site {
        let facets = self.facets_of(id);
        let class = self.hours_class(id) as usize;
        let place = self.home(id);
        let mut site = record::unpack(self.record(id), |i| self.image.text(i));
        site.kinds = facets.kinds();
        site.first_kind = facets.first_kind();
        site.part = facets.part();
        site.goals = facets.goals();
        site.status = facets.status();
        site.district = Some(place.district).filter(|d| *d != NO_PLACE).map(DistrictId);
        site.station = Some(place.station).filter(|s| *s != NO_PLACE).map(StationId);
        site.district_computed = facets.has(Facets::DISTRICT_COMPUTED);
        site.station_computed = facets.has(Facets::STATION_COMPUTED);
        site.position = if facets.has(Facets::SURVEYED) {
            Position::Surveyed
        } else {
            Position::Approximate
        };
        site.hours = class.checked_sub(1).and_then(|i| self.hours.get(i)).cloned();
        site.grew_from = self.root(id);
        site.partners.retain(|p| p.index() < self.partners);
        for claim in &mut site.access {
            claim.by = claim.by.filter(|p| p.index() < self.partners);
        }
        site.at = self.at(id);
        site
    }

    /// Every site, unpacked one by one.
    pub fn iter(&self) -> impl Iterator<Item = Site> {
        (0..self.len() as u32).map(|i| self.get(SiteId(i)))
    }
}
