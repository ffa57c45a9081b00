//! The days a train runs.

use super::{Days, Holidays};
use time::Date;

/// The days a train runs: days of the week within a span of dates, and single days more or fewer.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Service {
    /// The days of the week; nothing if it runs on [`Service::also`] only.
    pub days: Option<Days>,
    /// Whether it runs on public holidays as on any day of the week. If not, [`Days::runs_on`] decides.
    pub holidays_as_usual: bool,
    /// The first day that the days of the week hold, or no such day.
    pub from: Option<Date>,
    /// The last day that the days of the week hold, or no such day.
    pub to: Option<Date>,
    /// Days it does not run, whatever else is said.
    pub except: Vec<Date>,
    /// Days it runs as well.
    pub also: Vec<Date>,
}

impl Service {
    /// Whether it runs on the day.
    pub fn runs_on(&self, date: Date, holidays: &Holidays) -> bool {
        if self.except.contains(&date) {
            return false;
        }
        let within = self.from.is_none_or(|from| from <= date) && self.to.is_none_or(|to| date <= to);
        let usual = |days: Days| {
            if self.holidays_as_usual {
                days.includes(date.weekday())
            } else {
                days.runs_on(date, holidays)
            }
        };
        self.also.contains(&date) || (within && self.days.is_some_and(usual))
    }
}

impl From<Days> for Service {
    fn from(days: Days) -> Self {
        Self {
            days: Some(days),
            ..Self::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::parse_date;
    use super::*;

    #[test]
    fn single_days_go_before_spans_and_spans_before_days_of_the_week() {
        let date = |text: &str| parse_date(text).unwrap();
        let ascension = Holidays::new(vec![date("2021-05-13")]);
        let mut service = Service {
            from: Some(date("2021-05-10")),
            to: Some(date("2021-05-14")),
            except: vec![date("2021-05-12")],
            also: vec![date("2021-05-16"), date("2021-05-12")],
            ..Service::from(Days::parse("Mo-Fr").unwrap())
        };
        let runs = |service: &Service| -> Vec<u8> {
            (7..=18)
                .filter(|day| service.runs_on(date(&format!("2021-05-{day:02}")), &ascension))
                .collect()
        };
        assert_eq!(runs(&service), [10, 11, 14, 16]);
        service.holidays_as_usual = true;
        assert_eq!(runs(&service), [10, 11, 13, 14, 16]);
        service.days = None;
        assert_eq!(runs(&service), [16]);
    }
}
