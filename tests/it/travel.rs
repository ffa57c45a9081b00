//! Travel: the fast searches against the dull one, and journeys against the timetable they are made of.

use crate::load::Folder;
use m21::calendar::{Moment, parse_date};
use m21::model::Atlas;
use m21::space::{Metres, Pt};
use m21::travel::{
    Builder, Call, Clock, Ends, Leg, Network, Place, Search, Source, StopId, Towards, Trip, TripId, Walking, proof,
};
use std::path::Path;

/// The same numbers on every run.
pub(crate) struct Dice(pub u64);

impl Dice {
    /// A number below `n` (xorshift64*: Vigna, "An experimental exploration of Marsaglia's xorshift generators", 2016).
    pub(crate) fn below(&mut self, n: u32) -> u32 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (((self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 32) * u64::from(n)) >> 32) as u32
    }

    pub(crate) fn whole(&mut self, n: u32) -> i32 {
        self.below(n).cast_signed()
    }

    fn chance(&mut self, percent: u32) -> bool {
        self.below(100) < percent
    }

    fn metres(&mut self, n: u32) -> f64 {
        f64::from(self.below(n * 10)) / 10.0
    }
}

/// Every trip of the day looked through for improvements, until there are none; it knows no order of connections.
pub(crate) struct Dull<'n> {
    network: &'n Network,
    /// By stop, the seconds to the stops one can change to.
    changes: Vec<Vec<(usize, i32)>>,
}

impl<'n> Dull<'n> {
    pub(crate) fn new(network: &'n Network) -> Self {
        let walking = network.walking();
        let stops = network.stops();
        let around = |i: usize| -> Vec<(usize, i32)> {
            let a = stops[i].at;
            let near = (0..stops.len()).filter(|j| *j == i || a.distance(stops[*j].at) <= walking.between.0);
            let estimate = |b: Pt| (a.distance(b) * walking.detour / walking.metres_per_minute * 60.0).ceil() as i32;
            near.map(|j| (j, estimate(stops[j].at))).collect()
        };
        Self {
            network,
            changes: (0..stops.len()).map(around).collect(),
        }
    }

    pub(crate) fn arrival(&self, ends: &Ends, at: Clock) -> Option<Clock> {
        const NEVER: i32 = i32::MAX;
        let margin = i32::from(self.network.walking().margin);
        let mut ready = vec![NEVER; self.network.stops().len()];
        let mut arrived = ready.clone();
        for (stop, walk) in &ends.out {
            ready[stop.0 as usize] = ready[stop.0 as usize].min(at.0 + walk.seconds);
        }
        let mut better = true;
        while better {
            better = false;
            for trip in 0..self.network.trips().len() {
                let mut aboard = false;
                for call in self.network.calls(TripId(trip as u32)) {
                    let stop = call.stop.0 as usize;
                    if aboard && call.alights && call.arrives.0 < arrived[stop] {
                        arrived[stop] = call.arrives.0;
                        better = true;
                        for (other, seconds) in &self.changes[stop] {
                            ready[*other] = ready[*other].min(call.arrives.0 + seconds + margin);
                        }
                    }
                    aboard |= call.boards && ready[stop] <= call.departs.0;
                }
            }
        }
        let by_train = ends.home.iter().filter(|(s, _)| arrived[s.0 as usize] < NEVER);
        let by_train = by_train.map(|(stop, walk)| arrived[stop.0 as usize] + walk.seconds);
        let on_foot = ends.direct.map(|walk| at.0 + walk.seconds);
        by_train.chain(on_foot).min().map(Clock)
    }
}

