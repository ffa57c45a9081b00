//! What a screen does for itself while nobody is there: new programs and data, a fresh start at night, a sign that it is well.

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use gloo_net::http::Request;
use leptos::ev::Custom;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::prelude::*;

use super::Desk;
use crate::kiosk::{Kiosk, Time};
use crate::ui::data::{hear_time, now, time};
use crate::ui::live::effect;
use crate::ui::pause::now_ms;
use crate::ui::tend::Tending;

#[wasm_bindgen]
extern "C" {
    /// Asks the server what is new, and so what time it is.
    #[wasm_bindgen(catch, js_namespace = tend)]
    fn check() -> Result<JsValue, JsValue>;
}

/// The title counts so often, for the watchdog outside.
const PULSE: Duration = Duration::from_secs(2);
/// The screen tells that it is well so often, if it is to.
const BEAT: Duration = Duration::from_mins(10);
/// The first time it waits until it knows what to tell.
const FIRST_BEAT: Duration = Duration::from_mins(2);
/// A screen that was started less than this ago is not started again for a new day, whatever its clock says; in ms.
const YOUNG_MS: f64 = 3_600_000.0;
/// Where the last fault outlives the start that follows it: its time and kind, and nothing of what was on the screen.
const FAULT: &str = "m21:fault";

/// Where it is kept how far the device's clock is from the server's, in milliseconds.
const CLOCK: &str = "m21:clock";

/// How the screen is.
pub(super) struct State {
    pub(super) version: String,
    pub(super) data: String,
    /// Seconds since the start.
    pub(super) up_s: u64,
    pub(super) fault: Option<String>,
    /// Whether it works without a network.
    pub(super) is_kept: bool,
}

fn storage() -> Option<JsValue> {
    js_sys::Reflect::get(&window(), &"sessionStorage".into())
        .ok()
        .filter(|s| !s.is_undefined())
}

impl State {
    /// As it is now.
    pub(super) fn now() -> Self {
        let root = document().document_element();
        let said = |name: &str| root.as_ref().and_then(|r| r.get_attribute(name)).unwrap_or_default();
        let fault = storage().and_then(|s| js_sys::Reflect::get(&s, &FAULT.into()).ok()?.as_string());
        let workers = js_sys::Reflect::get(&window().navigator(), &"serviceWorker".into()).ok();
        let worker = workers.and_then(|w| js_sys::Reflect::get(&w, &"controller".into()).ok());
        Self {
            version: said("data-version"),
            data: said("data-data-date"),
            up_s: (now_ms() / 1000.0) as u64,
            fault,
            is_kept: worker.is_some_and(|w| w.is_truthy()),
        }
    }
}

/// Remembers that something went wrong: when, and of which kind.
fn remember_faults() {
    for event in ["error", "unhandledrejection"] {
        let _ = window_event_listener(Custom::<web_sys::Event>::new(event), move |event| {
            let get = |of: &JsValue, name: &str| js_sys::Reflect::get(of, &name.into()).unwrap_or_default();
            let what = if event.type_() == "error" { "error" } else { "reason" };
            let kind = get(&get(event.as_ref(), what), "name");
            let kind = kind.as_string().unwrap_or_else(|| "Error".to_owned());
            if let Some(storage) = storage() {
                let _ = js_sys::Reflect::set(&storage, &FAULT.into(), &format!("{} {kind}", now()).into());
            }
        });
    }
}

/// Starts them all.
pub(super) fn run(desk: Desk) {
    let tending: Tending = expect_context();
    remember_faults();
    let is_idle = crate::ui::live::memo(move || desk.kiosk.with(Kiosk::is_idle));
    effect(move || tending.may_change.set(is_idle.get()));
    effect(move || {
        if is_idle.get() && tending.update_waits.get() {
            tending.take_update();
        }
    });
    let name = crate::ui::live::memo(move || {
        desk.place().map_or_else(
            || "?".to_owned(),
            |(world, here)| world.atlas.station(here).name.clone(),
        )
    });
    let pulse = Rc::new(Cell::new(0_u32));
    set_interval(
        move || {
            pulse.set(pulse.get().wrapping_add(1));
            document().set_title(&format!("M21 {} · {}", name.get_untracked(), pulse.get()));
        },
        PULSE,
    );
    let _ = window_event_listener(Custom::<web_sys::CustomEvent>::new("tend"), |event| {
        let said = js_sys::Reflect::get(&event.detail(), &"clock".into());
        if let Some(said) = said.ok().and_then(|said| said.as_f64()) {
            hear_time(said);
            // What is known of the device's clock outlives a new start.
            if let Some(storage) = storage() {
                let off = said - js_sys::Date::now();
                let _ = js_sys::Reflect::set(&storage, &CLOCK.into(), &(off as i64).to_string().into());
            }
        }
    });
    let off = storage().and_then(|s| js_sys::Reflect::get(&s, &CLOCK.into()).ok()?.as_string());
    if let Some(off) = off.and_then(|off| off.parse::<i64>().ok()) {
        hear_time(js_sys::Date::now() + off as f64);
    }
    let began = now().date;
    set_interval(
        move || {
            let is_doubted = matches!(time(), Time::Doubted(_));
            if is_doubted != desk.is_doubted.get_untracked() {
                desk.is_doubted.set(is_doubted);
                // Who knows is asked at once.
                let _ = is_doubted.then(check);
            }
            let minute = now();
            if desk.data.minute.get_untracked() != minute {
                desk.data.minute.set(minute);
            }
            // A new day begins with a new start, where that needs no network.
            let is_old = now_ms() > YOUNG_MS && minute.date != began && !is_doubted;
            if is_old && is_idle.get_untracked() && State::now().is_kept {
                let _ = window().location().reload();
            }
        },
        Duration::from_secs(1),
    );
    beats(desk, FIRST_BEAT);
}

/// Tells that the screen is well, again and again, and not at the same time as others that were switched on together.
fn beats(desk: Desk, after: Duration) {
    let after = after.mul_f64(0.75 + js_sys::Math::random() / 2.0);
    set_timeout(
        move || {
            beat(desk);
            beats(desk, BEAT);
        },
        after,
    );
}

/// Tells the organiser's own server that the screen is well: a request whose address says how it is.
fn beat(desk: Desk) {
    let (path, station) = desk.post.with_untracked(|p| (p.heartbeat.clone(), p.station.clone()));
    if path.is_empty() {
        return;
    }
    let state = State::now();
    let said = [
        ("kiosk", station),
        ("version", state.version),
        ("data", state.data),
        ("up", state.up_s.to_string()),
        ("fault", state.fault.unwrap_or_default()),
    ];
    let asked = said.map(|(key, value)| format!("{key}={}", String::from(js_sys::encode_uri_component(&value))));
    let mark = if path.contains('?') { '&' } else { '?' };
    let address = format!("{path}{mark}{}", asked.join("&"));
    spawn_local(async move {
        // Whether anybody hears it is theirs to notice.
        let _ = Request::get(&address)
            .cache(web_sys::RequestCache::NoStore)
            .send()
            .await;
    });
}
