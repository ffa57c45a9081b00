//! Times, dates and whether a place is open, in words.

use super::{NBSP, Strings, capital};
use crate::calendar::{Moment, Opening};

/// So near closing the minutes left are said, not the time.
const SOON_MINUTES: i32 = 30;

impl Strings {
    /// A time of day from its minute: `14.32` or `14:32`; the end of the day is 24.00.
    pub fn clock(&self, minute: u16) -> String {
        format!("{:02}{}{:02}", minute / 60, self.clock_mark, minute % 60)
    }

    /// `lördag 15 maj 2021 kl. 11.00` or `Saturday 15 May 2021, 11:00`.
    pub fn full_moment(&self, at: Moment) -> String {
        let day = self.weekday(at.weekday());
        format!(
            "{day} {}{}{}",
            self.full_date(at.date),
            self.at_clock,
            self.clock(at.minute)
        )
    }

    /// `lör 15 maj 14.00`, where there is little room.
    pub fn short_moment(&self, at: Moment) -> String {
        let day = self.weekday_short(at.weekday());
        format!("{day} {} {}", self.day_month(at.date), self.clock(at.minute))
    }

    /// `Lör 14.00`: on a filter.
    pub fn tile_moment(&self, at: Moment) -> String {
        capital(&format!(
            "{}{NBSP}{}",
            self.weekday_short(at.weekday()),
            self.clock(at.minute)
        ))
    }

    /// `Öppet lör 20.00`: the choice as something to take away.
    pub fn open_choice(&self, at: Moment) -> String {
        format!(
            "{} {} {}",
            self.open,
            self.weekday_short(at.weekday()),
            self.clock(at.minute)
        )
    }

    /// `Visar lördag 15 maj 2021 kl. 11.00`.
    pub fn shown(&self, at: Moment) -> String {
        (self.shown_time)(&self.full_moment(at))
    }

    /// `Stängd 14.00`: what a dashed mark means.
    pub fn shut_at(&self, at: Moment) -> String {
        format!("{} {}", self.shut, self.clock(at.minute))
    }

    /// A moment that has gone, as short as can be: `13.40`, `tis 13.40`, `12 maj 13.40`.
    pub fn moment_ago(&self, then: Moment, now: Moment) -> String {
        let clock = self.clock(then.minute);
        match days_between(then, now) {
            0 => clock,
            1..=6 => format!("{}{NBSP}{clock}", self.weekday_short(then.weekday())),
            _ => format!("{} {clock}", self.day_month(then.date)),
        }
    }

    /// Whether a place is open: `Öppet till 18.00`, `Stänger om 18 min`, `Stängt, öppnar 10.00 i morgon`.
    pub fn opening(&self, opening: Opening, at: Moment) -> String {
        match opening {
            Opening::Always => self.open_around_the_clock.to_owned(),
            Opening::Open { until } => match at.minutes_until(until) {
                left @ ..=SOON_MINUTES => (self.closes_in)(left),
                _ => format!("{} {}", self.open_until, self.end(until, at)),
            },
            Opening::Closed { opens: None } => self.closed.to_owned(),
            Opening::Closed { opens: Some(opens) } => {
                let day = self.day_ahead(opens, at);
                (self.opens_at)(&self.clock(opens.minute), day.as_deref())
            }
        }
    }

    /// The same for the end of a row: `till 18.00`, `Dygnet runt`, `öppnar 10.00`, `öppnar i morgon`.
    pub fn opening_short(&self, opening: Opening, at: Moment) -> String {
        match opening {
            Opening::Always => self.around_the_clock.to_owned(),
            Opening::Open { until } => format!("{} {}", self.until, self.end(until, at)),
            Opening::Closed { opens: None } => self.closed.to_owned(),
            Opening::Closed { opens: Some(opens) } => {
                let when = match days_between(at, opens) {
                    0 => self.clock(opens.minute),
                    1 => self.tomorrow.to_owned(),
                    2..=6 => self.weekday_short(opens.weekday()).to_owned(),
                    _ => self.day_month(opens.date),
                };
                format!("{} {when}", self.opens)
            }
        }
    }

    /// When something ends: midnight tonight is 24.00, another day has its name.
    fn end(&self, until: Moment, at: Moment) -> String {
        match (days_between(at, until), until.minute) {
            (1, 0) => self.clock(24 * 60),
            // Past midnight, but before morning, is the same night.
            (0, minute) | (1, minute @ ..=360) => self.clock(minute),
            (..=6, minute) => format!("{} {}", self.weekday_short(until.weekday()), self.clock(minute)),
            _ => self.day_month(until.date),
        }
    }

