//! Words as they are compared: lower case, without accents and punctuation; and the sites that have them.

use super::planes::{Group, Planes};
use super::sets::SiteSet;
use super::world::World;
use crate::letters;
use crate::model::{Atlas, Goal, GoalNames, Kind, Part, Site, SiteId};
use crate::rest::{Rest, in_pieces_of};

/// Words of at least so many letters are also looked for inside the words of titles.
pub(super) const INSIDE: usize = 4;
/// What is written before a goal's number.
pub(super) const GOAL_WORDS: [&str; 3] = ["mal", "goal", "sdg"];

/// A letter without its accents; nothing for an accent alone and for a soft hyphen.
fn plain(c: char) -> Option<char> {
    Some(match c {
        '\u{300}'..='\u{36f}' | '\u{ad}' => return None,
        'à'..='æ' | 'ā' | 'ă' | 'ą' => 'a',
        'ç' | 'ć' | 'č' => 'c',
        'è'..='ë' | 'ē' | 'ę' | 'ě' => 'e',
        'ì'..='ï' => 'i',
        'ł' => 'l',
        'ñ' | 'ń' => 'n',
        'ò'..='ö' | 'ø' | 'ō' | 'œ' => 'o',
        'ś' | 'š' => 's',
        'ù'..='ü' | 'ū' => 'u',
        'ý' | 'ÿ' => 'y',
        'ź' | 'ż' | 'ž' => 'z',
        '₀'..='₉' => char::from(b'0' + (c as u32 - '₀' as u32) as u8),
        '²' => '2',
        '³' => '3',
        c => c,
    })
}

/// A word between spaces: `E.ON` is `eon` as a whole, and has the parts `e` and `on`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    /// Its letters and digits.
    pub(super) whole: String,
    /// What stands between its punctuation; empty if it has none inside.
    pub(super) parts: Vec<String>,
}

impl Word {
    /// The parts to look for each by itself; none if one is a lone letter, which begins too many words.
    pub(super) fn apart(&self) -> &[String] {
        if self.parts.iter().all(|p| p.chars().count() > 1) {
            &self.parts
        } else {
            &[]
        }
    }
}

/// The words of a text, folded; what has neither letters nor digits is none.
pub(super) fn words(text: &str) -> Vec<Word> {
    let folded: String = text.chars().map(letters::small).filter_map(plain).collect();
    let word = |chunk: &str| {
        let runs = chunk
            .split(|c: char| !c.is_alphanumeric())
            .filter(|run| !run.is_empty());
        let mut parts: Vec<String> = runs.map(str::to_owned).collect();
        let whole = parts.concat();
        if parts.len() < 2 {
            parts.clear();
        }
        Word { whole, parts }
    };
    folded
        .split_whitespace()
        .map(word)
        .filter(|w| !w.whole.is_empty())
        .collect()
}

/// All words written as one, if they are several: `va syd` is also `vasyd`.
pub(super) fn together(words: &[Word]) -> Option<String> {
    (words.len() > 1).then(|| words.iter().map(|w| w.whole.as_str()).collect())
}

/// Everything a word of the text may be typed as: whole, or one of its parts.
pub(super) fn ways(words: &[Word]) -> impl Iterator<Item = &str> {
    words
        .iter()
        .flat_map(|w| std::iter::once(&w.whole).chain(&w.parts))
        .map(String::as_str)
}

/// A word of something that sites share: a facet's name.
#[derive(Debug, Clone)]
struct SharedTerm {
    term: String,
    /// Goal 1 is not meant by 1 in 17: its number has no beginnings.
    whole_only: bool,
    of: (Group, usize),
}

/// The words of what sites share.
#[derive(Debug, Clone, Default)]
pub(super) struct SharedWords(Vec<SharedTerm>);

impl SharedWords {
    pub(super) fn new(atlas: &Atlas) -> Self {
        let mut all = Self::default();
        for (goal, names) in Goal::all().zip(&atlas.goals) {
            all.share_goal(goal, names);
        }
        for (i, partner) in atlas.partners.iter().enumerate() {
            all.share([partner.name.as_str(), &partner.short], (Group::Partners, i));
        }
        for (i, district) in atlas.city.districts.iter().enumerate() {
            all.share([district.name.as_str()], (Group::Districts, i));
        }
        for (i, station) in atlas.stations.iter().enumerate() {
            all.share([station.name.as_str()], (Group::Stations, i));
        }
        for (kind, term) in Kind::ALL.iter().zip(&atlas.expo.kinds) {
            all.share(term.name.all(), (Group::Kinds, *kind as usize));
        }
        for (part, term) in Part::ALL.iter().zip(&atlas.expo.parts) {
            all.share(term.name.all(), (Group::Parts, *part as usize));
        }
        all
    }

