//! Drills 24 and 25 at a kiosk: its clock is a public one. It is right whatever the device's is, by what the server says; where
//! nobody says and it cannot be right, the screen says that it does not know, and tells of no doors and no trains.

use crate::expo::{Expo, When};
use crate::ground::{drill, has_all};
use journeys::{Device, Page, Result, css};

/// What the screen says of time: clock, day, trains, and of its rows what is open.
#[derive(Debug, PartialEq, serde::Deserialize)]
struct Told {
    clock: String,
    day: String,
    trains: Vec<String>,
    rows: Vec<String>,
}

fn told(page: &Page) -> Result<Told> {
    page.eval(
        "({ clock: document.querySelector('.k-clock b').innerText, day: document.querySelector('.k-clock span').innerText.replaceAll('\u{a0}', ' '),
            trains: [...document.querySelectorAll('.k-train')].map(e => e.innerText),
            rows: [...document.querySelectorAll('.k-row')].map(e => e.querySelector('.k-row-text b').innerText + ': '
                + e.querySelector('.k-row-text span').innerText) })",
    )
}

/// A clock that a drill can set, for the page's whole life.
const CLOCK: &str =
    "{ const Real = Date; globalThis.setClock = (moment) => { globalThis.ahead = Real.parse(moment) - Real.now(); };
    globalThis.Date = class extends Real {
        constructor(...parts) { parts.length ? super(...parts) : super(Real.now() + ahead); }
        static now() { return Real.now() + ahead; } };
    setClock('START'); }";

fn screen(stage: &journeys::Stage, zone: &str, moment: &str) -> Result<Page> {
    let page = stage.blank(Device::KIOSK)?;
    page.time_zone(zone)?;
    page.before_load(&CLOCK.replace("START", moment))?;
    page.goto("#kiosk=hyllie")?;
    page.interactive()?;
    Ok(page)
}

/// That doors are as the data have them then.
fn doors_hold(told: &Told, expo: &Expo, when: When) {
    assert!(!told.rows.is_empty());
    for row in &told.rows {
        let (title, said) = row.split_once(": ").unwrap_or((row, ""));
        let site = expo.sites.iter().find(|site| site.sv == title);
        let site = site.unwrap_or_else(|| panic!("no site is called {title}"));
        let is_open = expo.is_open(&site.hours, when);
        assert_eq!(
            said.starts_with("Öppe"),
            is_open,
            "{row} on {} at {}",
            when.date,
            when.minute
        );
    }
}

#[test]
fn drill_24_a_kiosks_clock_is_put_right_by_the_server_or_not_known() {
    let saturday = When {
        date: "2021-05-15",
        weekday: 5,
        minute: 14 * 60 + 32,
    };
    for wrong in [
        "2021-05-14T14:32:10+02:00",
        "2021-05-16T14:32:10+02:00",
        "1970-01-01T00:00:00Z",
    ] {
        drill(|stage| {
            // 12:32:05 GMT is 14.32 in Malmö.
            stage.server().header("Date", "Sat, 15 May 2021 12:32:05 GMT");
            let page = screen(stage, "Europe/Stockholm", wrong)?;
            page.until("the right time", || {
                let told = told(&page)?;
                Ok((told.clock == "14.32" && told.day == "Lördag 15 maj").then_some(()))
            })?;
            page.click(css(".k-touch"))?;
            page.see(css(".k-row"))?;
            doors_hold(&told(&page)?, &Expo::read(), saturday);
            assert_eq!(told(&page)?.trains, ["14.42", "15.15"], "by the timetable");
            // Somebody sets the clock on while the screen runs, and the net is gone.
            has_all(&page)?;
            stage.stop_the_server();
            page.eval::<()>("(setClock('2021-07-01T12:00:00+02:00'), null)")?;
            page.until("the time not to be known", || {
                let told = told(&page)?;
                Ok((told.clock == "Okänd tid" && told.trains.iter().all(String::is_empty)).then_some(()))
            })?;
            assert!(
                told(&page)?.rows.iter().all(|row| !row.contains("Öppet till")),
                "{:?}",
                told(&page)?
            );
            Ok(())
        });
    }
}

/// Instants and zones: both nights of the change are outside the expo, so the expo is moved there.
#[test]
fn drill_25_a_kiosks_clock_is_malmos_in_every_zone() {
    let all = [
        ("Pacific/Kiritimati", "2021-05-15T12:32:00Z", "14.32", "Lördag 15 maj"),
        ("America/Los_Angeles", "2021-05-15T22:05:00Z", "00.05", "Söndag 16 maj"),
        ("Asia/Kolkata", "2021-06-05T21:59:30Z", "23.59", "Lördag 5 juni"),
        ("UTC", "2021-05-31T22:00:30Z", "00.00", "Tisdag 1 juni"),
    ];
    for (zone, moment, clock, day) in all {
        drill(|stage| {
            let page = screen(stage, zone, moment)?;
            let told = told(&page)?;
            assert_eq!((told.clock.as_str(), told.day.as_str()), (clock, day), "{zone}");
            Ok(())
        });
    }
    for (moment, clock) in [
        ("2027-03-28T00:59:30Z", "01.59"),
        ("2027-03-28T01:00:30Z", "03.00"),
        ("2027-10-31T00:59:30Z", "02.59"),
        ("2027-10-31T01:00:30Z", "02.00"),
    ] {
        let mut expo = crate::expo::json("expo.json");
        expo["first_day"] = serde_json::json!("2027-01-01");
        expo["last_day"] = serde_json::json!("2027-12-31");
        expo["public_holidays"] = serde_json::json!([]);
        let moved = [
            ("expo.json", expo.to_string().into_bytes()),
            ("programme.json", br#"{"events":[]}"#.to_vec()),
        ];
        let moved = journeys::Release::of_the_page_with_data(1, 1, &moved).expect("the built page");
        crate::ground::drill_on(&moved, |stage| {
            let page = screen(stage, "Asia/Kolkata", moment)?;
            assert_eq!(told(&page)?.clock, clock, "at {moment}");
            Ok(())
        });
    }
}
