//! What is always at hand under the day: its time and setting out; while one walks it, back and on.

use leptos::prelude::*;

use super::Trip;
use crate::ui::dom::view;
use crate::ui::header::focus_on;
use crate::ui::icon::{Glyph, Icon};
use crate::ui::live::live;
use crate::ui::{Desk, Words};
use crate::view::Action;
use crate::view::sheet::Rest;

/// The bar.
#[component]
pub(in crate::ui) fn TripBar() -> impl IntoView {
    let (trip, words, desk): (Trip, Words, Desk) = (expect_context(), expect_context(), expect_context());
    let change = move |_| {
        trip.settings.update(|open| *open = !*open);
        if trip.settings.get_untracked() {
            desk.rest.set(Rest::Full);
            request_animation_frame(|| focus_on(".trip-fields select"));
        }
    };
    let steps = move || trip.planned.with(|p| p.as_ref().map_or(0, |p| p.steps()));
    let bar = move || {
        let t = words.get().trip;
        let Some(step) = trip.step.get() else {
            let set_out = (steps() > 0).then(|| {
                view! { <button type="button" class="fill" on:click=move |_| trip.set_out()>{t.set_out}</button> }
            });
            return view! {
                <button type="button" class="outline" aria-expanded=trip.settings.get().to_string() on:click=change>
                    <Glyph of=Icon::Clock/> {t.change_time}
                </button>
                {set_out}
            };
        };
        let on = if step < steps() {
            view! { <button type="button" class="fill" on:click=move |_| trip.go_to(step + 1)>{t.next}</button> }
        } else {
            view! { <button type="button" class="fill" on:click=move |_| trip.view.go(Action::GoAlong(None))>{t.end_it}</button> }
        };
        view! {
            <button type="button" class="outline" disabled={step == 0} on:click=move |_| trip.go_to(step.saturating_sub(1))>{t.previous}</button>
            {on}
        }
    };
    view! { <div class="trip-bar">{live(bar)}</div> }
}
