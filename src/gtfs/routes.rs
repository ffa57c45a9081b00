//! Lines, and their trips without calls.

use super::problem::{Report, Spot, quoted};
use super::source::Tables;
use super::table::{each_row, missing};
use super::time::whole;
use super::{FeedLine, FeedTrip};
use crate::calendar::Service;
use std::collections::HashMap;

/// Things with an id, and their numbers by it.
pub(super) struct Named<T> {
    pub items: Vec<T>,
    pub numbers: HashMap<String, usize>,
}

impl<T> Named<T> {
    pub(super) fn new() -> Self {
        Self {
            items: Vec::new(),
            numbers: HashMap::new(),
        }
    }

    /// Adds something, unless its id is nothing or taken, which is told of.
    pub(super) fn add(&mut self, id: &str, item: T, spot: Spot, report: &mut Report) {
        if id.is_empty() {
            report.leave_out(spot, "missing-value", id, "an id");
        } else if self.numbers.contains_key(id) {
            report.leave_out(spot, "used-before", id, "an id that no row before has");
        } else {
            self.numbers.insert(id.to_owned(), self.items.len());
            self.items.push(item);
        }
    }

    /// The number of an id; of one that is nowhere it is told that the row is left out.
    pub(super) fn find(&self, id: &str, spot: Spot, of: &str, report: &mut Report) -> Option<usize> {
        let number = self.numbers.get(id).copied();
        if number.is_none() {
            let expected = format!("an id that is used from {of}");
            report.leave_out(spot, "unknown-reference", id, &expected);
        }
        number
    }
}

pub(super) fn agency(tables: &Tables, report: &mut Report) -> String {
    let mut names: Vec<String> = Vec::new();
    each_row(tables, "agency.txt", (["agency_name"], 0), report, |_, row| {
        if !row.fields[0].is_empty() {
            names.push(row.fields[0].to_owned());
        }
    });
    names.dedup();
    names.truncate(3);
    names.join(", ")
}

pub(super) fn read(tables: &Tables, report: &mut Report) -> Named<FeedLine> {
    let mut lines = Named::new();
    let columns = ["route_id", "route_short_name", "route_long_name", "route_type"];
    let there = each_row(tables, "routes.txt", (columns, 1), report, |report, row| {
        let [id, short, long, kind] = row.fields;
        let line = FeedLine {
            id: id.to_owned(),
            short: short.to_owned(),
            long: long.to_owned(),
            kind: whole(kind),
        };
        lines.add(id, line, row.spot.field("route_id"), report);
    });
    if !there {
        missing(report, "routes.txt", "the lines");
    }
    lines
}

pub(super) fn read_trips(
    tables: &Tables,
    lines: &Named<FeedLine>,
    services: &Named<Service>,
    report: &mut Report,
) -> Named<FeedTrip> {
    let mut trips = Named::new();
    let columns = ["trip_id", "route_id", "service_id", "trip_headsign"];
    let there = each_row(tables, "trips.txt", (columns, 3), report, |report, row| {
        let [id, route, service, headsign] = row.fields;
        let line = lines.find(route, row.spot.field("route_id"), "routes.txt", report);
        let service = services.find(
            service,
            row.spot.field("service_id"),
            "calendar.txt or calendar_dates.txt",
            report,
        );
        let (Some(line), Some(service)) = (line, service) else {
            return;
        };
        let trip = FeedTrip {
            id: id.to_owned(),
            line,
            service,
            headsign: headsign.to_owned(),
            calls: Vec::new(),
            row: row.spot.line,
        };
        trips.add(id, trip, row.spot.field("trip_id"), report);
    });
    if !there {
        missing(report, "trips.txt", "the trips");
    }
    trips
}

/// Whether one can get on or off by a value of `pickup_type` or `drop_off_type`: 1 says no; by telephone (2) and by a
/// sign to the driver (3) one can.
pub(super) fn can(value: &str, spot: Spot, report: &mut Report) -> bool {
    if !matches!(value, "" | "0" | "1" | "2" | "3") {
        let advice = "It is taken as 0; correct it.";
        report.warn(spot, "unknown-value", quoted(value), "0, 1, 2 or 3", advice);
    }
    value != "1"
}
