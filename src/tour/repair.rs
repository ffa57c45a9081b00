//! Filling a tour up: what fits in where, and which of it first.

use super::chance::Chance;
use super::problem::{NEVER, Problem, Stop, Tick};
use super::timeline::{Step, Timeline};
use super::travel::Travel;

/// A step to put a visit in after, and what that costs: cost · 2¹⁶ + step, so that the smaller is the better one.
///
/// One number is compared without a branch, and this is the innermost loop of the search.
type Place = u64;

const NOWHERE: Place = u64::MAX;

fn step_of(place: Place) -> usize {
    (place & 0xFFFF) as usize
}

/// A stop that would fit in.
#[derive(Clone, Copy, Debug)]
struct Fit {
    stop: usize,
    /// What it is worth this time.
    weight: f32,
    /// Where it costs least, and the runner-up.
    places: [Place; 2],
    /// Worth per cost.
    rate: f32,
}

impl Fit {
    /// Where it costs least among these; whether it fits in anywhere.
    fn choose(&mut self, places: [Place; 2]) -> bool {
        self.places = places;
        self.rate = self.weight / ((places[0] >> 16).max(1)) as f32;
        places[0] != NOWHERE
    }
}

/// Fills tours up; keeps its memory from one to the next.
#[derive(Clone, Debug)]
pub(super) struct Filler {
    fits: Vec<Fit>,
    /// By stop: it takes at least this long to fit in, with the shortest ways there and away.
    need: Vec<Tick>,
    /// By stop: whether it is on the tour.
    on_tour: Vec<bool>,
    /// By stop, relative to the mean: the score to the powers 1, 1½, 2 and 3.
    pulls: [Vec<f32>; 4],
}

/// How a tour is filled up this time.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mood {
    /// Which power of the score counts, 0 to 3.
    pull: usize,
    /// By which part at most a stop is made light of, at random.
    noise: f32,
}

impl Mood {
    /// One at random, with `noise` at most.
    pub(super) fn any(noise: f32, chance: &mut Chance) -> Self {
        let pull = chance.below(4);
        // Strict greed now and then finds what is in plain sight.
        let noise = if chance.below(4) == 0 {
            0.0
        } else {
            noise * chance.unit()
        };
        Self { pull, noise }
    }
}

impl Filler {
    pub(super) fn new<T: Travel>(problem: &Problem<T>, scores: &[f32]) -> Self {
        let power = |f: fn(f32) -> f32| scores.iter().map(|s| f(*s)).collect::<Vec<f32>>();
        let pulls = [
            power(|x| x),
            power(|x| x * x.sqrt()),
            power(|x| x * x),
            power(|x| x * x * x),
        ];
        let count = problem.stops().len();
        let travel = problem.travel();
        let need = |u: usize| {
            let others = || (0..count).filter(move |v| *v != u);
            let away = others().map(|v| travel.at_least(u, v)).min().unwrap_or(0);
            let there = others().map(|v| travel.at_least(v, u)).min().unwrap_or(0);
            away + there + problem.stops()[u].service
        };
        Self {
            fits: Vec::new(),
            need: (0..count).map(need).collect(),
            on_tour: vec![false; count],
            pulls,
        }
    }

    /// Puts in what fits of `stops`, the most worth per time first, until nothing fits any more.
    pub(super) fn fill<T: Travel>(
        &mut self,
        problem: &Problem<T>,
        line: &mut Timeline,
        stops: &[u16],
        mood: Mood,
        chance: &mut Chance,
    ) {
        self.on_tour.fill(false);
        for step in line.stops() {
            self.on_tour[step.at()] = true;
        }
        self.fits.clear();
        let pull = &self.pulls[mood.pull];
        for stop in stops.iter().map(|s| usize::from(*s)) {
            if self.on_tour[stop] {
                continue;
            }
            let weight = pull[stop] * (1.0 - mood.noise * chance.unit());
            let mut fit = Fit {
                stop,
                weight,
                places: [NOWHERE; 2],
                rate: 0.0,
            };
            if fit.choose(everywhere(problem, line, stop, self.need[stop])) {
                self.fits.push(fit);
            }
        }
        while let Some(first) = most(&self.fits) {
            let fit = self.fits.swap_remove(first);
            let at = step_of(fit.places[0]);
            line.insert(problem, fit.stop, at);
            let mut i = 0;
            while i < self.fits.len() {
                let fit = &mut self.fits[i];
                let need = self.need[fit.stop];
                let still = fit.choose(nearby(problem, line, fit, need, at));
                if still || fit.choose(everywhere(problem, line, fit.stop, need)) {
                    i += 1;
                } else {
                    // Visits only take room away, so what does not fit now will not fit later.
                    self.fits.swap_remove(i);
                }
            }
        }
    }
}

