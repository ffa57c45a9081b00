//! A site's record: what is said of it and asked of nobody else, packed into bytes.
//!
//! Numbers are written seven bits at a time, lowest first, the top bit meaning that more follow (LEB128); texts with
//! their length in bytes before them. A record that ends too early reads as empty texts and zeros.

use super::super::facet::Goal;
use super::super::site::{Access, Claim, ClaimValue, Position, Site, Status};
use super::super::{Goals, Kind, Kinds, Lang, Localized, Part, PartnerId};
use time::Date;

/// Writes records.
#[derive(Debug, Default)]
pub(super) struct Writer(pub(super) Vec<u8>);

impl Writer {
    fn number(&mut self, mut n: u32) {
        while n >= 0x80 {
            self.0.push(n as u8 | 0x80);
            n >>= 7;
        }
        self.0.push(n as u8);
    }

    fn text(&mut self, text: &str) {
        self.number(text.len() as u32);
        self.0.extend_from_slice(text.as_bytes());
    }

    /// The same words in every language are written once.
    fn localized(&mut self, words: &Localized) {
        let mut all = words.all();
        let first = all.next().unwrap_or_default();
        let is_same = all.all(|t| t == first);
        self.0.push(u8::from(is_same));
        for text in words.all().take(if is_same { 1 } else { Lang::ALL.len() }) {
            self.text(text);
        }
    }
}

/// Packs a site; `shared` gives the number of a text that many sites may share.
pub(super) fn pack(to: &mut Writer, site: &Site, mut shared: impl FnMut(&str) -> u32) {
    to.text(&site.slug);
    to.localized(&site.title);
    to.number(site.aliases.len() as u32);
    for alias in &site.aliases {
        to.text(alias);
    }
    to.number(site.goals_ranked.len() as u32);
    to.0.extend(site.goals_ranked.iter().map(|g| g.number()));
    to.number(site.partners.len() as u32);
    for partner in &site.partners {
        to.number(u32::from(partner.0));
    }
    to.number(u32::from(site.visit_minutes.unwrap_or(0)));
    for text in [&site.subarea, &site.address, &site.url] {
        let number = shared(text);
        to.number(number);
    }
    for words in [&site.summary, &site.about] {
        to.localized(words);
    }
    to.number(site.access.len() as u32);
    for claim in &site.access {
        to.0.push(claim.about as u8 | (claim.value as u8) << 4);
        to.number(claim.checked.map_or(0, |d| d.to_julian_day().unsigned_abs()));
        to.number(claim.by.map_or(0, |p| u32::from(p.0) + 1));
    }
}

/// Reads a record.
#[derive(Debug, Clone, Copy)]
pub(super) struct Record<'a>(&'a [u8]);

impl<'a> Record<'a> {
    pub(super) const fn new(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }

    fn byte(&mut self) -> u8 {
        let Some((first, rest)) = self.0.split_first() else {
            return 0;
        };
        self.0 = rest;
        *first
    }

    fn number(&mut self) -> u32 {
        let mut n = 0;
        for shift in (0..35).step_by(7) {
            let byte = self.byte();
            n |= u32::from(byte & 0x7f).checked_shl(shift).unwrap_or(0);
            if byte < 0x80 {
                break;
            }
        }
        n
    }

    /// How many things follow: never more than there are bytes.
    fn count(&mut self) -> usize {
        (self.number() as usize).min(self.0.len())
    }

    pub(super) fn text(&mut self) -> &'a str {
        let length = self.count();
        let (text, rest) = self.0.split_at(length);
        self.0 = rest;
        std::str::from_utf8(text).unwrap_or_default()
    }

    pub(super) fn localized(&mut self) -> Localized {
        if self.byte() == 1 {
            Localized::same(self.text())
        } else {
            Localized::new(self.text(), self.text())
        }
    }

    /// From the record's beginning to its aliases.
    pub(super) fn skip_to_aliases(mut self) -> impl Iterator<Item = &'a str> {
        self.text();
        self.localized();
        (0..self.count()).map(move |_| self.text())
    }
}

/// Unpacks a record. What is in the columns is left as it is in nobody's site.
pub(super) fn unpack<'a>(mut from: Record<'_>, shared: impl Fn(usize) -> &'a str) -> Site {
    let slug = from.text().to_owned();
    let title = from.localized();
    let aliases = (0..from.count()).map(|_| from.text().to_owned()).collect();
    let goals_ranked = (0..from.count()).filter_map(|_| Goal::new(from.byte())).collect();
    let partners = (0..from.count()).map(|_| PartnerId(from.number() as u16)).collect();
    let visit_minutes = Some(from.number() as u16).filter(|m| *m > 0);
    let [subarea, address, url] = [(); 3].map(|()| shared(from.number() as usize).to_owned());
    let [summary, about] = [(); 2].map(|()| from.localized());
    let access = (0..from.count()).filter_map(|_| claim(&mut from)).collect();
    Site {
        slug,
        aliases,
        title,
        summary,
        about,
        kinds: Kinds::default(),
        first_kind: Kind::Social,
        part: Part::ThinkTank,
        goals: Goals::default(),
        goals_ranked,
        partners,
        district: None,
        district_computed: false,
        station: None,
        station_computed: false,
        subarea,
        hours: None,
        visit_minutes,
        access,
        address,
        url,
        grew_from: None,
        position: Position::Approximate,
        status: Status::Published,
        at: crate::space::Pt::default(),
    }
}

fn claim(from: &mut Record<'_>) -> Option<Claim> {
    let (what, day, by) = (from.byte(), from.number(), from.number());
    Some(Claim {
        about: *Access::ALL.get(usize::from(what & 15))?,
        value: *ClaimValue::ALL.get(usize::from(what >> 4))?,
        checked: Some(day)
            .filter(|d| *d > 0)
            .and_then(|d| Date::from_julian_day(i32::try_from(d).ok()?).ok()),
        by: by.checked_sub(1).map(|p| PartnerId(p as u16)),
    })
}
