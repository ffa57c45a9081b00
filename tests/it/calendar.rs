//! Opening hours and civil time, whatever is written and whenever it is.

use m21::calendar::*;
use proptest::prelude::*;
use std::fmt::Write;
use time::{Date, Duration};

const DAY: i32 = 24 * 60;
const WEEK: [&str; 7] = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"];
const YEAR: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];
const LENGTHS: [u8; 12] = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/// A rule as somebody means it, before it is written.
#[derive(Debug, Clone)]
struct Meant {
    /// First and last month from 0, each with its day if days are meant.
    season: Option<[(usize, Option<u8>); 2]>,
    weekdays: [bool; 7],
    holidays: bool,
    spans: Vec<(u16, u16)>,
}

impl Meant {
    fn names_days(&self) -> bool {
        self.holidays || self.weekdays.contains(&true)
    }

    fn written(&self) -> String {
        let mut text = String::new();
        if let Some([(from, first), (to, last)]) = self.season {
            let day = |day: Option<u8>| day.map_or(String::new(), |day| format!(" {day}"));
            write!(text, "{}{}-{}{} ", YEAR[from], day(first), YEAR[to], day(last)).expect("a string takes any text");
        }
        if self.names_days() {
            let named = (0..7).filter(|day| self.weekdays[*day]).map(|day| WEEK[day]);
            let named: Vec<_> = named.chain(self.holidays.then_some("PH")).collect();
            text += &(named.join(",") + " ");
        }
        let clock = |minute: u16| format!("{:02}:{:02}", minute / 60, minute % 60);
        let spans = self.spans.iter().map(|(from, to)| clock(*from) + "-" + &clock(*to));
        let spans: Vec<_> = spans.collect();
        text + &if spans.is_empty() {
            "off".into()
        } else {
            spans.join(",")
        }
    }

    /// Goes through the year from the first day of the season to the last, as a finger on a calendar.
    fn in_season(&self, date: Date) -> bool {
        let Some([(from, first), (to, last)]) = self.season else {
            return true;
        };
        let end = (to, last.unwrap_or(LENGTHS[to]));
        let (mut month, mut day) = (from, first.unwrap_or(1));
        loop {
            if (month, day) == (usize::from(u8::from(date.month())) - 1, date.day()) {
                return true;
            }
            if (month, day) == end {
                return false;
            }
            day += 1;
            if day > LENGTHS[month] {
                (month, day) = ((month + 1) % 12, 1);
            }
        }
    }

    fn has_weekday(&self, date: Date) -> bool {
        !self.names_days() || self.weekdays[usize::from(date.weekday().number_days_from_monday())]
    }
}

/// The times of a day: the last rule that has it, and on holidays the rules for those first.
fn times_meant<'a>(rules: &'a [Meant], date: Date, holidays: &[Date]) -> &'a [(u16, u16)] {
    let mut decider = None;
    let in_season = || rules.iter().filter(|rule| rule.in_season(date));
    let for_holidays = holidays.contains(&date) && in_season().any(|rule| rule.holidays);
    for rule in in_season() {
        let decides = if for_holidays {
            rule.holidays || (rule.season.is_some() && !rule.names_days())
        } else {
            rule.has_weekday(date)
        };
        if decides {
            decider = Some(rule);
        }
    }
    decider.map_or(&[], |rule| &rule.spans)
}

/// Whether it is open, minute by minute, for so many days.
fn minutes_meant(rules: &[Meant], from: Date, days: i32, holidays: &[Date]) -> Vec<bool> {
    let mut minutes = vec![false; (days * DAY) as usize];
    for day in -1..days {
        let date = from + Duration::days(day.into());
        for (start, end) in times_meant(rules, date, holidays) {
            for minute in *start..*end {
                let minute = day * DAY + i32::from(minute);
                if let Ok(minute) = usize::try_from(minute)
                    && minute < minutes.len()
                {
                    minutes[minute] = true;
                }
            }
        }
    }
    minutes
}

fn any_span() -> impl Strategy<Value = (u16, u16)> {
    // Round times, so that spans touch and overlap.
    let any_length = prop_oneof![(1..36_u16).prop_map(|part| part * 40), 1..1_440_u16];
    ((0..36_u16).prop_map(|part| part * 40), any_length).prop_map(|(from, length)| (from, from + length))
}

