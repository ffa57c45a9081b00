//! A plan: the day step by step, each with its times.

use super::Spot;
use crate::calendar::Moment;
use crate::model::{Goals, SiteId, StationId};
use crate::query::World;
use crate::space::Metres;
use crate::view::Wish;

/// A step of the day. Each begins when the one before has ended, or later; in between one waits.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Step {
    /// On foot.
    Walk {
        /// Where it begins.
        from: Spot,
        /// Where it ends.
        to: Spot,
        /// When to set out.
        departs: Moment,
        /// When one is there.
        arrives: Moment,
        /// How long it is.
        metres: Metres,
        /// Whether it is the straight line made longer, not measured along streets.
        estimate: bool,
    },
    /// By train.
    Train {
        /// The line, by its place in the timetable.
        line: usize,
        /// Where one gets on.
        from: StationId,
        /// Where one gets off.
        to: StationId,
        /// The first station it comes to.
        next: StationId,
        /// When it leaves.
        departs: Moment,
        /// When it arrives.
        arrives: Moment,
    },
    /// A visit.
    Visit {
        /// The stop, by its place in the wish.
        stop: usize,
        /// The site.
        site: SiteId,
        /// When one comes to it.
        arrives: Moment,
        /// When the doors are open and the visit begins.
        begins: Moment,
        /// When to leave: after the stay that was wished, or later where one would only wait for a train.
        leaves: Moment,
        /// When the doors opened; nothing if the site does not say.
        opens: Option<Moment>,
        /// When they close; nothing if the site does not say, or not within a day.
        closes: Option<Moment>,
        /// How many minutes later one could come and all the rest would still work.
        slack: u16,
    },
    /// A meal.
    Rest {
        /// Where.
        at: Spot,
        /// When it begins.
        begins: Moment,
        /// When it is over.
        leaves: Moment,
    },
}

impl Step {
    /// When it begins.
    pub const fn begins(&self) -> Moment {
        match self {
            Self::Walk { departs, .. } | Self::Train { departs, .. } => *departs,
            Self::Visit { begins, .. } | Self::Rest { begins, .. } => *begins,
        }
    }

    /// When it is over.
    pub const fn ends(&self) -> Moment {
        match self {
            Self::Walk { arrives, .. } | Self::Train { arrives, .. } => *arrives,
            Self::Visit { leaves, .. } | Self::Rest { leaves, .. } => *leaves,
        }
    }
}

/// What a plan adds up to.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Totals {
    /// How many sites are visited.
    pub sites: usize,
    /// How many trains are taken.
    pub trains: usize,
    /// Minutes on foot.
    pub walking: u32,
    /// Metres on foot.
    pub metres: Metres,
    /// Minutes on trains.
    pub riding: u32,
    /// Minutes at sites.
    pub visiting: u32,
    /// Minutes waiting.
    pub waiting: u32,
    /// The goals that the sites meet.
    pub goals: Goals,
}

/// A day out.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// Where it begins.
    pub from: Spot,
    /// Where it ends.
    pub to: Spot,
    /// When to leave: no earlier than wished.
    pub leaves: Moment,
    /// When one is at the end.
    pub home: Moment,
    /// When one must be there, if that was said.
    pub deadline: Option<Moment>,
    /// The steps in order.
    pub steps: Vec<Step>,
    /// The stops that are wished but not in it, by their place in the wish: there is no way to visit all. Those passed
    /// over and those the data does not know are not among them.
    pub missed: Vec<usize>,
    /// The stops whose sites the data does not know, by their place in the wish.
    pub unknown: Vec<usize>,
    /// Whether a meal was wished that does not fit in.
    pub no_meal: bool,
    /// Whether there is certainly no order that visits more or is over earlier.
    pub exact: bool,
    /// When one would be at the end in the order that is over first. A better day may take a hundredth longer.
    pub soonest: Moment,
}

impl Plan {
    /// The visits' stops, by their place in the wish, in the order of the visits.
    pub fn stops(&self) -> impl Iterator<Item = usize> {
        self.steps.iter().filter_map(|step| match step {
            Step::Visit { stop, .. } => Some(*stop),
            _ => None,
        })
    }

    /// Whether it misses nothing of its wish that another plan of another wish does not miss, nor the meal.
    pub(super) fn loses_nothing(&self, wish: &Wish, before: &Self, wished: &Wish) -> bool {
        let slug = |of: &Wish, stop: usize| of.stops.get(stop).map(|stop| stop.slug.clone());
        let missed_before = |stop: &usize| {
            let mut others = before.missed.iter();
            others.any(|other| slug(wished, *other) == slug(wish, *stop))
        };
        self.no_meal <= before.no_meal && self.missed.iter().all(missed_before)
    }

    /// What it adds up to.
    pub fn totals(&self, world: &World) -> Totals {
        let mut totals = Totals::default();
        let mut spent = 0;
        for step in &self.steps {
            let minutes = step.begins().minutes_until(step.ends()).max(0).cast_unsigned();
            spent += minutes;
            match step {
                Step::Walk { metres, .. } => {
                    totals.walking += minutes;
                    totals.metres.0 += metres.0;
                }
                Step::Train { .. } => {
                    totals.trains += 1;
                    totals.riding += minutes;
                }
                Step::Visit { site, .. } => {
                    totals.sites += 1;
                    totals.visiting += minutes;
                    totals.goals.0.0 |= world.atlas.sites.facets_of(*site).goals().0.0;
                }
                Step::Rest { .. } => {}
            }
        }
        let whole = self.leaves.minutes_until(self.home).max(0).cast_unsigned();
        totals.waiting = whole.saturating_sub(spent);
        totals
    }
}
