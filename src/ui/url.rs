//! The address. The only file that knows of the browser's history.

use std::time::Duration;

use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};

use super::live::memo;
use crate::view::link::{from_fragment, to_fragment};
use crate::view::{Action, History, ViewState};

/// A change that is no step in the history is written when no other has come for so long: a browser takes milliseconds
/// for each, and some no more than a hundred in half a minute.
const REST: Duration = Duration::from_millis(150);

/// What the address asks for, and the way to ask for something else.
#[derive(Clone, Copy)]
pub struct View {
    /// What the address says, or will when it is written.
    fragment: RwSignal<String>,
    /// What the browser was last known to have.
    last: StoredValue<String>,
    /// When what the address will say is written.
    due: StoredValue<Option<TimeoutHandle>, LocalStorage>,
    /// The state the address says.
    pub state: Memo<ViewState>,
}

fn written() -> String {
    let hash = window().location().hash().unwrap_or_default();
    hash.trim_start_matches('#').to_owned()
}

/// The address with a fragment: this page, on any server and path.
fn address(fragment: &str) -> String {
    if !fragment.is_empty() {
        return format!("#{fragment}");
    }
    let location = window().location();
    let path = location.pathname().unwrap_or_default();
    path + &location.search().unwrap_or_default()
}

impl View {
    /// Reads the address, and again whenever it changes: by a link, by back and forward, by hand.
    pub(super) fn start() -> Self {
        let fragment = RwSignal::new(written());
        let view = Self {
            fragment,
            last: StoredValue::new(written()),
            due: StoredValue::new_local(None),
            state: memo(move || fragment.with(|f| from_fragment(f))),
        };
        let read = move || {
            let text = written();
            // A step in the history is told twice, and the second time may come when the visitor has gone on already.
            if view.last.try_update_value(|last| *last == text) == Some(true) {
                return;
            }
            view.last.set_value(text.clone());
            // Without `=` it names an element, not a view.
            if (text.is_empty() || text.contains('=')) && fragment.get_untracked() != text {
                view.takes_due();
                fragment.set(text);
            }
        };
        // They last as long as the page.
        let _ = window_event_listener(leptos::ev::hashchange, move |_| read());
        let _ = window_event_listener(leptos::ev::popstate, move |_| read());
        let _ = window_event_listener(leptos::ev::pagehide, move |_| view.write_due());
        // A link makes a step in the history, and the one it leaves must be as it was seen.
        let _ = window_event_listener(leptos::ev::click, move |event| {
            let target = event.target().and_then(|t| t.dyn_into::<web_sys::Element>().ok());
            if target.is_some_and(|t| t.closest("a").ok().flatten().is_some()) {
                view.write_due();
            }
        });
        view
    }

    /// Whether the address names a key by itself: `lang`.
    pub(super) fn says(&self, key: &str) -> bool {
        self.fragment
            .with_untracked(|f| f.split('&').any(|pair| pair.split('=').next() == Some(key)))
    }

    /// Does what the visitor asks. If the browser will not take the address, the page goes on and the address catches up
    /// with the next action.
    pub fn go(&self, action: Action) {
        let history = self.state.with_untracked(|s| s.history(&action));
        let next = to_fragment(&self.state.with_untracked(|s| s.after(action)));
        if next == self.state.with_untracked(to_fragment) {
            return;
        }
        match history {
            History::Push => {
                self.write_due();
                if let Ok(browser) = window().history() {
                    let _ = browser.push_state_with_url(&JsValue::NULL, "", Some(&address(&next)));
                    self.last.set_value(written());
                }
            }
            History::Nowhere => {}
            History::Replace => {
                self.takes_due();
                let view = *self;
                let timer = set_timeout_with_handle(move || view.write_due(), REST);
                self.due.set_value(timer.ok());
            }
        }
        self.fragment.set(next);
    }

    /// Whether something was still to be written; now it is not.
    fn takes_due(&self) -> bool {
        let timer = self.due.try_update_value(Option::take).flatten();
        timer.as_ref().map(TimeoutHandle::clear);
        timer.is_some()
    }

    /// Writes what is still to be written: for who is about to read the address.
    pub(super) fn write_due(&self) {
        if self.takes_due()
            && let Ok(browser) = window().history()
        {
            let address = self.fragment.with_untracked(|f| address(f));
            let _ = browser.replace_state_with_url(&JsValue::NULL, "", Some(&address));
            self.last.set_value(written());
        }
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
