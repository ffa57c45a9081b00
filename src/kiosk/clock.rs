//! The time a kiosk goes by. A station's clock is believed, so it must be right or say that it is not.

use crate::calendar::Moment;
use crate::query::World;

/// What time it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Clock {
    /// During the expo: now.
    Now(Moment),
    /// The expo is over, or has not begun: its first Saturday, at the time of day it is.
    Shown(Moment),
    /// The device's clock cannot be right, or may not be: it is before these data were made and before the expo, or has leapt
    /// ([`Timekeeper`](super::Timekeeper)). A moment all the same, for what needs one; nothing that depends on it is said.
    Unknown(Moment),
}

impl Clock {
    /// The time, as the device's clock has it in Malmö.
    pub fn of(world: &World, now: Moment) -> Self {
        let expo = &world.atlas.expo;
        let shown = world.default_clock(now);
        if shown == now {
            return Self::Now(now);
        }
        let made = expo.updated.map_or(expo.first_day, |day| day.min(expo.first_day));
        if now.date < made {
            return Self::Unknown(shown);
        }
        Self::Shown(Moment {
            minute: now.minute,
            ..shown
        })
    }

    /// The moment that things are worked out for.
    pub const fn moment(self) -> Moment {
        match self {
            Self::Now(at) | Self::Shown(at) | Self::Unknown(at) => at,
        }
    }

    /// Whether what depends on the time may be said.
    pub const fn is_known(self) -> bool {
        !matches!(self, Self::Unknown(_))
    }
}
