//! Pointers on the map → what the map is doing. Pure: a hand that is told what happened and says what follows.

use super::{Camera, Viewport};
use crate::space::Px;

/// A pointer that moves less than this many pixels has not moved: it taps.
const SLOP_PX: f64 = 6.0;
/// Two taps within this many milliseconds and [`DOUBLE_PX`] are one double tap.
const DOUBLE_MS: f64 = 300.0;
const DOUBLE_PX: f64 = 30.0;
/// A second finger that comes and goes within this many milliseconds, unmoved, taps with two fingers.
const TWO_FINGER_TAP_MS: f64 = 250.0;
/// How long a thrown map glides: the way it goes is its speed times this many milliseconds.
const GLIDE_MS: f64 = 180.0;
/// Slower than this, in pixels a millisecond, a map is put down and not thrown.
const THROW_PX_PER_MS: f64 = 0.25;
/// A hand's speed is taken over so many milliseconds.
const SPEED_OVER_MS: f64 = 30.0;
/// A pointer that rests for so many milliseconds presses long.
pub const LONG_PRESS_MS: f64 = 500.0;
/// Pixels of wheel for a zoom of one.
const WHEEL_PX_PER_ZOOM: f64 = 300.0;

/// What happened. Places in CSS pixels from the map's corner, times in milliseconds from any fixed moment.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Input {
    /// A pointer touched the map.
    Down(i32, Px, f64),
    /// A pointer moved.
    Move(i32, Px, f64),
    /// A pointer let go.
    Up(i32, Px, f64),
    /// The browser took a pointer away.
    Cancel(i32),
    /// [`LONG_PRESS_MS`] have passed since a pointer touched the map at that time.
    Rested(i32, f64),
    /// The wheel turned so many pixels, down positive; a pinch on a touchpad counts four times.
    Wheel(Px, f64, bool),
}

/// What follows.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Outcome {
    /// Nothing.
    Nothing,
    /// The map looks elsewhere while the gesture goes on.
    Live(Camera),
    /// The gesture is over; the map glides on to here.
    Settled(Camera),
    /// A place was tapped.
    Tap(Px),
    /// A place was tapped twice: zoom in there.
    DoubleTap(Px),
    /// Two fingers tapped: zoom out there.
    TwoFingerTap(Px),
    /// A place was pressed long.
    LongPress(Px),
}

#[derive(Debug, Clone, Copy, PartialEq)]
struct Finger {
    id: i32,
    from: Px,
    at: Px,
    since: f64,
}

/// The fingers (or the mouse) on the map, and what is remembered between their events.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Hand {
    fingers: Vec<Finger>,
    moved: bool,
    /// Whether what the hand does has been answered already: it lets go without a tap.
    answered: bool,
    pinched_since: Option<f64>,
    last_tap: Option<(Px, f64)>,
    speed: Px,
    last_move_ms: f64,
}

impl Hand {
    /// Whether any pointer is down.
    pub fn is_busy(&self) -> bool {
        !self.fingers.is_empty()
    }

    /// What follows from an input, with the camera as it is shown now.
    pub fn feel(&mut self, input: Input, camera: &Camera, view: &Viewport) -> Outcome {
        match input {
            Input::Down(id, at, ms) => self.down(id, at, ms),
            Input::Move(id, at, ms) => self.moved(id, at, ms, camera, view),
            Input::Up(id, at, ms) => self.up(id, at, ms, camera),
            Input::Cancel(id) => {
                self.fingers.retain(|f| f.id != id);
                if self.moved {
                    Outcome::Settled(*camera)
                } else {
                    Outcome::Nothing
                }
            }
            Input::Rested(id, since) => match self.fingers[..] {
                [finger] if (finger.id, finger.since) == (id, since) && !self.moved && self.pinched_since.is_none() => {
                    self.answered = true;
                    Outcome::LongPress(finger.at)
                }
                _ => Outcome::Nothing,
            },
            Input::Wheel(at, turned, pinch) => {
                let zoom = camera.zoom - turned * if pinch { 4.0 } else { 1.0 } / WHEEL_PX_PER_ZOOM;
                Outcome::Live(camera.zoomed_about(zoom, at, view))
            }
        }
    }

    fn down(&mut self, id: i32, at: Px, ms: f64) -> Outcome {
        if self.fingers.len() < 2 && self.fingers.iter().all(|f| f.id != id) {
            if self.fingers.is_empty() {
                self.moved = false;
                self.answered = false;
                self.pinched_since = None;
            } else {
                self.pinched_since = Some(ms);
            }
            self.speed = Px::default();
            self.last_move_ms = ms;
            self.fingers.push(Finger {
                id,
                from: at,
                at,
                since: ms,
            });
        }
        Outcome::Nothing
    }

    fn moved(&mut self, id: i32, at: Px, ms: f64, camera: &Camera, view: &Viewport) -> Outcome {
        let before = self.fingers.clone();
        let Some(finger) = self.fingers.iter_mut().find(|f| f.id == id) else {
            return Outcome::Nothing;
        };
        let by = at - finger.at;
        let started = self.moved;
        self.moved |= finger.from.distance(at) > SLOP_PX;
        if !self.moved {
            return Outcome::Nothing;
        }
        // What was swallowed by the slop is given back with the first step, so that the place stays under the finger.
        finger.at = at;
        let passed = (ms - self.last_move_ms).max(1.0);
        self.last_move_ms = ms;
        // The speed of the last few moments: what lies longer back counts less, and a rest counts as one.
        let weight = (passed / SPEED_OVER_MS).min(1.0);
        self.speed = self.speed * (1.0 - weight) + by * (weight / passed);
        if !started {
            self.speed = Px::default();
        }
        match (&before[..], &self.fingers[..]) {
            ([a0, b0], [a1, b1]) => {
                let (middle0, middle1) = (a0.at.towards(b0.at, 0.5), a1.at.towards(b1.at, 0.5));
                let spread = a1.at.distance(b1.at).max(1.0) / a0.at.distance(b0.at).max(1.0);
                Outcome::Live(
                    camera
                        .panned(middle1 - middle0)
                        .zoomed_about(camera.zoom + spread.log2(), middle1, view),
                )
            }
            _ => Outcome::Live(camera.panned(by)),
        }
    }

    fn up(&mut self, id: i32, at: Px, ms: f64, camera: &Camera) -> Outcome {
        let had = self.fingers.len();
        self.fingers.retain(|f| f.id != id);
        if self.fingers.len() == had {
            return Outcome::Nothing;
        }
        if self.is_busy() {
            // One finger of two lifted: the other goes on panning from where it is.
            return Outcome::Nothing;
        }
        if let Some(since) = self.pinched_since.take() {
            return if self.moved || ms - since > TWO_FINGER_TAP_MS {
                Outcome::Settled(*camera)
            } else {
                Outcome::TwoFingerTap(at)
            };
        }
        if self.moved {
            let resting = ms - self.last_move_ms > 60.0 || self.speed.length() < THROW_PX_PER_MS;
            let glide = if resting { Px::default() } else { self.speed * GLIDE_MS };
            return Outcome::Settled(camera.panned(glide));
        }
        match self.last_tap.take() {
            _ if self.answered => Outcome::Nothing,
            Some((there, then)) if ms - then < DOUBLE_MS && there.distance(at) < DOUBLE_PX => Outcome::DoubleTap(at),
            _ => {
                self.last_tap = Some((at, ms));
                Outcome::Tap(at)
            }
        }
    }
}
