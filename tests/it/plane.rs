//! Degrees to metres and back.

use m21::space::{LonLat, plane};
use proptest::prelude::*;

fn anywhere() -> impl Strategy<Value = LonLat> {
    (12.85..13.20_f64, 55.48..55.68_f64).prop_map(|(lon, lat)| LonLat::new(lon, lat))
}

/// Great-circle distance in metres (haversine on the mean radius), written apart from the plane.
fn great_circle_m(a: LonLat, b: LonLat) -> f64 {
    let (la, lb) = (a.lat.to_radians(), b.lat.to_radians());
    let (dlat, dlon) = (lb - la, (b.lon - a.lon).to_radians());
    let h = (dlat / 2.0).sin().powi(2) + la.cos() * lb.cos() * (dlon / 2.0).sin().powi(2);
    2.0 * 6_371_008.8 * h.sqrt().asin()
}

proptest! {
    #[test]
    fn there_and_back_errs_less_than_a_millimetre(at in anywhere()) {
        let back = plane::to_degrees(plane::to_plane(at));
        prop_assert!(great_circle_m(at, back) < 0.001);
    }

    #[test]
    fn lengths_agree_with_the_great_circle_within_three_per_mille(a in anywhere(), b in anywhere()) {
        let on_plane = plane::to_plane(a).metres_to(plane::to_plane(b)).0;
        let on_earth = great_circle_m(a, b);
        prop_assert!((on_plane - on_earth).abs() <= 0.003 * on_earth + 0.01, "{on_plane} {on_earth}");
    }
}

#[test]
fn east_is_right_and_south_is_down() {
    let malmo_c = plane::to_plane(LonLat::new(13.000_91, 55.609_46));
    let hyllie = plane::to_plane(LonLat::new(12.975_9, 55.562_8));
    assert!(hyllie.x < malmo_c.x && hyllie.y > malmo_c.y);
}
