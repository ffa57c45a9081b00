//! `expo gtfs`: a feed's timetable for the map, and every row of it that cannot be used.

use super::check::{Format, counted};
use super::measure::{self, Figures};
use clap::Args;
use m21::calendar::parse_date;
use m21::gtfs::{Feed, Problem, Report, Selection, Stations, Tables, Timetable};
use m21::load::Severity;
use serde::Serialize;
use std::fs;
use std::io::{self, BufWriter, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use time::Date;

#[derive(Args)]
pub(crate) struct Arguments {
    /// The feed: a zip file or a folder.
    feed: PathBuf,
    /// Where to write the timetable; without it, only the report is made.
    #[arg(long)]
    out: Option<PathBuf>,
    /// A stations.geojson. Stops are at the station of their name within 1,000 m or the nearest within 300 m, and others
    /// are left out. Without it every stop is a station, and its id is made of its name.
    #[arg(long)]
    stations: Option<PathBuf>,
    /// Only these lines, by id or short name, with commas between.
    #[arg(long, value_delimiter = ',')]
    lines: Vec<String>,
    /// Only what runs on rails.
    #[arg(long)]
    rail: bool,
    /// Only stops within west,south,east,north in degrees.
    #[arg(long, value_delimiter = ',', num_args = 1, allow_hyphen_values = true)]
    bbox: Vec<f64>,
    /// How the report is told.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Also measure how many journeys are found a second on one thread, on the busiest day or on --date.
    #[arg(long)]
    measure: bool,
    /// The day to measure, as 2021-05-16.
    #[arg(long, value_parser = date)]
    date: Option<Date>,
}

fn date(text: &str) -> Result<Date, String> {
    parse_date(text).ok_or_else(|| "expected a day as 2021-05-16".to_owned())
}

/// The exit code when something cannot be read or written at all.
const NO_FEED: u8 = 2;

pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    let told = match convert(arguments) {
        Ok(told) => told,
        Err(fault) => {
            let _ = writeln!(io::stderr(), "{fault}");
            return ExitCode::from(NO_FEED);
        }
    };
    let out = BufWriter::new(io::stdout().lock());
    let written = match arguments.format {
        Format::Text => told.write_text(out, &arguments.feed),
        Format::Json => told.write_json(out),
    };
    match written {
        Err(fault) if fault.kind() != ErrorKind::BrokenPipe => {
            let _ = writeln!(io::stderr(), "The report could not be written: {fault}.");
            ExitCode::FAILURE
        }
        _ if told.report.count(Severity::Error) > 0 || told.timetable.is_none() => ExitCode::FAILURE,
        _ => ExitCode::SUCCESS,
    }
}

/// What there is to tell.
struct Told {
    report: Report,
    feed: Feed,
    timetable: Option<Timetable>,
    figures: Option<Figures>,
}

fn convert(arguments: &Arguments) -> Result<Told, String> {
    let selection = selection(arguments)?;
    let tables = Tables::open(&arguments.feed).map_err(|fault| fault.to_string())?;
    let (feed, mut report) = Feed::read(&tables);
    let timetable = Timetable::of(&feed, &selection, &mut report);
    if let (Some(path), Some(timetable)) = (&arguments.out, &timetable) {
        fs::write(path, &timetable.text).map_err(|fault| format!("{} cannot be written: {fault}.", path.display()))?;
    }
    let figures = match (arguments.measure, arguments.date.or_else(|| feed.busiest_day())) {
        (true, Some(date)) => Some(measure::measure(&feed, date)?),
        _ => None,
    };
    Ok(Told {
        report,
        feed,
        timetable,
        figures,
    })
}

