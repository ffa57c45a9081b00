//! How smoothly the map is dragged.

use crate::visit::{middle, visit};
use journeys::{At, Device};

/// Far above the 17 ms of a free machine, for one that is busy and has no graphics card.
const LENIENT_MS: f64 = 120.0;

#[test]
fn the_map_keeps_up_with_a_hand_that_drags_it() {
    visit(Device::DESKTOP, "#map=13.000000,55.590000,12.800", |_, page| {
        page.eval::<()>(
            "(() => { window.frames_at = []; window.dragging = true;
                const next = now => { frames_at.push(now); if (dragging) requestAnimationFrame(next); };
                requestAnimationFrame(next); return null; })()",
        )?;
        let at = middle(page)?;
        for (right, down) in [(-260.0, 60.0), (240.0, -80.0), (-200.0, -120.0), (220.0, 140.0)] {
            page.drag(at, At::new(at.x + right, at.y + down))?;
        }
        let mut gaps: Vec<f64> = page.eval(
            "(() => { window.dragging = false; return frames_at.slice(1).map((now, i) => now - frames_at[i]); })()",
        )?;
        gaps.sort_by(f64::total_cmp);
        assert!(gaps.len() > 20, "only {} frames", gaps.len());
        let (median, p95) = (gaps[gaps.len() / 2], gaps[gaps.len() * 95 / 100]);
        println!("{} frames, median {median:.1} ms, 95 % within {p95:.1} ms", gaps.len());
        assert!(p95 < LENIENT_MS, "95 % of the frames came within {p95:.0} ms");
        Ok(())
    });
}
