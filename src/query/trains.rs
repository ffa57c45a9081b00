//! The next train by the planning times.

use std::cmp::Reverse;

use crate::calendar::Moment;
use crate::model::{Atlas, Departures, StationId};

/// Minutes in a day.
const DAY: i32 = 24 * 60;

/// A train that can be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NextTrain {
    /// Where it is taken.
    pub from: StationId,
    /// When it leaves there.
    pub departs: Moment,
    /// When it arrives.
    pub arrives: Moment,
    /// Its line, by its place in the timetable.
    pub line: usize,
}

/// The train that arrives first of those that leave at `at` or later, today or tomorrow; of two that arrive together
/// the one that leaves last.
pub(super) fn next_train(atlas: &Atlas, from: StationId, to: StationId, at: Moment) -> Option<NextTrain> {
    let mut trains = Vec::new();
    for (line, l) in atlas.timetable.lines.iter().enumerate() {
        for (i, off) in l
            .stops
            .iter()
            .enumerate()
            .filter(|(_, stop)| stop.station == from && stop.boards)
        {
            let Some(on) = l.stops[i + 1..].iter().find(|stop| stop.station == to && stop.alights) else {
                continue;
            };
            // Yesterday's last train may pass after midnight.
            for day in -1..=1 {
                let midnight = Moment::midnight(at.date).plus_minutes(day * DAY);
                let earliest = midnight.minutes_until(at) - i32::from(off.leaves);
                let running = l
                    .departures
                    .iter()
                    .filter(|d| d.days.runs_on(midnight.date, &atlas.expo.holidays));
                let first = |d: &Departures| d.at.iter().map(|at| i32::from(*at)).find(|at| *at >= earliest);
                trains.extend(running.filter_map(first).map(|leaves| NextTrain {
                    from,
                    departs: midnight.plus_minutes(leaves + i32::from(off.leaves)),
                    arrives: midnight.plus_minutes(leaves + i32::from(on.minutes)),
                    line,
                }));
            }
        }
    }
    trains
        .into_iter()
        .min_by_key(|t| (t.arrives, Reverse(t.departs), t.line))
}
