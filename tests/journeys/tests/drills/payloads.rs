//! What others wrote to run where it should be read (`../shared/suites`, where it is there): in every text, link and picture
//! field of the data, and in the address. Nothing of it may run, become an element, or be asked for.

use crate::expo::{json as read_json, list};
use crate::ground::{LONG_PATIENCE, drill_on};
use crate::visit::row_ids;
use journeys::{Device, Failure, Journey, Page, Release, css};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// The payloads, or nothing where the suites are not.
fn payloads() -> Option<Vec<String>> {
    let named = std::env::var_os("M21_SUITES").map(PathBuf::from);
    let suites = named.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/suites"));
    let mut all = Vec::new();
    for file in [
        "xss/dompurify-payloads.json",
        "xss/owasp-evasion.json",
        "text/blns.json",
    ] {
        let text = std::fs::read_to_string(suites.join(file)).ok()?;
        let value: Value = serde_json::from_str(&text).ok()?;
        for one in list(&value) {
            all.extend(one.as_str().or(one["payload"].as_str()).map(str::to_owned));
        }
    }
    Some(all)
}

/// Notes whatever runs, in any window of the page.
const HEARS: &str = "globalThis.ran = [];
    for (const name of ['alert', 'confirm', 'prompt', 'print', 'open', 'eval'])
        globalThis[name] = (...said) => { ran.push(`${name}(${said.join()})`); return null; };";

/// What became of text that should be read: everything that ran or could.
const AUDIT: &str = "(() => {
    const found = [...ran];
    const ours = document.querySelectorAll('script').length;
    if (ours !== (globalThis.scripts ??= ours)) found.push(`${ours} scripts`);
    for (const element of document.querySelectorAll('img, iframe, frame, object, embed, audio, video, base, form, math, template, applet, marquee, style, meta[http-equiv]'))
        if (!element.closest('head')) found.push(element.outerHTML.slice(0, 100));
    for (const element of document.querySelectorAll('body *'))
        for (const { name, value } of element.attributes) {
            if (name.startsWith('on')) found.push(`${name}=${value.slice(0, 80)}`);
            if (/^(href|src|action|formaction|data|xlink:href|srcdoc|poster)$/.test(name)
                && !/^($|#|s\\/|https?:\\/\\/|mailto:|tel:|data\\/|\\.\\/|[\\w-]+\\.(svg|js|css|wasm)$)/.test(value))
                found.push(`${name}=${value.slice(0, 80)}`);
        }
    return found;
})()";

fn nothing_ran(page: &Page, said: &str) -> Journey {
    let found: Vec<String> = page.eval(AUDIT)?;
    if !found.is_empty() {
        Err(Failure::new(format!("{said:?}: {found:?}")))?;
    }
    Ok(())
}

/// The project's data with a payload in every text of every kind of thing.
fn poisoned(payloads: &[String]) -> Release {
    let both = |text: &str| json!({ "sv": text, "en": text });
    let mut sites = read_json("sites.geojson");
    let template = sites["features"][0].clone();
    let poisoned: Vec<Value> = payloads
        .iter()
        .enumerate()
        .map(|(number, text)| {
            let mut site = template.clone();
            let is = &mut site["properties"];
            for gone in ["aliases", "grew_from"] {
                if let Some(members) = is.as_object_mut() {
                    members.remove(gone);
                }
            }
            is["id"] = json!(format!("plats-{number}"));
            for field in ["title", "summary", "about", "effect", "indicator", "outcome"] {
                is[field] = both(text);
            }
            for field in ["address", "contact", "url", "image", "picture"] {
                is[field] = json!(text);
            }
            is["access"] = json!({ "step_free": { "value": "yes", "checked": "2026-01-01", "by": text }, text: { "value": "yes", "by": text } });
            site
        })
        .collect();
    sites["features"] = json!(poisoned);
    let at = |number: usize| payloads[number % payloads.len()].clone();
    let events: Vec<Value> = payloads
        .iter()
        .enumerate()
        .map(|(number, text)| {
            json!({
                "id": format!("event-{number}"), "site": format!("plats-{number}"), "title": both(text),
                "starts": "2021-05-15T12:00", "ends": "2021-05-15T13:00", "languages": ["sv"], "booking": text, "url": text,
            })
        })
        .collect();
    let notices: Vec<Value> = (0..payloads.len())
        .map(|number| {
            json!({ "id": format!("notice-{number}"), "title": both(&at(number)), "text": both(&at(number)),
                    "valid_from": "2021-05-01", "valid_to": "2021-09-01", "site": format!("plats-{number}") })
        })
        .collect();
    let mut partners = read_json("partners.json");
    let named = if partners["partners"].is_array() {
        &mut partners["partners"]
    } else {
        &mut partners
    };
    for (number, partner) in named.as_array_mut().into_iter().flatten().enumerate() {
        let text = at(7 * number + 3);
        (partner["name"], partner["short"], partner["url"], partner["about"]) =
            (json!(text), json!(text), json!(text), both(&text));
    }
    let mut expo = read_json("expo.json");
    expo["illustrative_note"] = both(&at(1));
    expo["disclaimer"] = both(&at(2));
    for credit in expo["attribution"].as_array_mut().into_iter().flatten() {
        (credit["text"], credit["url"], credit["licence"]) = (both(&at(5)), json!(at(6)), json!(at(8)));
    }
    let mut stations = read_json("stations.geojson");
    for (number, station) in stations["features"].as_array_mut().into_iter().flatten().enumerate() {
        station["properties"]["name"] = json!(at(11 * number + 5));
    }
    let file = |value: &Value| value.to_string().into_bytes();
    let files = [
        ("sites.geojson", file(&sites)),
        ("programme.json", file(&json!({ "events": events }))),
        ("notices.json", file(&json!({ "notices": notices }))),
        ("partners.json", file(&partners)),
        ("expo.json", file(&expo)),
        ("stations.geojson", file(&stations)),
    ];
    Release::of_the_page_with_data(1, 1, &files).unwrap_or_else(|failure| panic!("{failure}"))
}

