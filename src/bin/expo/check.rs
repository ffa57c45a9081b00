//! `expo check`: every problem in a data folder, as sentences or as JSON.

use crate::folder::{Folder, PACKED, why};
use crate::pack;
use clap::{Args, ValueEnum};
use m21::load::{self, Loaded, Problem, Severity};
use m21::model::Atlas;
use m21::query::World;
use serde::Serialize;
use std::collections::BTreeMap;
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
    let folder = match Folder::read(&arguments.dir) {
        Ok(folder) => folder,
        Err(fault) => {
            let _ = writeln!(io::stderr(), "{fault}");
            return ExitCode::from(NO_FOLDER);
        }
    };
    let report = match load::read(&folder.sources()) {
        Ok(Loaded { atlas, mut problems }) => {
            let counts = counts(&atlas);
            match companion(&arguments.dir, atlas) {
                Ok(fault) => problems.extend(fault),
                Err(fault) => {
                    let _ = writeln!(io::stderr(), "{fault}");
                    return ExitCode::from(NO_FOLDER);
                }
            }
            Report { problems, counts }
        }
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

/// What is wrong with the sites' companion file, if there is one: it must be what `expo pack` would write.
fn companion(dir: &Path, atlas: Atlas) -> Result<Option<Problem>, String> {
    if !dir.join(PACKED).exists() {
        return Ok(None);
    }
    let world = World::new(atlas);
    let written = world.atlas.sites.written(&world.atlas.limits());
    let is_stale = pack::is_stale(dir, &written).map_err(|fault| why(&dir.join(PACKED), "read", &fault))?;
    Ok(is_stale.then(Problem::stale_companion))
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
