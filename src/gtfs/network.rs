//! The network of a feed's day.

use super::{Feed, FeedTrip};
use crate::calendar::{Holidays, Moment};
use crate::space::LonLat;
use crate::space::plane::Plane;
use crate::travel::{Builder, Call, Clock, Network, StopId, Trip, Walking};
use time::Date;

impl Feed {
    /// The trips of a day, those of the days before that still run in it, and those of the day after. Stops and lines
    /// have the feed's numbers. The plane is about the feed's middle.
    pub fn network(&self, date: Date, walking: Walking) -> Network {
        let plane = self.plane();
        let mut builder = Builder::new(walking);
        for stop in &self.stops {
            builder.stop(&stop.id, plane.to_plane(stop.at));
        }
        for day in -2..=1_i8 {
            let date = Moment::midnight(date).plus_minutes(i32::from(day) * 24 * 60).date;
            let none = Holidays::default();
            let runs: Vec<bool> = self.services.iter().map(|s| s.runs_on(date, &none)).collect();
            for trip in self.trips.iter().filter(|t| runs[t.service]) {
                let calls = calls(trip, day);
                if calls.last().is_some_and(|c| c.arrives >= Clock(0)) {
                    let line = trip.line as u32;
                    builder.trip(Trip { line, day }, &calls);
                }
            }
        }
        builder.build()
    }

    /// The plane about the middle of the feed's stops.
    pub fn plane(&self) -> Plane {
        let middle = |of: fn(&LonLat) -> f64| {
            let all = || self.stops.iter().map(|s| of(&s.at));
            let least = all().fold(f64::INFINITY, f64::min);
            least.midpoint(all().fold(f64::NEG_INFINITY, f64::max))
        };
        if self.stops.is_empty() {
            return Plane::about(crate::space::plane::ORIGIN);
        }
        Plane::about(LonLat::new(middle(|at| at.lon), middle(|at| at.lat)))
    }
}

fn calls(trip: &FeedTrip, day: i8) -> Vec<Call> {
    let at = |time: i32| Clock(time).days_on(i32::from(day));
    let call = |call: &super::FeedCall| Call {
        stop: StopId(call.stop as u32),
        arrives: at(call.arrives),
        departs: at(call.departs),
        boards: call.boards,
        alights: call.alights,
    };
    trip.calls.iter().map(call).collect()
}
