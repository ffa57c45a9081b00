//! Whether a screen's clock can be believed. Nobody stands beside it to see that it is wrong: it is held to what the server
//! says and to the time since the start, which no change of the clock disturbs.

/// Clocks that differ by less are alike, in milliseconds: a board tells minutes, and an answer is some seconds old.
const ALIKE_MS: f64 = 120_000.0;

/// What time it is, in milliseconds since 1970 (UTC).
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Time {
    /// By a clock that nothing speaks against.
    Known(f64),
    /// By a clock that has leapt ahead since it was last right: the device may have slept, or been set wrong.
    Doubted(f64),
}

impl Time {
    /// In milliseconds since 1970, doubted or not.
    pub const fn ms(self) -> f64 {
        match self {
            Self::Known(ms) | Self::Doubted(ms) => ms,
        }
    }
}

/// When the server told the time last.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Heard {
    /// What it said.
    said: f64,
    /// What the device's clock said then.
    wall: f64,
    /// How long after the start that was.
    steady: f64,
}

/// Goes by the device's clock as long as it agrees with the server's. All times are in milliseconds: `wall` is the device's
/// clock since 1970, `steady` the time since the start.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Timekeeper {
    heard: Option<Heard>,
}

impl Timekeeper {
    /// One who has heard nothing, and believes the device.
    pub const fn new() -> Self {
        Self { heard: None }
    }

    /// The server tells the time.
    pub const fn hear(&mut self, said: f64, wall: f64, steady: f64) {
        self.heard = Some(Heard { said, wall, steady });
    }

    /// What time it is.
    pub fn time(&self, wall: f64, steady: f64) -> Time {
        let Some(heard) = self.heard else {
            return Time::Known(wall);
        };
        let gone = steady - heard.steady;
        let right = heard.said + gone;
        // How far the device's clock has been moved since then.
        let moved = wall - heard.wall - gone;
        if moved > ALIKE_MS {
            // It may be right now and not have been then.
            return if (wall - right).abs() <= ALIKE_MS {
                Time::Known(wall)
            } else {
                Time::Doubted(wall)
            };
        }
        if (wall - right).abs() <= ALIKE_MS {
            Time::Known(wall)
        } else {
            // It was wrong from the beginning, or has been put back: time never goes back.
            Time::Known(right)
        }
    }
}
