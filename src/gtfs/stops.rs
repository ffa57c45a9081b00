//! Stops and the stations they belong to.

use super::FeedStop;
use super::problem::{Report, Spot, quoted};
use super::routes::Named;
use super::source::Tables;
use super::table::{each_row, missing};
use crate::space::LonLat;
use std::collections::HashMap;

/// Stops by id; platforms lead to their station.
pub(super) struct Stops {
    pub places: Vec<FeedStop>,
    /// The place's number of every id that trains may call at.
    pub numbers: HashMap<String, usize>,
}

/// A row of the table.
struct Listed {
    name: String,
    at: Option<LonLat>,
    parent: String,
    spot: Spot,
}

/// How many steps from a boarding area to its station: over its platform.
const DEEPEST: usize = 2;

pub(super) fn read(tables: &Tables, report: &mut Report) -> Stops {
    let mut rows: Named<Listed> = Named::new();
    let columns = [
        "stop_id",
        "stop_name",
        "stop_lat",
        "stop_lon",
        "location_type",
        "parent_station",
    ];
    let there = each_row(tables, "stops.txt", (columns, 1), report, |report, row| {
        let [id, name, lat, lon, kind, parent] = row.fields;
        if matches!(kind, "2" | "3") {
            return; // entrances and nodes of corridors: no train calls there
        }
        let (lat, lon) = (degrees(lat, 90.0), degrees(lon, 180.0));
        let name = if name.is_empty() { id } else { name }.to_owned();
        let listed = Listed {
            name,
            at: lat.zip(lon).map(|(lat, lon)| LonLat::new(lon, lat)),
            parent: parent.to_owned(),
            spot: row.spot,
        };
        if listed.at.is_none() && parent.is_empty() {
            let found = format!("{} {}", row.fields[2], row.fields[3]);
            let spot = row.spot.field("stop_lat");
            report.leave_out(spot, "bad-position", found.trim(), "latitude and longitude in degrees");
        } else {
            rows.add(id, listed, row.spot.field("stop_id"), report);
        }
    });
    if !there {
        missing(report, "stops.txt", "the stops");
    }
    places(&rows, report)
}

fn degrees(text: &str, most: f64) -> Option<f64> {
    text.parse().ok().filter(|d: &f64| d.abs() <= most)
}

fn places(rows: &Named<Listed>, report: &mut Report) -> Stops {
    let mut stops = Stops {
        places: Vec::new(),
        numbers: HashMap::new(),
    };
    let mut ids: Vec<(&String, usize)> = rows.numbers.iter().map(|(id, i)| (id, *i)).collect();
    ids.sort_by_key(|(_, i)| *i);
    let mut place_of_row: HashMap<usize, usize> = HashMap::new();
    for (id, i) in &ids {
        let station = station(rows, *i, report);
        let listed = &rows.items[station];
        let Some(at) = listed.at.or(rows.items[*i].at) else {
            let spot = rows.items[*i].spot.field("stop_lat");
            report.leave_out(
                spot,
                "bad-position",
                "",
                "latitude and longitude, here or at the parent station",
            );
            continue;
        };
        let place = *place_of_row.entry(station).or_insert_with(|| {
            stops.places.push(FeedStop {
                id: ids[station].0.clone(),
                name: listed.name.clone(),
                at,
                line: listed.spot.line,
            });
            stops.places.len() - 1
        });
        stops.numbers.insert((*id).clone(), place);
    }
    stops
}

/// The row of the station a row belongs to, or the row itself.
fn station(rows: &Named<Listed>, row: usize, report: &mut Report) -> usize {
    let mut at = row;
    for _ in 0..DEEPEST {
        let Listed { parent, spot, .. } = &rows.items[at];
        if parent.is_empty() {
            break;
        }
        let Some(up) = rows.numbers.get(parent).copied().filter(|up| *up != at) else {
            if at == row {
                let advice = "The stop stands alone; correct it.";
                let spot = spot.field("parent_station");
                report.warn(
                    spot,
                    "unknown-reference",
                    quoted(parent),
                    "the id of another stop",
                    advice,
                );
            }
            break;
        };
        at = up;
    }
    at
}
