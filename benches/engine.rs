//! How long the engine takes to answer a filter, and to give a frame its wheels, beside a plain scan for the same numbers:
//! `cargo bench --bench engine`, with a part of a name for some only. Up to a million made-up sites, so 2 GB of memory.
#![cfg(not(target_arch = "wasm32"))]

#[path = "../tests/crowd/mod.rs"]
mod crowd;

use crowd::{Ask, Crowd};
use divan::{AllocProfiler, Bencher, black_box};
use m21::query::World;
use m21::space::Px;
use m21::view::Filter;
use std::cell::LazyCell;
use std::fmt;

#[global_allocator]
static MEMORY: AllocProfiler = AllocProfiler::system();

thread_local! {
    /// Made when they are first asked for, and kept as long as the benchmark runs.
    static CROWDS: [LazyCell<&'static Crowd>; 4] = [
        LazyCell::new(|| Box::leak(Box::new(Crowd::of(1_000)))),
        LazyCell::new(|| Box::leak(Box::new(Crowd::of(10_000)))),
        LazyCell::new(|| Box::leak(Box::new(Crowd::of(100_000)))),
        LazyCell::new(|| Box::leak(Box::new(Crowd::of(1_000_000)))),
    ];
}
const SIZES: [&str; 4] = ["1k", "10k", "100k", "1M"];

/// A filter asked of a crowd.
#[derive(Clone, Copy)]
struct Case(Ask, usize);

impl Case {
    fn crowd(self) -> &'static Crowd {
        Size(self.1).crowd()
    }
}

impl fmt::Display for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} of {}", self.0, SIZES[self.1])
    }
}

fn cases() -> impl Iterator<Item = Case> {
    let sizes = |ask| (0..SIZES.len()).map(move |size| Case(ask, size));
    Ask::ALL.into_iter().flat_map(sizes)
}

fn main() {
    for ask in Ask::ALL {
        let crowd = Case(ask, 0).crowd();
        let answer = crowd.answer(&ask.view());
        assert_eq!(crowd.numbers(&answer), crowd.scan_with_wheels(ask), "{ask}");
    }
    divan::main();
}

/// Matches, every count and the list's first rows. The words of *text* are those asked for last, as they are while
/// other choices change.
#[divan::bench(args = cases(), max_time = 1)]
fn a_answer(bencher: Bencher, case: Case) {
    let (crowd, view) = (case.crowd(), case.0.view());
    bencher.bench_local(|| crowd.answer(black_box(&view)));
}

/// The same, and the marks and names of a frame.
#[divan::bench(args = cases(), max_time = 1)]
fn b_answer_and_frame(bencher: Bencher, case: Case) {
    let (crowd, view) = (case.crowd(), case.0.view());
    bencher.bench_local(|| {
        let answer = crowd.answer(black_box(&view));
        let faces = crowd.faces(&view, &answer);
        let frame = crowd.frame(&view, &answer, &faces);
        (answer, faces, frame)
    });
}

/// A plain scan for the matches and every count.
#[divan::bench(args = cases(), max_time = 1)]
fn c_scan(bencher: Bencher, case: Case) {
    let crowd = case.crowd();
    bencher.bench_local(|| crowd.scan(black_box(case.0)));
}

/// The same, and the wheels of the nodes in sight.
#[divan::bench(args = cases(), max_time = 1)]
fn d_scan_and_wheels(bencher: Bencher, case: Case) {
    let crowd = case.crowd();
    bencher.bench_local(|| crowd.scan_with_wheels(black_box(case.0)));
}

/// A frame alone, as a zoom has many: the wheels are kept.
#[divan::bench(args = cases(), max_time = 1)]
fn e_frame(bencher: Bencher, case: Case) {
    let (crowd, view) = (case.crowd(), case.0.view());
    let answer = crowd.answer(&view);
    let faces = crowd.faces(&view, &answer);
    bencher.bench_local(|| crowd.frame(&view, black_box(&answer), &faces));
}

/// A frame of a push: what is drawn is moved, and the index is new.
#[divan::bench(args = ALL_SIZES, max_time = 1)]
fn e_push(bencher: Bencher, size: Size) {
    let crowd = size.crowd();
    let mut ticks = Vec::new();
    bencher.bench_local(|| crowd.push(black_box(Px::new(30.0, 20.0)), &mut ticks));
}

/// The counts and wheels in sight alone.
#[divan::bench(args = cases(), max_time = 1)]
fn f_wheels(bencher: Bencher, case: Case) {
    let (crowd, view) = (case.crowd(), case.0.view());
    let answer = crowd.answer(&view);
    bencher.bench_local(|| crowd.faces(&view, black_box(&answer)));
}

/// A number of sites.
#[derive(Clone, Copy)]
struct Size(usize);

impl Size {
    fn crowd(self) -> &'static Crowd {
        CROWDS.with(|crowds| *crowds[self.0])
    }
}

impl fmt::Display for Size {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(SIZES[self.0])
    }
}

const ALL_SIZES: [Size; 4] = [Size(0), Size(1), Size(2), Size(3)];

/// Words that were not asked for before: one text and another in turn.
#[divan::bench(args = ALL_SIZES, max_time = 2)]
fn g_new_words(bencher: Bencher, size: Size) {
    let crowd = size.crowd();
    let mut turn = 0;
    let view = move || {
        turn += 1;
        let words = ["dagvatten", "svampkäll"][turn % 2].to_owned();
        let mut view = Ask::Nothing.view();
        view.filter = Filter { words, ..view.filter };
        view
    };
    bencher.with_inputs(view).bench_local_refs(|view| crowd.answer(view));
}

/// A world of sites in any order, as they come from GeoJSON.
#[divan::bench(args = ALL_SIZES, max_time = 2, sample_count = 10)]
fn h_world(bencher: Bencher, size: Size) {
    let atlas = crowd::atlas(size.crowd().world.atlas.sites.len());
    bencher.with_inputs(|| atlas.clone()).bench_local_values(World::new);
}

/// A world of sites that are in its order, as they come packed: the tree and the planes alone.
#[divan::bench(args = ALL_SIZES, max_time = 2, sample_count = 10)]
fn i_world_in_order(bencher: Bencher, size: Size) {
    let atlas = &size.crowd().world.atlas;
    bencher.with_inputs(|| atlas.clone()).bench_local_values(World::new);
}
