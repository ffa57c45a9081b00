//! Which sites match, and every count, in one pass over the sites' columns.
//!
//! Each group that a site fails is a bit of one byte. A site that fails nothing matches and adds to every count;
//! a site that fails one group alone adds to that group's counts, which are under every *other* group.

use super::words::Word;
use super::world::{NO_PLACE, World};
use crate::calendar::Moment;
use crate::model::{Bits, DistrictId, Goal, Goals, Kind, Part, PartnerId, SiteId, StationId};
use crate::order;
use crate::view::Filter;

const GOALS: u8 = 1;
const PARTNERS: u8 = 1 << 1;
const DISTRICTS: u8 = 1 << 2;
const STATIONS: u8 = 1 << 3;
const KINDS: u8 = 1 << 4;
const PARTS: u8 = 1 << 5;
const OPEN: u8 = 1 << 6;
const WORDS: u8 = 1 << 7;

/// A filter with numbers for slugs. A group whose slugs are all unknown asks nothing.
#[derive(Debug, Clone, PartialEq)]
pub struct Asked {
    pub(super) goals: Goals,
    pub(super) partners: u64,
    pub(super) districts: Vec<usize>,
    pub(super) stations: Vec<usize>,
    pub(super) kinds: u8,
    pub(super) parts: u8,
    pub(super) open: Option<Moment>,
    pub(super) words: Vec<Word>,
    /// Slugs that the data does not know.
    pub unknown: Vec<String>,
}

/// A set of sites as bits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct SiteSet(Vec<u64>);

impl SiteSet {
    pub(super) fn none(sites: usize) -> Self {
        Self(vec![0; sites.div_ceil(64)])
    }

    pub(super) fn insert(&mut self, i: usize) {
        self.0[i / 64] |= 1 << (i % 64);
    }

    fn has(&self, i: usize) -> bool {
        self.0.get(i / 64).is_some_and(|w| w >> (i % 64) & 1 == 1)
    }

    pub(super) fn and(mut self, other: &Self) -> Self {
        self.0.iter_mut().zip(&other.0).for_each(|(a, b)| *a &= b);
        self
    }

    pub(super) fn or(mut self, other: &Self) -> Self {
        self.0.iter_mut().zip(&other.0).for_each(|(a, b)| *a |= b);
        self
    }
}

/// The sites that match.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Matches {
    sites: SiteSet,
    total: usize,
}

impl Matches {
    /// Whether a site matches.
    pub fn has(&self, site: SiteId) -> bool {
        self.sites.has(site.index())
    }

    /// How many match.
    pub fn total(&self) -> usize {
        self.total
    }

    /// Those that match, in the files' order.
    pub fn iter(&self) -> impl Iterator<Item = SiteId> {
        let words = self.sites.0.iter().enumerate();
        words.flat_map(|(i, &word)| bits(word).map(move |b| SiteId((i * 64 + b) as u32)))
    }
}

/// The indices of the bits that are set, lowest first.
fn bits(mut word: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let lowest = (word != 0).then(|| word.trailing_zeros() as usize)?;
        word &= word - 1;
        Some(lowest)
    })
}

/// For every filter the sites it would give with every *other* filter as it is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Counts {
    /// All sites on the map.
    pub all: usize,
    /// By [`Goal::index`].
    pub goals: [u32; Goal::COUNT],
    /// Under every filter but goals.
    pub goals_all: u32,
    /// By [`PartnerId`].
    pub partners: Vec<u32>,
    /// By [`DistrictId`].
    pub districts: Vec<u32>,
    /// By [`StationId`].
    pub stations: Vec<u32>,
    /// By [`Kind`].
    pub kinds: [u32; Kind::ALL.len()],
    /// By [`Part`].
    pub parts: [u32; Part::ALL.len()],
    /// Under every filter but the opening time.
    pub open_all: u32,
}

