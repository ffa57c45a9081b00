//! A minute of civil time in Malmö.

use std::fmt;
use time::{Date, Duration, Month, Weekday};

/// Minutes in a civil day; the days with 23 and 25 hours are counted as the others, as clocks on walls do.
pub(super) const DAY: u16 = 24 * 60;

/// The Julian day of 1970-01-01.
const EPOCH_DAY: i64 = 2_440_588;

/// A day and a minute of it, as a clock on a wall in Malmö shows them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment {
    /// The day.
    pub date: Date,
    /// The minute of the day.
    ///
    /// # Units
    /// Minutes from midnight, 0 to 1439.
    pub minute: u16,
}

impl Moment {
    /// Midnight, as a day begins.
    pub fn midnight(date: Date) -> Self {
        Self { date, minute: 0 }
    }

    /// Reads `2021-05-16T14:00`, `2021-05-16T14:00:00`, or a bare `2021-05-16` as its midnight; nothing else.
    pub fn parse(text: &str) -> Option<Self> {
        let Some((date, clock)) = text.split_once('T') else {
            return parse_date(text).map(Self::midnight);
        };
        let date = parse_date(date)?;
        let clock = match clock.len() {
            5 => clock,
            8 => clock.strip_suffix(":00")?,
            _ => return None,
        };
        let (hours, minutes) = clock.split_once(':')?;
        let (hours, minutes) = (number(hours, 2)?, number(minutes, 2)?);
        (hours < 24 && minutes < 60).then_some(Self {
            date,
            minute: hours * 60 + minutes,
        })
    }

    /// The civil time in Malmö of a Unix time: Central European Time, and an hour more in summer,
    /// which lasts from 01:00 UTC on March's last Sunday to 01:00 UTC on October's last Sunday
    /// (Directive 2000/84/EC, articles 1 to 3). Times beyond the calendar become its first or last minutes.
    ///
    /// # Units
    /// Seconds from 1970-01-01T00:00 UTC, rounded down to the minute.
    pub fn from_unix_seconds(seconds: i64) -> Self {
        let utc = Self::utc_of_unix_seconds(seconds);
        let change = |month| last_sunday(utc.date.year(), month).map(|date| Self { date, minute: 60 });
        let is_summer = change(Month::March).is_some_and(|start| utc >= start)
            && change(Month::October).is_some_and(|end| utc < end);
        utc.plus_minutes(if is_summer { 120 } else { 60 })
    }

    /// The time in Greenwich of a Unix time, rounded down to the minute.
    ///
    /// # Units
    /// Seconds from 1970-01-01T00:00 UTC.
    pub fn utc_of_unix_seconds(seconds: i64) -> Self {
        Self::from_minutes(EPOCH_DAY * i64::from(DAY) + seconds.div_euclid(60))
    }

    /// The Unix time of a civil time in Malmö. Of the hour that comes twice as summer ends, the first; the hour that
    /// there is not as it begins is counted on from the hour before.
    ///
    /// # Units
    /// Seconds from 1970-01-01T00:00 UTC.
    pub fn unix_seconds(self) -> i64 {
        let as_utc = (self.minutes() - EPOCH_DAY * i64::from(DAY)) * 60;
        let in_summer = as_utc - 7_200;
        if Self::from_unix_seconds(in_summer) == self {
            in_summer
        } else {
            as_utc - 3_600
        }
    }

    /// The moment so many minutes later, or earlier; at the ends of the calendar, its first or last minute.
    #[must_use]
    pub fn plus_minutes(self, minutes: i32) -> Self {
        Self::from_minutes(self.minutes() + i64::from(minutes))
    }

    /// Minutes from this moment to `other`, negative if it has been.
    pub fn minutes_until(self, other: Self) -> i32 {
        let minutes = other.minutes() - self.minutes();
        minutes.clamp(i64::from(i32::MIN), i64::from(i32::MAX)) as i32
    }

    /// The day of the week.
    pub fn weekday(self) -> Weekday {
        self.date.weekday()
    }

    /// The hour and the minute a clock shows.
    pub fn hour_minute(self) -> (u8, u8) {
        ((self.minute / 60) as u8, (self.minute % 60) as u8)
    }

    /// Minutes from the beginning of the Julian day count.
    fn minutes(self) -> i64 {
        i64::from(self.date.to_julian_day()) * i64::from(DAY) + i64::from(self.minute)
    }

    fn from_minutes(minutes: i64) -> Self {
        let first = Self::midnight(Date::MIN);
        let last = Self {
            date: Date::MAX,
            minute: DAY - 1,
        };
        let minutes = minutes.clamp(first.minutes(), last.minutes());
        let day = minutes.div_euclid(i64::from(DAY));
        Self {
            // Within the calendar, by the clamp.
            date: Date::from_julian_day(day as i32).unwrap_or(Date::MAX),
            minute: minutes.rem_euclid(i64::from(DAY)) as u16,
        }
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.date.to_calendar_date();
        let (hour, minute) = self.hour_minute();
        write!(f, "{year:04}-{:02}-{day:02}T{hour:02}:{minute:02}", u8::from(month))
    }
}

