//! Sine and cosine for drawing, good to a billionth.
//!
//! The standard ones are exact for any angle and bring 4 kB (Brotli) of tables and reductions to the page.

use std::f64::consts::FRAC_PI_2;

/// Sine and cosine of an angle in radians, by their series about the nearest quarter turn; for angles of a few turns.
pub fn sin_cos(radians: f64) -> (f64, f64) {
    let quarters = (radians / FRAC_PI_2).round();
    let r = radians - quarters * FRAC_PI_2;
    let q = r * r;
    let sin = r * (1.0 - q / 6.0 * (1.0 - q / 20.0 * (1.0 - q / 42.0 * (1.0 - q / 72.0))));
    let cos = 1.0 - q / 2.0 * (1.0 - q / 12.0 * (1.0 - q / 30.0 * (1.0 - q / 56.0 * (1.0 - q / 90.0))));
    match (quarters as i64).rem_euclid(4) {
        0 => (sin, cos),
        1 => (cos, -sin),
        2 => (-sin, -cos),
        _ => (-cos, sin),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_agrees_with_the_standard_library() {
        for i in -1000..1000 {
            let angle = f64::from(i) * 0.0137;
            let (sin, cos) = sin_cos(angle);
            assert!(
                (sin - angle.sin()).abs() < 4e-9 && (cos - angle.cos()).abs() < 4e-9,
                "{angle}"
            );
        }
    }
}
