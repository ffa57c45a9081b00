//! What is always there: the code that takes all of it to a phone, low and large, day and evening, language, begin anew.

use leptos::prelude::*;

use super::Desk;
use super::list::way_said;
use super::phone;
use crate::kiosk::{Kiosk, Press, Screen};
use crate::model::Lang;
use crate::ui::dom::{Node, view};
use crate::ui::icon::{Glyph, Icon};
use crate::ui::live::{live, when};
use crate::ui::{ThemeNow, Words};
use crate::view::{Action, Theme};

/// The foot.
#[component]
pub(super) fn Foot() -> impl IntoView {
    let (desk, words, theme): (Desk, Words, ThemeNow) = (expect_context(), expect_context(), expect_context());
    let is_visited = move || !desk.kiosk.with(Kiosk::is_idle);
    let has_settings = move || is_visited() && !matches!(desk.screen(), Screen::Code | Screen::Health);
    let speak = move |lang: Lang| {
        view! {
            <button type="button" class="k-set" lang=lang.tag() on:click=move |_| desk.view.go(Action::Speak(lang))>
                <span class="k-tag" aria-hidden="true">{lang.tag()}</span> <span>{lang.own_name()}</span>
            </button>
        }
    };
    let others = move || {
        let now = words.lang();
        Lang::ALL.into_iter().filter(|l| *l != now).map(speak).collect::<Node>()
    };
    view! {
        <footer class="k-foot" inert=move || desk.asks()>
            {live(move || (desk.screen() != Screen::Phone).then(|| phone::code(desk, words)))}
            <div class="k-sets">
                {when(is_visited, move || view! {
                    <button type="button" class="k-set" disabled=move || desk.screen() == Screen::Home on:click=move |_| desk.press(Press::Go(Screen::Home))>
                        {way_said(words, Icon::Home, |w| w.kiosk.home)}
                    </button>
                })}
                {when(has_settings, move || view! {
                    <button type="button" class="k-set" on:click=move |_| desk.press(Press::Low)>
                        <Glyph of=Icon::Low/>
                        <span>{live(move || if desk.kiosk.with(|k| k.low) { words.get().kiosk.not_low } else { words.get().kiosk.low })}</span>
                    </button>
                    <button type="button" class="k-set" on:click=move |_| desk.press(Press::Large)>
                        <Glyph of=Icon::Letters/>
                        <span>{live(move || if desk.kiosk.with(|k| k.large) { words.get().kiosk.not_large } else { words.get().kiosk.large })}</span>
                    </button>
                    <button type="button" class="k-set" on:click=move |_| desk.view.go(Action::Light(theme.0.get_untracked().other()))>
                        <Glyph of=Icon::Contrast/>
                        <span>{live(move || if theme.0.get() == Theme::Day { words.get().to_evening } else { words.get().to_day })}</span>
                    </button>
                    <button type="button" class="k-set" on:click=move |_| desk.reads.update(|r| *r = !*r)>
                        <Glyph of=Icon::Speaker/>
                        <span>{live(move || if desk.reads.get() { words.get().kiosk.read_no_more } else { words.get().kiosk.read })}</span>
                    </button>
                    {live(others)}
                })}
                {when(is_visited, move || desk.button("k-set", way_said(words, Icon::Again, |w| w.kiosk.over), Press::Over))}
            </div>
        </footer>
    }
}
