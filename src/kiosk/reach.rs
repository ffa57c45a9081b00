//! What people of all heights can reach and read on a screen, from how it was put up.
//!
//! Reach: EN 301 549 V3.2.1, 8.3.2: what is pressed lies 380 to 1,220 mm above the floor. Letters: the same, 5.1.4: a capital H
//! is at least 0.7° high, which is 7.3 mm at 600 mm.

use crate::view::Post;

/// Nothing to press is lower than this, in millimetres above the floor.
const LOWEST_MM: f64 = 380.0;
/// Nor higher than this.
const HIGHEST_MM: f64 = 1220.0;
/// The tangent of 0.7°.
const LETTER: f64 = 0.012_218;
/// The height of a capital H in Archivo, as part of the letters' size.
const CAPITAL: f64 = 0.686;

/// A 43-inch picture standing up, as most are: width and height in millimetres.
const USUAL_MM: (f64, f64) = (529.0, 941.0);
/// Its lower edge above the floor, and that of one that lies.
const USUAL_BOTTOM_MM: [f64; 2] = [650.0, 680.0];
/// The eye is so far away where nothing is said.
const USUAL_DISTANCE_MM: f64 = 600.0;

/// The layout's heights as multiples of the smallest letters' size, standing and lying: all of it, and what can be
/// pressed of it, from the bottom.
const ALL_EM: [f64; 2] = [84.0, 47.0];
const PRESSED_EM: [f64; 2] = [43.0, 40.0];
/// The map's buttons stand so much higher, if not all is low.
const MAP_BUTTONS_EM: f64 = 5.0;

/// What cannot be had the way a screen is put up.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Misfit {
    /// The highest thing to press is so many millimetres above the floor.
    High(f64),
    /// What can be pressed does not fit between lowest and highest.
    Cramped,
    /// A capital H is so many millimetres high, and should be so many.
    Small(f64, f64),
}

/// Sizes in CSS pixels.
#[derive(Debug, Clone, PartialEq)]
pub struct Reach {
    /// The picture's width and height.
    pub size: (f64, f64),
    /// Whether the picture lies.
    pub lies: bool,
    /// The smallest letters.
    pub letter: f64,
    /// So much at the lower edge is lower than anybody should have to reach.
    pub dead: f64,
    /// Nothing to press is nearer to the upper edge than this.
    pub top: f64,
    /// Whether what can be pressed is all low from the start.
    pub low: bool,
    /// What cannot be had.
    pub misfits: Vec<Misfit>,
}

impl Reach {
    /// The sizes for a picture of so many pixels.
    pub fn of(post: &Post, (width, height): (f64, f64)) -> Self {
        let lies = width > height;
        let which = usize::from(lies);
        let usual = if lies { USUAL_MM.0 } else { USUAL_MM.1 };
        let height_mm = post.size.map_or(usual, |(_, height)| f64::from(height));
        let bottom = post.bottom.map_or(USUAL_BOTTOM_MM[which], f64::from);
        let distance = post.distance.map_or(USUAL_DISTANCE_MM, f64::from);
        let px = height / height_mm;
        let needs_mm = distance * LETTER;
        let needs = needs_mm / CAPITAL * px;
        // Letters never grow so large that the screen does not hold what belongs on it.
        let most = height / ALL_EM[which];
        let letter = needs.min(most).max(height / ALL_EM[which] * 0.8);
        let mut misfits = Vec::new();
        if needs > most + 0.05 {
            misfits.push(Misfit::Small(letter * CAPITAL / px, needs_mm));
        }
        let dead = ((LOWEST_MM - bottom) * px).max(0.0);
        let top = (height - (HIGHEST_MM - bottom) * px).max(0.0);
        let pressed = PRESSED_EM[which] * letter;
        if dead + pressed > height * 0.75 && !lies || dead + pressed > height {
            misfits.push(Misfit::Cramped);
        } else if height - dead - pressed < top {
            misfits.push(Misfit::High(bottom + (dead + pressed) / px));
        }
        Self {
            size: (width, height),
            lies,
            letter,
            dead,
            top,
            // The map's own buttons stand higher than the others.
            low: !lies && height - dead - pressed - MAP_BUTTONS_EM * letter < top,
            misfits,
        }
    }
}
