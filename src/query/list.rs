//! The list of sites, along the ring.

use super::engine::Matches;
use super::world::World;
use crate::calendar::{Moment, Opening};
use crate::model::{SiteId, StationId};
use crate::space::grid;

/// What a section of the list is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Head {
    /// Sites reached from a station.
    Station(StationId),
    /// Sites reached from none.
    Elsewhere,
}

/// A part of the list; never empty.
#[derive(Debug, Clone, PartialEq)]
pub struct Section {
    /// What it is about.
    pub head: Head,
    /// Its sites, nearest the station first.
    pub rows: Vec<Row>,
}

/// A site in the list.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The site.
    pub site: SiteId,
    /// Minutes of walking from its station.
    pub walk_minutes: Option<u32>,
    /// Its square on the sheet, such as `K7`.
    pub square: Option<String>,
    /// Whether it is open, and until when; nothing if it does not say.
    pub opening: Option<Opening>,
}

/// The sites that match, by station along the ring from Malmö C, then off the ring, then elsewhere.
pub(super) fn along_the_ring(world: &World, matches: &Matches, at: Moment) -> Vec<Section> {
    // Sites share opening hours: each is worked out when first met.
    let mut openings = vec![None; world.classes()];
    let mut sections = Vec::new();
    for (station, sites) in &world.order {
        let mut rows = Vec::new();
        for site in sites.iter().copied().filter(|s| matches.has(*s)) {
            let opening = openings[world.class(site)].get_or_insert_with(|| world.opening(site, at));
            rows.push(Row {
                site,
                walk_minutes: walk_minutes(world, site),
                square: grid::square(world.atlas.site(site).at),
                opening: *opening,
            });
        }
        if !rows.is_empty() {
            let head = station.map_or(Head::Elsewhere, Head::Station);
            sections.push(Section { head, rows });
        }
    }
    sections
}

/// Minutes of walking from a site's station to it.
pub(super) fn walk_minutes(world: &World, site: SiteId) -> Option<u32> {
    let site = world.atlas.site(site);
    let station = world.atlas.station(site.station?);
    Some(station.at.metres_to(site.at).walk_minutes())
}

/// The ring's stations none of whose own sites match, in the ring's order.
pub(super) fn empty_stations(world: &World, matches: &Matches) -> Vec<StationId> {
    let mut empty = world.ring();
    let mut met = vec![false; world.atlas.stations.len()];
    for station in matches.iter().filter_map(|s| world.own_station(s)) {
        met[station.index()] = true;
    }
    empty.retain(|s| !met[s.index()]);
    empty
}
