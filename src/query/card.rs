//! What the card of the chosen site says.

use super::list;
use super::trains::{self, NextTrain};
use super::world::World;
use crate::calendar::{Moment, Opening};
use crate::model::{SiteId, StationId};
use crate::order;
use crate::space::grid;

/// How many events are shown.
const EVENTS: usize = 3;
/// How many sites nearby are shown.
const NEARBY: usize = 3;

/// The chosen site.
#[derive(Debug, Clone, PartialEq)]
pub struct Card {
    /// The site.
    pub site: SiteId,
    /// The station it is reached from.
    pub station: Option<StationId>,
    /// Minutes of walking from that station.
    pub walk_minutes: Option<u32>,
    /// Its square on the sheet, such as `K7`.
    pub square: Option<String>,
    /// Whether it is open, and until when; nothing if it does not say.
    pub opening: Option<Opening>,
    /// The next train from Malmö C to its station; nothing if that is Malmö C.
    pub next_train: Option<NextTrain>,
    /// The earlier stage it grew from.
    pub grew_from: Option<Related>,
    /// The later stages that grew from it.
    pub grew_into: Vec<SiteId>,
    /// What goes on or is to come, soonest first, at most three, by place in [`crate::model::Atlas::events`].
    pub events: Vec<usize>,
    /// Notices about it or its station that day, by place in [`crate::model::Atlas::notices`].
    pub notices: Vec<usize>,
    /// The nearest other sites, at most three.
    pub nearby: Vec<Related>,
}

/// Another site, and the walk to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Related {
    /// The site.
    pub site: SiteId,
    /// Minutes of walking.
    pub walk_minutes: u32,
}

/// The card of a site at a time.
pub(super) fn card(world: &World, id: SiteId, at: Moment) -> Card {
    let atlas = &world.atlas;
    let site = atlas.site(id);
    let related = |other: SiteId| Related {
        site: other,
        walk_minutes: site.at.metres_to(atlas.sites.at(other)).walk_minutes(),
    };
    let train = world.start.zip(site.station).filter(|(from, to)| from != to);
    let grown = atlas.sites.roots().filter(|(_, root)| *root == id);
    Card {
        site: id,
        station: site.station,
        walk_minutes: list::walk_minutes(world, id),
        square: grid::square(site.at),
        opening: world.opening(id, at),
        next_train: train.and_then(|(from, to)| trains::next_train(atlas, from, to, at)),
        grew_from: site.grew_from.map(related),
        grew_into: grown.map(|(other, _)| other).collect(),
        events: events(world, id, at),
        notices: notices(world, id, at),
        nearby: nearest(world, id).into_iter().map(related).collect(),
    }
}

fn events(world: &World, id: SiteId, at: Moment) -> Vec<usize> {
    let all = world.atlas.events.iter().enumerate();
    let mut coming: Vec<_> = all.filter(|(_, e)| e.site == id && e.ends > at).collect();
    order::sort_by_key(&mut coming, |(_, e)| e.starts);
    coming.into_iter().take(EVENTS).map(|(i, _)| i).collect()
}

fn notices(world: &World, id: SiteId, at: Moment) -> Vec<usize> {
    let station = world.atlas.sites.station(id);
    let all = world.atlas.notices.iter().enumerate();
    all.filter(|(_, n)| (n.from..=n.to).contains(&at.date))
        .filter(|(_, n)| n.site == Some(id) || (n.station.is_some() && n.station == station))
        .map(|(i, _)| i)
        .collect()
}

/// The nearest other sites, those first in order first.
fn nearest(world: &World, id: SiteId) -> Vec<SiteId> {
    let sites = &world.atlas.sites;
    let from = sites.at(id);
    let mut near: Vec<(f64, SiteId)> = Vec::with_capacity(NEARBY + 1);
    for other in (0..sites.len() as u32).map(SiteId).filter(|other| *other != id) {
        let far = from.distance(sites.at(other));
        let place = near.partition_point(|(f, _)| *f <= far);
        if place < NEARBY {
            near.insert(place, (far, other));
            near.truncate(NEARBY);
        }
    }
    near.into_iter().map(|(_, site)| site).collect()
}
