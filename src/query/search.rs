//! What typed words may mean: sites, partners, places and goals by their names.

use super::planes::Group;
use super::words::{GOAL_WORDS, INSIDE, TEXTS, Word, together, ways, words};
use super::world::World;
use crate::model::{DistrictId, Goal, Lang, Localized, PartnerId, SiteId, StationId};
use crate::order;
use crate::rest::{Rest, in_pieces_of};

/// How many suggestions there are at most.
const MOST: usize = 8;

/// What a suggestion leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FoundKind {
    /// A site.
    Site(SiteId),
    /// A partner.
    Partner(PartnerId),
    /// A district.
    District(DistrictId),
    /// A station.
    Station(StationId),
    /// A goal.
    Goal(Goal),
    /// A sub-area with sites, by its place in [`crate::model::City::subareas`].
    Subarea(usize),
}

/// A suggestion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    /// What it leads to.
    pub what: FoundKind,
    /// How many sites there are under it, whatever the filter.
    pub count: u32,
}

/// Something with its names.
#[derive(Debug, Clone)]
pub(super) struct Name {
    found: Found,
    /// Each with the language it is in; nothing if it is the same in all.
    forms: Vec<(Option<Lang>, Form)>,
}

/// A name made ready to be compared.
#[derive(Debug, Clone)]
struct Form {
    /// All of it as one word.
    whole: String,
    /// Its words.
    words: Vec<Word>,
}

/// How well words fit a name, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    Exact,
    Beginning,
    Words,
    Inside,
}

impl Form {
    fn new(text: &str) -> Option<Self> {
        let words = words(text);
        let whole = words.iter().map(|w| w.whole.as_str()).collect::<String>();
        (!whole.is_empty()).then_some(Self { whole, words })
    }

    fn fit(&self, asked: &Self) -> Option<Fit> {
        let begins = |start: &str| ways(&self.words).any(|w| w.starts_with(start));
        let word = |w: &Word| begins(&w.whole) || (!w.apart().is_empty() && w.apart().iter().all(|p| begins(p)));
        let inside = |w: &Word| {
            w.whole.chars().count() >= INSIDE && ways(&self.words).any(|mine| mine.contains(w.whole.as_str()))
        };
        if self.whole == asked.whole {
            Some(Fit::Exact)
        } else if self.whole.starts_with(&asked.whole) {
            Some(Fit::Beginning)
        } else if asked.words.iter().all(word) || together(&asked.words).is_some_and(|one| begins(&one)) {
            Some(Fit::Words)
        } else if asked.words.iter().all(|w| word(w) || inside(w)) {
            Some(Fit::Inside)
        } else {
            None
        }
    }
}

impl Name {
    fn new<'a>(what: FoundKind, count: u32, forms: impl IntoIterator<Item = (Option<Lang>, &'a str)>) -> Self {
        let mut kept: Vec<(Option<Lang>, Form)> = Vec::new();
        for (lang, text) in forms {
            kept.extend(Form::new(text).map(|form| (lang, form)));
        }
        Self {
            found: Found { what, count },
            forms: kept,
        }
    }

    /// How well words fit, and whether only in another language than the page's.
    fn fit(&self, asked: &Form, lang: Lang) -> Option<(Fit, bool, usize)> {
        let fits = self.forms.iter().filter_map(|(of, form)| {
            let foreign = of.is_some_and(|of| of != lang);
            Some((form.fit(asked)?, foreign, form.whole.len()))
        });
        fits.min()
    }
}

/// A name's forms in each language.
fn each(name: &Localized) -> impl Iterator<Item = (Option<Lang>, &str)> {
    Lang::ALL.into_iter().map(Some).zip(name.all())
}

/// The names of everything that can be found but for sites, which are too many to keep.
pub(super) fn names(world: &World) -> Vec<Name> {
    let atlas = &world.atlas;
    let counted = |group| world.totals.of(group);
    let (partners, districts) = (counted(Group::Partners), counted(Group::Districts));
    let (stations, goals) = (counted(Group::Stations), counted(Group::Goals));
    let mut subareas: Vec<String> = atlas.sites.iter().map(|s| s.subarea).collect();
    order::sort(&mut subareas);
    let mut names: Vec<Name> = Vec::new();
    for (i, partner) in atlas.partners.iter().enumerate() {
        let forms = [partner.name.as_str(), &partner.short].map(|n| (None, n));
        names.push(Name::new(FoundKind::Partner(PartnerId(i as u16)), partners[i], forms));
    }
    for (i, district) in atlas.city.districts.iter().enumerate() {
        let what = FoundKind::District(DistrictId(i as u8));
        names.push(Name::new(what, districts[i], [(None, district.name.as_str())]));
    }
    for (i, station) in atlas.stations.iter().enumerate() {
        let what = FoundKind::Station(StationId(i as u8));
        names.push(Name::new(what, stations[i], [(None, station.name.as_str())]));
    }
    for (goal, n) in Goal::all().zip(&atlas.goals) {
        let number = goal.number().to_string();
        let numbered = GOAL_WORDS.map(|w| format!("{w} {number}"));
        let numbers = numbered.iter().chain([&number]).map(|t| (None, t.as_str()));
        let forms = each(&n.name).chain(each(&n.short)).chain(numbers);
        names.push(Name::new(FoundKind::Goal(goal), goals[goal.index()], forms));
    }
    for (i, subarea) in atlas.city.subareas.iter().enumerate() {
        let name = subarea.area.name.as_str();
        let count = subareas.partition_point(|s| &**s <= name) - subareas.partition_point(|s| &**s < name);
        if count > 0 {
            names.push(Name::new(FoundKind::Subarea(i), count as u32, [(None, name)]));
        }
    }
    names
}

/// What words may mean, best first: whole names, names that begin so, names with words that begin so, names with the
/// words inside; of the same fit names in the page's language, then sites, partners, districts, stations, goals and
/// sub-areas, then shorter names.
pub(super) async fn search(world: &World, names: &[Name], text: &str, lang: Lang, rest: &dyn Rest) -> Vec<Found> {
    let Some(asked) = Form::new(text) else {
        return Vec::new();
    };
    let mut best: Vec<(Rank, Found)> = Vec::with_capacity(MOST + 1);
    let mut consider = |i: usize, name: &Name| {
        let Some((fit, foreign, length)) = name.fit(&asked, lang) else {
            return;
        };
        let key = (fit, foreign, rank(name.found.what), length, i);
        let place = best.partition_point(|(k, _)| *k < key);
        if place < MOST {
            best.insert(place, (key, name.found));
            best.truncate(MOST);
        }
    };
    let sites = &world.atlas.sites;
    in_pieces_of(TEXTS, sites.len(), rest, &mut |piece| {
        for i in piece {
            let id = SiteId(i as u32);
            consider(i, &Name::new(FoundKind::Site(id), 1, each(&sites.title(id))));
        }
    })
    .await;
    for (i, name) in names.iter().enumerate() {
        consider(sites.len() + i, name);
    }
    best.into_iter().map(|(_, found)| found).collect()
}

/// What decides between names, best first.
type Rank = (Fit, bool, u8, usize, usize);

fn rank(what: FoundKind) -> u8 {
    match what {
        FoundKind::Site(_) => 0,
        FoundKind::Partner(_) => 1,
        FoundKind::District(_) => 2,
        FoundKind::Station(_) => 3,
        FoundKind::Goal(_) => 4,
        FoundKind::Subarea(_) => 5,
    }
}
