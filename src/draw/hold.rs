//! How long what was put down over the sheet holds: while the map is pushed about it is moved along, not drawn anew.

use crate::space::Px;
use crate::view::{Camera, Viewport};

/// Marks are drawn as far outside the viewport as this, so that at rest none is cut off.
const MARGIN_PX: f64 = 40.0;
/// Under a moving hand, names and marks so far outside are drawn too.
pub const LEEWAY_PX: f64 = 96.0;

/// What a frame over the sheet was drawn for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hold {
    /// Where the map looked.
    pub camera: Camera,
    /// Whether it looked there at rest: then names stand inside the viewport only.
    pub at_rest: bool,
}

impl Hold {
    /// How far outside the viewport names are looked for.
    pub fn names_reach_px(&self) -> f64 {
        if self.at_rest { 0.0 } else { LEEWAY_PX }
    }

    /// How far outside the viewport marks are looked for.
    pub fn marks_reach_px(&self) -> f64 {
        MARGIN_PX + self.names_reach_px()
    }

    /// By how much it is to be moved to stand right under the camera of now; nothing if it must be drawn anew.
    pub fn drift(&self, now: &Self, view: &Viewport) -> Option<Px> {
        let moved = now.camera.to_screen(self.camera.centre, view) - view.middle();
        let far = moved.x.abs().max(moved.y.abs());
        let most = match (self.at_rest, now.at_rest) {
            // Names may stand better where nothing moves.
            (false, true) => return None,
            (true, true) => 0.0,
            (true, false) => MARGIN_PX,
            (false, false) => LEEWAY_PX,
        };
        let same_scale = (self.camera.zoom - now.camera.zoom).abs() < 1e-9;
        (same_scale && far <= most).then_some(moved)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::space::Pt;
    use crate::view::Insets;

    const VIEW: Viewport = Viewport {
        width: 800.0,
        height: 600.0,
        insets: Insets {
            left: 0.0,
            top: 0.0,
            right: 0.0,
            bottom: 0.0,
        },
    };

    fn held(at_rest: bool) -> Hold {
        let centre = Pt::new(0.0, 0.0);
        Hold {
            camera: Camera { centre, zoom: 12.0 },
            at_rest,
        }
    }

    fn pushed(hold: &Hold, px: f64) -> Hold {
        Hold {
            camera: hold.camera.panned(Px::new(px, 0.0)),
            at_rest: false,
        }
    }

    #[test]
    fn a_push_moves_what_is_drawn_as_far_as_it_reaches() {
        for (at_rest, holds, ends) in [(true, 39.0, 41.0), (false, 95.0, 97.0)] {
            let hold = held(at_rest);
            let drift = hold.drift(&pushed(&hold, holds), &VIEW).unwrap();
            assert!(drift.distance(Px::new(holds, 0.0)) < 1e-6, "{drift:?}");
            assert_eq!(hold.drift(&pushed(&hold, ends), &VIEW), None);
        }
    }

    #[test]
    fn coming_to_rest_and_another_scale_are_drawn_anew() {
        assert_eq!(held(false).drift(&held(true), &VIEW), None);
        assert!(held(true).drift(&held(true), &VIEW).is_some());
        let mut closer = pushed(&held(false), 0.0);
        closer.camera.zoom += 0.01;
        assert_eq!(held(false).drift(&closer, &VIEW), None);
    }
}
