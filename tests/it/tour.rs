//! Tours, beside all the tours there are on small days made by chance, and beside published instances.

use m21::tour::*;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use std::collections::BTreeMap;
use std::fmt::Debug;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// From one place to another: perhaps on foot, perhaps with rides that leave at one time and take another.
#[derive(Clone, Debug)]
struct Leg {
    walk: Option<Tick>,
    rides: Vec<(Tick, Tick)>,
}

/// A place to visit: service, score, and from when to when a visit may begin.
type Place = (Tick, u32, Vec<(Tick, Tick)>);

/// A change to a good tour, and what the checker must say to it.
type Plant<'a> = (&'a dyn Fn(&mut Itinerary), Fault);

/// A day as it is asked for, for the dull way to plan it: it shares no line with the planner.
#[derive(Clone, Debug)]
struct Day {
    places: Vec<Place>,
    legs: Vec<Leg>,
    end: usize,
    departs: Tick,
    deadline: Tick,
}

/// A tour of the dull way.
struct Dull<'a> {
    order: &'a [usize],
    score: u64,
    under_way: Tick,
    finish: Tick,
}

impl Day {
    fn arrive(&self, from: usize, to: usize, ready: Tick) -> Option<Tick> {
        let leg = &self.legs[from * self.places.len() + to];
        let rides = leg.rides.iter().filter(|(departs, _)| *departs >= ready);
        rides
            .map(|(departs, took)| departs + took)
            .chain(leg.walk.map(|walk| ready + walk))
            .min()
    }

    fn begin(&self, place: usize, arrival: Tick) -> Option<Tick> {
        let open = self.places[place].2.iter().filter(|(_, closes)| arrival <= *closes);
        open.map(|(opens, _)| arrival.max(*opens)).min()
    }

    /// Shows every tour that can be done.
    fn each(&self, look: &mut impl FnMut(&Dull)) {
        self.onward(&mut vec![], (0, self.departs), (0, 0), look);
    }

    fn onward(
        &self,
        order: &mut Vec<usize>,
        (at, ready): (usize, Tick),
        (score, under_way): (u64, Tick),
        look: &mut impl FnMut(&Dull),
    ) {
        let finish = self.arrive(at, self.end, ready);
        if let Some(finish) = finish.filter(|finish| *finish <= self.deadline) {
            let under_way = under_way + finish - ready;
            look(&Dull {
                order,
                score,
                under_way,
                finish,
            });
        }
        for next in (1..self.places.len()).filter(|next| *next != self.end) {
            if order.contains(&next) {
                continue;
            }
            let Some(arrival) = self.arrive(at, next, ready) else {
                continue;
            };
            let Some(begins) = self.begin(next, arrival) else {
                continue;
            };
            let (service, worth, _) = self.places[next];
            order.push(next);
            let sums = (score + u64::from(worth), under_way + arrival - ready);
            self.onward(order, (next, begins + service), sums, look);
            order.pop();
        }
    }

    fn problem<T: Travel + Clone>(&self, travel: T) -> Problem<T> {
        let stop = |(service, score, windows): &Place| {
            let windows: Vec<Window> = windows
                .iter()
                .map(|&(opens, closes)| Window { opens, closes })
                .collect();
            Stop::new(*service, *score, &windows)
        };
        let ends = Ends {
            start: 0,
            end: self.end,
            departs: self.departs,
            deadline: self.deadline,
        };
        Problem::new(self.places.iter().map(stop).collect(), travel, ends).unwrap()
    }

    fn by_timetable(&self) -> Problem<Profiles> {
        let count = self.places.len();
        self.problem(Profiles::new(count, |from, to| {
            let leg = &self.legs[from * count + to];
            let rides = leg.rides.iter().map(|&(departs, took)| Ride {
                departs,
                arrives: departs + took,
            });
            Profile::new(leg.walk, &rides.collect::<Vec<_>>())
        }))
    }

