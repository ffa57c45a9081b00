//! What pages without script say, and that they are sound.

use super::html::read;
use super::{BASE, Yard, files, is_page};
use crate::load::Folder;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Every page of a release but the app's own, which Trunk wrote.
fn leaves(site: &BTreeMap<String, Vec<u8>>) -> impl Iterator<Item = (&str, &str)> {
    let pages = site.iter().filter(|(path, _)| is_page(path));
    let own = pages.filter(|(path, _)| !["index.html", "embed.html"].contains(&path.as_str()));
    own.map(|(path, bytes)| (path.as_str(), std::str::from_utf8(bytes).unwrap()))
}

#[test]
fn a_sites_page_says_all_in_its_language() {
    let yard = Yard::new("says");
    yard.publish(0);
    for (path, all) in [
        (
            "s/tankar/index.html",
            &[
                "Tankar",
                "Måndag–fredag 10–18",
                "Helgdagar stängt",
                "Kvartersrådet",
                "VA Nord AB",
                "Samtal",
                "12.00–18.00",
            ][..],
        ),
        (
            "en/s/tankar/index.html",
            &[
                "Thoughts",
                "Monday–Friday 10:00–18:00",
                "Public holidays closed",
                "Led by",
                "A talk",
                "12:00–18:00",
            ],
        ),
        (
            "s/regnbadd/index.html",
            &[
                "Regn < en meter",
                "Regnet stannar här.",
                "Dygnet runt",
                "Nedre torget",
                "Inga trappsteg in: ja",
                "Ungefär 15",
                "Växte ur",
            ],
        ),
        ("s/boden/index.html", &["Platsen är stängd för gott."]),
        ("s/regnvagen/index.html", &["Platsen heter nu Regnet."]),
        ("p/va-nord/index.html", &["VA Nord AB", "Platser: 3", "Regnbädd"]),
        (
            "en/p/kvartersradet/index.html",
            &["Neighbours.", "Sites: 2", "The shed"],
        ),
    ] {
        let page = read(&yard.page(path));
        let text = page.text.replace('\u{a0}', " ");
        for words in all {
            assert!(text.contains(words), "{path} does not say “{words}”");
        }
    }
    let page = read(&yard.page("en/s/regnbadd/index.html"));
    let lead = |name: &str, value: &str, attribute: &str| {
        let own = page.elements.iter().find(|e| e.get(name) == Some(value));
        own.and_then(|e| e.get(attribute)).map(str::to_owned)
    };
    assert_eq!(page.elements[0].get("lang"), Some("en"));
    assert_eq!(
        lead("class", "button", "href").as_deref(),
        Some("../../../#site=regnbadd&lang=en")
    );
    assert_eq!(lead("rel", "canonical", "href"), Some(format!("{BASE}en/s/regnbadd/")));
    assert_eq!(lead("hreflang", "sv", "href"), Some(format!("{BASE}s/regnbadd/")));
    assert_eq!(
        lead("property", "og:title", "content").as_deref(),
        Some("Rain bed – M21")
    );
}

#[test]
fn an_old_slug_leads_to_the_present_one() {
    let yard = Yard::new("alias");
    yard.publish(0);
    let page = read(&yard.page("s/regnvagen/index.html"));
    let canonical = page
        .elements
        .iter()
        .find(|e| e.get("rel") == Some("canonical"))
        .unwrap();
    assert_eq!(canonical.get("href"), Some(format!("{BASE}s/regnet/").as_str()));
    let button = page.elements.iter().find(|e| e.get("class") == Some("button")).unwrap();
    assert_eq!(button.get("href"), Some("../../#site=regnet"));
    assert!(!yard.page("sitemap.xml").contains("regnvagen"));
}

#[test]
fn machines_are_told_place_event_and_partner() {
    let yard = Yard::new("facts");
    yard.publish(0);
    let page = read(&yard.page("s/tankar/index.html"));
    let facts: Vec<Value> = page
        .facts
        .iter()
        .map(|text| serde_json::from_str(text).unwrap())
        .collect();
    let [place, event] = &facts[..] else {
        panic!("{facts:?}")
    };
    assert_eq!(
        (&place["@type"], &place["name"]),
        (&Value::from("Place"), &Value::from("Tankar"))
    );
    assert_eq!(place["geo"]["longitude"], 13.012);
    assert_eq!(place["openingHoursSpecification"][0]["closes"], "18:00");
    assert_eq!(
        (&event["@type"], &event["startDate"]),
        (&Value::from("Event"), &Value::from("2021-05-17T12:00+02:00"))
    );
    assert_eq!(event["location"]["@id"], format!("{BASE}s/tankar/"));
    let page = read(&yard.page("p/va-nord/index.html"));
    let partner: Value = serde_json::from_str(&page.facts[0]).unwrap();
    assert_eq!(
        (&partner["@type"], &partner["url"]),
        (&Value::from("Organization"), &Value::from("https://example.org/va"))
    );
}

#[test]
fn every_page_is_sound_and_leads_to_what_is_there() {
    let yard = Yard::new("sound");
    // The expo's own data: 83 sites in two languages.
    yard.data(&Folder::at(&Path::new(env!("CARGO_MANIFEST_DIR")).join("data")));
    yard.publish(0);
    let site = files(&yard.dir.join("site/current"));
    let mut seen = 0;
    for (path, html) in leaves(&site) {
        let page = read(html);
        assert!(page.faults.is_empty(), "{path}: {:?}", page.faults);
        let count = |name: &str| page.elements.iter().filter(|e| e.name == name).count();
        assert_eq!((count("h1"), count("main"), count("title")), (1, 1, 1), "{path}");
        let ids: Vec<_> = page.elements.iter().filter_map(|e| e.get("id")).collect();
        assert_eq!(
            ids.len(),
            ids.iter().collect::<BTreeSet<_>>().len(),
            "{path} uses an id twice"
        );
        assert!(
            page.elements.iter().all(|e| e.get("style").is_none()),
            "{path} has a style of its own"
        );
        for element in &page.elements {
            for to in ["href", "src"].iter().filter_map(|name| element.get(name)) {
                let to = to.split('#').next().unwrap();
                if to.starts_with("https://") && !to.starts_with(BASE) || to.starts_with("http://") {
                    continue;
                }
                let target = target(path, to);
                assert!(site.contains_key(&target), "{path} leads to {to}, where nothing is");
            }
        }
        seen += 1;
    }
    assert!(seen > 2 * (83 + 11), "{seen} pages");
}

/// The file that an address leads to from a page.
fn target(page: &str, to: &str) -> String {
    let mut folders: Vec<&str> = page.split('/').collect();
    folders.pop();
    let to = match to.strip_prefix(BASE).or_else(|| to.strip_prefix('/')) {
        Some(from_top) => {
            folders.clear();
            from_top
        }
        None => to,
    };
    let (way, file) = to.rsplit_once('/').map_or(("", to), |(way, file)| (way, file));
    for step in way.split('/').filter(|step| !step.is_empty() && *step != ".") {
        if step == ".." {
            folders.pop();
        } else {
            folders.push(step);
        }
    }
    folders.push(if file.is_empty() { "index.html" } else { file });
    folders.join("/")
}
