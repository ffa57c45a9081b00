//! How fast journeys are found in a feed: `cargo run --profile fast --bin expo -- gtfs FEED --measure`.

use m21::gtfs::Feed;
use m21::travel::{Clock, Ends, Network, Place, Profile, Search, StopId, Walking};
use serde::Serialize;
use std::fmt;
use std::fs;
use std::hint::black_box;
use time::Date;

/// How many questions are asked of each kind.
const QUESTIONS: usize = 20_000;
/// How many profiles are made, and how often they are looked up.
const PROFILES: usize = 100;
const LOOKUPS: usize = 2_000_000;

/// What was measured, in the processor's time for this thread alone.
#[derive(Serialize)]
pub(crate) struct Figures {
    date: String,
    connections: usize,
    /// Earliest arrivals a second; how many of those asked were reached by train or on foot.
    arrivals_per_second: f64,
    reached: usize,
    /// Whole journeys a second.
    journeys_per_second: f64,
    /// Microseconds to make one profile, and nanoseconds to look one up.
    profile_microseconds: f64,
    lookup_nanoseconds: f64,
}

impl fmt::Display for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "On {}, {} connections (with the days around), one thread: {:.0} earliest arrivals a second ({} of {QUESTIONS} \
             reached), {:.0} journeys a second, {:.0} µs a profile, {:.1} ns a look-up.",
            self.date,
            self.connections,
            self.arrivals_per_second,
            self.reached,
            self.journeys_per_second,
            self.profile_microseconds,
            self.lookup_nanoseconds
        )
    }
}

/// Asks at random about stops and places near stops, at all times of the day.
pub(crate) fn measure(feed: &Feed, date: Date) -> Result<Figures, String> {
    let network = feed.network(date, Walking::default());
    if network.stops().is_empty() {
        return Err("There is no stop to measure with.".to_owned());
    }
    let mut dice = Dice(21);
    // Half of them from stop to stop, half from place to place; the walks are part of the question's time.
    let questions: Vec<(Place, Place, Clock)> = (0..QUESTIONS)
        .map(|i| {
            let mut place = || dice.place(&network, i % 2 == 0);
            let (from, to) = (place(), place());
            (from, to, Clock(dice.below(24 * 3600).cast_signed()))
        })
        .collect();
    let mut search = Search::new(&network);
    let mut reached = 0;
    let arrivals = seconds(|| {
        for (from, to, at) in &questions {
            let ends: Ends = network.ends(*from, *to);
            reached += usize::from(search.arrival(&ends, *at).is_some());
        }
    })?;
    let journeys = seconds(|| {
        for (from, to, at) in &questions {
            black_box(search.earliest(&network.ends(*from, *to), *at));
        }
    })?;
    let mut profiles: Vec<Profile> = Vec::new();
    let making = seconds(|| {
        profiles = questions
            .iter()
            .take(PROFILES)
            .map(|(from, to, _)| network.profile(*from, *to))
            .collect();
    })?;
    let looking = seconds(|| {
        for i in 0..LOOKUPS {
            let at = questions[i % QUESTIONS].2;
            black_box(profiles[i % PROFILES].arrival(at));
        }
    })?;
    Ok(Figures {
        date: date.to_string(),
        connections: network.connections(),
        arrivals_per_second: QUESTIONS as f64 / arrivals,
        reached,
        journeys_per_second: QUESTIONS as f64 / journeys,
        profile_microseconds: making * 1e6 / PROFILES as f64,
        lookup_nanoseconds: looking * 1e9 / LOOKUPS as f64,
    })
}

/// The processor's time that something takes.
fn seconds(work: impl FnOnce()) -> Result<f64, String> {
    let before = thread_nanoseconds()?;
    work();
    Ok(((thread_nanoseconds()? - before) / 1e9).max(1e-9))
}

/// The processor's time of this thread so far, as Linux tells it (`proc(5)`, schedstat: nanoseconds on a processor first).
fn thread_nanoseconds() -> Result<f64, String> {
    let text = fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let spent = text.split(' ').next().and_then(|n| n.parse().ok());
    spent.ok_or_else(|| "--measure needs Linux, which tells the processor's time of a thread.".to_owned())
}

/// The same questions on every run (xorshift64*).
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: u32) -> u32 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (((self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 32) * u64::from(n)) >> 32) as u32
    }

    fn place(&mut self, network: &Network, at_stop: bool) -> Place {
        let stop = StopId(self.below(network.stops().len() as u32));
        if at_stop {
            return Place::Stop(stop);
        }
        let mut at = network.stops()[stop.0 as usize].at;
        at.x += f64::from(self.below(800)) - 400.0;
        at.y += f64::from(self.below(800)) - 400.0;
        Place::At(at)
    }
}
