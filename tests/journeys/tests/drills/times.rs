//! Drills 23–25: time.

use crate::expo::{Expo, When};
use crate::ground::{answers, drill, has_all};
use crate::visit::rows;
use journeys::{Device, Page, Result, css};
use serde_json::json;

/// Lets the window go out of sight, or come back.
fn shows(page: &Page, state: &str) -> Result<()> {
    let window = page.call("Browser.getWindowForTarget", json!({}))?["windowId"].clone();
    page.call(
        "Browser.setWindowBounds",
        json!({ "windowId": window, "bounds": { "windowState": state } }),
    )?;
    Ok(())
}

#[test]
fn drill_23_a_page_that_was_frozen_asks_what_is_new_when_it_goes_on() {
    drill(|stage| {
        let page = stage.blank(Device::DESKTOP)?;
        // A clock that a drill can set: what is frozen does not see time pass.
        page.before_load(
            "{ const Real = Date; globalThis.ahead = Real.parse('2021-06-15T12:00:00+02:00') - Real.now();
                globalThis.Date = class extends Real {
                    constructor(...parts) { parts.length ? super(...parts) : super(Real.now() + ahead); }
                    static now() { return Real.now() + ahead; } }; }",
        )?;
        page.goto("")?;
        page.interactive()?;
        has_all(&page)?;
        page.call("Emulation.setFocusEmulationEnabled", json!({ "enabled": false }))?;
        shows(&page, "minimized")?;
        page.until_true("document.hidden")?;
        page.call("Page.setWebLifecycleState", json!({ "state": "frozen" }))?;
        let mut sites = crate::expo::json("sites.geojson");
        sites["features"][0]["properties"]["title"]["sv"] = json!("Nytt namn under tiden");
        let news = [("sites.geojson", sites.to_string().into_bytes())];
        stage
            .server()
            .publish(&journeys::Release::of_the_page_with_data(2, 1, &news)?);
        page.eval::<()>("(ahead += 3 * 3600 * 1000, null)")?;
        page.call("Page.setWebLifecycleState", json!({ "state": "active" }))?;
        shows(&page, "normal")?;
        page.until_true("!document.hidden")?;
        page.until("the time of now", || {
            let told = page.text(css(".note.time"))?.replace('\u{a0}', " ");
            Ok(told.contains("tisdag 15 juni 2021 kl. 15.0").then_some(()))
        })?;
        page.until("the new name", || {
            Ok(rows(&page)?
                .iter()
                .any(|row| row.title == "Nytt namn under tiden")
                .then_some(()))
        })?;
        Ok(())
    });
}

/// The hours told at the moment the page says it shows.
fn hours_hold(page: &journeys::Page, when: When) -> journeys::Journey {
    let expo = Expo::read();
    let told = rows(page)?;
    assert_eq!(told.len(), expo.sites.len());
    for row in told {
        let is_open = expo.is_open(&expo.site(&row.id).hours, when);
        let says_open = row.open.starts_with("till") || row.open.starts_with("Dygnet") || row.open.contains("min");
        assert_eq!(says_open, is_open, "{} says “{}”", row.id, row.open);
    }
    Ok(())
}

#[test]
fn drill_24_a_wrong_clock_shows_the_expos_own_time_and_says_so() {
    // A day off is still within the expo: the page says what time it shows. 1970 is not: it shows the first Saturday.
    for (clock, said) in [
        ("2021-06-15T12:00:00+02:00", "tisdag 15 juni 2021 kl. 12.00"),
        ("2021-06-17T12:00:00+02:00", "torsdag 17 juni 2021 kl. 12.00"),
        ("1970-01-01T00:00:00Z", "lördag 15 maj 2021 kl. 11.00"),
    ] {
        drill(|stage| {
            let page = stage.blank(Device::DESKTOP)?;
            page.clock_starts(clock)?;
            page.goto("")?;
            page.interactive()?;
            let told = page.text(css(".note.time"))?.replace('\u{a0}', " ");
            assert_eq!(told, format!("Visar {said}"));
            has_all(&page)?;
            answers(&page)
        });
    }
}

#[test]
fn drill_25_hours_are_malmos_whatever_the_devices_zone() {
    for zone in [
        "Europe/Stockholm",
        "America/Los_Angeles",
        "Pacific/Kiritimati",
        "Asia/Kolkata",
    ] {
        drill(|stage| {
            let page = stage.blank(Device::DESKTOP)?;
            page.time_zone(zone)?;
            page.clock_starts("2021-05-16T14:00:00+02:00")?;
            page.goto("")?;
            page.interactive()?;
            let told = page.text(css(".note.time"))?.replace('\u{a0}', " ");
            assert_eq!(told, "Visar söndag 16 maj 2021 kl. 14.00", "in {zone}");
            hours_hold(
                &page,
                When {
                    date: "2021-05-16",
                    weekday: 6,
                    minute: 14 * 60,
                },
            )
        });
    }
}

#[test]
fn drill_25_the_nights_when_clocks_change_show_malmos_time() {
    // Spring 2027: 02.00 becomes 03.00. Autumn 2027: 03.00 becomes 02.00. The expo is moved there, or the clock would not be shown.
    for (clock, said) in [
        ("2027-03-28T00:59:30Z", "söndag 28 mars 2027 kl. 01.59"),
        ("2027-03-28T01:00:30Z", "söndag 28 mars 2027 kl. 03.00"),
        ("2027-10-31T00:59:30Z", "söndag 31 oktober 2027 kl. 02.59"),
        ("2027-10-31T01:00:30Z", "söndag 31 oktober 2027 kl. 02.00"),
    ] {
        let mut expo = crate::expo::json("expo.json");
        expo["first_day"] = json!("2027-01-01");
        expo["last_day"] = json!("2027-12-31");
        expo["public_holidays"] = json!([]);
        let moved = [
            ("expo.json", expo.to_string().into_bytes()),
            ("programme.json", br#"{"events":[]}"#.to_vec()),
        ];
        let moved = journeys::Release::of_the_page_with_data(1, 1, &moved).expect("the built page");
        crate::ground::drill_on(&moved, |stage| {
            let page = stage.blank(Device::DESKTOP)?;
            page.clock_starts(clock)?;
            page.goto("")?;
            page.interactive()?;
            let told = page.text(css(".note.time"))?.replace('\u{a0}', " ");
            assert_eq!(told, format!("Visar {said}"), "at {clock}");
            Ok(())
        });
    }
}
