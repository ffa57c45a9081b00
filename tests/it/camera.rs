//! The camera: what is under a finger stays there.

use m21::space::{Bounds, Pt, Px};
use m21::view::camera::{MAX_ZOOM, MIN_ZOOM};
use m21::view::{Camera, Insets, Viewport};
use proptest::prelude::*;

prop_compose! {
    fn any_camera()(x in -9000.0..9000.0_f64, y in -6000.0..12000.0_f64, zoom in MIN_ZOOM..MAX_ZOOM) -> Camera {
        Camera { centre: Pt::new(x, y), zoom }
    }
}

prop_compose! {
    fn any_viewport()(width in 200.0..2000.0_f64, height in 200.0..2000.0_f64, bottom in 0.0..90.0_f64, left in 0.0..90.0_f64)
        -> Viewport {
        Viewport { width, height, insets: Insets { bottom, left, ..Insets::default() } }
    }
}

fn any_px() -> impl Strategy<Value = Px> {
    (0.0..2000.0_f64, 0.0..2000.0_f64).prop_map(|(x, y)| Px::new(x, y))
}

proptest! {
    #[test]
    fn screen_and_plane_undo_each_other(c in any_camera(), v in any_viewport(), p in any_px()) {
        prop_assert!(c.to_screen(c.to_plane(p, &v), &v).distance(p) < 1e-6);
    }

    #[test]
    fn zooming_keeps_the_pointed_place_still(c in any_camera(), v in any_viewport(), p in any_px(), zoom in 5.0..20.0_f64) {
        let place = c.to_plane(p, &v);
        let zoomed = c.zoomed_about(zoom, p, &v);
        prop_assert!(zoomed.to_screen(place, &v).distance(p) < 1e-6);
        prop_assert!((MIN_ZOOM..=MAX_ZOOM).contains(&zoomed.zoom));
    }

    #[test]
    fn panning_moves_every_place_by_the_same_pixels(c in any_camera(), v in any_viewport(), p in any_px(), by in any_px()) {
        let place = c.to_plane(p, &v);
        prop_assert!(c.panned(by).to_screen(place, &v).distance(p + by) < 1e-6);
    }

    #[test]
    fn fitting_shows_all_of_it(v in any_viewport(), x in -4000.0..4000.0_f64, y in -4000.0..4000.0_f64, w in 400.0..9000.0_f64, h in 400.0..9000.0_f64) {
        let bounds = Bounds { min: Pt::new(x, y), max: Pt::new(x + w, y + h) };
        let c = Camera::fitting(&bounds, &v, 10.0);
        if c.zoom > MIN_ZOOM {
            for corner in [bounds.min, bounds.max] {
                prop_assert!(v.shows(c.to_screen(corner, &v), 9.9));
            }
        }
    }

    #[test]
    fn revealing_brings_it_in_and_leaves_alone_what_is_in(c in any_camera(), v in any_viewport(), p in any_px()) {
        let place = c.to_plane(p, &v);
        let margin = 40.0;
        let revealed = c.revealing(place, &v, margin);
        prop_assert!(v.shows(revealed.to_screen(place, &v), margin - 1e-6));
        if v.shows(p, margin) {
            prop_assert!(revealed.centre.distance(c.centre) < 1e-6);
        }
    }

    #[test]
    fn a_flight_starts_here_and_ends_there(a in any_camera(), b in any_camera()) {
        prop_assert!(a.towards(&b, 0.0).centre.distance(a.centre) < 1e-6);
        prop_assert!(a.towards(&b, 1.0).centre.distance(b.centre) < 1e-3);
        prop_assert!((a.towards(&b, 1.0).zoom - b.zoom).abs() < 1e-9);
    }
}