/// Reads a day as `2021-05-16`; nothing else.
pub fn parse_date(text: &str) -> Option<Date> {
    let mut parts = text.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    let month = Month::try_from(number(month, 2)? as u8).ok()?;
    Date::from_calendar_date(i32::from(number(year, 4)?), month, number(day, 2)? as u8).ok()
}

/// A number of exactly so many digits, at most four.
fn number(text: &str, digits: usize) -> Option<u16> {
    let is_number = text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| text.parse().ok()).flatten()
}

/// The last Sunday of a month with 31 days.
fn last_sunday(year: i32, month: Month) -> Option<Date> {
    let last = Date::from_calendar_date(year, month, 31).ok()?;
    last.checked_sub(Duration::days(i64::from(last.weekday().number_days_from_sunday())))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(text: &str) -> Moment {
        Moment::parse(text).unwrap()
    }

    #[test]
    fn a_moment_reads_back_as_written() {
        for text in [
            "2021-05-16T14:00",
            "0000-01-01T00:00",
            "9999-12-31T23:59",
            "2024-02-29T07:05",
        ] {
            assert_eq!(moment(text).to_string(), text);
        }
        assert_eq!(moment("2021-05-16"), moment("2021-05-16T00:00"));
        assert_eq!(moment("2021-05-16T14:00:00"), moment("2021-05-16T14:00"));
        assert_eq!(moment("2021-05-16T14:07").hour_minute(), (14, 7));
        assert_eq!(moment("2021-05-16T14:07").weekday(), Weekday::Sunday);
    }

    #[test]
    fn other_ways_to_write_a_moment_are_refused() {
        for text in [
            "",
            "T",
            "2021-05-16T",
            "2021-05-16 14:00",
            "2021-05-16T24:00",
            "2021-05-16T14:60",
            "2021-05-16T9:00",
            "2021-05-16T14:00:01",
            "2021-05-16T14:00Z",
            "2021-05-16T+4:00",
            "2021-5-16",
            "+021-05-16",
            "21-05-16",
            "2021-02-29",
            "2021-13-01",
            "2021-00-01",
            "2021-05-16-",
            "2021-05-16T14:00:0",
            "2021-05-16T14:00å",
            "²021-05-16",
        ] {
            assert_eq!(Moment::parse(text), None, "{text}");
        }
    }

    #[test]
    fn minutes_there_and_back_cancel() {
        let at = moment("2020-02-28T23:30");
        assert_eq!(at.plus_minutes(31), moment("2020-02-29T00:01"));
        assert_eq!(at.minutes_until(at.plus_minutes(500_000)), 500_000);
        assert_eq!(at.plus_minutes(-1_411), moment("2020-02-27T23:59"));
        assert_eq!(moment("9999-12-31T23:59").plus_minutes(1), moment("9999-12-31T23:59"));
        assert_eq!(moment("0000-01-01").minutes_until(moment("9999-12-31")), i32::MAX);
    }

    #[test]
    fn summer_begins_and_ends_at_one_o_clock_utc_on_the_last_sundays() {
        // Each is the second of the change, as `date -u --date=2021-03-28T01:00 +%s` gives it.
        for (change, before, after) in [
            (1_616_893_200, "2021-03-28T01:59", "2021-03-28T03:00"),
            (1_635_642_000, "2021-10-31T02:59", "2021-10-31T02:00"),
            (1_774_746_000, "2026-03-29T01:59", "2026-03-29T03:00"),
            (1_792_890_000, "2026-10-25T02:59", "2026-10-25T02:00"),
        ] {
            assert_eq!(Moment::from_unix_seconds(change - 1), moment(before));
            assert_eq!(Moment::from_unix_seconds(change), moment(after));
        }
        assert_eq!(Moment::from_unix_seconds(0), moment("1970-01-01T01:00"));
        assert_eq!(Moment::from_unix_seconds(-3_601), moment("1969-12-31T23:59"));
    }

    #[test]
    fn civil_time_leads_back_to_unix_time_but_for_the_hour_that_comes_twice() {
        for change in [1_616_893_200_i64, 1_635_642_000, 1_774_746_000, 1_792_890_000] {
            for seconds in (change - 86_400..change + 86_400).step_by(60) {
                let back = Moment::from_unix_seconds(seconds).unix_seconds();
                let again = Moment::from_unix_seconds(seconds - 3_600) == Moment::from_unix_seconds(seconds);
                assert_eq!(back, if again { seconds - 3_600 } else { seconds });
            }
        }
        // Half past two there is not as summer begins: an hour and a half after one o'clock it is half past three.
        let missing = moment("2021-03-28T02:30").unix_seconds();
        assert_eq!(Moment::from_unix_seconds(missing), moment("2021-03-28T03:30"));
        assert_eq!(moment("1970-01-01T01:00").unix_seconds(), 0);
    }

    #[test]
    fn absurd_times_stay_within_the_calendar() {
        assert_eq!(Moment::from_unix_seconds(i64::MAX), moment("9999-12-31T23:59"));
        assert_eq!(Moment::from_unix_seconds(i64::MIN).date.year(), -9999);
    }
}
