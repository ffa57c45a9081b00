//! A place on the map that was pressed long: the day can begin there.

use leptos::prelude::*;

use super::Trip;
use crate::space::decimal::fixed;
use crate::ui::dom::view;
use crate::ui::icon::{Glyph, Icon};
use crate::ui::live::live;
use crate::ui::{Stage, Words};
use crate::view::wish::Edit;
use crate::view::{Action, Panel};

/// The question beside the place, which goes along when the map moves.
#[component]
pub(in crate::ui) fn FromHere() -> impl IntoView {
    let (trip, words, stage): (Trip, Words, Stage) = (expect_context(), expect_context(), expect_context());
    let question = move || {
        let (at, place) = stage.pressed.get()?;
        let px = move || stage.camera().to_screen(at, &stage.viewport());
        let begin = move |_| {
            stage.pressed.set(None);
            trip.edit(Edit::Start(Some(place.clone())));
            trip.view.go(Action::Show(Panel::Route));
        };
        Some(view! {
            <div class="from-here" style:left=move || fixed(px().x, 0) + "px" style:top=move || fixed(px().y, 0) + "px">
                <button type="button" class="fill" on:click=begin><Glyph of=Icon::Route/> {words.get().trip.from_here}</button>
            </div>
        })
    };
    live(question)
}
