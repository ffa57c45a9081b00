//! Drills 29 and 30: data that are not what they should be.

use crate::expo::{Expo, json as read_json, text};
use crate::ground::{answers, drill, is_told, looks, nothing_is_told, visitor};
use crate::visit::{heading, row_ids};
use journeys::{Device, Fault, Page, Release, Result};
use serde_json::{Value, json};

/// Comes back to the page, as one does after a while.
fn comes_back(page: &Page) -> Result<()> {
    page.goto_url("about:blank")?;
    page.goto("")?;
    page.interactive()?;
    Ok(())
}

/// A publish of data, sums and all, that a visitor with good data must not take.
fn is_refused(files: &[(&str, Vec<u8>)]) {
    let bad = Release::of_the_page_with_data(2, 1, files).expect("the built page");
    drill(|stage| {
        let page = visitor(stage, Device::DESKTOP)?;
        stage.server().publish(&bad);
        looks(&page)?;
        looks(&page)?;
        let told = is_told(&page, "Nya uppgifter kom inte fram hela.")?;
        assert!(told.contains("Kartan och platserna visas som de var "), "{told}");
        answers(&page)?;
        comes_back(&page)?;
        answers(&page)?;
        is_told(&page, "Nya uppgifter kom inte fram hela.")?;
        // Mended, it comes.
        let good = Release::of_the_page_with_data(3, 1, &[])?;
        stage.server().publish(&good);
        looks(&page)?;
        is_told(&page, "Uppdaterat ")?;
        answers(&page)
    });
}

#[test]
fn drill_29_half_a_file_is_not_taken() {
    let whole = text("sites.geojson");
    is_refused(&[("sites.geojson", whole.as_bytes()[..whole.len() / 2].to_vec())]);
}

#[test]
fn drill_29_two_files_swapped_are_not_taken() {
    let (sites, partners) = (text("sites.geojson"), text("partners.json"));
    is_refused(&[
        ("sites.geojson", partners.into_bytes()),
        ("partners.json", sites.into_bytes()),
    ]);
}

#[test]
fn drill_29_files_of_another_schema_are_not_taken() {
    let mut sites = read_json("sites.geojson");
    for site in sites["features"].as_array_mut().expect("features") {
        let old = site["properties"].take();
        site["properties"] = json!({ "schema": 2, "site": { "slug": old["id"], "name": old["title"]["sv"] } });
    }
    is_refused(&[("sites.geojson", sites.to_string().into_bytes())]);
}

#[test]
fn drill_29_a_file_that_is_somebody_elses_page_is_not_taken() {
    is_refused(&[("expo.json", b"<!doctype html><title>Log in</title>".to_vec())]);
}

#[test]
fn drill_29_a_file_that_comes_otherwise_than_published_is_not_taken() {
    // The list is the new one, the file an old edge's, cut off, or with a bit turned.
    for fault in [Fault::Short(9_000), Fault::Cut(9_000), Fault::Wrong(5_000)] {
        let mut sites = read_json("sites.geojson");
        sites["features"][0]["properties"]["title"]["sv"] = json!("Nytt namn");
        let next = Release::of_the_page_with_data(2, 1, &[("sites.geojson", sites.to_string().into_bytes())])
            .expect("the built page");
        drill(|stage| {
            let page = visitor(stage, Device::DESKTOP)?;
            stage.server().publish(&next);
            stage.server().spoil("/data/sites.geojson", fault);
            looks(&page)?;
            looks(&page)?;
            is_told(&page, "visas som de var ")?;
            answers(&page)?;
            comes_back(&page)?;
            answers(&page)?;
            stage.server().restore("/data/sites.geojson");
            looks(&page)?;
            page.until_true(
                "[...document.querySelectorAll('.row-title')].some(row => row.textContent === 'Nytt namn')",
            )
            .map_err(|failure| journeys::Failure::new(format!("{fault:?}: {failure}")))?;
            Ok(())
        });
    }
}

#[test]
fn drill_29_older_data_than_ones_own_are_not_taken() {
    let mut sites = read_json("sites.geojson");
    sites["features"][0]["properties"]["title"]["sv"] = json!("Gammalt namn");
    let old = Release::of_the_page_with_data(0, 1, &[("sites.geojson", sites.to_string().into_bytes())])
        .expect("the built page");
    drill(|stage| {
        let page = visitor(stage, Device::DESKTOP)?;
        stage.server().publish(&old);
        looks(&page)?;
        answers(&page)?;
        assert!(nothing_is_told(&page)?);
        comes_back(&page)?;
        answers(&page)
    });
}

#[test]
fn drill_30_one_poisoned_site_among_three_hundred_leaves_the_others() {
    let mut sites = read_json("sites.geojson");
    let template = sites["features"].as_array().expect("features").clone();
    let many: Vec<Value> = (0..300)
        .map(|number| {
            let mut site = template[number % template.len()].clone();
            site["properties"]["id"] = json!(format!("plats-{number}"));
            for gone in ["aliases", "grew_from"] {
                site["properties"].as_object_mut().expect("properties").remove(gone);
            }
            if number == 123 {
                site["geometry"]["coordinates"] = json!(["<img src=x onerror=alert(1)>", null]);
                site["properties"]["goals"] = json!([99, -1, { "__proto__": 1 }]);
            }
            site
        })
        .collect();
    sites["features"] = json!(many);
    let files = [
        ("sites.geojson", sites.to_string().into_bytes()),
        ("programme.json", br#"{"events":[]}"#.to_vec()),
        ("notices.json", text("notices.json").into_bytes()),
    ];
    let poisoned = Release::of_the_page_with_data(2, 1, &files).expect("the built page");
    drill(|stage| {
        let page = visitor(stage, Device::DESKTOP)?;
        assert_eq!(row_ids(&page)?.len(), Expo::read().sites.len());
        stage.server().publish(&poisoned);
        looks(&page)?;
        page.until("the other 299", || Ok((heading(&page)? == "299 platser").then_some(())))?;
        page.until_true("document.querySelector('.sheet').innerText.includes('i datan kunde inte visas.')")?;
        comes_back(&page)?;
        page.until("the other 299", || Ok((heading(&page)? == "299 platser").then_some(())))?;
        Ok(())
    });
}
