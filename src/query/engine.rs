//! Which sites match, and every count: a filter gives one bit a site, and counts are the bits it shares with each facet's.
//!
//! For a count under every *other* filter, the groups that ask something are joined but for the count's own.

use super::planes::{Group, Planes};
use super::sets::SiteSet;
use super::tally::{BLOCK, Tally, shared};
use super::tree::Run;
use super::words::Word;
use super::world::World;
use crate::calendar::Moment;
use crate::model::{Bits, DistrictId, Goal, Goals, HOURS_UNSAID, Kind, Part, PartnerId, SiteId, StationId, Status};
use crate::order;
use crate::view::Filter;

/// A filter with numbers for slugs. A group whose slugs are all unknown asks nothing.
#[derive(Debug, Clone, PartialEq)]
pub struct Asked {
    pub(super) goals: Goals,
    pub(super) partners: Vec<usize>,
    pub(super) districts: Vec<usize>,
    pub(super) stations: Vec<usize>,
    pub(super) kinds: Bits,
    pub(super) parts: Bits,
    pub(super) open: Option<Moment>,
    pub(super) words: Vec<Word>,
    /// Slugs that the data does not know.
    pub unknown: Vec<String>,
}

/// The sites that match.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Matches {
    sites: SiteSet,
    tally: Tally,
    /// Sites known to be closed at the time asked for; nothing if none was.
    shut: Option<SiteSet>,
}

impl Matches {
    /// Whether a site matches.
    pub fn has(&self, site: SiteId) -> bool {
        self.sites.has(site.index())
    }

    /// How many match.
    pub fn total(&self) -> usize {
        self.tally.total()[0] as usize
    }

    /// Those that match, in their order.
    pub fn iter(&self) -> impl Iterator<Item = SiteId> {
        self.sites.iter()
    }

    /// How many match in a run of sites.
    pub fn count(&self, run: &Run) -> u32 {
        self.tally.count(&self.sites, run)
    }

    /// How many of those that match in some runs have each goal, by [`Goal::index`].
    pub fn goals_of(&self, world: &World, runs: &[Run]) -> [u32; Goal::COUNT] {
        let mut goals = [0; Goal::COUNT];
        for run in runs {
            self.tally.add_goals(&self.sites, &world.planes, run, &mut goals);
        }
        goals
    }

    /// The first of a run that matches, but for one that is left out.
    pub fn first_of(&self, run: &Run, left_out: Option<SiteId>) -> Option<SiteId> {
        let mut sites = run.clone().map(SiteId);
        sites.find(|id| self.has(*id) && Some(*id) != left_out)
    }

    /// Whether every site of a run is known to be closed at the time asked for.
    pub fn is_shut(&self, run: &Run) -> bool {
        let all = run.end.saturating_sub(run.start) as usize;
        let shut = self
            .shut
            .as_ref()
            .map(|s| s.count(run.start as usize, run.end as usize));
        shut == Some(all)
    }
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

/// Something that a filter may ask, in the order in which ways out of it are offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ask {
    Facet(Group),
    Open,
    Words,
}

const ASKS: [Ask; 8] = [
    Ask::Facet(Group::Goals),
    Ask::Facet(Group::Partners),
    Ask::Facet(Group::Districts),
    Ask::Facet(Group::Stations),
    Ask::Facet(Group::Kinds),
    Ask::Facet(Group::Parts),
    Ask::Open,
    Ask::Words,
];

/// What a filter asks, each with the sites that fit it.
struct Question {
    fits: Vec<(Ask, SiteSet)>,
    shut: Option<SiteSet>,
    sites: usize,
}