    fn share<'a>(&mut self, texts: impl IntoIterator<Item = &'a str>, of: (Group, usize)) {
        for text in texts {
            let words = words(text);
            for term in ways(&words).map(str::to_owned).chain(together(&words)) {
                self.0.push(SharedTerm {
                    term,
                    whole_only: false,
                    of,
                });
            }
        }
    }

    fn share_goal(&mut self, goal: Goal, names: &GoalNames) {
        let of = (Group::Goals, goal.index());
        self.share(names.name.all().chain(names.short.all()).chain(GOAL_WORDS), of);
        let number = goal.number().to_string();
        let named = GOAL_WORDS.iter().map(|w| format!("{w}{number}"));
        for term in named.chain([number.clone()]) {
            self.0.push(SharedTerm {
                term,
                whole_only: true,
                of,
            });
        }
    }

    fn add_sites(&self, planes: &Planes, term: &str, found: &mut SiteSet) {
        let is_meant = |t: &&SharedTerm| {
            if t.whole_only {
                t.term == term
            } else {
                t.term.starts_with(term)
            }
        };
        for meant in self.0.iter().filter(is_meant) {
            found.add(planes.of(meant.of.0, meant.of.1));
        }
    }
}

/// The words of one site's own texts.
struct OwnWords {
    titles: Vec<Word>,
    texts: Vec<Word>,
    /// Each title written as one word.
    together: Vec<String>,
}

impl OwnWords {
    fn of(site: &Site) -> Self {
        let mut own = Self {
            titles: Vec::new(),
            texts: words(&site.subarea),
            together: Vec::new(),
        };
        for title in site.title.all() {
            let words = words(title);
            own.together.extend(together(&words));
            own.titles.extend(words);
        }
        for text in site.summary.all() {
            own.texts.extend(words(text));
        }
        own
    }

    fn has(&self, term: &str) -> bool {
        let begins = |w: &str| w.starts_with(term);
        ways(&self.titles).any(begins)
            || ways(&self.texts).any(begins)
            || self.together.iter().any(|w| begins(w))
            || (term.chars().count() >= INSIDE && ways(&self.titles).any(|w| w.contains(term)))
    }
}

/// The texts of so many sites are read between two rests: some microseconds each.
pub(super) const TEXTS: usize = 64;

/// The sites that have every word, or all of them written as one; nothing if there are no words.
///
/// No index is kept: it would be larger than the sites, and the world remembers what the last words found.
pub(super) async fn sites_with(world: &World, asked: &[Word], rest: &dyn Rest) -> Option<SiteSet> {
    let mut terms: Vec<(String, SiteSet)> = Vec::new();
    let sites = &world.atlas.sites;
    let as_one = together(asked);
    let all = asked
        .iter()
        .flat_map(|w| w.apart().iter().chain([&w.whole]))
        .chain(&as_one);
    for term in all {
        if !terms.iter().any(|(t, _)| t == term) {
            let mut found = SiteSet::none(sites.len());
            world.shared.add_sites(&world.planes, term, &mut found);
            terms.push((term.clone(), found));
        }
    }
    if terms.is_empty() {
        return None;
    }
    in_pieces_of(TEXTS, sites.len(), rest, &mut |piece| {
        for i in piece {
            let own = OwnWords::of(&sites.get(SiteId(i as u32)));
            for (term, found) in &mut terms {
                if own.has(term) {
                    found.insert(i);
                }
            }
        }
    })
    .await;
    let with = |term: &str| {
        let known = terms.iter().find(|(t, _)| t == term);
        known.map_or_else(|| SiteSet::none(sites.len()), |(_, found)| found.clone())
    };
    let each = |w: &Word| {
        let parts = w.apart().iter().map(|p| with(p));
        match parts.reduce(|a, b| a.and(&b)) {
            Some(all) => with(&w.whole).or(&all),
            None => with(&w.whole),
        }
    };
    let all = asked.iter().map(each).reduce(|a, b| a.and(&b))?;
    Some(match as_one {
        Some(one) => all.or(&with(&one)),
        None => all,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wholes(text: &str) -> Vec<String> {
        words(text).into_iter().map(|w| w.whole).collect()
    }

    #[test]
    fn folding_takes_away_case_accents_and_punctuation() {
        for (text, folded) in [
            ("Öppet dagvatten", "oppet dagvatten"),
            ("O\u{308}PPET", "oppet"),
            ("Café Ærø", "cafe aro"),
            ("E.ON – Sverige", "eon sverige"),
            ("väx\u{ad}thus CO₂ m²", "vaxthus co2 m2"),
            (" … ", ""),
        ] {
            assert_eq!(wholes(text).join(" "), folded);
        }
    }

    #[test]
    fn a_word_with_punctuation_has_parts() {
        assert_eq!(words("E.ON")[0].parts, ["e", "on"]);
        assert!(words("(sol)")[0].parts.is_empty());
        assert_eq!(together(&words("VA SYD")).as_deref(), Some("vasyd"));
    }
}
