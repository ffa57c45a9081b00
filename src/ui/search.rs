//! Search: suggestions while typing; the words themselves narrow the list when the hand rests.

use std::time::Duration;

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::KeyboardEvent;

use crate::model::Goals;
use crate::query::{Found, FoundKind, World};
use crate::text::Strings;
use crate::view::{Action, Filter};

use super::dom::{Node, view};
use super::icon::{Glyph, Icon};
use super::live::{effect, live, when};
use super::mark::{goal_chip, site_mark};
use super::pause::Rests;
use super::{Data, Desk, Stage, View, Words};

/// Words settle after so long.
const SETTLE: Duration = Duration::from_millis(250);
/// Suggestions shown.
const MOST: usize = 8;

/// What a suggestion is called, and what it is.
fn said(found: &Found, world: &World, words: &Strings) -> (String, String) {
    let (atlas, lang) = (&world.atlas, words.lang);
    match found.what {
        FoundKind::Site(id) => (atlas.sites.title(id).get(lang).to_owned(), atlas.site(id).subarea),
        FoundKind::Partner(id) => (atlas.partner(id).short.clone(), words.partner.to_owned()),
        FoundKind::District(id) => (atlas.district(id).name.clone(), words.district.to_owned()),
        FoundKind::Station(id) => (atlas.station(id).name.clone(), words.station.to_owned()),
        FoundKind::Goal(goal) => (
            atlas.goals[goal.index()].name.get(lang).to_owned(),
            format!("{} {}", words.found_goal, goal.number()),
        ),
        FoundKind::Subarea(i) => (atlas.city.subareas[i].area.name.clone(), words.found_subarea.to_owned()),
    }
}

/// The filter with a suggestion put in and the words taken out.
fn filter_with(found: &Found, world: &World, filter: &Filter) -> Filter {
    let mut filter = filter.clone();
    let put = |list: &mut Vec<String>, slug: &str| {
        if !list.iter().any(|s| s == slug) {
            list.push(slug.to_owned());
            crate::order::sort(list);
        }
    };
    let atlas = &world.atlas;
    filter.words.clear();
    match found.what {
        FoundKind::Site(_) => {}
        FoundKind::Partner(id) => put(&mut filter.partners, &atlas.partner(id).slug),
        FoundKind::District(id) => put(&mut filter.districts, &atlas.district(id).slug),
        FoundKind::Station(id) => put(&mut filter.stations, &atlas.station(id).slug),
        FoundKind::Goal(goal) if filter.goals.has(goal) => {}
        FoundKind::Goal(goal) => filter.goals = filter.goals.toggled(goal),
        FoundKind::Subarea(i) => filter.words.clone_from(&atlas.city.subareas[i].area.name),
    }
    filter
}

