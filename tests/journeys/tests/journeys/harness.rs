//! The tools of the journeys, proven on a page of a few lines before anyone trusts them with the map.

use journeys::{At, Device, Network, Server, button, css, journey_on, role};
use std::panic::catch_unwind;
use std::time::Duration;

/// Two toggles, a field, a surface for fingers and mice; it marks like the map.
const PAGE: &str = r##"<!doctype html><html lang="sv"><meta charset="utf-8"><title>Prov</title>
<link rel="icon" href="data:,"><meta name="viewport" content="width=device-width">
<style>body { margin: 0; font: 20px sans-serif } #map { height: 300px; background: #cde; touch-action: none }</style>
<div id="map"></div>
<button aria-pressed="false" data-shown="7">6 Rent vatten, 7 platser</button>
<button aria-pressed="false" data-shown="3">11 Hållbara städer, 3 platser</button>
<input aria-label="Sök">
<script>
  const painted = shown => setTimeout(() => performance.mark("m21:painted", { detail: { shown } }), 60);
  const map = document.querySelector("#map"), fingers = new Map();
  window.spread = []; window.moved = 0; window.turned = 0;
  for (const toggle of document.querySelectorAll("button")) toggle.onclick = () => {
    toggle.ariaPressed = "true"; location.hash = "goal=" + parseInt(toggle.textContent); painted(+toggle.dataset.shown);
  };
  map.onpointerdown = event => { map.setPointerCapture(event.pointerId); fingers.set(event.pointerId, event); };
  map.onpointermove = event => {
    if (!fingers.has(event.pointerId)) return;
    window.moved += event.clientX - fingers.get(event.pointerId).clientX;
    fingers.set(event.pointerId, event);
    if (fingers.size == 2) { const [a, b] = fingers.values(); spread.push(Math.abs(a.clientX - b.clientX)); }
  };
  map.onpointerup = event => fingers.delete(event.pointerId);
  map.onwheel = event => window.turned += event.deltaY;
  performance.mark("m21:interactive");
  painted(10);
</script>"##;

fn server() -> Server {
    let server = Server::empty().expect("a port is free");
    server.answer("/", 200, PAGE);
    server
}

#[test]
fn a_press_by_role_and_name_is_followed_to_its_repaint() {
    journey_on(server(), |stage| {
        let page = stage.open(Device::DESKTOP, "")?;
        assert_eq!(page.painted()?, 10);
        let water = button("6 Rent vatten");
        assert_eq!(page.painted_after(|| page.click(water))?, 7);
        assert_eq!(page.attribute(water, "aria-pressed")?.as_deref(), Some("true"));
        assert_eq!(page.fragment()?, "goal=6");
        assert_eq!(page.painted_after(|| page.click(css("button + button")))?, 3);
        assert_eq!(page.text(css("button + button"))?, "11 Hållbara städer, 3 platser");
        assert_eq!(page.names("button")?.len(), 2);
        page.see_no_more(role("dialog", ""))?;
        Ok(())
    });
}

#[test]
fn a_page_loaded_again_is_waited_for_again() {
    journey_on(server(), |stage| {
        let page = stage.open(Device::DESKTOP, "")?;
        assert_eq!(page.painted_after(|| page.click(button("11")))?, 3);
        assert_eq!(page.painted_after(|| page.reload())?, 10);
        assert_eq!(stage.server().asked("/"), 2);
        Ok(())
    });
}

#[test]
fn keys_reach_what_has_the_focus() {
    journey_on(server(), |stage| {
        let page = stage.open(Device::DESKTOP, "")?;
        page.press("Tab")?;
        assert_eq!(
            page.focused()?,
            ("button".to_owned(), "6 Rent vatten, 7 platser".to_owned())
        );
        assert_eq!(page.painted_after(|| page.press("Enter"))?, 7);
        page.press("Tab")?;
        assert_eq!(page.painted_after(|| page.press("Space"))?, 3);
        page.press("Tab")?;
        page.write("Hållplats 3+")?;
        assert_eq!(page.field(role("textbox", "Sök"))?, "Hållplats 3+");
        page.press("Shift+Tab")?;
        assert_eq!(page.focused()?.0, "button");
        Ok(())
    });
}