    /// On foot only; `None` for a way is no way.
    fn on_foot(mut self) -> (Self, Problem<Matrix>) {
        self.legs.iter_mut().for_each(|leg| leg.rides.clear());
        let count = self.places.len();
        let matrix = Matrix::new(count, |from, to| {
            self.legs[from * count + to].walk.unwrap_or(LONGEST + 1)
        });
        let problem = self.problem(matrix);
        (self, problem)
    }

    /// With a way on foot between any two places, and none that is shorter by way of a third.
    fn without_detours(mut self) -> Self {
        let count = self.places.len();
        let mut walks: Vec<Tick> = self.legs.iter().map(|leg| leg.walk.unwrap_or(40)).collect();
        for via in 0..count {
            for (from, to) in (0..count).flat_map(|from| (0..count).map(move |to| (from, to))) {
                let around = walks[from * count + via] + walks[via * count + to];
                walks[from * count + to] = walks[from * count + to].min(around);
            }
        }
        for (leg, walk) in self.legs.iter_mut().zip(walks) {
            leg.walk = Some(walk);
        }
        self
    }

    fn everywhere(&self) -> Vec<usize> {
        (0..self.places.len()).filter(|i| *i != 0 && *i != self.end).collect()
    }
}

fn day(places: std::ops::RangeInclusive<usize>) -> impl Strategy<Value = Day> {
    let window = (0..200, 0..80).prop_map(|(opens, long)| (opens, opens + long));
    let windows = prop_oneof![1 => vec(window.clone(), 0..1), 12 => vec(window, 1..4)];
    places.prop_flat_map(move |count| {
        let rides = vec((0..300, 0..25), 0..5);
        let walk = proptest::option::weighted(0.8, 0..40);
        let leg = (walk, rides).prop_map(|(walk, rides)| Leg { walk, rides });
        let place = (0..20, 0..10_u32, windows.clone());
        (vec(place, count), vec(leg, count * count), 0..2_usize, 0..20, 60..400).prop_map(
            |(places, legs, end, departs, deadline)| Day {
                places,
                legs,
                end,
                departs,
                deadline,
            },
        )
    })
}

/// The same days each time, where what counts is how many of them turn out so.
fn days(many: usize, places: std::ops::RangeInclusive<usize>) -> impl Iterator<Item = Day> {
    let mut runner = TestRunner::deterministic();
    let day = day(places);
    (0..many).map(move |_| day.new_tree(&mut runner).unwrap().current())
}

/// Holds both orders to the best of all tours; how many stops the best visits, if there is a tour.
fn compare<T: Travel + Clone>(day: &Day, problem: &Problem<T>) -> Option<usize> {
    let chosen = day.everywhere();
    let mut best = None;
    let mut least = None;
    day.each(&mut |tour| {
        best = best.max(Some((tour.order.len(), tour.score, -tour.finish)));
        if tour.order.len() == chosen.len() {
            least = least.max(Some((-tour.under_way, -tour.finish)));
        }
    });
    let rank = |tour: &Itinerary| (tour.visits.len(), tour.score, -tour.finish);
    let first = order(problem, &chosen, Goal::Finish, Effort::default());
    assert_eq!(first.as_ref().map(|o| rank(&o.tour)), best, "{day:?}");
    let closest = order(problem, &chosen, Goal::Travel, Effort::default());
    assert_eq!(first.is_some(), closest.is_some(), "{day:?}");
    for ordered in [&first, &closest].into_iter().flatten() {
        prove(problem, &ordered.tour).unwrap();
        let seen: Vec<usize> = ordered.tour.stops().collect();
        let missed: Vec<usize> = chosen.iter().copied().filter(|stop| !seen.contains(stop)).collect();
        assert_eq!(ordered.missed, missed, "{day:?}");
    }
    let (first, closest) = (first?, closest?);
    assert!(first.exact);
    assert_eq!(closest.tour.visits.len(), first.tour.visits.len(), "{day:?}");
    if let Some(least) = least {
        assert!(closest.exact || chosen.is_empty(), "{day:?}");
        let under_way = (-closest.tour.under_way(), -closest.tour.finish);
        assert_eq!(under_way, least, "{day:?}");
    }
    Some(first.tour.visits.len())
}