/// Opens every site of the data, and asks for every payload by the address.
fn nothing_runs(payloads: &[String]) {
    drill_on(&poisoned(payloads), |stage| {
        let page = stage.blank(Device::DESKTOP)?;
        page.wait_at_most(LONG_PATIENCE);
        page.before_load(HEARS)?;
        page.goto("")?;
        page.interactive()?;
        nothing_ran(&page, "the list")?;
        let shown = row_ids(&page)?;
        assert!(
            shown.len() * 2 > payloads.len(),
            "only {} sites of {}",
            shown.len(),
            payloads.len()
        );
        for (number, text) in payloads.iter().enumerate() {
            let id = format!("plats-{number}");
            if shown.contains(&id) {
                page.goto(&format!("#site={id}"))?;
                page.see(css(".card h2"))?;
                nothing_ran(&page, text)?;
            }
            if number % 50 == 49 {
                println!("payloads in data: {} well so far", number + 1);
            }
        }
        for address in [
            "#view=about",
            "#view=coverage",
            "#view=route&trip=1gfRPcWgACDzckc8OMyCFD0DYRpBGNVW7WRpGx8nz3CGQ",
        ] {
            page.goto(address)?;
            page.drawn()?;
            nothing_ran(&page, address)?;
        }
        for (number, text) in payloads.iter().enumerate() {
            // By a link that is as wild as a browser lets it be, and by one that is coded as it should be.
            let wild = json!(text);
            for key in [
                "q", "site", "partner", "goal", "trip", "map", "view", "lang", "theme", "kiosk", "open",
            ] {
                page.eval::<()>(&format!("(location.hash = '#{key}=' + {wild}, null)"))?;
            }
            page.eval::<()>(&format!(
                "(location.hash = '#' + ['q', 'site', 'partner', 'station', 'district', 'open', 'trip', 'kiosk']
                    .map(key => key + '=' + encodeURIComponent({wild}.toWellFormed())).join('&'), null)"
            ))?;
            page.drawn()?;
            nothing_ran(&page, text)?;
            if number % 50 == 49 {
                println!("payloads in the address: {} well so far", number + 1);
            }
        }
        page.goto("#")?;
        page.drawn()?;
        nothing_ran(&page, "the end")?;
        assert_eq!(page.requests_elsewhere()?, Vec::<String>::new());
        println!(
            "{} payloads, {} sites with one in every field: nothing ran, nothing was asked for elsewhere",
            payloads.len(),
            shown.len()
        );
        Ok(())
    });
}

#[test]
fn nothing_of_the_first_payloads_runs() {
    let Some(payloads) = payloads() else {
        println!("skipped: the suites of payloads are not here");
        return;
    };
    // Some of each kind.
    let few: Vec<String> = payloads.into_iter().step_by(17).collect();
    nothing_runs(&few);
}

#[test]
#[ignore = "long: every payload"]
fn long_nothing_of_any_payload_runs() {
    let Some(payloads) = payloads() else {
        println!("skipped: the suites of payloads are not here");
        return;
    };
    // A longer list is not all in the page at once.
    for some in payloads.chunks(150) {
        nothing_runs(some);
    }
    println!("{} payloads in all", payloads.len());
}
