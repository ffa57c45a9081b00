//! Counts, walks, distances and other sentences.

use super::{NBSP, Strings};
use crate::calendar::Moment;
use crate::model::{Goal, Lang};
use crate::space::decimal::fixed;
use time::Date;

impl Strings {
    /// `1 plats`, `27 platser`.
    pub fn count_sites(&self, n: usize) -> String {
        format!("{n} {}", (self.site_plural)(n))
    }

    /// `69 av 72 platser`, or only `72 platser` when nothing is left out.
    pub fn count_of(&self, shown: usize, all: usize) -> String {
        if shown == all {
            self.count_sites(all)
        } else {
            (self.of_all)(shown, all)
        }
    }

    /// A goal's button: `6 Rent vatten och sanitet för alla, 6 platser`.
    pub fn goal_button(&self, goal: Goal, name: &str, n: usize) -> String {
        format!("{} {name}, {}", goal.number(), self.count_sites(n))
    }

    /// `Mål 6, Rent vatten`.
    pub fn goal_named(&self, goal: Goal, short: &str) -> String {
        format!("{} {}, {short}", self.goal, goal.number())
    }

    /// What is said when the list has changed: `27 platser. Mål 6 och 11.`
    pub fn announcement(&self, n: usize, goals: &[Goal]) -> String {
        if n == 0 {
            return format!("{}.", self.nothing);
        }
        if goals.is_empty() {
            return format!("{}.", self.count_sites(n));
        }
        let numbers: Vec<_> = goals.iter().map(|g| g.number().to_string()).collect();
        format!(
            "{}. {} {}.",
            self.count_sites(n),
            (self.goal_plural)(goals.len()),
            self.join(&numbers)
        )
    }

    /// `8 min till fots`.
    pub fn walk(&self, minutes: u32) -> String {
        format!("{minutes}{NBSP}min {}", self.on_foot)
    }

    /// `8 min till fots från`, before a station's name.
    pub fn walk_from(&self, minutes: u32) -> String {
        format!("{} {} ", self.walk(minutes), self.from)
    }

    /// `250 m`, `1,5 km`.
    pub fn distance(&self, metres: f64) -> String {
        if metres < 1000.0 {
            return format!("{}{NBSP}m", fixed((metres / 10.0).round() * 10.0, 0));
        }
        let km = fixed(metres / 1000.0, 1);
        let km = km.strip_suffix(".0").unwrap_or(&km);
        let text = if self.lang == Lang::Sv {
            km.replace('.', ",")
        } else {
            km.to_owned()
        };
        format!("{text}{NBSP}km")
    }

    /// The scale bar: `1 km, 16 min till fots`.
    pub fn scale(&self, metres: f64, minutes: u32) -> String {
        format!("{}, {}", self.distance(metres), self.walk(minutes))
    }

    /// `Nästa tåg från Malmö C 14.08, framme 14.34`.
    pub fn train(&self, from: &str, departs: Moment, arrives: Moment) -> String {
        (self.next_train)(from, &self.clock(departs.minute), &self.clock(arrives.minute))
    }

    /// `kontrollerat 19 april 2021 av Malmö stad`, or as much of it as is known.
    pub fn checked_by(&self, day: Option<Date>, by: Option<&str>) -> Option<String> {
        let day = day.map(|d| self.full_date(d));
        match (day, by) {
            (Some(day), Some(by)) => Some(format!("{} {day} {} {by}", self.checked, self.by)),
            (Some(day), None) => Some(format!("{} {day}", self.checked)),
            (None, Some(by)) => Some(format!("{} {} {by}", self.checked, self.by)),
            (None, None) => None,
        }
    }

    /// `15 maj 14.00–15.30`.
    pub fn event_time(&self, starts: Moment, ends: Moment) -> String {
        let day = self.weekday(starts.weekday());
        format!(
            "{day} {} {}–{}",
            self.day_month(starts.date),
            self.clock(starts.minute),
            self.clock(ends.minute)
        )
    }

    /// `Visa 27 platser`.
    pub fn show_sites(&self, n: usize) -> String {
        (self.show_sites)(n)
    }

    /// `3 uppgifter i datan kunde inte visas.`
    pub fn problems(&self, n: usize) -> String {
        (self.problems)(n)
    }

    /// What is said when a search finds nothing.
    pub fn nothing_called(&self, words: &str) -> String {
        (self.nothing_called)(words)
    }

    /// What is said of a choice the data does not know.
    pub fn unknown_choice(&self, slug: &str) -> String {
        (self.unknown_choice)(slug)
    }

    /// `Energi i Hyllie`.
    pub fn goal_in(&self, short: &str, district: &str) -> String {
        (self.goal_in_district)(short, district)
    }

    /// `ungefär 45 min`.
    pub fn visit_length(&self, minutes: u16) -> String {
        (self.visit_minutes)(minutes)
    }

    /// `72 platser. 71 av 170 rutor saknar plats.`, without the count of sites.
    pub fn gaps(&self, empty: usize, all: usize) -> String {
        (self.grid_cells)(empty, all)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn goals(numbers: &[u8]) -> Vec<Goal> {
        numbers.iter().copied().filter_map(Goal::new).collect()
    }

    #[test]
    fn counts_have_a_singular() {
        let [sv, en] = Lang::ALL.map(Strings::of);
        assert_eq!(
            [sv.count_sites(1), sv.count_sites(27), sv.count_sites(0)],
            ["1 plats", "27 platser", "0 platser"]
        );
        assert_eq!([en.count_sites(1), en.count_sites(27)], ["1 site", "27 sites"]);
        assert_eq!(sv.count_of(69, 72), "69 av 72 platser");
        assert_eq!(en.count_of(72, 72), "72 sites");
    }

    #[test]
    fn the_live_region_says_count_and_goals() {
        let [sv, en] = Lang::ALL.map(Strings::of);
        assert_eq!(sv.announcement(27, &goals(&[6, 11])), "27 platser. Mål 6 och 11.");
        assert_eq!(en.announcement(27, &goals(&[6, 11])), "27 sites. Goals 6 and 11.");
        assert_eq!(en.announcement(1, &goals(&[6])), "1 site. Goal 6.");
        assert_eq!(sv.announcement(72, &[]), "72 platser.");
        assert_eq!(sv.announcement(0, &goals(&[6])), "Inga platser passar alla val.");
    }

    #[test]
    fn numbers_stay_with_their_units() {
        let [sv, en] = Lang::ALL.map(Strings::of);
        assert_eq!(sv.walk(8), "8\u{a0}min till fots");
        assert_eq!(en.walk(8), "8\u{a0}min on foot");
        assert_eq!(sv.distance(1500.0), "1,5\u{a0}km");
        assert_eq!(en.distance(1500.0), "1.5\u{a0}km");
        assert_eq!(sv.distance(1000.0), "1\u{a0}km");
        assert_eq!(sv.distance(248.0), "250\u{a0}m");
        assert_eq!(
            sv.goal_button(goals(&[6])[0], "Rent vatten och sanitet för alla", 6),
            "6 Rent vatten och sanitet för alla, 6 platser"
        );
    }
}