#[test]
fn an_order_is_the_best_of_all_orders() {
    let (mut full, mut partial, mut none) = (0, 0, 0);
    for day in days(1_000, 3..=8) {
        let stops = day.everywhere().len();
        let by_timetable = compare(&day, &day.by_timetable());
        let (walked, problem) = day.on_foot();
        for visited in [by_timetable, compare(&walked, &problem)] {
            match visited {
                None => none += 1,
                Some(visited) if visited == stops => full += 1,
                Some(_) => partial += 1,
            }
        }
    }
    // All kinds of days are among them.
    assert!(
        full >= 100 && partial >= 500 && none >= 10,
        "{full} full, {partial} partial, {none} none"
    );
}

/// The most stops, of those sets the one worth most, and the earliest end: layer by layer, for every set of stops and last
/// stop the earliest time, in a map. Who leaves earlier does not arrive later.
fn best_by_layers(day: &Day) -> Option<(usize, u64, Tick)> {
    let stops = day.everywhere();
    let straight = day
        .arrive(0, day.end, day.departs)
        .filter(|finish| *finish <= day.deadline);
    let mut best = straight.map(|finish| (0, 0, -finish));
    let mut layer: BTreeMap<(Vec<usize>, usize), Tick> = BTreeMap::new();
    layer.insert((Vec::new(), 0), day.departs);
    for size in 1..=stops.len() {
        let mut next: BTreeMap<(Vec<usize>, usize), Tick> = BTreeMap::new();
        for ((set, last), ready) in &layer {
            for stop in stops.iter().filter(|stop| !set.contains(stop)) {
                let there = day.arrive(*last, *stop, *ready);
                let Some(begins) = there.and_then(|there| day.begin(*stop, there)) else {
                    continue;
                };
                let left = begins + day.places[*stop].0;
                if left > day.deadline {
                    continue;
                }
                let mut set = set.clone();
                set.insert(set.partition_point(|other| other < stop), *stop);
                let time = next.entry((set, *stop)).or_insert(left);
                *time = left.min(*time);
            }
        }
        for ((set, last), ready) in &next {
            let finish = day.arrive(*last, day.end, *ready);
            if let Some(finish) = finish.filter(|finish| *finish <= day.deadline) {
                let score = set.iter().map(|stop| u64::from(day.places[*stop].1)).sum();
                best = best.max(Some((size, score, -finish)));
            }
        }
        layer = next;
    }
    best
}

/// A thousand days: `M21_CASES=1000 cargo test --config profile.dev.package.m21.opt-level=3 --test it fifteen`.
#[test]
fn an_order_of_up_to_fifteen_stops_with_trains_is_the_best_by_another_way() {
    let (mut full, mut part) = (0, 0);
    for (more, mut day) in (0..4).cycle().zip(days(crate::day::cases(6) as usize, 11..=17)) {
        // Windows narrow enough that not all sets are possible, and wide enough that many stops are.
        day.deadline += 40 * more;
        for (_, _, windows) in &mut day.places {
            for (opens, closes) in windows {
                (*opens, *closes) = (*opens / 2, *closes + 30);
            }
        }
        let problem = day.by_timetable();
        let chosen: Vec<usize> = day.everywhere().into_iter().take(15).collect();
        let left_out: Vec<usize> = day.everywhere().into_iter().skip(15).collect();
        for place in left_out {
            day.places[place].2.clear();
        }
        let ours = order(&problem, &chosen, Goal::Finish, Effort::default());
        let rank = |tour: &Itinerary| (tour.visits.len(), tour.score, -tour.finish);
        assert_eq!(ours.as_ref().map(|o| rank(&o.tour)), best_by_layers(&day), "{day:?}");
        let Some(ours) = ours else { continue };
        prove(&problem, &ours.tour).unwrap();
        if ours.missed.is_empty() { full += 1 } else { part += 1 }
    }
    assert!(part > 0, "{full} whole and {part} in part");
}

