//! The plain way to the engine's numbers, as good as it gets without an index: one pass over short rows, in which each
//! site says which groups of the filter it fails. None failed: it matches. One failed: it counts under every other.

use super::Ask;
use m21::model::{Atlas, Goal, Lang, NO_PLACE, Status};
use m21::query::Counts;

/// What a filter and the counts are made of, a bit or a number for each facet.
#[derive(Debug, Clone, Copy)]
struct Row {
    goals: u32,
    partners: u32,
    district: u8,
    station: u8,
    kinds: u8,
    part: u8,
    /// One more than its class of opening hours; 0 if it does not say or is closed for good.
    hours: u8,
}

/// Sites as rows, and their titles apart, for few filters ask for words.
#[derive(Debug)]
pub(crate) struct Rows {
    rows: Vec<Row>,
    titles: Vec<String>,
}

/// Everything that a filter changes on the page but the list.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Numbers {
    /// How many sites match.
    pub(crate) total: u32,
    /// The counts of every filter.
    pub(crate) counts: Counts,
    /// For each node how many match, and how many of those have each goal.
    pub(crate) wheels: Vec<(u32, [u32; Goal::COUNT])>,
}

const GOALS: u8 = 1;
const PARTNERS: u8 = 1 << 1;
const DISTRICTS: u8 = 1 << 2;
const OPEN: u8 = 1 << 3;
const WORDS: u8 = 1 << 4;

fn fails(group: u8, fits: bool) -> u8 {
    if fits { 0 } else { group }
}

fn each(mut bits: u32, mut take: impl FnMut(usize)) {
    while bits != 0 {
        take(bits.trailing_zeros() as usize);
        bits &= bits - 1;
    }
}

impl Rows {
    /// The rows of an atlas, in its order.
    pub(crate) fn of(atlas: &Atlas) -> Self {
        let mut rows = Vec::with_capacity(atlas.sites.len());
        let mut titles = Vec::with_capacity(atlas.sites.len());
        let classes = atlas.sites.hours_classes();
        for (site, class) in atlas.sites.iter().zip(classes) {
            let partners = site.partners.iter().fold(0, |bits, p| bits | 1 << p.index());
            let says = site.status != Status::Closed;
            rows.push(Row {
                goals: site.goals.0.0,
                partners,
                district: site.district.map_or(NO_PLACE, |d| d.0),
                station: site.station.map_or(NO_PLACE, |s| s.0),
                kinds: site.kinds.0.0 as u8,
                part: site.part as u8,
                hours: if says { *class as u8 } else { 0 },
            });
            titles.push(site.title.get(Lang::Sv).to_owned());
        }
        Self { rows, titles }
    }

    /// Matches and counts; with nodes, their number and each site's, also the wheels.
    pub(crate) fn scan(&self, atlas: &Atlas, ask: Ask, nodes: Option<(usize, &[Option<u32>])>) -> Numbers {
        let goals = ask.goals().0.0;
        let partner = ask.partner().and_then(|s| atlas.find_partner(s)).map(|p| 1 << p.0);
        let district = ask.district().and_then(|s| atlas.find_district(s)).map(|d| d.0);
        let is_open = |at| {
            let said = atlas.sites.hours().iter();
            let said = said.map(move |h| h.is_open(at, &atlas.expo.holidays));
            std::iter::once(false).chain(said).collect::<Vec<bool>>()
        };
        let open = ask.open().map(is_open);
        let mut out = Numbers {
            total: 0,
            counts: Counts {
                all: self.rows.len(),
                partners: vec![0; atlas.partners.len()],
                districts: vec![0; atlas.city.districts.len()],
                stations: vec![0; atlas.stations.len()],
                ..Counts::default()
            },
            wheels: vec![(0, [0; Goal::COUNT]); nodes.map_or(0, |(n, _)| n)],
        };
        let counts = &mut out.counts;
        for (i, row) in self.rows.iter().enumerate() {
            let failed = fails(GOALS, goals == 0 || row.goals & goals != 0)
                | fails(PARTNERS, partner.is_none_or(|p: u32| row.partners & p != 0))
                | fails(DISTRICTS, district.is_none_or(|d| row.district == d))
                | fails(OPEN, open.as_ref().is_none_or(|open| open[usize::from(row.hours)]))
                | fails(WORDS, ask.word().is_none_or(|w| self.titles[i].contains(w)));
            if failed & !GOALS == 0 {
                counts.goals_all += 1;
                each(row.goals, |g| counts.goals[g] += 1);
            }
            if failed & !PARTNERS == 0 {
                each(row.partners, |p| counts.partners[p] += 1);
            }
            if failed & !DISTRICTS == 0
                && let Some(count) = counts.districts.get_mut(usize::from(row.district))
            {
                *count += 1;
            }
            if failed & !OPEN == 0 {
                counts.open_all += 1;
            }
            if failed != 0 {
                continue;
            }
            out.total += 1;
            if let Some(count) = counts.stations.get_mut(usize::from(row.station)) {
                *count += 1;
            }
            each(u32::from(row.kinds), |k| counts.kinds[k] += 1);
            counts.parts[usize::from(row.part)] += 1;
            if let Some(node) = nodes.and_then(|(_, of)| of[i]) {
                let wheel = &mut out.wheels[node as usize];
                wheel.0 += 1;
                each(row.goals, |g| wheel.1[g] += 1);
            }
        }
        out
    }
}
