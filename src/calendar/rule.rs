//! One rule of opening hours: on these days, between these times.

use super::days::Days;
use super::moment::DAY;
use super::reader::{HoursError, Reader};
use std::fmt;
use time::{Date, Month};

/// A part of every year; it may pass from December to January.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Season {
    /// Whole months, from the first to the last.
    Months(Month, Month),
    /// Days, from a month and its day to a month and its day, both included.
    Days((Month, u8), (Month, u8)),
}

impl Season {
    /// Whether the day is in it.
    pub fn contains(self, date: Date) -> bool {
        let day = (u8::from(date.month()), date.day());
        let (from, to) = match self {
            Self::Months(from, to) => ((from.into(), 1), (to.into(), 31)),
            Self::Days((from, first), (to, last)) => ((from.into(), first), (to.into(), last)),
        };
        if from <= to {
            from <= day && day <= to
        } else {
            from <= day || day <= to
        }
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self, HoursError> {
        let month = |reader: &mut Reader<'_>| {
            let month = reader.eat_word(month_named);
            month.ok_or_else(|| reader.fault("a month as Jun"))
        };
        let from = month(reader)?;
        let mut ahead = *reader;
        ahead.spaces();
        let Some(first) = read_day(&mut ahead, from)? else {
            let to = if reader.eat("-") { month(reader)? } else { from };
            return Ok(Self::Months(from, to));
        };
        *reader = ahead;
        if !reader.eat("-") {
            return Ok(Self::Days((from, first), (from, first)));
        }
        let mut ahead = *reader;
        let (to, last) = match read_day(&mut ahead, from)? {
            // `Dec 24-26`. `Dec 26-24` is a slip, not eleven months.
            Some(last) if last < first => return Err(reader.fault("a later day of the month")),
            Some(last) => (from, last),
            None => {
                let to = month(&mut ahead)?;
                ahead.spaces();
                let last = read_day(&mut ahead, to)?;
                (to, last.ok_or_else(|| ahead.fault("a day of the month"))?)
            }
        };
        *reader = ahead;
        Ok(Self::Days((from, first), (to, last)))
    }
}

impl fmt::Display for Season {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Months(from, to) if from == to => write!(f, "{}", name(from)),
            Self::Months(from, to) => write!(f, "{}-{}", name(from), name(to)),
            Self::Days((from, first), to) if (from, first) == to => {
                write!(f, "{} {first}", name(from))
            }
            Self::Days((from, first), (to, last)) if from == to && first < last => {
                write!(f, "{} {first}-{last}", name(from))
            }
            Self::Days((from, first), (to, last)) => {
                write!(f, "{} {first}-{} {last}", name(from), name(to))
            }
        }
    }
}

/// On these days, between these times.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Rule {
    /// The part of the year, or nothing for all of it.
    pub months: Option<Season>,
    /// The days, or nothing for every day.
    pub days: Option<Days>,
    /// The times, ordered by the first of each; none means closed.
    ///
    /// # Units
    /// Minutes from midnight as the day begins, first and past the last. The first is less than 1440;
    /// the last is more if the time passes midnight. None is longer than a day.
    pub spans: Vec<(u16, u16)>,
}

impl Rule {
    /// Reads a rule as far as it goes.
    pub(super) fn read(reader: &mut Reader<'_>) -> Result<Self, HoursError> {
        if reader.eat("24/7") {
            return Ok(Self::always());
        }
        let months = month_named(reader.word()).map(|_| Season::read(reader)).transpose()?;
        reader.spaces();
        let days = Days::knows(reader.word()).then(|| Days::read(reader)).transpose()?;
        reader.spaces();
        let is_off = reader
            .eat_word(|word| matches!(word, "off" | "closed").then_some(()))
            .is_some();
        let spans = if is_off {
            Vec::new()
        } else {
            let expected = match (months, days) {
                (None, None) => "24/7, a month as Jun, a weekday as Mo, PH, a time as HH:MM or off",
                (Some(_), None) => "a weekday as Mo, PH, a time as HH:MM or off",
                (_, Some(_)) => "a time as HH:MM or off",
            };
            read_spans(reader, expected)?
        };
        Ok(Self {
            months,
            // With months it is more than every day: it names no holidays, so those keep their own rule.
            days: days.filter(|days| months.is_some() || !days.is_plain_week()),
            spans,
        })
    }

