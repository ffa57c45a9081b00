//! What is different between two plans: of one day before and after an edit, or before and after the data changed.

use super::{Plan, Step};
use crate::calendar::Moment;
use crate::model::{Notice, SiteId, StationId};
use crate::query::World;
use crate::view::Wish;
use crate::view::wish::Made;

/// A difference. What has not been, or is no more, is nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// A visit begins at another time.
    Visit {
        /// The site.
        site: SiteId,
        /// When it began.
        was: Option<Moment>,
        /// When it begins.
        is: Option<Moment>,
    },
    /// Another train goes from one station to another.
    Train {
        /// Where one gets on.
        from: StationId,
        /// Where one gets off.
        to: StationId,
        /// When it left.
        was: Option<Moment>,
        /// When it leaves.
        is: Option<Moment>,
    },
    /// One is at the end at another time.
    Home {
        /// When one was.
        was: Moment,
        /// When one is.
        is: Moment,
    },
}

/// What is different in the later of two plans of one world: visits, then trains, each in the order of the later plan
/// with what is no more after them, then the end. Stops that are missed in both are not told.
pub fn changes(before: &Plan, after: &Plan) -> Vec<Change> {
    let mut found = visits(&begins(before), &begins(after));
    pairs(&rides(before), &rides(after), |(from, to), was, is| {
        found.push(Change::Train { from, to, was, is });
    });
    if before.home != after.home {
        let (was, is) = (before.home, after.home);
        found.push(Change::Home { was, is });
    }
    found
}

/// What a link may carry of a plan, so that whoever opens it is told what has changed since: nothing if the wish does not
/// say when it leaves.
pub fn made(wish: &Wish, plan: &Plan) -> Option<Made> {
    let leaves = wish.leaves?;
    let minutes = |at: Moment| u16::try_from(leaves.minutes_until(at)).ok();
    let begins = |i: usize| {
        let visit = plan.steps.iter().find_map(|step| match step {
            Step::Visit { stop, begins, .. } if *stop == i => Some(*begins),
            _ => None,
        });
        visit.and_then(minutes)
    };
    Some(Made {
        home: minutes(plan.home)?,
        begins: (0..wish.stops.len()).map(begins).collect(),
    })
}

/// What is different in a plan from what its wish carries of the plan that was made once; nothing if it carries none.
/// Stops the data does not know any more are told by the plan itself.
pub fn since(world: &World, wish: &Wish, plan: &Plan) -> Vec<Change> {
    let (Some(made), Some(leaves)) = (&wish.made, wish.leaves) else {
        return Vec::new();
    };
    let moment = |minutes: u16| leaves.plus_minutes(i32::from(minutes));
    let was = wish.stops.iter().zip(&made.begins).filter_map(|(stop, begins)| {
        let site = world.atlas.sites.find(&stop.slug).filter(|_| !stop.skipped)?;
        Some((site, moment((*begins)?)))
    });
    let mut found = visits(&was.collect::<Vec<_>>(), &begins(plan));
    let (was, is) = (moment(made.home), plan.home);
    if was != is {
        found.push(Change::Home { was, is });
    }
    found
}

/// The notices that hold on the day of a plan and are about a site it visits or misses, or a station it passes through.
pub fn notices<'a>(world: &'a World, wish: &Wish, plan: &Plan) -> Vec<&'a Notice> {
    let sites: Vec<SiteId> = wish
        .stops
        .iter()
        .filter_map(|stop| world.atlas.sites.find(&stop.slug))
        .collect();
    let stations: Vec<StationId> = rides(plan).iter().flat_map(|((from, to), _)| [*from, *to]).collect();
    let concerns = |notice: &&Notice| {
        (notice.from..=notice.to).contains(&plan.leaves.date)
            && (notice.site.is_some_and(|site| sites.contains(&site))
                || notice.station.is_some_and(|station| stations.contains(&station)))
    };
    world.atlas.notices.iter().filter(concerns).collect()
}

fn visits(before: &[(SiteId, Moment)], after: &[(SiteId, Moment)]) -> Vec<Change> {
    let mut found = Vec::new();
    pairs(before, after, |site, was, is| {
        found.push(Change::Visit { site, was, is });
    });
    found
}

/// Tells each key whose times differ; the same key may come more than once, in order.
fn pairs<K: Copy + PartialEq>(
    before: &[(K, Moment)],
    after: &[(K, Moment)],
    mut tell: impl FnMut(K, Option<Moment>, Option<Moment>),
) {
    let mut left: Vec<Option<(K, Moment)>> = before.iter().copied().map(Some).collect();
    for (key, is) in after {
        let same = left.iter_mut().find(|was| was.is_some_and(|(other, _)| other == *key));
        let was = same.and_then(Option::take).map(|(_, was)| was);
        if was != Some(*is) {
            tell(*key, was, Some(*is));
        }
    }
    for (key, was) in left.into_iter().flatten() {
        tell(key, Some(was), None);
    }
}

fn begins(plan: &Plan) -> Vec<(SiteId, Moment)> {
    let visit = |step: &Step| match *step {
        Step::Visit { site, begins, .. } => Some((site, begins)),
        _ => None,
    };
    plan.steps.iter().filter_map(visit).collect()
}

fn rides(plan: &Plan) -> Vec<((StationId, StationId), Moment)> {
    let ride = |step: &Step| match *step {
        Step::Train { from, to, departs, .. } => Some(((from, to), departs)),
        _ => None,
    };
    plan.steps.iter().filter_map(ride).collect()
}
