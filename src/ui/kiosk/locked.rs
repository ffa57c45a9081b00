//! What a screen that strangers use does not let them do: leave, print, save, select, zoom, open a menu. The kiosk
//! browser's policies hold the same from outside (`docs/kiosk.md`).

use leptos::ev::Custom;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;

use super::Desk;
use crate::kiosk::Screen;

/// What is not done here, whatever it is done to.
const NEVER: [&str; 11] = [
    "contextmenu",
    "dragstart",
    "dragenter",
    "dragover",
    "drop",
    "selectstart",
    "gesturestart",
    "auxclick",
    "copy",
    "cut",
    "paste",
];

/// Holds them off.
pub(super) fn lock(desk: Desk) {
    stay();
    never_zoom();
    for event in NEVER {
        let _ = window_event_listener(Custom::<web_sys::Event>::new(event), move |event| {
            // In the search the letters typed can be chosen.
            let is_field = event
                .target()
                .is_some_and(|t| t.dyn_ref::<web_sys::HtmlInputElement>().is_some());
            if !(is_field && event.type_() == "selectstart") {
                event.prevent_default();
            }
        });
    }
    let _ = window_event_listener(leptos::ev::keydown, move |event| {
        let key = event.key();
        let is_shortcut = event.ctrl_key() || event.meta_key() || event.alt_key();
        // Letters with AltGr are letters.
        let is_letter = key.chars().count() == 1 && event.get_modifier_state("AltGraph");
        let is_function = key.len() > 1 && key.starts_with('F') && key[1..].bytes().all(|b| b.is_ascii_digit());
        let leads_away = matches!(
            key.as_str(),
            "BrowserBack" | "BrowserForward" | "BrowserHome" | "BrowserSearch"
        );
        if (is_shortcut && !is_letter) || is_function || leads_away {
            event.prevent_default();
        } else if key == "Escape" {
            desk.press(crate::kiosk::Press::Go(Screen::Home));
        }
    });
}

/// Holds off every other address, and every step back or on: each would keep, in the browser's history, what a visitor had
/// chosen before it. The page's own addresses take the place of one another. Browsers without the Navigation API are not
/// ones for a kiosk.
fn stay() {
    let navigation = js_sys::Reflect::get(&window(), &"navigation".into()).ok();
    let Some(navigation) = navigation.and_then(|n| n.dyn_into::<web_sys::EventTarget>().ok()) else {
        return;
    };
    let heard = Closure::<dyn Fn(web_sys::Event)>::new(|event: web_sys::Event| {
        let kind = js_sys::Reflect::get(&event, &"navigationType".into()).ok();
        if matches!(kind.and_then(|k| k.as_string()).as_deref(), Some("push" | "traverse")) {
            event.prevent_default();
        }
    });
    let _ = navigation.add_event_listener_with_callback("navigate", heard.as_ref().unchecked_ref());
    // As long as the page.
    heard.forget();
}

/// A wheel with Ctrl zooms. Browsers listen to wheels without waiting for an answer, if they are not asked to.
fn never_zoom() {
    let heard = Closure::<dyn Fn(web_sys::WheelEvent)>::new(|event: web_sys::WheelEvent| {
        if event.ctrl_key() {
            event.prevent_default();
        }
    });
    let waits = web_sys::AddEventListenerOptions::new();
    waits.set_passive(false);
    let ear = heard.as_ref().unchecked_ref();
    let _ = window().add_event_listener_with_callback_and_add_event_listener_options("wheel", ear, &waits);
    // As long as the page.
    heard.forget();
}

/// Lets go of what is held: the focus, with what a keyboard or an input method was about to write, and the selection.
pub(super) fn let_go() {
    if let Some(held) = document()
        .active_element()
        .and_then(|e| e.dyn_into::<web_sys::HtmlElement>().ok())
    {
        let _ = held.blur();
    }
    let selection = js_sys::Reflect::get(&window(), &"getSelection".into()).ok();
    let selection = selection.and_then(|f| f.dyn_into::<js_sys::Function>().ok());
    if let Some(selected) = selection.and_then(|f| f.call0(&window()).ok())
        && let Ok(remove) = js_sys::Reflect::get(&selected, &"removeAllRanges".into())
        && let Ok(remove) = remove.dyn_into::<js_sys::Function>()
    {
        let _ = remove.call0(&selected);
    }
}