impl Question {
    fn new(world: &World, asked: &Asked) -> Self {
        let mut fits = Vec::new();
        let mut facets = |group: Group, wanted: &mut dyn Iterator<Item = usize>| {
            let mut wanted = wanted.peekable();
            if wanted.peek().is_some() {
                fits.push((Ask::Facet(group), world.planes.any(group, wanted)));
            }
        };
        facets(Group::Goals, &mut asked.goals.iter().map(Goal::index));
        facets(Group::Partners, &mut asked.partners.iter().copied());
        facets(Group::Districts, &mut asked.districts.iter().copied());
        facets(Group::Stations, &mut asked.stations.iter().copied());
        facets(Group::Kinds, &mut asked.kinds.iter());
        facets(Group::Parts, &mut asked.parts.iter());
        let mut shut = None;
        if let Some(at) = asked.open {
            let (open, closed) = open_and_shut(world, at);
            fits.push((Ask::Open, open));
            shut = Some(closed);
        }
        fits.extend(world.sites_with(&asked.words).map(|set| (Ask::Words, set)));
        let sites = world.atlas.sites.len();
        Self { fits, shut, sites }
    }

    /// The sites that fit everything but what is left out; nothing if that is all sites.
    fn all_but(&self, left_out: Option<Ask>) -> Option<SiteSet> {
        let asked = self.fits.iter().filter(|(ask, _)| Some(*ask) != left_out);
        let mut sets = asked.map(|(_, set)| set);
        let first = sets.next()?.clone();
        Some(sets.fold(first, SiteSet::and))
    }

    fn asks(&self, ask: Ask) -> bool {
        self.fits.iter().any(|(a, _)| *a == ask)
    }
}

/// The sites that are open at a time, and those that are known not to be.
fn open_and_shut(world: &World, at: Moment) -> (SiteSet, SiteSet) {
    let sites = &world.atlas.sites;
    let classes = world.open_classes(at);
    let (mut open, mut shut) = (SiteSet::none(sites.len()), SiteSet::none(sites.len()));
    for (i, (class, facets)) in sites.hours_classes().iter().zip(sites.facets()).enumerate() {
        if facets.status() == Status::Closed {
            shut.insert(i);
        } else if *class != HOURS_UNSAID {
            let is_open = classes.get(*class as usize) == Some(&true);
            if is_open { &mut open } else { &mut shut }.insert(i);
        }
    }
    (open, shut)
}

/// How many sites of a set have each facet of a group.
fn counts_of(planes: &Planes, group: Group, set: &SiteSet) -> Vec<u32> {
    let mut counts = vec![0; planes.len(group)];
    // Block by block, so that the set's words stay at hand.
    for (i, block) in set.0.chunks(BLOCK).enumerate() {
        for (facet, count) in counts.iter_mut().enumerate() {
            let plane = planes.of(group, facet).get(i * BLOCK..).unwrap_or_default();
            *count += shared(block, plane);
        }
    }
    counts
}

/// How many sites of all have each facet.
#[derive(Debug, Clone, Default)]
pub(super) struct Totals([Vec<u32>; Group::ALL.len()]);

impl Totals {
    pub(super) fn new(planes: &Planes, sites: usize) -> Self {
        let all = SiteSet::all(sites);
        Self(Group::ALL.map(|group| counts_of(planes, group, &all)))
    }

    pub(super) fn of(&self, group: Group) -> &[u32] {
        &self.0[group as usize]
    }
}

/// The sites that match, and every count.
pub(super) fn run(world: &World, asked: &Asked) -> (Matches, Counts) {
    let question = Question::new(world, asked);
    let (planes, all) = (&world.planes, question.sites);
    let found = question.all_but(None);
    let sites = found.clone().unwrap_or_else(|| SiteSet::all(all));
    let tally = Tally::new(&sites, planes);
    let matching = tally.total();
    // Under every filter but one's own: where that asks nothing, they are the matches.
    let under = |ask: Ask| {
        if question.asks(ask) {
            question.all_but(Some(ask))
        } else {
            found.clone()
        }
    };
    let size = |set: Option<SiteSet>| set.map_or(all, |s| s.count(0, all)) as u32;
    let each = |group: Group| {
        if group == Group::Goals && !question.asks(Ask::Facet(group)) {
            return matching[1..].to_vec();
        }
        match under(Ask::Facet(group)) {
            None => world.totals.of(group).to_vec(),
            Some(set) => counts_of(planes, group, &set),
        }
    };
    let counts = Counts {
        all,
        goals: fixed(&each(Group::Goals)),
        goals_all: size(under(Ask::Facet(Group::Goals))),
        partners: each(Group::Partners),
        districts: each(Group::Districts),
        stations: each(Group::Stations),
        kinds: fixed(&each(Group::Kinds)),
        parts: fixed(&each(Group::Parts)),
        open_all: size(under(Ask::Open)),
    };
    let shut = question.shut;
    (Matches { sites, tally, shut }, counts)
}

