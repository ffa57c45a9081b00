//! The 17 goals as toggle buttons: a grid beside the map, a strip above it on a phone. One stop for Tab, arrows within.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent};

use crate::model::Goal;
use crate::view::Action;

use super::dom::{Node, view};
use super::icon::{Glyph, Icon};
use super::live::{live, memo};
use super::mark::goal_class;
use super::{Data, Shown, View, Words};

/// Tiles in a row of the grid.
const COLUMNS: usize = 6;
/// The goals and the tile for all of them.
const TILES: usize = Goal::COUNT + 1;

/// Where an arrow key leads from a tile.
fn step(from: usize, key: &str) -> Option<usize> {
    match key {
        "ArrowRight" => Some((from + 1) % TILES),
        "ArrowLeft" => Some((from + TILES - 1) % TILES),
        "ArrowDown" => (from + COLUMNS < TILES).then_some(from + COLUMNS),
        "ArrowUp" => from.checked_sub(COLUMNS),
        "Home" => Some(0),
        "End" => Some(TILES - 1),
        _ => None,
    }
}

/// The goals.
#[component]
pub(super) fn Goals() -> impl IntoView {
    let (view, words): (View, Words) = (expect_context(), expect_context());
    let (data, shown): (Data, Shown) = (expect_context(), expect_context());
    let chosen = view.slice(|s| s.filter.goals);
    let at = RwSignal::new(0_usize);
    let grid = NodeRef::<html::Div>::new();
    let on_key = move |event: KeyboardEvent| {
        let Some(next) = step(at.get_untracked(), &event.key()) else {
            return;
        };
        event.prevent_default();
        at.set(next);
        let tile = grid.get_untracked().and_then(|g| g.children().item(next as u32));
        if let Some(tile) = tile.and_then(|t| t.dyn_into::<HtmlElement>().ok()) {
            let _ = tile.focus();
        }
    };
    let count = move |goal: Goal| {
        shown
            .answer
            .with(|a| a.as_ref().map(|a| a.counts.goals[goal.index()] as usize))
    };
    let tile = move |goal: Goal| {
        let count = memo(move || count(goal));
        // Said, not shown: words on the page would be laid out anew for every count.
        let said = move || {
            let words = words.get();
            data.world.with(|w| {
                let name = w.as_ref()?.atlas.goals.get(goal.index())?.name.get(words.lang);
                Some(words.goal_button(goal, name, count.get().unwrap_or(0)))
            })
        };
        let is_on = move || chosen.get().has(goal);
        let title = move || {
            let lang = words.lang();
            data.world.with(|w| {
                w.as_ref()
                    .map(|w| w.atlas.goals[goal.index()].name.get(lang).to_owned())
            })
        };
        view! {
            <button
                type="button"
                class=format!("tile {}", goal_class(goal))
                class:on=is_on
                class:none=move || count.get() == Some(0)
                aria-pressed=move || is_on().to_string()
                title=title
                aria-label=said
                tabindex=move || if at.get() == goal.index() { "0" } else { "-1" }
                on:focus=move |_| at.set(goal.index())
                on:click=move |_| view.go(Action::ToggleGoal(goal))
            >
                <span class="tile-number">{goal.number()} <Glyph of=Icon::Tick/></span>
                " "
                <span class="tile-count" aria-hidden="true">{live(move || count.get())}</span>
            </button>
        }
    };
    view! {
        <div class="goals">
            <div class="goals-head">
                <h2>{live(move || words.get().goals)}</h2>
                <p>{live(move || goals_said(view, data, words))}</p>
            </div>
            <div class="tiles" class:some=move || !chosen.get().is_empty() role="group" aria-label=move || words.get().goals node_ref=grid on:keydown=on_key>
                {Goal::all().map(tile).collect::<Node>()}
                <button
                    type="button"
                    class="tile all"
                    class:on=move || chosen.get().is_empty()
                    aria-pressed=move || chosen.get().is_empty().to_string()
                    tabindex=move || if at.get() == Goal::COUNT { "0" } else { "-1" }
                    on:focus=move |_| at.set(Goal::COUNT)
                    on:click=move |_| view.go(Action::AllGoals)
                >
                    <span class="tile-number">{live(move || words.get().all)}</span>
                    <span class="tile-count">
                        {live(move || shown.answer.with(|a| a.as_ref().map(|a| a.counts.goals_all)))}
                    </span>
                </button>
            </div>
        </div>
    }
}

/// Which goals are chosen, in a few words: `Rent vatten · Städer`.
pub(super) fn goals_said(view: View, data: Data, words: Words) -> String {
    let (words, goals) = (words.get(), view.state.with(|s| s.filter.goals));
    if goals.is_empty() {
        return words.all_goals_shown.to_owned();
    }
    data.world.with(|w| {
        let names = w.as_ref().map(|w| {
            let short = |g: Goal| w.atlas.goals.get(g.index()).map(|n| n.short.get(words.lang).to_owned());
            goals.iter().filter_map(short).collect::<Vec<_>>().join(" · ")
        });
        names.unwrap_or_default()
    })
}
