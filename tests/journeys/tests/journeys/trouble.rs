//! Data that comes late, broken or in part.

use crate::expo::{Choice, Expo, json, list, text};
use crate::visit::{Camera, heading, is_well, middle, row_ids, shows_exactly};
use journeys::{At, Device, Journey, Page, Stage, button, css, journey, role};
use std::time::Duration;

const SITES: &str = "/data/sites.geojson";
const FAILED: &str = "Platserna kunde inte hämtas. Kartan går att använda ändå.";

/// A window on its way to the page, without waiting for it.
fn on_the_way(stage: &Stage, device: Device) -> journeys::Result<Page> {
    let page = stage.blank(device)?;
    page.goto("")?;
    Ok(page)
}

#[test]
fn while_the_sites_are_on_their_way_grey_rows_stand_for_them() {
    journey(|stage| {
        stage.server().hold(SITES);
        let page = on_the_way(stage, Device::DESKTOP)?;
        page.see(css("button.tile"))?;
        page.see(css(".sheet .ghost"))?;
        assert_eq!(heading(&page)?, "Hämtar platser");
        assert_eq!(page.mark_count("m21:interactive")?, 0, "the sites cannot have come yet");
        assert!(
            page.names("button")?.iter().any(|name| name.starts_with('6')),
            "the goals are there already"
        );
        stage.server().restore(SITES);
        page.interactive()?;
        let expo = Expo::read();
        assert_eq!(page.count(".ghost")?, 0);
        shows_exactly(&page, &expo, &expo.chosen(Choice::default()))?;
        is_well(&page)
    });
}

#[test]
fn sites_that_take_very_long_are_apologised_for() {
    journey(|stage| {
        stage.server().delay(SITES, Duration::from_secs(11));
        let page = on_the_way(stage, Device::PHONE)?;
        page.see(css(".sheet .ghost"))?;
        page.until("the page to say that it takes long", || {
            Ok(page
                .text(css("#lista"))?
                .contains("Det tar längre tid än vanligt.")
                .then_some(()))
        })?;
        page.interactive()?;
        let expo = Expo::read();
        shows_exactly(&page, &expo, &expo.chosen(Choice::default()))?;
        is_well(&page)
    });
}

/// The page says that the sites are missing, still has its map, and gets them when asked again.
fn recovers(stage: &Stage, page: &Page) -> Journey {
    page.see(button("Försök igen"))?;
    let told = page.text(css(".sheet"))?;
    assert!(told.contains(FAILED), "{told}");
    assert_eq!(told.matches(FAILED).count(), 1, "said more than once: {told}");
    page.painted()?;
    let at = middle(page)?;
    page.drag(at, At::new(at.x - 150.0, at.y))?;
    page.until("the map to answer all the same", || Camera::in_address(page))?;
    page.painted_after(|| page.click(button("Kväll")))?;
    stage.server().restore(SITES);
    page.click(button("Försök igen"))?;
    let expo = Expo::read();
    page.until("the sites to come", || {
        Ok((page.count("li.row")? == expo.sites.len()).then_some(()))
    })?;
    page.see_no_more(button("Försök igen"))?;
    shows_exactly(page, &expo, &expo.chosen(Choice::default()))?;
    is_well(page)
}

#[test]
fn sites_that_the_server_cannot_give_are_missed_and_asked_for_again() {
    journey(|stage| {
        stage.server().answer(SITES, 500, "");
        let page = on_the_way(stage, Device::DESKTOP)?;
        page.forgive("/data/sites.geojson was answered with 500")?;
        recovers(stage, &page)
    });
}

#[test]
fn sites_that_cannot_be_read_are_missed_and_asked_for_again() {
    journey(|stage| {
        stage
            .server()
            .answer(SITES, 200, "<!doctype html><title>Log in to this network</title>");
        let page = on_the_way(stage, Device::DESKTOP)?;
        recovers(stage, &page)
    });
}

#[test]
fn sites_cut_off_in_the_middle_are_missed_and_asked_for_again() {
    journey(|stage| {
        let whole = text("sites.geojson");
        stage
            .server()
            .answer(SITES, 200, whole.as_bytes()[..whole.len() / 2].to_vec());
        let page = on_the_way(stage, Device::DESKTOP)?;
        recovers(stage, &page)
    });
}

#[test]
fn a_broken_companion_of_the_sites_leaves_them_to_their_own_file() {
    journey(|stage| {
        let page = page_pointed_at_a_companion();
        stage.server().answer("/", 200, page);
        stage.server().answer("/data/sites.m21", 200, "M21SITES, but cut off");
        let page = stage.open(Device::PHONE, "")?;
        let expo = Expo::read();
        shows_exactly(&page, &expo, &expo.chosen(Choice::default()))?;
        assert_eq!(stage.server().asked("/data/sites.m21"), 1);
        assert_eq!(stage.server().asked(SITES), 1);
        let warned = page.warnings()?;
        assert!(
            warned.iter().any(|w| w.contains("data/sites.m21 is not used")),
            "{warned:?}"
        );
        is_well(&page)
    });
}

/// The built page as `expo pack` leaves it.
fn page_pointed_at_a_companion() -> String {
    let dist = std::env::var_os("M21_DIST").map_or_else(|| "../../dist".into(), std::path::PathBuf::from);
    let html = std::fs::read_to_string(dist.join("index.html")).expect("the built page");
    // Minifying may change its quotes. The first mention is in the list of what is fetched early.
    let (before, after) = html
        .split_once("sites.geojson")
        .expect("a list of what is fetched early");
    format!("{before}sites.m21{after}")
}

#[test]
fn one_broken_site_takes_no_other_with_it() {
    journey(|stage| {
        let mut sites = json("sites.geojson");
        let gone = sites["features"][7]["properties"]["id"].clone();
        sites["features"][7] = serde_json::json!({
            "type": "Feature", "geometry": { "type": "Point", "coordinates": ["x", null] },
            "properties": { "id": gone, "title": 7, "goals": [99, -1, "six"], "partners": null, "hours": "≈" },
        });
        stage.server().answer(SITES, 200, sites.to_string());
        let page = stage.open(Device::DESKTOP, "")?;
        let expo = Expo::read();
        let left: Vec<&str> = expo
            .chosen(Choice::default())
            .into_iter()
            .filter(|id| gone != **id)
            .collect();
        assert_eq!(left.len(), list(&sites["features"]).len() - 1);
        assert_eq!(page.painted()?, left.len());
        assert_eq!(row_ids(&page)?, left);
        assert_eq!(heading(&page)?, format!("{} platser", left.len()));
        let told = page.text(css(".sheet"))?;
        assert!(told.contains("i datan kunde inte visas."), "{told}");
        is_well(&page)
    });
}

#[test]
fn a_missing_side_file_leaves_the_sites() {
    for file in ["programme.json", "notices.json", "timetable.json"] {
        journey(|stage| {
            let path = format!("/data/{file}");
            stage.server().answer(&path, 404, "");
            let page = stage.open(Device::DESKTOP, "")?;
            page.forgive(&format!("{path} was answered with 404"))?;
            let expo = Expo::read();
            assert_eq!(row_ids(&page)?, expo.chosen(Choice::default()));
            page.click(css("#rad-oppet-dagvatten"))?;
            page.see(role("heading", "Öppet dagvatten"))?;
            is_well(&page)
        });
    }
}
