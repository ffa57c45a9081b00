//! A time of a service day.

use crate::calendar::Moment;
use std::fmt;
use time::Date;

/// Seconds in a day.
const DAY: i32 = 24 * 3600;

/// A time of a service day, as a clock on a wall counts it.
///
/// # Units
/// Seconds from the midnight the day begins with; negative the evening before, above 86,400 the day after.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Clock(pub i32);

impl Clock {
    /// The ends of what a network may hold: a week to either side. Within them no sum runs over.
    pub const LIMIT: i32 = 7 * DAY;

    /// A time from hours and minutes.
    pub const fn hm(hours: i32, minutes: i32) -> Self {
        Self(hours * 3600 + minutes * 60)
    }

    /// The time of a moment, as the service day counts it.
    pub fn of(moment: Moment, day: Date) -> Self {
        let minutes = Moment::midnight(day).minutes_until(moment);
        Self(minutes.clamp(-Self::LIMIT / 60, Self::LIMIT / 60) * 60)
    }

    /// The civil minute it falls in.
    pub fn on(self, day: Date) -> Moment {
        Moment::midnight(day).plus_minutes(self.0.div_euclid(60))
    }

    /// So many seconds later, within [`Clock::LIMIT`].
    #[must_use]
    pub fn plus(self, seconds: i32) -> Self {
        Self(self.0.saturating_add(seconds).clamp(-Self::LIMIT, Self::LIMIT))
    }

    /// The same time as the service day so many days later counts it.
    #[must_use]
    pub fn days_on(self, days: i32) -> Self {
        self.plus(days.clamp(-7, 7) * DAY)
    }
}

/// As GTFS writes it: `25:10:00` is ten past one in the night; a minus before what belongs to the evening before.
impl fmt::Display for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (sign, s) = (if self.0 < 0 { "-" } else { "" }, self.0.unsigned_abs());
        write!(f, "{sign}{:02}:{:02}:{:02}", s / 3600, s / 60 % 60, s % 60)
    }
}
