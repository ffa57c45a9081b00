//! When a place is open.

use super::days::Holidays;
use super::reader::{HoursError, Reader};
use super::rule::Rule;
use std::fmt;
use time::Date;

/// When a place is open, in a part of [OpenStreetMap's `opening_hours`][specification]:
///
/// - `24/7`, or rules separated by `;`;
/// - each rule with a part of the year (`Jun-Aug`, `May 13-Sep 19`, `Dec 24-26`, `Jun 21`) or none, for all of it;
/// - then days (`Tu-Su`, `Sa,Su,PH`, `Fr-Mo`) or none, for every day;
/// - then times (`10:00-12:00,13:00-18:00`, and past midnight `18:00-02:00` or `18:00-26:00`), or `off` or `closed`.
///
/// The last rule that selects a day decides it alone. A time past midnight belongs to the day it begins on,
/// so `Fr 18:00-02:00; Sa off` is open as Saturday begins; other readers of the specification
/// [close it at midnight][night], and surprise people.
///
/// On a public holiday the rules that name `PH` decide, wherever they stand; only a later rule for those dates
/// and no days of the week, as `PH 11:00-15:00; Dec 25 off`, overrides them. If none names `PH`, a holiday
/// is a day of the week like others. The specification leaves `PH off; Mo-Fr 10:00-18:00` open on a holiday;
/// nobody who writes it means that.
///
/// [night]: https://github.com/opening-hours/opening_hours.js/issues/441
/// [specification]: https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification
///
/// ```
/// use m21::calendar::{Holidays, Hours, Moment};
///
/// let hours = Hours::parse("Tu-Su 10:00-18:00; PH off").unwrap();
/// let sunday = Moment::parse("2021-05-16T14:00").unwrap();
/// assert!(hours.is_open(sunday, &Holidays::default()));
/// assert!(!hours.is_open(sunday, &Holidays::new(vec![sunday.date])));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Hours {
    rules: Vec<Rule>,
}

impl Hours {
    /// Reads opening hours; whatever is outside the part above is refused.
    pub fn parse(text: &str) -> Result<Self, HoursError> {
        let mut reader = Reader::new(text);
        let mut rules = Vec::new();
        loop {
            reader.spaces();
            rules.push(Rule::read(&mut reader)?);
            reader.spaces();
            if reader.is_at_end() {
                return Ok(Self { rules });
            }
            if !reader.eat(";") {
                return Err(reader.fault("a semicolon or the end"));
            }
        }
    }

    /// The rules as written, at least one.
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// The times that begin on a day, ordered by the first of each.
    ///
    /// # Units
    /// Minutes from midnight as the day begins, first and past the last; the last may be past 1440.
    pub fn day_spans(&self, date: Date, holidays: &Holidays) -> Vec<(u16, u16)> {
        self.spans(date, holidays).to_vec()
    }

    /// The times that begin on a day.
    pub(super) fn spans(&self, date: Date, holidays: &Holidays) -> &[(u16, u16)] {
        let rule = if holidays.contains(date) {
            self.holiday_rule(date)
        } else {
            self.weekday_rule(date)
        };
        rule.map_or(&[], |rule| &rule.spans)
    }

    fn weekday_rule(&self, date: Date) -> Option<&Rule> {
        self.rules.iter().rfind(|rule| rule.selects(date))
    }

    fn holiday_rule(&self, date: Date) -> Option<&Rule> {
        if !self.rules.iter().any(|rule| rule.selects_holiday(date)) {
            return self.weekday_rule(date);
        }
        let mut rules = self.rules.iter();
        rules.rfind(|rule| rule.selects_holiday(date) || rule.selects_date(date))
    }
}

