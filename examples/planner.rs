//! How long the planner's core takes, natively or as WebAssembly: `cargo xtask bench-wasm`, or
//! `cargo run --profile fast --example planner -- data [instances best-known.csv [seconds]]`.
//!
//! It prints the time of the exact search, of whole plans and suggestions of the shipped expo, and, if asked, the mean gap
//! to the best known of published instances. Natively all times are the wall's; on a busy machine they are too long.

#![allow(
    clippy::disallowed_methods,
    reason = "this measures time, and never runs in the page"
)]
#![allow(clippy::print_stdout, reason = "this is a program")]
#![allow(dead_code, reason = "the tool's own readers know more than is asked here")]

#[path = "../src/bin/expo/best_known.rs"]
mod best_known;
#[path = "../src/bin/expo/instance.rs"]
mod instance;

use m21::calendar::Moment;
use m21::day::{Chunk, Outing, Suggestion, proof};
use m21::load::{File, Sources, read};
use m21::model::SiteId;
use m21::query::World;
use m21::tour::{Effort, Ends, Goal, Problem, Profile, Profiles, Ride, Search, Stop, Tick, Window, order, prove};
use m21::view::Wish;
use m21::view::wish::Edit;
use std::fs;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// The same numbers on every run (xorshift64*).
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: u32) -> Tick {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (((self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 32) * u64::from(n)) >> 32) as Tick
    }
}

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let told = match words.as_slice() {
        [data] => all(data),
        [data, dir, best] => all(data).and_then(|()| gaps(dir, best, 0.2)),
        [data, dir, best, seconds] => match seconds.parse() {
            Ok(seconds) => all(data).and_then(|()| gaps(dir, best, seconds)),
            Err(_) => Err(format!("{seconds:?} is no number of seconds.")),
        },
        _ => Err("planner <data folder> [<folder of instances> <best known>.csv [seconds]]".to_owned()),
    };
    match told {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("{why}");
            ExitCode::FAILURE
        }
    }
}

fn all(data: &str) -> Result<(), String> {
    println!("milliseconds                         mean   median     most");
    for count in [12, 15] {
        let mut dice = Dice(21);
        let mut problems = (0..20).map(|_| random_day(&mut dice, count));
        let days: Vec<Problem<Profiles>> = problems.by_ref().collect();
        let mut turn = days.iter().cycle();
        tell(&format!("exact order of {count} stops"), 60, || {
            let chosen: Vec<usize> = (1..=count).collect();
            let found = turn
                .next()
                .and_then(|day| order(day, &chosen, Goal::Finish, Effort::default()));
            found.map_or(0, |found| found.tour.visits.len())
        });
    }
    plans(data)
}

/// Stops about a ring with a train each way every half hour or so, open in one or two windows.
fn random_day(dice: &mut Dice, count: usize) -> Problem<Profiles> {
    let places = count + 1;
    let at: Vec<(Tick, Tick)> = (0..places).map(|_| (dice.below(30), dice.below(30))).collect();
    let mut profile = |from: usize, to: usize| {
        let walk = 2 * ((at[from].0 - at[to].0).abs() + (at[from].1 - at[to].1).abs());
        let (first, took) = (dice.below(30), walk / 3 + 4);
        let rides: Vec<Ride> = (0..40)
            .map(|i| {
                let departs = 360 + first + 30 * i;
                Ride {
                    departs,
                    arrives: departs + took,
                }
            })
            .collect();
        Profile::new((walk <= 30).then_some(walk), &rides)
    };
    let travel = Profiles::new(places, &mut profile);
    let stops = (0..places)
        .map(|_| {
            let opens = 480 + dice.below(240);
            let window = Window {
                opens,
                closes: opens + 240 + dice.below(240),
            };
            Stop::new(10 + dice.below(40), 1, &[window])
        })
        .collect();
    let ends = Ends {
        start: 0,
        end: 0,
        departs: 480,
        deadline: 1200,
    };
    Problem::new(stops, travel, ends).expect("a day within bounds")
}

