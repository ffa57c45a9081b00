//! The address. The only file that knows of the browser's history.

use leptos::prelude::*;
use wasm_bindgen::JsValue;

use super::live::memo;
use crate::view::link::{from_fragment, to_fragment};
use crate::view::{Action, History, ViewState};

/// What the address asks for, and the way to ask for something else.
#[derive(Clone, Copy)]
pub struct View {
    fragment: RwSignal<String>,
    /// The state the address says.
    pub state: Memo<ViewState>,
}

fn written() -> String {
    let hash = window().location().hash().unwrap_or_default();
    hash.trim_start_matches('#').to_owned()
}

impl View {
    /// Reads the address, and again whenever it changes: by a link, by back and forward, by hand.
    pub(super) fn start() -> Self {
        let fragment = RwSignal::new(written());
        let read = move || {
            let text = written();
            // Without `=` it names an element, not a view.
            if (text.is_empty() || text.contains('=')) && fragment.get_untracked() != text {
                fragment.set(text);
            }
        };
        // They last as long as the page.
        let _ = window_event_listener(leptos::ev::hashchange, move |_| read());
        let _ = window_event_listener(leptos::ev::popstate, move |_| read());
        Self {
            fragment,
            state: memo(move || fragment.with(|f| from_fragment(f))),
        }
    }

    /// Does what the visitor asks. If the browser will not take the address, as some do after a hundred changes in
    /// half a minute, the page goes on and the address catches up with the next action.
    pub fn go(&self, action: Action) {
        let history = action.history();
        let next = to_fragment(&self.state.with_untracked(|s| s.after(action)));
        if next == self.state.with_untracked(to_fragment) {
            return;
        }
        let location = window().location();
        let address = if next.is_empty() {
            let path = location.pathname().unwrap_or_default();
            path + &location.search().unwrap_or_default()
        } else {
            format!("#{next}")
        };
        if let Ok(browser) = window().history() {
            let _ = match history {
                History::Push => browser.push_state_with_url(&JsValue::NULL, "", Some(&address)),
                History::Replace => browser.replace_state_with_url(&JsValue::NULL, "", Some(&address)),
            };
        }
        self.fragment.set(next);
    }

    /// The address that an action leads to, for a link. Follows the state.
    pub fn href(&self, action: Action) -> String {
        format!("#{}", self.state.with(|s| to_fragment(&s.after(action))))
    }

    /// A memo of a part of the state.
    pub(super) fn slice<T: PartialEq + Send + Sync + 'static>(self, part: fn(&ViewState) -> T) -> Memo<T> {
        memo(move || self.state.with(part))
    }
}
