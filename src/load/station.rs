//! `stations.geojson`: the railway stations.

use super::document::Extent;
use super::kind::ProblemKind;
use super::names::Names;
use super::problem::Problem;
use super::{File, Sources, document, position};
use crate::model::{DistrictId, Station};
use crate::space::Metres;

/// More than this cannot be numbered by [`StationId`](crate::model::StationId).
const MOST: usize = u8::MAX as usize;
/// How far a station's own sites may lie if it does not say, in metres: ten minutes on foot.
const CATCHMENT_M: u32 = 640;
/// The widest catchment that makes sense, in metres.
const WIDEST_M: u32 = 5000;

const KNOWN: &[&str] = &["catchment_metres", "districts", "id", "name", "ring", "sign", "source"];

/// Reads `stations.geojson`: those on the ring in its order, then the others. Nothing if the file cannot be read.
pub(super) fn read(
    sources: &Sources<'_>,
    districts: &Names,
    problems: &mut Vec<Problem>,
) -> Option<(Vec<Station>, Names)> {
    let mut stations: Vec<Station> = Vec::new();
    let mut seen = Names::new(File::Stations);
    let mut orders: Vec<u8> = Vec::new();
    let bad = problems.len();
    let extent = document::each_feature(sources, File::Stations, problems, &mut |mut record, geometry| {
        record.needs(&["id", "name"]);
        let slug = record.slug("id");
        let name = record.text("name");
        let ring_order = record.whole("ring", 1, MOST as u32).map(|n| n as u8);
        orders.extend(ring_order);
        let served = districts.take_list(&mut record, "districts", 0);
        let catchment = record.whole("catchment_metres", 1, WIDEST_M).unwrap_or(CATCHMENT_M);
        record.text("sign");
        record.text("source");
        let at = position::point(&mut record, geometry);
        if let Some(found) = slug.clone().filter(|s| seen.has(s)) {
            record.error("id", ProblemKind::UsedBefore { found });
        } else if stations.len() == MOST {
            record.error("", ProblemKind::TooMany { most: MOST });
        } else if let Some(slug) = slug {
            seen.leave_out(&slug);
            if let (Some(name), Some(at)) = (name, at) {
                let served = served.map(|(numbers, _)| numbers).unwrap_or_default();
                stations.push(Station {
                    slug,
                    name,
                    ring_order,
                    districts: served.into_iter().map(|n| DistrictId(n as u8)).collect(),
                    catchment: Metres(f64::from(catchment)),
                    at,
                });
            }
        } else {
            seen.not_read();
        }
        record.finish(KNOWN);
    });
    if extent == Extent::Nothing {
        return None;
    }
    if extent == Extent::Some {
        seen.not_read();
    }
    crate::order::sort(&mut orders);
    let is_sound = orders.iter().copied().eq(1..=orders.len() as u8);
    if !is_sound && problems.len() == bad {
        problems.push(Problem::in_file(
            File::Stations,
            "ring",
            ProblemKind::RingOrder { found: orders },
        ));
    }
    crate::order::sort_by_key(&mut stations, |s| s.ring_order.unwrap_or(u8::MAX));
    for (i, station) in stations.iter().enumerate() {
        seen.put(&station.slug, i as u32);
    }
    Some((stations, seen))
}
