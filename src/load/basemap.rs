//! `basemap/*.geojson`: what lies under the expo.

use super::position::{paths, point, region};
use super::problem::Problem;
use super::record::{Record, choice};
use super::{File, Sources, document};
use crate::model::{Basemap, Confidence, Ground, GroundKind, Lang, MapLabel, MapLabelKind, Track, TrackKind};

const KNOWN: &[&str] = &[
    "class",
    "confidence",
    "id",
    "label",
    "licence",
    "method",
    "name",
    "note",
    "source",
    "station_at",
];

const KNOWN_OF_LABELS: &[&str] = &[
    "class",
    "confidence",
    "id",
    "licence",
    "min_zoom",
    "name",
    "note",
    "rotation_degrees",
    "source",
];

/// The deepest zoom any map has.
const DEEPEST: f64 = 24.0;

/// Reads the base map; what lies lowest comes first.
pub(super) fn read(sources: &Sources<'_>, problems: &mut Vec<Problem>) -> Basemap {
    let mut basemap = Basemap::default();
    for file in [File::Neighbours, File::Green, File::Water] {
        document::each_feature(sources, file, problems, &mut |mut record, geometry| {
            record.needs(&["class", "confidence"]);
            let kind = choice!(record, "class", GroundKind);
            let confidence = choice!(record, "confidence", Confidence);
            about(&mut record);
            let region = region(&mut record, geometry);
            record.finish(KNOWN);
            if let (Some(kind), Some(confidence), Some(region)) = (kind, confidence, region) {
                basemap.grounds.push(Ground {
                    kind,
                    confidence,
                    region,
                });
            }
        });
    }
    for file in [File::Roads, File::Rail] {
        document::each_feature(sources, file, problems, &mut |mut record, geometry| {
            record.needs(&["class", "confidence", "name"]);
            let kind = choice!(record, "class", TrackKind);
            let confidence = choice!(record, "confidence", Confidence);
            let name = about(&mut record);
            let paths = paths(&mut record, geometry);
            record.finish(KNOWN);
            if let (Some(kind), Some(confidence), Some(name), Some(paths)) = (kind, confidence, name, paths) {
                basemap.tracks.extend(paths.into_iter().map(|path| Track {
                    kind,
                    name: name.clone(),
                    confidence,
                    path,
                }));
            }
        });
    }
    document::each_feature(sources, File::Labels, problems, &mut |mut record, geometry| {
        record.needs(&["class", "name"]);
        let kind = choice!(record, "class", MapLabelKind);
        let name = record.words("name");
        choice!(record, "confidence", Confidence);
        let rotation_degrees = record.between("rotation_degrees", -180.0, 180.0).unwrap_or_default();
        let min_zoom = record.between("min_zoom", 0.0, DEEPEST).unwrap_or_default();
        let at = point(&mut record, geometry);
        record.finish(KNOWN_OF_LABELS);
        if let (Some(kind), Some(name), Some(at)) = (kind, name, at) {
            basemap.labels.push(MapLabel {
                kind,
                name,
                at,
                rotation_degrees,
                min_zoom,
            });
        }
    });
    basemap
}

/// Reads what every feature may say about itself; its Swedish name.
fn about(record: &mut Record<'_, '_>) -> Option<String> {
    let name = record.words("name");
    record.text("source");
    record.text("licence");
    name.map(|name| name.get(Lang::Sv).to_owned())
}