impl fmt::Display for Hours {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, rule) in self.rules.iter().enumerate() {
            let separator = if i > 0 { "; " } else { "" };
            write!(f, "{separator}{rule}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::Moment;
    use super::*;

    fn moment(text: &str) -> Moment {
        Moment::parse(text).unwrap()
    }

    #[test]
    fn a_season_may_pass_the_new_year() {
        let hours = Hours::parse("Nov-Feb 10:00-12:00; Dec 24-Jan 2 off").unwrap();
        let is_open = |at| hours.is_open(moment(at), &Holidays::default());
        assert!(is_open("2021-02-28T10:00") && is_open("2021-12-23T10:00") && is_open("2022-01-03T10:00"));
        assert!(!is_open("2021-03-01T10:00") && !is_open("2021-12-24T10:00") && !is_open("2022-01-02T10:00"));
    }

    #[test]
    fn on_a_holiday_the_rule_that_names_it_decides() {
        let christmas = moment("2021-12-25T12:00"); // A Saturday.
        let holidays = Holidays::new(vec![christmas.date]);
        for (hours, is_open) in [
            ("Mo-Su 10:00-18:00", true),
            ("10:00-18:00; PH off", false),
            ("PH off; Mo-Su 10:00-18:00", false),
            ("PH off; Mo-Sa 10:00-18:00", false),
            ("Mo-Fr,PH 10:00-18:00", true),
            ("Mo-Fr 10:00-18:00", false),
            ("Jun-Aug PH off; Sa 10:00-18:00", true),
            ("PH 10:00-18:00; Dec 25 off", false),
            ("PH 10:00-18:00; Dec Mo-Su off", true),
            ("Dec 25 off; PH 10:00-18:00", true),
        ] {
            let hours = Hours::parse(hours).unwrap();
            assert_eq!(hours.is_open(christmas, &holidays), is_open, "{hours}");
        }
    }

    #[test]
    fn hours_are_written_in_one_way() {
        for (text, written) in [
            (" 24/7 ", "24/7"),
            ("00:00-24:00", "24/7"),
            ("Mo-Su 10:00-18:00;PH closed", "10:00-18:00; PH off"),
            ("Jun-Jun Tu,We,Th 18:00-26:00", "Jun Tu-Th 18:00-02:00"),
            ("Dec 24-Dec 26 off", "Dec 24-26 off"),
            (
                "May 13-Sep 19 Sa,Su,PH 13:00-18:00, 10:00-12:00",
                "May 13-Sep 19 Sa-Su,PH 10:00-12:00,13:00-18:00",
            ),
            ("Jun 21 18:00-00:00", "Jun 21 18:00-24:00"),
        ] {
            assert_eq!(Hours::parse(text).unwrap().to_string(), written);
            assert_eq!(Hours::parse(text), Hours::parse(written));
        }
    }

    #[test]
    fn what_is_outside_the_part_is_refused_where_it_stands() {
        for (text, at, found) in [
            ("", 0, ""),
            ("  ", 2, ""),
            ("Mo-Fr", 5, ""),
            ("10:00-18:00;", 12, ""),
            ("10:00-18:00 || Mo off", 12, "||"),
            ("10:00-18:00+", 11, "+"),
            ("10:00+", 5, "+"),
            ("sunrise-sunset", 0, "sunrise-sunset"),
            ("10:00-sunset", 6, "sunset"),
            ("week 1-10 Mo 10:00-12:00", 0, "week"),
            ("SH off", 0, "SH"),
            ("10:00-18:00 \"ring the bell\"", 12, "\"ring"),
            ("Mo-Fr 08:00-12:00, We 14:00-18:00", 19, "We"),
            ("Mo[1] 10:00-12:00", 2, "[1]"),
            ("9:00-12:00", 0, "9:00-12:00"),
            ("09:00-12:60", 6, "12:60"),
            ("10:00-10:00", 6, "10:00"),
            ("10:00-34:00", 6, "34:00"),
            ("24:00-26:00", 0, "24:00-26:00"),
            ("Jun 31 off", 4, "31"),
            ("Feb 0 off", 4, "0"),
            ("Dec 26-24 off", 7, "24"),
            ("Jun 21-Aug off", 11, "off"),
            ("2021 Jun off", 0, "2021"),
            ("mo-fr 10:00-18:00", 0, "mo-fr"),
            ("Må 10–18", 0, "Må"),
        ] {
            let fault = Hours::parse(text).unwrap_err();
            assert_eq!((fault.at, fault.found.as_str()), (at, found), "{text}: {fault}");
        }
    }
}