fn any_rule() -> impl Strategy<Value = Meant> {
    let any_day = |month: usize| (1..=LENGTHS[month]).prop_map(move |day| (month, Some(day)));
    let any_season = prop_oneof![
        (0..12_usize, 0..12_usize).prop_map(|(from, to)| [(from, None), (to, None)]),
        (0..12_usize, 0..12_usize)
            .prop_flat_map(move |(from, to)| (any_day(from), any_day(to)))
            // `Jun 21-Jun 10` is refused only in its short form, `Jun 21-10`.
            .prop_map(|(from, to)| [from, to]),
    ];
    (
        proptest::option::weighted(0.4, any_season),
        prop_oneof![Just([false; 7]), any::<[bool; 7]>()],
        any::<bool>(),
        proptest::collection::vec(any_span(), 0..4),
    )
        .prop_map(|(season, weekdays, holidays, spans)| Meant {
            season,
            weekdays,
            holidays,
            spans,
        })
}

fn any_rules() -> impl Strategy<Value = Vec<Meant>> {
    proptest::collection::vec(any_rule(), 1..5)
}

fn any_date() -> impl Strategy<Value = Date> {
    // 2019 to 2029.
    (2_458_485..2_462_500_i32).prop_map(|day| Date::from_julian_day(day).expect("within the calendar"))
}

fn hours_of(rules: &[Meant]) -> Hours {
    let text = rules.iter().map(Meant::written).collect::<Vec<_>>().join("; ");
    Hours::parse(&text).unwrap_or_else(|fault| panic!("{text}: {fault}"))
}

/// Pieces that opening hours are made of, in no order.
fn any_pieces() -> impl Strategy<Value = String> {
    const PIECES: [&str; 24] = [
        "Mo", "Su", "PH", "SH", "Jun", "Feb", "off", "closed", "24/7", "10:00", "24:00", "48:00", "00:00", "9", "31",
        "99", "-", "-", ",", ";", " ", " ", "+", "å",
    ];
    proptest::collection::vec(proptest::sample::select(&PIECES[..]), 0..12).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused_at_a_character_of_it(text in prop_oneof![any::<String>(), any_pieces()]) {
        for fault in [Hours::parse(&text).err(), Days::parse(&text).err()].into_iter().flatten() {
            prop_assert!(text[fault.at..].starts_with(&fault.found));
            prop_assert_eq!(fault.found.is_empty(), fault.at == text.len());
        }
        if let Ok(hours) = Hours::parse(&text) {
            prop_assert_eq!(Hours::parse(&hours.to_string()), Ok(hours));
        }
        if let Ok(days) = Days::parse(&text) {
            prop_assert_eq!(Days::parse(&days.to_string()), Ok(days));
        }
        let _ = (Moment::parse(&text), parse_date(&text));
    }

    #[test]
    fn hours_read_back_as_written(rules in any_rules()) {
        let hours = hours_of(&rules);
        let written = hours.to_string();
        let again = Hours::parse(&written);
        prop_assert_eq!(again.as_ref().map(ToString::to_string), Ok(written));
        prop_assert_eq!(again, Ok(hours));
    }

    #[test]
    fn a_place_is_open_in_the_minutes_its_rules_paint(
        rules in any_rules(),
        from in any_date(),
        holidays in proptest::collection::vec(-1..9_i64, 0..4),
    ) {
        let holidays: Vec<_> = holidays.into_iter().map(|days| from + Duration::days(days)).collect();
        let hours = hours_of(&rules);
        let meant = minutes_meant(&rules, from, 8, &holidays);
        let holidays = Holidays::new(holidays);
        let mut at = Moment { date: from, minute: 0 };
        for open in meant {
            prop_assert_eq!(hours.is_open(at, &holidays), open, "{} at {}", hours, at);
            at = at.plus_minutes(1);
        }
    }

    #[test]
    fn a_place_stays_as_it_is_until_the_moment_stated(
        rules in any_rules(),
        date in any_date(),
        minute in 0..1_440_u16,
        holidays in proptest::collection::vec(-1..9_i64, 0..4),
    ) {
        let holidays = Holidays::new(holidays.into_iter().map(|days| date + Duration::days(days)).collect());
        let hours = hours_of(&rules);
        let at = Moment { date, minute };
        let is_open = |at| hours.is_open(at, &holidays);
        let (now, change) = match hours.opening(at, &holidays) {
            Opening::Always => (true, None),
            Opening::Open { until } => (true, Some(until)),
            Opening::Closed { opens } => (false, opens),
        };
        prop_assert_eq!(is_open(at), now);
        if let Some(change) = change {
            prop_assert!(change > at);
            prop_assert_eq!(is_open(change), !now, "{} at {}", hours, change);
        }
        let ahead = if now { 366 } else { 60 };
        let last = change.map_or(ahead * DAY, |change| at.minutes_until(change));
        prop_assert!(last <= (ahead + 1) * DAY);
        // Every minute for a week, and then each that rules made of round times can change at.
        for later in (0..last).filter(|later| *later < 7 * DAY || later % 11 == 0 || *later == last - 1) {
            prop_assert_eq!(is_open(at.plus_minutes(later)), now, "{} {} minutes after {}", hours, later, at);
        }
    }

    #[test]
    fn a_moment_reads_back_and_counts_back(date in any_date(), minute in 0..1_440_u16, minutes in any::<i32>()) {
        let at = Moment { date, minute };
        prop_assert_eq!(Moment::parse(&at.to_string()), Some(at));
        let later = at.plus_minutes(minutes);
        prop_assert_eq!(at.minutes_until(later), minutes);
        prop_assert_eq!(later > at, minutes > 0);
    }

    #[test]
    fn malmo_is_one_or_two_hours_ahead_of_utc(seconds in any::<i64>(), soon in 0..4_000_000_000_i64) {
        let _ = Moment::from_unix_seconds(seconds);
        let epoch = Moment::parse("1970-01-01").unwrap();
        let ahead = i64::from(epoch.minutes_until(Moment::from_unix_seconds(soon))) - soon / 60;
        prop_assert!(ahead == 60 || ahead == 120, "{} minutes", ahead);
    }
}

