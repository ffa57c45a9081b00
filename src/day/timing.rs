//! Stops in order, made into steps: as late out as the earliest visits allow, and as little on platforms.

use super::good::LONG_WALK;
use super::outing::{Day, END, FIRST_SITE, Outing, START};
use super::plan::Step;
use super::spot::Spot;
use crate::model::StationId;
use crate::tour::{Tick, Travel};
use crate::travel::{Clock, End, Ends, Journey, Leg, Search, Source, StopId, Walk};
use std::rc::Rc;

/// A meal's length, and when it begins at the earliest and is over at the latest: the design's 11.30 to 14.00.
pub(super) const MEAL: Tick = 45;
pub(super) const MEAL_SPAN: (Tick, Tick) = (11 * 60 + 30, 14 * 60);

/// A day's steps, with when it begins and ends in minutes of the day.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Timed {
    pub steps: Vec<Step>,
    pub leaves: Tick,
    pub home: Tick,
}

/// One stop's times, in minutes of the day.
#[derive(Debug, Clone, Copy)]
pub(super) struct Visit {
    pub place: usize,
    pub begins: Tick,
    /// When the visit is over at the earliest.
    pub over: Tick,
    /// When a meal after it is over.
    pub ready: Tick,
}

/// The earliest times of visits in this order, with a meal after one of them if so asked, and when one is at the end.
pub(super) fn earliest(problem: &Day, order: &[usize], meal_after: Option<usize>) -> Option<(Vec<Visit>, Tick)> {
    let ends = problem.ends();
    let (mut at, mut ready) = (START, ends.departs);
    let mut visits = Vec::with_capacity(order.len());
    for (i, &place) in order.iter().enumerate() {
        let stop = problem.stops().get(place)?;
        let arrives = problem.travel().arrive(at, place, ready);
        let window = stop.windows().find(|window| arrives <= window.closes)?;
        let begins = arrives.max(window.opens);
        let over = begins + stop.service;
        ready = over;
        if meal_after == Some(i) {
            let meal = over.max(MEAL_SPAN.0);
            if over < MEAL_SPAN.0 - 15 || meal + MEAL > MEAL_SPAN.1 {
                return None;
            }
            ready = meal + MEAL;
        }
        at = place;
        visits.push(Visit {
            place,
            begins,
            over,
            ready,
        });
    }
    let home = problem.travel().arrive(at, END, ready);
    (home <= ends.deadline).then_some((visits, home))
}

/// The last minute each visit could begin with all the rest still working.
fn latest(problem: &Day, visits: &[Visit]) -> Vec<Tick> {
    let mut by = problem.ends().deadline;
    let mut next = END;
    let mut all = vec![0; visits.len()];
    for (i, visit) in visits.iter().enumerate().rev() {
        let leave = problem.travel().leave(visit.place, next, by);
        let spent = visit.ready - visit.begins;
        let begin = leave - spent;
        let windows = problem.stops()[visit.place].windows();
        let last = windows.rev().find(|window| window.opens <= begin);
        all[i] = last
            .map_or(visit.begins, |window| begin.min(window.closes))
            .max(visit.begins);
        by = all[i];
        next = visit.place;
    }
    all
}

/// A leg between two places, to be there by a minute, for who can set out at another.
type Asked = (usize, usize, Tick, Tick);

/// The legs of a day's orders; most orders share theirs with others.
pub(super) struct Legs<'a> {
    outing: &'a Outing,
    search: Search<'a>,
    known: Vec<(Asked, Option<Rc<Journey>>)>,
}

impl<'a> Legs<'a> {
    pub(super) fn new(outing: &'a Outing) -> Self {
        Self {
            outing,
            search: Search::new(&outing.network),
            known: Vec::new(),
        }
    }

    /// The journey that sets out last of those that are there by then; if it has a long walk and there is one without for
    /// who is ready to set out, that one.
    fn latest(&mut self, asked: Asked) -> Option<Rc<Journey>> {
        if let Some((_, journey)) = self.known.iter().find(|(other, _)| *other == asked) {
            return journey.clone();
        }
        let (from, to, ready, by) = asked;
        let ends = self.outing.ends(from, to);
        let mut journey = self.search.latest(&ends, Clock(by * 60));
        let walking = self.outing.network.walking();
        let short = |walk: &Walk| walking.seconds(walk.metres) <= LONG_WALK * 60;
        let is_long = |leg: &Leg| matches!(leg, Leg::Walk { metres, .. } if walking.seconds(*metres) > LONG_WALK * 60);
        if journey.as_ref().is_some_and(|journey| journey.legs.iter().any(is_long)) {
            let ends = Ends {
                out: ends.out.into_iter().filter(|(_, walk)| short(walk)).collect(),
                home: ends.home.into_iter().filter(|(_, walk)| short(walk)).collect(),
                direct: ends.direct.filter(short),
            };
            let other = self.search.latest(&ends, Clock(by * 60));
            journey = other.filter(|other| other.departs >= Clock(ready * 60)).or(journey);
        }
        let journey = journey.map(Rc::new);
        self.known.push((asked, journey.clone()));
        journey
    }
}

