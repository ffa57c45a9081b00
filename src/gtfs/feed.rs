//! What can be used of a feed.

use super::problem::{Problem, Report};
use super::source::Tables;
use super::{calendar, frequencies, routes, stop_times, stops};
use crate::calendar::Service;
use crate::load::Severity;
use crate::space::LonLat;
use time::Date;

/// A stop, or the station its platforms belong to.
#[derive(Debug, Clone, PartialEq)]
pub struct FeedStop {
    /// Its id.
    pub id: String,
    /// Its name, or its id if it has none.
    pub name: String,
    /// Where it is.
    pub at: LonLat,
    /// The line of its row in `stops.txt`.
    pub line: u64,
}

/// A line: a route of GTFS.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedLine {
    /// Its id.
    pub id: String,
    /// Its number or short name; may be empty.
    pub short: String,
    /// Its long name; may be empty.
    pub long: String,
    /// Its `route_type`, if that is a number.
    pub kind: Option<i32>,
}

impl FeedLine {
    /// Whether it runs on rails: trams, undergrounds and trains, by the plain types of GTFS and the extended ones.
    pub fn is_rail(&self) -> bool {
        matches!(self.kind, Some(0..=2 | 12 | 100..=117 | 400..=405 | 900..=906))
    }
}

/// A trip's call at a stop, its times in seconds from the service day's beginning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FeedCall {
    /// The stop's number.
    pub stop: usize,
    /// When it comes.
    pub arrives: i32,
    /// When it goes on.
    pub departs: i32,
    /// Whether one can get on.
    pub boards: bool,
    /// Whether one can get off.
    pub alights: bool,
}

/// A trip. One that is repeated at intervals is as many trips.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedTrip {
    /// Its id.
    pub id: String,
    /// Its line's number.
    pub line: usize,
    /// The number of the days it runs.
    pub service: usize,
    /// Where it says it goes; may be empty.
    pub headsign: String,
    /// Its calls in order, at least two; their times never fall.
    pub calls: Vec<FeedCall>,
    /// The line of its row in `trips.txt`.
    pub row: u64,
}

/// What can be used of a feed.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Feed {
    /// Who runs the trains.
    pub agency: String,
    /// The stops that some trip calls at.
    pub stops: Vec<FeedStop>,
    /// The lines.
    pub lines: Vec<FeedLine>,
    /// The days trips run.
    pub services: Vec<Service>,
    /// The trips.
    pub trips: Vec<FeedTrip>,
}

impl Feed {
    /// Reads whatever can be read, and says what cannot.
    pub fn read(tables: &Tables) -> (Self, Report) {
        let mut report = Report::default();
        for file in &tables.damaged {
            report.problems.push(Problem {
                severity: Severity::Error,
                file: file.clone(),
                line: None,
                field: None,
                code: "damaged",
                found: "a table that cannot be unpacked whole".to_owned(),
                expected: "a sound zip file".to_owned(),
                advice: "What could be unpacked is used; fetch the feed again.",
            });
        }
        let agency = routes::agency(tables, &mut report);
        let stops = stops::read(tables, &mut report);
        let lines = routes::read(tables, &mut report);
        let services = calendar::read(tables, &mut report);
        let trips = routes::read_trips(tables, &lines, &services, &mut report);
        let mut trips = stop_times::read(tables, trips, &stops, &mut report);
        frequencies::read(tables, &mut trips, &mut report);
        let feed = Self {
            agency,
            stops: stops.places,
            lines: lines.items,
            services: services.items,
            trips,
        };
        (feed.without_unused_stops(), report)
    }

    fn without_unused_stops(mut self) -> Self {
        let mut number: Vec<Option<usize>> = vec![None; self.stops.len()];
        for call in self.trips.iter().flat_map(|t| &t.calls) {
            number[call.stop] = Some(0);
        }
        let mut kept = Vec::new();
        for (stop, number) in self.stops.into_iter().zip(&mut number) {
            if number.is_some() {
                *number = Some(kept.len());
                kept.push(stop);
            }
        }
        for call in self.trips.iter_mut().flat_map(|t| &mut t.calls) {
            call.stop = number[call.stop].unwrap_or_default();
        }
        self.stops = kept;
        self
    }

    /// How many calls its trips make.
    pub fn calls(&self) -> usize {
        self.trips.iter().map(|t| t.calls.len()).sum()
    }

    /// The first and the last day anything may run.
    pub fn days(&self) -> Option<(Date, Date)> {
        let of = |s: &Service| -> Vec<Date> { s.from.iter().chain(&s.to).chain(&s.also).copied().collect() };
        let days: Vec<Date> = self.services.iter().flat_map(of).collect();
        Some((*days.iter().min()?, *days.iter().max()?))
    }

    /// The first of the days on which most trips run.
    pub fn busiest_day(&self) -> Option<Date> {
        let (first, last) = self.days()?;
        let mut trips_of = vec![0_usize; self.services.len()];
        for trip in &self.trips {
            trips_of[trip.service] += 1;
        }
        let trips_on = |date: Date| -> usize {
            let running = self.services.iter().zip(&trips_of);
            running
                .filter(|(s, _)| s.runs_on(date, &crate::calendar::Holidays::default()))
                .map(|(_, n)| n)
                .sum()
        };
        // A feed may claim to hold for ever; ten years will do.
        let days = std::iter::successors(Some(first), |day| day.next_day().filter(|d| *d <= last)).take(3_660);
        days.map(|day| (trips_on(day), day))
            .max_by_key(|(trips, day)| (*trips, std::cmp::Reverse(*day)))
            .map(|(_, d)| d)
    }
}