#[test]
fn fingers_spread_and_draw() {
    journey_on(server(), |stage| {
        let page = stage.open(Device::PHONE, "")?;
        page.pinch(At::new(195.0, 150.0), 60.0, 240.0)?;
        let spread: Vec<f64> = page.eval("spread")?;
        assert!(spread.len() > 5, "{spread:?}");
        assert_eq!(spread.last(), Some(&240.0));
        assert!(spread.windows(2).all(|pair| pair[0] <= pair[1]), "{spread:?}");
        page.eval::<()>("moved = 0; null")?;
        page.pan(At::new(100.0, 150.0), At::new(180.0, 150.0))?;
        assert_eq!(page.eval::<i32>("moved")?, 80);
        assert_eq!(page.painted_after(|| page.click(button("6")))?, 7, "a tap presses");
        assert_eq!(page.eval::<(f64, u32)>("[devicePixelRatio, innerWidth]")?, (2.0, 390));
        Ok(())
    });
}

#[test]
fn a_mouse_drags_and_turns_its_wheel() {
    journey_on(server(), |stage| {
        let page = stage.open(Device::DESKTOP, "")?;
        page.drag(At::new(400.0, 150.0), At::new(300.0, 150.0))?;
        assert_eq!(page.eval::<i32>("moved")?, -100);
        page.wheel(At::new(400.0, 150.0), 120.0)?;
        page.until_true("turned === 120")?;
        Ok(())
    });
}

#[test]
fn pictures_have_the_size_of_the_screen() {
    journey_on(server(), |stage| {
        let page = stage.open(Device::PHONE, "")?;
        let png = page.picture()?;
        assert_eq!(&png[1..4], b"PNG");
        let side = |at: usize| u32::from_be_bytes([png[at], png[at + 1], png[at + 2], png[at + 3]]);
        assert_eq!((side(16), side(20)), (780, 1688));
        assert!(png.len() > 5_000, "{} bytes", png.len());
        Ok(())
    });
}

#[test]
fn conditions_reach_the_page() {
    journey_on(server(), |stage| {
        let page = stage.blank(Device::KIOSK.in_the_dark())?;
        page.languages(&["sv-SE", "en"])?;
        page.time_zone("Europe/Stockholm")?;
        page.clock_starts("2021-05-16T14:00:00+02:00")?;
        page.media("prefers-reduced-motion", "reduce")?;
        page.stand_at(13.0, 55.6)?;
        page.goto("")?;
        page.interactive()?;
        assert_eq!(page.eval::<Vec<String>>("navigator.languages")?, ["sv-SE", "en"]);
        let clock: String =
            page.eval("new Date().toLocaleString('sv-SE', { dateStyle: 'short', timeStyle: 'short' })")?;
        assert_eq!(clock, "2021-05-16 14:00");
        for wish in ["prefers-reduced-motion: reduce", "prefers-color-scheme: dark"] {
            assert!(page.eval::<bool>(&format!("matchMedia('({wish})').matches"))?, "{wish}");
        }
        let place = "new Promise(done => navigator.geolocation.getCurrentPosition(
            at => done([at.coords.longitude, at.coords.latitude]), error => done([0, error.code])))";
        assert_eq!(page.eval::<(f64, f64)>(place)?, (13.0, 55.6));
        Ok(())
    });
}