    /// What a day is called seen from another: nothing for the same day.
    fn day_ahead(&self, then: Moment, at: Moment) -> Option<String> {
        match days_between(at, then) {
            0 => None,
            1 => Some(self.tomorrow.to_owned()),
            2..=6 => Some(self.weekday(then.weekday()).to_owned()),
            _ => Some(self.day_month(then.date)),
        }
    }
}

fn days_between(from: Moment, to: Moment) -> i32 {
    to.date.to_julian_day() - from.date.to_julian_day()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Lang;

    fn at(text: &str) -> Moment {
        Moment::parse(text).unwrap()
    }

    fn said(opening: Opening, now: &str) -> [String; 4] {
        let [sv, en] = Lang::ALL.map(Strings::of);
        let now = at(now);
        [
            sv.opening(opening, now),
            en.opening(opening, now),
            sv.opening_short(opening, now),
            en.opening_short(opening, now),
        ]
        .map(|s| s.replace(NBSP, " "))
    }

    #[test]
    fn an_open_place_says_until_when_and_soon_how_long() {
        let until = Opening::Open {
            until: at("2021-05-15T18:00"),
        };
        assert_eq!(
            said(until, "2021-05-15T11:00"),
            ["Öppet till 18.00", "Open until 18:00", "till 18.00", "until 18:00"]
        );
        assert_eq!(
            said(until, "2021-05-15T17:42")[..2],
            ["Stänger om 18 min", "Closes in 18 min"]
        );
        let midnight = Opening::Open {
            until: at("2021-05-16T00:00"),
        };
        assert_eq!(said(midnight, "2021-05-15T11:00")[2], "till 24.00");
        assert_eq!(
            said(Opening::Always, "2021-05-15T11:00")[2..],
            ["Dygnet runt", "24 hours"]
        );
    }

    #[test]
    fn a_closed_place_says_when_it_opens() {
        let opens = |t| Opening::Closed { opens: Some(at(t)) };
        let now = "2021-05-15T19:00";
        assert_eq!(
            said(opens("2021-05-16T10:00"), now),
            [
                "Stängt, öppnar 10.00 i morgon",
                "Closed, opens tomorrow 10:00",
                "öppnar i morgon",
                "opens tomorrow"
            ]
        );
        assert_eq!(
            said(opens("2021-05-18T10:00"), now)[0],
            "Stängt, öppnar 10.00 på tisdag"
        );
        assert_eq!(said(opens("2021-05-18T10:00"), now)[1], "Closed, opens Tuesday 10:00");
        assert_eq!(said(opens("2021-05-15T20:30"), now)[0], "Stängt, öppnar 20.30");
        assert_eq!(
            said(opens("2021-06-20T10:00"), now)[0],
            "Stängt, öppnar 10.00 den 20 juni"
        );
        assert_eq!(said(Opening::Closed { opens: None }, now)[0], "Stängt");
    }

    #[test]
    fn a_moment_that_has_gone_says_no_more_than_it_must() {
        let [sv, en] = Lang::ALL.map(Strings::of);
        let said = |then| [sv, en].map(|s| s.moment_ago(at(then), at("2021-05-15T14:05")).replace(NBSP, " "));
        assert_eq!(said("2021-05-15T13:40"), ["13.40", "13:40"]);
        assert_eq!(said("2021-05-13T13:40"), ["tors 13.40", "Thu 13:40"]);
        assert_eq!(said("2021-05-01T13:40"), ["1 maj 13.40", "1 May 13:40"]);
        // A clock that was put back.
        assert_eq!(said("2021-05-16T13:40"), ["16 maj 13.40", "16 May 13:40"]);
    }

    #[test]
    fn a_moment_is_written_as_each_language_does() {
        let [sv, en] = Lang::ALL.map(Strings::of);
        let then = at("2021-05-15T11:00");
        assert_eq!(sv.full_moment(then), "lördag 15\u{a0}maj 2021 kl.\u{a0}11.00");
        assert_eq!(en.full_moment(then), "Saturday 15\u{a0}May 2021, 11:00");
        assert_eq!(sv.open_choice(then), "Öppet lör 11.00");
    }
}
