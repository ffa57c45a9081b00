//! Whatever is written into the data, pages hold the elements, attributes and schemes that they hold anyway, and no other.

use super::html::{Read, read};
use super::{Yard, is_page, said};
use crate::load::Folder;
use m21::load::File;
use serde_json::{Value, json};
use std::fs;
use std::path::Path;

/// Ways out of each place where text stands: between tags, in attributes, in addresses, in comments, scripts and JSON.
const WAYS_OUT: &[&str] = &[
    "<script>run()</script>",
    "</script><script>run()</script>",
    "</title></head><body onload=run()>",
    "\"><img src=x onerror=run()>",
    "' autofocus onfocus='run()",
    "\" onmouseover=\"run()",
    "`><svg onload=run()>",
    "<!--><p onclick=run()>-->",
    "--><script>run()</script><!--",
    "<![CDATA[<b>]]>",
    "</textarea></style></noscript></template><iframe srcdoc='<script>run()</script>'>",
    "&lt;script&gt;run()&lt;/script&gt;",
    "&#60;script&#62;run()&#60;/script&#62;",
    "\\u003cscript\\u003e",
    "\\\"}</script><script>run()//",
    "</ScRiPt\n><scRipt>",
    "<a href=\"javascript:run()\">x</a>",
    "<form action=x><input formaction=javascript:run()>",
    "<meta http-equiv=refresh content='0;url=data:text/html,x'>",
    "<base href=https://evil.example/>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "{{constructor.constructor('run()')()}}",
    "${run()}",
    "\u{2028}run()\u{2029}",
    "\u{0}<b>\u{b}\u{7f}\u{85}\u{fffe}",
    "\u{202e}<txet>",
    "\u{ff1c}script\u{ff1e}",
    "<math><mtext><table><mglyph><style><img src onerror=run()>",
    "<svg><style><a id=\"</style><img src onerror=run()>\">",
    "<details open ontoggle=run()>",
    "<p title='&quot;' \u{a0}onclick=run()>",
    "]]>--></xmp></plaintext><plaintext>",
];

/// Addresses that must lead nowhere.
const NO_ADDRESSES: &[&str] = &[
    "javascript:run()",
    "JaVaScRiPt:run()",
    "java\tscript:run()",
    " javascript:run()",
    "javascript://x/%0arun()",
    "data:text/html,<script>run()</script>",
    "vbscript:run",
    "file:///etc/passwd",
    "//evil.example/",
    "https:evil",
    "blob:https://x/y",
];

/// A web address with as much of a text in it as addresses may hold.
fn address(text: &str) -> String {
    let may = |c: &char| c.is_ascii_alphanumeric() || "-._~:/?#[]@!$&'()*+,;=".contains(*c);
    format!("https://example.org/{}", text.chars().filter(may).collect::<String>())
}

/// Sites, each with one text in every field that takes text.
fn data_with(texts: &[String]) -> Folder {
    let good = Folder::good();
    let words = |text: &str| json!({ "sv": text, "en": text });
    let sites = texts.iter().enumerate().map(|(i, text)| {
        json!({
            "type": "Feature",
            "geometry": { "type": "Point", "coordinates": [13.012, 55.594] },
            "properties": {
                "id": format!("plats-{i}"), "title": words(text), "summary": words(text), "about": words(text),
                "kinds": ["social"], "part": "expo", "goals": [6], "partners": [format!("partner-{i}")],
                "district": "vastra", "station": "norr", "address": text,
                "url": address(text),
                "access": { "seating": { "value": "yes", "checked": "2021-04-01", "by": format!("partner-{i}") } },
            }
        })
    });
    let partners = texts.iter().enumerate().map(|(i, text)| {
        json!({ "id": format!("partner-{i}"), "name": text, "short": text, "sector": "public", "about": words(text) })
    });
    let events = texts.iter().enumerate().map(|(i, text)| {
        json!({ "id": format!("handelse-{i}"), "site": format!("plats-{i}"), "title": words(text),
            "starts": "2021-05-17T12:00", "ends": "2021-05-17T18:00" })
    });
    let notices = texts.iter().enumerate().map(|(i, text)| {
        json!({ "id": format!("notis-{i}"), "site": format!("plats-{i}"), "title": words(text), "text": words(text),
            "valid_from": "2021-05-17", "valid_to": "2021-05-18" })
    });
    let mut expo: Value = serde_json::from_str(good.text(File::Expo)).unwrap();
    expo["illustrative"] = json!(true);
    expo["illustrative_note"] = words(&texts[0]);
    expo["disclaimer"] = words(&texts[0]);
    let all = |name: &str, items: Vec<Value>| json!({ name: items }).to_string();
    let features = json!({ "type": "FeatureCollection", "features": sites.collect::<Vec<_>>() });
    good.clone()
        .with(File::Sites, features.to_string())
        .with(File::Partners, all("partners", partners.collect()))
        .with(File::Programme, all("events", events.collect()))
        .with(File::Notices, all("notices", notices.collect()))
        .with(File::Expo, expo.to_string())
}