#[test]
fn the_other_orders_told_are_all_those_that_are_nearly_as_soon_over() {
    let mut many = 0;
    for day in days(300, 4..=8) {
        let problem = day.by_timetable();
        let chosen = day.everywhere();
        let effort = Effort {
            others: 1_000,
            ..Effort::default()
        };
        let Some(best) = order(&problem, &chosen, Goal::Finish, effort) else {
            continue;
        };
        let mut set: Vec<usize> = best.tour.stops().collect();
        let own = set.clone();
        set.sort_unstable();
        let took = best.tour.finish - day.departs;
        let by = day.departs + took + took / NEARLY;
        let mut dull = Vec::new();
        day.each(&mut |tour| {
            let mut other = tour.order.to_vec();
            other.sort_unstable();
            if other == set && tour.finish <= by.min(day.deadline) && tour.order != own {
                dull.push(tour.order.to_vec());
            }
        });
        dull.sort();
        let mut others = best.others;
        others.sort();
        assert_eq!(others, dull, "{day:?}");
        many += others.len();
    }
    assert!(many > 30, "only {many} other orders");
}

#[test]
fn a_short_search_finds_the_best_of_all_tours_nearly_always() {
    let (mut found, mut all) = (0, 0);
    for day in days(200, 5..=8).map(Day::without_detours) {
        let (day, problem) = day.on_foot();
        let mut best = None;
        day.each(&mut |tour| best = best.max(Some(tour.score)));
        let mut search = Search::new(problem, 1);
        search.step(100);
        let ours = search.best().map(|tour| tour.score);
        let straight = day.arrive(0, day.end, day.departs);
        assert_eq!(
            ours.is_some(),
            straight.is_some_and(|finish| finish <= day.deadline),
            "{day:?}"
        );
        assert!(ours <= best, "{day:?}");
        if ours.is_none() {
            continue;
        }
        found += usize::from(ours == best);
        all += 1;
    }
    assert!(found * 100 >= all * 97, "{found} of {all}");
}

/// The same tour whatever the slices, and every better one on the way keeps the rules.
fn sliced<T: Travel + Clone + Debug>(problem: &Problem<T>, mut search: Search<&T>, mut whole: Search<&T>) {
    let mut last = 0;
    for slice in [0, 1, 7, 20, 32] {
        search.step(slice);
        let Some(tour) = search.best() else { continue };
        prove(problem, &tour).unwrap();
        assert!(tour.visits.len() <= problem.choices().count());
        last = last.max(tour.score);
    }
    whole.step(60);
    assert_eq!(search.best(), whole.best());
    // A search by score never gives up what it had; one for an order counts stops instead.
    assert!(search.best().is_none_or(|tour| tour.score <= last));
}

#[test]
fn every_tour_found_keeps_the_rules_and_is_the_same_for_the_same_seed() {
    for (seed, day) in (0..).zip(days(250, 3..=25)) {
        let timetable = day.by_timetable();
        let search = || Search::new(timetable.by_ref(), seed);
        sliced(&timetable, search(), search());
        let (day, walks) = day.on_foot();
        let chosen = day.everywhere();
        let goal = [Goal::Finish, Goal::Travel][seed as usize % 2];
        let search = || Search::ordering(walks.by_ref(), &chosen, goal, seed);
        sliced(&walks, search(), search());
    }
}

/// Legs of 10, visits of 5; none goes to 4, and none away from 6.
fn plain() -> Problem<Matrix> {
    let matrix = Matrix::new(7, |from, to| if to == 4 || from == 6 { LONGEST + 1 } else { 10 });
    let open = |windows: &[(Tick, Tick)]| {
        let windows: Vec<Window> = windows
            .iter()
            .map(|&(opens, closes)| Window { opens, closes })
            .collect();
        Stop::new(5, 7, &windows)
    };
    let always = || open(&[(0, 200)]);
    let places = vec![
        always(),
        open(&[(0, 100)]),
        open(&[(30, 60), (80, 90)]),
        always(),
        always(),
        always(),
        always(),
    ];
    let ends = Ends {
        start: 0,
        end: 5,
        departs: 8,
        deadline: 120,
    };
    Problem::new(places, matrix, ends).unwrap()
}

