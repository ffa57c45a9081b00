//! `timetable.json`: planning times of the trains.

use super::expected::Expected;
use super::expo::not_after;
use super::json::Json;
use super::kind::ProblemKind;
use super::names::{Found, Names};
use super::problem::Problem;
use super::record::Record;
use super::{File, Sources, document};
use crate::calendar::Days;
use crate::model::{Departures, Line, LineStop, StationId, Timetable};

/// Minutes in a day.
const DAY: u32 = 24 * 60;

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

/// A line's stops, each later than the one before; nothing if fewer than two are left.
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
        if let (Some(Found::Here(station)), Some(minutes)) = (station, minutes) {
            let before = stops.last().map(|s| u32::from(s.minutes));
            if let Some(before) = before.filter(|b| *b >= minutes) {
                stop.error("minutes", not_after(&minutes, &before));
            } else {
                stops.push(LineStop {
                    station: StationId(station as u8),
                    minutes: minutes as u16,
                });
            }
        }
        stop.finish(&["minutes", "station"]);
    }
    (stops.len() >= 2).then_some(stops)
}

fn departures(record: &mut Record<'_, '_>) -> Option<Vec<Departures>> {
    let mut all = Vec::new();
    for (way, members) in record.objects("departures")? {
        let mut record = record.within(&way, members);
        record.needs(&["days", "first", "last", "every_minutes"]);
        let days = days(&mut record);
        let first = record.read("first", clock, || Expected::Clock);
        let last = record.read("last", clock, || Expected::Clock);
        let every = record.whole("every_minutes", 1, DAY);
        if let (Some(days), Some(first), Some(last), Some(every)) = (days, first, last, every) {
            if first <= last {
                all.push(Departures {
                    days,
                    first,
                    last,
                    every: every as u16,
                });
            } else {
                record.error("last", not_after(&told(last), &told(first)));
            }
        }
        record.finish(&["days", "every_minutes", "first", "last", "note"]);
    }
    Some(all)
}

fn days(record: &mut Record<'_, '_>) -> Option<Days> {
    record.parse("days", Days::parse, Expected::Days)
}

/// Minutes from midnight of a time `HH:MM`.
fn clock(value: &Json<'_>) -> Option<u16> {
    let [h1, h2, b':', m1, m2] = value.text()?.as_bytes() else {
        return None;
    };
    let digit = |byte: &u8| byte.is_ascii_digit().then(|| u16::from(byte - b'0'));
    let (hours, minutes) = (digit(h1)? * 10 + digit(h2)?, digit(m1)? * 10 + digit(m2)?);
    (hours < 24 && minutes < 60).then_some(hours * 60 + minutes)
}

fn told(minutes: u16) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}
