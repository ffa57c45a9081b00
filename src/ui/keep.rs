//! What a visitor keeps in this browser, by `public/keep.js`: the route, the language. It is called saved when it lies on
//! the disk; where nothing can be kept the page goes on, and says how to take the route along.

use js_sys::Promise;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use crate::model::Lang;
use crate::view::Action;
use crate::view::wish::{self, Edit, Wish};

use super::dom::{Node, view};
use super::icon::{Glyph, Icon};
use super::live::{effect, live};
use super::{View, Words};

#[wasm_bindgen]
extern "C" {
    // Not async: the script may not be there at all.
    #[wasm_bindgen(catch, js_namespace = keep, js_name = read)]
    fn kept(name: &str) -> Result<Promise, JsValue>;
    #[wasm_bindgen(catch, js_namespace = keep, js_name = write)]
    fn put(name: &str, text: Option<String>) -> Result<Promise, JsValue>;
}

/// What was kept under a name; nothing also where nothing can be.
pub(super) async fn read(name: &str) -> Option<String> {
    JsFuture::from(kept(name).ok()?).await.ok()?.as_string()
}

/// Keeps a text under a name, or forgets it, and then says whether that lies on the disk.
pub(super) fn write(name: &'static str, text: Option<String>, then: impl FnOnce(bool) + 'static) {
    fn start(name: &'static str, text: Option<String>, then: Box<dyn FnOnce(bool)>) {
        spawn_local(async move {
            let is_kept = match put(name, text) {
                Ok(promise) => JsFuture::from(promise).await.is_ok(),
                Err(_) => false,
            };
            then(is_kept);
        });
    }
    start(name, text, Box::new(then));
}

/// What is kept.
#[derive(Clone, Copy)]
pub(super) struct Keep {
    /// Whether the route as it is now was saved; nothing while it was not changed or is on its way.
    saved: RwSignal<Option<bool>>,
    /// How often the route was changed: an answer to an earlier change says nothing of a later one.
    changes: RwSignal<u32>,
    /// The route of an earlier visit, as in a link.
    earlier: RwSignal<Option<String>>,
    view: View,
}

impl Keep {
    /// Looks what an earlier visit left, and keeps the language whenever it changes.
    pub(super) fn begin(view: View) -> Self {
        let keep = Self {
            saved: RwSignal::new(None),
            changes: RwSignal::new(0),
            earlier: RwSignal::new(None),
            view,
        };
        let says_lang = view.says("lang");
        let lang = view.slice(|s| s.lang);
        spawn_local(async move {
            keep.earlier.set(read("route").await);
            if let Some(Some(lang)) = read("lang").await.map(|tag| Lang::from_tag(&tag))
                && !says_lang
            {
                view.go(Action::Speak(lang));
            }
            let mut before = lang.get_untracked();
            effect(move || {
                let now = lang.get();
                if before != now {
                    write("lang", Some(now.tag().to_owned()), |_| {});
                }
                before = now;
            });
        });
        keep
    }

    /// Keeps the route as it is now.
    pub(super) fn route(self, wish: &Wish) {
        let change = self.changes.get_untracked() + 1;
        self.changes.set(change);
        self.saved.set(None);
        let text = (!wish.stops.is_empty()).then(|| wish::write(wish));
        let is_empty = text.is_none();
        write("route", text, move |is_kept| {
            if self.changes.get_untracked() == change {
                // Of a route that was emptied there is nothing to tell.
                self.saved.set((!is_kept || !is_empty).then_some(is_kept));
            }
        });
    }
}

/// That the route is saved, or how else to take it along: its link is shared by the button under the day.
#[component]
pub(super) fn RouteFate() -> impl IntoView {
    let (keep, words): (Keep, Words) = (expect_context(), expect_context());
    view! {
        {live(move || match keep.saved.get() {
            None => Node::Nothing,
            Some(true) => view! { <p class="kept">{words.get().saved} " ✓"</p> },
            Some(false) => view! {
                <p class="state trip-note"><Glyph of=Icon::Warning/> <span>{words.get().not_saved}</span></p>
            },
        })}
    }
}

/// The way back to the route of an earlier visit, while there is no other.
#[component]
pub(super) fn EarlierRoute() -> impl IntoView {
    let (keep, words): (Keep, Words) = (expect_context(), expect_context());
    let open = move || {
        let wish = wish::read(&keep.earlier.get()?);
        let count = wish.stops.len();
        let link = keep.view.href(Action::Trip(Edit::Take(Box::new(wish))));
        Some(view! {
            <a class="fill earlier" href=link>{words.get().saved_route} ", " {words.get().count_sites(count)}</a>
        })
    };
    view! { {live(open)} }
}
