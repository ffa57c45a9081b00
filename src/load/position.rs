//! Degrees in files to metres on the plane: the one place where that is done.

use super::expected::Expected;
use super::json::Json;
use super::kind::ProblemKind;
use super::record::Record;
use crate::space::{LonLat, Path, Pt, Region, plane};
use std::ops::RangeInclusive;

/// Malmö and its neighbours, in degrees.
const EAST: RangeInclusive<f64> = 12.5..=13.5;
const NORTH: RangeInclusive<f64> = 55.3..=55.9;

/// Longitude and latitude near Malmö to a point on the plane.
pub(super) fn on_plane(lon: f64, lat: f64) -> Result<Pt, ProblemKind> {
    let found = (lon, lat);
    if EAST.contains(&lon) && NORTH.contains(&lat) {
        Ok(plane::to_plane(LonLat::new(lon, lat)))
    } else if EAST.contains(&lat) && NORTH.contains(&lon) {
        Err(ProblemKind::Swapped { found })
    } else {
        Err(ProblemKind::FarAway { found })
    }
}

/// A position: longitude, latitude and perhaps a height, which is not kept.
pub(super) fn position(value: &Json<'_>) -> Result<Pt, ProblemKind> {
    let numbers = value.list().filter(|l| l.iter().all(|n| n.number().is_some()));
    match numbers {
        Some([Json::Number(lon), Json::Number(lat)] | [Json::Number(lon), Json::Number(lat), _]) => {
            on_plane(*lon, *lat)
        }
        _ => Err(unexpected(value, Expected::Position)),
    }
}

fn unexpected(value: &Json<'_>, expected: Expected) -> ProblemKind {
    ProblemKind::Unexpected {
        found: value.shown(),
        expected,
    }
}

/// A line of two positions or more.
fn line(value: &Json<'_>) -> Result<Path, ProblemKind> {
    let positions = value.list().filter(|l| l.len() >= 2);
    let positions = positions.ok_or_else(|| unexpected(value, Expected::Line))?;
    let points: Result<Vec<Pt>, ProblemKind> = positions.iter().map(position).collect();
    points.map(Path::new)
}

/// A polygon's rings, the outer one first.
fn rings(value: &Json<'_>) -> Result<Vec<Path>, ProblemKind> {
    let fault = || unexpected(value, Expected::Rings);
    let rings = value.list().filter(|l| !l.is_empty()).ok_or_else(fault)?;
    let ring = |value| {
        let path = line(value)?;
        let is_ring = path.points.len() >= 4 && path.is_closed();
        if is_ring { Ok(path) } else { Err(fault()) }
    };
    rings.iter().map(ring).collect()
}

/// One of these, or a list of them.
fn several<T>(
    one: bool,
    value: &Json<'_>,
    read: fn(&Json<'_>) -> Result<T, ProblemKind>,
) -> Result<Vec<T>, ProblemKind> {
    if one {
        return Ok(vec![read(value)?]);
    }
    let items = value.list().filter(|l| !l.is_empty());
    let items = items.ok_or_else(|| unexpected(value, Expected::List))?;
    items.iter().map(read).collect()
}

/// What a geometry of the given types holds, or a written-down problem.
fn geometry<T>(
    record: &mut Record<'_, '_>,
    value: &Json<'_>,
    types: &'static str,
    read: impl FnOnce(&str, &Json<'_>) -> Option<Result<T, ProblemKind>>,
) -> Option<T> {
    let Json::Object(_) = value else {
        record.unexpected("geometry", value, Expected::Geometry(types));
        return None;
    };
    let kind = value.member("type").unwrap_or(&Json::Null);
    let Some(coordinates) = value.member("coordinates") else {
        let expected = kind.text().is_some_and(|k| types.split(" or a ").any(|t| t == k));
        if expected {
            record.error("coordinates", ProblemKind::MissingField);
        } else {
            record.unexpected("geometry", kind, Expected::Geometry(types));
        }
        return None;
    };
    match kind.text().and_then(|kind| read(kind, coordinates)) {
        Some(Ok(shape)) => Some(shape),
        Some(Err(fault)) => {
            record.error("coordinates", fault);
            None
        }
        None => {
            record.unexpected("geometry", kind, Expected::Geometry(types));
            None
        }
    }
}

/// A geometry's point.
pub(super) fn point(record: &mut Record<'_, '_>, value: &Json<'_>) -> Option<Pt> {
    geometry(record, value, "Point", |kind, coordinates| {
        (kind == "Point").then(|| position(coordinates))
    })
}

/// A geometry's lines.
pub(super) fn paths(record: &mut Record<'_, '_>, value: &Json<'_>) -> Option<Vec<Path>> {
    geometry(record, value, "LineString or a MultiLineString", |kind, coordinates| {
        let one = kind == "LineString";
        (one || kind == "MultiLineString").then(|| several(one, coordinates, line))
    })
}

/// A geometry's region.
pub(super) fn region(record: &mut Record<'_, '_>, value: &Json<'_>) -> Option<Region> {
    geometry(record, value, "Polygon or a MultiPolygon", |kind, coordinates| {
        let one = kind == "Polygon";
        (one || kind == "MultiPolygon").then(|| several(one, coordinates, rings).map(Region::new))
    })
}
