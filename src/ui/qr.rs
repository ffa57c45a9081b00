//! A link as a picture that a phone reads: a QR code.

use qrcodegen::{QrCode, QrCodeEcc, QrSegment, Version};
use std::fmt::Write;

use super::dom::{Node, view};
use leptos::prelude::*;

/// Empty squares about the code (ISO/IEC 18004: four).
const QUIET: i32 = 4;

/// The code, called what it is for; nothing if the link is too long for one of this version (1–40) that can be read.
pub(super) fn code(link: &str, densest: u8, what: &str) -> Option<Node> {
    let segments = [QrSegment::make_bytes(link.as_bytes())];
    let (least, most) = (Version::MIN, Version::new(densest));
    let code = QrCode::encode_segments_advanced(&segments, QrCodeEcc::Low, least, most, None, true).ok()?;
    let mut path = String::new();
    for y in 0..code.size() {
        for x in (0..code.size()).filter(|x| code.get_module(*x, y)) {
            let _ = write!(path, "M{} {}h1v1h-1z", x + QUIET, y + QUIET);
        }
    }
    let side = code.size() + 2 * QUIET;
    Some(view! {
        <svg class="qr" viewBox=format!("0 0 {side} {side}") role="img" aria-label=what.to_owned()><path d=path></path></svg>
    })
}

/// This page on its server, for a link that leads here from elsewhere; with the fragment after `#`.
pub(super) fn link_to(fragment: &str) -> String {
    let location = window().location();
    let page = location.origin().unwrap_or_default() + &location.pathname().unwrap_or_default();
    format!("{page}#{fragment}")
}