/// How many sites that match are reached from each station.
pub(super) fn by_station(world: &World, matches: &Matches) -> Vec<u32> {
    counts_of(&world.planes, Group::Stations, &matches.sites)
}

/// How many sites have both a goal and a district: a row for each goal.
pub(super) fn by_goal_and_district(world: &World) -> Vec<Vec<u32>> {
    let planes = &world.planes;
    let row = |goal| {
        let goal = planes.of(Group::Goals, goal);
        let districts = 0..planes.len(Group::Districts);
        districts
            .map(|d| shared(goal, planes.of(Group::Districts, d)))
            .collect()
    };
    (0..Goal::COUNT).map(row).collect()
}

fn fixed<const N: usize>(counts: &[u32]) -> [u32; N] {
    std::array::from_fn(|i| counts.get(i).copied().unwrap_or(0))
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
    let question = Question::new(world, asked);
    let relief = |ask: Ask| {
        let gives = question.asks(ask).then(|| question.all_but(Some(ask)))?;
        let gives = gives.map_or(question.sites, |set| set.count(0, question.sites));
        let (remove, filter) = without(asked, filter, ask)?;
        Some(Relief { remove, gives, filter })
    };
    let mut reliefs: Vec<Relief> = ASKS.into_iter().filter_map(relief).filter(|r| r.gives > 0).collect();
    order::sort_by_key(&mut reliefs, |r| std::cmp::Reverse(r.gives));
    reliefs
}

/// The filter without what it asks of one group, and what that takes out.
fn without(asked: &Asked, filter: &Filter, ask: Ask) -> Option<(Removal, Filter)> {
    let mut left = filter.clone();
    let keep_unknown = |slugs: &mut Vec<String>| slugs.retain(|s| asked.unknown.contains(s));
    let remove = match ask {
        Ask::Facet(Group::Goals) => {
            left.goals = Goals::default();
            let mut goals = asked.goals.iter();
            goals
                .next()
                .filter(|_| asked.goals.len() == 1)
                .map_or(Removal::Goals, Removal::Goal)
        }
        Ask::Facet(Group::Partners) => {
            keep_unknown(&mut left.partners);
            only(&asked.partners).map_or(Removal::Partners, |i| Removal::Partner(PartnerId(i as u16)))
        }
        Ask::Facet(Group::Districts) => {
            keep_unknown(&mut left.districts);
            only(&asked.districts).map_or(Removal::Districts, |i| Removal::District(DistrictId(i as u8)))
        }
        Ask::Facet(Group::Stations) => {
            keep_unknown(&mut left.stations);
            only(&asked.stations).map_or(Removal::Stations, |i| Removal::Station(StationId(i as u8)))
        }
        Ask::Facet(Group::Kinds) => {
            left.kinds = Bits::default();
            Removal::Kinds
        }
        Ask::Facet(Group::Parts) => {
            left.parts = Bits::default();
            Removal::Parts
        }
        Ask::Open => Removal::Open(left.open.take()?),
        Ask::Words => Removal::Words(std::mem::take(&mut left.words)),
    };
    Some((remove, left))
}

fn only(indices: &[usize]) -> Option<usize> {
    match indices {
        [one] => Some(*one),
        _ => None,
    }
}
