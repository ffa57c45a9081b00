//! All of it on a phone: the state is in the link, and the link is a code that a camera reads. No server, no account.

use leptos::prelude::*;

use super::Desk;
use super::list::way_said;
use crate::kiosk::{Press, Screen};
use crate::ui::Words;
use crate::ui::dom::{Node, view};
use crate::ui::icon::Icon;
use crate::ui::live::live;
use crate::ui::qr;
use crate::view::link::to_fragment;
use crate::view::{Panel, ViewState};

/// The densest codes that a phone reads off this screen: a small one in the foot, a large one.
const SMALL: u8 = 9;
const LARGE: u8 = 16;

/// The link to what is shown; of a day, the day.
fn link(desk: Desk) -> String {
    let state = desk.view.state.with(|s| {
        let taken = s.taken_along();
        let has_day = !taken.trip.stops.is_empty() && taken.site.is_none();
        ViewState {
            panel: if has_day { Panel::Route } else { Panel::Explore },
            ..taken
        }
    });
    qr::link_to(&to_fragment(&state))
}

/// The code with what it is for, in the foot; where it would be too dense, a button to the large one.
pub(super) fn code(desk: Desk, words: Words) -> Node {
    let code = move || {
        let words = words.get().kiosk;
        if let Some(code) = qr::code(&link(desk), SMALL, words.take) {
            return code;
        }
        desk.button(
            "k-set",
            view! { <super::super::icon::Glyph of=Icon::Phone/> <span>{words.phone}</span> },
            Press::Go(Screen::Phone),
        )
    };
    view! {
        <div class="k-take">
            {live(code)}
            <div>
                <h2>{live(move || words.get().kiosk.take)}</h2>
                <p>{live(move || words.get().kiosk.take_why)}</p>
            </div>
        </div>
    }
}

/// The large code.
#[component]
pub(super) fn Phone() -> impl IntoView {
    let (desk, words): (Desk, Words) = (expect_context(), expect_context());
    let code = move || {
        let words = words.get().kiosk;
        qr::code(&link(desk), LARGE, words.phone).unwrap_or_else(|| view! { <p class="k-none">{words.too_long}</p> })
    };
    view! { <div class="k-phone">{live(code)}</div> }
}

/// How it is read, and the way back.
#[component]
pub(super) fn Way() -> impl IntoView {
    let (desk, words): (Desk, Words) = (expect_context(), expect_context());
    view! {
        <h2 class="k-title">{live(move || words.get().kiosk.phone)}</h2>
        <p class="k-text">{live(move || words.get().kiosk.phone_why)}</p>
        <div class="k-ways">
            {desk.button("k-way", way_said(words, Icon::Back, |w| w.kiosk.back), Press::Back)}
        </div>
    }
}
