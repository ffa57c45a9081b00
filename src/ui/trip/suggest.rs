//! Suggestions: asked for by a press, looked for a few milliseconds at a time, shown as they become better.

use std::time::Duration;

use leptos::prelude::*;

use super::Trip;
use crate::day::{Chunk, Suggestion};
use crate::draw::passed;
use crate::ui::dom::{Node, view};
use crate::ui::live::live;
use crate::ui::pause::now_ms;
use crate::ui::{Stage, Words};
use crate::view::wish::Edit;

/// The search goes on for so long at a time, in milliseconds, and then lets the page live.
const SLICE_MS: f64 = 6.0;
/// Iterations between two looks at the clock.
const ITERATIONS: u32 = 8;
/// After so long, in milliseconds, the best day so far is shown, and the search goes on.
const FIRST_MS: f64 = 220.0;

const CHUNKS: [Chunk; 4] = [Chunk::Short, Chunk::Ring, Chunk::AllGoals, Chunk::Surprise];

/// Begins to look for a day; with the same chunk again, for another one.
fn begin(trip: Trip, stage: Stage, chunk: Chunk) {
    let Some(world) = trip.data.world.get_untracked() else {
        return;
    };
    let (mut wish, open) = trip.view.state.with_untracked(|s| (s.trip.clone(), s.filter.open));
    if trip.chunk.get_untracked() == Some(chunk) {
        wish.seed = wish.seed.wrapping_add(1);
    }
    let clock = open.unwrap_or_else(|| trip.data.clock.get_untracked());
    if wish.leaves.is_none() {
        wish.leaves = Some(clock.plus_minutes((5 - i32::from(clock.minute % 5)) % 5));
    }
    let search = Suggestion::new(&world, &wish, clock, chunk);
    trip.chunk.set(Some(chunk));
    trip.search.with_value(|s| *s.borrow_mut() = search);
    trip.searching.set(true);
    go_on(trip, stage, now_ms(), false);
}

fn go_on(trip: Trip, stage: Stage, began: f64, shown: bool) {
    set_timeout(
        move || {
            let started = now_ms();
            let more = trip.search.with_value(|s| {
                let mut search = s.borrow_mut();
                let Some(search) = search.as_mut() else {
                    return false;
                };
                loop {
                    let more = search.step(ITERATIONS);
                    if !more || now_ms() - started > SLICE_MS {
                        return more;
                    }
                }
            });
            let is_time = !shown && now_ms() - began > FIRST_MS;
            if more {
                let shown = shown || is_time && show(trip);
                go_on(trip, stage, began, shown);
            } else {
                finish(trip, stage);
            }
        },
        Duration::ZERO,
    );
}

/// Shows the best day so far, if there is one.
fn show(trip: Trip) -> bool {
    let wish = trip.search.with_value(|s| s.borrow().as_ref().map(Suggestion::wish));
    let wish = wish.filter(|wish| !wish.stops.is_empty());
    let is_there = wish.is_some();
    if let Some(wish) = wish {
        trip.edit(Edit::Take(Box::new(wish)));
    }
    is_there
}

/// Takes the best day so far, stops, and shows all of it.
fn finish(trip: Trip, stage: Stage) {
    show(trip);
    trip.search.with_value(|s| s.borrow_mut().take());
    trip.searching.set(false);
    if let Some((planned, world)) = untrack(|| trip.shown()) {
        stage.show_all(passed(&world, &planned.plan).into_iter());
    }
}

/// The buttons that ask for a day.
#[component]
pub(super) fn Suggest() -> impl IntoView {
    let (trip, words, stage): (Trip, Words, Stage) = (expect_context(), expect_context(), expect_context());
    let button = move |chunk: Chunk| {
        view! {
            <button type="button" class="outline" on:click=move |_| begin(trip, stage, chunk)>
                {live(move || words.get().chunk(chunk))}
            </button>
        }
    };
    let again = move || {
        let (searching, chunk) = (trip.searching.get(), trip.chunk.get());
        let words = words.get();
        match chunk {
            _ if searching => view! {
                <p class="trip-search">
                    <span>{words.trip.searching}</span>
                    <button type="button" class="text-button" on:click=move |_| finish(trip, stage)>{words.trip.stop}</button>
                </p>
            },
            Some(chunk) => view! {
                <p class="trip-search">
                    <button type="button" class="text-button" on:click=move |_| begin(trip, stage, chunk)>{words.trip.another}</button>
                </p>
            },
            None => Node::Nothing,
        }
    };
    view! {
        <div class="trip-suggest">
            <h3 class="unseen">{live(move || words.get().trip.suggest)}</h3>
            <div class="trip-chunks">{CHUNKS.into_iter().map(button).collect::<Node>()}</div>
            {live(again)}
        </div>
    }
}
