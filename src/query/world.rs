//! The expo made ready for questions: columns in site order, the list's order, the index of words.

use std::collections::HashMap;

use super::engine::Asked;
use super::search::{self, Found, Name};
use super::words::{self, Index};
use crate::calendar::{Hours, Moment, Opening};
use crate::model::{
    Atlas, Bits, DistrictId, Goal, Goals, Kind, Lang, Part, PartnerId, Site, SiteId, StationId, Status,
};
use crate::order;
use crate::space::{Bounds, Metres, Pt};
use crate::view::Filter;
use time::Weekday;

/// The station trains are taken from.
const START: &str = "malmo-c";
/// The hour shown before and after the expo.
const FIRST_HOUR: u16 = 11;
/// Stands for no district and no station; there are never so many.
pub(super) const NO_PLACE: usize = u8::MAX as usize;
/// Sites that do not say when they are open.
const UNSAID: u32 = 0;
/// Sites closed for good.
const CLOSED: u32 = 1;
/// The first class with hours.
const FIRST_CLASS: u32 = 2;

/// A partner's bit; nothing from the 65th on, who cannot be asked for.
pub(super) fn partner_bit(index: usize) -> u64 {
    1_u64.checked_shl(index as u32).unwrap_or(0)
}

/// Air about the city on every side, so that its edge can be looked at.
const AIR: Metres = Metres(1500.0);

/// The districts' and sites' rectangle with some air; a kilometre about nothing.
fn bounds(atlas: &Atlas) -> Bounds {
    let rings = atlas.city.districts.iter().flat_map(|d| d.region.rings());
    let points = rings.flat_map(|r| r.points.iter().copied());
    Bounds::about(points.chain(atlas.sites.iter().map(|s| s.at)))
        .unwrap_or(Bounds {
            min: Pt::default(),
            max: Pt::default(),
        })
        .grown(AIR)
}

/// What is asked of each site, one column for each question, in site order.
#[derive(Debug, Clone, Default)]
pub struct Columns {
    /// Goals as bits, goal 1 lowest.
    pub goals: Vec<u32>,
    /// Partners as bits by [`crate::model::PartnerId`].
    pub partners: Vec<u64>,
    /// District numbers; 255 is none.
    pub districts: Vec<u8>,
    /// Station numbers; 255 is none.
    pub stations: Vec<u8>,
    /// Kinds as bits of [`Kind`].
    pub kinds: Vec<u8>,
    /// The part as a bit of [`Part`].
    pub parts: Vec<u8>,
    /// Classes of sites that share opening hours: 0 unsaid, 1 closed for good, then `hours[class - 2]`.
    pub hours_class: Vec<u32>,
    /// Each opening hours once.
    pub hours: Vec<Hours>,
}

impl Columns {
    fn new(atlas: &Atlas) -> Self {
        let mut columns = Self::default();
        let mut classes: HashMap<&Hours, u32> = HashMap::new();
        for site in &atlas.sites {
            let class = match (&site.hours, site.status) {
                (_, Status::Closed) => CLOSED,
                (None, _) => UNSAID,
                (Some(hours), _) => *classes.entry(hours).or_insert_with(|| {
                    columns.hours.push(hours.clone());
                    columns.hours.len() as u32 - 1 + FIRST_CLASS
                }),
            };
            columns.hours_class.push(class);
            columns.goals.push(site.goals.0.0 & ALL_GOALS);
            columns
                .partners
                .push(site.partners.iter().fold(0, |m, p| m | partner_bit(p.index())));
            columns.districts.push(site.district.map_or(u8::MAX, |d| d.0));
            columns.stations.push(site.station.map_or(u8::MAX, |s| s.0));
            columns.kinds.push((site.kinds.0.0 & ALL_KINDS) as u8);
            columns.parts.push(1 << site.part as u8);
        }
        columns
    }

    /// How many sites there are.
    pub fn len(&self) -> usize {
        self.goals.len()
    }

    /// Whether there are no sites.
    pub fn is_empty(&self) -> bool {
        self.goals.is_empty()
    }
}

const ALL_GOALS: u32 = (1 << Goal::COUNT) - 1;
const ALL_KINDS: u32 = (1 << Kind::ALL.len()) - 1;
const ALL_PARTS: u32 = (1 << Part::ALL.len()) - 1;

/// The expo, and what is worked out about it once.
#[derive(Debug, Clone)]
pub struct World {
    /// The expo as it was loaded.
    pub atlas: Atlas,
    /// Its sites' columns.
    pub columns: Columns,
    /// All sites in the list's order: by station along the ring from Malmö C, then stations off the ring,
    /// then those without; nearest the station first.
    pub order: Vec<(Option<StationId>, Vec<SiteId>)>,
    /// For each site the nearest ring station whose catchment holds it.
    pub station_of: Vec<Option<StationId>>,
    /// Where trains are taken from: Malmö C.
    pub start: Option<StationId>,
    /// The city with some air about it: where the map may look.
    pub bounds: Bounds,
    /// Where words occur.
    pub words: Index,
    pub(super) names: Vec<Name>,
}

impl World {
    /// Makes the expo ready.
    pub fn new(atlas: Atlas) -> Self {
        let start = atlas.find_station(START);
        Self {
            columns: Columns::new(&atlas),
            order: order(&atlas, start),
            station_of: atlas.sites.iter().map(|s| nearest_station(&atlas, s)).collect(),
            start,
            bounds: bounds(&atlas),
            words: Index::new(&atlas),
            names: search::names(&atlas),
            atlas,
        }
    }

