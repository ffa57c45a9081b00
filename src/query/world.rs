//! The expo made ready for questions: its sites in the tree's order, their facets as bits, the index of words.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::engine::{self, Asked, Totals};
use super::planes::{Group, Planes};
use super::search::{self, Found, Name};
use super::sets::SiteSet;
use super::tree::{self, Tree};
use super::words::{self, SharedWords, Word};
use crate::calendar::{Moment, Opening};
use crate::model::{Atlas, Bits, DistrictId, Goal, Goals, Kind, Lang, Part, PartnerId, SiteId, StationId, Status};
use crate::rest::{Never, Rest, at_once, in_pieces};
use crate::space::{Bounds, Metres, Pt};
use crate::view::Filter;
use time::Weekday;

/// The station trains are taken from.
const START: &str = "malmo-c";
/// The hour shown before and after the expo.
const FIRST_HOUR: u16 = 11;
/// Air about the city on every side, so that its edge can be looked at.
const AIR: Metres = Metres(1500.0);

/// The districts' and sites' rectangle with some air; a kilometre about nothing.
async fn bounds(atlas: &Atlas, rest: &dyn Rest) -> Bounds {
    let rings = atlas.city.districts.iter().flat_map(|d| d.region.rings());
    let mut all = Bounds::about(rings.flat_map(|r| r.points.iter().copied()));
    let spots = atlas.sites.spots();
    in_pieces(spots.len(), rest, &mut |piece| {
        let at = |[x, y]: &[f32; 2]| Pt::new(f64::from(*x), f64::from(*y));
        let corners = all.iter().flat_map(|b| [b.min, b.max]);
        all = Bounds::about(corners.chain(spots[piece].iter().map(at)));
    })
    .await;
    all.unwrap_or(Bounds {
        min: Pt::default(),
        max: Pt::default(),
    })
    .grown(AIR)
}

const ALL_GOALS: u32 = (1 << Goal::COUNT) - 1;
const ALL_KINDS: u32 = (1 << Kind::ALL.len()) - 1;
const ALL_PARTS: u32 = (1 << Part::ALL.len()) - 1;

/// Words, and the sites that have them.
type LastWords = Option<(Vec<Word>, SiteSet)>;

/// The expo, and what is worked out about it once.
#[derive(Debug, Clone)]
pub struct World {
    /// The expo as it was loaded, its sites in the order of the [`Tree`].
    pub atlas: Atlas,
    /// Whom sites belong to and where they lie.
    pub tree: Tree,
    /// Where trains are taken from: Malmö C.
    pub start: Option<StationId>,
    /// The city with some air about it: where the map may look.
    pub bounds: Bounds,
    pub(super) planes: Planes,
    pub(super) totals: Totals,
    /// The list's heads and how many sites are under each.
    pub(super) heads: Vec<(Option<StationId>, u32)>,
    pub(super) shared: SharedWords,
    /// Worked out when somebody first searches.
    names: OnceLock<Vec<Name>>,
    /// The words last asked for, and who has them.
    found: Arc<Mutex<LastWords>>,
}

impl World {
    /// Makes the expo ready. Its sites get new numbers.
    pub fn new(atlas: Atlas) -> Self {
        at_once(Self::made(atlas, &Never))
    }

    /// The same, resting now and then.
    pub async fn made(mut atlas: Atlas, rest: &dyn Rest) -> Self {
        let start = atlas.find_station(START);
        let stations = tree::heads(&atlas, start);
        if !atlas.sites.is_in_tree_order() {
            tree::put_in_order(&mut atlas, &stations, rest).await;
        }
        let planes = Planes::new(&atlas, rest).await;
        let totals = Totals::new(&planes, atlas.sites.len());
        let under = |s: &StationId| totals.of(Group::Stations).get(s.index()).copied().unwrap_or(0);
        let mut heads: Vec<_> = stations.iter().map(|s| (Some(*s), under(s))).collect();
        let reached: u32 = heads.iter().map(|(_, n)| n).sum();
        heads.push((None, (atlas.sites.len() as u32).saturating_sub(reached)));
        Self {
            tree: Tree::new(&atlas.sites, rest).await,
            start,
            bounds: bounds(&atlas, rest).await,
            planes,
            totals,
            heads,
            shared: SharedWords::new(&atlas),
            found: Arc::default(),
            names: OnceLock::new(),
            atlas,
        }
    }

