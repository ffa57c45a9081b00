//! The engine does not read site after site: held by ratios and counts, which a busy machine does not change.
//! A binary of its own, for its memory is counted (`allocation-counter`).
#![cfg(not(target_arch = "wasm32"))]

mod crowd;

use cpu_time::ThreadTime;
use crowd::{Ask, Crowd};
use m21::space::Px;
use serde::Deserialize;
use std::hint::black_box;
use std::path::Path;
use std::time::Duration;

/// What `budget.toml` allows the engine.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Query {
    share_of_scan: f64,
    answer_allocations: u64,
    frame_allocations: u64,
    growth: f64,
}

fn budget() -> Query {
    #[derive(Deserialize)]
    struct Budget {
        query: Query,
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("budget.toml");
    let text = std::fs::read_to_string(path).expect("budget.toml is readable");
    let budget: Budget = toml::from_str(&text).expect("budget.toml has a section [query]");
    budget.query
}

#[test]
fn the_engine_and_a_plain_scan_count_the_same() {
    for count in [1_000, 10_000] {
        let crowd = Crowd::of(count);
        for ask in Ask::ALL {
            let answer = crowd.answer(&ask.view());
            let scanned = crowd.scan_with_wheels(ask);
            assert!(scanned.total > 0, "{ask}: no site matches, so nothing is shown");
            assert_eq!(crowd.numbers(&answer), scanned, "{ask}, {count} sites");
            assert_eq!(crowd.scan(ask).counts, scanned.counts, "{ask}, {count} sites");
        }
    }
}

/// The least of several turns: whatever disturbs a turn makes it longer.
fn least(mut turn: impl FnMut()) -> Duration {
    let time = |_| {
        let began = ThreadTime::now();
        turn();
        began.elapsed()
    };
    (0..7).map(time).min().expect("turns")
}

#[test]
fn answers_take_a_small_share_of_plain_scans() {
    let crowd = Crowd::of(100_000);
    let most = budget().share_of_scan;
    let (mut answers, mut scans) = (Duration::ZERO, Duration::ZERO);
    for ask in Ask::ALL {
        let view = ask.view();
        // Words are looked for once and remembered; the first time is a scan itself.
        crowd.answer(&view);
        let answer = least(|| drop(black_box(crowd.answer(black_box(&view)))));
        let scan = least(|| drop(black_box(crowd.scan(black_box(ask)))));
        println!("{ask}: {answer:?} of {scan:?}");
        answers += answer;
        scans += scan;
    }
    let share = answers.as_secs_f64() / scans.as_secs_f64();
    println!("all: a share of {share:.3}");
    assert!(
        share <= most,
        "Answers take {share:.3} of plain scans' time; budget.toml allows {most}."
    );
}

#[test]
fn a_push_of_the_map_asks_for_no_memory() {
    let crowd = Crowd::of(100_000);
    let mut ticks = Vec::new();
    // The first frame makes room for the index.
    crowd.push(Px::default(), &mut ticks);
    for step in 1..40 {
        let by = Px::new(f64::from(step), f64::from(step) / 2.0);
        let mut moved = None;
        let asked = allocation_counter::measure(|| moved = crowd.push(by, &mut ticks));
        assert!(moved.is_some_and(|m| m.distance(by) < 1e-6), "{by:?} moves {moved:?}");
        assert_eq!(asked.count_total, 0, "{by:?}");
    }
    assert!(ticks.len() > 20, "the index is there");
}

#[test]
fn memory_is_asked_for_as_often_whatever_the_number_of_sites() {
    let budget = budget();
    let (small, large) = (Crowd::of(1_000), Crowd::of(100_000));
    for ask in Ask::ALL {
        let view = ask.view();
        let asked = |crowd: &Crowd| {
            let mut answer = crowd.answer(&view);
            let answering = allocation_counter::measure(|| answer = crowd.answer(&view));
            let faces = crowd.faces(&view, &answer);
            // The first frame makes the words.
            crowd.frame(&view, &answer, &faces);
            let drawing = allocation_counter::measure(|| drop(crowd.frame(&view, &answer, &faces)));
            [answering.count_total, drawing.count_total]
        };
        let (few, many) = (asked(&small), asked(&large));
        println!("{ask}: {few:?} times for 1,000 sites, {many:?} for 100,000");
        let limits = [budget.answer_allocations, budget.frame_allocations];
        for (what, i) in [("Answering", 0), ("A frame of", 1)] {
            assert!(
                few[i].max(many[i]) <= limits[i],
                "{what} “{ask}” asks for memory {} times; budget.toml allows {}.",
                few[i].max(many[i]),
                limits[i]
            );
            assert!(
                many[i] as f64 <= few[i] as f64 * budget.growth,
                "{what} “{ask}” asks for memory {} times with 100,000 sites and {} with 1,000; budget.toml allows {} \
                 times as often.",
                many[i],
                few[i],
                budget.growth
            );
        }
    }
}
