//! Days of the week, and public holidays.

use super::reader::{DaysError, Reader};
use std::fmt;
use time::{Date, Weekday};

/// The public holidays, which `PH` means.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Holidays(Vec<Date>);

impl Holidays {
    /// Takes the days in any order.
    pub fn new(mut dates: Vec<Date>) -> Self {
        crate::order::sort(&mut dates);
        dates.dedup();
        Self(dates)
    }

    /// Whether the day is a public holiday.
    pub fn contains(&self, date: Date) -> bool {
        self.0.binary_search(&date).is_ok()
    }
}

/// The days of the week as opening hours write them.
const NAMES: [(&str, Weekday); 7] = [
    ("Mo", Weekday::Monday),
    ("Tu", Weekday::Tuesday),
    ("We", Weekday::Wednesday),
    ("Th", Weekday::Thursday),
    ("Fr", Weekday::Friday),
    ("Sa", Weekday::Saturday),
    ("Su", Weekday::Sunday),
];

const HOLIDAYS: u8 = 1 << 7;
const WEEK: u8 = HOLIDAYS - 1;

/// Some days of the week, and perhaps the public holidays; never none at all.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Days(u8);

impl Days {
    /// Reads `Mo-Fr`, `Sa,Su,PH` or `Fr-Mo`, which runs over the weekend.
    pub fn parse(text: &str) -> Result<Self, DaysError> {
        let mut reader = Reader::new(text);
        let days = Self::read(&mut reader)?;
        if reader.is_at_end() {
            Ok(days)
        } else {
            Err(reader.fault("a comma or the end"))
        }
    }

    /// Reads days as far as they go.
    pub(super) fn read(reader: &mut Reader<'_>) -> Result<Self, DaysError> {
        let mut days = 0;
        loop {
            days |= read_run(reader)?;
            if !reader.eat(",") {
                return Ok(Self(days));
            }
            reader.spaces();
        }
    }

    /// Whether a word begins a list of days.
    pub(super) fn knows(word: &str) -> bool {
        word == "PH" || weekday_named(word).is_some()
    }

    /// Whether they are the seven days of the week, public holidays not named.
    pub(super) fn is_plain_week(self) -> bool {
        self.0 == WEEK
    }

    /// Whether the day of the week is among them.
    pub fn includes(self, weekday: Weekday) -> bool {
        self.0 & bit(weekday) != 0
    }

    /// Whether public holidays are named.
    pub fn includes_holidays(self) -> bool {
        self.0 & HOLIDAYS != 0
    }

    /// Whether the day is among them, by its day of the week or as a public holiday.
    pub fn contains(self, date: Date, holidays: &Holidays) -> bool {
        self.includes(date.weekday()) || (self.includes_holidays() && holidays.contains(date))
    }

    /// Whether trains with these days run on the day. On a public holiday those that name holidays run, and no others.
    pub fn runs_on(self, date: Date, holidays: &Holidays) -> bool {
        if holidays.contains(date) {
            self.includes_holidays()
        } else {
            self.includes(date.weekday())
        }
    }

    /// The days of the week, from Monday.
    pub fn weekdays(self) -> impl Iterator<Item = Weekday> {
        NAMES
            .into_iter()
            .map(|(_, weekday)| weekday)
            .filter(move |weekday| self.includes(*weekday))
    }

    /// The days of the week as first and last of each unbroken run, ordered by the first.
    /// A run may pass from Sunday to Monday; the whole week is Monday to Sunday.
    pub fn runs(self) -> Vec<(Weekday, Weekday)> {
        if self.0 & WEEK == WEEK {
            return vec![(Weekday::Monday, Weekday::Sunday)];
        }
        let starts = self.weekdays().filter(|weekday| !self.includes(weekday.previous()));
        starts.map(|first| (first, self.last_of_run(first))).collect()
    }

    fn last_of_run(self, first: Weekday) -> Weekday {
        let mut last = first;
        while self.includes(last.next()) && last.next() != first {
            last = last.next();
        }
        last
    }
}

