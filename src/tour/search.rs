//! What to visit, and in which order, to make the most of the day.

use super::chance::Chance;
use super::itinerary::Itinerary;
use super::order::Goal;
use super::problem::{Problem, Tick};
use super::repair::{Filler, Mood};
use super::ruin::{Ruin, Sizes};
use super::timeline::Timeline;
use super::travel::Travel;

/// How the search goes about it. The numbers were tuned on several seeds of published instances of all families.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Habits {
    /// How many visits are given up at most, and how.
    pub(crate) sizes: Sizes,
    /// The length of the first round, in iterations, and how much longer the next one is than the one before.
    pub(crate) round: (f32, f32),
    /// How often a round begins with nothing, and not with the best tour.
    pub(crate) afresh: f32,
    /// The temperature at the beginning and at the end of a round, in mean scores.
    pub(crate) heat: (f32, f32),
    /// See [`Mood`].
    pub(crate) noise: f32,
}

impl Habits {
    const TUNED: Self = Self {
        sizes: Sizes {
            most: 18,
            stretches: 0.4,
            around: 0.3,
        },
        round: (571.0, 1.5),
        afresh: 0.3,
        heat: (0.8, 0.15),
        noise: 0.8,
    };
}

/// What is striven for, in the unit of the temperature.
#[derive(Clone, Copy, Debug)]
struct Aim {
    /// For a tick under way.
    under_way: f32,
    /// For a tick later at the end.
    finish: f32,
    /// What settles which of two tours with the same score is better.
    goal: Goal,
}

/// A search for the tour that is worth most, and of those the one that is over first: start it, let it take as many steps
/// as there is time for, and ask it for the best tour so far at any time.
///
/// The same problem, seed and number of iterations give the same tour on every machine, however they are sliced.
///
/// It gives up a part of the tour and fills it up otherwise (large-neighbourhood search: Shaw 1998; Pisinger and Ropke,
/// "A general heuristic for vehicle routing problems", Computers & Operations Research 34, 2007), and goes on from the
/// new tour if that is not too much worse (simulated annealing), in rounds that get longer. Nothing needs to be known of
/// when it will be stopped.
#[derive(Clone, Debug)]
pub struct Search<T> {
    problem: Problem<T>,
    habits: Habits,
    aim: Aim,
    chance: Chance,
    /// What may be visited, and by stop what it is worth.
    wanted: Vec<u16>,
    worth: Vec<u32>,
    /// The worth in means.
    scores: Vec<f32>,
    now: Timeline,
    now_value: f32,
    next: Timeline,
    best: Vec<u32>,
    best_rank: (u64, Tick),
    /// Whether there is a way through the day at all.
    possible: bool,
    filler: Filler,
    ruin: Ruin,
    luck: [f32; LUCK],
    done: u64,
    /// When the round began, and how long it is.
    round: (u64, u64),
}

impl<T: Travel> Search<T> {
    /// Begins to look for the tour that is worth most.
    pub fn new(problem: Problem<T>, seed: u64) -> Self {
        Self::with(problem, seed, Habits::TUNED)
    }

    pub(crate) fn with(problem: Problem<T>, seed: u64, habits: Habits) -> Self {
        let worth = worth(&problem, |stop| problem.stops()[stop].score);
        let ends = problem.ends();
        // A tour that spends less time on the way has more left for visits; the whole day is a fifth of a mean score.
        let span = (ends.deadline - ends.departs).max(1) as f32;
        let aim = Aim {
            under_way: -0.2 / span,
            finish: 0.0,
            goal: Goal::Finish,
        };
        Self::begin(problem, worth, 1.0, aim, seed, habits)
    }

    /// Begins to look for an order of the chosen stops that leaves out as few as can be, and of those for the best by the
    /// goal. Numbers that are no stops do not count.
    pub fn ordering(problem: Problem<T>, chosen: &[usize], goal: Goal, seed: u64) -> Self {
        let worth = worth(&problem, |stop| u32::from(chosen.contains(&stop)));
        // A leg to one of the nearest is as much as the temperature allows for; a stop left out is never worth it.
        let legs = chosen.iter().filter_map(|a| {
            let sound = |b: &&usize| {
                **b != *a && worth.get(*a).is_some_and(|w| *w > 0) && worth.get(**b).is_some_and(|w| *w > 0)
            };
            chosen
                .iter()
                .filter(sound)
                .map(|b| problem.travel().at_least(*a, *b))
                .min()
        });
        let (count, sum) = legs.fold((0, 0), |(count, sum), leg| (count + 1, sum + i64::from(leg)));
        let leg = (sum as f32 / count.max(1) as f32).max(1.0);
        let aim = match goal {
            Goal::Finish => Aim {
                under_way: -0.2 / leg,
                finish: -1.0 / leg,
                goal,
            },
            Goal::Travel => Aim {
                under_way: -1.0 / leg,
                finish: 0.0,
                goal,
            },
        };
        Self::begin(problem, worth, 3.0, aim, seed, Habits::TUNED)
    }