/// A small network full of ties: whole minutes, hops that take no time, loops, margins of nought.
fn random_network(dice: &mut Dice) -> Network {
    let mut builder = Builder::new(Walking {
        furthest: Metres(dice.metres(900)),
        between: Metres(dice.metres(500)),
        margin: [0, 0, 60, 150][dice.below(4) as usize],
        ..Walking::default()
    });
    let stops = 2 + dice.below(7);
    for i in 0..stops {
        builder.stop(&i.to_string(), Pt::new(dice.metres(1500), dice.metres(1500)));
    }
    for _ in 0..dice.below(20) {
        let mut time = 60 * dice.whole(90);
        let calls: Vec<Call> = (0..2 + dice.below(5))
            .map(|_| {
                let arrives = Clock(time + 60 * dice.whole(4));
                let departs = Clock(arrives.0 + 30 * (dice.whole(4) / 3));
                time = departs.0;
                Call {
                    stop: StopId(dice.below(stops)),
                    arrives,
                    departs,
                    boards: dice.chance(85),
                    alights: dice.chance(85),
                }
            })
            .collect();
        builder.trip(Trip { line: 0, day: 0 }, &calls).unwrap();
    }
    builder.build()
}

fn random_place(dice: &mut Dice, network: &Network) -> Place {
    if dice.chance(50) {
        return Place::Stop(StopId(dice.below(network.stops().len() as u32)));
    }
    // About a stop, so that something is within reach.
    let stop = &network.stops()[dice.below(network.stops().len() as u32) as usize];
    Place::At(stop.at + Pt::new(dice.metres(800) - 400.0, dice.metres(800) - 400.0))
}

/// Asks every way, and holds the answers against the dull one and each other. Says whether there was a way by train.
pub(crate) fn agrees(dull: &Dull<'_>, search: &mut Search<'_>, ends: &Ends, at: Clock) -> bool {
    let network = dull.network;
    let expected = dull.arrival(ends, at);
    assert_eq!(search.arrival(ends, at), expected, "{ends:?} at {at}");
    let journey = search.earliest(ends, at);
    assert_eq!(journey.as_ref().map(|j| j.arrives), expected, "{ends:?} at {at}");
    let Some(journey) = journey else {
        return false;
    };
    assert_eq!(proof::check(network, ends, &journey), Ok(()), "{journey:?}");
    assert!(journey.departs >= at, "{journey:?} sets out before {at}");
    // Had one set out a second later, one would be late.
    let later = dull.arrival(ends, journey.departs.plus(1));
    assert!(
        later.is_none_or(|later| later > journey.arrives),
        "{journey:?} could set out later"
    );
    journey.legs.iter().any(|leg| matches!(leg, Leg::Ride { .. }))
}

#[test]
fn the_earliest_arrival_is_that_of_the_dull_search_in_any_network() {
    let mut dice = Dice(21);
    let mut by_train = 0;
    for _ in 0..700 {
        let network = random_network(&mut dice);
        let (dull, mut search) = (Dull::new(&network), Search::new(&network));
        for _ in 0..20 {
            let ends = network.ends(random_place(&mut dice, &network), random_place(&mut dice, &network));
            by_train += u32::from(agrees(&dull, &mut search, &ends, Clock(30 * dice.whole(200))));
        }
    }
    assert!(by_train > 2_000, "only {by_train} of 14,000 journeys took a train");
}

#[test]
fn a_profile_is_the_earliest_arrival_at_every_time() {
    let mut dice = Dice(5);
    let mut steps = 0;
    for _ in 0..300 {
        let network = random_network(&mut dice);
        let mut search = Search::new(&network);
        for _ in 0..3 {
            let to = random_place(&mut dice, &network);
            let towards = Towards::new(&network, &network.around(to));
            for _ in 0..3 {
                let ends = network.ends(random_place(&mut dice, &network), to);
                let profile = towards.from(&ends.out, ends.direct);
                steps += profile.steps().len();
                assert!(profile.steps().is_sorted_by(|a, b| a.0 < b.0 && a.1 < b.1));
                let about = profile.steps().iter().flat_map(|(d, _)| [d.plus(-1), *d, d.plus(1)]);
                let any: Vec<Clock> = (0..20).map(|_| Clock(dice.whole(7_000) - 300)).collect();
                let mut before = None;
                let mut times: Vec<Clock> = about.chain(any).collect();
                times.sort();
                for at in times {
                    let arrives = profile.arrival(at);
                    assert_eq!(arrives, search.arrival(&ends, at), "{ends:?} at {at}");
                    assert!(
                        before.is_none() || arrives.is_none() || before <= arrives,
                        "{profile:?}"
                    );
                    before = arrives;
                }
            }
        }
    }
    assert!(steps > 3_000, "only {steps} steps");
}

