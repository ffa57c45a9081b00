//! The hand on the map.

use m21::space::{Pt, Px};
use m21::view::gesture::{Hand, Input, Outcome};
use m21::view::{Camera, Viewport};

const VIEW: Viewport = Viewport::bare(400.0, 400.0);

fn camera() -> Camera {
    Camera {
        centre: Pt::new(0.0, 0.0),
        zoom: 12.0,
    }
}

/// Feels inputs in turn, following live cameras as the page does; gives every outcome and the last camera.
fn felt(inputs: &[Input]) -> (Vec<Outcome>, Camera) {
    let (mut hand, mut now) = (Hand::default(), camera());
    let outcomes = inputs
        .iter()
        .map(|i| {
            let outcome = hand.feel(*i, &now, &VIEW);
            if let Outcome::Live(c) | Outcome::Settled(c) = outcome {
                now = c;
            }
            outcome
        })
        .collect();
    (outcomes, now)
}

#[test]
fn a_still_pointer_taps() {
    let p = Px::new(100.0, 100.0);
    let (outcomes, _) = felt(&[
        Input::Down(1, p, 0.0),
        Input::Move(1, p + Px::new(2.0, 2.0), 20.0),
        Input::Up(1, p, 40.0),
    ]);
    assert_eq!(outcomes, [Outcome::Nothing, Outcome::Nothing, Outcome::Tap(p)]);
}

#[test]
fn two_quick_taps_are_one_double_tap() {
    let p = Px::new(100.0, 100.0);
    let (outcomes, _) = felt(&[
        Input::Down(1, p, 0.0),
        Input::Up(1, p, 30.0),
        Input::Down(1, p, 150.0),
        Input::Up(1, p, 180.0),
        Input::Down(1, p, 260.0),
        Input::Up(1, p, 290.0),
    ]);
    assert_eq!(outcomes[1], Outcome::Tap(p));
    assert_eq!(outcomes[3], Outcome::DoubleTap(p));
    assert_eq!(outcomes[5], Outcome::Tap(p), "a third tap begins anew");
}

#[test]
fn a_pointer_that_rests_presses_long_and_does_not_tap() {
    let p = Px::new(100.0, 100.0);
    let (outcomes, _) = felt(&[
        Input::Down(1, p, 7.0),
        Input::Rested(1, 7.0),
        Input::Up(1, p, 900.0),
        Input::Down(1, p, 950.0),
        Input::Up(1, p, 990.0),
    ]);
    assert_eq!(outcomes[1..3], [Outcome::LongPress(p), Outcome::Nothing]);
    assert_eq!(
        outcomes[4],
        Outcome::Tap(p),
        "what comes after is a tap, not the second of two"
    );
}

#[test]
fn who_has_moved_let_go_or_put_down_another_finger_presses_nothing() {
    let (p, q) = (Px::new(100.0, 100.0), Px::new(150.0, 100.0));
    let rested = Input::Rested(1, 0.0);
    for inputs in [
        vec![Input::Down(1, p, 0.0), Input::Move(1, q, 90.0), rested],
        vec![
            Input::Down(1, p, 0.0),
            Input::Up(1, p, 90.0),
            Input::Down(1, p, 200.0),
            rested,
        ],
        vec![Input::Down(1, p, 0.0), Input::Down(2, q, 90.0), rested],
        vec![Input::Down(1, p, 0.0), Input::Cancel(1), rested],
    ] {
        assert_eq!(felt(&inputs).0.last(), Some(&Outcome::Nothing), "{inputs:?}");
    }
}

#[test]
fn the_place_under_a_dragging_finger_stays_under_it() {
    let (from, to) = (Px::new(100.0, 100.0), Px::new(160.0, 40.0));
    let place = camera().to_plane(from, &VIEW);
    let (_, now) = felt(&[
        Input::Down(1, from, 0.0),
        Input::Move(1, Px::new(104.0, 97.0), 16.0),
        Input::Move(1, Px::new(130.0, 70.0), 32.0),
        Input::Move(1, to, 48.0),
        Input::Move(1, to, 300.0),
        Input::Up(1, to, 320.0),
    ]);
    assert!(now.to_screen(place, &VIEW).distance(to) < 1e-6);
}

#[test]
fn a_thrown_map_glides_on_and_a_map_put_down_does_not() {
    let drag = |pause: f64| {
        let mut inputs = vec![Input::Down(1, Px::new(300.0, 200.0), 0.0)];
        inputs
            .extend((1..=10).map(|i| Input::Move(1, Px::new(300.0 - 20.0 * f64::from(i), 200.0), 16.0 * f64::from(i))));
        inputs.push(Input::Up(1, Px::new(100.0, 200.0), 160.0 + pause));
        felt(&inputs).1.centre.x / camera().metres_per_px()
    };
    assert!((drag(200.0) - 200.0).abs() < 1e-6);
    assert!(drag(5.0) > 260.0);
}

#[test]
fn two_fingers_keep_both_their_places() {
    let (a0, b0) = (Px::new(150.0, 200.0), Px::new(250.0, 200.0));
    let (a1, b1) = (Px::new(80.0, 180.0), Px::new(280.0, 180.0));
    let (pa, pb) = (camera().to_plane(a0, &VIEW), camera().to_plane(b0, &VIEW));
    let (_, now) = felt(&[
        Input::Down(1, a0, 0.0),
        Input::Down(2, b0, 5.0),
        Input::Move(1, a1, 30.0),
        Input::Move(2, b1, 35.0),
        Input::Up(1, a1, 400.0),
        Input::Up(2, b1, 405.0),
    ]);
    assert!((now.zoom - 13.0).abs() < 1e-9);
    assert!(now.to_screen(pa, &VIEW).distance(a1) < 1e-6 && now.to_screen(pb, &VIEW).distance(b1) < 1e-6);
}

#[test]
fn a_short_touch_of_two_fingers_zooms_out() {
    let (a, b) = (Px::new(150.0, 200.0), Px::new(250.0, 200.0));
    let (outcomes, _) = felt(&[
        Input::Down(1, a, 0.0),
        Input::Down(2, b, 5.0),
        Input::Up(1, a, 90.0),
        Input::Up(2, b, 100.0),
    ]);
    assert_eq!(outcomes[3], Outcome::TwoFingerTap(b));
}

#[test]
fn events_of_strangers_change_nothing() {
    let p = Px::new(1.0, 1.0);
    let (outcomes, now) = felt(&[Input::Move(9, p, 0.0), Input::Up(9, p, 1.0), Input::Cancel(9)]);
    assert!(outcomes.iter().all(|o| *o == Outcome::Nothing));
    assert_eq!(now, camera());
}