    /// The filter with numbers for slugs.
    pub fn resolve(&self, f: &Filter) -> Asked {
        let mut unknown: Vec<String> = Vec::new();
        let mut known = |slugs: &[String], find: &dyn Fn(&str) -> Option<usize>| {
            let mut found: Vec<usize> = Vec::new();
            for slug in slugs {
                match find(slug) {
                    Some(i) if !found.contains(&i) => found.push(i),
                    None if !unknown.contains(slug) => unknown.push(slug.clone()),
                    _ => {}
                }
            }
            found
        };
        let a = &self.atlas;
        let has_bit = |i: &usize| partner_bit(*i) != 0;
        Asked {
            goals: Goals(Bits(f.goals.0.0 & ALL_GOALS)),
            partners: known(&f.partners, &|s| {
                a.find_partner(s).map(PartnerId::index).filter(has_bit)
            })
            .into_iter()
            .fold(0, |m, i| m | partner_bit(i)),
            districts: known(&f.districts, &|s| a.find_district(s).map(DistrictId::index)),
            stations: known(&f.stations, &|s| a.find_station(s).map(StationId::index)),
            kinds: (f.kinds.0 & ALL_KINDS) as u8,
            parts: (f.parts.0 & ALL_PARTS) as u8,
            open: f.open,
            words: words::words(&f.words),
            unknown,
        }
    }

    /// The time to show when none is asked for: now during the expo, otherwise its first Saturday at eleven.
    pub fn default_clock(&self, now: Moment) -> Moment {
        let (first, last) = (self.atlas.expo.first_day, self.atlas.expo.last_day);
        if (first..=last).contains(&now.date) {
            return now;
        }
        let from_monday = |day: Weekday| day.number_days_from_monday();
        let to_saturday = 7 + from_monday(Weekday::Saturday) - from_monday(first.weekday());
        let saturday = first.checked_add(time::Duration::days(i64::from(to_saturday % 7)));
        Moment {
            date: saturday.filter(|d| *d <= last).unwrap_or(first),
            minute: FIRST_HOUR * 60,
        }
    }

    /// The nearest ring station whose catchment holds the site.
    pub fn own_station(&self, site: SiteId) -> Option<StationId> {
        self.station_of.get(site.index()).copied().flatten()
    }

    /// What words may mean, best first, at most eight.
    pub fn search(&self, words: &str, lang: Lang) -> Vec<Found> {
        search::search(&self.names, words, lang)
    }

    /// For each hours class whether its sites are open at a time.
    pub(super) fn open_classes(&self, at: Moment) -> Vec<bool> {
        let holidays = &self.atlas.expo.holidays;
        let said = self.columns.hours.iter().map(|h| h.is_open(at, holidays));
        [false; FIRST_CLASS as usize].into_iter().chain(said).collect()
    }

    /// Whether a site is open, and until when; nothing if it does not say.
    pub(super) fn opening(&self, site: SiteId, at: Moment) -> Option<Opening> {
        match self.columns.hours_class[site.index()] {
            UNSAID => None,
            CLOSED => Some(Opening::Closed { opens: None }),
            class => {
                let hours = &self.columns.hours[(class - FIRST_CLASS) as usize];
                Some(hours.opening(at, &self.atlas.expo.holidays))
            }
        }
    }

    /// The hours class of a site.
    pub(super) fn class(&self, site: SiteId) -> usize {
        self.columns.hours_class[site.index()] as usize
    }

    /// How many hours classes there are.
    pub(super) fn classes(&self) -> usize {
        self.columns.hours.len() + FIRST_CLASS as usize
    }

    /// The ring's stations in order from Malmö C.
    pub(super) fn ring(&self) -> Vec<StationId> {
        ring(&self.atlas, self.start)
    }
}

fn ring(atlas: &Atlas, start: Option<StationId>) -> Vec<StationId> {
    let mut ring: Vec<StationId> = atlas.ring_stations().map(|(id, _)| id).collect();
    let first = ring.iter().position(|s| Some(*s) == start).unwrap_or(0);
    ring.rotate_left(first);
    ring
}

fn order(atlas: &Atlas, start: Option<StationId>) -> Vec<(Option<StationId>, Vec<SiteId>)> {
    let off_ring = (0..atlas.stations.len()).filter(|&i| atlas.stations[i].ring_order.is_none());
    let heads = ring(atlas, start)
        .into_iter()
        .chain(off_ring.map(|i| StationId(i as u8)));
    let mut order: Vec<_> = heads.map(Some).chain([None]).map(|head| (head, Vec::new())).collect();
    let mut place = vec![order.len() - 1; atlas.stations.len()];
    for (i, (head, _)) in order.iter().enumerate() {
        if let Some(station) = head {
            place[station.index()] = i;
        }
    }
    let elsewhere = order.len() - 1;
    for (id, site) in atlas.sites() {
        order[site.station.map_or(elsewhere, |s| place[s.index()])].1.push(id);
    }
    for (head, sites) in &mut order {
        if let Some(station) = head {
            let at = atlas.station(*station).at;
            let far = |id: &SiteId| atlas.site(*id).at.distance(at);
            order::sort_by(sites, |a, b| far(a).total_cmp(&far(b)));
        }
    }
    order
}

fn nearest_station(atlas: &Atlas, site: &Site) -> Option<StationId> {
    let near = atlas
        .ring_stations()
        .map(|(id, s)| (id, site.at.metres_to(s.at), s.catchment));
    near.filter(|(_, far, catchment)| far <= catchment)
        .min_by(|a, b| a.1.0.total_cmp(&b.1.0))
        .map(|(id, ..)| id)
}
