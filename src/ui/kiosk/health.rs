//! How the screen is, for those who look after it: five taps in the corner and a code. And what is wrong with how it hangs.

use leptos::prelude::*;

use super::list::way_said;
use super::{Desk, chores};
use crate::kiosk::{Clock, Press, Screen};
use crate::ui::Words;
use crate::ui::dom::{Node, view};
use crate::ui::icon::Icon;
use crate::ui::live::live;
use crate::ui::tend::Tending;

/// What is wrong with how the screen hangs.
#[component]
pub(super) fn Misfits() -> impl IntoView {
    let (desk, words): (Desk, Words) = (expect_context(), expect_context());
    let said = move || {
        let words = words.get();
        let each = desk.reach.with(|r| r.misfits.clone()).into_iter();
        each.map(|m| view! { <li>{words.misfit(m)}</li> }).collect::<Node>()
    };
    view! {
        <article class="k-card" role="alert">
            <h2>{live(move || words.get().kiosk.misfit)}</h2>
            <ul class="k-misfits">{live(said)}</ul>
        </article>
    }
}

/// The way past them.
pub(super) fn go_on(desk: Desk, words: Words) -> Node {
    view! { <div class="k-ways">{desk.button("k-way fill", way_said(words, Icon::On, |w| w.kiosk.go_on), Press::Wake)}</div> }
}

/// What there is to know of the screen.
#[component]
pub(super) fn Health() -> impl IntoView {
    let (desk, words, tending): (Desk, Words, Tending) = (expect_context(), expect_context(), expect_context());
    let facts = move || {
        if desk.screen() == Screen::Code {
            return None;
        }
        let words = words.get();
        let state = chores::State::now();
        let labels = words.kiosk.health_labels;
        let clock = match desk.clock.get() {
            Some(Clock::Unknown(_)) | None => words.kiosk.unknown_time.to_owned(),
            Some(Clock::Shown(at)) => words.shown(at),
            Some(Clock::Now(at)) => words.full_moment(at),
        };
        let net = tending
            .said(words)
            .map_or(words.kiosk.well.to_owned(), |(head, rest)| format!("{head} {rest}"));
        let misfits = desk.reach.with(|r| r.misfits.clone());
        let hangs = if misfits.is_empty() {
            words.kiosk.well.to_owned()
        } else {
            misfits
                .into_iter()
                .map(|m| words.misfit(m))
                .collect::<Vec<_>>()
                .join(" ")
        };
        let values = [
            desk.post.with(|p| p.station.clone()),
            state.version,
            state.data,
            words.up_for(state.up_s),
            state.fault.unwrap_or_else(|| words.kiosk.none.to_owned()),
            net,
            if state.is_kept {
                words.kiosk.well
            } else {
                words.kiosk.none
            }
            .to_owned(),
            clock,
            hangs,
        ];
        let line = |(label, value): (&'static str, String)| view! { <dt>{label}</dt> <dd>{value}</dd> };
        Some(view! { <dl class="k-facts">{labels.into_iter().zip(values).map(line).collect::<Node>()}</dl> })
    };
    let title = move || {
        if desk.screen() == Screen::Code {
            words.get().kiosk.code
        } else {
            words.get().kiosk.health
        }
    };
    view! { <article class="k-card"><h2>{live(title)}</h2> {live(facts)}</article> }
}

/// Digits for the code; once it is given, only the way out.
#[component]
pub(super) fn Digits() -> impl IntoView {
    let (desk, words): (Desk, Words) = (expect_context(), expect_context());
    let done = move |digits: String| {
        let code = desk.post.with_untracked(|p| p.code.clone());
        if digits.len() >= code.len() {
            desk.digits.set(String::new());
            // Without a code of its own nobody is let in.
            desk.press(Press::Code(!code.is_empty() && digits == code));
        } else {
            desk.digits.set(digits);
        }
    };
    let key = move |digit: u8| {
        view! {
            <button type="button" class="k-key" on:click=move |_| done(desk.digits.get_untracked() + &digit.to_string())>{digit}</button>
        }
    };
    let pad = move || {
        (desk.screen() == Screen::Code).then(|| {
            let so_far = "●".repeat(desk.digits.with(String::len));
            view! {
                <p class="k-code" role="status">{so_far}</p>
                <div class="k-pad">{(1..=9).chain([0]).map(key).collect::<Node>()}</div>
            }
        })
    };
    view! {
        {live(pad)}
        <div class="k-ways">{desk.button("k-way", way_said(words, Icon::Close, |w| w.close), Press::Over)}</div>
    }
}