#[test]
fn windows_of_one_visitor_share_what_is_stored() {
    journey_on(server(), |stage| {
        let first = stage.open(Device::DESKTOP, "")?;
        first.eval::<()>("localStorage.setItem('trip', 'a'); null")?;
        let second = stage.beside(&first)?;
        second.goto("")?;
        second.interactive()?;
        assert_eq!(
            second
                .eval::<Option<String>>("localStorage.getItem('trip')")?
                .as_deref(),
            Some("a")
        );
        let stranger = stage.open(Device::DESKTOP, "")?;
        assert_eq!(stranger.eval::<Option<String>>("localStorage.getItem('trip')")?, None);
        Ok(())
    });
}

#[test]
fn a_broken_file_and_a_lost_net_are_told_and_can_be_forgiven() {
    journey_on(server(), |stage| {
        let page = stage.open(Device::DESKTOP, "")?;
        stage.server().answer("/data/sites.geojson", 500, "");
        page.eval::<()>("fetch('/data/sites.geojson').then(() => null)")?;
        page.forgive("/data/sites.geojson was answered with 500")?;
        page.network(Network::Offline)?;
        page.eval::<()>("fetch('/data/expo.json').catch(() => null)")?;
        page.forgive("ERR_INTERNET_DISCONNECTED")?;
        page.network(Network::Free)?;
        stage.stop_the_server();
        page.eval::<()>("fetch('/data/expo.json').catch(() => null)")?;
        page.forgive("ERR_CONNECTION_REFUSED")?;
        assert_eq!(page.requests()?.len(), 4);
        assert!(page.requests_elsewhere()?.is_empty());
        Ok(())
    });
}

#[test]
fn a_slow_file_is_slow() {
    journey_on(server(), |stage| {
        stage.server().answer("/slow.json", 200, "{}");
        stage.server().delay("/slow.json", Duration::from_millis(400));
        let page = stage.open(Device::DESKTOP, "")?;
        let took: f64 =
            page.eval("(async t => { await fetch('slow.json'); return performance.now() - t })(performance.now())")?;
        assert!(took >= 400.0, "{took} ms");
        Ok(())
    });
}

/// What a journey says when it fails.
fn said(walk: fn(&journeys::Page) -> journeys::Journey) -> String {
    let end = catch_unwind(|| {
        journey_on(server(), |stage| {
            let page = stage.open(Device::DESKTOP, "")?;
            page.wait_at_most(Duration::from_secs(2));
            walk(&page)
        });
    });
    let panic = end.expect_err("the journey passed");
    panic.downcast_ref::<String>().cloned().unwrap_or_default()
}

#[test]
fn a_page_that_reports_an_error_fails_its_journey() {
    let said = said(|page| {
        page.eval::<()>("console.error('lost', 3); console.warn('only a warning'); null")?;
        page.eval::<()>(
            "setTimeout(() => { throw new Error('dropped') }); new Promise(done => setTimeout(() => done(null), 50))",
        )?;
        page.eval::<()>("fetch('http://127.0.0.1:9/elsewhere').catch(() => null)")?;
        Ok(())
    });
    for part in [
        "console: lost 3",
        "uncaught: Error: dropped",
        "127.0.0.1:9/elsewhere failed",
    ] {
        assert!(said.contains(part), "“{part}” is missing in: {said}");
    }
    assert!(!said.contains("only a warning"), "{said}");
}

#[test]
fn a_missing_button_is_told_with_those_that_are_there_and_the_line_that_asked() {
    let said = said(|page| Ok(page.click(button("17 Partnerskap"))?));
    for part in [
        "harness.rs:",
        "“17 Partnerskap”",
        "“6 Rent vatten, 7 platser”",
        "how it ended: ",
    ] {
        assert!(said.contains(part), "“{part}” is missing in: {said}");
    }
}

#[test]
fn a_covered_button_is_told_with_what_covers_it() {
    let said = said(|page| {
        page.eval::<()>(
            "document.body.insertAdjacentHTML('beforeend',
            '<div class=veil style=\"position:fixed;inset:0\"></div>'); null",
        )?;
        Ok(page.click(button("6"))?)
    });
    assert!(said.contains("covered by div.veil"), "{said}");
}
