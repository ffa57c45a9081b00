//! Moving the map.

use crate::visit::{Camera, address_becomes, address_holds, middle, note_addresses, noted, visit};
use journeys::{At, Device, Failure, Page, Result, button, css};

/// A camera of the ring's east, at a zoom where marks are single sites.
const START: &str = "#map=13.020000,55.585000,13.500";

fn camera(page: &Page) -> Result<Camera> {
    Camera::in_address(page)?.ok_or_else(|| Failure::new("the address names no camera"))
}

/// Does something to the map; gives the cameras before and after it has come to rest.
fn moved(page: &Page, act: impl FnOnce() -> Result<()>) -> Result<(Camera, Camera)> {
    let before = camera(page)?;
    act()?;
    let mut last = before;
    let after = page.until("the camera to move in the address and come to rest", || {
        let now = camera(page)?;
        Ok((now != before && std::mem::replace(&mut last, now) == now).then_some(now))
    })?;
    page.painted()?;
    Ok((before, after))
}

fn near(one: f64, other: f64, by: f64) -> bool {
    (one - other).abs() <= by
}

#[test]
fn a_mouse_drags_the_map_and_the_address_follows_once_it_rests() {
    visit(Device::DESKTOP, START, |_, page| {
        let steps: usize = page.eval("history.length")?;
        note_addresses(page)?;
        let at = middle(page)?;
        let (before, after) = moved(page, || page.drag(at, At::new(at.x - 180.0, at.y)))?;
        let (x, y) = before.way_to(after);
        assert!(
            x >= 178.0,
            "dragged 180 px to the left it looks {x:.0} px farther right"
        );
        assert!(x <= 180.0 * 3.0 && near(y, 0.0, 2.0), "it glided {x:.0}, {y:.0} px");
        assert!(near(before.zoom, after.zoom, 1e-9));
        let written = noted(page)?;
        assert!(
            matches!(&written[..], [one] if one.starts_with("replaceState #map=")),
            "{written:?}"
        );
        assert_eq!(page.eval::<usize>("history.length")?, steps, "the camera is no step");
        Ok(())
    });
}

#[test]
fn a_finger_takes_the_map_exactly_as_far_as_it_goes() {
    visit(Device::PHONE, START, |_, page| {
        note_addresses(page)?;
        let at = middle(page)?;
        let (before, after) = moved(page, || page.pan(at, At::new(at.x + 90.0, at.y - 60.0)))?;
        let (x, y) = before.way_to(after);
        // A browser takes a first few pixels to tell a pan from a tap.
        assert!(
            near(x, -90.0, 16.0) && near(y, 60.0, 16.0),
            "it went {x:.1}, {y:.1} px for −90, 60"
        );
        let written = noted(page)?;
        assert_eq!(written.len(), 1, "{written:?}");
        page.painted_after(|| page.reload())?;
        assert_eq!(camera(page)?, after);
        Ok(())
    });
}

#[test]
fn a_wheel_zooms_about_what_it_points_at() {
    visit(Device::DESKTOP, START, |_, page| {
        note_addresses(page)?;
        let (at, right, down) = (middle(page)?, 210.0, -140.0);
        let there = At::new(at.x + right, at.y + down);
        let (before, after) = moved(page, || {
            page.wheel(there, -120.0)?;
            page.wheel(there, -120.0)
        })?;
        assert!(after.zoom > before.zoom + 0.3, "{before:?} {after:?}");
        let (fixed, now) = (before.beside(right, down), after.beside(right, down));
        let (x, y) = after.way_to(Camera {
            lon: fixed.0,
            lat: fixed.1,
            ..after
        });
        assert!(
            near(x, right, 1.0) && near(y, down, 1.0),
            "{fixed:?} under the mouse became {now:?}"
        );
        let written = noted(page)?;
        assert_eq!(written.len(), 1, "{written:?}");
        let (_, out) = moved(page, || page.wheel(there, 240.0))?;
        assert!(out.zoom < after.zoom);
        page.painted_after(|| page.reload())?;
        assert_eq!(camera(page)?, out, "loaded again it looks elsewhere");
        Ok(())
    });
}

