//! What stands in the list's place: while it loads, when it did not come, when nothing matches.

use std::time::Duration;

use leptos::prelude::*;

use crate::letters::in_small;
use crate::query::{Removal, World};
use crate::text::Strings;
use crate::view::{Action, Filter};

use super::data::Progress;
use super::dom::{Node, view};
use super::icon::{Glyph, Icon};
use super::live::{live, when};
use super::{Data, Desk, Shown, View, Words};

/// A filter that was cleared can be had back for so long.
const UNDO: Duration = Duration::from_secs(6);

/// Clears the filter, and keeps it for a while.
pub(super) fn clear(view: View, desk: Desk) {
    let before = view.state.with_untracked(|s| s.filter.clone());
    if before.is_empty() {
        return;
    }
    desk.undo.set(Some(before.clone()));
    view.go(Action::SetFilter(Filter::default()));
    set_timeout(
        move || {
            if desk.undo.with_untracked(|u| u.as_ref() == Some(&before)) {
                desk.undo.set(None);
            }
        },
        UNDO,
    );
}

/// Grey rows after 300 ms; a sentence and a way on when it takes long or fails.
#[component]
pub(super) fn Loading() -> impl IntoView {
    let (data, words): (Data, Words) = (expect_context(), expect_context());
    let again = move || {
        view! {
            <button type="button" class="outline" on:click=move |_| data.ask()>{live(move || words.get().retry)}</button>
        }
    };
    view! {
            <div class="waiting">
                {live(move || match data.progress.get() {
                    Progress::Failed => view! {
                        <p class="state"><Glyph of=Icon::Warning/> <span>{words.get().failed}</span></p>
                        {again()}
                    },
                    Progress::Slow => view! { <p class="state">{words.get().slow}</p> {again()} },
                    Progress::Loading | Progress::Here => view! { <p class="unseen">{words.get().loading}</p> },
                })}
                {when(move || data.progress.get() != Progress::Failed, move || view! {
                    <div class="ghosts" aria-hidden="true">
                        {(0..6).map(|_| view! { <div class="ghost"><i></i><b></b><s></s></div> }).collect::<Node>()}
                    </div>
    })}
            </div>
        }
}

/// What a removal is called: `Öppet lör 20.00`, `Mål 6, Rent vatten`, `Oxie`.
fn removal_name(remove: &Removal, world: &World, words: &Strings) -> String {
    let atlas = &world.atlas;
    match remove {
        Removal::Goal(goal) => words.goal_named(*goal, atlas.goals[goal.index()].short.get(words.lang)),
        Removal::Goals => words.every_goal_choice.to_owned(),
        Removal::Partner(id) => atlas.partner(*id).short.clone(),
        Removal::District(id) => atlas.district(*id).name.clone(),
        Removal::Station(id) => atlas.station(*id).name.clone(),
        Removal::Partners => in_small(words.partner),
        Removal::Districts => in_small(words.district),
        Removal::Stations => in_small(words.station),
        Removal::Kinds => in_small(words.solution),
        Removal::Parts => words.part.to_owned(),
        Removal::Open(at) => words.open_choice(*at),
        Removal::Words(text) | Removal::Unknown(text) => format!("”{text}”"),
    }
}

/// Nothing matches: what to take away, and what that gives.
#[component]
pub(super) fn NothingMatches() -> impl IntoView {
    let (data, words, shown): (Data, Words, Shown) = (expect_context(), expect_context(), expect_context());
    let (view, desk): (View, Desk) = (expect_context(), expect_context());
    let reliefs = move || {
        let (world, answer) = (data.world.get()?, shown.answer.get()?);
        let words = words.get();
        let relief = |r: &crate::query::Relief| {
            let (name, filter) = (removal_name(&r.remove, &world, words), r.filter.clone());
            view! {
                <li>
                    <button type="button" class="relief" on:click=move |_| view.go(Action::SetFilter(filter.clone()))>
                        <span>{words.remove} " " <b>{name}</b></span>
                        <span class="faint">{words.count_sites(r.gives)}</span>
                    </button>
                </li>
            }
        };
        Some(
            answer
                .reliefs
                .iter()
                .filter(|r| r.gives > 0)
                .map(relief)
                .collect::<Node>(),
        )
    };
    let only_words = move || {
        view.state.with(|s| {
            let rest = Filter {
                words: String::new(),
                ..s.filter.clone()
            };
            (rest.is_empty() && !s.filter.words.is_empty()).then(|| s.filter.words.clone())
        })
    };
    view! {
        <div class="empty">
            <h3>{live(move || words.get().nothing)}</h3>
            <p>{live(move || only_words().map_or(words.get().nothing_why.to_owned(), |w| words.get().nothing_called(&w)))}</p>
            <ul>{reliefs}</ul>
            <button type="button" class="outline" on:click=move |_| clear(view, desk)>{live(move || words.get().clear_all)}</button>
        </div>
    }
}