fn most(fits: &[Fit]) -> Option<usize> {
    let mut best = None;
    let mut rate = -1.0;
    for (i, fit) in fits.iter().enumerate() {
        if fit.rate > rate {
            rate = fit.rate;
            best = Some(i);
        }
    }
    best
}

/// Keeps the two best places.
#[inline]
fn keep(best: [Place; 2], place: Place) -> [Place; 2] {
    [best[0].min(place), best[1].min(best[0].max(place))]
}

/// The two best places of all.
fn everywhere<T: Travel>(problem: &Problem<T>, line: &Timeline, place: usize, need: Tick) -> [Place; 2] {
    let stop = &problem.stops()[place];
    let (opens, closes) = stop.span();
    // Latest times and times of leaving grow along the tour.
    let over = opens + stop.service;
    let first = line.steps[1..].partition_point(|step| step.latest < over);
    if stop.is_plain() {
        sweep(problem, &line.steps, first, (place, stop), need, |arrival| {
            if arrival > closes { NEVER } else { arrival.max(opens) }
        })
    } else {
        sweep(problem, &line.steps, first, (place, stop), need, |arrival| {
            stop.begin(arrival)
        })
    }
}

#[inline]
fn sweep<T: Travel>(
    problem: &Problem<T>,
    steps: &[Step],
    first: usize,
    (place, stop): (usize, &Stop),
    need: Tick,
    begin: impl Fn(Tick) -> Tick,
) -> [Place; 2] {
    let travel = problem.travel();
    let (_, closes) = stop.span();
    let mut best = [NOWHERE; 2];
    for (i, pair) in steps[first..].windows(2).enumerate() {
        let [before, after] = pair else { continue };
        if before.ready > closes {
            break;
        }
        // Where a way is looked up at once, looking is quicker than a branch that is often guessed wrong.
        if !travel.is_steady() && after.latest - before.ready < need {
            continue;
        }
        let arrival = travel.arrive(before.at(), place, before.ready);
        let then = travel.arrive(place, after.at(), begin(arrival) + stop.service);
        let cost = (then - after.arrival).max(0) as u64;
        let here = if then <= after.latest {
            cost << 16 | (first + i) as u64
        } else {
            NOWHERE
        };
        best = keep(best, here);
    }
    best
}

/// The two best of the places known, now that something was put in after `at`, and of the two new places beside it.
fn nearby<T: Travel>(problem: &Problem<T>, line: &Timeline, fit: &Fit, need: Tick, at: usize) -> [Place; 2] {
    let stop = &problem.stops()[fit.stop];
    let look = |best: [Place; 2], step: usize| {
        let (before, after) = (&line.steps[step], &line.steps[step + 1]);
        if after.latest - before.ready < need {
            return best;
        }
        match Timeline::detour(problem.travel(), stop, fit.stop, before, after) {
            Some(then) => keep(best, ((then - after.arrival).max(0) as u64) << 16 | step as u64),
            None => best,
        }
    };
    let mut best = look(look([NOWHERE; 2], at), at + 1);
    for known in fit.places {
        let step = step_of(known);
        if known != NOWHERE && step != at {
            best = look(best, if step > at { step + 1 } else { step });
        }
    }
    best
}