/// The steps of visits at their earliest times.
///
/// Each leg is the one that sets out last of those that are there when the visit begins; what is gained is spent at the
/// site before, as long as its doors are open.
pub(super) fn steps(legs: &mut Legs, problem: &Day, visits: &[Visit], home: Tick) -> Option<Timed> {
    let outing = legs.outing;
    let (mut at, mut ready) = (START, outing.leaves);
    let goals = visits
        .iter()
        .map(|visit| (visit.place, visit.begins, visit.ready))
        .chain([(END, home, home)]);
    let mut all = Vec::with_capacity(visits.len() + 1);
    for (place, by, then) in goals {
        all.push((at, place, legs.latest((at, place, ready, by))?));
        (at, ready) = (place, then);
    }
    let legs = all;
    let last = latest(problem, visits);
    let leaves = legs
        .first()
        .map_or(home, |(_, _, journey)| journey.departs.0.div_euclid(60));
    let mut steps = Vec::new();
    for (i, (from, to, journey)) in legs.iter().enumerate() {
        push(&mut steps, outing, (*from, *to), journey)?;
        let Some(visit) = visits.get(i) else {
            break;
        };
        let stand = &outing.stands[visit.place];
        let Spot::Site(site) = stand.spot else {
            return None;
        };
        let (_, _, next) = &legs[i + 1];
        let sets_out = next.departs.0.div_euclid(60);
        let span = stand.doors.around(visit.begins);
        let meal = visit.ready - visit.over;
        let stays = if meal == 0 {
            sets_out.min(span.map_or(sets_out, |(_, to)| to))
        } else {
            visit.over
        };
        let told = span.filter(|_| !stand.doors.unsaid);
        let day = |(from, to): &(Tick, Tick)| to - from < super::doors::DAY;
        steps.push(Step::Visit {
            stop: stand.stop.unwrap_or(usize::MAX),
            site,
            arrives: outing.moment(journey.arrives.0.div_euclid(60)),
            begins: outing.moment(visit.begins),
            leaves: outing.moment(stays.max(visit.over)),
            opens: told.filter(day).map(|(from, _)| outing.moment(from)),
            closes: told.filter(day).map(|(_, to)| outing.moment(to)),
            slack: (last[i] - visit.begins).clamp(0, Tick::from(u16::MAX)) as u16,
        });
        if meal > 0 {
            steps.push(Step::Rest {
                at: stand.spot,
                begins: outing.moment(visit.over.max(MEAL_SPAN.0)),
                leaves: outing.moment(sets_out.max(visit.ready)),
            });
        }
    }
    debug_assert!(visits.iter().all(|visit| visit.place >= FIRST_SITE));
    Some(Timed { steps, leaves, home })
}

/// A journey's legs as steps. What is added to a walk so that one is early for a train is waiting, not walking.
fn push(steps: &mut Vec<Step>, outing: &Outing, (from, to): (usize, usize), journey: &Journey) -> Option<()> {
    let (from, to) = (&outing.stands[from], &outing.stands[to]);
    let spot = |end: End| match end {
        End::From => from.spot,
        End::To => to.spot,
        End::Stop(stop) => Spot::Station(StationId(stop.0 as u8)),
    };
    for leg in &journey.legs {
        match *leg {
            Leg::Walk {
                from,
                to,
                metres,
                seconds,
                source,
                departs,
            } => {
                let departs = departs.0.div_euclid(60);
                // To a station one sets out early; how long one walks says the way itself.
                let walked = outing.network.walking().seconds(metres).min(seconds);
                let minutes = (walked + 59) / 60;
                steps.push(Step::Walk {
                    from: spot(from),
                    to: spot(to),
                    departs: outing.moment(departs),
                    arrives: outing.moment(departs + minutes),
                    metres,
                    estimate: source == Source::Estimate,
                });
            }
            Leg::Ride {
                line,
                trip,
                board,
                from,
                to,
                departs,
                arrives,
                ..
            } => {
                let next = outing.network.calls(trip).get(board as usize + 1)?;
                let station = |stop: StopId| StationId(stop.0 as u8);
                steps.push(Step::Train {
                    line: line as usize,
                    from: station(from),
                    to: station(to),
                    next: station(next.stop),
                    departs: outing.moment(departs.0.div_euclid(60)),
                    arrives: outing.moment(arrives.0.div_euclid(60)),
                });
            }
        }
    }
    Some(())
}
