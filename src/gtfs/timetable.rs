//! A feed as the map's `timetable.json`.

use super::problem::{Report, Spot};
use super::slug::{slug, untaken};
use super::stations::Stations;
use super::{Feed, FeedLine, FeedTrip};
use crate::calendar::Service;
use crate::load::Severity;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use time::Date;

/// What of a feed is wanted.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Selection {
    /// The stations; if none are named, every stop is one, and its id is made of its name.
    pub stations: Option<Stations>,
    /// Lines by their id or short name; all if none is named.
    pub lines: Vec<String>,
    /// West, south, east and north in degrees; stops outside are left out.
    pub bounds: Option<[f64; 4]>,
    /// Only trains, trams and undergrounds: no buses, no ferries.
    pub rail: bool,
}

/// A `timetable.json`, and how much of the feed is in it.
#[derive(Debug, Clone, PartialEq)]
pub struct Timetable {
    /// The file's text.
    pub text: String,
    /// Lines: trips with the same stops and running times.
    pub lines: usize,
    /// Trips, each for all its days.
    pub trips: usize,
    /// Stations at which something stops.
    pub stations: usize,
}

/// A stop along a line: station, minutes it comes and goes, whether one can get on and off.
type Stop<'s> = (&'s str, i32, i32, bool, bool);

/// Lines by the feed's line and the stops; for each the days with the minutes of departure.
type Lines<'s> = BTreeMap<(usize, Vec<Stop<'s>>), (&'s str, BTreeMap<usize, BTreeSet<i32>>)>;

/// Minutes of the latest departure and of the longest trip that the file may hold.
const LATEST: i32 = 48 * 60 - 1;
const LONGEST: i32 = 24 * 60;

impl Timetable {
    /// What is wanted of a feed, or nothing if no trip of it calls at two of the stations. Times are rounded down to
    /// the minute. Trips too late or too long for the file are told of.
    pub fn of(feed: &Feed, selection: &Selection, report: &mut Report) -> Option<Self> {
        let mut stations = match &selection.stations {
            Some(stations) => stations.of_stops(feed),
            None => Stations::made_of(feed),
        };
        if let Some([west, south, east, north]) = selection.bounds {
            for (stop, station) in feed.stops.iter().zip(&mut stations) {
                if !(west..=east).contains(&stop.at.lon) || !(south..=north).contains(&stop.at.lat) {
                    *station = None;
                }
            }
        }
        let mut lines = Lines::new();
        let mut trips = 0;
        for trip in feed.trips.iter().filter(|t| selection.has(&feed.lines[t.line])) {
            let Some((leaves, stops)) = stops(trip, &stations) else {
                continue;
            };
            let length = stops.last().map_or(0, |s| s.2);
            if leaves > LATEST || length > LONGEST {
                let spot = Spot {
                    file: "trips.txt",
                    line: trip.row,
                    field: None,
                };
                let found = format!("a trip that leaves {leaves} minutes after midnight and takes {length}");
                let expected = format!("at most {LATEST} and {LONGEST}");
                let advice = "The trip is left out of the timetable.";
                report.put(Severity::Error, spot, "number-out-of-range", found, &expected, advice);
                continue;
            }
            let (_, days) = lines
                .entry((trip.line, stops))
                .or_insert((&trip.headsign, BTreeMap::new()));
            trips += usize::from(days.entry(trip.service).or_default().insert(leaves));
        }
        let stations: BTreeSet<&str> = lines.keys().flat_map(|(_, stops)| stops.iter().map(|s| s.0)).collect();
        (!lines.is_empty()).then(|| Self {
            text: text(feed, &lines),
            lines: lines.len(),
            trips,
            stations: stations.len(),
        })
    }
}

impl Selection {
    fn has(&self, line: &FeedLine) -> bool {
        let named = self.lines.is_empty() || self.lines.iter().any(|l| *l == line.id || *l == line.short);
        named && (!self.rail || line.is_rail())
    }
}

/// When a trip leaves its first wanted stop, and those stops from there on; nothing if there are fewer than two.
fn stops<'s>(trip: &FeedTrip, stations: &'s [Option<String>]) -> Option<(i32, Vec<Stop<'s>>)> {
    let mut stops: Vec<Stop<'s>> = Vec::new();
    let wanted = trip
        .calls
        .iter()
        .filter_map(|c| Some((c, stations[c.stop].as_deref()?)));
    for (call, station) in wanted {
        let (comes, goes) = (call.arrives.div_euclid(60), call.departs.div_euclid(60));
        match stops.last_mut().filter(|before| before.0 == station) {
            // From platform to platform of one station.
            Some(before) => (before.2, before.3, before.4) = (goes, before.3 || call.boards, before.4 || call.alights),
            None => stops.push((station, comes, goes, call.boards, call.alights)),
        }
    }
    let leaves = stops.first()?.2;
    if let Some(first) = stops.first_mut() {
        first.1 = leaves; // nobody waits for a train to have come
    }
    for stop in &mut stops {
        (stop.1, stop.2) = (stop.1 - leaves, stop.2 - leaves);
    }
    if let Some(last) = stops.last_mut() {
        last.2 = last.1;
    }
    (stops.len() >= 2).then_some((leaves, stops))
}

