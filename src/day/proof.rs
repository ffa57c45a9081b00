//! Whether a plan can be done. It shares no arithmetic with the planner: doors are asked of the calendar, trains looked
//! up in the timetable's own rows, walks measured with a ruler.

use super::outing::{VISIT_MINUTES, leaves};
use super::{Plan, Spot, Step};
use crate::calendar::{Moment, Opening};
use crate::model::{SiteId, StationId, Status};
use crate::query::World;
use crate::space::units::DETOUR;
use crate::view::Wish;
use crate::view::wish::Order;
use std::fmt;

/// A rule that a plan breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fault {
    /// The step, from 0; nothing if it is the plan as a whole.
    pub step: Option<usize>,
    /// Which rule.
    pub rule: Rule,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.step {
            Some(step) => write!(f, "Step {}: {}", step + 1, self.rule.sentence()),
            None => f.write_str(self.rule.sentence()),
        }
    }
}

impl std::error::Error for Fault {}

macro_rules! rules {
    ($($name:ident = $sentence:literal,)*) => {
        /// The rules of a plan.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Rule {
            $(#[doc = $sentence] $name,)*
        }

        impl Rule {
            /// Every rule.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// What is wrong where the rule is broken.
            pub const fn sentence(self) -> &'static str {
                match self { $(Self::$name => $sentence,)* }
            }
        }
    };
}

rules! {
    Start = "The plan does not begin where the wish does.",
    End = "The plan does not end where the wish does.",
    LeavesTooEarly = "The plan leaves before the wish does.",
    Deadline = "The end is reached after the deadline, or another deadline is told than the wish's.",
    Ends = "The plan's first and last minutes are not those of its steps.",
    Unfinished = "The last step does not lead to the end.",
    Overlap = "The step begins before the one before it has ended.",
    Backwards = "The step ends before it begins.",
    Elsewhere = "The step does not begin where the one before it ended.",
    WalkLength = "The walk is not as long as the way between its ends.",
    WalkTime = "The walk cannot be walked in its time.",
    WalkSource = "The walk is told to be measured, but nobody has measured it.",
    WalkTooLong = "The walk from door to door takes more than half an hour.",
    NoSuchTrain = "The timetable has no such train.",
    WrongNext = "The train does not come to that station first.",
    Missed = "The train leaves before one can be on the platform in time.",
    NoSuchStop = "The wish has no such stop, or passes it over.",
    OtherSite = "The site visited is not the one wished.",
    VisitedAgain = "The site is visited twice.",
    BeforeArrival = "The visit begins before one is there.",
    TooShort = "The visit is shorter than wished.",
    Shut = "The site is not open all the time of the visit.",
    WrongDoors = "The doors do not open or close when it says.",
    WrongSlack = "There is less slack than it says.",
    WrongOrder = "The stops are not in the visitor's own order.",
    Meal = "The meal is not wished, not at noon, too short, or not the only one.",
    NotTold = "A stop is neither visited nor told to be missed, or both.",
}

struct Proof<'a> {
    world: &'a World,
    wish: &'a Wish,
    plan: &'a Plan,
    faults: Vec<Fault>,
}

/// The rules a plan breaks, in the order of its steps; none if it can be done. `clock` is the app's own time, as it was
/// when the plan was made.
pub fn faults(world: &World, wish: &Wish, clock: Moment, plan: &Plan) -> Vec<Fault> {
    let mut proof = Proof {
        world,
        wish,
        plan,
        faults: Vec::new(),
    };
    let earliest = leaves(world, wish, clock);
    proof.ends(earliest);
    proof.steps();
    proof.stops();
    proof.faults
}

