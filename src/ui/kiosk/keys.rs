//! Search: words, a keyboard on the screen for them with å, ä and ö, and what they find.

use leptos::html;
use leptos::prelude::*;

use super::Desk;
use super::list::{self, Near, ROWS};
use crate::kiosk::Press;
use crate::ui::Words;
use crate::ui::dom::{Node, view};
use crate::ui::icon::{Glyph, Icon};
use crate::ui::live::live;
use crate::view::Action;
use crate::view::link::MAX_WORDS;

/// The letters, row by row, as on Swedish keyboards.
const LETTERS: [&str; 4] = ["1234567890", "qwertyuiopå", "asdfghjklöä", "zxcvbnmé-"];

/// Words, keys and rows.
#[component]
pub(super) fn Search() -> impl IntoView {
    let (desk, words, near): (Desk, Words, Near) = (expect_context(), expect_context(), expect_context());
    let asked = desk.view.slice(|s| s.filter.words.clone());
    let field = NodeRef::<html::Input>::new();
    // What is typed, with a space at its end that the address does not keep.
    let typed = RwSignal::new(asked.get_untracked());
    let put = move |text: String| {
        let text: String = text.chars().take(MAX_WORDS).collect();
        desk.view.go(Action::Words(text.trim().to_owned()));
        typed.set(text);
        desk.press(Press::Chose);
    };
    request_animation_frame(move || {
        // By then the page may be another.
        if let Some(field) = field.try_get_untracked().flatten() {
            let _ = field.focus();
        }
    });
    let key = move |letter: char| {
        view! {
            <button type="button" class="k-key" tabindex="-1" on:pointerdown=keeps_focus on:click=move |_| {
                put(typed.get_untracked() + &letter.to_string());
            }>{letter.to_string()}</button>
        }
    };
    let row = |letters: &str, after: Option<Node>| {
        view! { <div class="k-keys-row">{letters.chars().map(key).collect::<Node>()} {after}</div> }
    };
    let wide = view! {
        <button type="button" class="k-key k-wide" tabindex="-1" on:pointerdown=keeps_focus on:click=move |_| put(typed.get_untracked() + " ")>
            {live(move || words.get().kiosk.space)}
        </button>
        <button type="button" class="k-key k-wide" tabindex="-1" on:pointerdown=keeps_focus on:click=move |_| {
            let mut text = typed.get_untracked();
            text.pop();
            put(text);
        }>
            <Glyph of=Icon::Erase/> {live(move || words.get().kiosk.erase)}
        </button>
    };
    let [first, second, third, last] = LETTERS;
    let none = move || {
        let nothing = near.found.with(|all| all.is_empty()) && !asked.with(String::is_empty);
        nothing.then(|| view! { <p class="k-none">{words.get().nothing_called(&asked.get())}</p> })
    };
    view! {
        <div class="k-search">
            <input
                type="text"
                class="k-field"
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                inputmode="none"
                maxlength="80"
                node_ref=field
                aria-label=move || words.get().kiosk.type_words
                placeholder=move || words.get().kiosk.type_words
                prop:value=move || typed.get()
                on:input=move |event| put(event_target_value(&event))
            />
        </div>
        <div class="k-list-head">
            <p>{live(move || words.get().count_sites(near.found.with(|all| all.len())))}</p>
            {live(move || desk.pages(words, near.found.with(|all| all.len().div_ceil(ROWS))))}
        </div>
        {live(none)}
        {list::rows(desk, words, near)}
        <div class="k-keys" role="group" aria-label=move || words.get().kiosk.keys>
            {row(first, None)}
            {row(second, None)}
            {row(third, None)}
            {row(last, Some(wide))}
        </div>
    }
}

/// A key leaves the field what it has, so that letters from a real keyboard still reach it.
#[expect(clippy::needless_pass_by_value, reason = "what hears an event is given it")]
fn keeps_focus(event: leptos::ev::PointerEvent) {
    event.prevent_default();
}