fn selection(arguments: &Arguments) -> Result<Selection, String> {
    let bounds = match arguments.bbox[..] {
        [] => None,
        [west, south, east, north] if west < east && south < north => Some([west, south, east, north]),
        _ => return Err("--bbox needs west,south,east,north in degrees, as 12.85,55.48,13.18,55.66.".to_owned()),
    };
    let stations = |path: &PathBuf| {
        let bytes = fs::read(path).map_err(|fault| format!("{} cannot be read: {fault}.", path.display()))?;
        Stations::parse(&bytes).map_err(|fault| format!("{} cannot be used: {fault}.", path.display()))
    };
    Ok(Selection {
        stations: arguments.stations.as_ref().map(stations).transpose()?,
        lines: arguments.lines.clone(),
        bounds,
        rail: arguments.rail,
    })
}

impl Told {
    fn counts(&self) -> Counts {
        Counts {
            stops: self.feed.stops.len(),
            lines: self.feed.lines.len(),
            trips: self.feed.trips.len(),
            calls: self.feed.calls(),
        }
    }

    fn write_text(&self, mut out: impl Write, feed: &Path) -> io::Result<()> {
        for problem in &self.report.problems {
            writeln!(out, "{}: {problem}", problem.severity.name())?;
        }
        let Counts {
            stops,
            lines,
            trips,
            calls,
        } = self.counts();
        let read = [(stops, "stops"), (lines, "lines"), (trips, "trips"), (calls, "calls")];
        let read: Vec<String> = read.iter().map(|(n, what)| counted(*n, what)).collect();
        let errors = counted(self.report.count(Severity::Error), "errors");
        let warnings = counted(self.report.count(Severity::Warning), "warnings");
        writeln!(out, "{}: {}; {errors}, {warnings}.", feed.display(), read.join(", "))?;
        match &self.timetable {
            Some(t) => writeln!(
                out,
                "The timetable: {}, {}, {}.",
                counted(t.stations, "stations"),
                counted(t.lines, "lines"),
                counted(t.trips, "trips")
            )?,
            None => writeln!(
                out,
                "No timetable: no trip that is wanted calls at two of the stations."
            )?,
        }
        if let Some(figures) = &self.figures {
            writeln!(out, "{figures}")?;
        }
        out.flush()
    }

    fn write_json(&self, mut out: impl Write) -> io::Result<()> {
        let report = MachineReport {
            problems: self.report.problems.iter().map(MachineProblem::of).collect(),
            errors: self.report.count(Severity::Error),
            warnings: self.report.count(Severity::Warning),
            counts: self.counts(),
            timetable: self.timetable.as_ref().map(|t| MachineTimetable {
                stations: t.stations,
                lines: t.lines,
                trips: t.trips,
            }),
            measured: self.figures.as_ref(),
        };
        serde_json::to_writer_pretty(&mut out, &report)?;
        writeln!(out)?;
        out.flush()
    }
}

/// What could be used of the feed.
#[derive(Serialize)]
struct Counts {
    stops: usize,
    lines: usize,
    trips: usize,
    calls: usize,
}

/// The report for programs; its names are held on to by others and are added to, never changed.
#[derive(Serialize)]
struct MachineReport<'a> {
    problems: Vec<MachineProblem<'a>>,
    errors: usize,
    warnings: usize,
    counts: Counts,
    timetable: Option<MachineTimetable>,
    measured: Option<&'a Figures>,
}

#[derive(Serialize)]
struct MachineTimetable {
    stations: usize,
    lines: usize,
    trips: usize,
}

/// A problem for programs.
#[derive(Serialize)]
struct MachineProblem<'a> {
    severity: &'a str,
    code: &'a str,
    file: &'a str,
    line: Option<u64>,
    field: Option<&'a str>,
    found: &'a str,
    expected: &'a str,
    message: String,
}

impl<'a> MachineProblem<'a> {
    fn of(problem: &'a Problem) -> Self {
        Self {
            severity: problem.severity.name(),
            code: problem.code,
            file: &problem.file,
            line: problem.line,
            field: problem.field,
            found: &problem.found,
            expected: &problem.expected,
            message: problem.to_string(),
        }
    }
}