impl fmt::Display for Days {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut comma = "";
        for (first, last) in self.runs() {
            write!(f, "{comma}{}", name(first))?;
            if first != last {
                write!(f, "-{}", name(last))?;
            }
            comma = ",";
        }
        if self.includes_holidays() {
            write!(f, "{comma}PH")?;
        }
        Ok(())
    }
}

impl fmt::Debug for Days {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Days({self})")
    }
}

fn read_run(reader: &mut Reader<'_>) -> Result<u8, DaysError> {
    if reader.eat_word(|word| (word == "PH").then_some(())).is_some() {
        return Ok(HOLIDAYS);
    }
    let weekday =
        |reader: &mut Reader<'_>, expected| reader.eat_word(weekday_named).ok_or_else(|| reader.fault(expected));
    let first = weekday(reader, "a weekday as Mo, or PH")?;
    let last = if reader.eat("-") {
        weekday(reader, "a weekday as Mo")?
    } else {
        first
    };
    let mut days = bit(last);
    let mut day = first;
    while day != last {
        days |= bit(day);
        day = day.next();
    }
    Ok(days)
}

fn bit(weekday: Weekday) -> u8 {
    1 << weekday.number_days_from_monday()
}

fn name(weekday: Weekday) -> &'static str {
    NAMES[usize::from(weekday.number_days_from_monday())].0
}

fn weekday_named(word: &str) -> Option<Weekday> {
    NAMES
        .into_iter()
        .find(|(name, _)| *name == word)
        .map(|(_, weekday)| weekday)
}

#[cfg(test)]
mod tests {
    use super::super::parse_date;
    use super::*;

    fn days(text: &str) -> Days {
        Days::parse(text).unwrap()
    }

    #[test]
    fn days_are_written_as_runs() {
        for (text, written) in [
            ("Mo-Fr", "Mo-Fr"),
            ("Sa,Su,PH", "Sa-Su,PH"),
            ("PH, Su,Sa", "Sa-Su,PH"),
            ("Fr-Mo", "Fr-Mo"),
            ("Mo,Fr,Sa,Su", "Fr-Mo"),
            ("We", "We"),
            ("PH", "PH"),
            ("Su-Sa", "Mo-Su"),
            ("Mo,We,Su", "We,Su-Mo"),
        ] {
            assert_eq!(days(text).to_string(), written);
            assert_eq!(days(written), days(text));
        }
    }

    #[test]
    fn a_run_over_the_weekend_holds_its_four_days() {
        use Weekday::{Friday, Monday, Saturday, Sunday};
        assert!(days("Fr-Mo").weekdays().eq([Monday, Friday, Saturday, Sunday]));
        assert_eq!(days("Fr-Mo").runs(), [(Friday, Monday)]);
    }

    #[test]
    fn other_words_are_refused_where_they_stand() {
        for (text, at, found) in [
            ("", 0, ""),
            ("Mon", 0, "Mon"),
            ("Mo-", 3, ""),
            ("Mo-PH", 3, "PH"),
            ("Mo,SH", 3, "SH"),
            ("Mo 10:00", 2, " 10:00"),
            ("må", 0, "må"),
        ] {
            let fault = Days::parse(text).unwrap_err();
            assert_eq!((fault.at, fault.found.as_str()), (at, found), "{text}");
        }
    }

    #[test]
    fn trains_on_a_holiday_are_those_that_name_holidays() {
        let ascension = parse_date("2021-05-13").unwrap();
        let holidays = Holidays::new(vec![ascension]);
        assert!(days("Mo-Fr").contains(ascension, &holidays));
        assert!(!days("Mo-Fr").runs_on(ascension, &holidays));
        assert!(days("Sa,Su,PH").contains(ascension, &holidays));
        assert!(days("Sa,Su,PH").runs_on(ascension, &holidays));
        assert!(!days("Sa,Su,PH").runs_on(ascension, &Holidays::default()));
    }
}