/// What a page is made of, without the words in it: elements, attributes' names, and where addresses lead.
fn frame(page: &Read) -> Vec<String> {
    let of_element = |e: &super::html::Element| {
        let attributes = e.attributes.iter().map(|(name, value)| {
            let is_address = ["href", "src"].contains(&name.as_str());
            let scheme = value.split_once(':').map_or("", |(scheme, _)| scheme);
            if is_address {
                format!("{name}={scheme}")
            } else {
                name.clone()
            }
        });
        format!("{} {}", e.name, attributes.collect::<Vec<_>>().join(" "))
    };
    page.elements.iter().map(of_element).collect()
}

/// Publishes sites with these texts beside as many with harmless ones, and compares page by page.
fn hold(name: &str, texts: &[String]) {
    let yard = Yard::new(name);
    let harmless: Vec<_> = (0..texts.len()).map(|i| format!("Ord {i}")).collect();
    let mut frames = [&harmless[..], texts].map(|texts| {
        yard.data(&data_with(texts));
        yard.publish(0);
        let site = yard.site();
        let pages = site.iter().filter(|(path, _)| is_page(path));
        let pages = pages.map(|(path, bytes)| (path.clone(), read(std::str::from_utf8(bytes).unwrap())));
        pages.collect::<Vec<_>>()
    });
    let [plain, loaded] = &mut frames;
    assert_eq!(plain.len(), loaded.len());
    assert!(plain.len() > 4 * texts.len());
    for ((path, plain), (_, loaded)) in plain.iter().zip(loaded.iter()) {
        let own = !["index.html", "embed.html"].contains(&path.as_str());
        assert!(!own || loaded.faults.is_empty(), "{path}: {:?}", loaded.faults);
        assert_eq!(
            frame(plain),
            frame(loaded),
            "{path} holds something that is not its own"
        );
        for facts in &loaded.facts {
            let own = path.starts_with("index") || path.starts_with("embed");
            assert!(own || serde_json::from_str::<Value>(facts).is_ok(), "{path}: {facts}");
        }
    }
    // And every text is still there to be read, but for what no page may hold.
    for (i, text) in texts
        .iter()
        .enumerate()
        .filter(|(_, text)| !text.chars().any(char::is_control))
    {
        let path = format!("s/plats-{i}/index.html");
        let (_, page) = loaded.iter().find(|(own, _)| *own == path).unwrap();
        let words = text.trim().replace('\u{fffe}', "\u{fffd}");
        assert!(page.text.contains(&words), "{path} has lost {text:?}");
    }
}

#[test]
fn no_text_gets_out_of_its_place() {
    let texts: Vec<_> = WAYS_OUT.iter().map(|text| (*text).to_owned()).collect();
    hold("payloads", &texts);
}

#[test]
fn no_address_but_the_webs_is_published() {
    let yard = Yard::new("addresses");
    for address in NO_ADDRESSES {
        let mut partners: Value = serde_json::from_str(Folder::good().text(File::Partners)).unwrap();
        partners["partners"][0]["url"] = json!(address);
        yard.data(&Folder::good().with(File::Partners, partners.to_string()));
        let done = yard.try_publish("site", 0);
        assert!(!done.status.success(), "{address} was published");
        assert!(
            said(&done.stderr).contains("partners.json, va-nord, url"),
            "{}",
            said(&done.stderr)
        );
    }
}

#[test]
fn no_text_of_the_suites_gets_out_of_its_place() {
    let suites = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/suites/xss");
    let lists = fs::read_dir(&suites)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path());
    let mut texts = Vec::new();
    for list in lists.filter(|path| path.extension().is_some_and(|e| e == "json")) {
        let list: Vec<Value> = serde_json::from_slice(&fs::read(list).unwrap()).unwrap();
        let text = |item: &Value| item.as_str().or_else(|| item["payload"].as_str()).map(str::to_owned);
        texts.extend(list.iter().filter_map(text).filter(|text| !text.trim().is_empty()));
    }
    if texts.is_empty() {
        println!("skipped: there are no suites in {}", suites.display());
        return;
    }
    hold("suites", &texts);
}
