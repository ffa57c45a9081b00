//! Lengths and points, each with its unit in its type.

use std::ops::{Add, Mul, Neg, Sub};

/// A length on the ground, in metres.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Default)]
pub struct Metres(pub f64);

/// Walking speed used everywhere an estimate is shown, in metres a minute (4.8 km/h; the design tokens, §5).
pub const WALK_METRES_PER_MINUTE: f64 = 80.0;
/// How much longer a walk is than the line between its ends (the design tokens, §5).
pub const DETOUR: f64 = 1.25;

impl Metres {
    /// Minutes of walking along streets nobody has measured: the straight line × [`DETOUR`]
    /// at [`WALK_METRES_PER_MINUTE`], rounded to the nearest minute and at least one.
    pub fn walk_minutes(self) -> u32 {
        ((self.0 * DETOUR / WALK_METRES_PER_MINUTE).round() as u32).max(1)
    }

    /// The straight line that takes so many minutes to walk; the inverse of [`Metres::walk_minutes`].
    pub const fn of_walk(minutes: f64) -> Self {
        Self(minutes * WALK_METRES_PER_MINUTE / DETOUR)
    }
}

macro_rules! plane_vector {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Default)]
        pub struct $name {
            /// East or right.
            pub x: f64,
            /// South or down.
            pub y: f64,
        }

        impl $name {
            /// A point from its two coordinates.
            pub const fn new(x: f64, y: f64) -> Self {
                Self { x, y }
            }

            /// The length of the straight line between two points, in the points' own unit.
            pub fn distance(self, other: Self) -> f64 {
                (self - other).length()
            }

            /// The length of the vector from the origin.
            pub fn length(self) -> f64 {
                self.x.hypot(self.y)
            }

            /// The point a part `t` of the way to `other`: 0 here, 1 there.
            #[must_use]
            pub fn towards(self, other: Self, t: f64) -> Self {
                self + (other - self) * t
            }
        }

        impl Add for $name {
            type Output = Self;
            fn add(self, o: Self) -> Self {
                Self::new(self.x + o.x, self.y + o.y)
            }
        }

        impl Sub for $name {
            type Output = Self;
            fn sub(self, o: Self) -> Self {
                Self::new(self.x - o.x, self.y - o.y)
            }
        }

        impl Mul<f64> for $name {
            type Output = Self;
            fn mul(self, k: f64) -> Self {
                Self::new(self.x * k, self.y * k)
            }
        }

        impl Neg for $name {
            type Output = Self;
            fn neg(self) -> Self {
                Self::new(-self.x, -self.y)
            }
        }
    };
}

plane_vector! {
    /// A point, or the way between two, in metres on the plane about Malmö: x east, y south.
    Pt
}

plane_vector! {
    /// A point, or the way between two, in CSS pixels: x right, y down.
    Px
}

impl Pt {
    /// The straight line to another point.
    pub fn metres_to(self, other: Self) -> Metres {
        Metres(self.distance(other))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_minutes_are_the_halo_of_the_design() {
        assert!((Metres::of_walk(10.0).0 - 640.0).abs() < 1e-9);
        assert_eq!(Metres(640.0).walk_minutes(), 10);
        assert_eq!(Metres(0.0).walk_minutes(), 1);
    }
}
