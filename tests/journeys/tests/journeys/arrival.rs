//! Coming to the page.

use crate::expo::Choice;
use crate::expo::{Expo, json, list, word};
use crate::visit::{address_becomes, goal_counts, heading, is_well, row_ids, rows, shows_exactly, text_becomes, visit};
use journeys::{Device, Page, Result, Stage, button, css, journey, role};

fn root(page: &Page, name: &str) -> String {
    let value = page.attribute(css("html"), name);
    value.expect("the root element can be asked").unwrap_or_default()
}

fn all_sites_are_shown(device: Device) {
    visit(device, "", |_, page| {
        let expo = Expo::read();
        let all = expo.chosen(Choice::default());
        assert_eq!(page.painted()?, all.len());
        shows_exactly(page, &expo, &all)?;
        assert_eq!(goal_counts(page)?, expo.goal_counts(Choice::default()));
        assert_eq!(root(page, "lang"), "sv");
        assert_eq!(root(page, "data-theme"), "dag");
        assert!(!root(page, "data-version").is_empty());
        assert_eq!(root(page, "data-data-date"), word(&json("expo.json")["updated"]));
        assert_eq!(page.text(css(".note.time"))?, "Visar lördag 15 maj 2021 kl. 11.00");
        assert!(
            page.text(css("details.note summary"))?
                .contains("Programmet är påhittat.")
        );
        assert_eq!(page.fragment()?, "");
        let by_hand = |id: &str| rows(page).map(|rows| rows.into_iter().find(|row| row.id == id).expect(id));
        assert_eq!(by_hand("oppet-dagvatten")?.open, "till 18.00", "Tu-Su 10:00-18:00");
        assert_eq!(by_hand("skuggtorget")?.open, "Dygnet runt", "24/7");
        assert_eq!(
            by_hand("svinnkoket")?.open,
            "till 16.00",
            "Sa 11:00-16:00, at eleven sharp"
        );
        assert_eq!(by_hand("nattens-fjarilar")?.open, "öppnar 20.30", "We-Sa 20:30-00:30");
        assert_eq!(by_hand("langbordet")?.open, "öppnar mån", "Mo-Fr 11:00-14:00");
        text_becomes(page, role("status", ""), &format!("{} platser.", all.len()))?;
        Ok(())
    });
}

#[test]
fn a_desktop_opens_on_all_sites_on_the_first_saturday() {
    all_sites_are_shown(Device::DESKTOP);
}

#[test]
fn a_phone_opens_on_all_sites_on_the_first_saturday() {
    all_sites_are_shown(Device::PHONE);
}

#[test]
fn language_and_theme_change_in_place() {
    visit(Device::DESKTOP, "#goal=6", |_, page| {
        page.eval::<()>("window.stayed = true; null")?;
        assert_eq!(
            page.eval::<String>("document.title")?,
            "M21 – karta över Malmö för det 21a århundradet"
        );
        page.click(role("link", "English"))?;
        address_becomes(page, "goal=6&lang=en")?;
        page.until_true("document.documentElement.lang === 'en'")?;
        page.until_true("document.title === 'M21 – map of Malmö for the 21st century'")?;
        let expo = Expo::read();
        let left = expo.chosen(Choice {
            goals: &[6],
            ..Choice::default()
        });
        assert_eq!(heading(page)?, format!("{} of {} sites", left.len(), expo.sites.len()));
        assert_eq!(row_ids(page)?, left);
        assert_eq!(page.text(css(".note.time"))?, "Showing Saturday 15 May 2021, 11:00");
        for row in rows(page)? {
            assert_eq!(row.title, expo.site(&row.id).en);
        }
        page.painted_after(|| page.click(button("Evening")))?;
        address_becomes(page, "goal=6&lang=en&theme=evening")?;
        assert_eq!(root(page, "data-theme"), "kvall");
        let ground: String = page.eval("getComputedStyle(document.body).backgroundColor")?;
        page.painted_after(|| page.click(button("Day")))?;
        assert_eq!(root(page, "data-theme"), "dag");
        assert_ne!(
            page.eval::<String>("getComputedStyle(document.body).backgroundColor")?,
            ground
        );
        page.click(role("link", "Svenska"))?;
        address_becomes(page, "goal=6&theme=day")?;
        page.until_true("document.documentElement.lang === 'sv'")?;
        assert!(
            page.eval::<bool>("window.stayed === true")?,
            "the page was loaded again"
        );
        assert_eq!(page.mark_count("m21:interactive")?, 1);
        Ok(())
    });
}

