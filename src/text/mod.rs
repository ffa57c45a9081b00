//! What the page says, per language. The rest of the core speaks in values; here they become words.
//!
//! [`Strings`] has one constant for each language, so a text that is missing does not compile.

mod en;
mod hours;
mod kiosk;
#[cfg(not(target_arch = "wasm32"))]
mod leaf;
mod place;
mod sv;
mod time;
mod trip;

pub use kiosk::KioskWords;
#[cfg(not(target_arch = "wasm32"))]
pub use leaf::LeafWords;
pub use trip::{Going, TripWords};

use crate::model::Lang;
use ::time::{Date, Month, Weekday};

/// Keeps a number and its unit, or a day and its month, on one line.
pub const NBSP: char = '\u{a0}';

/// Every text of the page in one language. Longer sentences are methods, made of these.
#[derive(Debug)]
#[expect(missing_docs, reason = "a text is named for what it says")]
pub struct Strings {
    pub lang: Lang,
    // The header.
    pub page_title: &'static str,
    pub motto: [&'static str; 2],
    pub pages: &'static str,
    pub map: &'static str,
    pub coverage: &'static str,
    pub about: &'static str,
    pub more: &'static str,
    pub to_evening: &'static str,
    pub to_day: &'static str,
    pub skip_to_list: &'static str,
    pub skip_to_map: &'static str,
    // Search and filters.
    pub search: &'static str,
    pub search_short: &'static str,
    pub suggestions: &'static str,
    pub found_site: &'static str,
    pub found_subarea: &'static str,
    pub found_goal: &'static str,
    pub goals: &'static str,
    pub goal: &'static str,
    pub all_goals_shown: &'static str,
    pub all: &'static str,
    pub filters: &'static str,
    pub district: &'static str,
    pub station: &'static str,
    pub partner: &'static str,
    pub solution: &'static str,
    pub part: &'static str,
    pub open: &'static str,
    pub any_time: &'static str,
    pub any_time_short: &'static str,
    pub now: &'static str,
    pub day: &'static str,
    pub time: &'static str,
    pub earlier: &'static str,
    pub later: &'static str,
    pub show_all: &'static str,
    pub clear: &'static str,
    pub clear_all: &'static str,
    pub cleared: &'static str,
    pub undo: &'static str,
    pub close: &'static str,
    pub done: &'static str,
    // The list.
    pub sites: &'static str,
    pub along_ring: &'static str,
    pub elsewhere: &'static str,
    pub around_the_clock: &'static str,
    pub closed: &'static str,
    pub nothing: &'static str,
    pub nothing_why: &'static str,
    pub remove: &'static str,
    pub every_goal_choice: &'static str,
    pub show_more: &'static str,
    pub show_less: &'static str,
    // The card.
    pub chosen_site: &'static str,
    pub square: &'static str,
    pub hours: &'static str,
    pub find_it: &'static str,
    pub visit: &'static str,
    pub access: &'static str,
    pub access_names: [&'static str; 6],
    pub claim_values: [&'static str; 3],
    pub history: &'static str,
    pub grew_from: &'static str,
    pub grew_into: &'static str,
    pub events: &'static str,
    pub address: &'static str,
    pub nearby: &'static str,
    pub own_page: &'static str,
    pub approximate: &'static str,
    pub closed_for_good: &'static str,
    pub planning_time: &'static str,
    pub hours_unknown: &'static str,
    pub share: &'static str,
    pub copied: &'static str,
    pub not_copied: &'static str,
    pub show_on_map: &'static str,
    pub not_found: &'static str,
    pub not_found_why: &'static str,
    // The map and its legend.
    pub map_label: &'static str,
    pub map_keys: &'static str,
    pub several_sites: &'static str,
    pub whole_ring: &'static str,
    pub locate: &'static str,
    pub zoom_in: &'static str,
    pub zoom_out: &'static str,
    pub legend: &'static str,
    pub ring: &'static str,
    pub wheel: &'static str,
    pub halo: &'static str,
    pub kinds: [&'static str; 3],
    pub shut: &'static str,
    pub location_off: &'static str,
    pub outside: &'static str,
    // States.
    pub loading: &'static str,
    pub slow: &'static str,
    pub retry: &'static str,
    pub failed: &'static str,
    pub offline: &'static str,
    pub not_renewed: &'static str,
    pub shown_as_of: fn(&str) -> String,
    pub renewed: fn(&str) -> String,
    pub new_version: &'static str,
    pub update: &'static str,
    pub saved: &'static str,
    pub not_saved: &'static str,
    pub saved_route: &'static str,
    pub illustrative: &'static str,
    pub why: &'static str,
    // Coverage.
    pub every_cell: &'static str,
    pub only_gaps: &'static str,
    pub every_district: &'static str,
    pub no_sites_for: &'static str,
    // About.
    pub about_title: &'static str,
    pub about_lead: &'static str,
    pub about_text: [&'static str; 3],
    pub parts: &'static str,
    pub partners: &'static str,
    pub sectors: [&'static str; 4],
    pub goals_at_un: &'static str,
    pub privacy: &'static str,
    pub privacy_text: &'static str,
    pub sources: &'static str,
    pub data_from: &'static str,
    pub version: &'static str,
    pub font_credit: &'static str,
    /// A day out.
    pub trip: &'static TripWords,
    /// A screen at a station.
    pub kiosk: &'static KioskWords,
    // Pieces the sentences are made of; see the methods.
    months: [&'static str; 12],
    weekdays: [&'static str; 7],
    weekdays_short: [&'static str; 7],
    and: &'static str,
    clock_mark: char,
    at_clock: &'static str,
    every_day: &'static str,
    public_holidays: &'static str,
    closed_small: &'static str,
    until: &'static str,
    opens: &'static str,
    open_until: &'static str,
    open_around_the_clock: &'static str,
    tomorrow: &'static str,
    on_foot: &'static str,
    from: &'static str,
    by: &'static str,
    checked: &'static str,
    site_plural: fn(usize) -> &'static str,
    goal_plural: fn(usize) -> &'static str,
    closes_in: fn(i32) -> String,
    opens_at: fn(&str, Option<&str>) -> String,
    next_train: fn(&str, &str, &str) -> String,
    of_all: fn(usize, usize) -> String,
    show_sites: fn(usize) -> String,
    problems: fn(usize) -> String,
    nothing_called: fn(&str) -> String,
    unknown_choice: fn(&str) -> String,
    goal_in_district: fn(&str, &str) -> String,
    shown_time: fn(&str) -> String,
    visit_minutes: fn(u16) -> String,
    grid_cells: fn(usize, usize) -> String,
}

/// Texts are the same when their language is.
impl PartialEq for Strings {
    fn eq(&self, other: &Self) -> bool {
        self.lang == other.lang
    }
}

impl Strings {
    /// The texts in a language.
    pub fn of(lang: Lang) -> &'static Self {
        match lang {
            Lang::Sv => &sv::STRINGS,
            Lang::En => &en::STRINGS,
        }
    }

    /// A weekday's name.
    pub const fn weekday(&self, day: Weekday) -> &'static str {
        self.weekdays[day.number_days_from_monday() as usize]
    }

    /// A weekday's name where there is little room.
    pub const fn weekday_short(&self, day: Weekday) -> &'static str {
        self.weekdays_short[day.number_days_from_monday() as usize]
    }

    /// A month's name.
    pub const fn month(&self, month: Month) -> &'static str {
        self.months[month as usize - 1]
    }

    /// `15 maj`.
    pub fn day_month(&self, date: Date) -> String {
        format!("{}{NBSP}{}", date.day(), self.month(date.month()))
    }

    /// `15 maj 2021`.
    pub fn full_date(&self, date: Date) -> String {
        format!("{} {}", self.day_month(date), date.year())
    }

    /// Items as in speech: `6, 11 och 13`.
    pub fn join(&self, items: &[String]) -> String {
        match items {
            [] => String::new(),
            [one] => one.clone(),
            [rest @ .., last] => format!("{} {} {last}", rest.join(", "), self.and),
        }
    }
}

/// The text with its first letter large.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        std::iter::once(crate::letters::capital(first)).chain(letters).collect()
    })
}
