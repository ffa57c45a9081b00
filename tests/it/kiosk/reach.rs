//! What people of all heights can reach and read.

use m21::kiosk::{Misfit, Reach};
use m21::view::Post;
use proptest::prelude::*;

const STANDING: (f64, f64) = (1080.0, 1920.0);
const LYING: (f64, f64) = (1920.0, 1080.0);

/// The height of a capital H in millimetres at a size of letters.
fn capital_mm(reach: &Reach, height_mm: f64) -> f64 {
    reach.letter * 0.686 * height_mm / reach.size.1
}

#[test]
fn a_usual_screen_fits_everyone() {
    for size in [STANDING, LYING] {
        let reach = Reach::of(&Post::at("hyllie"), size);
        assert_eq!(reach.misfits, [], "{size:?}");
        let height_mm = if reach.lies { 529.0 } else { 941.0 };
        // EN 301 549: 7.3 mm at 600 mm.
        assert!(
            capital_mm(&reach, height_mm) >= 7.3,
            "{}",
            capital_mm(&reach, height_mm)
        );
    }
}

#[test]
fn a_screen_that_hangs_high_says_so() {
    let high = Post {
        bottom: Some(950),
        ..Post::at("hyllie")
    };
    let reach = Reach::of(&high, STANDING);
    assert!(
        matches!(reach.misfits[..], [Misfit::High(mm)] if mm > 1220.0),
        "{:?}",
        reach.misfits
    );
    assert!(reach.low);
}

#[test]
fn a_screen_on_the_floor_keeps_its_lowest_part_free() {
    let low = Post {
        bottom: Some(200),
        ..Post::at("hyllie")
    };
    let reach = Reach::of(&low, STANDING);
    assert!((reach.dead - 180.0 * 1920.0 / 941.0).abs() < 1.0);
    assert_eq!(reach.misfits, []);
}

#[test]
fn letters_that_would_not_fit_are_as_large_as_they_can_be_and_it_says_so() {
    let far = Post {
        distance: Some(1500),
        ..Post::at("hyllie")
    };
    let reach = Reach::of(&far, STANDING);
    assert!(
        matches!(reach.misfits[..], [Misfit::Small(has, needs)] if has < needs),
        "{:?}",
        reach.misfits
    );
    let near = Reach::of(&Post::at("hyllie"), STANDING);
    assert!(reach.letter >= near.letter);
}

proptest! {
    #[test]
    fn what_fits_is_within_reach_and_large_enough(
        bottom in 0..1500_u16,
        height in 300..1600_u16,
        distance in 300..1500_u16,
        lies in any::<bool>(),
    ) {
        let width = if lies { u32::from(height) * 16 / 9 } else { u32::from(height) * 9 / 16 };
        let post = Post {
            bottom: Some(bottom),
            size: Some((width as u16, height)),
            distance: Some(distance),
            ..Post::at("hyllie")
        };
        let reach = Reach::of(&post, if lies { LYING } else { STANDING });
        let mm = f64::from(height) / reach.size.1;
        if reach.misfits.is_empty() {
            let needs = f64::from(distance) * 0.7_f64.to_radians().tan();
            prop_assert!(capital_mm(&reach, f64::from(height)) >= needs - 0.05);
            // The lowest thing to press, and the room up to the highest.
            prop_assert!(f64::from(bottom) + reach.dead * mm >= 380.0 - 0.01);
            prop_assert!(f64::from(bottom) + (reach.size.1 - reach.top) * mm <= 1220.0_f64.max(f64::from(bottom)) + 0.01);
        }
    }
}