/// A question made ready for the pass: what each value of each column fails.
struct Test {
    goals: u32,
    partners: u64,
    districts: [u8; 256],
    stations: [u8; 256],
    kinds: [u8; 1 << Kind::ALL.len()],
    parts: [u8; 1 << Part::ALL.len()],
    hours: Vec<u8>,
    words: Option<SiteSet>,
    /// The groups that ask something of goals and partners.
    asks: u8,
}

impl Test {
    fn new(world: &World, asked: &Asked) -> Self {
        let places = |wanted: &[usize], group| {
            let mut fails = [if wanted.is_empty() { 0 } else { group }; 256];
            wanted.iter().filter(|&&i| i < NO_PLACE).for_each(|&i| fails[i] = 0);
            fails
        };
        let masks = |wanted: u8, group| {
            std::array::from_fn(|mask| {
                if wanted == 0 || mask as u8 & wanted != 0 {
                    0
                } else {
                    group
                }
            })
        };
        let open = asked.open.map(|at| world.open_classes(at));
        Self {
            goals: asked.goals.0.0,
            partners: asked.partners,
            districts: places(&asked.districts, DISTRICTS),
            stations: places(&asked.stations, STATIONS),
            kinds: masks(asked.kinds, KINDS),
            parts: masks(asked.parts, PARTS),
            hours: match open {
                Some(open) => open.into_iter().map(|o| if o { 0 } else { OPEN }).collect(),
                None => vec![0; world.classes()],
            },
            words: world.words.sites_with(&world.columns, &asked.words),
            asks: if asked.goals.is_empty() { 0 } else { GOALS } | if asked.partners == 0 { 0 } else { PARTNERS },
        }
    }

    /// The groups a site fails.
    fn fails(&self, world: &World, i: usize) -> u8 {
        let c = &world.columns;
        let when = |failed: bool, group: u8| if failed { group } else { 0 };
        (when(c.goals[i] & self.goals == 0, GOALS) | when(c.partners[i] & self.partners == 0, PARTNERS)) & self.asks
            | self.districts[usize::from(c.districts[i])]
            | self.stations[usize::from(c.stations[i])]
            | self.kinds[usize::from(c.kinds[i])]
            | self.parts[usize::from(c.parts[i])]
            | self.hours[c.hours_class[i] as usize]
            | when(self.words.as_ref().is_some_and(|w| !w.has(i)), WORDS)
    }
}

/// The sites that match, and every count.
pub(super) fn run(world: &World, asked: &Asked) -> (Matches, Counts) {
    let (test, c, atlas) = (Test::new(world, asked), &world.columns, &world.atlas);
    let mut sites = SiteSet::none(c.len());
    let mut total = 0;
    let mut counts = Counts {
        all: c.len(),
        partners: vec![0; atlas.partners.len()],
        districts: vec![0; atlas.city.districts.len()],
        stations: vec![0; atlas.stations.len()],
        ..Counts::default()
    };
    for i in 0..c.len() {
        let fails = test.fails(world, i);
        if fails.count_ones() > 1 {
            continue;
        }
        if fails == 0 {
            sites.insert(i);
            total += 1;
        }
        let counts_for = |group: u8| fails & !group == 0;
        if counts_for(GOALS) {
            counts.goals_all += 1;
            bits(c.goals[i].into()).for_each(|g| counts.goals[g] += 1);
        }
        if counts_for(PARTNERS) {
            bits(c.partners[i]).for_each(|p| counts.partners[p] += 1);
        }
        if counts_for(DISTRICTS) {
            counts
                .districts
                .get_mut(usize::from(c.districts[i]))
                .into_iter()
                .for_each(|n| *n += 1);
        }
        if counts_for(STATIONS) {
            counts
                .stations
                .get_mut(usize::from(c.stations[i]))
                .into_iter()
                .for_each(|n| *n += 1);
        }
        if counts_for(KINDS) {
            bits(c.kinds[i].into()).for_each(|k| counts.kinds[k] += 1);
        }
        if counts_for(PARTS) {
            bits(c.parts[i].into()).for_each(|p| counts.parts[p] += 1);
        }
        counts.open_all += u32::from(counts_for(OPEN));
    }
    (Matches { sites, total }, counts)
}