/// Opening hours of the kinds that places write, to be compared with the crate `opening-hours`, which was made for
/// the whole of OpenStreetMap's specification. The last tests show where we differ on purpose.
const SEEN: [&str; 50] = [
    "24/7",
    "00:00-24:00",
    "10:00-18:00",
    "Mo-Fr 08:00-17:00",
    "Tu-Su 10:00-18:00",
    "We 12:00-20:00",
    "Fr-Mo 11:00-16:00",
    "Su-Mo 11:00-16:00",
    "Sa,Su 11:00-16:00",
    "Sa,Su,PH 11:00-16:00",
    "PH 11:00-16:00",
    "Mo-Su,PH 09:00-21:00",
    "Mo-Fr 10:00-12:00,13:00-18:00",
    "Mo-Fr 10:00-12:00,12:00-14:00",
    "Mo-Fr 10:00-13:00,12:00-14:00",
    "Mo-Fr 08:00-17:00; PH off",
    "Mo-Fr 08:00-17:00; PH closed",
    "Mo-Fr 08:00-17:00; Sa,Su,PH 10:00-15:00",
    "Mo-Fr 08:00-17:00; Sa 10:00-14:00; Su,PH off",
    "10:00-18:00; Mo off",
    "10:00-18:00; Mo off; PH 12:00-16:00",
    "Mo-Su 10:00-18:00; We 10:00-20:00",
    "Mo-Su 10:00-18:00; We,PH 10:00-20:00",
    "Th 10:00-21:00; Mo-Fr 10:00-18:00",
    "Fr,Sa 18:00-02:00",
    "Fr,Sa 18:00-26:00",
    "Tu-Th 11:30-14:00,17:00-22:00; Fr,Sa 11:30-23:30",
    "Mo-Fr 12:00-20:00; Sa 12:00-03:00",
    "Mo-Su 18:00-00:00",
    "Fr 20:00-24:00; Sa 00:00-24:00; Su 00:00-03:00",
    "Jun-Aug 10:00-20:00",
    "Jun 10:00-20:00",
    "Nov-Feb Sa,Su 10:00-15:00",
    "10:00-18:00; Jun-Aug 10:00-20:00",
    "10:00-18:00; Jun-Aug Tu 10:00-20:00",
    "10:00-18:00; Jan off",
    "May 13-Sep 19 10:00-20:00",
    "May 13-Sep 19 Tu-Su 10:00-20:00",
    "May 13-Sep 19 Tu-Su,PH 10:00-20:00; Jun 25 off",
    "Jun 21 10:00-24:00",
    "Jun 21-Aug 15 Mo-Fr 07:00-16:00; Jul off",
    "Dec 24-26 off",
    "10:00-18:00; Dec 24-26 off",
    "10:00-18:00; Dec 20-Jan 6 off",
    "10:00-18:00; Dec 31 10:00-14:00; Jan 1 off",
    "24/7; Dec 25 off",
    "24/7; PH off",
    "24/7; Mo 02:00-23:00",
    "PH 11:00-15:00; Dec 25 off",
    "Apr-Oct Mo-Fr 06:00-22:00; Apr-Oct Sa,Su,PH 08:00-22:00; Nov-Mar 08:00-16:00",
];

/// The times from one day to another when a place is open, as its changes are told.
fn open_times(hours: &Hours, holidays: &Holidays, from: Moment, to: Moment) -> Vec<(Moment, Moment)> {
    let mut times = Vec::new();
    let mut at = from;
    while at < to {
        at = match hours.opening(at, holidays) {
            Opening::Always => {
                times.push((at, to));
                to
            }
            Opening::Open { until } => {
                times.push((at, until.min(to)));
                until
            }
            Opening::Closed { opens: Some(opens) } => opens,
            Opening::Closed { opens: None } => at.plus_minutes(60 * DAY),
        };
    }
    times
}

