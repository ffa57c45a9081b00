//! What is open, and when: any time, now, or a day and a time within the expo.

use leptos::prelude::*;

use crate::calendar::{Moment, parse_date};
use crate::view::Action;

use super::dom::view;
use super::icon::{Glyph, Icon};
use super::live::live;
use super::{Data, Shown, View, Words};

/// A press of earlier or later, in minutes.
const STEP_MINUTES: i32 = 30;

fn iso(date: time::Date) -> String {
    Moment::midnight(date).to_string().chars().take(10).collect()
}

/// The choices of the group "Öppet".
#[component]
pub(super) fn OpenAt() -> impl IntoView {
    let (view, words): (View, Words) = (expect_context(), expect_context());
    let (data, shown): (Data, Shown) = (expect_context(), expect_context());
    let open = view.slice(|s| s.filter.open);
    let at = move || open.get().unwrap_or_else(|| data.clock.get());
    let go = move |at: Moment| view.go(Action::OpenAt(Some(at)));
    let day = move |which: fn(&crate::model::Expo) -> time::Date| {
        data.world.with(|w| w.as_ref().map(|w| iso(which(&w.atlas.expo))))
    };
    let on_day = move |event: leptos::ev::Event| {
        if let Some(date) = parse_date(&event_target_value(&event)) {
            go(Moment { date, ..untrack(at) });
        }
    };
    let step = move |by: i32| {
        let at = untrack(at);
        // On the half hour, within the day.
        let minute = (i32::from(at.minute) + by).div_euclid(STEP_MINUTES) * STEP_MINUTES;
        go(Moment {
            minute: minute.clamp(0, 24 * 60 - STEP_MINUTES) as u16,
            ..at
        });
    };
    let all = move || shown.answer.with(|a| a.as_ref().map(|a| a.counts.open_all));
    view! {
        <div class="open-at">
            <div class="segments">
                <button type="button" aria-pressed=move || open.get().is_none().to_string() on:click=move |_| view.go(Action::OpenAt(None))>
                    {live(move || words.get().any_time)} " " <span class="faint">{all}</span>
                </button>
                <button
                    type="button"
                    aria-pressed=move || (open.get() == Some(data.clock.get())).to_string()
                    on:click=move |_| go(data.clock.get_untracked())
                >
                    {live(move || words.get().now)}
                </button>
            </div>
            <label class="field">
                <span>{live(move || words.get().day)}</span>
                <input
                    type="date"
                    min=move || day(|e| e.first_day)
                    max=move || day(|e| e.last_day)
                    prop:value=move || iso(at().date)
                    on:change=on_day
                />
            </label>
            <div class="field">
                <span>{live(move || words.get().time)}</span>
                <div class="stepper">
                    <button type="button" aria-label=move || words.get().earlier on:click=move |_| step(-STEP_MINUTES)>
                        <Glyph of=Icon::Minus/>
                    </button>
                    <span class="stepper-said">{live(move || words.get().clock(at().minute))}</span>
                    <button type="button" aria-label=move || words.get().later on:click=move |_| step(STEP_MINUTES)>
                        <Glyph of=Icon::Plus/>
                    </button>
                </div>
            </div>
        </div>
    }
}