/// Something that can be taken out of the filter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Removal {
    /// The only goal.
    Goal(Goal),
    /// All goals.
    Goals,
    /// The only partner.
    Partner(PartnerId),
    /// All partners.
    Partners,
    /// The only district.
    District(DistrictId),
    /// All districts.
    Districts,
    /// The only station.
    Station(StationId),
    /// All stations.
    Stations,
    /// All kinds.
    Kinds,
    /// All parts.
    Parts,
    /// The opening time.
    Open(Moment),
    /// The words, as they were asked.
    Words(String),
    /// A slug the data does not know. It narrows nothing, so taking it out never gives more.
    Unknown(String),
}

/// A way out of a filter that nothing matches.
#[derive(Debug, Clone, PartialEq)]
pub struct Relief {
    /// What is taken out.
    pub remove: Removal,
    /// How many sites match then.
    pub gives: usize,
    /// The filter without it.
    pub filter: Filter,
}

/// What to take out of a filter that nothing matches, most sites first. Within a group *any* matches, so that only
/// a whole group is in the way: a group of one value is named by it.
pub(super) fn reliefs(world: &World, asked: &Asked, filter: &Filter) -> Vec<Relief> {
    let test = Test::new(world, asked);
    let mut gives = [0_usize; 8];
    for i in 0..world.columns.len() {
        let fails = test.fails(world, i);
        if fails.is_power_of_two() {
            gives[fails.trailing_zeros() as usize] += 1;
        }
    }
    let relief = |(group, gives): (usize, usize)| {
        let (remove, filter) = without(asked, filter, 1 << group)?;
        Some(Relief { remove, gives, filter })
    };
    let mut reliefs: Vec<Relief> = gives
        .into_iter()
        .enumerate()
        .filter(|(_, gives)| *gives > 0)
        .filter_map(relief)
        .collect();
    order::sort_by_key(&mut reliefs, |r| std::cmp::Reverse(r.gives));
    reliefs
}

/// The filter without a group, and what that takes out.
fn without(asked: &Asked, filter: &Filter, group: u8) -> Option<(Removal, Filter)> {
    let mut left = filter.clone();
    let keep_unknown = |slugs: &mut Vec<String>| slugs.retain(|s| asked.unknown.contains(s));
    let partners: Vec<usize> = bits(asked.partners).collect();
    let remove = match group {
        GOALS => {
            left.goals = Goals::default();
            let mut goals = asked.goals.iter();
            goals
                .next()
                .filter(|_| asked.goals.len() == 1)
                .map_or(Removal::Goals, Removal::Goal)
        }
        PARTNERS => {
            keep_unknown(&mut left.partners);
            only(&partners).map_or(Removal::Partners, |i| Removal::Partner(PartnerId(i as u16)))
        }
        DISTRICTS => {
            keep_unknown(&mut left.districts);
            only(&asked.districts).map_or(Removal::Districts, |i| Removal::District(DistrictId(i as u8)))
        }
        STATIONS => {
            keep_unknown(&mut left.stations);
            only(&asked.stations).map_or(Removal::Stations, |i| Removal::Station(StationId(i as u8)))
        }
        KINDS => {
            left.kinds = Bits::default();
            Removal::Kinds
        }
        PARTS => {
            left.parts = Bits::default();
            Removal::Parts
        }
        OPEN => Removal::Open(left.open.take()?),
        _ => Removal::Words(std::mem::take(&mut left.words)),
    };
    Some((remove, left))
}

fn only(indices: &[usize]) -> Option<usize> {
    match indices {
        [one] => Some(*one),
        _ => None,
    }
}
