//! The camera: metres on the plane ⇄ CSS pixels on the screen. North is always up.

use crate::space::{Bounds, Metres, Pt, Px};

/// Ground metres in a CSS pixel at zoom 0, at 55.6° N with 512 px tiles (the design tokens, §5):
/// 2 π · 6 378 137 m · cos 55.6° / 512.
pub const METRES_PER_PX_AT_ZOOM_0: f64 = 44_223.0;
/// The closest zoom of the Ring step; the first camera looks from no nearer.
pub const WHEELS_UP_TO_ZOOM: f64 = 12.29;
/// The farthest out: the whole municipality with its neighbours.
pub const MIN_ZOOM: f64 = 10.0;
/// The closest in: a block.
pub const MAX_ZOOM: f64 = 16.5;
/// One press of a zoom button or key.
pub const ZOOM_PRESS: f64 = 0.5;

/// Ground metres in a CSS pixel at a zoom. By `exp`, for `exp2` brings a table of 4 kB to the page.
pub fn metres_per_px(zoom: f64) -> f64 {
    METRES_PER_PX_AT_ZOOM_0 / (zoom * std::f64::consts::LN_2).exp()
}

/// Where the map looks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Camera {
    /// The point in the middle of the viewport's free part, in metres on the plane.
    pub centre: Pt,
    /// The zoom, as web maps count it: one more is twice as close.
    pub zoom: f64,
}

/// Parts of the map that something lies over, in CSS pixels from each edge.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Insets {
    /// From the top.
    pub top: f64,
    /// From the right.
    pub right: f64,
    /// From the bottom.
    pub bottom: f64,
    /// From the left.
    pub left: f64,
}

/// The map's rectangle on the screen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Viewport {
    /// Width in CSS pixels.
    pub width: f64,
    /// Height in CSS pixels.
    pub height: f64,
    /// What lies over it.
    pub insets: Insets,
}

impl Viewport {
    /// A viewport that nothing lies over.
    pub const fn bare(width: f64, height: f64) -> Self {
        Self {
            width,
            height,
            insets: Insets {
                top: 0.0,
                right: 0.0,
                bottom: 0.0,
                left: 0.0,
            },
        }
    }

    /// The middle of the free part; where the camera's centre is drawn.
    pub fn middle(&self) -> Px {
        let i = self.insets;
        Px::new(
            f64::midpoint(i.left, self.width - i.right),
            f64::midpoint(i.top, self.height - i.bottom),
        )
    }

    /// Width and height of the free part, never less than a pixel.
    pub fn free(&self) -> Px {
        let i = self.insets;
        Px::new(
            (self.width - i.left - i.right).max(1.0),
            (self.height - i.top - i.bottom).max(1.0),
        )
    }

    /// Whether a point lies within the free part, `margin` pixels from its edges.
    pub fn shows(&self, p: Px, margin: f64) -> bool {
        let i = self.insets;
        p.x >= i.left + margin
            && p.x <= self.width - i.right - margin
            && p.y >= i.top + margin
            && p.y <= self.height - i.bottom - margin
    }
}

/// The four steps at which the map changes what it says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ZoomStep {
    /// Below 11: the municipality; a wheel for each station and one for each district.
    Kommun,
    /// 11–12.3: the ring; station wheels are beads on it, other sites stand by themselves.
    Ring,
    /// 12.3–13.7: a district; wheels dissolve into sites.
    Stadsdel,
    /// Above 13.7: a quarter; every site has its name.
    Kvarter,
}

impl ZoomStep {
    /// The step a zoom belongs to (the design tokens, §5).
    pub fn of(zoom: f64) -> Self {
        match zoom {
            z if z < 11.0 => Self::Kommun,
            z if z < 12.3 => Self::Ring,
            z if z < 13.7 => Self::Stadsdel,
            _ => Self::Kvarter,
        }
    }
}

impl Camera {
    /// Ground metres in a CSS pixel.
    pub fn metres_per_px(&self) -> f64 {
        metres_per_px(self.zoom)
    }

    /// The step it is at.
    pub fn step(&self) -> ZoomStep {
        ZoomStep::of(self.zoom)
    }

    /// Plane to screen.
    pub fn to_screen(&self, at: Pt, view: &Viewport) -> Px {
        let d = (at - self.centre) * (1.0 / self.metres_per_px());
        view.middle() + Px::new(d.x, d.y)
    }