#[test]
fn the_checker_names_every_planted_error() {
    use Fault::*;
    let problem = plain();
    let good = Itinerary::earliest(&problem, &[1, 2, 3]).unwrap();
    assert_eq!(prove(&problem, &good), Ok(()));
    let visit = |stop, arrives, begins, leaves| Visit {
        stop,
        arrives,
        begins,
        leaves,
    };
    #[rustfmt::skip]
    let planted: &[Plant] = &[
        (&|t| t.departs = 7, LeavesTooEarly { departs: 7, from: 8 }),
        (&|t| t.departs = Tick::MIN, LeavesTooEarly { departs: Tick::MIN, from: 8 }),
        (&|t| t.visits[0].stop = 7, NoSuchStop { step: 1, stop: 7 }),
        (&|t| t.visits[2].stop = usize::MAX, NoSuchStop { step: 3, stop: usize::MAX }),
        (&|t| t.visits[0].stop = 0, VisitsAnEnd { step: 1, stop: 0 }),
        (&|t| t.visits[2].stop = 5, VisitsAnEnd { step: 3, stop: 5 }),
        (&|t| t.visits[1].stop = 1, VisitedAgain { step: 2, stop: 1, before: 1 }),
        (&|t| t.visits[2].stop = 2, VisitedAgain { step: 3, stop: 2, before: 2 }),
        (&|t| t.visits[1].stop = 4, NoWay { step: 2 }),
        (&|t| t.visits[2].stop = 6, NoWay { step: 4 }),
        (&|t| t.visits[0].arrives = 17, ArrivesTooEarly { step: 1, arrives: 17, possible: 18 }),
        (&|t| t.visits[2].arrives = 47, ArrivesTooEarly { step: 3, arrives: 47, possible: 48 }),
        (&|t| t.finish = 62, ArrivesTooEarly { step: 4, arrives: 62, possible: 63 }),
        (&|t| t.departs = 9, ArrivesTooEarly { step: 1, arrives: 18, possible: 19 }),
        (&|t| t.visits.swap(0, 1), ArrivesTooEarly { step: 2, arrives: 18, possible: 48 }),
        (&|t| t.visits.insert(1, visit(3, 33, 33, 38)), ArrivesTooEarly { step: 3, arrives: 33, possible: 48 }),
        (&|t| t.visits[0].begins = 17, BeginsBeforeArrival { step: 1, begins: 17, arrives: 18 }),
        (&|t| t.visits[2].begins = Tick::MIN, BeginsBeforeArrival { step: 3, begins: Tick::MIN, arrives: 48 }),
        (&|t| t.visits[1].begins = 61, Shut { step: 2, begins: 61 }),
        (&|t| t.visits[1].begins = 79, Shut { step: 2, begins: 79 }),
        (&|t| t.visits[1].begins = 91, Shut { step: 2, begins: 91 }),
        (&|t| t.visits[0] = visit(2, 18, 18, 23), Shut { step: 1, begins: 18 }),
        (&|t| t.visits[0].leaves = 22, WrongService { step: 1, took: 4, service: 5 }),
        (&|t| t.visits[1].begins = 34, WrongService { step: 2, took: 4, service: 5 }),
        (&|t| t.visits[2].leaves = 47, WrongService { step: 3, took: -1, service: 5 }),
        (&|t| t.finish = 121, TooLate { finish: 121, deadline: 120 }),
        (&|t| t.finish = Tick::MAX, TooLate { finish: Tick::MAX, deadline: 120 }),
        (&|t| t.score = 22, WrongScore { claimed: 22, counted: 21 }),
        (&|t| t.visits.retain(|visit| visit.stop != 2), WrongScore { claimed: 21, counted: 14 }),
        (&|t| t.visits.clear(), WrongScore { claimed: 21, counted: 0 }),
    ];
    let mut kinds: Vec<_> = planted.iter().map(|(_, f)| std::mem::discriminant(f)).collect();
    kinds.dedup();
    assert_eq!(kinds.len(), 11, "one kind of fault after the other");
    for (plant, fault) in planted {
        let mut bad = good.clone();
        plant(&mut bad);
        assert_eq!(prove(&problem, &bad), Err(*fault));
    }
}

