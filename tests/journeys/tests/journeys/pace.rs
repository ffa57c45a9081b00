//! How much work the map makes of being dragged.

use crate::visit::{middle, visit};
use journeys::{At, Device, Failure, Page, Result};
use serde_json::json;

/// What a move may cost the page's main thread on average, in milliseconds of its processor, the redrawing of the sheet
/// included. A frame has 17; this leaves room for slow machines, and none for work that grows with the number of sites.
const MOST_MS: f64 = 45.0;

/// Milliseconds that the main thread has worked so far. Its own clock, which stands while others have the processor: the
/// frames' times tell more of how busy the machine is than of the map.
fn worked(page: &Page) -> Result<f64> {
    let answer = page.call("Performance.getMetrics", json!({}))?;
    let metrics = answer["metrics"].as_array().map(Vec::as_slice).unwrap_or_default();
    let task = metrics.iter().find(|m| m["name"] == "TaskDuration");
    let seconds = task.and_then(|m| m["value"].as_f64());
    seconds
        .map(|s| s * 1000.0)
        .ok_or_else(|| Failure::new("the browser does not say how long it worked"))
}

#[test]
fn the_map_keeps_up_with_a_hand_that_drags_it() {
    visit(Device::DESKTOP, "#map=13.000000,55.590000,12.800", |_, page| {
        page.call("Performance.enable", json!({ "timeDomain": "threadTicks" }))?;
        let at = middle(page)?;
        let ways = [(-260.0, 60.0), (240.0, -80.0), (-200.0, -120.0), (220.0, 140.0)];
        let before = worked(page)?;
        for (right, down) in ways {
            page.drag(at, At::new(at.x + right, at.y + down))?;
        }
        page.drawn()?;
        let moves = ways.len() as f64 * f64::from(At::STEPS);
        let each = (worked(page)? - before) / moves;
        println!("{each:.1} ms of work a move");
        assert!(each > 0.1 && each < MOST_MS, "{each:.1} ms of work a move");
        Ok(())
    });
}
