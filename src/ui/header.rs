//! The header: name, pages, language and theme. On a phone the pages are a bar of tabs at the bottom.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::model::Lang;
use crate::view::{Action, Panel, Theme};

use super::dom::view;
use super::icon::{Glyph, Icon};
use super::live::live;
use super::{ThemeNow, View, Words};

/// Moves the focus to an element.
pub(super) fn focus_on(selector: &str) {
    let found = document().query_selector(selector).ok().flatten();
    if let Some(element) = found.and_then(|e| e.dyn_into::<HtmlElement>().ok()) {
        let _ = element.focus();
    }
}

/// Links that skip to the list and the map; seen only with focus.
#[component]
pub(super) fn Skips() -> impl IntoView {
    let words: Words = expect_context();
    let skip = |to: &'static str| {
        move |event: leptos::ev::MouseEvent| {
            event.prevent_default();
            focus_on(to);
        }
    };
    view! {
        <a class="skip" href="#lista" on:click=skip("#lista")>{live(move || words.get().skip_to_list)}</a>
        <a class="skip" href="#karta" on:click=skip("#karta")>{live(move || words.get().skip_to_map)}</a>
    }
}

/// The header.
#[component]
pub(super) fn Header() -> impl IntoView {
    let (view, words): (View, Words) = (expect_context(), expect_context());
    let page = move |panel: Panel, icon: Icon, wide: fn(Words) -> &'static str, narrow: fn(Words) -> &'static str| {
        let current = move || (view.state.with(|s| s.panel) == panel).then_some("page");
        view! {
            <a class="page" href=move || view.href(Action::Show(panel)) aria-current=current>
                <Glyph of=icon/>
                <span class="wide">{live(move || wide(words))}</span>
                <span class="narrow">{live(move || narrow(words))}</span>
            </a>
        }
    };
    view! {
        <header class="header">
            <a class="wordmark" href=move || view.href(Action::Show(Panel::Explore))>
                <b>"M21"</b>
                <span class="motto">
                    {live(move || words.get().motto[0])} " " <br/> {live(move || words.get().motto[1])}
                </span>
            </a>
            <nav class="pages" aria-label=move || words.get().pages>
                {page(Panel::Explore, Icon::Map, |w| w.get().map, |w| w.get().map)}
                {page(Panel::Route, Icon::Route, |w| w.get().trip.route, |w| w.get().trip.route)}
                {page(Panel::Coverage, Icon::Table, |w| w.get().coverage, |w| w.get().coverage)}
                {page(Panel::About, Icon::More, |w| w.get().about, |w| w.get().more)}
            </nav>
            <Tools/>
        </header>
    }
}

/// Language and theme. In the header, and on phones on the page about M21.
#[component]
pub(super) fn Tools() -> impl IntoView {
    let (view, words, theme): (View, Words, ThemeNow) = (expect_context(), expect_context(), expect_context());
    let other = move || match words.lang() {
        Lang::Sv => Lang::En,
        Lang::En => Lang::Sv,
    };
    let is_day = move || theme.0.get() == Theme::Day;
    view! {
        <div class="tools">
            <a
                class="tool"
                lang=move || other().tag()
                hreflang=move || other().tag()
                href=move || view.href(Action::Speak(other()))
                on:click=move |e| {
                    e.prevent_default();
                    view.go(Action::Speak(untrack(other)));
                }
            >
                {live(move || other().own_name())}
            </a>
            <button type="button" class="tool" on:click=move |_| view.go(Action::Light(theme.0.get_untracked().other()))>
                {live(move || if is_day() { view! { <Glyph of=Icon::Moon/> } } else { view! { <Glyph of=Icon::Sun/> } })}
                {live(move || if is_day() { words.get().to_evening } else { words.get().to_day })}
            </button>
        </div>
    }
}
