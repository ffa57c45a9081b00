//! How fresh what is shown is. `public/tend.js` asks and fetches; here the sets it brings are read, and what became of
//! them is told.

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;

use crate::calendar::Moment;
use crate::text::Strings;

use super::data::{Progress, now, time};
use super::dom::{Node, view};
use super::icon::{Glyph, Icon};
use super::live::{effect, live};
use super::pause::wait;
use super::{Data, Stage, View, Words};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = tend)]
    fn start(is_well: bool) -> Result<(), JsValue>;
    #[wasm_bindgen(catch, js_namespace = tend)]
    fn take() -> Result<(), JsValue>;
}

/// That everything is as it is now is said for so long.
const RENEWED: Duration = Duration::from_secs(8);

/// How what is shown came to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Freshness {
    /// As the server has it, as far as is known.
    #[default]
    Usual,
    /// Nothing answers; all is as it was then.
    Offline(Moment),
    /// What came since then was not whole, or no such data.
    Stale(Moment),
    /// Newly so.
    Renewed(Moment),
}

/// How fresh the page is.
#[derive(Clone, Copy)]
pub(super) struct Tending {
    freshness: RwSignal<Freshness>,
    /// Whether another program waits to take over. On a phone it is asked for by a button; a screen that nobody stands at
    /// calls [`Tending::take_update`] by itself.
    pub(super) update_waits: RwSignal<bool>,
    /// Whether other data may be shown; while somebody stands at a screen that others use too, they wait.
    pub(super) may_change: RwSignal<bool>,
    view: View,
}

impl Tending {
    /// Begins when the first data have been read, well or not.
    pub(super) fn begin(view: View, data: Data, stage: Stage) -> Self {
        let tending = Self {
            freshness: RwSignal::default(),
            update_waits: RwSignal::new(false),
            may_change: RwSignal::new(true),
            view,
        };
        let mut begun = false;
        effect(move || {
            if matches!(data.progress.get(), Progress::Here | Progress::Failed) && !begun {
                begun = true;
                tending.run(data, stage);
            }
        });
        tending
    }

    /// Hears the script: `{ state, when }` tells how things stand, `{ clock }` is a screen's to hear, `{ set, wanted, done }` asks whether a set is good.
    fn run(self, data: Data, stage: Stage) {
        let _ = window_event_listener(leptos::ev::Custom::<web_sys::Event>::new("tend"), move |event| {
            let told = event.unchecked_into::<web_sys::CustomEvent>().detail();
            let get = |name: &str| js_sys::Reflect::get(&told, &name.into()).unwrap_or_default();
            if let Ok(set) = get("set").dyn_into::<js_sys::Map>() {
                let (is_wanted, done) = (get("wanted").is_truthy(), js_sys::Function::from(get("done")));
                spawn_local(async move {
                    while !self.may_change.get_untracked() {
                        wait(Duration::from_secs(1)).await;
                    }
                    let is_good = data.renew(set, is_wanted, stage).await;
                    let _ = done.call1(&JsValue::NULL, &is_good.into());
                });
                return;
            }
            if get("clock").as_f64().is_some() {
                return;
            }
            // By the device's clock, which may be known to be off.
            let off = time().ms() - js_sys::Date::now();
            let when = (get("when").as_f64().unwrap_or_default() + off) / 1000.0;
            let when = Moment::from_unix_seconds(when as i64);
            match get("state").as_string().as_deref() {
                Some("offline") => self.freshness.set(Freshness::Offline(when)),
                Some("stale") => self.freshness.set(Freshness::Stale(when)),
                Some("update") => self.update_waits.set(true),
                Some("no update") => self.update_waits.set(false),
                _ => self.renewed(when),
            }
        });
        // Without the script the page is as good as it came.
        let _ = start(data.progress.get_untracked() == Progress::Here);
    }

    fn renewed(self, when: Moment) {
        let renewed = Freshness::Renewed(when);
        self.freshness.set(renewed);
        set_timeout(
            move || {
                if self.freshness.get_untracked() == renewed {
                    self.freshness.set(Freshness::Usual);
                }
            },
            RENEWED,
        );
    }

    /// Lets the other program take over: the page comes back where it was.
    pub(super) fn take_update(self) {
        self.view.write_due();
        let _ = take();
    }

    /// What is to be said of it, followed: its headline and the rest.
    pub(super) fn said(self, words: &Strings) -> Option<(&'static str, String)> {
        let as_of = |then| (words.shown_as_of)(&words.moment_ago(then, now()));
        Some(match self.freshness.get() {
            Freshness::Usual => return None,
            Freshness::Offline(then) => (words.offline, as_of(then)),
            Freshness::Stale(then) => (words.not_renewed, as_of(then)),
            Freshness::Renewed(then) => ("", (words.renewed)(&words.moment_ago(then, now()))),
        })
    }

    /// Whether nothing newer comes, followed.
    pub(super) fn is_trouble(self) -> bool {
        matches!(self.freshness.get(), Freshness::Offline(_) | Freshness::Stale(_))
    }
}

/// Over the list: that there is no connection, how old what is shown is, that there is a new version.
#[component]
pub(super) fn Banner() -> impl IntoView {
    let (tending, words): (Tending, Words) = (expect_context(), expect_context());
    view! {
        {live(move || tending.said(words.get()).map(|(head, rest)| view! {
            <div class="banner" class:trouble=tending.is_trouble()>
                {tending.is_trouble().then(|| view! { <Glyph of=Icon::Warning/> })}
                <p><b>{head}</b> " " {rest}</p>
            </div>
        }))}
        {live(move || if tending.update_waits.get() {
            view! {
                <div class="banner">
                    <p>{live(move || words.get().new_version)}</p>
                    <button type="button" class="text-button" on:click=move |_| tending.take_update()>{live(move || words.get().update)}</button>
                </div>
            }
        } else {
            Node::Nothing
        })}
    }
}
