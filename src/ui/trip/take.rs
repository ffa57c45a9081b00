//! Taking the day along: the link, a calendar file, a track file, paper.

use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};

use super::{Trip, qr};
use crate::calendar::Moment;
use crate::day::{gpx, ics};
use crate::ui::Words;
use crate::ui::card::share_address;
use crate::ui::dom::view;
use crate::ui::icon::{Glyph, Icon};
use crate::ui::live::live;
use crate::view::wish::{Edit, write};

/// Hands a file to the browser to keep.
fn save(name: &str, kind: &str, text: &str) -> Result<(), JsValue> {
    let options = web_sys::BlobPropertyBag::new();
    options.set_type(kind);
    let parts = js_sys::Array::of1(&text.into());
    let blob = web_sys::Blob::new_with_str_sequence_and_options(&parts, &options)?;
    let url = web_sys::Url::create_object_url_with_blob(&blob)?;
    let link = document().create_element("a")?;
    link.set_attribute("href", &url)?;
    link.set_attribute("download", name)?;
    link.unchecked_ref::<web_sys::HtmlElement>().click();
    web_sys::Url::revoke_object_url(&url)
}

/// The buttons.
#[component]
pub(super) fn TakeAlong() -> impl IntoView {
    let (trip, words): (Trip, Words) = (expect_context(), expect_context());
    let copied = RwSignal::new(None::<bool>);
    let file = move |track: bool| {
        let Some((planned, world)) = untrack(|| trip.shown()) else {
            return;
        };
        let words = untrack(|| words.get());
        let plan = &planned.plan;
        let name = format!("M21 – {}", words.day_length(plan.leaves, plan.home));
        let say = |step: &crate::day::Step| words.step_said(&world, step);
        let made = Moment::from_unix_seconds((js_sys::Date::now() / 1000.0) as i64);
        // A browser that keeps no files has told so itself.
        let _ = if track {
            save("m21.gpx", "application/gpx+xml", &gpx(&world, plan, &name, say))
        } else {
            let link = write(&planned.wish);
            save("m21.ics", "text/calendar", &ics(plan, made, &name, &link, say))
        };
    };
    let share = move |_| {
        trip.seal();
        share_address(trip.view, copied);
    };
    let print = move |_| {
        // On paper the code is the way back.
        trip.code.set(true);
        request_animation_frame(|| {
            let _ = window().print();
        });
    };
    view! {
        <div class="trip-take">
            <button type="button" class="fill" on:click=share><Glyph of=Icon::Share/> {live(move || words.get().share)}</button>
            <button type="button" class="outline" on:click=move |_| file(false)>{live(move || words.get().trip.calendar)}</button>
            <button type="button" class="outline" on:click=move |_| file(true)>{live(move || words.get().trip.track)}</button>
            <button type="button" class="outline" aria-expanded=move || trip.code.get().to_string() on:click=move |_| trip.code.update(|s| *s = !*s)>
                {live(move || words.get().trip.qr)}
            </button>
            <button type="button" class="outline" on:click=print>{live(move || words.get().trip.print)}</button>
            <button type="button" class="text-button" on:click=move |_| trip.edit(Edit::Clear)>
                {live(move || words.get().trip.clear)} <Glyph of=Icon::Close/>
            </button>
            {live(move || trip.code.get().then(|| qr::code(trip, words.get().trip.scan)))}
            <p class="card-said">
                {live(move || copied.get().map(|is| if is { words.get().copied } else { words.get().not_copied }))}
            </p>
        </div>
    }
}