/// The file, with a line for each stop and each row of departures, as one would write it by hand.
fn text(feed: &Feed, lines: &Lines<'_>) -> String {
    let mut taken = BTreeSet::new();
    let mut blocks = Vec::with_capacity(lines.len());
    for ((line, stops), (headsign, days)) in lines {
        let name = name(&feed.lines[*line], headsign);
        let id = untaken(slug(&name), &mut taken);
        let stops: Vec<String> = stops.iter().map(|s| format!("        {}", stop_row(s))).collect();
        let days = days
            .iter()
            .map(|(service, at)| departures_row(&feed.services[*service], at));
        let days: Vec<String> = days.map(|row| format!("        {row}")).collect();
        blocks.push(format!(
            "    {{\n      \"id\": {},\n      \"name\": {},\n      \"stops\": [\n{}\n      ],\n      \"departures\": [\n{}\n      ]\n    }}",
            json!(id),
            spaced(&json!({ "sv": name, "en": name })),
            stops.join(",\n"),
            days.join(",\n"),
        ));
    }
    let agency = if feed.agency.is_empty() { "GTFS" } else { &feed.agency };
    let note = json!({
        "sv": format!("Tidtabell från {agency}."),
        "en": format!("Timetable from {agency}."),
    });
    let valid = feed.days().map_or(String::new(), |(from, to)| {
        format!(
            "  \"valid\": {},\n",
            spaced(&json!({ "from": from_date(from), "to": from_date(to) }))
        )
    });
    let source = json!(format!("GTFS feed of {agency}"));
    let blocks = blocks.join(",\n");
    format!(
        "{{\n  \"note\": {},\n  \"source\": {source},\n{valid}  \"lines\": [\n{blocks}\n  ]\n}}\n",
        spaced(&note)
    )
}

/// What a line is called: its long name or else its short one, and where it goes.
fn name(line: &FeedLine, headsign: &str) -> String {
    let name = match (line.short.as_str(), line.long.as_str()) {
        ("", "") => line.id.clone(),
        (short, "") => short.to_owned(),
        ("", long) => long.to_owned(),
        (short, long) if long.contains(short) => long.to_owned(),
        (short, long) => format!("{short} {long}"),
    };
    let name = if headsign.is_empty() {
        name
    } else {
        format!("{name} → {headsign}")
    };
    // Data is text, never markup.
    name.replace('<', "‹").replace('>', "›")
}

fn stop_row((station, comes, goes, boards, alights): &Stop<'_>) -> String {
    let mut row = vec![("station", json!(station)), ("minutes", json!(comes))];
    if goes > comes {
        row.push(("leaves", json!(goes)));
    }
    match (boards, alights) {
        (true, false) => row.push(("only", json!("board"))),
        (false, true) => row.push(("only", json!("alight"))),
        _ => {}
    }
    object(&row)
}

fn departures_row(service: &Service, at: &BTreeSet<i32>) -> String {
    let mut row = Vec::new();
    if let Some(days) = service.days {
        row.push(("days", json!(days.to_string())));
    }
    let at: Vec<i32> = at.iter().copied().collect();
    match at[..] {
        [first, second, .., last] if last < LONGEST && at.windows(2).all(|p| p[1] - p[0] == second - first) => {
            row.push(("first", json!(clock(first))));
            row.push(("last", json!(clock(last))));
            row.push(("every_minutes", json!(second - first)));
        }
        _ => row.push(("at", at.iter().map(|at| clock(*at)).collect())),
    }
    if service.days.is_some() {
        row.push(("holidays", json!("as-usual")));
        row.extend(service.from.map(|from| ("from", json!(from_date(from)))));
        row.extend(service.to.map(|to| ("to", json!(from_date(to)))));
    }
    for (field, dates) in [("except", &service.except), ("also", &service.also)] {
        if !dates.is_empty() {
            row.push((field, dates.iter().map(|d| from_date(*d)).collect()));
        }
    }
    object(&row)
}

/// An object on one line, its names in the given order.
fn object(row: &[(&str, Value)]) -> String {
    let fields: Vec<String> = row
        .iter()
        .map(|(name, value)| format!("\"{name}\": {}", spaced(value)))
        .collect();
    format!("{{ {} }}", fields.join(", "))
}

/// A value on one line, with blanks after commas and colons.
fn spaced(value: &Value) -> String {
    match value {
        Value::Object(members) => {
            let members: Vec<(&str, Value)> = members.iter().map(|(n, v)| (n.as_str(), v.clone())).collect();
            object(&members)
        }
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(spaced).collect();
            format!("[{}]", items.join(", "))
        }
        other => other.to_string(),
    }
}

fn clock(minutes: i32) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

fn from_date(date: Date) -> String {
    let (year, month, day) = date.to_calendar_date();
    format!("{year:04}-{:02}-{day:02}", u8::from(month))
}
