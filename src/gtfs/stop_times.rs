//! The calls of trips.

use super::problem::{Report, Spot, quoted};
use super::routes::{Named, can};
use super::source::Tables;
use super::stops::Stops;
use super::table::{each_row, missing};
use super::time::{TIME, seconds, whole};
use super::{FeedCall, FeedTrip};
use crate::load::Severity;

/// A row of the table.
struct Listed {
    sequence: i32,
    spot: Spot,
    stop: usize,
    /// When it comes and when it goes on, if that is told.
    times: Option<(i32, i32)>,
    boards: bool,
    alights: bool,
}

/// Gives the trips their calls. A trip that is left with fewer than two is left out.
pub(super) fn read(tables: &Tables, trips: Named<FeedTrip>, stops: &Stops, report: &mut Report) -> Vec<FeedTrip> {
    let mut rows: Vec<Vec<Listed>> = Vec::new();
    rows.resize_with(trips.items.len(), Vec::new);
    let columns = [
        "trip_id",
        "stop_id",
        "stop_sequence",
        "arrival_time",
        "departure_time",
        "pickup_type",
        "drop_off_type",
    ];
    let there = each_row(tables, "stop_times.txt", (columns, 3), report, |report, row| {
        let [trip, stop, sequence, arrives, departs, pickup, drop_off] = row.fields;
        let Some(trip) = trips.find(trip, row.spot.field("trip_id"), "trips.txt", report) else {
            return;
        };
        let Some(stop) = stops.numbers.get(stop).copied() else {
            let expected = "an id that is used from stops.txt";
            report.leave_out(row.spot.field("stop_id"), "unknown-reference", stop, expected);
            return;
        };
        let Some(sequence) = whole(sequence) else {
            report.leave_out(
                row.spot.field("stop_sequence"),
                "bad-number",
                sequence,
                "a whole number",
            );
            return;
        };
        let Some(times) = times(arrives, departs, row.spot, report) else {
            return;
        };
        rows[trip].push(Listed {
            sequence,
            spot: row.spot,
            stop,
            times,
            boards: can(pickup, row.spot.field("pickup_type"), report),
            alights: can(drop_off, row.spot.field("drop_off_type"), report),
        });
    });
    if !there {
        missing(report, "stop_times.txt", "the times");
    }
    let mut kept = Vec::with_capacity(trips.items.len());
    for (mut trip, rows) in trips.items.into_iter().zip(rows) {
        trip.calls = calls(rows, report);
        if trip.calls.len() < 2 {
            let spot = Spot {
                file: "trips.txt",
                line: trip.row,
                field: Some("trip_id"),
            };
            let found = format!("{} with {} of its calls usable", quoted(&trip.id), trip.calls.len());
            let advice = "The trip is left out; correct or add its rows in stop_times.txt.";
            report.put(Severity::Error, spot, "too-few", found, "at least two", advice);
        } else {
            kept.push(trip);
        }
    }
    kept
}

/// The times of a row, of which each may stand for the other, or none if both are missing; nothing if they are no times.
#[expect(clippy::option_option, reason = "the outer is of the row, the inner of its times")]
fn times(arrives: &str, departs: &str, spot: Spot, report: &mut Report) -> Option<Option<(i32, i32)>> {
    let mut read = |text: &str, field| {
        let time = seconds(text);
        if time.is_none() && !text.is_empty() {
            report.leave_out(spot.field(field), "bad-time", text, TIME);
            return Err(());
        }
        Ok(time)
    };
    let (came, left) = (
        read(arrives, "arrival_time").ok()?,
        read(departs, "departure_time").ok()?,
    );
    let times = came.or(left).zip(left.or(came));
    if times.is_some_and(|(came, left)| left < came) {
        let expected = "a time not before arrival_time";
        report.leave_out(spot.field("departure_time"), "not-after", departs, expected);
        return None;
    }
    Some(times)
}

/// A trip's calls in order, those without times between those with.
fn calls(mut rows: Vec<Listed>, report: &mut Report) -> Vec<FeedCall> {
    rows.sort_by_key(|row| row.sequence);
    let mut kept: Vec<Listed> = Vec::with_capacity(rows.len());
    let mut latest = i32::MIN;
    for row in rows {
        if kept.last().is_some_and(|before| before.sequence == row.sequence) {
            let spot = row.spot.field("stop_sequence");
            let expected = "a number that no row of the trip before has";
            report.leave_out(spot, "used-before", &row.sequence.to_string(), expected);
            continue;
        }
        if let Some((came, left)) = row.times {
            if came < latest {
                let spot = row.spot.field("arrival_time");
                let expected = format!("a time not before the stop before, {}", told(latest));
                report.leave_out(spot, "not-after", &told(came), &expected);
                continue;
            }
            latest = left;
        }
        kept.push(row);
    }
    between(&mut kept, report);
    let call = |row: Listed| {
        let (arrives, departs) = row.times?;
        Some(FeedCall {
            stop: row.stop,
            arrives,
            departs,
            boards: row.boards,
            alights: row.alights,
        })
    };
    kept.into_iter().filter_map(call).collect()
}

/// Gives the rows without times some, evenly between those before and after; the first and the last cannot be given any.
fn between(rows: &mut [Listed], report: &mut Report) {
    let timed: Vec<usize> = (0..rows.len()).filter(|i| rows[*i].times.is_some()).collect();
    let (first, last) = (timed.first().copied(), timed.last().copied());
    for (i, row) in rows.iter().enumerate() {
        if first.is_none_or(|first| i < first) || last.is_none_or(|last| i > last) {
            let expected = "a time at the trip's first and last stop";
            report.leave_out(row.spot.field("arrival_time"), "missing-value", "", expected);
        }
    }
    for pair in timed.windows(2) {
        let (from, to) = (pair[0], pair[1]);
        let (Some((_, left)), Some((came, _))) = (rows[from].times, rows[to].times) else {
            continue;
        };
        let whole = f64::from(came - left);
        let steps = (to - from) as f64;
        for (step, row) in (1_u32..).zip(&mut rows[from + 1..to]) {
            let time = left + (whole * f64::from(step) / steps) as i32;
            row.times = Some((time, time));
            let advice = "It is put evenly between the stops before and after.";
            let expected = format!("a time, taken as {}", told(time));
            report.warn(
                row.spot.field("arrival_time"),
                "interpolated",
                quoted(""),
                &expected,
                advice,
            );
        }
    }
}

fn told(time: i32) -> String {
    crate::travel::Clock(time).to_string()
}
