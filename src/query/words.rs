//! Words as they are compared: lower case, without accents and punctuation; and where each occurs.

use std::collections::BTreeMap;
use std::ops::Bound;

use super::engine::SiteSet;
use super::world::{Columns, NO_PLACE, partner_bit};
use crate::letters;
use crate::model::{Atlas, Goal, GoalNames, Kind, Part};

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

/// The sites with a word: in their titles, and elsewhere in their own texts.
#[derive(Debug, Clone, Default)]
struct Postings {
    titles: Vec<u32>,
    texts: Vec<u32>,
}

/// What sites share: its words are kept once, not for every site.
#[derive(Debug, Clone, Copy)]
enum Shared {
    Goal(usize),
    Partner(u64),
    District(usize),
    Station(usize),
    Kind(usize),
    Part(usize),
}

#[derive(Debug, Clone)]
struct SharedTerm {
    term: String,
    /// Goal 1 is not meant by 1 in 17: its number has no beginnings.
    whole_only: bool,
    of: Shared,
}

/// Where every word occurs.
#[derive(Debug, Clone, Default)]
pub struct Index {
    own: BTreeMap<Box<str>, Postings>,
    shared: Vec<SharedTerm>,
}

impl Index {
    pub(super) fn new(atlas: &Atlas) -> Self {
        let mut index = Self::default();
        for (id, site) in atlas.sites() {
            for text in site.title.all() {
                index.post(id.0, text, true);
            }
            for text in site.summary.all().chain([site.subarea.as_str()]) {
                index.post(id.0, text, false);
            }
        }
        for (goal, names) in Goal::all().zip(&atlas.goals) {
            index.share_goal(goal, names);
        }
        for (i, partner) in atlas.partners.iter().enumerate() {
            index.share([partner.name.as_str(), &partner.short], Shared::Partner(partner_bit(i)));
        }
        for (i, district) in atlas.city.districts.iter().enumerate() {
            index.share([district.name.as_str()], Shared::District(i));
        }
        for (i, station) in atlas.stations.iter().enumerate() {
            index.share([station.name.as_str()], Shared::Station(i));
        }
        for (kind, term) in Kind::ALL.iter().zip(&atlas.expo.kinds) {
            index.share(term.name.all(), Shared::Kind(*kind as usize));
        }
        for (part, term) in Part::ALL.iter().zip(&atlas.expo.parts) {
            index.share(term.name.all(), Shared::Part(*part as usize));
        }
        index
    }

    fn post(&mut self, site: u32, text: &str, is_title: bool) {
        let words = words(text);
        let mut put = |term: &str, inside: bool| {
            if !self.own.contains_key(term) {
                self.own.insert(term.into(), Postings::default());
            }
            if let Some(p) = self.own.get_mut(term) {
                let list = if inside { &mut p.titles } else { &mut p.texts };
                if list.last() != Some(&site) {
                    list.push(site);
                }
            }
        };
        for term in ways(&words) {
            put(term, is_title);
        }
        if let Some(term) = is_title.then(|| together(&words)).flatten() {
            put(&term, false);
        }
    }

    fn share<'a>(&mut self, texts: impl IntoIterator<Item = &'a str>, of: Shared) {
        for text in texts {
            let words = words(text);
            for term in ways(&words).map(str::to_owned).chain(together(&words)) {
                self.shared.push(SharedTerm {
                    term,
                    whole_only: false,
                    of,
                });
            }
        }
    }

    fn share_goal(&mut self, goal: Goal, names: &GoalNames) {
        let of = Shared::Goal(goal.index());
        self.share(names.name.all().chain(names.short.all()).chain(GOAL_WORDS), of);
        let number = goal.number().to_string();
        let named = GOAL_WORDS.iter().map(|w| format!("{w}{number}"));
        for term in named.chain([number.clone()]) {
            self.shared.push(SharedTerm {
                term,
                whole_only: true,
                of,
            });
        }
    }

    /// The sites that have every word, or all of them written as one; nothing if there are no words.
    pub(super) fn sites_with(&self, columns: &Columns, asked: &[Word]) -> Option<SiteSet> {
        let each = |w: &Word| {
            let mut found = self.with_term(columns, &w.whole);
            let parts = w.apart().iter().map(|p| self.with_term(columns, p));
            if let Some(all) = parts.reduce(|a, b| a.and(&b)) {
                found = found.or(&all);
            }
            found
        };
        let all = asked.iter().map(each).reduce(|a, b| a.and(&b))?;
        Some(match together(asked) {
            Some(one) => all.or(&self.with_term(columns, &one)),
            None => all,
        })
    }

    fn with_term(&self, columns: &Columns, term: &str) -> SiteSet {
        let mut found = SiteSet::none(columns.len());
        let beginning = self
            .own
            .range::<str, _>((Bound::Included(term), Bound::Unbounded))
            .take_while(|(t, _)| t.starts_with(term));
        for (_, postings) in beginning {
            postings
                .titles
                .iter()
                .chain(&postings.texts)
                .for_each(|&i| found.insert(i as usize));
        }
        if term.chars().count() >= INSIDE {
            for (_, postings) in self.own.iter().filter(|(t, _)| t.contains(term)) {
                postings.titles.iter().for_each(|&i| found.insert(i as usize));
            }
        }
        self.add_shared(columns, term, &mut found);
        found
    }

    fn add_shared(&self, columns: &Columns, term: &str, found: &mut SiteSet) {
        let (mut goals, mut kinds, mut parts, mut partners) = (0_u32, 0_u8, 0_u8, 0_u64);
        let (mut districts, mut stations) = ([false; 256], [false; 256]);
        let is_meant = |t: &&SharedTerm| {
            if t.whole_only {
                t.term == term
            } else {
                t.term.starts_with(term)
            }
        };
        let mut any = false;
        for meant in self.shared.iter().filter(is_meant) {
            any = true;
            match meant.of {
                Shared::Goal(i) => goals |= 1 << i,
                Shared::Partner(bit) => partners |= bit,
                Shared::District(i) => districts[i.min(NO_PLACE)] = true,
                Shared::Station(i) => stations[i.min(NO_PLACE)] = true,
                Shared::Kind(i) => kinds |= 1 << i,
                Shared::Part(i) => parts |= 1 << i,
            }
        }
        if !any {
            return;
        }
        (districts[NO_PLACE], stations[NO_PLACE]) = (false, false);
        let c = columns;
        for i in 0..c.len() {
            let bits = c.goals[i] & goals != 0
                || c.partners[i] & partners != 0
                || c.kinds[i] & kinds != 0
                || c.parts[i] & parts != 0;
            if bits || districts[usize::from(c.districts[i])] || stations[usize::from(c.stations[i])] {
                found.insert(i);
            }
        }
    }
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
