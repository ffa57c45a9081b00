//! The day as a picture that a phone reads: its link as a QR code.

use super::Trip;
use crate::ui::dom::{Node, view};
use crate::ui::qr;
use crate::view::wish::{Wish, write};
use leptos::prelude::*;

/// The densest code that phones read off a screen an arm away or off paper.
const DENSEST: u8 = 10;

/// The link to the day that is planned; nothing of the filters nor of the plan's times, which would make the code denser.
fn link(trip: Trip) -> String {
    let plain = trip.view.state.with(|s| Wish {
        made: None,
        ..s.trip.clone()
    });
    qr::link_to(&format!("trip={}&view=route", write(&plain)))
}

/// The code with what it is for; nothing if the day is too long for one that can be read.
pub(super) fn code(trip: Trip, what: &'static str) -> Option<Node> {
    let code = qr::code(&link(trip), DENSEST, what)?;
    Some(view! { <figure class="trip-qr">{code} <figcaption>{what}</figcaption></figure> })
}
