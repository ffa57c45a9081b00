//! Walking the map by keyboard: along the ring from station to station, into a station's sites and out again.

use crate::draw::Target;
use crate::model::{SiteId, StationId};
use crate::query::{Answer, Head, World};

/// Where a key leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// The next station along the ring, or the next site of the station.
    Next,
    /// The one before.
    Previous,
    /// From a station into its sites, nearest first.
    Enter,
    /// From a site back to its station.
    Leave,
}

/// The sites of a station's section in the list, in its order.
fn sites_of(answer: &Answer, station: StationId) -> Vec<SiteId> {
    answer
        .sections
        .iter()
        .filter(|s| s.head == Head::Station(station))
        .flat_map(|s| s.rows.iter().map(|r| r.site))
        .collect()
}

fn neighbour<T: PartialEq + Copy>(all: &[T], now: T, forward: bool) -> Option<T> {
    let n = all.len();
    let i = all.iter().position(|x| *x == now)?;
    all.get(if forward { (i + 1) % n } else { (i + n - 1) % n }).copied()
}

/// What has the focus after a step; nothing means that the map itself has it.
pub fn step(world: &World, answer: &Answer, focus: Option<Target>, step: Step) -> Option<Target> {
    let stations: Vec<StationId> = world.atlas.ring_stations().map(|(id, _)| id).collect();
    let first = stations.first().copied().map(Target::Station);
    let station_of = |site: SiteId| world.atlas.sites.station(site);
    match (focus, step) {
        (Some(Target::Station(s)), Step::Next | Step::Previous) => neighbour(&stations, s, step == Step::Next)
            .map(Target::Station)
            .or(first),
        (Some(Target::Station(s)), Step::Enter) => sites_of(answer, s)
            .first()
            .map_or(focus, |site| Some(Target::Site(*site))),
        (Some(Target::Site(site)), Step::Next | Step::Previous) => {
            let row = station_of(site).map(|s| sites_of(answer, s)).unwrap_or_default();
            neighbour(&row, site, step == Step::Next).map(Target::Site).or(focus)
        }
        (Some(Target::Site(site)), Step::Leave) => station_of(site).map(Target::Station),
        (Some(Target::Site(_)), Step::Enter) => focus,
        (Some(Target::Station(_)) | None, Step::Leave) => None,
        (Some(Target::Group(_)) | None, _) => first,
    }
}
