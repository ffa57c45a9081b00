//! Trips that are repeated at intervals.

use super::FeedTrip;
use super::problem::Report;
use super::source::Tables;
use super::table::each_row;
use super::time::{TIME, seconds, whole};
use std::collections::{BTreeMap, HashMap};

/// The shortest interval; whole networks run at none shorter, and the longest day then has 2,000 trips.
const SHORTEST: i32 = 30;

/// Puts a trip for each departure in the place of those with intervals. Trips at about these times (`exact_times` 0)
/// are taken to run at just these, which is the best guess there is.
pub(super) fn read(tables: &Tables, trips: &mut Vec<FeedTrip>, report: &mut Report) {
    let numbers: HashMap<&str, usize> = trips.iter().enumerate().map(|(i, t)| (t.id.as_str(), i)).collect();
    let mut starts: BTreeMap<usize, Vec<i32>> = BTreeMap::new();
    let columns = ["trip_id", "start_time", "end_time", "headway_secs"];
    each_row(tables, "frequencies.txt", (columns, 4), report, |report, row| {
        let [trip, from, to, every] = row.fields;
        let Some(trip) = numbers.get(trip).copied() else {
            let expected = "an id that is used from trips.txt";
            report.leave_out(row.spot.field("trip_id"), "unknown-reference", trip, expected);
            return;
        };
        let (Some(from), Some(to)) = (seconds(from), seconds(to)) else {
            let (field, found) = if seconds(from).is_none() {
                ("start_time", from)
            } else {
                ("end_time", to)
            };
            report.leave_out(row.spot.field(field), "bad-time", found, TIME);
            return;
        };
        let Some(every) = whole(every).filter(|every| *every >= SHORTEST) else {
            let expected = format!("whole seconds, at least {SHORTEST}");
            report.leave_out(row.spot.field("headway_secs"), "number-out-of-range", every, &expected);
            return;
        };
        if to <= from {
            report.leave_out(
                row.spot.field("end_time"),
                "not-after",
                row.fields[2],
                "a time after start_time",
            );
            return;
        }
        starts
            .entry(trip)
            .or_default()
            .extend((from..to).step_by(every.unsigned_abs() as usize));
    });
    if starts.is_empty() {
        return;
    }
    let mut all = Vec::with_capacity(trips.len());
    for (i, trip) in trips.drain(..).enumerate() {
        let Some(starts) = starts.get(&i) else {
            all.push(trip);
            continue;
        };
        let first = trip.calls.first().map_or(0, |call| call.departs);
        for start in starts {
            let mut copy = trip.clone();
            for call in &mut copy.calls {
                call.arrives += start - first;
                call.departs += start - first;
            }
            all.push(copy);
        }
    }
    *trips = all;
}