    /// The sites that have these words; nothing if there are none.
    pub(super) fn sites_with(&self, asked: &[Word]) -> Option<SiteSet> {
        self.remembered(asked)
            .or_else(|| at_once(self.look_for_words(asked, &Never)))
    }

    /// Words stay while other choices change, so the last answer is kept.
    fn remembered(&self, asked: &[Word]) -> Option<SiteSet> {
        let kept = self.found.lock().unwrap_or_else(PoisonError::into_inner);
        let same = kept.as_ref().filter(|(words, _)| words == asked);
        same.map(|(_, found)| found.clone())
    }

    async fn look_for_words(&self, asked: &[Word], rest: &dyn Rest) -> Option<SiteSet> {
        let found = words::sites_with(self, asked, rest).await?;
        let mut kept = self.found.lock().unwrap_or_else(PoisonError::into_inner);
        *kept = Some((asked.to_vec(), found.clone()));
        Some(found)
    }

    /// Whether it is known, or soon found out, which sites have the words of a text.
    pub fn is_ready_for(&self, text: &str) -> bool {
        const FEW: usize = 1_200;
        let asked = words::words(text);
        self.atlas.sites.len() <= FEW || asked.is_empty() || self.remembered(&asked).is_some()
    }

    /// Finds out which sites have the words of a text, resting now and then, and remembers it.
    pub async fn look_for(&self, text: &str, rest: &dyn Rest) {
        self.look_for_words(&words::words(text), rest).await;
    }

    /// How many sites have both a goal and a district: a row for each goal, in it a number for each district.
    pub fn coverage(&self) -> Vec<Vec<u32>> {
        engine::by_goal_and_district(self)
    }

    /// How many sites have each goal, whatever the filter.
    pub fn goal_totals(&self) -> &[u32] {
        self.totals.of(Group::Goals)
    }

    /// How many sites are in each district, whatever the filter.
    pub fn district_totals(&self) -> &[u32] {
        self.totals.of(Group::Districts)
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
        Asked {
            goals: Goals(Bits(f.goals.0.0 & ALL_GOALS)),
            partners: known(&f.partners, &|s| a.find_partner(s).map(PartnerId::index)),
            districts: known(&f.districts, &|s| a.find_district(s).map(DistrictId::index)),
            stations: known(&f.stations, &|s| a.find_station(s).map(StationId::index)),
            kinds: Bits(f.kinds.0 & ALL_KINDS),
            parts: Bits(f.parts.0 & ALL_PARTS),
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

    /// What words may mean, best first, at most eight.
    pub fn search(&self, words: &str, lang: Lang) -> Vec<Found> {
        at_once(self.look_up(words, lang, &Never))
    }

    /// The same, resting now and then.
    pub async fn look_up(&self, words: &str, lang: Lang, rest: &dyn Rest) -> Vec<Found> {
        let names = self.names.get_or_init(|| search::names(self));
        search::search(self, names, words, lang, rest).await
    }

    /// For each class of opening hours whether it is open at a time; the first class says nothing.
    pub(super) fn open_classes(&self, at: Moment) -> Vec<bool> {
        let holidays = &self.atlas.expo.holidays;
        let said = self.atlas.sites.hours().iter().map(|h| h.is_open(at, holidays));
        [false].into_iter().chain(said).collect()
    }

    /// How many of some sites are open at a time.
    pub fn count_open(&self, some: &mut dyn Iterator<Item = SiteId>, at: Moment) -> usize {
        let (sites, open) = (&self.atlas.sites, self.open_classes(at));
        let is_open = |site: &SiteId| {
            let class = sites.hours_class(*site) as usize;
            open.get(class) == Some(&true) && sites.facets_of(*site).status() != Status::Closed
        };
        some.filter(is_open).count()
    }

    /// Whether a site is open, and until when; nothing if it does not say.
    pub fn opening(&self, site: SiteId, at: Moment) -> Option<Opening> {
        let sites = &self.atlas.sites;
        if sites.facets_of(site).status() == Status::Closed {
            return Some(Opening::Closed { opens: None });
        }
        let class = (sites.hours_class(site) as usize).checked_sub(1)?;
        Some(sites.hours().get(class)?.opening(at, &self.atlas.expo.holidays))
    }

    /// The ring's stations in order from Malmö C.
    pub(super) fn ring(&self) -> impl Iterator<Item = StationId> {
        let ring = self.atlas.ring_stations().count();
        self.heads.iter().take(ring).filter_map(|(s, _)| *s)
    }
}
