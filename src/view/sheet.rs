//! The phone's sheet: three heights it rests at, and where it goes when it is let go.

/// A height the sheet rests at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Hash)]
pub enum Rest {
    /// The count and the first row.
    #[default]
    Low,
    /// A little under half the screen.
    Half,
    /// Nearly all of it.
    Full,
}

/// Faster than this, in pixels a millisecond, a flick decides and not the place (interaction notes, "Sheet").
pub const FLICK_PX_PER_MS: f64 = 0.5;

impl Rest {
    /// All three, lowest first.
    pub const ALL: [Self; 3] = [Self::Low, Self::Half, Self::Full];

    /// The sheet's height in pixels over the tab bar, where `room` is what there is between tab bar and the screen's top.
    pub fn height(self, room: f64) -> f64 {
        match self {
            Self::Low => 132.0_f64.min(room),
            Self::Half => room * 0.46,
            Self::Full => (room - 8.0).max(0.0),
        }
    }

    /// The next one in a direction, or the same at the end.
    #[must_use]
    pub const fn step(self, up: bool) -> Self {
        match (self, up) {
            (Self::Low, true) | (Self::Full, false) => Self::Half,
            (Self::Half | Self::Full, true) => Self::Full,
            (Self::Low | Self::Half, false) => Self::Low,
        }
    }

    /// Where a sheet let go at `height` with `velocity` (pixels a millisecond, up positive) comes to rest.
    pub fn after_release(height: f64, velocity: f64, room: f64) -> Self {
        let up = Self::ALL.into_iter().find(|r| r.height(room) > height);
        let down = Self::ALL.into_iter().rev().find(|r| r.height(room) < height);
        if velocity > FLICK_PX_PER_MS {
            return up.unwrap_or(Self::Full);
        }
        if velocity < -FLICK_PX_PER_MS {
            return down.unwrap_or(Self::Low);
        }
        let far = |r: &Self| (r.height(room) - height).abs();
        Self::ALL
            .into_iter()
            .min_by(|a, b| far(a).total_cmp(&far(b)))
            .unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flick_goes_on_and_a_slow_hand_goes_to_the_nearest() {
        let room = 700.0;
        assert_eq!(Rest::after_release(140.0, 0.6, room), Rest::Half);
        assert_eq!(Rest::after_release(330.0, 0.6, room), Rest::Full);
        assert_eq!(Rest::after_release(330.0, -0.6, room), Rest::Half);
        assert_eq!(Rest::after_release(150.0, 0.1, room), Rest::Low);
        assert_eq!(Rest::after_release(650.0, 0.0, room), Rest::Full);
        assert_eq!(Rest::after_release(0.0, -2.0, room), Rest::Low);
    }
}
