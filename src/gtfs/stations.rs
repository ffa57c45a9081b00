//! The map's own stations, and which of a feed's stops are at them.

use super::slug::{slug, untaken};
use super::{Feed, FeedStop};
use crate::space::LonLat;
use crate::space::plane::Plane;
use serde_json::Value;
use std::collections::BTreeSet;
use std::fmt;

/// A stop within this straight line of a station is at it, whatever its name: platforms lie along a train's length.
const AT_STATION: f64 = 300.0;
/// A stop of the station's name may lie further off: feeds put a station's point where they like.
const SAME_NAME: f64 = 1_000.0;

/// The stations of a `stations.geojson`, by id, name and place.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Stations(Vec<(String, String, LonLat)>);

/// There are no stations in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnreadableStations;

impl fmt::Display for UnreadableStations {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("there is no station in it. Name a stations.geojson, as data/README.md describes it")
    }
}

impl std::error::Error for UnreadableStations {}

impl Stations {
    /// Reads a `stations.geojson`; `expo check` says what is wrong with one.
    pub fn parse(bytes: &[u8]) -> Result<Self, UnreadableStations> {
        let file: Value = serde_json::from_slice(bytes).map_err(|_| UnreadableStations)?;
        let station = |feature: &Value| {
            let text = |field: &str| Some(feature["properties"][field].as_str()?.to_owned());
            let degrees = |i: usize| feature["geometry"]["coordinates"][i].as_f64();
            Some((text("id")?, text("name")?, LonLat::new(degrees(0)?, degrees(1)?)))
        };
        let stations: Vec<_> = file["features"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(station)
            .collect();
        if stations.is_empty() {
            return Err(UnreadableStations);
        }
        Ok(Self(stations))
    }

    /// For each of a feed's stops the id of the station it is at, or nothing.
    pub(super) fn of_stops(&self, feed: &Feed) -> Vec<Option<String>> {
        feed.stops.iter().map(|stop| self.of_stop(stop)).collect()
    }

    fn of_stop(&self, stop: &FeedStop) -> Option<String> {
        let plane = Plane::about(stop.at);
        let own = slug(&stop.name);
        let reach = |(_, name, at): &(String, String, LonLat)| {
            let metres = plane.to_plane(*at).length();
            let same = own == slug(name);
            (metres <= if same { SAME_NAME } else { AT_STATION }).then_some((!same, metres))
        };
        let near = self.0.iter().filter_map(|s| Some((reach(s)?, s)));
        let best = near.min_by(|((a, m), _), ((b, n), _)| a.cmp(b).then(m.total_cmp(n)));
        best.map(|(_, (id, ..))| id.clone())
    }

    /// Ids made of the names of all of a feed's stops, each its own station.
    pub(super) fn made_of(feed: &Feed) -> Vec<Option<String>> {
        let mut taken = BTreeSet::new();
        let stops = feed.stops.iter();
        stops.map(|stop| Some(untaken(slug(&stop.name), &mut taken))).collect()
    }
}
