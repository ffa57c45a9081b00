//! TopoJSON: borders given once, as arcs that areas share.

use super::expected::Expected;
use super::json::{Json, Members};
use super::kind::ProblemKind;
use super::position::on_plane;
use super::record::Record;
use crate::space::{Path, Pt, Region};

/// The arcs of a topology.
pub(super) struct Topology {
    /// Nothing for an arc that is not sound, which has been written down.
    arcs: Vec<Option<Vec<Pt>>>,
}

/// A region, and the numbers of the arcs about it.
pub(super) struct Shape {
    pub(super) region: Region,
    pub(super) arcs: Vec<usize>,
}

/// Why there is no shape.
pub(super) enum NoShape {
    /// The arcs are to blame, and that has been written down.
    BadArc,
    /// This is wrong with it.
    Fault(ProblemKind),
}

impl From<ProblemKind> for NoShape {
    fn from(fault: ProblemKind) -> Self {
        Self::Fault(fault)
    }
}

impl Topology {
    /// Takes `transform` and `arcs` from the file.
    pub(super) fn take(file: &mut Record<'_, '_>) -> Option<Self> {
        let is_quantized = file.has("transform");
        let transform = file.read("transform", transform, || Expected::Transform);
        let raw = file.list("arcs");
        if is_quantized && transform.is_none() {
            return None;
        }
        let mut arcs = Vec::new();
        for (i, arc) in raw?.iter().enumerate() {
            let points = decoded(arc, transform);
            arcs.push(
                points
                    .map_err(|fault| file.error_of(&format!("arc {i}"), "", fault))
                    .ok(),
            );
        }
        Some(Self { arcs })
    }

    /// How many arcs there are.
    pub(super) fn len(&self) -> usize {
        self.arcs.len()
    }

    /// An arc's points.
    pub(super) fn arc(&self, i: usize) -> Option<&[Pt]> {
        self.arcs.get(i)?.as_deref()
    }

    /// The arc of a number, and whether it runs backwards: `-1` is arc 0 backwards.
    fn numbered(&self, number: &Json<'_>) -> Result<(usize, bool), ProblemKind> {
        let sound = |n: &f64| n.fract() == 0.0 && n.abs() <= f64::from(u32::MAX);
        let arc = number.number().filter(sound).map(|n| {
            let n = n as i64;
            let (i, backwards) = if n < 0 { (!n, true) } else { (n, false) };
            (i as usize, backwards)
        });
        arc.filter(|(i, _)| *i < self.len())
            .ok_or_else(|| ProblemKind::NoSuchArc {
                found: number.shown(),
                arcs: self.len(),
            })
    }

    /// Arcs end to end, with their numbers.
    pub(super) fn line(&self, value: &Json<'_>) -> Result<(Vec<Pt>, Vec<usize>), NoShape> {
        let numbers = list(value)?;
        let mut points: Vec<Pt> = Vec::new();
        let mut arcs = Vec::with_capacity(numbers.len());
        let mut bad = false;
        for number in numbers {
            let (i, backwards) = self.numbered(number)?;
            arcs.push(i);
            let Some(arc) = self.arc(i) else {
                bad = true;
                continue;
            };
            let ends = if backwards { arc.last() } else { arc.first() };
            if !bad && points.last().is_some() && points.last() != ends {
                return Err(ProblemKind::OpenRing.into());
            }
            let skip = usize::from(!points.is_empty());
            if backwards {
                points.extend(arc.iter().rev().skip(skip));
            } else {
                points.extend(arc.iter().skip(skip));
            }
        }
        if bad { Err(NoShape::BadArc) } else { Ok((points, arcs)) }
    }

    /// The region of a polygon, or of several, with these arcs.
    pub(super) fn shape(&self, kind: &Json<'_>, value: &Json<'_>) -> Result<Shape, NoShape> {
        let polygons = match kind.text() {
            Some("Polygon") => std::slice::from_ref(value),
            Some("MultiPolygon") => list(value)?,
            _ => {
                let found = kind.shown();
                let expected = Expected::Geometry("Polygon or a MultiPolygon");
                return Err(ProblemKind::Unexpected { found, expected }.into());
            }
        };
        let mut arcs = Vec::new();
        let mut all = Vec::with_capacity(polygons.len());
        for polygon in polygons {
            let mut rings = Vec::new();
            for ring in list(polygon)? {
                let (points, numbers) = self.line(ring)?;
                arcs.extend(numbers);
                let path = Path::new(points);
                if path.points.len() < 4 || !path.is_closed() {
                    return Err(ProblemKind::OpenRing.into());
                }
                rings.push(path);
            }
            all.push(rings);
        }
        let region = Region::new(all);
        Ok(Shape { region, arcs })
    }
}

/// The geometries of one object of the topology.
pub(super) fn geometries<'a>(objects: &mut Record<'a, '_>, name: &str) -> Option<Vec<Json<'a>>> {
    let collection = objects.object(name)?;
    let mut collection = objects.within(name, collection);
    collection.needs(&["geometries"]);
    collection.list("geometries")
}

/// One geometry taken apart: type, arcs and properties.
pub(super) fn parts(geometry: Json<'_>) -> (Json<'_>, Json<'_>, Members<'_>) {
    let (mut kind, mut arcs, mut properties) = (Json::Null, Json::Null, Members::new());
    if let Json::Object(members) = geometry {
        for (name, value) in members {
            match (name.as_ref(), value) {
                ("type", value) => kind = value,
                ("arcs", value) => arcs = value,
                ("properties", Json::Object(members)) => properties = members,
                _ => {}
            }
        }
    }
    (kind, arcs, properties)
}

fn list<'v, 'a>(value: &'v Json<'a>) -> Result<&'v [Json<'a>], NoShape> {
    let list = value.list().filter(|l| !l.is_empty());
    list.ok_or_else(|| {
        let found = value.shown();
        let expected = Expected::ArcNumbers;
        ProblemKind::Unexpected { found, expected }.into()
    })
}

/// Scale and translation, x before y.
type Transform = [[f64; 2]; 2];

fn transform(value: &Json<'_>) -> Option<Transform> {
    let pair = |name| match value.member(name)?.list()? {
        [x, y] => Some([x.number()?, y.number()?]),
        _ => None,
    };
    Some([pair("scale")?, pair("translate")?])
}

/// An arc's points. With a transform each position is a step from the one before.
fn decoded(arc: &Json<'_>, transform: Option<Transform>) -> Result<Vec<Pt>, ProblemKind> {
    let fault = |value: &Json<'_>, expected| ProblemKind::Unexpected {
        found: value.shown(),
        expected,
    };
    let positions = arc.list().filter(|l| l.len() >= 2);
    let positions = positions.ok_or_else(|| fault(arc, Expected::Line))?;
    let mut at = [0.0, 0.0];
    let mut points = Vec::with_capacity(positions.len());
    for position in positions {
        let Some([Json::Number(x), Json::Number(y), ..]) = position.list() else {
            return Err(fault(position, Expected::Position));
        };
        let [lon, lat] = match transform {
            Some([scale, translate]) => {
                at = [at[0] + x, at[1] + y];
                [at[0] * scale[0] + translate[0], at[1] * scale[1] + translate[1]]
            }
            None => [*x, *y],
        };
        points.push(on_plane(lon, lat)?);
    }
    Ok(points)
}