fn plans(data: &str) -> Result<(), String> {
    let mut sources = Sources::default();
    let files: Vec<(File, Vec<u8>)> = File::ALL
        .into_iter()
        .filter_map(|file| Some((file, fs::read(Path::new(data).join(file.path())).ok()?)))
        .collect();
    for (file, bytes) in &files {
        sources.put_bytes(*file, bytes);
    }
    let loaded = read(&sources).map_err(|_| format!("{data} has no expo that can be read."))?;
    let world = Arc::new(World::new(loaded.atlas));
    let clock = Moment::parse("2021-05-18T09:30").ok_or("a moment")?;
    for count in [8, 15] {
        let mut dice = Dice(7);
        let mut wish = || {
            let mut wish = Wish {
                leaves: Some(clock),
                ..Wish::default()
            };
            while wish.stops.len() < count {
                let site = SiteId(dice.below(world.atlas.sites.len() as u32).cast_unsigned());
                wish = wish.after(Edit::Add(world.atlas.sites.slug(site).to_owned()));
                wish.stops.iter_mut().for_each(|stop| stop.stay = Some(15));
            }
            wish
        };
        tell(&format!("plan of {count} sites, proved"), 60, || {
            let wish = wish();
            let plan = Outing::new(&world, &wish, clock).map(|mut outing| outing.plan());
            plan.map_or(0, |plan| proof::faults(&world, &wish, clock, &plan).len())
        });
    }
    for (chunk, name) in [(Chunk::Wished, "half a day"), (Chunk::AllGoals, "all goals")] {
        let wish = Wish {
            leaves: Some(clock),
            ..Wish::default()
        };
        tell(&format!("three suggestions, {name}"), 3, || {
            let Some(mut suggestion) = Suggestion::new(&world, &wish, clock, chunk) else {
                return 0;
            };
            while suggestion.step(64) {}
            suggestion.wishes().len()
        });
    }
    Ok(())
}

/// Prints how long something takes.
fn tell<R>(name: &str, times: usize, mut work: impl FnMut() -> R) {
    let mut took: Vec<f64> = (0..times)
        .map(|_| {
            let began = Instant::now();
            std::hint::black_box(work());
            began.elapsed().as_secs_f64() * 1e3
        })
        .collect();
    took.sort_by(f64::total_cmp);
    let mean = took.iter().sum::<f64>() / took.len() as f64;
    println!(
        "{name:<32} {:>8.2} {:>8.2} {:>8.2}",
        mean,
        took[times / 2],
        took[times - 1]
    );
}

/// The mean gap to the best known scores after so many seconds each.
fn gaps(dir: &str, best: &str, seconds: f64) -> Result<(), String> {
    let known = best_known::read(Path::new(best))?;
    let budget = Duration::from_secs_f64(seconds);
    let mut gaps = Vec::new();
    let mut iterations = 0;
    for known in known.iter().filter(|known| known.goal.is_none()) {
        let path = Path::new(dir).join(format!("{}.txt", known.instance));
        if !path.exists() {
            continue;
        }
        let instance = instance::read(&path)?;
        let began = Instant::now();
        let mut search = Search::new(instance.problem.by_ref(), 1);
        while began.elapsed() < budget {
            search.step(8);
        }
        iterations += search.iterations();
        let tour = search.best().ok_or("no tour was found")?;
        prove(&instance.problem, &tour).map_err(|fault| fault.to_string())?;
        gaps.push((known.value - tour.score as f64) / known.value * 100.0);
    }
    let count = gaps.len().max(1) as f64;
    println!(
        "mean gap at {seconds} s: {:.3} % of {} instances, {:.0} iterations each; every tour checked",
        gaps.iter().sum::<f64>() / count,
        gaps.len(),
        iterations as f64 / count,
    );
    Ok(())
}
