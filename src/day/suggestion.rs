//! A day for somebody who has not chosen any sites, or only some.

use super::cover::Cover;
use super::good::LONG_DAY;
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
/// Iterations of each of two rounds, and days built; and the same for each day that shall be different.
const ROUND: u32 = 1_200;
const BUILDS: u32 = 120;
const OTHER_ROUND: u32 = 400;
const OTHER_BUILDS: u32 = 40;
/// So many days are offered.
const DAYS: usize = 3;
/// Sites that are in a day offered before are worth this part of what they are, and if that does not help, nothing.
const KNOWN: u32 = 4;
/// So many days that are nearly as good as the best are looked at closely, and what that takes in iterations.
const NEARLY_BEST: usize = 6;
const LOOK: u32 = 64;
/// A goal that no other stop meets is worth so much in the second round and when days are compared; less to somebody who
/// has said what to look for.
const NEW_GOAL: u32 = 15;
const NEW_GOAL_ASKED: u32 = 5;
/// A day is not filled to the last minute: a tenth of it is kept, but no more than so many minutes.
const SPARE_PART: i32 = 10;
const MOST_SPARE: i32 = 20;
/// What a locked stop is worth: more than all others together.
const LOCKED: u32 = 10_000;

enum Phase {
    /// Ways are worked out.
    Ways,
    /// The search, and how many iterations of the round are left.
    Round(u32, Box<Search<Rc<Profiles>>>),
    /// Days of all goals are built; so many are left.
    Builds(u32, Box<Cover>),
    /// Days that are nearly as good as the best are planned, to see which is the better day: the next of them, and the
    /// best so far by its blemishes.
    Look(usize, Option<(u32, usize)>),
    Done,
}

/// What a day is worth, and its places in order.
type Day = (u64, Vec<usize>);

/// A search for a day, better the longer it is let, and then for others that are really different. The same world, wish
/// and clock give the same days on every machine, however its steps are sliced.
pub struct Suggestion {
    outing: Outing,
    chunk: Chunk,
    /// What sites are worth, by place.
    worth: Vec<u32>,
    profiles: Option<Rc<Profiles>>,
    phase: Phase,
    /// How many rounds were made for the day that is looked for.
    round: u8,
    /// The best days of its rounds, within a hundredth of the best, that first.
    best: Vec<Day>,
    /// The days offered before it.
    days: Vec<Day>,
}

