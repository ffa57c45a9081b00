//! A day for somebody who has not chosen any sites, or only some.

use super::cover::Cover;
use super::outing::{FIRST_SITE, Outing};
use super::spot::Spot;
use super::timing::{MEAL, MEAL_SPAN};
use super::worth::{self, Candidate};
use crate::calendar::Moment;
use crate::model::StationId;
use crate::query::World;
use crate::tour::{Profiles, Search};
use crate::view::Wish;
use crate::view::wish::{Order, Stop};
use std::rc::Rc;
use std::sync::Arc;

/// What kind of day is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Chunk {
    /// As long as the wish says, or half a day.
    Wished,
    /// Three quarters of an hour.
    Short,
    /// Three hours along the ring.
    Ring,
    /// The shortest day on which all goals are met.
    AllGoals,
    /// Half a day of whatever chance brings.
    Surprise,
}

impl Chunk {
    /// How long it is, in minutes; nothing for as long as it takes.
    pub const fn minutes(self) -> Option<u16> {
        match self {
            Self::Wished | Self::AllGoals => None,
            Self::Short => Some(45),
            Self::Ring => Some(180),
            Self::Surprise => Some(240),
        }
    }
}

/// How long a day is that nobody has said anything of, in minutes.
const HALF_A_DAY: u16 = 240;
/// What working out the ways to one place takes, and building one day of all goals, in iterations of the search.
const COLUMN: u32 = 16;
const BUILD: u32 = 16;
/// Iterations in all: those of each of two rounds, and days built.
const ROUND: u32 = 1_200;
const BUILDS: u32 = 120;
/// A goal that no other stop meets is worth so much in the second round and when days are compared.
const NEW_GOAL: u32 = 15;
/// A day is not filled to the last minute: a tenth of it is kept, but no more than so many minutes.
const SPARE_PART: i32 = 10;
const MOST_SPARE: i32 = 20;
/// What a locked stop is worth: more than all others together.
const LOCKED: u32 = 10_000;

enum Phase {
    /// Ways are worked out.
    Ways,
    /// The first or second round of the search, and how much is left of it.
    Round(u8, u32, Box<Search<Rc<Profiles>>>),
    /// Days of all goals are built; so many are left.
    Builds(u32, Box<Cover>),
    Done,
}

/// A search for a day, better the longer it is let. The same world, wish and clock give the same day on every machine,
/// however its steps are sliced.
pub struct Suggestion {
    outing: Outing,
    chunk: Chunk,
    /// What sites are worth, by place.
    worth: Vec<u32>,
    profiles: Option<Rc<Profiles>>,
    phase: Phase,
    /// The best days of the rounds before, and what they are worth.
    best: (u64, Vec<usize>),
}

impl Suggestion {
    /// Begins to look for a day. Of the wish's stops those that are locked stay; `clock` is the app's own time. Nothing if
    /// there is no station to begin at.
    pub fn new(world: &Arc<World>, wish: &Wish, clock: Moment, chunk: Chunk) -> Option<Self> {
        let mut asked = wish.clone();
        asked.stops.retain(|stop| stop.locked && !stop.skipped);
        asked.order = Order::Best;
        asked.leaves = Some(super::outing::leaves(world, wish, clock));
        asked.minutes = match chunk {
            Chunk::Wished => Some(wish.minutes.unwrap_or(HALF_A_DAY)),
            Chunk::AllGoals => wish.minutes,
            _ => chunk.minutes(),
        };
        let mut outing = Outing::new(world, &asked, clock)?;
        let locked = outing.stands.len();
        let known: Vec<Spot> = outing.stands[FIRST_SITE..].iter().map(|stand| stand.spot).collect();
        let mut found = worth::candidates(&outing, chunk == Chunk::Surprise);
        found.retain(|candidate| !known.contains(&Spot::Site(candidate.site)));
        let found = match chunk {
            Chunk::AllGoals => a_few_of_each_goal(world, &found),
            Chunk::Ring => a_few_at_each_station(world, &found),
            _ => found.into_iter().take(worth::MOST).collect(),
        };
        let mut worth = vec![0; FIRST_SITE];
        worth.resize(locked, LOCKED);
        for candidate in found {
            outing.add(candidate.site, None, None);
            worth.push(candidate.worth);
        }
        Some(Self {
            outing,
            chunk,
            worth,
            profiles: None,
            phase: Phase::Ways,
            best: (0, Vec::new()),
        })
    }

    /// Goes on for about so many iterations of the search; whether there is more to do.
    pub fn step(&mut self, iterations: u32) -> bool {
        let mut left = iterations.max(1);
        while left > 0 {
            match &mut self.phase {
                Phase::Done => return false,
                Phase::Ways => {
                    let columns = left.div_ceil(COLUMN);
                    left = 0;
                    if self.outing.prepare(columns as usize) {
                        self.profiles = Some(self.outing.profiles());
                        self.phase = self.after(0);
                    }
                }
                Phase::Round(round, rest, search) => {
                    let now = left.min(*rest);
                    search.step(u64::from(now));
                    (*rest, left) = (*rest - now, left - now);
                    if *rest == 0 {
                        let round = *round;
                        self.keep();
                        self.phase = self.after(round + 1);
                    }
                }
                Phase::Builds(rest, cover) => {
                    cover.step();
                    *rest -= 1;
                    left = left.saturating_sub(BUILD);
                    if *rest == 0 {
                        self.keep();
                        self.phase = Phase::Done;
                    }
                }
            }
        }
        !matches!(self.phase, Phase::Done)
    }

