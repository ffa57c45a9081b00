//! Preview pictures and icons.

use super::html::read;
use super::{BASE, Yard};
use serde_json::Value;

/// Width and height out of a PNG's head, and whether it has a palette.
fn size(png: &[u8]) -> ([u32; 2], bool) {
    assert_eq!(&png[..8], b"\x89PNG\r\n\x1a\n");
    let number = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().unwrap());
    ([number(16), number(20)], png[25] == 3)
}

#[test]
fn every_page_has_its_preview_and_the_app_its_icons() {
    let yard = Yard::new("pictures");
    let command = yard.command("site", 0);
    let whole: Vec<_> = command
        .get_args()
        .filter(|word| *word != "--without-pictures")
        .map(ToOwned::to_owned)
        .collect();
    let mut command = std::process::Command::new(command.get_program());
    command.env("SOURCE_DATE_EPOCH", "1620820800");
    assert!(command.current_dir(&yard.dir).args(whole).status().unwrap().success());
    let site = yard.site();
    let mut seen = std::collections::BTreeSet::new();
    for path in [
        "s/tankar/",
        "en/s/tankar/",
        "s/regnbadd/",
        "p/va-nord/",
        "en/p/va-nord/",
        "s/",
        "en/s/",
    ] {
        let page = read(&yard.page(&format!("{path}index.html")));
        let named = page.elements.iter().find(|e| e.get("property") == Some("og:image"));
        let picture = named
            .and_then(|e| e.get("content"))
            .unwrap()
            .strip_prefix(BASE)
            .unwrap();
        let png = &site[picture];
        assert_eq!(size(png), ([1200, 630], true), "{picture}");
        assert!(png.len() < 75_000, "{picture} weighs {} bytes", png.len());
        let shown = page.elements.iter().find(|e| e.name == "img").unwrap();
        assert!(shown.get("src").unwrap().ends_with(picture));
        assert!(!shown.get("alt").unwrap().is_empty());
        assert!(seen.insert(picture.to_owned()), "{picture} is another page's");
    }
    let manifest: Value = serde_json::from_str(&yard.page("manifest.webmanifest")).unwrap();
    let icons = manifest["icons"].as_array().unwrap();
    let purposes: Vec<_> = icons
        .iter()
        .map(|icon| (icon["sizes"].as_str().unwrap(), icon["purpose"].as_str().unwrap()))
        .collect();
    assert_eq!(
        purposes,
        [
            ("any", "any"),
            ("192x192", "any"),
            ("512x512", "any"),
            ("192x192", "maskable"),
            ("512x512", "maskable")
        ]
    );
    for icon in &icons[1..] {
        let side: u32 = icon["sizes"]
            .as_str()
            .unwrap()
            .split('x')
            .next()
            .unwrap()
            .parse()
            .unwrap();
        assert_eq!(size(&site[icon["src"].as_str().unwrap()]), ([side, side], false));
    }
    let page = read(&yard.page("index.html"));
    let touch = page
        .elements
        .iter()
        .find(|e| e.get("rel") == Some("apple-touch-icon"))
        .unwrap();
    assert_eq!(size(&site[touch.get("href").unwrap()]).0, [180, 180]);
}
