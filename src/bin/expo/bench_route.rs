//! `expo bench-route`: how good our tours are on published instances.

use super::best_known::{self, BestKnown};
use super::instance::{self, Instance, Kind};
use clap::Args;
use cpu_time::ThreadTime;
use m21::tour::{Effort, Goal, Itinerary, Search, order, prove};
use std::fs;
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

#[derive(Args)]
pub(crate) struct Arguments {
    /// The folder of instances: KU Leuven's .txt and TSPLIB's .tsptw.
    dir: PathBuf,
    /// The best values known, as CSV.
    #[arg(long, value_name = "FILE.csv")]
    best: PathBuf,
    /// The processor's time for each instance, in seconds.
    #[arg(long, default_value_t = 1.0, value_parser = seconds)]
    seconds: f64,
    /// So many iterations for each instance instead, for the same tours on every machine.
    #[arg(long, conflicts_with = "seconds")]
    iterations: Option<u64>,
    /// The search's seed.
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

fn seconds(text: &str) -> Result<f64, String> {
    let seconds = text.parse::<f64>().ok().filter(|s| *s > 0.0 && *s <= 86_400.0);
    seconds.ok_or_else(|| "expected a number of seconds above 0, a day at most".to_owned())
}

/// Iterations between two looks at the clock: well under a millisecond.
const SLICE: u64 = 8;

/// Ways a layer for an exact order, for each second there is and at most; 32 bytes each. When it has to be given up, a
/// good part of the time is left for the search.
const LABELS_A_SECOND: f64 = 100_000.0;
const MOST_LABELS: f64 = 200_000.0;

/// The same where iterations are given: so that few of them are quick.
const LABELS_AN_ITERATION: usize = 40;

/// Solves a folder, a line an instance.
pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    match bench(arguments, io::stdout().lock()) {
        Ok(()) | Err(Stop::Gone) => ExitCode::SUCCESS,
        Err(Stop::Fault(why)) => {
            let _ = writeln!(io::stderr(), "{why}");
            ExitCode::FAILURE
        }
    }
}

/// Why there is no more to tell.
enum Stop {
    /// Our reader has gone away, as `head` does.
    Gone,
    Fault(String),
}

impl From<String> for Stop {
    fn from(why: String) -> Self {
        Self::Fault(why)
    }
}

impl From<io::Error> for Stop {
    fn from(fault: io::Error) -> Self {
        match fault.kind() {
            ErrorKind::BrokenPipe => Self::Gone,
            _ => Self::Fault(format!("The report could not be written: {fault}.")),
        }
    }
}

fn bench(arguments: &Arguments, mut out: impl Write) -> Result<(), Stop> {
    let known = best_known::read(&arguments.best)?;
    // All are read before any is solved, so that a fault shows at once.
    let instances: Vec<Instance> = files(&arguments.dir)?
        .iter()
        .map(|path| instance::read(path))
        .collect::<Result<_, _>>()?;
    if instances.is_empty() {
        let dir = arguments.dir.display();
        return Err(format!("{dir} holds no instances; expected files named .txt or .tsptw.").into());
    }
    writeln!(out, "instance        goal         ours   best known   gap %    cpu s")?;
    let mut gaps = Vec::new();
    for instance in &instances {
        let best: Vec<&BestKnown> = known.iter().filter(|k| k.instance == instance.name).collect();
        let goals: Vec<Option<Goal>> = match (instance.kind, best.is_empty()) {
            (Kind::Suggest, _) => vec![None],
            (Kind::Order, true) => vec![Some(Goal::Finish)],
            (Kind::Order, false) => best.iter().map(|k| k.goal).collect(),
        };
        for goal in goals {
            let best = best.iter().find(|k| k.goal == goal).map(|k| k.value);
            let began = ThreadTime::now();
            let tour = solve(instance, goal, arguments, began);
            let took = began.elapsed().as_secs_f64();
            let name = &instance.name;
            let tour = tour.ok_or_else(|| format!("{name}: no tour was found."))?;
            prove(&instance.problem, &tour)
                .map_err(|fault| format!("{name}: the tour found breaks a rule. {fault}"))?;
            let ours = match goal {
                None => tour.score as f64,
                Some(Goal::Finish) => f64::from(tour.finish) / instance.scale,
                Some(Goal::Travel) => f64::from(tour.under_way()) / instance.scale,
            };
            let missed = instance.problem.choices().count() - tour.visits.len();
            let gap = best.map(|best| if goal.is_none() { best - ours } else { ours - best } / best * 100.0);
            // An order that leaves stops out is no answer, however short.
            let gap = gap.map(|gap| if goal.is_some() && missed > 0 { 100.0 } else { gap });
            gaps.extend(gap);
            let told =
                |value: Option<f64>, decimals: usize| value.map_or("-".to_owned(), |v| format!("{v:.decimals$}"));
            let what = match goal {
                None => "score",
                Some(Goal::Finish) => "makespan",
                Some(Goal::Travel) => "travel",
            };
            let note = if goal.is_some() && missed > 0 {
                format!("  {missed} left out")
            } else {
                String::new()
            };
            let (best, gap) = (told(best, 0), told(gap, 3));
            writeln!(
                out,
                "{name:<14}  {what:<8} {ours:>9} {best:>12} {gap:>7} {took:>8.3}{note}"
            )?;
        }
    }
    let count = gaps.len();
    if count == 0 {
        let best = arguments.best.display();
        return Err(format!("{best} has no value for any of these instances, so there is no gap to tell.").into());
    }
    writeln!(
        out,
        "mean gap {:.3} % of {count}; every tour checked",
        gaps.iter().sum::<f64>() / count as f64
    )?;
    Ok(out.flush()?)
}

/// The instances of a folder, by name.
fn files(dir: &Path) -> Result<Vec<PathBuf>, String> {
    let why = |fault: io::Error| format!("{} cannot be read: {fault}.", dir.display());
    let mut paths = Vec::new();
    for entry in fs::read_dir(dir).map_err(why)? {
        let path = entry.map_err(why)?.path();
        let ends_in = |e: &str| path.extension().is_some_and(|own| own == e);
        // The description that comes with the instances is named in capitals, as a README is.
        let described = path
            .file_stem()
            .is_some_and(|stem| stem == "FORMAT" || stem == "README");
        if (ends_in("txt") && !described) || ends_in("tsptw") {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}

fn solve(instance: &Instance, goal: Option<Goal>, arguments: &Arguments, began: ThreadTime) -> Option<Itinerary> {
    let budget = Duration::from_secs_f64(arguments.seconds);
    let problem = &instance.problem;
    let mut search = match goal {
        None => Search::new(problem.by_ref(), arguments.seed),
        Some(goal) => {
            let chosen: Vec<usize> = problem.choices().collect();
            let usual = Effort::default();
            let effort = Effort {
                labels: match arguments.iterations {
                    Some(iterations) => usual
                        .labels
                        .min(LABELS_AN_ITERATION.saturating_mul(iterations as usize)),
                    None => (LABELS_A_SECOND * arguments.seconds).min(MOST_LABELS) as usize,
                },
                iterations: 0,
                seed: arguments.seed,
                others: 0,
            };
            let found = order(problem, &chosen, goal, effort).filter(|ordered| ordered.exact);
            if let Some(ordered) = found {
                return Some(ordered.tour);
            }
            Search::ordering(problem.by_ref(), &chosen, goal, arguments.seed)
        }
    };
    if let Some(iterations) = arguments.iterations {
        search.step(iterations);
        return search.best();
    }
    while began.elapsed() < budget {
        search.step(SLICE);
    }
    search.best()
}