/// The search field with its suggestions, and on a phone the way to the filters.
#[component]
pub(super) fn Search() -> impl IntoView {
    let (view, words, data): (View, Words, Data) = (expect_context(), expect_context(), expect_context());
    let (stage, desk): (Stage, Desk) = (expect_context(), expect_context());
    let input = NodeRef::<html::Input>::new();
    let typed = RwSignal::new(String::new());
    let is_open = RwSignal::new(false);
    let at = RwSignal::new(None::<usize>);
    let timer = StoredValue::new(None::<TimeoutHandle>);
    let suggestions = RwSignal::new(Vec::<Found>::new());
    effect(move || {
        let (world, text, lang) = (data.world.get(), typed.get(), words.lang());
        let Some(world) = world.filter(|_| !text.trim().is_empty()) else {
            return suggestions.set(Vec::new());
        };
        let asked = text.clone();
        spawn_local(async move {
            let rests = Rests::while_wanted(move || typed.with_untracked(|now| *now == asked));
            let mut found = world.look_up(&text, lang, &rests).await;
            found.truncate(MOST);
            if typed.with_untracked(|now| *now == text) {
                suggestions.set(found);
            }
        });
    });
    let shows = move || is_open.get() && !suggestions.with(Vec::is_empty);

    // The field follows the address, but not while the two say the same.
    let asked = view.slice(|s| s.filter.words.clone());
    effect(move || {
        let words = asked.get();
        if let Some(field) = input.get()
            && field.value().trim() != words
        {
            field.set_value(&words);
            typed.set(words);
        }
    });
    let settle_now = move |text: String| {
        if let Some(timer) = timer.try_update_value(Option::take).flatten() {
            timer.clear();
        }
        view.go(Action::Words(text.trim().to_owned()));
    };
    // The words may not have settled into the address yet, so the field is emptied here and not by what follows it.
    let empty = move || {
        if let Some(field) = input.get_untracked() {
            field.set_value("");
        }
        typed.set(String::new());
        settle_now(String::new());
    };
    let on_input = move |event: leptos::ev::Event| {
        let text = event_target_value(&event);
        typed.set(text.clone());
        at.set(None);
        is_open.set(true);
        let handle = set_timeout_with_handle(move || settle_now(text), SETTLE).ok();
        if let Some(Some(before)) = timer.try_update_value(|t| std::mem::replace(t, handle)) {
            before.clear();
        }
    };
    let take = move |found: Found| {
        let Some(world) = data.world.get_untracked() else {
            return;
        };
        empty();
        is_open.set(false);
        view.go(Action::SetFilter(
            view.state.with_untracked(|s| filter_with(&found, &world, &s.filter)),
        ));
        match found.what {
            FoundKind::Site(id) => view.go(Action::Choose(world.atlas.sites.slug(id).to_owned())),
            FoundKind::Station(id) => stage.fly_to_station(id),
            _ => {}
        }
    };
    let on_key = move |event: KeyboardEvent| {
        let count = suggestions.with_untracked(Vec::len);
        let now = at.get_untracked();
        match event.key().as_str() {
            "ArrowDown" if count > 0 => {
                is_open.set(true);
                at.set(Some(now.map_or(0, |i| (i + 1) % count)));
            }
            "ArrowUp" if count > 0 => at.set(Some(now.map_or(count - 1, |i| (i + count - 1) % count))),
            "Enter" => match now.and_then(|i| suggestions.with_untracked(|s| s.get(i).copied())) {
                Some(found) if is_open.get_untracked() => take(found),
                _ => {
                    settle_now(typed.get_untracked());
                    is_open.set(false);
                }
            },
            "Escape" if untrack(shows) => is_open.set(false),
            "Escape" if !typed.with_untracked(String::is_empty) => empty(),
            _ => return,
        }
        event.prevent_default();
    };
    // `/` leads here from everywhere but another field.
    let _ = window_event_listener(leptos::ev::keydown, move |event| {
        let in_field = document()
            .active_element()
            .is_some_and(|e| matches!(e.tag_name().as_str(), "INPUT" | "SELECT" | "TEXTAREA"));
        if event.key() == "/" && !in_field && !event.ctrl_key() && !event.meta_key() {
            event.prevent_default();
            if let Some(field) = input.get_untracked() {
                let _ = field.focus();
            }
        }
    });
    let option = move |i: usize, found: Found, world: &World| {
        let (name, what) = said(&found, world, words.get());
        let picture = match found.what {
            FoundKind::Site(id) => {
                let site = world.atlas.site(id);
                site_mark(site.goals, site.first_kind, Goals::default())
            }
            FoundKind::Goal(goal) => goal_chip(goal),
            FoundKind::Station(_) => view! { <span class="bead"></span> },
            _ => view! { <span></span> },
        };
        view! {
            <li
                id=format!("forslag-{i}")
                role="option"
                aria-selected=move || (at.get() == Some(i)).to_string()
                on:pointerdown=move |e| e.prevent_default()
                on:click=move |_| take(found)
            >
                {picture}
                <span class="found-name">{name}</span>
                <span class="found-what">{what}</span>
            </li>
        }
    };
    view! {
            <div class="search" role="search">
                <div class="search-field">
                    <Glyph of=Icon::Search/>
                    <input
                        node_ref=input
                        type="search"
                        role="combobox"
                        autocomplete="off"
                        spellcheck="false"
                        enterkeyhint="search"
                        maxlength="80"
                        aria-label=move || words.get().search
                        placeholder=move || if desk.narrow.get() { words.get().search_short } else { words.get().search }
                        aria-autocomplete="list"
                        aria-controls="forslag"
                        aria-expanded=move || shows().to_string()
                        aria-activedescendant=move || at.get().filter(|_| shows()).map(|i| format!("forslag-{i}"))
                        on:input=on_input
                        on:keydown=on_key
                        on:focus=move |_| is_open.set(true)
                        on:blur=move |_| is_open.set(false)
                    />
                    {when(move || !typed.with(String::is_empty), move || view! {
                        <button
                            type="button"
                            class="search-clear"
                            aria-label=move || words.get().clear
                            on:click=move |_| {
                                settle_now(String::new());
                                typed.set(String::new());
                                if let Some(field) = input.get_untracked() {
                                    field.set_value("");
                                    let _ = field.focus();
                                }
                            }
                        >
                            <Glyph of=Icon::Close/>
                        </button>
    })}
                </div>
                <button
                    type="button"
                    class="square filters-open"
                    aria-label=move || words.get().filters
                    aria-expanded=move || desk.filters.get().to_string()
                    on:click=move |_| desk.filters.set(true)
                >
                    <Glyph of=Icon::Filter/>
                </button>
                <ul id="forslag" class="found" role="listbox" aria-label=move || words.get().suggestions hidden=move || !shows()>
                    {live(move || data.world.get().map(|world| {
                        suggestions.get().into_iter().enumerate().map(|(i, f)| option(i, f, &world)).collect::<Node>()
                    }))}
                </ul>
            </div>
        }
}
