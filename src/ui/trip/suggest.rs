//! Suggestions: asked for by a press, looked for a few milliseconds at a time, shown as they become better.

use std::time::Duration;

use leptos::prelude::*;

use super::Trip;
use super::offers::OfferCards;
use crate::day::{Chunk, Suggestion};
use crate::draw::passed;
use crate::ui::dom::{Node, view};
use crate::ui::live::{live, when};
use crate::ui::pause::now_ms;
use crate::ui::{Stage, Words};
use crate::view::wish::Interests;
use crate::view::{Filter, Wish};

/// The search goes on for so long at a time, in milliseconds, and then lets the page live.
const SLICE_MS: f64 = 6.0;
/// Iterations between two looks at the clock.
const ITERATIONS: u32 = 8;
/// After so long, in milliseconds, the best day so far is shown, and the search goes on.
const FIRST_MS: f64 = 150.0;
/// So long at least, in milliseconds, what is offered stands before it is compared with what has been found.
const LOOK_MS: f64 = 400.0;

const CHUNKS: [Chunk; 4] = [Chunk::Short, Chunk::Ring, Chunk::AllGoals, Chunk::Surprise];

/// What is looked for: who has said nothing likes what the map shows.
pub(super) fn wanted(wish: &Wish, filter: &Filter) -> Interests {
    let said = &wish.interests;
    if !(said.goals.is_empty() && said.kinds.is_empty() && said.partners.is_empty()) {
        return said.clone();
    }
    Interests {
        goals: filter.goals,
        partners: filter.partners.clone(),
        kinds: filter.kinds,
        step_free: said.step_free,
    }
}

/// Begins to look for a day; with the same chunk again, for another one.
fn begin(trip: Trip, stage: Stage, chunk: Chunk) {
    let Some(world) = trip.data.world.get_untracked() else {
        return;
    };
    let (mut wish, filter) = trip.view.state.with_untracked(|s| (s.trip.clone(), s.filter.clone()));
    if trip.chunk.get_untracked() == Some(chunk) {
        wish.seed = wish.seed.wrapping_add(1);
    }
    wish.interests = wanted(&wish, &filter);
    let clock = filter.open.unwrap_or_else(|| trip.data.clock.get_untracked());
    if wish.leaves.is_none() {
        wish.leaves = Some(clock.plus_minutes((5 - i32::from(clock.minute % 5)) % 5));
    }
    let search = Suggestion::new(&world, &wish, clock, chunk);
    trip.offers.clear();
    trip.chunk.set(Some(chunk));
    trip.search.with_value(|s| *s.borrow_mut() = search);
    let is_first = !trip.searching.get_untracked();
    trip.searching.set(true);
    if is_first {
        go_on(trip, stage, now_ms(), None);
    }
}

/// A slice of the search or of planning what it has found, and then the next. `looked` is when the two were compared last.
fn go_on(trip: Trip, stage: Stage, began: f64, looked: Option<f64>) {
    set_timeout(
        move || {
            let started = now_ms();
            let is_over = trip.offers.is_stopped();
            let is_time = looked.map_or(started - began > FIRST_MS, |looked| started - looked > LOOK_MS);
            if is_over || is_time {
                if look(trip) {
                    return go_on(trip, stage, began, looked);
                }
                if is_over {
                    return finish(trip, stage);
                }
            }
            if !step(trip, started) {
                trip.offers.stop();
            }
            // Until there is a day to show, it is looked for after every slice.
            let has_looked = is_time && trip.offers.are_there();
            go_on(trip, stage, began, if has_looked { Some(started) } else { looked });
        },
        Duration::ZERO,
    );
}

/// Searches for a slice's time; whether there is more to do.
fn step(trip: Trip, started: f64) -> bool {
    trip.search.with_value(|s| {
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
    })
}

/// Plans one of the days found that is not offered yet; whether there are more. The best is shown until the visitor has
/// taken another.
fn look(trip: Trip) -> bool {
    let wishes = trip.search.with_value(|s| s.borrow().as_ref().map(Suggestion::wishes));
    let (Some(mut wishes), Some(world)) = (wishes, trip.data.world.get_untracked()) else {
        return false;
    };
    wishes.retain(|wish| !wish.stops.is_empty());
    // One that cannot be planned ends it, rather than being asked for ever.
    let is_planned = |at| trip.offers.plan(&world, &wishes, at);
    let is_more = trip.offers.missing(&wishes).is_some_and(is_planned) && trip.offers.missing(&wishes).is_some();
    if let Some(best) = wishes.first().filter(|_| trip.offers.leads()) {
        trip.take(best.clone());
    }
    is_more
}

fn finish(trip: Trip, stage: Stage) {
    trip.search.with_value(|s| s.borrow_mut().take());
    trip.searching.set(false);
    if let Some((planned, world)) = untrack(|| trip.shown()) {
        stage.show_all(passed(&world, &planned.plan).into_iter());
    }
}

/// The days that are offered, and how the search for them goes.
#[component]
pub(super) fn Offered() -> impl IntoView {
    let (trip, words, stage): (Trip, Words, Stage) = (expect_context(), expect_context(), expect_context());
    let state = move || {
        let (searching, chunk) = (trip.searching.get(), trip.chunk.get());
        let t = words.get().trip;
        match chunk {
            _ if searching => view! {
                <p class="trip-search">
                    <span>{t.searching}</span>
                    <button type="button" class="text-button" on:click=move |_| trip.offers.stop()>{t.stop}</button>
                </p>
            },
            Some(chunk) => view! {
                <p class="trip-search">
                    {(!trip.offers.are_there()).then(|| view! { <span>{t.nothing_found}</span> })}
                    <button type="button" class="text-button" on:click=move |_| begin(trip, stage, chunk)>{t.another}</button>
                </p>
            },
            None => Node::Nothing,
        }
    };
    view! {
        {when(move || trip.chunk.get().is_some(), move || view! {
            <div class="trip-offered">
                <OfferCards/>
                {live(state)}
            </div>
        })}
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
    view! {
        <div class="trip-suggest">
            <h3 class="unseen">{live(move || words.get().trip.suggest)}</h3>
            <div class="trip-chunks">{CHUNKS.into_iter().map(button).collect::<Node>()}</div>
        </div>
    }
}