proptest! {
    #[test]
    fn no_tour_is_too_wild_for_the_checker(
        departs: Tick,
        finish: Tick,
        score: u64,
        visits in vec((0..8_usize, any::<Tick>(), any::<Tick>(), any::<Tick>()), 0..4),
    ) {
        let visits = visits.into_iter().map(|(stop, arrives, begins, leaves)| Visit { stop, arrives, begins, leaves });
        let tour = Itinerary { departs, visits: visits.collect(), finish, score };
        let fault = prove(&plain(), &tour);
        prop_assume!(fault != Ok(()));
        prop_assert!(fault.unwrap_err().to_string().ends_with('.'));
    }

    #[test]
    fn leaving_in_time_is_arriving_in_time(
        walk in proptest::option::of(0..60),
        rides in vec((0..100, -5..60), 0..12),
        ready in 0..160,
        by in 0..220,
    ) {
        let rides: Vec<Ride> = rides.iter().map(|&(departs, took)| Ride { departs, arrives: departs + took }).collect();
        let travel = Profiles::new(1, |_, _| Profile::new(walk, &rides));
        let there = travel.arrive(0, 0, ready);
        prop_assert_eq!(there <= by, ready <= travel.leave(0, 0, by));
        prop_assert!(there <= travel.arrive(0, 0, ready + 1), "who leaves later arrives earlier");
        prop_assert!(there >= FAR || there - ready >= travel.at_least(0, 0));
    }
}

#[test]
fn a_visit_that_must_be_over_at_closing_time_begins_before() {
    let window = Window::for_whole_visit(10, 30, 20);
    assert_eq!(window, Some(Window { opens: 10, closes: 10 }));
    assert_eq!(Window::for_whole_visit(10, 30, 21), None);
}

#[test]
fn what_is_no_problem_is_told_in_a_sentence() {
    let always = Stop::new(0, 1, &[Window { opens: 0, closes: 9 }]);
    let say = |stop: Stop, places, end, deadline| {
        let ends = Ends {
            start: 0,
            end,
            departs: 0,
            deadline,
        };
        let misfit = Problem::new(vec![stop], Matrix::new(places, |_, _| 1), ends).unwrap_err();
        misfit.to_string()
    };
    assert_eq!(
        say(always.clone(), 2, 0, 9),
        "There are 1 stops, but travel between 2; give as many of each."
    );
    assert_eq!(
        say(always.clone(), 1, 1, 9),
        "The tour starts or ends at stop 1, but the stops are numbered 0 to 0."
    );
    assert_eq!(
        say(always, 1, 0, -1),
        "The tour has the time -1; expected 0 to 268435456 ticks."
    );
    let endless = Stop::new(Tick::MAX, 1, &[]);
    assert_eq!(
        say(endless, 1, 0, 9),
        "Stop 0 has the time 2147483647; expected 0 to 268435456 ticks."
    );
}

fn bench(folder: &Path, best: &Path, iterations: &str) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_expo"))
        .args([
            "bench-route".as_ref(),
            folder.as_os_str(),
            "--best".as_ref(),
            best.as_os_str(),
        ])
        .args(["--iterations", iterations])
        .output()
        .expect("the tool");
    let said = [output.stdout, output.stderr].concat();
    String::from_utf8(said).expect("a text")
}

