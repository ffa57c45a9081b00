//! Lines and areas on the plane; the one user of the crate `geo`.

use geo::{Area as _, Contains as _, Coord, Euclidean, Length as _, LineString, MultiPolygon, Polygon};

use super::units::{Metres, Pt};

/// A rectangle on the plane, in metres.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bounds {
    /// North-west corner.
    pub min: Pt,
    /// South-east corner.
    pub max: Pt,
}

impl Bounds {
    /// The smallest rectangle about some points; nothing about none.
    pub fn about(points: impl IntoIterator<Item = Pt>) -> Option<Self> {
        let mut points = points.into_iter();
        let first = points.next()?;
        Some(points.fold(Self { min: first, max: first }, |b, p| Self {
            min: Pt::new(b.min.x.min(p.x), b.min.y.min(p.y)),
            max: Pt::new(b.max.x.max(p.x), b.max.y.max(p.y)),
        }))
    }

    /// Whether a point lies inside or on the edge.
    pub fn contains(&self, p: Pt) -> bool {
        (self.min.x..=self.max.x).contains(&p.x) && (self.min.y..=self.max.y).contains(&p.y)
    }

    /// Whether two rectangles have a point in common.
    pub fn meets(&self, other: &Self) -> bool {
        self.min.x <= other.max.x && other.min.x <= self.max.x && self.min.y <= other.max.y && other.min.y <= self.max.y
    }

    /// The middle.
    pub fn centre(&self) -> Pt {
        self.min.towards(self.max, 0.5)
    }

    /// Width and height in metres.
    pub fn size(&self) -> Pt {
        self.max - self.min
    }

    /// The same rectangle with a margin on every side.
    #[must_use]
    pub fn grown(&self, by: Metres) -> Self {
        let d = Pt::new(by.0, by.0);
        Self {
            min: self.min - d,
            max: self.max + d,
        }
    }
}

/// A line through points on the plane, closed or not.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Path {
    /// The points in order; a closed path repeats its first point last.
    pub points: Vec<Pt>,
}

impl Path {
    /// A line through points.
    pub fn new(points: Vec<Pt>) -> Self {
        Self { points }
    }

    /// Whether the line ends where it began.
    pub fn is_closed(&self) -> bool {
        self.points.len() > 2 && self.points.first() == self.points.last()
    }

    /// Its length along the line.
    pub fn length(&self) -> Metres {
        Metres(Euclidean.length(&line_string(self)))
    }

    /// The point nearest to `p` on the line and its distance; nothing for an empty line.
    pub fn nearest(&self, p: Pt) -> Option<(Pt, Metres)> {
        let on_segments = self.points.windows(2).map(|ends| {
            let (from, way) = (ends[0], ends[1] - ends[0]);
            let length2 = way.x * way.x + way.y * way.y;
            let along = (p.x - from.x) * way.x + (p.y - from.y) * way.y;
            let part = if length2 > 0.0 {
                (along / length2).clamp(0.0, 1.0)
            } else {
                0.0
            };
            from.towards(ends[1], part)
        });
        on_segments
            .chain(self.points.first().copied())
            .map(|q| (q, p.metres_to(q)))
            .min_by(|a, b| a.1.0.total_cmp(&b.1.0))
    }
}

/// One or more areas with their holes, as one region.
#[derive(Debug, Clone, PartialEq)]
pub struct Region {
    rings: Vec<Path>,
    polygons: MultiPolygon<f64>,
    bounds: Option<Bounds>,
}

impl Region {
    /// A region from polygons, each an outer ring followed by its holes, every ring closed.
    pub fn new(polygons: Vec<Vec<Path>>) -> Self {
        let shaped = polygons
            .iter()
            .filter_map(|rings| {
                let (outer, holes) = rings.split_first()?;
                Some(Polygon::new(
                    line_string(outer),
                    holes.iter().map(line_string).collect(),
                ))
            })
            .collect();
        let rings: Vec<Path> = polygons.into_iter().flatten().collect();
        Self {
            bounds: Bounds::about(rings.iter().flat_map(|r| r.points.iter().copied())),
            rings,
            polygons: MultiPolygon(shaped),
        }
    }

    /// Every ring, outer ones and holes; filled by the even–odd rule they are the region.
    pub fn rings(&self) -> &[Path] {
        &self.rings
    }

    /// Whether the point lies inside; the edge is outside.
    pub fn contains(&self, p: Pt) -> bool {
        // Most points are far from most regions.
        self.bounds.is_some_and(|b| b.contains(p)) && self.polygons.contains(&Coord { x: p.x, y: p.y })
    }

    /// Its area in square metres.
    pub fn area_m2(&self) -> f64 {
        self.polygons.unsigned_area()
    }

    /// The rectangle about it; nothing for an empty region.
    pub fn bounds(&self) -> Option<Bounds> {
        self.bounds
    }

    /// How far the point is from the region's edge, inside or outside.
    pub fn distance_to_edge(&self, p: Pt) -> Option<Metres> {
        self.rings
            .iter()
            .filter_map(|r| r.nearest(p))
            .map(|(_, d)| d)
            .min_by(|a, b| a.0.total_cmp(&b.0))
    }
}

fn line_string(path: &Path) -> LineString<f64> {
    path.points.iter().map(|p| (p.x, p.y)).collect()
}
