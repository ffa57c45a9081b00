//! Whether somebody is there: any touch, key, letter or movement says so. Time is the page's own, which no change of
//! the clock disturbs.

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use leptos::ev::Custom;
use leptos::html;
use leptos::prelude::*;

use super::Desk;
use crate::kiosk::{OVER_S, Press};
use crate::ui::Words;
use crate::ui::dom::view;
use crate::ui::live::live;
use crate::ui::pause::now_ms;

/// What says that somebody is there.
const SIGNS: [&str; 9] = [
    "click",
    "pointerdown",
    "pointermove",
    "pointerup",
    "keydown",
    "input",
    "compositionupdate",
    "wheel",
    "touchmove",
];

/// Looks every second how long nobody has given a sign.
pub(super) fn watch(desk: Desk) {
    let last = Rc::new(Cell::new(now_ms()));
    for sign in SIGNS {
        let last = Rc::clone(&last);
        let _ = window_event_listener(Custom::<web_sys::Event>::new(sign), move |_| {
            // Once it is asked, only an answer is one: rain on the glass is not.
            if !desk.kiosk.with_untracked(|k| k.asks) {
                last.set(now_ms());
            }
        });
    }
    let asked = Rc::new(Cell::new(false));
    set_interval(
        move || {
            let before = desk.kiosk.get_untracked();
            if asked.replace(before.asks) && !before.asks {
                // It was answered.
                last.set(now_ms());
            }
            // Who listens sits still.
            if desk.reads.get_untracked() && !before.asks && super::voice::speaks() {
                last.set(now_ms());
            }
            let quiet = ((now_ms() - last.get()) / 1000.0) as u32;
            let after = before.quiet(quiet);
            desk.left.set(OVER_S.saturating_sub(quiet));
            if after != before {
                asked.set(after.asks);
                desk.show(before, after);
            }
        },
        Duration::from_secs(1),
    );
}

/// Asks, over everything.
#[component]
pub(super) fn Ask() -> impl IntoView {
    let (desk, words): (Desk, Words) = (expect_context(), expect_context());
    let button = NodeRef::<html::Button>::new();
    request_animation_frame(move || {
        // By then it may be answered.
        if let Some(button) = button.try_get_untracked().flatten() {
            let _ = button.focus();
        }
    });
    let share = move || format!("{}%", desk.left.get() * 100 / (OVER_S - crate::kiosk::ASKS_S));
    view! {
        <div class="k-ask" role="alertdialog" aria-modal="true" aria-labelledby="k-ask" on:click=move |_| desk.press(Press::Stay)>
            <div class="k-ask-box">
                <h2 id="k-ask">{live(move || words.get().kiosk.still_there)}</h2>
                <p>{live(move || words.get().kiosk.still_why)} " " {live(move || words.get().seconds(desk.left.get()))}</p>
                <div class="k-ask-bar"><i style:width=share></i></div>
                <button type="button" class="fill k-large" node_ref=button>{live(move || words.get().kiosk.still_here)}</button>
                <button type="button" class="outline k-large" on:click=move |event| {
                    event.stop_propagation();
                    desk.press(Press::Over);
                }>
                    {live(move || words.get().kiosk.over)}
                </button>
            </div>
        </div>
    }
}