#[test]
fn the_tool_plans_an_instance_and_names_a_bad_line() {
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join("routes");
    let _ = fs::remove_dir_all(&dir);
    fs::create_dir_all(&dir).unwrap();
    let best = dir.join("best.csv");
    fs::write(&best, "instance,bks\ntwo,30\n").unwrap();
    // Two of the three stops can be seen in a day; the last one is worth least.
    let rows = "1 1 3 1\n0 0\n0 0 0 0 0 0 0 0 20\n1 3 4 1 10 0 0 0 20\n2 0 4 1 10 0 0 0 20\n3 40 0 1 50 0 0 0 20\n";
    fs::write(dir.join("two.txt"), rows).unwrap();
    let said = bench(&dir, &best, "50");
    assert!(
        said.contains("two             score           20           30  33.333"),
        "{said}"
    );
    assert!(said.ends_with("mean gap 33.333 % of 1; every tour checked\n"), "{said}");
    fs::write(dir.join("two.txt"), rows.replace("50 0 0 0 20", "5x 0 0 0 20")).unwrap();
    let said = bench(&dir, &best, "50");
    assert!(
        said.ends_with("two.txt: Line 6 has \"5x\" where a number is expected.\n"),
        "{said}"
    );
}

/// Published instances are not ours to copy; they lie beside the project, where they are there at all.
fn shared(folder: &str) -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    let shared = std::env::var_os("M21_SHARED").map_or(beside, PathBuf::from);
    let found = shared.join("route").join(folder);
    found.is_dir().then_some(found)
}

/// What the tool says of the instances of a folder that are asked for.
fn said(folder: &str, asked: impl Fn(&str) -> bool, iterations: &str) -> Option<String> {
    let Some(dir) = shared(folder) else {
        println!("No published instances of {folder} are here; set M21_SHARED to the folder that has them in route.");
        return None;
    };
    let some = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("routes-{folder}-{iterations}"));
    let _ = fs::remove_dir_all(&some);
    fs::create_dir_all(&some).unwrap();
    for entry in fs::read_dir(&dir).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap();
        if asked(&name.to_string_lossy()) {
            fs::copy(&path, some.join(name)).unwrap();
        }
    }
    let best = dir.with_file_name(format!("{folder}-best-known.csv"));
    Some(bench(&some, &best, iterations))
}

/// The mean gap to the best known, in per cent, of the instances whose names begin so.
fn gap(folder: &str, beginning: &str, iterations: &str) -> Option<f64> {
    let said = said(folder, |name| name.starts_with(beginning), iterations)?;
    let last = said.lines().last().expect("a line");
    let gap = last.strip_prefix("mean gap ").and_then(|rest| rest.split(' ').next());
    Some(gap.unwrap_or_else(|| panic!("{last}")).parse().unwrap())
}

#[test]
fn suggestions_come_close_to_the_best_known() {
    if let Some(gap) = gap("optw", "", "150") {
        assert!(gap < 3.0, "{gap} %");
    }
}

/// Five of Dumas's, which are solved exactly; all of them take too long for an unoptimised build.
#[test]
fn orders_are_the_best_known() {
    if let Some(gap) = gap("tsptw", "n40w80", "500") {
        assert!(gap < 0.001, "{gap} %");
    }
}

/// Those of 21 nodes at most, in the order of least travel and in the one that is over first.
#[test]
fn orders_of_twenty_stops_are_the_best_known() {
    let Some(folder) = shared("tsptw") else {
        println!("No published instances of tsptw are here; set M21_SHARED to the folder that has them in route.");
        return;
    };
    let table = fs::read_to_string(folder.with_file_name("tsptw-best-known.csv")).unwrap();
    let small = |row: &&str| {
        let nodes = row.split(',').nth(4).and_then(|nodes| nodes.parse::<u32>().ok());
        nodes.is_some_and(|nodes| nodes <= 21)
    };
    let small: Vec<&str> = table.lines().filter(small).collect();
    let names: Vec<&str> = small.iter().filter_map(|row| row.split(',').nth(1)).collect();
    let is_asked = |file: &str| file.strip_suffix(".tsptw").is_some_and(|name| names.contains(&name));
    let said = said("tsptw", is_asked, "520").unwrap();
    let gaps = said
        .lines()
        .filter_map(|line| line.split_whitespace().nth(4)?.parse::<f64>().ok());
    let gaps: Vec<f64> = gaps.collect();
    assert!(
        gaps.len() >= small.len() && small.len() > 20,
        "{} of {}: {said}",
        gaps.len(),
        small.len()
    );
    assert!(gaps.iter().all(|gap| *gap < 0.001), "{said}");
}