#[test]
fn the_latest_departure_is_the_last_second_that_is_not_too_late() {
    let mut dice = Dice(8);
    for _ in 0..150 {
        let network = random_network(&mut dice);
        let (dull, mut search) = (Dull::new(&network), Search::new(&network));
        for _ in 0..10 {
            let ends = network.ends(random_place(&mut dice, &network), random_place(&mut dice, &network));
            let by = Clock(30 * dice.whole(250));
            match search.latest(&ends, by) {
                Some(journey) => {
                    assert_eq!(proof::check(&network, &ends, &journey), Ok(()), "{journey:?}");
                    assert!(journey.arrives <= by);
                    let later = dull.arrival(&ends, journey.departs.plus(1));
                    assert!(later.is_none_or(|later| later > by), "{journey:?} by {by}");
                }
                None => assert!(dull.arrival(&ends, Clock(-3_600)).is_none_or(|a| a > by)),
            }
        }
    }
}

fn shipped() -> Atlas {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    Folder::at(&dir).read().expect("the shipped data").atlas
}

fn day(atlas: &Atlas, date: &str) -> Network {
    let date = parse_date(date).unwrap();
    Network::of_day(
        &atlas.timetable,
        &atlas.stations,
        &atlas.expo.holidays,
        date,
        Walking::default(),
    )
}

/// Ten thousand questions: `M21_CASES=2500 cargo test --config profile.dev.package.m21.opt-level=3 --test it shipped_timetable`.
#[test]
fn the_shipped_timetable_is_searched_as_the_dull_way_does() {
    let atlas = shipped();
    let mut dice = Dice(2021);
    // A Thursday that is a holiday, a Friday, a Saturday, a Sunday before a working day.
    for date in ["2021-05-13", "2021-05-14", "2021-05-15", "2021-05-16"] {
        let network = day(&atlas, date);
        let (dull, mut search) = (Dull::new(&network), Search::new(&network));
        let mut by_train = 0;
        let questions = crate::day::cases(300);
        for _ in 0..questions {
            let (from, to) = (random_place(&mut dice, &network), random_place(&mut dice, &network));
            let ends = network.ends(from, to);
            let at = Clock(dice.whole(30 * 3600));
            by_train += u32::from(agrees(&dull, &mut search, &ends, at));
            let profile = network.profile(from, to);
            assert_eq!(profile.arrival(at), search.arrival(&ends, at));
        }
        println!("{date}: {questions} questions, {by_train} by train");
        assert!(3 * by_train > questions, "{by_train} by train on {date}");
    }
}

/// Where and when the rides of the earliest journey between two stations begin and end.
fn rides(network: &Network, from: &str, to: &str, at: Clock) -> Vec<String> {
    let stop = |name| Place::Stop(network.stop_named(name).unwrap());
    let ends = network.ends(stop(from), stop(to));
    let Some(journey) = Search::new(network).earliest(&ends, at) else {
        return Vec::new();
    };
    proof::check(network, &ends, &journey).unwrap();
    let name = |stop: StopId| network.stops()[stop.0 as usize].slug.clone();
    let told = |leg: &Leg| match leg {
        Leg::Ride {
            from,
            to,
            departs,
            arrives,
            ..
        } => Some(format!("{} {departs} {} {arrives}", name(*from), name(*to))),
        Leg::Walk { .. } => None,
    };
    journey.legs.iter().filter_map(told).collect()
}