    fn begin(problem: Problem<T>, worth: Vec<u32>, mean: f32, aim: Aim, seed: u64, habits: Habits) -> Self {
        let wanted: Vec<u16> = (0..worth.len())
            .filter(|stop| worth[*stop] > 0)
            .map(|stop| stop as u16)
            .collect();
        let total: u64 = worth.iter().map(|score| u64::from(*score)).sum();
        let unit = mean * wanted.len() as f32 / total.max(1) as f32;
        let scores: Vec<f32> = worth.iter().map(|score| *score as f32 * unit).collect();
        let (now, possible) = Timeline::straight(&problem);
        let mut search = Self {
            filler: Filler::new(&problem, &scores),
            ruin: Ruin::new(&problem, &wanted),
            chance: Chance::new(seed),
            next: now.clone(),
            best: Vec::new(),
            best_rank: (0, Tick::MIN),
            now_value: 0.0,
            now,
            possible,
            luck: luck(),
            done: 0,
            round: (0, habits.round.0 as u64),
            problem,
            habits,
            aim,
            wanted,
            worth,
            scores,
        };
        search.best_rank = search.rank(&search.now);
        search.now_value = search.value(&search.now);
        search
    }

    /// Takes so many iterations more; whether the best tour has become better.
    pub fn step(&mut self, iterations: u64) -> bool {
        if !self.possible || self.wanted.is_empty() {
            return false;
        }
        let mut better = false;
        for _ in 0..iterations {
            better |= self.once();
        }
        better
    }

    /// How many iterations were taken.
    pub fn iterations(&self) -> u64 {
        self.done
    }

    /// The best tour so far; `None` if one cannot even go straight to the end in time.
    pub fn best(&self) -> Option<Itinerary> {
        let order: Vec<usize> = self.best.iter().map(|stop| *stop as usize).collect();
        Itinerary::earliest(&self.problem, &order)
    }

    /// The stops of the tour the search goes on from, in order; often nearly as good as the best one, and another.
    pub(crate) fn now(&self) -> impl Iterator<Item = usize> {
        self.now.stops().iter().map(super::timeline::Step::at)
    }

    fn once(&mut self) -> bool {
        let heat = self.heat();
        self.done += 1;
        let kept = self.ruin.keep(&self.now, self.habits.sizes, &mut self.chance);
        // A stop given up may have been the only way between two others.
        if !self.next.take(&self.problem, kept.iter().copied()) {
            return false;
        }
        let mood = Mood::any(self.habits.noise, &mut self.chance);
        self.filler
            .fill(&self.problem, &mut self.next, &self.wanted, mood, &mut self.chance);
        let value = self.value(&self.next);
        if value < self.now_value - heat * self.luck[self.chance.below(LUCK)] {
            return false;
        }
        std::mem::swap(&mut self.now, &mut self.next);
        self.now_value = value;
        let rank = self.rank(&self.now);
        let better = rank > self.best_rank;
        if better {
            self.best_rank = rank;
            self.best.clear();
            self.best.extend(self.now.stops().iter().map(|step| step.place));
        }
        better
    }

    /// The temperature; falls in each round, as a square. A new round starts from the best tour, or now and then from
    /// none: a tour with long windows can be good as a whole and far from any better one.
    fn heat(&mut self) -> f32 {
        let (began, length) = self.round;
        if self.done >= began + length {
            self.round = (self.done, (length as f32 * self.habits.round.1) as u64);
            let afresh = self.chance.unit() < self.habits.afresh;
            let kept = if afresh { &[][..] } else { &self.best[..] };
            self.now.take(&self.problem, kept.iter().copied());
            self.now_value = self.value(&self.now);
        }
        let left = 1.0 - (self.done - self.round.0) as f32 / self.round.1 as f32;
        let (hot, cold) = self.habits.heat;
        cold + (hot - cold) * left * left
    }

    fn value(&self, line: &Timeline) -> f32 {
        let score: f32 = line.stops().iter().map(|step| self.scores[step.at()]).sum();
        score + self.aim.under_way * line.under_way() as f32 + self.aim.finish * line.finish() as f32
    }

    fn rank(&self, line: &Timeline) -> (u64, Tick) {
        let score = line.stops().iter().map(|step| u64::from(self.worth[step.at()])).sum();
        let cost = match self.aim.goal {
            Goal::Finish => line.finish(),
            Goal::Travel => line.under_way(),
        };
        (score, -cost)
    }
}

/// By stop: its worth; nothing for the start and the end.
fn worth<T: Travel>(problem: &Problem<T>, of: impl Fn(usize) -> u32) -> Vec<u32> {
    let mut worth = vec![0; problem.stops().len()];
    for stop in problem.choices() {
        worth[stop] = of(stop);
    }
    worth
}

/// As many degrees of luck are told apart.
const LUCK: usize = 256;

/// How much worse a tour may be, in temperatures: drawn from these evenly it is distributed exponentially, as simulated
/// annealing asks. They are the mean order statistics of that distribution (Rényi 1953), which need divisions only:
/// logarithms may differ from one machine to the next.
fn luck() -> [f32; LUCK] {
    let mut sum = 0.0;
    std::array::from_fn(|i| {
        sum += 1.0 / (LUCK - i) as f32;
        sum
    })
}