mod elsewhere {
    //! The same, asked of the other crate.

    use super::*;
    use chrono::{Datelike, NaiveDate, NaiveDateTime, Timelike};
    use opening_hours::localization::Country;
    use opening_hours::{Context, OpeningHours, RuleKind};

    fn date(theirs: NaiveDate) -> Date {
        let month = time::Month::try_from(theirs.month() as u8).expect("a month");
        Date::from_calendar_date(theirs.year(), month, theirs.day() as u8).expect("a date")
    }

    fn moment(theirs: NaiveDateTime) -> Moment {
        Moment {
            date: date(theirs.date()),
            minute: (theirs.hour() * 60 + theirs.minute()) as u16,
        }
    }

    fn theirs(ours: Moment) -> NaiveDateTime {
        let (hour, minute) = ours.hour_minute();
        NaiveDate::from_ymd_opt(
            ours.date.year(),
            u8::from(ours.date.month()).into(),
            ours.date.day().into(),
        )
        .and_then(|date| date.and_hms_opt(hour.into(), minute.into(), 0))
        .expect("a date and a time")
    }

    /// Sweden's public holidays.
    pub(super) fn holidays() -> Holidays {
        let dates = Country::SE.holidays().get_public().iter().map(date).collect();
        Holidays::new(dates)
    }

    pub(super) fn open_times(hours: &str, from: Moment, to: Moment) -> Vec<(Moment, Moment)> {
        let context = Context::default().with_holidays(Country::SE.holidays());
        let hours = hours
            .parse::<OpeningHours>()
            .expect("hours in the specification")
            .with_context(context);
        let mut times: Vec<(Moment, Moment)> = Vec::new();
        for range in hours.iter_range(theirs(from), theirs(to)) {
            if range.kind == RuleKind::Open {
                let (start, end) = (moment(range.range.start), moment(range.range.end));
                match times.last_mut() {
                    Some(last) if last.1 == start => last.1 = end,
                    _ => times.push((start, end)),
                }
            }
        }
        times
    }
}

#[test]
fn a_year_of_openings_is_as_the_other_crate_has_it() {
    let holidays = elsewhere::holidays();
    // With a leap day, and two turns of the year.
    let from = Moment::parse("2023-12-20T07:30").unwrap();
    let to = Moment::parse("2025-01-10T12:15").unwrap();
    for text in SEEN {
        let hours = Hours::parse(text).unwrap();
        let expected = elsewhere::open_times(text, from, to);
        let ours = open_times(&hours, &holidays, from, to);
        let differs = ours.iter().zip(&expected).find(|(ours, theirs)| ours != theirs);
        assert_eq!((differs, ours.len()), (None, expected.len()), "{text}");
    }
}

/// When a place is open for a day and a night, by this crate and by the other.
fn ours_and_theirs(text: &str, from: &str) -> (Vec<String>, Vec<String>) {
    let from = Moment::parse(from).expect("a moment");
    let to = from.plus_minutes(DAY);
    let hours = Hours::parse(text).expect("hours");
    let written = |times: Vec<(Moment, Moment)>| {
        let spans = times.into_iter().map(|(start, end)| format!("{start} to {end}"));
        spans.collect::<Vec<_>>()
    };
    (
        written(open_times(&hours, &elsewhere::holidays(), from, to)),
        written(elsewhere::open_times(text, from, to)),
    )
}

/// Elsewhere the later rule, though it names no holidays, decides on them.
#[test]
fn a_holiday_stays_closed_whatever_comes_after() {
    // The first of May, a Wednesday.
    let (ours, theirs) = ours_and_theirs("PH off; Mo-Fr 10:00-18:00", "2024-05-01T00:00");
    assert!(ours.is_empty());
    assert_eq!(theirs, ["2024-05-01T10:00 to 2024-05-01T18:00"]);
}

/// Elsewhere the night is cut at midnight, because the later rule selects the new day. People do not expect that:
/// <https://github.com/opening-hours/opening_hours.js/issues/441>.
#[test]
fn a_night_goes_on_into_a_day_with_a_rule_of_its_own() {
    for text in [
        "Fr 18:00-02:00; Sa off",
        "Fr 18:00-02:00; Sa 12:00-16:00",
        "18:00-02:00; Sa off",
    ] {
        // A Friday.
        let (ours, theirs) = ours_and_theirs(text, "2024-05-17T12:00");
        assert_eq!(ours, ["2024-05-17T18:00 to 2024-05-18T02:00"], "{text}");
        assert_eq!(theirs, ["2024-05-17T18:00 to 2024-05-18T00:00"], "{text}");
    }
}
