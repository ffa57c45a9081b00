//! Mouse and fingers. Places are in CSS pixels from the top left of the window.

use crate::failure::Result;
use crate::page::Page;
use serde_json::{Value, json};
use std::thread::sleep;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

const FRAME: Duration = Duration::from_millis(16);

/// A place on the screen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct At {
    /// From the left.
    pub x: f64,
    /// From the top.
    pub y: f64,
}

impl At {
    /// Fingers and mice move in so many steps, about one a frame.
    pub const STEPS: u32 = 12;

    /// A place on the screen.
    pub const fn new(x: f64, y: f64) -> Self {
        Self { x, y }
    }

    /// The places on the way to another, the other one last.
    fn way_to(self, to: Self) -> impl Iterator<Item = Self> {
        (1..=Self::STEPS).map(move |step| {
            let part = f64::from(step) / f64::from(Self::STEPS);
            Self {
                x: self.x + (to.x - self.x) * part,
                y: self.y + (to.y - self.y) * part,
            }
        })
    }
}

/// Now, as the browser's protocol counts it.
fn since_1970() -> Duration {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default()
}

impl Page {
    // Mouse.

    /// Moves the mouse there.
    pub fn point(&self, at: At) -> Result<()> {
        self.mouse("mouseMoved", at, 0, 0)
    }

    /// Presses the left button there, once.
    pub fn click_at(&self, at: At) -> Result<()> {
        self.clicks(at, 1)
    }

    /// Presses it twice.
    pub fn double_click(&self, at: At) -> Result<()> {
        self.clicks(at, 1)?;
        self.clicks(at, 2)
    }

    fn clicks(&self, at: At, count: u32) -> Result<()> {
        self.point(at)?;
        self.mouse("mousePressed", at, 1, count)?;
        self.mouse("mouseReleased", at, 0, count)
    }

    /// Drags with the left button held.
    pub fn drag(&self, from: At, to: At) -> Result<()> {
        self.point(from)?;
        self.mouse("mousePressed", from, 1, 1)?;
        for at in from.way_to(to) {
            self.mouse("mouseMoved", at, 1, 0)?;
            sleep(FRAME);
        }
        self.mouse("mouseReleased", to, 0, 1)
    }

    /// Turns the wheel there: positive `down` scrolls down, a notch is about 100.
    pub fn wheel(&self, at: At, down: f64) -> Result<()> {
        let event = json!({ "type": "mouseWheel", "x": at.x, "y": at.y, "deltaX": 0, "deltaY": down });
        self.call("Input.dispatchMouseEvent", event)?;
        Ok(())
    }

    fn mouse(&self, kind: &str, at: At, held: u32, count: u32) -> Result<()> {
        let button = if kind == "mouseMoved" && held == 0 {
            "none"
        } else {
            "left"
        };
        let event = json!({
            "type": kind, "x": at.x, "y": at.y, "button": button, "buttons": held, "clickCount": count,
        });
        self.call("Input.dispatchMouseEvent", event)?;
        Ok(())
    }

    // Fingers.

    /// Taps there.
    pub fn tap(&self, at: At) -> Result<()> {
        self.touch("touchStart", &[at])?;
        self.touch("touchEnd", &[])
    }

    /// Taps there twice, quickly, by what the events say of their times.
    pub fn double_tap(&self, at: At) -> Result<()> {
        let start = since_1970();
        for (kind, fingers, after) in [
            ("touchStart", &[at][..], 0),
            ("touchEnd", &[], 40),
            ("touchStart", &[at], 120),
            ("touchEnd", &[], 160),
        ] {
            self.touch_when(kind, fingers, Some(start + Duration::from_millis(after)))?;
        }
        Ok(())
    }

    /// Holds a finger there.
    pub fn long_press(&self, at: At, time: Duration) -> Result<()> {
        self.touch("touchStart", &[at])?;
        sleep(time);
        self.touch("touchEnd", &[])
    }

    /// Draws one finger over the screen and stops before lifting it, so that nothing is flung.
    pub fn pan(&self, from: At, to: At) -> Result<()> {
        self.gesture(&[(from, to)], FRAME * 10)
    }

    /// Draws one finger over the screen and lifts it while it moves.
    pub fn swipe(&self, from: At, to: At) -> Result<()> {
        self.gesture(&[(from, to)], Duration::ZERO)
    }

    /// Throws what is under a finger: a short way in 40 ms. The events say themselves when they happened, so that a
    /// busy machine's pauses do not make a slow hand of a quick one.
    pub fn flick(&self, from: At, to: At) -> Result<()> {
        const PARTS: u32 = 4;
        let way = |part: u32| {
            let part = f64::from(part) / f64::from(PARTS);
            At::new(from.x + (to.x - from.x) * part, from.y + (to.y - from.y) * part)
        };
        let start = since_1970();
        let at = |part: u32| Some(start + Duration::from_millis(10) * part);
        self.touch_when("touchStart", &[from], at(0))?;
        for part in 1..=PARTS {
            self.touch_when("touchMove", &[way(part)], at(part))?;
        }
        self.touch_when("touchEnd", &[], at(PARTS))
    }

    /// Two fingers side by side, so many pixels apart, are brought to another distance: apart is nearer.
    pub fn pinch(&self, middle: At, from: f64, to: f64) -> Result<()> {
        let side = |distance: f64| At {
            x: middle.x + distance / 2.0,
            ..middle
        };
        self.gesture(&[(side(-from), side(-to)), (side(from), side(to))], FRAME * 2)
    }

    fn gesture(&self, fingers: &[(At, At)], rest: Duration) -> Result<()> {
        let start: Vec<At> = fingers.iter().map(|(from, _)| *from).collect();
        self.touch("touchStart", &start)?;
        let mut ways: Vec<_> = fingers.iter().map(|(from, to)| from.way_to(*to)).collect();
        for _ in 0..At::STEPS {
            let now: Vec<At> = ways.iter_mut().filter_map(Iterator::next).collect();
            self.touch("touchMove", &now)?;
            sleep(FRAME);
        }
        sleep(rest);
        self.touch("touchEnd", &[])
    }

    fn touch(&self, kind: &str, fingers: &[At]) -> Result<()> {
        self.touch_when(kind, fingers, None)
    }

    /// A touch that happens now, or so long after 1970.
    fn touch_when(&self, kind: &str, fingers: &[At], when: Option<Duration>) -> Result<()> {
        let points: Vec<Value> = fingers
            .iter()
            .enumerate()
            .map(|(id, at)| json!({ "x": at.x, "y": at.y, "id": id }))
            .collect();
        let mut event = json!({ "type": kind, "touchPoints": points });
        if let Some(when) = when {
            event["timestamp"] = json!(when.as_secs_f64());
        }
        self.call("Input.dispatchTouchEvent", event)?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_way_ends_where_it_goes() {
        let to = At::new(100.0, 40.0);
        let way: Vec<At> = At::new(0.0, 0.0).way_to(to).collect();
        assert_eq!(way.len(), 12);
        assert_eq!(way.last(), Some(&to));
        assert_eq!(way[5], At::new(50.0, 20.0));
    }
}
