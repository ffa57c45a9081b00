//! What a screen at a station says.

mod en;
mod sv;

pub(super) use en::WORDS as EN;
pub(super) use sv::WORDS as SV;

use super::Strings;
use crate::calendar::Moment;
use crate::kiosk::Misfit;

/// The texts of a kiosk in one language.
#[derive(Debug)]
#[expect(missing_docs, reason = "a text is named for what it says")]
pub struct KioskWords {
    pub here: &'static str,
    pub next_train: &'static str,
    pub no_train: &'static str,
    pub near: &'static str,
    pub minutes: &'static str,
    pub take: &'static str,
    pub take_why: &'static str,
    pub goals: &'static str,
    pub low: &'static str,
    pub not_low: &'static str,
    pub large: &'static str,
    pub not_large: &'static str,
    pub over: &'static str,
    pub search: &'static str,
    pub errand: &'static str,
    pub day: &'static str,
    pub read: &'static str,
    pub read_no_more: &'static str,
    pub no_voice: &'static str,
    pub home: &'static str,
    pub back: &'static str,
    pub page_back: &'static str,
    pub page_on: &'static str,
    pub still_there: &'static str,
    pub still_why: &'static str,
    pub still_here: &'static str,
    pub touch: &'static str,
    pub unknown_time: &'static str,
    pub unknown_why: &'static str,
    pub choose_train: &'static str,
    pub errand_none: &'static str,
    pub no_later_train: &'static str,
    pub day_empty: &'static str,
    pub day_clear: &'static str,
    pub phone: &'static str,
    pub phone_why: &'static str,
    pub too_long: &'static str,
    pub own_page: &'static str,
    pub type_words: &'static str,
    pub erase: &'static str,
    pub space: &'static str,
    pub keys: &'static str,
    pub code: &'static str,
    pub health: &'static str,
    pub health_labels: [&'static str; 9],
    pub none: &'static str,
    pub well: &'static str,
    pub misfit: &'static str,
    pub go_on: &'static str,
    pub farther: &'static str,
    pub nearer: &'static str,
    pub north: &'static str,
    pub estimate: &'static str,
    pub language: &'static str,
    pub(super) within: fn(&str) -> String,
    pub(super) open_now: fn(&str) -> String,
    pub(super) page: fn(usize, usize) -> String,
    pub(super) seconds: fn(u32) -> String,
    pub(super) errand_title: fn(&str) -> String,
    pub(super) errand_times: fn(&str, &str, &str) -> String,
    pub stay: &'static str,
    pub no_plan: &'static str,
    /// From another station than the screen's, to one, and whether one changes.
    pub(super) by_train: fn(Option<&str>, &str, bool) -> String,
    pub(super) towards: fn(&str) -> String,
    pub(super) by_day: fn(&str, &str) -> String,
    pub(super) no_station: fn(&str) -> String,
    pub(super) up: fn(u64, u64) -> String,
    pub(super) high: fn(&str) -> String,
    pub(super) cramped: &'static str,
    pub(super) small: fn(&str, &str) -> String,
}

impl Strings {
    /// `8 platser inom en kvart till fots`.
    pub fn within_a_quarter(&self, sites: usize) -> String {
        (self.kiosk.within)(&self.count_sites(sites))
    }

    /// `27 platser har öppet nu`.
    pub fn open_now(&self, sites: usize) -> String {
        (self.kiosk.open_now)(&self.count_sites(sites))
    }

    /// `Sida 1 av 12`.
    pub fn page_of(&self, page: usize, pages: usize) -> String {
        (self.kiosk.page)(page, pages)
    }

    /// `15 sekunder`.
    pub fn seconds(&self, seconds: u32) -> String {
        (self.kiosk.seconds)(seconds)
    }

    /// `Det här hinner du se före 15.32`.
    pub fn errand_title(&self, train: Moment, now: Moment) -> String {
        (self.kiosk.errand_title)(&self.clock_by_day(train, now))
    }

    /// `Framme 14.50, åter 15.28`, and on a line of its own `Gå därifrån senast 15.20`.
    pub fn errand_times(&self, arrives: Moment, leaves: Moment, back: Moment) -> String {
        let clock = |at: Moment| self.clock(at.minute);
        (self.kiosk.errand_times)(&clock(arrives), &clock(leaves), &clock(back))
    }

    /// `tåg till Persborg`, `tåg från Triangeln till Persborg, med byte`.
    pub fn by_train(&self, from: Option<&str>, to: &str, changes: u8) -> String {
        (self.kiosk.by_train)(from, to, changes > 0)
    }

    /// `mot Persborg`.
    pub fn towards(&self, station: &str) -> String {
        (self.kiosk.towards)(station)
    }

    /// `15.32`, `06.23 i morgon`.
    pub fn clock_by_day(&self, at: Moment, now: Moment) -> String {
        let clock = self.clock(at.minute);
        match self.tomorrow_of(at, now) {
            Some(tomorrow) => (self.kiosk.by_day)(&clock, tomorrow),
            None => clock,
        }
    }

    /// `i morgon`, of what is not today.
    pub fn tomorrow_of(&self, at: Moment, now: Moment) -> Option<&'static str> {
        (at.date > now.date).then_some(self.tomorrow)
    }

    /// Says that an address names a station that is not there.
    pub fn no_station(&self, slug: &str) -> String {
        (self.kiosk.no_station)(slug)
    }

    /// `3 dygn 4 tim`, from seconds.
    pub fn up_for(&self, seconds: u64) -> String {
        (self.kiosk.up)(seconds / 86_400, seconds % 86_400 / 3_600)
    }

    /// What is wrong with how a screen is put up, and what to do.
    pub fn misfit(&self, misfit: Misfit) -> String {
        let whole = |mm: f64| {
            let mm = (mm + 0.5) as u32;
            let sep = if self.lang == crate::model::Lang::Sv {
                "\u{a0}"
            } else {
                ","
            };
            if mm < 1000 {
                mm.to_string()
            } else {
                format!("{}{sep}{:03}", mm / 1000, mm % 1000)
            }
        };
        let tenths = |mm: f64| {
            let text = crate::space::decimal::fixed(mm, 1);
            text.replace('.', if self.lang == crate::model::Lang::Sv { "," } else { "." })
        };
        match misfit {
            Misfit::High(mm) => (self.kiosk.high)(&whole(mm)),
            Misfit::Cramped => self.kiosk.cramped.to_owned(),
            Misfit::Small(has, needs) => (self.kiosk.small)(&tenths(has), &tenths(needs)),
        }
    }
}
