//! `expo check`: every problem in a data folder, as sentences or as JSON.

use clap::{Args, ValueEnum};
use m21::load::{self, File, Loaded, Problem, Severity, Sources};
use m21::model::Atlas;
use serde::Serialize;
use std::collections::BTreeMap;
use std::fs;
use std::io::{self, BufWriter, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

#[derive(Args)]
pub(crate) struct Arguments {
    /// The data folder.
    #[arg(default_value = "data")]
    dir: PathBuf,
    /// How the problems are told.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

#[derive(Clone, Copy, Default, ValueEnum)]
pub(crate) enum Format {
    /// A sentence a line.
    #[default]
    Text,
    /// One JSON object.
    Json,
}

/// The exit code when the folder cannot be read.
const NO_FOLDER: u8 = 2;

/// Checks a folder. A reader of our output that has gone away, as `head` does, changes nothing.
pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    let bytes = match read_folder(&arguments.dir) {
        Ok(bytes) => bytes,
        Err(fault) => {
            let _ = writeln!(io::stderr(), "{fault}");
            return ExitCode::from(NO_FOLDER);
        }
    };
    let mut sources = Sources::default();
    for (file, bytes) in &bytes {
        sources.put_bytes(*file, bytes);
    }
    let report = match load::read(&sources) {
        Ok(Loaded { atlas, problems }) => Report {
            counts: counts(&atlas),
            problems,
        },
        Err(unreadable) => Report {
            counts: Vec::new(),
            problems: unreadable.problems,
        },
    };
    let out = BufWriter::new(io::stdout().lock());
    let written = match arguments.format {
        Format::Text => report.write_text(out, &arguments.dir),
        Format::Json => report.write_json(out),
    };
    match written {
        Err(fault) if fault.kind() != ErrorKind::BrokenPipe => {
            let _ = writeln!(io::stderr(), "The report could not be written: {fault}.");
            ExitCode::FAILURE
        }
        _ if report.errors() > 0 => ExitCode::FAILURE,
        _ => ExitCode::SUCCESS,
    }
}

/// The bytes of every data file that is there, or a sentence about the one that cannot be read.
fn read_folder(dir: &Path) -> Result<Vec<(File, Vec<u8>)>, String> {
    let why = |path: &Path, fault: &io::Error| format!("{} cannot be read: {fault}.", path.display());
    fs::read_dir(dir).map_err(|fault| why(dir, &fault))?;
    let mut found = Vec::new();
    for file in File::ALL {
        let path = dir.join(file.path());
        match fs::read(&path) {
            Ok(bytes) => found.push((file, bytes)),
            Err(fault) if fault.kind() == ErrorKind::NotFound => {}
            Err(fault) => return Err(why(&path, &fault)),
        }
    }
    Ok(found)
}

/// `1 error`, `2 errors`.
pub(crate) fn counted(n: usize, what: &str) -> String {
    let one = what.strip_suffix('s').filter(|_| n == 1);
    format!("{n} {}", one.unwrap_or(what))
}

struct Report {
    problems: Vec<Problem>,
    /// How many of what were read; nothing if the expo cannot be shown.
    counts: Vec<(&'static str, usize)>,
}

fn counts(atlas: &Atlas) -> Vec<(&'static str, usize)> {
    vec![
        ("sites", atlas.sites.len()),
        ("stations", atlas.stations.len()),
        ("partners", atlas.partners.len()),
        ("districts", atlas.city.districts.len()),
        ("subareas", atlas.city.subareas.len()),
        ("lines", atlas.timetable.lines.len()),
        ("events", atlas.events.len()),
        ("notices", atlas.notices.len()),
    ]
}

impl Report {
    fn count(&self, severity: Severity) -> usize {
        self.problems.iter().filter(|p| p.severity == severity).count()
    }

    fn errors(&self) -> usize {
        self.count(Severity::Error)
    }

    fn write_text(&self, mut out: impl Write, dir: &Path) -> io::Result<()> {
        for problem in &self.problems {
            writeln!(out, "{}: {problem}", problem.severity.name())?;
        }
        if self.problems.is_empty() {
            let counts: Vec<String> = self.counts.iter().map(|(what, n)| counted(*n, what)).collect();
            writeln!(out, "{}: {}; no problems.", dir.display(), counts.join(", "))?;
        } else {
            let parts = [(self.errors(), "errors"), (self.count(Severity::Warning), "warnings")];
            let told = parts.iter().filter(|(n, _)| *n > 0).map(|(n, what)| counted(*n, what));
            writeln!(out, "{}: {}.", dir.display(), told.collect::<Vec<_>>().join(", "))?;
        }
        out.flush()
    }

    fn write_json(&self, mut out: impl Write) -> io::Result<()> {
        serde_json::to_writer_pretty(&mut out, &self.for_machines())?;
        writeln!(out)?;
        out.flush()
    }

    fn for_machines(&self) -> MachineReport<'_> {
        MachineReport {
            problems: self.problems.iter().map(MachineProblem::of).collect(),
            errors: self.errors(),
            warnings: self.count(Severity::Warning),
            counts: self.counts.iter().copied().collect(),
        }
    }
}

/// The report for programs; its names are held on to by others and are added to, never changed.
#[derive(Serialize)]
struct MachineReport<'a> {
    problems: Vec<MachineProblem<'a>>,
    errors: usize,
    warnings: usize,
    counts: BTreeMap<&'a str, usize>,
}

/// A problem for programs.
#[derive(Serialize)]
struct MachineProblem<'a> {
    severity: &'a str,
    code: &'a str,
    file: &'a str,
    feature: Option<&'a str>,
    field: Option<&'a str>,
    message: String,
}

impl<'a> MachineProblem<'a> {
    fn of(problem: &'a Problem) -> Self {
        Self {
            severity: problem.severity.name(),
            code: problem.kind.code(),
            file: problem.file.path(),
            feature: problem.feature.as_deref(),
            field: problem.field.as_deref(),
            message: problem.to_string(),
        }
    }
}