    /// The wish for the best day so far: its stops in the order of their visits.
    pub fn wish(&self) -> Wish {
        let mut wish = self.outing.wish.clone();
        let now = self.found();
        let best = if now.0 > self.best.0 { &now.1 } else { &self.best.1 };
        let locked = std::mem::take(&mut wish.stops);
        for place in best {
            let Some(stand) = self.outing.stands.get(*place) else {
                continue;
            };
            match (stand.stop.and_then(|i| locked.get(i)), stand.spot) {
                (Some(stop), _) => wish.stops.push(stop.clone()),
                (None, Spot::Site(site)) => wish.stops.push(Stop::new(self.outing.world.atlas.sites.slug(site))),
                _ => {}
            }
        }
        // What was locked is never lost, not even where it does not fit in.
        for stop in locked {
            if wish.stop(&stop.slug).is_none() {
                wish.stops.push(stop);
            }
        }
        wish
    }

    /// The day the phase has found, and what it is worth.
    fn found(&self) -> (u64, Vec<usize>) {
        let order: Vec<usize> = match &self.phase {
            Phase::Round(_, _, search) => search.best().map(|tour| tour.stops().collect()).unwrap_or_default(),
            Phase::Builds(_, cover) => cover.best().to_vec(),
            Phase::Ways | Phase::Done => return (0, Vec::new()),
        };
        let goals = order.iter().fold(0, |met, place| met | self.goals(*place));
        let worth: u64 = order.iter().map(|place| u64::from(self.worth[*place])).sum();
        (worth + u64::from(NEW_GOAL * goals.count_ones()), order)
    }

    fn keep(&mut self) {
        let found = self.found();
        if found.0 > self.best.0 {
            self.best = found;
        }
    }

    fn goals(&self, place: usize) -> u32 {
        match self.outing.stands.get(place).map(|stand| stand.spot) {
            Some(Spot::Site(site)) => self.outing.world.atlas.sites.goals(site).0.0,
            _ => 0,
        }
    }

    /// The next thing to do.
    fn after(&mut self, round: u8) -> Phase {
        let Some(profiles) = self.profiles.clone().filter(|_| round < 2) else {
            return Phase::Done;
        };
        let chosen = &self.best.1;
        // In the second round what meets goals that nothing else meets is worth more, and what adds none less.
        let varied = |place: usize| {
            let others = chosen.iter().filter(|other| **other != place);
            let met = others.fold(0, |met, other| met | self.goals(*other));
            let new = (self.goals(place) & !met).count_ones();
            if self.worth[place] == LOCKED {
                LOCKED
            } else {
                self.worth[place] + NEW_GOAL * new.min(4)
            }
        };
        let deadline = self.outing.deadline - self.meal() - self.spare();
        let score = |place: usize| if round == 0 { self.worth[place] } else { varied(place) };
        let problem = self.outing.problem(&profiles, deadline, score);
        match problem {
            None => Phase::Done,
            Some(problem) if self.chunk == Chunk::AllGoals => {
                Phase::Builds(BUILDS, Box::new(Cover::new(&self.outing, problem)))
            }
            Some(problem) => {
                let seed = u64::from(self.outing.wish.seed) * 2 + u64::from(round);
                Phase::Round(round, ROUND, Box::new(Search::new(problem, seed)))
            }
        }
    }

    /// The time to keep for trains and visits that take longer than they should.
    fn spare(&self) -> i32 {
        let o = &self.outing;
        let has_limit = o.wish.minutes.is_some() && self.chunk != Chunk::AllGoals;
        if has_limit {
            ((o.deadline - o.leaves) / SPARE_PART).min(MOST_SPARE)
        } else {
            0
        }
    }

    /// The time to keep for a meal.
    fn meal(&self) -> i32 {
        let o = &self.outing;
        let noon = o.leaves <= MEAL_SPAN.0 && o.deadline >= MEAL_SPAN.1;
        if o.wish.meal && noon { MEAL } else { 0 }
    }
}

/// For each station of the ring the two best sites in its catchment, so that the day leads along the ring.
fn a_few_at_each_station(world: &World, found: &[Candidate]) -> Vec<Candidate> {
    const FEW: usize = 2;
    let atlas = &world.atlas;
    let mut kept: Vec<(StationId, Candidate)> = Vec::new();
    for candidate in found {
        let Some(id) = atlas.sites.station(candidate.site) else {
            continue;
        };
        let station = atlas.station(id);
        let is_near = station.at.distance(atlas.sites.at(candidate.site)) <= station.catchment.0;
        let taken = kept.iter().filter(|(other, _)| *other == id).count();
        if station.ring_order.is_some() && is_near && taken < FEW {
            kept.push((id, *candidate));
        }
    }
    kept.into_iter().map(|(_, candidate)| candidate).collect()
}

/// For each goal the few best sites that meet it.
fn a_few_of_each_goal(world: &World, found: &[Candidate]) -> Vec<Candidate> {
    /// Four of each of 17 are at most 68; most meet several.
    const FEW: usize = 4;
    let mut kept: Vec<Candidate> = Vec::new();
    let goals = |candidate: &Candidate| world.atlas.sites.goals(candidate.site);
    for goal in crate::model::Goal::all() {
        let meets = |c: &&Candidate| goals(c).has(goal);
        let mut best: Vec<Candidate> = found.iter().filter(meets).copied().collect();
        // What meets most goals, and of those the best.
        crate::order::sort_by_key(&mut best, |c| std::cmp::Reverse(goals(c).len()));
        for candidate in best.into_iter().take(FEW) {
            if !kept.contains(&candidate) {
                kept.push(candidate);
            }
        }
    }
    kept
}
