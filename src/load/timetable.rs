//! `timetable.json`: planning times of the trains.

use super::expected::Expected;
use super::expo::not_after;
use super::json::Json;
use super::kind::ProblemKind;
use super::names::{Found, Names};
use super::problem::Problem;
use super::record::Record;
use super::{File, Sources, document};
use crate::calendar::{Days, Service, parse_date};
use crate::model::{Departures, Line, LineStop, StationId, Timetable};

/// Minutes in a day.
const DAY: u32 = 24 * 60;

/// What a stop says at which one can only get on, and at which one can only get off.
const BOARD: &str = "board";
const ALIGHT: &str = "alight";

/// What departures say that run on public holidays as on any day of the week.
const AS_USUAL: &str = "as-usual";

/// Reads `timetable.json`.
pub(super) fn read(sources: &Sources<'_>, stations: &Names, problems: &mut Vec<Problem>) -> Timetable {
    let mut timetable = Timetable::default();
    let Some(mut file) = document::whole(sources, File::Timetable, problems) else {
        return timetable;
    };
    file.needs(&["lines"]);
    timetable.note = file.localized("note").unwrap_or_default();
    if let Some(valid) = file.object("valid") {
        let mut record = file.within("valid", valid);
        let (from, to) = (record.date("from"), record.date("to"));
        if let Some((from, to)) = from.zip(to).filter(|(from, to)| from > to) {
            record.error("to", not_after(&to, &from));
        }
        record.finish(&["from", "to"]);
    }
    let mut seen = Names::new(File::Timetable);
    for (i, members) in file.parts("lines").unwrap_or_default() {
        let record = file.part("lines", i, members);
        timetable.lines.extend(line(record, stations, &mut seen));
    }
    file.finish(&["confidence", "lines", "note", "source", "valid"]);
    timetable
}

fn line(mut record: Record<'_, '_>, stations: &Names, seen: &mut Names) -> Option<Line> {
    record.needs(&["id", "name", "stops", "departures"]);
    let slug = record.slug("id");
    let name = record.localized("name");
    let stops = stops(&mut record, stations);
    let departures = departures(&mut record);
    let is_new = slug.as_ref().is_some_and(|s| !seen.has(s));
    if let Some(slug) = &slug {
        if !is_new {
            let found = slug.clone();
            record.error("id", ProblemKind::UsedBefore { found });
        }
        seen.leave_out(slug);
    }
    record.finish(&["confidence", "departures", "id", "name", "note", "source", "stops"]);
    Some(Line {
        slug: slug.filter(|_| is_new)?,
        name: name?,
        stops: stops?,
        departures: departures?,
    })
}

/// A line's stops, none earlier than the one before; nothing if fewer than two are left.
fn stops(record: &mut Record<'_, '_>, stations: &Names) -> Option<Vec<LineStop>> {
    let given = record.objects("stops")?;
    if given.len() < 2 {
        let found = given.len();
        record.error("stops", ProblemKind::TooFew { found, least: 2 });
    }
    let mut stops: Vec<LineStop> = Vec::with_capacity(given.len());
    for (way, members) in given {
        let mut stop = record.within(&way, members);
        stop.needs(&["station", "minutes"]);
        let station = stations.take(&mut stop, "station");
        let minutes = stop.whole("minutes", 0, DAY);
        let leaves = stop.whole("leaves", minutes.unwrap_or(0), DAY);
        let only = stop.one_of("only", only, || vec![BOARD, ALIGHT]);
        if let (Some(Found::Here(station)), Some(minutes)) = (station, minutes) {
            let before = stops.last().map(|s| u32::from(s.leaves));
            if let Some(before) = before.filter(|b| *b > minutes) {
                stop.error("minutes", not_after(&minutes, &before));
            } else {
                stops.push(LineStop {
                    leaves: leaves.unwrap_or(minutes) as u16,
                    boards: only != Some(ALIGHT),
                    alights: only != Some(BOARD),
                    ..LineStop::new(StationId(station as u8), minutes as u16)
                });
            }
        }
        stop.finish(&["leaves", "minutes", "only", "station"]);
    }
    (stops.len() >= 2).then_some(stops)
}

fn departures(record: &mut Record<'_, '_>) -> Option<Vec<Departures>> {
    let mut all = Vec::new();
    for (way, members) in record.objects("departures")? {
        let mut record = record.within(&way, members);
        let days = service(&mut record);
        let at = if record.has("at") {
            let mut at = record.set("at", late_clock, || Expected::Clock);
            if let Some(at) = &mut at {
                crate::order::sort(at);
            }
            at
        } else {
            evenly_spaced(&mut record)
        };
        all.extend(days.zip(at).map(|(days, at)| Departures { days, at }));
        record.finish(&[
            "also",
            "at",
            "days",
            "every_minutes",
            "except",
            "first",
            "from",
            "holidays",
            "last",
            "note",
            "to",
        ]);
    }
    Some(all)
}

/// The days of departures: a row that lists its days one by one need not name days of the week.
fn service(record: &mut Record<'_, '_>) -> Option<Service> {
    let has_days = record.has("days");
    if !has_days && !record.has("also") {
        record.needs(&["days"]);
        return None;
    }
    let days = record.parse("days", Days::parse, Expected::Days);
    let as_usual = record.one_of("holidays", |text| (text == AS_USUAL).then_some(()), || vec![AS_USUAL]);
    let mut dates = |field| {
        let date = |v: &Json<'_>| v.text().and_then(parse_date);
        record.set(field, date, || Expected::Date).unwrap_or_default()
    };
    let (except, also) = (dates("except"), dates("also"));
    let (from, to) = (record.date("from"), record.date("to"));
    if let Some((from, to)) = from.zip(to).filter(|(from, to)| from > to) {
        record.error("to", not_after(&to, &from));
    }
    (days.is_some() == has_days).then_some(Service {
        days,
        holidays_as_usual: as_usual.is_some(),
        from,
        to,
        except,
        also,
    })
}

/// The minutes of departures with a first, a last and the time between.
fn evenly_spaced(record: &mut Record<'_, '_>) -> Option<Vec<u16>> {
    record.needs(&["first", "last", "every_minutes"]);
    let first = record.read("first", clock, || Expected::Clock);
    let last = record.read("last", clock, || Expected::Clock);
    let every = record.whole("every_minutes", 1, DAY);
    let (first, last, every) = (first?, last?, every?);
    if first > last {
        record.error("last", not_after(&told(last), &told(first)));
        return None;
    }
    Some((first..=last).step_by(every as usize).collect())
}

/// What one can only do at a stop.
fn only(text: &str) -> Option<&'static str> {
    [BOARD, ALIGHT].into_iter().find(|word| *word == text)
}

/// Minutes from midnight of a time `HH:MM`.
fn clock(value: &Json<'_>) -> Option<u16> {
    late_clock(value).filter(|minutes| u32::from(*minutes) < DAY)
}

/// The same, up to `47:59`: what leaves after midnight and belongs to the day before.
fn late_clock(value: &Json<'_>) -> Option<u16> {
    let [h1, h2, b':', m1, m2] = value.text()?.as_bytes() else {
        return None;
    };
    let digit = |byte: &u8| byte.is_ascii_digit().then(|| u16::from(byte - b'0'));
    let (hours, minutes) = (digit(h1)? * 10 + digit(h2)?, digit(m1)? * 10 + digit(m2)?);
    (hours < 48 && minutes < 60).then_some(hours * 60 + minutes)
}

fn told(minutes: u16) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}