#[test]
fn a_system_in_the_dark_gets_the_evening() {
    visit(Device::DESKTOP.in_the_dark(), "", |_, page| {
        assert_eq!(root(page, "data-theme"), "kvall");
        assert_eq!(page.fragment()?, "");
        Ok(())
    });
}

/// Where the server has the program; its name changes with every build.
fn program(stage: &Stage) -> Result<String> {
    let page = stage.open(Device::DESKTOP, "")?;
    page.eval("new URL(document.querySelector('link[rel=preload][href$=\".wasm\"]').href).pathname")
}

/// Where what stands in the shell and in the page begins and ends, in pixels.
fn places(page: &Page) -> Result<Vec<f64>> {
    page.eval(
        "['.wordmark', '.page:nth-child(2)', '.search-field', '.tiles', '.tile', '.filter-grid', '.count', '.map'].flatMap(name => {
            const { left, top, right, bottom } = document.querySelector(name).getBoundingClientRect();
            return [left, top, right, bottom];
        })",
    )
}

fn is_seen_before_the_program(device: Device) {
    journey(|stage| {
        let program = program(stage)?;
        stage.server().hold(&program);
        let page = stage.blank(device)?;
        page.before_load(
            "window.shifts = 0; new PerformanceObserver(list => {
                for (const shift of list.getEntries()) shifts += shift.value;
            }).observe({ type: 'layout-shift', buffered: true });",
        )?;
        page.goto("")?;
        page.mark("m21:shell")?;
        assert_eq!(page.text(css(".count"))?, "Hämtar platser");
        assert!(page.text(css(".wordmark"))?.contains("M21"));
        assert_eq!(
            page.count(".shell-map [class^='shell-t']")?,
            4,
            "districts in four tints"
        );
        let named = page.attribute(css(".shell-map"), "aria-label")?.unwrap_or_default();
        let stations = json("stations.geojson");
        let on_the_ring: Vec<String> = list(&stations["features"])
            .iter()
            .map(|station| &station["properties"])
            .filter(|station| station["ring"].is_number())
            .map(|station| word(&station["name"]))
            .collect();
        assert!(on_the_ring.len() > 5);
        assert_eq!(page.count(".shell-station")?, on_the_ring.len());
        for name in &on_the_ring {
            assert!(named.contains(name), "{name} is not in {named}");
        }
        // Words stand elsewhere until their fonts have come.
        page.until_true("document.fonts.status === 'loaded'")?;
        let before = places(&page)?;
        assert_eq!(
            page.mark_count("m21:interactive")?,
            0,
            "the program cannot have come yet"
        );
        stage.server().restore(&program);
        page.interactive()?;
        assert_eq!(page.count("#shell")?, 0);
        page.until_true("document.fonts.status === 'loaded'")?;
        let after = places(&page)?;
        // The count says more than the waiting did, so only its right edge may go.
        for (i, (before, after)) in before.iter().zip(&after).enumerate() {
            assert!(
                (before - after).abs() <= 1.0 || i == 26,
                "{i}: from {before} to {after}"
            );
        }
        // The notes over the list, which come with the sites, push it down once: 0.03 on a phone.
        let shifts: f64 = page.eval("shifts")?;
        assert!(shifts < 0.05, "the layout shifted by {shifts}");
        is_well(&page)
    });
}

#[test]
fn a_desktop_shows_the_city_and_the_ring_before_the_program_comes() {
    is_seen_before_the_program(Device::DESKTOP);
}

#[test]
fn a_phone_shows_the_city_and_the_ring_before_the_program_comes() {
    is_seen_before_the_program(Device::PHONE);
}

#[test]
fn what_the_first_view_reads_is_fetched_once_and_beside_the_program() {
    journey(|stage| {
        let program = program(stage)?;
        stage.server().hold(&program);
        let page = stage.blank(Device::PHONE)?;
        let read_first = ["/data/sites.geojson", "/data/areas.json", "/data/expo.json"];
        let before = read_first.map(|path| stage.server().asked(path));
        page.goto("")?;
        // The program is on its way; nothing of it can have asked for these.
        for (path, before) in read_first.iter().zip(before) {
            stage.server().until_asked(path, before + 1)?;
        }
        stage.server().restore(&program);
        page.interactive()?;
        page.painted()?;
        let twice: Vec<String> = page.eval(
            "(() => { const names = performance.getEntriesByType('resource').map(e => e.name);
                return names.filter((name, i) => names.indexOf(name) !== i); })()",
        )?;
        assert_eq!(twice, Vec::<String>::new());
        for (path, before) in read_first.iter().zip(before) {
            assert_eq!(stage.server().asked(path), before + 1, "{path}");
        }
        is_well(&page)
    });
}