    /// Screen to plane.
    pub fn to_plane(&self, at: Px, view: &Viewport) -> Pt {
        let d = (at - view.middle()) * self.metres_per_px();
        self.centre + Pt::new(d.x, d.y)
    }

    /// What the whole viewport shows, also under what lies over it.
    pub fn seen(&self, view: &Viewport) -> Bounds {
        Bounds {
            min: self.to_plane(Px::default(), view),
            max: self.to_plane(Px::new(view.width, view.height), view),
        }
    }

    /// The map pushed by so many pixels: what was under a finger stays under it.
    #[must_use]
    pub fn panned(&self, by: Px) -> Self {
        let m = by * self.metres_per_px();
        Self {
            centre: self.centre - Pt::new(m.x, m.y),
            ..*self
        }
    }

    /// Zoomed so that the place under `about` stays there.
    #[must_use]
    pub fn zoomed_about(&self, zoom: f64, about: Px, view: &Viewport) -> Self {
        let zoom = zoom.clamp(MIN_ZOOM, MAX_ZOOM);
        let fixed = self.to_plane(about, view);
        let moved = Self { zoom, ..*self };
        let d = (about - view.middle()) * moved.metres_per_px();
        Self {
            centre: fixed - Pt::new(d.x, d.y),
            zoom,
        }
    }

    /// The camera that shows all of some bounds in the free part with a margin in pixels.
    pub fn fitting(bounds: &Bounds, view: &Viewport, margin: f64) -> Self {
        let free = view.free();
        let room = Px::new((free.x - 2.0 * margin).max(1.0), (free.y - 2.0 * margin).max(1.0));
        let size = bounds.size();
        let metres_per_px = (size.x / room.x).max(size.y / room.y).max(1e-3);
        Self {
            centre: bounds.centre(),
            zoom: (METRES_PER_PX_AT_ZOOM_0 / metres_per_px)
                .log2()
                .clamp(MIN_ZOOM, MAX_ZOOM),
        }
    }

    /// The camera moved by the least that brings a point into the free part, `margin` pixels from its edges.
    #[must_use]
    pub fn revealing(&self, at: Pt, view: &Viewport, margin: f64) -> Self {
        let p = self.to_screen(at, view);
        let i = view.insets;
        let push = |v: f64, low: f64, high: f64| {
            if low > high {
                f64::midpoint(low, high) - v
            } else {
                v.max(low).min(high) - v
            }
        };
        self.panned(Px::new(
            push(p.x, i.left + margin, view.width - i.right - margin),
            push(p.y, i.top + margin, view.height - i.bottom - margin),
        ))
    }

    /// The camera held where there is something to see: its centre within `bounds` and its zoom within limits.
    #[must_use]
    pub fn clamped(&self, bounds: &Bounds) -> Self {
        let c = self.centre;
        let ok = |v: f64, mid: f64| if v.is_finite() { v } else { mid };
        let mid = bounds.centre();
        Self {
            centre: Pt::new(
                ok(c.x, mid.x).max(bounds.min.x).min(bounds.max.x),
                ok(c.y, mid.y).max(bounds.min.y).min(bounds.max.y),
            ),
            zoom: if self.zoom.is_finite() {
                self.zoom.clamp(MIN_ZOOM, MAX_ZOOM)
            } else {
                MIN_ZOOM
            },
        }
    }

    /// A camera a part `t` of the way to another, 0 here and 1 there; zoom and place keep pace so that the flight looks straight.
    #[must_use]
    pub fn towards(&self, other: &Self, t: f64) -> Self {
        let zoom = self.zoom + (other.zoom - self.zoom) * t;
        // The centre moves in step with the scale, so that the target does not swim past and back.
        let (a, b, now) = (self.metres_per_px(), other.metres_per_px(), metres_per_px(zoom));
        let along = if (a - b).abs() < 1e-9 { t } else { (a - now) / (a - b) };
        Self {
            centre: self.centre.towards(other.centre, along),
            zoom,
        }
    }

    /// How far away another camera is, in screens; a zoom step counts as half a screen.
    pub fn screens_to(&self, other: &Self, view: &Viewport) -> f64 {
        let m = self.metres_per_px().max(other.metres_per_px());
        let d = self.centre.distance(other.centre) / m / view.width.min(view.height).max(1.0);
        d + (self.zoom - other.zoom).abs() * 0.5
    }
}

/// Half the side of the square a station's own sites fit in, when flying to it: its catchment with some air.
pub fn station_bounds(at: Pt, catchment: Metres) -> Bounds {
    Bounds { min: at, max: at }.grown(catchment)
}