#[test]
fn two_fingers_zoom_by_as_much_as_they_spread() {
    visit(Device::PHONE, START, |_, page| {
        let at = middle(page)?;
        let (before, after) = moved(page, || page.pinch(at, 80.0, 160.0))?;
        assert!(near(after.zoom - before.zoom, 1.0, 0.15), "{before:?} {after:?}");
        let (x, y) = before.way_to(after);
        assert!(
            near(x, 0.0, 12.0) && near(y, 0.0, 12.0),
            "what was between the fingers moved {x:.1}, {y:.1} px"
        );
        Ok(())
    });
}

#[test]
fn a_double_tap_zooms_in_where_it_taps() {
    visit(Device::PHONE, "#map=13.010000,55.540000,13.000", |_, page| {
        let at = middle(page)?;
        let (before, after) = moved(page, || page.double_tap(at))?;
        assert!(near(after.zoom, before.zoom + 1.0, 0.01), "{before:?} {after:?}");
        let (x, y) = before.way_to(after);
        assert!(
            near(x, 0.0, 2.0) && near(y, 0.0, 2.0),
            "the place moved {x:.1}, {y:.1} px"
        );
        Ok(())
    });
}

#[test]
fn buttons_zoom_by_half_a_step_and_show_the_whole_ring() {
    visit(Device::DESKTOP, START, |_, page| {
        for (name, by) in [("Zooma in", 0.5), ("Zooma ut", -0.5)] {
            let (before, after) = moved(page, || page.click(button(name)))?;
            assert!(
                near(after.zoom, before.zoom + by, 0.002),
                "{name}: {before:?} {after:?}"
            );
            let (x, y) = before.way_to(after);
            assert!(
                near(x, 0.0, 1.0) && near(y, 0.0, 1.0),
                "{name} moved the middle by {x:.1}, {y:.1} px"
            );
        }
        let (_, home) = moved(page, || page.click(button("Hela ringen")))?;
        let stations = crate::expo::json("stations.geojson");
        let bounds = page.eval::<(f64, f64)>(
            "(() => { const map = document.querySelector('#karta'); return [map.clientWidth / 2, map.clientHeight / 2] })()",
        )?;
        for station in crate::expo::list(&stations["features"]) {
            if station["properties"]["ring"].is_u64() {
                let of = |i: usize| station["geometry"]["coordinates"][i].as_f64().unwrap_or_default();
                let (x, y) = home.way_to(Camera {
                    lon: of(0),
                    lat: of(1),
                    ..home
                });
                assert!(x.abs() < bounds.0 && y.abs() < bounds.1, "{station} is out of sight");
            }
        }
        Ok(())
    });
}

#[test]
fn the_map_stops_at_its_edges() {
    visit(Device::DESKTOP, START, |_, page| {
        let at = middle(page)?;
        for _ in 0..14 {
            page.wheel(at, 240.0)?;
            page.drawn()?;
        }
        page.painted()?;
        address_holds(page, ",10.000")?;
        let (_, after) = moved(page, || page.drag(at, At::new(at.x + 400.0, at.y + 250.0)))?;
        assert!(
            (12.7..13.3).contains(&after.lon) && (55.4..55.75).contains(&after.lat),
            "{after:?}"
        );
        Ok(())
    });
}

#[test]
fn matches_out_of_sight_are_shown_on_demand() {
    visit(
        Device::DESKTOP,
        "#district=oxie&map=12.930000,55.590000,14.000",
        |_, page| {
            let expo = crate::expo::Expo::read();
            let left = expo.chosen(crate::expo::Choice {
                districts: &["oxie"],
                ..Default::default()
            });
            let name = format!("Visa {} platser", left.len());
            let (_, after) = moved(page, || page.click(css("main .show-matches")))?;
            page.see_no_more(css("main .show-matches"))?;
            for id in left {
                let site = expo.site(id);
                let (x, y) = after.way_to(Camera {
                    lon: site.lon,
                    lat: site.lat,
                    ..after
                });
                assert!(
                    x.abs() < 500.0 && y.abs() < 400.0,
                    "{id} is still out of sight after “{name}”"
                );
            }
            Ok(())
        },
    );
}

#[test]
fn back_from_a_card_brings_back_where_the_map_looked() {
    visit(Device::DESKTOP, START, |_, page| {
        page.click(css("#rad-byakern"))?;
        address_holds(page, "site=byakern")?;
        page.until("the map to come to the site", || {
            Ok((camera(page)?.lat < 55.58).then_some(()))
        })?;
        page.painted()?;
        page.back()?;
        address_becomes(page, START.trim_start_matches('#'))?;
        Ok(())
    });
}
