//! The network of the model's timetable.

use super::{Builder, Call, Clock, Network, StopId, Trip, Walking};
use crate::calendar::{Holidays, Moment};
use crate::model::{Line, LineStop, Station, Timetable};
use time::Date;

impl Network {
    /// The trains of a day, those of the day before that still run in it, and those of the day after.
    /// Stops and lines have the numbers of the stations and lines.
    pub fn of_day(
        timetable: &Timetable,
        stations: &[Station],
        holidays: &Holidays,
        date: Date,
        walking: Walking,
    ) -> Self {
        let always = (Clock(0), Clock(Clock::LIMIT));
        Self::of_hours(timetable, stations, holidays, (date, always), walking)
    }

    /// The trains of a day that still run at the first time and leave by the last, as [`Network::of_day`] has them; a day
    /// out needs no others.
    pub fn of_hours(
        timetable: &Timetable,
        stations: &[Station],
        holidays: &Holidays,
        (date, (first, last)): (Date, (Clock, Clock)),
        walking: Walking,
    ) -> Self {
        let mut builder = Builder::new(walking);
        for station in stations {
            builder.stop(&station.slug, station.at);
        }
        for day in -2..=1_i8 {
            let date = Moment::midnight(date).plus_minutes(i32::from(day) * 24 * 60).date;
            for (number, line) in (0..).zip(&timetable.lines) {
                let departures = line.departures.iter().filter(|d| d.days.runs_on(date, holidays));
                for leaves in departures.flat_map(|d| &d.at) {
                    let calls = calls(line, Clock::hm(0, i32::from(*leaves)).days_on(i32::from(day)));
                    let ends = calls.first().zip(calls.last());
                    if ends.is_some_and(|(from, to)| to.arrives >= first && from.departs <= last) {
                        // A line of the loader's is always a trip.
                        builder.trip(Trip { line: number, day }, &calls);
                    }
                }
            }
        }
        builder.build()
    }
}

fn calls(line: &Line, leaves: Clock) -> Vec<Call> {
    let call = |s: &LineStop| Call {
        stop: StopId(u32::from(s.station.0)),
        arrives: leaves.plus(i32::from(s.minutes) * 60),
        departs: leaves.plus(i32::from(s.leaves) * 60),
        boards: s.boards,
        alights: s.alights,
    };
    line.stops.iter().map(call).collect()
}