    /// Whether it is open at all times of all days.
    pub(super) fn is_always(&self) -> bool {
        self.months.is_none() && self.days.is_none() && self.spans == [(0, DAY)]
    }

    fn always() -> Self {
        Self {
            months: None,
            days: None,
            spans: vec![(0, DAY)],
        }
    }

    /// Whether it selects the day by its part of the year and day of the week.
    pub(super) fn selects(&self, date: Date) -> bool {
        self.in_season(date) && self.days.is_none_or(|days| days.includes(date.weekday()))
    }

    /// Whether it selects the public holiday as one.
    pub(super) fn selects_holiday(&self, date: Date) -> bool {
        self.in_season(date) && self.days.is_some_and(Days::includes_holidays)
    }

    /// Whether it selects the day by its date alone.
    pub(super) fn selects_date(&self, date: Date) -> bool {
        self.days.is_none() && self.months.is_some_and(|season| season.contains(date))
    }

    fn in_season(&self, date: Date) -> bool {
        self.months.is_none_or(|season| season.contains(date))
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_always() {
            return f.write_str("24/7");
        }
        if let Some(months) = self.months {
            write!(f, "{months} ")?;
        }
        if let Some(days) = self.days {
            write!(f, "{days} ")?;
        }
        if self.spans.is_empty() {
            return f.write_str("off");
        }
        for (i, &(from, to)) in self.spans.iter().enumerate() {
            let comma = if i > 0 { "," } else { "" };
            let to = if to > DAY { to - DAY } else { to };
            write!(
                f,
                "{comma}{:02}:{:02}-{:02}:{:02}",
                from / 60,
                from % 60,
                to / 60,
                to % 60
            )?;
        }
        Ok(())
    }
}

fn read_spans(reader: &mut Reader<'_>, expected: &'static str) -> Result<Vec<(u16, u16)>, HoursError> {
    let mut spans = vec![read_span(reader, expected)?];
    while reader.eat(",") {
        reader.spaces();
        spans.push(read_span(reader, "a time as HH:MM")?);
    }
    crate::order::sort(&mut spans);
    spans.dedup();
    Ok(spans)
}

fn read_span(reader: &mut Reader<'_>, expected: &'static str) -> Result<(u16, u16), HoursError> {
    let from = reader.time(DAY - 1).ok_or_else(|| reader.fault(expected))?;
    if !reader.eat("-") {
        return Err(reader.fault("a hyphen and a closing time"));
    }
    let mut ahead = *reader;
    let to = ahead
        .time(2 * DAY)
        .ok_or_else(|| reader.fault("a closing time as HH:MM"))?;
    let to = if to < from { to + DAY } else { to };
    // A day from 10:00 to 10:00, or to 34:00, is somebody's mistake; one from 00:00 to 24:00 is not.
    if to == from || to - from > DAY || (to - from == DAY && from > 0) {
        return Err(reader.fault("a closing time within a day of the opening"));
    }
    *reader = ahead;
    Ok((from, to))
}

/// A day the month can have, or nothing if no day comes next.
fn read_day(reader: &mut Reader<'_>, month: Month) -> Result<Option<u8>, HoursError> {
    let mut ahead = *reader;
    let Some(day) = ahead.day_number() else {
        return Ok(None);
    };
    // February has 29 days in some year.
    if !(1..=month.length(2024)).contains(&day) {
        return Err(reader.fault("a day the month has"));
    }
    *reader = ahead;
    Ok(Some(day))
}

/// The months as opening hours write them.
const NAMES: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

fn name(month: Month) -> &'static str {
    NAMES[usize::from(u8::from(month)) - 1]
}

fn month_named(word: &str) -> Option<Month> {
    let index = NAMES.iter().position(|name| *name == word)?;
    Month::try_from(index as u8 + 1).ok()
}