impl Suggestion {
    /// Begins to look for a day. Of the wish's stops those that are locked stay; `clock` is the app's own time. Nothing if
    /// there is no station to begin at.
    pub fn new(world: &Arc<World>, wish: &Wish, clock: Moment, chunk: Chunk) -> Option<Self> {
        let mut asked = wish.clone();
        asked.stops.retain(|stop| stop.locked && !stop.skipped);
        asked.order = Order::Best;
        asked.made = None;
        asked.leaves = Some(super::outing::leaves(world, wish, clock));
        asked.minutes = match chunk {
            Chunk::Wished => Some(wish.minutes.unwrap_or(HALF_A_DAY)),
            Chunk::AllGoals => wish.minutes,
            _ => chunk.minutes(),
        };
        let mut outing = Outing::new(world, &asked, clock)?;
        // On a long day one eats.
        let noon = outing.leaves <= MEAL_SPAN.0 && outing.deadline >= MEAL_SPAN.1;
        outing.wish.meal |= noon && outing.deadline - outing.leaves >= LONG_DAY;
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
            round: 0,
            best: Vec::new(),
            days: Vec::new(),
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
                        self.phase = self.begin();
                    }
                }
                Phase::Round(rest, search) => {
                    search.step(1);
                    *rest -= 1;
                    left -= 1;
                    let (over, now) = (*rest == 0, search.now().collect());
                    self.keep(now);
                    if over {
                        self.phase = self.after();
                    }
                }
                Phase::Builds(rest, cover) => {
                    cover.step();
                    *rest -= 1;
                    left = left.saturating_sub(BUILD);
                    let (over, now) = (*rest == 0, cover.best().to_vec());
                    if !now.is_empty() && self.differs(&now) {
                        self.best = vec![(0, now)];
                    }
                    if over {
                        self.phase = self.after();
                    }
                }
                Phase::Look(next, best) => {
                    let (next, best) = (*next, *best);
                    left = left.saturating_sub(LOOK);
                    self.phase = self.look(next, best);
                }
            }
        }
        !matches!(self.phase, Phase::Done)
    }

    /// The wish for the best day so far: its stops in the order of their visits.
    pub fn wish(&self) -> Wish {
        self.wish_of(self.days.first().or(self.best.first()).map_or(&[], |(_, order)| order))
    }

    /// The wishes for the days found so far, at most three, the best first: of the sites of one no more than half are in
    /// another, but for those that are locked.
    pub fn wishes(&self) -> Vec<Wish> {
        let days = if self.days.is_empty() {
            &self.best[..self.best.len().min(1)]
        } else {
            &self.days
        };
        days.iter().map(|(_, order)| self.wish_of(order)).collect()
    }

    fn wish_of(&self, order: &[usize]) -> Wish {
        let mut wish = self.outing.wish.clone();
        let locked = std::mem::take(&mut wish.stops);
        for place in order {
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

    /// Keeps a day that is nearly as good as the best, if it is not one of them in another order.
    fn keep(&mut self, order: Vec<usize>) {
        let goals = order.iter().fold(0, |met, place| met | self.goals(*place));
        let worth: u64 = order.iter().map(|place| u64::from(self.worth[*place])).sum();
        let value = worth + u64::from(self.new_goal() * goals.count_ones());
        let best = self.best.first().map_or(0, |(best, _)| *best);
        let same = |(other, day): &Day| {
            *other == value && day.len() == order.len() && day.iter().all(|place| order.contains(place))
        };
        let new = !order.is_empty() && value * 100 >= best * 99 && !self.best.iter().any(same);
        if !new || !self.differs(&order) {
            return;
        }
        let at = self.best.partition_point(|(other, _)| *other >= value);
        self.best.insert(at, (value, order));
        let most = self.best[0].0;
        self.best.truncate(NEARLY_BEST);
        self.best.retain(|(other, _)| other * 100 >= most * 99);
    }

    /// Whether no more than half of a day's sites are in one offered before, but for those that are locked.
    fn differs(&self, order: &[usize]) -> bool {
        let own = |place: &&usize| self.worth[**place] != LOCKED;
        let count = order.iter().filter(own).count();
        let shared = |day: &[usize]| order.iter().filter(own).filter(|place| day.contains(place)).count();
        self.days.iter().all(|(_, day)| 2 * shared(day) <= count && count > 0)
    }

    fn new_goal(&self) -> u32 {
        let wants = &self.outing.wish.interests;
        let any = !(wants.goals.is_empty() && wants.kinds.is_empty() && wants.partners.is_empty());
        if any { NEW_GOAL_ASKED } else { NEW_GOAL }
    }

    fn goals(&self, place: usize) -> u32 {
        match self.outing.stands.get(place).map(|stand| stand.spot) {
            Some(Spot::Site(site)) => self.outing.world.atlas.sites.goals(site).0.0,
            _ => 0,
        }
    }

    /// The next round for the day that is looked for.
    fn begin(&self) -> Phase {
        let Some(profiles) = self.profiles.clone() else {
            return Phase::Done;
        };
        let (first, round) = (self.days.is_empty(), self.round);
        let chosen = self.best.first().map_or(&[][..], |(_, order)| order);
        let known = |place: usize| self.days.iter().any(|(_, order)| order.contains(&place));
        let score = |place: usize| {
            if self.worth[place] == LOCKED {
                return LOCKED;
            }
            if !first {
                let part = if round == 0 { KNOWN } else { u32::MAX };
                return if known(place) {
                    self.worth[place] / part
                } else {
                    self.worth[place]
                };
            }
            if round == 0 {
                return self.worth[place];
            }
            // In the second round what meets goals that nothing else meets is worth more.
            let others = chosen.iter().filter(|other| **other != place);
            let met = others.fold(0, |met, other| met | self.goals(*other));
            let new = (self.goals(place) & !met).count_ones();
            self.worth[place] + self.new_goal() * new.min(4)
        };
        let deadline = self.outing.deadline - self.meal() - self.spare();
        let Some(problem) = self.outing.problem(&profiles, deadline, score) else {
            return Phase::Done;
        };
        if self.chunk == Chunk::AllGoals {
            let cost = |place| {
                if known(place) {
                    (round == 0).then_some(KNOWN as f32)
                } else {
                    Some(1.0)
                }
            };
            let cover = Cover::new(&self.outing, problem, cost);
            return Phase::Builds(if first { BUILDS } else { OTHER_BUILDS }, Box::new(cover));
        }
        let seed = u64::from(self.outing.wish.seed) * 2 + u64::from(round);
        let rounds = if first { ROUND } else { OTHER_ROUND };
        Phase::Round(rounds, Box::new(Search::new(problem, seed)))
    }

    /// What comes after a round: the first day has a second round in any case, another one if it is not different yet.
    fn after(&mut self) -> Phase {
        self.round += 1;
        let again = self.days.is_empty() && self.chunk != Chunk::AllGoals || self.best.is_empty();
        if again && self.round < 2 {
            return self.begin();
        }
        if self.best.is_empty() {
            Phase::Done
        } else {
            Phase::Look(0, None)
        }
    }

    /// Plans the next of the days that are nearly as good as the best; after the last of them offers the better day.
    fn look(&mut self, next: usize, best: Option<(u32, usize)>) -> Phase {
        if next < self.best.len() {
            let o = &self.outing;
            let wish = self.wish_of(&self.best[next].1);
            let day = Outing::new(&o.world, &wish, o.moment(o.leaves)).map(|mut outing| outing.plan());
            let weight = day.filter(|plan| plan.missed.is_empty()).map(|plan| {
                let blemishes = super::Blemishes::of(&o.world, &wish, &plan);
                blemishes.weight()
            });
            let rank = weight.map(|weight| (weight, next));
            return Phase::Look(next + 1, best.or(rank).min(rank.or(best)));
        }
        let chosen = best.map_or(0, |(_, i)| i);
        self.days.push(self.best.swap_remove(chosen));
        self.best.clear();
        self.round = 0;
        if self.days.len() < DAYS {
            self.begin()
        } else {
            Phase::Done
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
