//! The list of sites, along the ring.

use super::engine::{self, Matches};
use super::tree::Owner;
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
    /// How many sites match under it.
    pub count: usize,
    /// The first of them, nearest the station first; none past the rows that were asked for.
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

/// The sites that match, by station along the ring from Malmö C, then off the ring, then elsewhere: every section's
/// count, and the first `most` rows of all.
pub(super) fn along_the_ring(world: &World, matches: &Matches, at: Moment, most: usize) -> Vec<Section> {
    let by_station = engine::by_station(world, matches);
    let reached: u32 = by_station.iter().sum();
    let mut sections = Vec::new();
    let mut listed = world.atlas.sites.listed();
    let mut room = most;
    for (station, sites) in &world.heads {
        let (under, rest) = listed.split_at((*sites as usize).min(listed.len()));
        listed = rest;
        let count = match station {
            Some(s) => by_station.get(s.index()).copied().unwrap_or(0) as usize,
            None => matches.total().saturating_sub(reached as usize),
        };
        if count == 0 {
            continue;
        }
        let matching = under.iter().map(|i| SiteId(*i)).filter(|s| matches.has(*s));
        let rows: Vec<Row> = matching
            .take(room.min(count))
            .map(|site| row(world, site, at))
            .collect();
        room -= rows.len();
        let head = station.map_or(Head::Elsewhere, Head::Station);
        sections.push(Section { head, count, rows });
    }
    sections
}

fn row(world: &World, site: SiteId, at: Moment) -> Row {
    Row {
        site,
        walk_minutes: walk_minutes(world, site),
        square: grid::square(world.atlas.sites.at(site)),
        opening: world.opening(site, at),
    }
}

/// Minutes of walking from a site's station to it.
pub(super) fn walk_minutes(world: &World, site: SiteId) -> Option<u32> {
    let sites = &world.atlas.sites;
    let station = world.atlas.station(sites.station(site)?);
    Some(station.at.metres_to(sites.at(site)).walk_minutes())
}

/// The ring's stations none of whose own sites match, in the ring's order.
pub(super) fn empty_stations(world: &World, matches: &Matches) -> Vec<StationId> {
    let is_empty = |s: &StationId| matches.count(&world.tree.run(Owner::Station(*s))) == 0;
    world.ring().filter(is_empty).collect()
}
