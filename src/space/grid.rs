//! The index grid of the sheet: kilometre squares, letters A–T (without I and O) from the west, 1–16 from the north.

use super::units::Pt;

/// North-west corner of square A1 on the plane, in metres; chosen so that the municipality fits and that
/// Malmö C stands in J4 as on the design's sheet.
pub const CORNER: Pt = Pt::new(-8000.0, -4800.0);
/// Side of a square in metres.
pub const SQUARE_M: f64 = 1000.0;
/// The letters across: no I and no O, which read as digits. The design stops at R; the municipality reaches into T.
pub const LETTERS: [&str; 18] = [
    "A", "B", "C", "D", "E", "F", "G", "H", "J", "K", "L", "M", "N", "P", "Q", "R", "S", "T",
];
/// The numbers down.
pub const NUMBERS: [&str; 16] = [
    "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14", "15", "16",
];

/// The square a point lies in, such as `K7`; nothing outside the sheet.
pub fn square(at: Pt) -> Option<String> {
    let along = (at - CORNER) * (1.0 / SQUARE_M);
    if along.x < 0.0 || along.y < 0.0 {
        return None;
    }
    let (letter, number) = (LETTERS.get(along.x as usize)?, NUMBERS.get(along.y as usize)?);
    Some([*letter, *number].concat())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::space::{LonLat, plane::to_plane};

    #[test]
    fn malmo_c_and_augustenborg_stand_where_the_sheet_says() {
        let at = |lon, lat| square(to_plane(LonLat::new(lon, lat)));
        assert_eq!(at(13.00091, 55.60946).as_deref(), Some("J4"));
        assert_eq!(at(13.02477, 55.57956).as_deref(), Some("K8"));
        assert_eq!(at(12.0, 55.6), None);
    }
}
