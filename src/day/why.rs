//! Why a site is not in a plan, and the smallest change that would put it in.

use super::doors::{DAY, Doors};
use super::outing::{FIRST_SITE, Outing, START};
use crate::calendar::{Moment, Opening};
use crate::model::{SiteId, Status};
use crate::query::World;
use crate::tour::{FAR, Travel};
use crate::view::Wish;
use crate::view::wish::{Order, Stop};
use std::sync::Arc;

/// What keeps a site out of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// Nothing: it is in, or fits in if the stops may be visited in another order.
    Fits,
    /// It is closed for good.
    ClosedForGood,
    /// It does not open that day and night, or not for as long as the visit takes.
    Shut {
        /// When it opens next, if that is within 60 days.
        opens: Option<Moment>,
    },
    /// The visit must begin before one can be there, even if one went there first.
    TooLate {
        /// When one could be there.
        there: Moment,
        /// When the visit must begin.
        by: Moment,
        /// How many minutes earlier to leave, if that helps at all.
        earlier: Option<u16>,
    },
    /// There is too little time.
    TooLong {
        /// How many minutes more it takes.
        over: u16,
    },
    /// It fits in if another stop is left out.
    Instead {
        /// That stop, by its place in the wish.
        stop: usize,
    },
    /// It does not fit in with what else is wished, whichever one is left out.
    Crowded,
    /// No train and no walk of half an hour goes there.
    NoWay,
}

/// Why a site is not in the plan of a wish. `clock` is the app's own time.
pub fn why(world: &Arc<World>, wish: &Wish, clock: Moment, site: SiteId) -> Why {
    let sites = &world.atlas.sites;
    if sites.facets_of(site).status() == Status::Closed {
        return Why::ClosedForGood;
    }
    let slug = sites.slug(site);
    let own = wish.stops.iter().find(|stop| sites.find(&stop.slug) == Some(site));
    let stop = Stop {
        skipped: false,
        ..own.cloned().unwrap_or_else(|| Stop::new(slug))
    };
    let with = |others: Vec<Stop>, minutes: Option<u16>, leaves: Moment| Wish {
        stops: others.into_iter().chain([stop.clone()]).collect(),
        order: Order::Best,
        leaves: Some(leaves),
        minutes,
        ..wish.clone()
    };
    let leaves = super::outing::leaves(world, wish, clock);
    let fits = |wish: &Wish| Outing::new(world, wish, clock).is_some_and(|mut outing| outing.fits());
    let others: Vec<Stop> = wish
        .stops
        .iter()
        .filter(|other| other.slug != stop.slug)
        .cloned()
        .collect();
    if fits(&with(others.clone(), wish.minutes, leaves)) {
        return Why::Fits;
    }
    let alone = with(Vec::new(), None, leaves);
    let Some(mut outing) = Outing::new(world, &alone, clock) else {
        return Why::NoWay;
    };
    let stay = outing.stands[FIRST_SITE].stay;
    let doors = Doors::of(world, site, leaves.date);
    if doors.windows(stay, (0, DAY + 180)).is_empty() {
        return Why::Shut {
            opens: opens_after(world, site, leaves),
        };
    }
    if !fits(&alone) {
        let there = outing.profiles().arrive(START, FIRST_SITE, outing.leaves);
        if there >= FAR {
            return Why::NoWay;
        }
        let last = doors
            .windows(stay, (0, DAY + 180))
            .into_iter()
            .rfind(|w| w.opens <= there);
        return Why::TooLate {
            there: outing.moment(there),
            by: outing.moment(last.map_or(there, |window| window.closes)),
            earlier: earlier(
                world,
                &with(Vec::new(), None, Moment::midnight(leaves.date)),
                leaves.minute,
            ),
        };
    }
    let longer = Outing::new(world, &with(others.clone(), None, leaves), clock).map(|mut outing| outing.plan());
    let longer = longer.filter(|plan| plan.missed.is_empty());
    if let (Some(longer), Some(minutes)) = (longer, wish.minutes) {
        let over = leaves.plus_minutes(i32::from(minutes)).minutes_until(longer.soonest);
        return Why::TooLong {
            over: over.clamp(1, i32::from(u16::MAX)) as u16,
        };
    }
    let without = |left_out: &usize| {
        let mut rest = others.clone();
        let gone = wish.stops[*left_out].slug.clone();
        rest.retain(|stop| stop.slug != gone);
        !wish.stops[*left_out].skipped && fits(&with(rest, wish.minutes, leaves))
    };
    let stops = (0..wish.stops.len()).filter(|i| wish.stops[*i].slug != stop.slug);
    let instead = stops.into_iter().find(without);
    instead.map_or(Why::Crowded, |stop| Why::Instead { stop })
}

/// How many minutes before a minute of the day one must leave for the only stop of a wish that leaves at midnight.
fn earlier(world: &Arc<World>, alone: &Wish, minute: u16) -> Option<u16> {
    let mut outing = Outing::new(world, alone, alone.leaves?)?;
    let profiles = outing.profiles();
    let problem = outing.problem(&profiles, outing.deadline, |_| 1)?;
    let stop = problem.stops().get(FIRST_SITE)?;
    let leave = |window: crate::tour::Window| {
        let home = profiles.arrive(FIRST_SITE, super::outing::END, window.closes + stop.service);
        let leave = profiles.leave(START, FIRST_SITE, window.closes);
        (home <= outing.deadline && leave >= 0 && leave <= i32::from(minute)).then_some(leave)
    };
    let latest = stop.windows().filter_map(leave).max()?;
    Some(minute - latest as u16)
}

/// When a site that is closed opens after a moment, within 60 days.
fn opens_after(world: &World, site: SiteId, at: Moment) -> Option<Moment> {
    let sites = &world.atlas.sites;
    let class = (sites.hours_class(site) as usize).checked_sub(1)?;
    match sites.hours().get(class)?.opening(at, &world.atlas.expo.holidays) {
        Opening::Closed { opens } => opens,
        Opening::Always | Opening::Open { .. } => None,
    }
}