impl Proof<'_> {
    fn fault(&mut self, step: Option<usize>, broken: bool, rule: Rule) {
        if broken {
            self.faults.push(Fault { step, rule });
        }
    }

    fn ends(&mut self, earliest: Moment) {
        let plan = self.plan;
        let ends = Spot::ends(self.world, self.wish);
        self.fault(None, ends.is_none_or(|(start, _)| start != plan.from), Rule::Start);
        self.fault(None, ends.is_none_or(|(_, end)| end != plan.to), Rule::End);
        self.fault(None, plan.leaves < earliest, Rule::LeavesTooEarly);
        let deadline = self
            .wish
            .minutes
            .map(|minutes| earliest.plus_minutes(i32::from(minutes)));
        let late = deadline.is_some_and(|deadline| plan.home > deadline);
        self.fault(None, late || deadline != plan.deadline, Rule::Deadline);
        let first = plan.steps.first().map_or(plan.leaves, Step::begins);
        let last = plan.steps.last().map_or(plan.home, Step::ends);
        self.fault(
            None,
            first != plan.leaves || last != plan.home || plan.home < plan.leaves,
            Rule::Ends,
        );
    }

    fn steps(&mut self) {
        let (mut here, mut now) = (self.plan.from, self.plan.leaves);
        let mut meals = 0;
        for (i, step) in self.plan.steps.iter().enumerate() {
            let before = i.checked_sub(1).and_then(|i| self.plan.steps.get(i));
            let at = Some(i);
            self.fault(at, step.begins() < now, Rule::Overlap);
            self.fault(at, step.ends() < step.begins(), Rule::Backwards);
            let begins_at = match *step {
                Step::Walk { from, .. } => from,
                Step::Train { from, .. } => Spot::Station(from),
                Step::Visit { site, .. } => Spot::Site(site),
                Step::Rest { at, .. } => at,
            };
            self.fault(at, !self.same(here, begins_at), Rule::Elsewhere);
            here = begins_at;
            match *step {
                Step::Walk { to, .. } => {
                    self.walk(i, step);
                    here = to;
                }
                Step::Train { to, .. } => {
                    self.train(i, step, before);
                    here = Spot::Station(to);
                }
                Step::Visit { .. } => self.visit(i, step, now),
                Step::Rest { begins, leaves, .. } => {
                    meals += 1;
                    let noon = |minutes| Moment {
                        date: begins.date,
                        minute: minutes,
                    };
                    let sound = self.wish.meal
                        && meals == 1
                        && begins >= noon(11 * 60 + 30)
                        && begins.plus_minutes(45) <= noon(14 * 60)
                        && begins.minutes_until(leaves) >= 45;
                    self.fault(at, !sound, Rule::Meal);
                }
            }
            now = step.ends();
        }
        let there = self.same(here, self.plan.to) || self.plan.steps.is_empty() && !self.visits_any();
        self.fault(None, !there, Rule::Unfinished);
    }

    fn visits_any(&self) -> bool {
        self.plan.stops().next().is_some()
    }

    /// Whether two spots are one, or so near that there is no walk between them.
    fn same(&self, one: Spot, other: Spot) -> bool {
        one == other || one.at(self.world).distance(other.at(self.world)) < 1e-3
    }

    fn walk(&mut self, i: usize, step: &Step) {
        let Step::Walk {
            from,
            to,
            departs,
            arrives,
            metres,
            estimate,
        } = *step
        else {
            return;
        };
        let line = from.at(self.world).distance(to.at(self.world));
        self.fault(Some(i), !estimate, Rule::WalkSource);
        self.fault(Some(i), (metres.0 - line * DETOUR).abs() > 0.5, Rule::WalkLength);
        let needs = line * DETOUR / self.wish.pace.metres_per_minute();
        let has = f64::from(departs.minutes_until(arrives));
        self.fault(Some(i), has + 1e-6 < needs || has > needs + 1.001, Rule::WalkTime);
        let station = |spot| matches!(spot, Spot::Station(_));
        let far = line > 1920.0 + 1e-6 && !station(from) && !station(to);
        self.fault(Some(i), far, Rule::WalkTooLong);
    }

    fn train(&mut self, i: usize, step: &Step, before: Option<&Step>) {
        let Step::Train {
            line,
            from,
            to,
            next,
            departs,
            arrives,
        } = *step
        else {
            return;
        };
        let firsts = self.trains(line, (from, departs), (to, arrives));
        self.fault(Some(i), firsts.is_empty(), Rule::NoSuchTrain);
        self.fault(Some(i), !firsts.is_empty() && !firsts.contains(&next), Rule::WrongNext);
        // Who begins the day on the platform needs no time to be early; everyone else does.
        let early = before.map(|before| before.ends().minutes_until(departs));
        let needs = i32::from(self.wish.pace.platform_minutes());
        let started_here = before.is_none() && self.plan.from == Spot::Station(from);
        self.fault(
            Some(i),
            !started_here && early.is_none_or(|early| early < needs),
            Rule::Missed,
        );
    }

    /// The first stations that trains of a line come to which leave and arrive so; none if there is no such train.
    fn trains(
        &self,
        line: usize,
        (from, departs): (StationId, Moment),
        (to, arrives): (StationId, Moment),
    ) -> Vec<StationId> {
        let atlas = &self.world.atlas;
        let mut firsts = Vec::new();
        let Some(line) = atlas.timetable.lines.get(line) else {
            return firsts;
        };
        for (i, on) in line.stops.iter().enumerate() {
            for off in line.stops.iter().skip(i + 1) {
                let fits = on.station == from && off.station == to && on.boards && off.alights;
                if !fits || departs.minutes_until(arrives) != i32::from(off.minutes) - i32::from(on.leaves) {
                    continue;
                }
                // The train's own day may be up to two before: 25:10 is in the night after, and a long line goes on.
                let runs = (0..3).any(|back| {
                    let day = Moment::midnight(departs.date).plus_minutes(-back * 24 * 60);
                    let left = day.minutes_until(departs) - i32::from(on.leaves);
                    let holidays = &atlas.expo.holidays;
                    let on_day = line.departures.iter().filter(|d| d.days.runs_on(day.date, holidays));
                    on_day.flat_map(|d| &d.at).any(|at| i32::from(*at) == left)
                });
                if runs {
                    firsts.extend(line.stops.get(i + 1).map(|stop| stop.station));
                }
            }
        }
        firsts
    }

    fn visit(&mut self, i: usize, step: &Step, now: Moment) {
        let Step::Visit {
            stop,
            site,
            arrives,
            begins,
            leaves,
            opens,
            closes,
            slack,
        } = *step
        else {
            return;
        };
        let at = Some(i);
        let Some(wished) = self.wish.stops.get(stop).filter(|stop| !stop.skipped) else {
            self.fault(at, true, Rule::NoSuchStop);
            return;
        };
        let sites = &self.world.atlas.sites;
        self.fault(at, sites.find(&wished.slug) != Some(site), Rule::OtherSite);
        self.fault(at, arrives < now || begins < arrives, Rule::BeforeArrival);
        let visits = self.plan.steps[..i].iter();
        let again = visits
            .clone()
            .any(|s| matches!(s, Step::Visit { site: other, .. } if *other == site));
        self.fault(at, again, Rule::VisitedAgain);
        let later = visits
            .clone()
            .any(|s| matches!(s, Step::Visit { stop: other, .. } if *other > stop));
        self.fault(at, self.wish.order == Order::Mine && later, Rule::WrongOrder);
        let stay = self.stay(wished.stay, site);
        self.fault(at, begins.minutes_until(leaves) < stay, Rule::TooShort);
        let (shut, until) = self.shut(site, begins, leaves);
        self.fault(at, shut, Rule::Shut);
        let lies = closes.is_some_and(|closes| until != Some(closes))
            || opens.is_some_and(|opens| !self.opens(site, opens) || opens > begins);
        self.fault(at, lies, Rule::WrongDoors);
        let last = begins.plus_minutes(i32::from(slack) + stay);
        let home = self.plan.deadline.is_some_and(|deadline| last > deadline);
        // In doors that close within the day; a slack may reach into the next time they are open.
        let (closed, _) = self.shut(site, begins.plus_minutes(i32::from(slack)), last);
        self.fault(at, home || !shut && closed, Rule::WrongSlack);
    }

    fn stay(&self, wished: Option<u16>, site: SiteId) -> i32 {
        let says = || self.world.atlas.site(site).visit_minutes;
        i32::from(wished.or_else(says).unwrap_or(VISIT_MINUTES))
    }

    /// Whether a site is shut at any minute of a visit, and when its doors close if they do.
    fn shut(&self, site: SiteId, begins: Moment, leaves: Moment) -> (bool, Option<Moment>) {
        let place = self.world.atlas.site(site);
        let Some(hours) = place.hours else {
            return (place.status == Status::Closed, None);
        };
        match hours.opening(begins, &self.world.atlas.expo.holidays) {
            _ if place.status == Status::Closed => (true, None),
            Opening::Always => (false, None),
            Opening::Open { until } => (until < leaves, Some(until)),
            Opening::Closed { .. } => (true, None),
        }
    }

    /// Whether a site's doors open at a moment: it is open then and was not a minute before.
    fn opens(&self, site: SiteId, at: Moment) -> bool {
        let holidays = &self.world.atlas.expo.holidays;
        let hours = self.world.atlas.site(site).hours;
        hours.is_some_and(|hours| hours.is_open(at, holidays) && !hours.is_open(at.plus_minutes(-1), holidays))
    }

    fn stops(&mut self) {
        let plan = self.plan;
        for (i, stop) in self.wish.stops.iter().enumerate() {
            let known = self.world.atlas.sites.find(&stop.slug).is_some();
            let told = [
                plan.stops().filter(|stop| *stop == i).count(),
                plan.missed.iter().filter(|stop| **stop == i).count(),
            ];
            let unknown = plan.unknown.contains(&i);
            let right = match (known, stop.skipped) {
                (false, _) => unknown && told == [0, 0],
                (true, true) => !unknown && told == [0, 0],
                (true, false) => !unknown && told[0] + told[1] == 1,
            };
            self.fault(None, !right, Rule::NotTold);
        }
    }
}
