//! Degrees ⇄ metres. All of the project's trigonometry about the earth is in this file.
//!
//! The plane is equirectangular about 55.60° N, 13.00° E: two multiplications, exactly invertible. East–west
//! lengths err by less than 0.3 % ten kilometres north or south of that parallel, less than walking pace varies.

use super::units::Pt;

/// A place on the earth in degrees, WGS 84 (EPSG:4326), longitude first as in RFC 7946.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LonLat {
    /// Degrees east.
    pub lon: f64,
    /// Degrees north.
    pub lat: f64,
}

impl LonLat {
    /// A place from its longitude and latitude, in that order.
    pub const fn new(lon: f64, lat: f64) -> Self {
        Self { lon, lat }
    }
}

/// Where the plane touches: x = y = 0.
pub const ORIGIN: LonLat = LonLat::new(13.0, 55.6);

/// Mean earth radius in metres (IUGG 1980, R₁), the one that `geo`'s haversine uses.
const EARTH_RADIUS_M: f64 = 6_371_008.8;
const METRES_PER_DEGREE: f64 = EARTH_RADIUS_M * std::f64::consts::PI / 180.0;
/// cos 55.6°; a constant because `cos` is not yet one.
const COS_ORIGIN_LAT: f64 = 0.564_967_003_424_938;

/// Degrees to metres on the plane.
pub fn to_plane(at: LonLat) -> Pt {
    Pt::new(
        (at.lon - ORIGIN.lon) * METRES_PER_DEGREE * COS_ORIGIN_LAT,
        (ORIGIN.lat - at.lat) * METRES_PER_DEGREE,
    )
}

/// Metres on the plane to degrees.
pub fn to_degrees(at: Pt) -> LonLat {
    LonLat::new(
        ORIGIN.lon + at.x / (METRES_PER_DEGREE * COS_ORIGIN_LAT),
        ORIGIN.lat - at.y / METRES_PER_DEGREE,
    )
}

/// A plane about some other place than Malmö, for lengths there: what is on it has nothing to do with the map's.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Plane {
    origin: LonLat,
    cos_lat: f64,
}

impl Plane {
    /// The plane that touches there.
    pub fn about(origin: LonLat) -> Self {
        let cos_lat = origin.lat.to_radians().cos();
        Self { origin, cos_lat }
    }

    /// Degrees to metres on this plane.
    pub fn to_plane(&self, at: LonLat) -> Pt {
        Pt::new(
            (at.lon - self.origin.lon) * METRES_PER_DEGREE * self.cos_lat,
            (self.origin.lat - at.lat) * METRES_PER_DEGREE,
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_constant_is_the_cosine() {
        assert!((COS_ORIGIN_LAT - ORIGIN.lat.to_radians().cos()).abs() < 1e-15);
    }
}
