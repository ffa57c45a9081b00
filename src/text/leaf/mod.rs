//! What the pages without script say besides what the app says: those of a site and of a partner, the list of all, and the
//! one that answers where there is nothing. Made by the tool, so none of it travels with the app.

mod en;
mod sv;

use super::{NBSP, Strings};
use crate::model::Lang;
use time::Date;

/// Every text of a leaf in one language; what the app says too is in [`Strings`].
#[derive(Debug)]
#[expect(missing_docs, reason = "a text is named for what it says")]
pub struct LeafWords {
    pub open_in_map: &'static str,
    pub open_all_in_map: &'static str,
    pub to_map: &'static str,
    pub all_sites: &'static str,
    pub all_partners: &'static str,
    pub languages: &'static str,
    pub notices: &'static str,
    pub kinds: &'static str,
    pub led_by: &'static str,
    pub with: &'static str,
    pub takes_part_in: &'static str,
    pub own_site: &'static str,
    pub map_of: fn(&str) -> String,
    pub sites_lead: &'static str,
    pub partners_lead: &'static str,
    pub shell_lead: &'static str,
    pub lost_title: &'static str,
    pub lost_lead: &'static str,
    pub lost_perhaps: &'static str,
    pub moved: fn(&str) -> String,
    pub app_short: &'static str,
    pub app_about: &'static str,
}

impl LeafWords {
    /// The texts in a language.
    pub const fn of(lang: Lang) -> &'static Self {
        match lang {
            Lang::Sv => &sv::WORDS,
            Lang::En => &en::WORDS,
        }
    }

    /// The days something holds: `8–11 juni 2021`, `30 maj–2 juni 2021`, `8 juni 2021`.
    pub fn days(words: &Strings, from: Date, to: Date) -> String {
        if from == to {
            words.full_date(from)
        } else if (from.year(), from.month()) == (to.year(), to.month()) {
            format!("{}–{}", from.day(), words.full_date(to))
        } else if from.year() == to.year() {
            format!("{}–{}", words.day_month(from), words.full_date(to))
        } else {
            format!("{}{NBSP}–{NBSP}{}", words.full_date(from), words.full_date(to))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::parse_date;

    #[test]
    fn days_say_no_more_than_they_must() {
        for (from, to, sv, en) in [
            ("2021-06-08", "2021-06-11", "8–11 juni 2021", "8–11 June 2021"),
            ("2021-05-30", "2021-06-02", "30 maj–2 juni 2021", "30 May–2 June 2021"),
            ("2021-06-08", "2021-06-08", "8 juni 2021", "8 June 2021"),
            (
                "2021-12-30",
                "2022-01-02",
                "30 december 2021 – 2 januari 2022",
                "30 December 2021 – 2 January 2022",
            ),
        ] {
            let [from, to] = [from, to].map(|d| parse_date(d).unwrap());
            let said = Lang::ALL.map(|lang| {
                let said = LeafWords::days(Strings::of(lang), from, to);
                said.replace(NBSP, " ")
            });
            assert_eq!(said, [sv, en]);
        }
    }
}
