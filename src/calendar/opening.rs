//! Whether a place is open now, and when that changes.

use super::days::Holidays;
use super::hours::Hours;
use super::moment::{DAY, Moment};
use time::Duration;

/// How far ahead the next opening is looked for.
const DAYS_AHEAD: u16 = 60;

/// A place open for so long without a break never closes; every season has passed by then.
const YEAR: i32 = 366 * DAY as i32;

/// Whether a place is open, and until when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opening {
    /// It never closes.
    Always,
    /// It is open.
    Open {
        /// The first minute it is not.
        until: Moment,
    },
    /// It is closed.
    Closed {
        /// The next minute it is open, or nothing if that is more than 60 days ahead.
        opens: Option<Moment>,
    },
}

impl Opening {
    /// Whether it is open.
    pub const fn is_open(self) -> bool {
        !matches!(self, Self::Closed { .. })
    }
}

impl Hours {
    /// Whether the place is open at a moment, and until when; or when it opens.
    pub fn opening(&self, at: Moment, holidays: &Holidays) -> Opening {
        // Most places without walls: known without going through the year.
        if matches!(self.rules(), [rule] if rule.is_always()) {
            return Opening::Always;
        }
        let mut until = at;
        while let Some(later) = self.open_until(until, holidays) {
            // At the end of the calendar there is no later.
            if later == until || at.minutes_until(later) > YEAR {
                return Opening::Always;
            }
            until = later;
        }
        if until == at {
            let opens = self.next_start(at, holidays);
            Opening::Closed { opens }
        } else {
            Opening::Open { until }
        }
    }

    /// Whether the place is open at a moment.
    pub fn is_open(&self, at: Moment, holidays: &Holidays) -> bool {
        self.open_until(at, holidays).is_some()
    }

    /// The end of the times that hold a moment, the latest if they overlap.
    fn open_until(&self, at: Moment, holidays: &Holidays) -> Option<Moment> {
        let ends = |date, minute: u16| {
            let spans = self.spans(date, holidays).iter();
            let ends = spans
                .filter(move |(from, to)| (*from..*to).contains(&minute))
                .map(|(_, to)| *to);
            ends.max()
                .map(|end| at.plus_minutes(i32::from(end) - i32::from(minute)))
        };
        let from_today = ends(at.date, at.minute);
        let from_yesterday = at
            .date
            .previous_day()
            .and_then(|date| ends(date, at.minute.saturating_add(DAY)));
        from_today.max(from_yesterday)
    }

    /// The first beginning of a time after a moment.
    fn next_start(&self, at: Moment, holidays: &Holidays) -> Option<Moment> {
        (0..=DAYS_AHEAD).find_map(|days| {
            let date = at.date.checked_add(Duration::days(days.into()))?;
            let starts = self
                .spans(date, holidays)
                .iter()
                .map(|(from, _)| Moment { date, minute: *from });
            starts.into_iter().find(|start| *start > at)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::Date;

    fn moment(text: &str) -> Moment {
        Moment::parse(text).unwrap()
    }

    fn opening(hours: &str, at: &str) -> Opening {
        Hours::parse(hours).unwrap().opening(moment(at), &Holidays::default())
    }

    fn open(until: &str) -> Opening {
        Opening::Open { until: moment(until) }
    }

    fn closed(opens: &str) -> Opening {
        Opening::Closed {
            opens: Some(moment(opens)),
        }
    }

    // 2021-05-16 is a Sunday.

    #[test]
    fn the_last_minute_is_open_and_the_next_is_not() {
        let hours = "Tu-Su 10:00-18:00";
        assert_eq!(opening(hours, "2021-05-16T09:59"), closed("2021-05-16T10:00"));
        assert_eq!(opening(hours, "2021-05-16T10:00"), open("2021-05-16T18:00"));
        assert_eq!(opening(hours, "2021-05-16T17:59"), open("2021-05-16T18:00"));
        assert_eq!(opening(hours, "2021-05-16T18:00"), closed("2021-05-18T10:00"));
    }

    #[test]
    fn times_that_touch_are_one() {
        assert_eq!(
            opening("10:00-12:00,12:00-14:00", "2021-05-16T11:00"),
            open("2021-05-16T14:00")
        );
        assert_eq!(
            opening("Fr 20:00-24:00; Sa 00:00-24:00; Su 00:00-03:00", "2021-05-14T21:00"),
            open("2021-05-16T03:00")
        );
        assert_eq!(opening("Mo-Su,PH 00:00-24:00", "2021-05-14T21:00"), Opening::Always);
        assert_eq!(opening("00:00-12:00,12:00-24:00", "2021-05-14T21:00"), Opening::Always);
    }

    #[test]
    fn a_night_belongs_to_the_day_it_begins_on() {
        for hours in ["Fr 18:00-02:00; Sa off", "Fr 18:00-26:00; Sa off"] {
            assert_eq!(opening(hours, "2021-05-15T01:59"), open("2021-05-15T02:00"));
            assert_eq!(opening(hours, "2021-05-15T02:00"), closed("2021-05-21T18:00"));
        }
    }

    #[test]
    fn an_exception_ends_what_is_otherwise_always_open() {
        let hours = "24/7; Dec 25 off";
        assert_eq!(opening(hours, "2021-05-16T12:00"), open("2021-12-25T00:00"));
        assert_eq!(opening(hours, "2021-12-25T12:00"), closed("2021-12-26T00:00"));
    }

    #[test]
    fn the_next_opening_is_looked_for_sixty_days_ahead() {
        assert_eq!(
            opening("Jul 15 10:00-12:00", "2021-05-16T12:00"),
            closed("2021-07-15T10:00")
        );
        assert_eq!(
            opening("Jul 16 10:00-12:00", "2021-05-16T12:00"),
            Opening::Closed { opens: None }
        );
        assert_eq!(opening("off", "2021-05-16T12:00"), Opening::Closed { opens: None });
    }

    #[test]
    fn the_ends_of_the_calendar_are_safe() {
        let hours = Hours::parse("24/7").unwrap();
        for date in [Date::MIN, Date::MAX] {
            let at = Moment { date, minute: DAY - 1 };
            assert_eq!(hours.opening(at, &Holidays::default()), Opening::Always);
        }
        assert_eq!(
            opening("Mo 10:00-12:00", "9999-12-31T23:00"),
            Opening::Closed { opens: None }
        );
    }
}