#[test]
fn one_goes_round_the_ring_the_shorter_way() {
    let network = day(&shipped(), "2021-05-17");
    let rides = |from, to| rides(&network, from, to, Clock::hm(12, 0));
    assert_eq!(rides("malmo-c", "triangeln"), ["malmo-c 12:08:00 triangeln 12:11:00"]);
    assert_eq!(rides("malmo-c", "ostervarn"), ["malmo-c 12:23:00 ostervarn 12:27:00"]);
    // From Östervärn the ring's train ends at Malmö C, where the one to Triangeln begins: a change, at the stop both share.
    assert_eq!(
        rides("ostervarn", "triangeln"),
        [
            "ostervarn 12:00:00 malmo-c 12:04:00",
            "malmo-c 12:08:00 triangeln 12:11:00"
        ]
    );
}

#[test]
fn after_the_last_train_one_waits_for_the_first_of_the_next_day() {
    let atlas = shipped();
    let last = Clock::hm(21, 53);
    // Monday to Tuesday; Friday to Saturday, when trains begin at the same time but are fewer; Saturday to Sunday.
    for (date, last) in [
        ("2021-05-17", last),
        ("2021-05-14", last),
        ("2021-05-15", Clock::hm(21, 23)),
    ] {
        let network = day(&atlas, date);
        assert_eq!(
            rides(&network, "malmo-c", "rosengard", last),
            [format!("malmo-c {last} rosengard {}", last.plus(360))]
        );
        assert_eq!(
            rides(&network, "malmo-c", "rosengard", last.plus(1)),
            ["malmo-c 30:08:00 rosengard 30:28:00"]
        );
    }
}

#[test]
fn a_train_of_the_evening_before_is_seen_after_midnight() {
    let mut atlas = shipped();
    let departures = &mut atlas.timetable.lines[0].departures[0];
    departures.at.push(23 * 60 + 50); // Monday to Friday, at Hyllie 23:57, Svågertorp 00:02
    departures.at.push(25 * 60); // and at one in the night
    let saturday = day(&atlas, "2021-05-15");
    assert_eq!(
        rides(&saturday, "svagertorp", "persborg", Clock(0)),
        ["svagertorp 00:02:00 persborg 00:08:00"]
    );
    assert_eq!(
        rides(&saturday, "svagertorp", "persborg", Clock::hm(0, 3)),
        ["svagertorp 01:12:00 persborg 01:18:00"]
    );
    let friday = day(&atlas, "2021-05-14");
    assert_eq!(
        rides(&friday, "hyllie", "persborg", Clock::hm(23, 55)),
        ["hyllie 23:57:00 persborg 24:08:00"]
    );
    let sunday = day(&atlas, "2021-05-16");
    assert_eq!(
        rides(&sunday, "svagertorp", "persborg", Clock(0)),
        ["svagertorp 06:20:00 persborg 06:26:00"]
    );
}

#[test]
fn where_nothing_goes_there_is_no_journey() {
    let mut builder = Builder::new(Walking::default());
    let [a, b] = [0.0, 9_000.0].map(|x| builder.stop("s", Pt::new(x, 0.0)));
    let call = |stop, minutes| Call {
        stop,
        arrives: Clock::hm(8, minutes),
        departs: Clock::hm(8, minutes),
        boards: true,
        alights: true,
    };
    let trip = Trip { line: 0, day: 0 };
    builder.trip(trip, &[call(a, 0), call(b, 9)]).unwrap();
    assert_eq!(builder.trip(trip, &[call(a, 0)]), None);
    assert_eq!(builder.trip(trip, &[call(a, 5), call(b, 4)]), None);
    assert_eq!(builder.trip(trip, &[call(a, 5), call(StopId(2), 6)]), None);
    let network = builder.build();
    let mut search = Search::new(&network);
    let (a, b) = (Place::Stop(a), Place::Stop(b));
    let back = network.ends(b, a);
    assert_eq!(search.arrival(&back, Clock(0)), None);
    assert_eq!(search.earliest(&back, Clock(0)), None);
    assert_eq!(network.profile(b, a).arrival(Clock(0)), None);
    let there = network.ends(a, b);
    assert_eq!(search.arrival(&there, Clock::hm(8, 0)), Some(Clock::hm(8, 9)));
    assert_eq!(search.arrival(&there, Clock(Clock::hm(8, 0).0 + 1)), None);
    // Nowhere, and at no time there is.
    let nowhere = network.ends(Place::At(Pt::new(f64::NAN, 0.0)), Place::Stop(StopId(77)));
    assert_eq!(search.earliest(&nowhere, Clock(i32::MAX)), None);
    assert_eq!(search.latest(&there, Clock(i32::MIN)), None);
}

