//! What makes the app installable: `manifest.webmanifest`.

use m21::draw::{Ink, Palette};
use m21::model::{Expo, Lang};
use m21::text::LeafWords;
use m21::view::Theme;
use serde_json::json;

/// An icon's picture: its path, its side in pixels, and whether it may be cut to any shape.
pub(super) struct Icon {
    pub(super) path: String,
    pub(super) side: u32,
    pub(super) maskable: bool,
}

/// The manifest, in the first language; `svg` is the icon's drawing.
pub(super) fn manifest(expo: &Expo, svg: &str, icons: &[Icon]) -> String {
    let lang = Lang::default();
    let (words, palette) = (LeafWords::of(lang), Palette::of(Theme::Day));
    let pictures = icons.iter().map(|icon| {
        json!({
            "src": icon.path,
            "sizes": format!("{0}x{0}", icon.side),
            "type": "image/png",
            "purpose": if icon.maskable { "maskable" } else { "any" },
        })
    });
    let drawing = json!({ "src": svg, "sizes": "any", "type": "image/svg+xml", "purpose": "any" });
    let icons: Vec<_> = [drawing].into_iter().chain(pictures).collect();
    let facts = json!({
        "id": "./",
        "start_url": "./",
        "scope": "./",
        "lang": lang.tag(),
        "dir": "ltr",
        "name": format!("{} – {}", words.app_short, expo.title.get(lang)),
        "short_name": words.app_short,
        "description": words.app_about,
        "display": "standalone",
        "background_color": palette.css(Ink::Sheet),
        "theme_color": palette.css(Ink::Sheet),
        "categories": ["education", "travel"],
        "icons": icons,
    });
    format!("{facts:#}\n")
}
