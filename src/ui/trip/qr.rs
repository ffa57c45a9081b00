//! The day as a picture that a phone reads: its link as a QR code.

use leptos::prelude::*;
use qrcodegen::{QrCode, QrCodeEcc, QrSegment, Version};
use std::fmt::Write;

use super::Trip;
use crate::ui::dom::{Node, view};
use crate::view::wish::{Wish, write};

/// The densest code that phones read off a screen an arm away or off paper.
const DENSEST: u8 = 10;
/// Empty squares about the code (ISO/IEC 18004: four).
const QUIET: i32 = 4;

/// The link to the day that is planned; nothing of the filters nor of the plan's times, which would make the code denser.
fn link(trip: Trip) -> String {
    let location = window().location();
    let page = location.origin().unwrap_or_default() + &location.pathname().unwrap_or_default();
    let plain = trip.view.state.with(|s| Wish {
        made: None,
        ..s.trip.clone()
    });
    let trip = write(&plain);
    format!("{page}#trip={trip}&view=route")
}

/// The code with what it is for; nothing if the day is too long for one that can be read.
pub(super) fn code(trip: Trip, what: &'static str) -> Option<Node> {
    let segments = [QrSegment::make_bytes(link(trip).as_bytes())];
    let code = QrCode::encode_segments_advanced(
        &segments,
        QrCodeEcc::Low,
        Version::MIN,
        Version::new(DENSEST),
        None,
        true,
    )
    .ok()?;
    let mut path = String::new();
    for y in 0..code.size() {
        for x in (0..code.size()).filter(|x| code.get_module(*x, y)) {
            let _ = write!(path, "M{} {}h1v1h-1z", x + QUIET, y + QUIET);
        }
    }
    let side = code.size() + 2 * QUIET;
    Some(view! {
        <figure class="trip-qr">
            <svg viewBox=format!("0 0 {side} {side}") role="img" aria-label=what><path d=path></path></svg>
            <figcaption>{what}</figcaption>
        </figure>
    })
}
