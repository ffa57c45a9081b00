//! Where one is and what time it is; and what is said while nobody is there.

use leptos::prelude::*;

use super::Desk;
use super::list::Near;
use crate::kiosk::{Clock, Press};
use crate::model::Lang;
use crate::text::{Strings, capital};
use crate::ui::dom::{Node, view};
use crate::ui::live::live;
use crate::ui::pause::now_ms;
use crate::ui::tend::Tending;
use crate::ui::{Shown, Words};
use crate::view::Action;

/// The station's name, which is also the corner that staff tap, and the clock.
#[component]
pub(super) fn Head() -> impl IntoView {
    let (desk, words, tending): (Desk, Words, Tending) = (expect_context(), expect_context(), expect_context());
    let name = move || {
        let world = desk.data.world.get()?;
        Some(match desk.place() {
            Some((_, here)) => world.atlas.station(here).name.clone(),
            None => "M21".to_owned(),
        })
    };
    let missing = move || {
        let is_missing = desk.data.world.with(Option::is_some) && desk.place().is_none();
        is_missing.then(|| {
            let said = desk.post.with(|post| words.get().no_station(&post.station));
            view! { <p class="k-trouble" role="alert">{said}</p> }
        })
    };
    let invented = move || {
        let is_so = desk
            .data
            .world
            .with(|w| w.as_ref().is_some_and(|w| w.atlas.expo.illustrative));
        is_so.then(|| view! { <span class="k-invented">{words.get().illustrative}</span> })
    };
    // Nobody here can mend the net: how old it all is, is what they need to know.
    let age = move || {
        let (_, age) = tending.is_trouble().then(|| tending.said(words.get()))??;
        Some(view! { <p class="k-age">{age}</p> })
    };
    view! {
        <header class="k-head">
            <div class="k-here" on:click=move |_| {
                // Without a code there is no way in.
                if desk.post.with_untracked(|post| !post.code.is_empty()) {
                    desk.press(Press::Corner((now_ms() / 1000.0) as u32));
                }
            }>
                <p>{live(move || words.get().kiosk.here)}</p>
                <h1>{live(name)}</h1>
            </div>
            <div class="k-clock">
                {live(move || desk.clock.get().map(|clock| time(words.get(), clock)))}
                {live(invented)}
            </div>
            {live(missing)}
            {live(age)}
        </header>
    }
}

fn time(words: &'static Strings, clock: Clock) -> Node {
    let at = clock.moment();
    let day = |at: crate::calendar::Moment| {
        let day = format!("{} {}", words.weekday(at.weekday()), words.day_month(at.date));
        capital(&day)
    };
    match clock {
        Clock::Now(_) => view! { <b>{words.clock(at.minute)}</b> <span>{day(at)}</span> },
        Clock::Shown(_) => view! { <b>{words.clock(at.minute)}</b> <span>{words.shown(at)}</span> },
        Clock::Unknown(_) => view! {
            <b class="k-unknown">{words.kiosk.unknown_time}</b>
            <span>{words.kiosk.unknown_why}</span>
        },
    }
}

/// How long one site is shown to passers-by, in milliseconds.
const TURN_MS: f64 = 9_000.0;

/// What there is, one site after another; touching anything begins. Nothing flashes: one picture takes another's place.
#[component]
pub(super) fn Attract() -> impl IntoView {
    let (desk, words, near): (Desk, Words, Near) = (expect_context(), expect_context(), expect_context());
    let shown: Shown = expect_context();
    // Turns with the minute, the one thing that goes on by itself, and with each touch-free stretch of it.
    let turn = RwSignal::new((now_ms() / TURN_MS) as usize);
    let timer = set_interval_with_handle(
        move || turn.set((now_ms() / TURN_MS) as usize),
        std::time::Duration::from_millis(TURN_MS as u64),
    );
    on_cleanup(move || {
        if let Ok(timer) = timer {
            timer.clear();
        }
    });
    let open_now = move || {
        let (world, clock) = desk.data.world.get().zip(desk.clock.get())?;
        let open = |a: &Option<std::sync::Arc<crate::query::Answer>>| {
            let matches = &mut a.as_ref()?.matches.iter();
            Some(world.count_open(matches, clock.moment()))
        };
        let count = shown.answer.with(open)?;
        clock.is_known().then(|| words.get().open_now(count))
    };
    let one = move || {
        let rows = near.listed.get();
        rows.get(turn.get() % rows.len().max(1))
            .map(|row| row.node(desk, words, true))
    };
    let speak = move |lang: Lang| {
        view! {
            <button type="button" class="outline k-large" lang=lang.tag() on:click=move |_| {
                desk.view.go(Action::Speak(lang));
                desk.press(Press::Wake);
            }>
                {lang.own_name()}
            </button>
        }
    };
    view! {
        <div class="k-attract">
            <p class="k-attract-lead">{live(open_now)}</p>
            <div class="k-attract-one">{live(one)}</div>
            <button type="button" class="fill k-touch" on:click=move |_| desk.press(Press::Wake)>{live(move || words.get().kiosk.touch)}</button>
            <div class="k-langs" role="group" aria-label=move || words.get().kiosk.language>
                {Lang::ALL.iter().map(|&lang| speak(lang)).collect::<Node>()}
            </div>
        </div>
    }
}