#[test]
fn a_measured_walk_takes_the_place_of_the_estimate() {
    let mut builder = Builder::new(Walking::default());
    let [a, b] = [0.0, 160.0].map(|x| builder.stop("s", Pt::new(x, 0.0)));
    let estimate = builder.clone().build().links(a)[0];
    assert_eq!(
        (estimate.to, estimate.seconds, estimate.source),
        (b, 150, Source::Estimate)
    );
    builder.link(b, a, Metres(800.0));
    let network = builder.build();
    let link = network.links(a)[0];
    assert_eq!((link.to, link.seconds, link.source), (b, 600, Source::Network));
    assert_eq!(network.links(a).len(), 1);
    let ends = network.ends(Place::Stop(a), Place::Stop(b));
    assert_eq!(Search::new(&network).arrival(&ends, Clock(0)), Some(Clock(600)));
}

#[test]
fn a_false_journey_is_found_out() {
    let network = day(&shipped(), "2021-05-17");
    let stop = |name| Place::Stop(network.stop_named(name).unwrap());
    let ends = network.ends(stop("ostervarn"), stop("triangeln"));
    let good = Search::new(&network).earliest(&ends, Clock::hm(12, 0)).unwrap();
    assert_eq!(good.legs.len(), 2);
    let flaw = |spoil: &dyn Fn(&mut Vec<Leg>)| {
        let mut bad = good.clone();
        spoil(&mut bad.legs);
        proof::check(&network, &ends, &bad).unwrap_err().what
    };
    assert_eq!(flaw(&|legs| legs.swap(0, 1)), "the ride begins elsewhere");
    assert_eq!(
        flaw(&|legs| legs.truncate(1)),
        "the journey does not end where it should"
    );
    let change = |i: usize, seconds: i32| {
        move |legs: &mut Vec<Leg>| {
            if let Leg::Ride { departs, arrives, .. } = &mut legs[i] {
                (*departs, *arrives) = (departs.plus(seconds), arrives.plus(seconds));
            }
        }
    };
    assert_eq!(flaw(&change(1, 60)), "the timetable says otherwise");
    assert_eq!(flaw(&change(1, -180)), "the train leaves before one can board it");
}

#[test]
fn clocks_and_moments_are_the_same_times() {
    let date = parse_date("2021-05-16").unwrap();
    for (clock, moment) in [
        (Clock::hm(0, 0), "2021-05-16T00:00"),
        (Clock::hm(25, 10), "2021-05-17T01:10"),
        (Clock::hm(-1, 30), "2021-05-15T23:30"),
    ] {
        let moment = Moment::parse(moment).unwrap();
        assert_eq!(clock.on(date), moment);
        assert_eq!(Clock::of(moment, date), clock);
    }
    assert_eq!(Clock(-1).on(date), Moment::parse("2021-05-15T23:59").unwrap());
    assert_eq!(Clock::hm(25, 10).to_string(), "25:10:00");
    assert_eq!(Clock(-90).to_string(), "-00:01:30");
}
