//! Reading aloud, by the browser's own voice, on this device only; and a walk through everything there is by arrow keys or a
//! keypad, each thing told as it is come to.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;

use super::Desk;
use crate::kiosk::{Kiosk, Press, Screen};
use crate::model::Lang;
use crate::ui::Words;
use crate::ui::dom::view;
use crate::ui::live::{effect, live};

/// The part of the Web Speech API that is used; browsers without it lack the objects.
#[wasm_bindgen]
extern "C" {
    type Synthesis;
    #[wasm_bindgen(method, catch)]
    fn cancel(this: &Synthesis) -> Result<(), JsValue>;
    #[wasm_bindgen(method, catch)]
    fn speak(this: &Synthesis, what: &JsValue) -> Result<(), JsValue>;
    #[wasm_bindgen(method, catch, js_name = getVoices)]
    fn voices(this: &Synthesis) -> Result<js_sys::Array, JsValue>;
}

fn synthesis() -> Option<Synthesis> {
    let found = js_sys::Reflect::get(&window(), &"speechSynthesis".into()).ok()?;
    (!found.is_undefined()).then(|| found.unchecked_into())
}

fn get(of: &JsValue, name: &str) -> JsValue {
    js_sys::Reflect::get(of, &name.into()).unwrap_or_default()
}

/// A voice of this device that speaks a language; one that lives elsewhere would carry off what it reads.
fn voice(lang: Lang) -> Option<JsValue> {
    let all = synthesis()?.voices().ok()?;
    all.iter().find(|voice| {
        let speaks = get(voice, "lang").as_string().unwrap_or_default();
        get(voice, "localService").is_truthy() && speaks.get(..2).is_some_and(|of| of.eq_ignore_ascii_case(lang.tag()))
    })
}

/// Says something instead of what was being said.
fn say(text: &str, lang: Lang) {
    let (Some(synthesis), Some(voice)) = (synthesis(), voice(lang)) else {
        return;
    };
    let _ = synthesis.cancel();
    let Ok(make) = get(&window(), "SpeechSynthesisUtterance").dyn_into::<js_sys::Function>() else {
        return;
    };
    if let Ok(said) = js_sys::Reflect::construct(&make, &js_sys::Array::of1(&text.into())) {
        let _ = js_sys::Reflect::set(&said, &"voice".into(), &voice);
        let _ = js_sys::Reflect::set(&said, &"lang".into(), &lang.tag().into());
        let _ = synthesis.speak(&said);
    }
}

/// What an element is called or says.
fn words_of(element: &web_sys::Element) -> String {
    let named = element.get_attribute("aria-label").filter(|name| !name.is_empty());
    let said = named.unwrap_or_else(|| element.unchecked_ref::<web_sys::HtmlElement>().inner_text());
    said.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Everything that can be come to, in order: what is read and what is pressed.
const STOPS: &str =
    ".k-here, .k-clock, .k-branch, .k-card, .k-day li, .kiosk button:not(:disabled), .k-field, .k-none, .k-ask h2";

/// The same while it is asked whether somebody is there.
const ASKED: &str = ".k-ask h2, .k-ask button";

/// Where one is on another page of the screen, if nothing of it has the focus by itself.
const HEADS: &str = ".k-card h2, .k-day h2, .k-list-head h2, .k-upper";

/// Puts the focus at the head of the page, so that keys go on from there; a hand does not see it.
fn go_to_head() {
    let held = document().active_element();
    if held.is_some_and(|e| e.tag_name() != "BODY") {
        return;
    }
    let head = document().query_selector(HEADS).ok().flatten();
    if let Some(head) = head.and_then(|e| e.dyn_into::<web_sys::HtmlElement>().ok()) {
        if !head.has_attribute("tabindex") {
            let _ = head.set_attribute("tabindex", "-1");
        }
        let _ = head.focus();
    }
}

/// Whether something is being said.
pub(super) fn speaks() -> bool {
    synthesis().is_some_and(|s| get(&s, "speaking").is_truthy())
}

/// Goes to the next stop or the one before, puts the focus there, and tells what it is.
fn walk(on: bool) {
    // While something is asked, there is nothing else.
    let asked = document().query_selector(".k-ask").ok().flatten();
    let stops = if asked.is_some() { ASKED } else { STOPS };
    let Ok(found) = document().query_selector_all(stops) else {
        return;
    };
    let Some(last) = found.length().checked_sub(1) else {
        return;
    };
    let at = document().active_element().map(JsCast::unchecked_into::<web_sys::Node>);
    let next = match (0..=last).find(|i| found.item(*i) == at) {
        None if on => 0,
        None => last,
        Some(now) if on => last.min(now + 1),
        Some(now) => now.saturating_sub(1),
    };
    let Some(stop) = found.item(next).and_then(|n| n.dyn_into::<web_sys::HtmlElement>().ok()) else {
        return;
    };
    if !stop.has_attribute("tabindex") && stop.tag_name() != "BUTTON" {
        let _ = stop.set_attribute("tabindex", "-1");
    }
    let _ = stop.focus();
}

/// Hears the keys, and reads what has the focus while it is wanted.
pub(super) fn run(desk: Desk, words: Words) {
    let _ = window_event_listener(leptos::ev::keydown, move |event| {
        let in_field = document().active_element().is_some_and(|e| e.tag_name() == "INPUT");
        let on = match event.key().as_str() {
            "ArrowDown" => true,
            "ArrowUp" => false,
            "ArrowRight" if !in_field => true,
            "ArrowLeft" if !in_field => false,
            _ => return,
        };
        event.prevent_default();
        if desk.kiosk.with_untracked(Kiosk::is_idle) {
            desk.press(Press::Wake);
        }
        walk(on);
    });
    let _ = window_event_listener(leptos::ev::focusin, move |event| {
        let element = event.target().and_then(|t| t.dyn_into::<web_sys::Element>().ok());
        if let Some(element) = element.filter(|_| desk.reads.get_untracked()) {
            // An answer means little without its question.
            let asked = element.closest(".k-ask-box").ok().flatten();
            say(&words_of(&asked.unwrap_or(element)), words.0.get_untracked().lang);
        }
    });
    // Asked for once, voices are there when they are wanted.
    voice(Lang::Sv);
    // Reading begins with all that is above; another screen is read anew.
    effect(move || {
        let (reads, screen) = (desk.reads.get(), desk.screen());
        let lang = words.lang();
        if !reads && screen != Screen::Attract {
            request_animation_frame(go_to_head);
        }
        if reads {
            request_animation_frame(move || {
                go_to_head();
                let read = document()
                    .query_selector_all(".k-here, .k-card, .k-day, .k-list-head h2, .k-row")
                    .ok();
                let read = read.map(|all| {
                    let each = (0..all.length()).filter_map(|i| all.item(i)?.dyn_into::<web_sys::Element>().ok());
                    each.map(|e| words_of(&e)).collect::<Vec<_>>().join(". ")
                });
                say(&read.unwrap_or_default(), lang);
            });
        } else if let Some(synthesis) = synthesis() {
            let _ = synthesis.cancel();
        }
    });
}

/// In words what cannot be said aloud.
#[component]
pub(super) fn Said() -> impl IntoView {
    let (desk, words): (Desk, Words) = (expect_context(), expect_context());
    let missing = move || {
        let is_missing = desk.reads.get() && voice(words.lang()).is_none();
        is_missing.then(|| view! { <p class="k-said" role="status">{words.get().kiosk.no_voice}</p> })
    };
    live(missing)
}
