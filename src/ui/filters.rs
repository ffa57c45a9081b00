//! The filter grid: six groups that fold out into choices. On a phone it covers the screen when asked for.

use leptos::prelude::*;

use crate::model::{Bits, Kind, Part};
use crate::query::{Answer, World};
use crate::text::Strings;
use crate::view::{Action, Filter};

use super::dom::{Node, view};
use super::icon::{Glyph, Icon};
use super::live::{live, memo, when};
use super::open_at::OpenAt;
use super::{Data, Desk, Group, Shown, View, Words};

/// One choice within a group.
#[derive(Debug, Clone, PartialEq)]
struct Choice {
    name: String,
    count: u32,
    is_on: bool,
    action: Action,
}

/// The choices of a group, in order, and how many there are.
fn choices(group: Group, world: &World, answer: &Answer, filter: &Filter, words: &Strings) -> Vec<Choice> {
    let (atlas, counts, lang) = (&world.atlas, &answer.counts, words.lang);
    match group {
        Group::District => (atlas.city.districts.iter().zip(&counts.districts))
            .map(|(d, n)| Choice {
                name: d.name.clone(),
                count: *n,
                is_on: filter.districts.contains(&d.slug),
                action: Action::ToggleDistrict(d.slug.clone()),
            })
            .collect(),
        Group::Station => (atlas.stations.iter().zip(&counts.stations))
            .map(|(s, n)| Choice {
                name: s.name.clone(),
                count: *n,
                is_on: filter.stations.contains(&s.slug),
                action: Action::ToggleStation(s.slug.clone()),
            })
            .collect(),
        Group::Partner => (atlas.partners.iter().zip(&counts.partners))
            .map(|(p, n)| Choice {
                name: p.short.clone(),
                count: *n,
                is_on: filter.partners.contains(&p.slug),
                action: Action::TogglePartner(p.slug.clone()),
            })
            .collect(),
        Group::Solution => (Kind::ALL.iter().zip(counts.kinds))
            .map(|(k, n)| Choice {
                name: words.kinds[*k as usize].to_owned(),
                count: n,
                is_on: filter.kinds.has(*k as usize),
                action: Action::ToggleKind(*k),
            })
            .collect(),
        Group::Part => (Part::ALL.iter().zip(counts.parts))
            .map(|(p, n)| Choice {
                name: atlas.expo.parts[*p as usize].name.get(lang).to_owned(),
                count: n,
                is_on: filter.parts.has(*p as usize),
                action: Action::TogglePart(*p),
            })
            .collect(),
        Group::Open => Vec::new(),
    }
}

/// The filter with a group emptied.
fn without(filter: &Filter, group: Group) -> Filter {
    let mut filter = filter.clone();
    match group {
        Group::District => filter.districts.clear(),
        Group::Station => filter.stations.clear(),
        Group::Partner => filter.partners.clear(),
        Group::Solution => filter.kinds = Bits::default(),
        Group::Part => filter.parts = Bits::default(),
        Group::Open => filter.open = None,
    }
    filter
}

/// The grid.
#[component]
pub(super) fn Filters() -> impl IntoView {
    let (words, desk, shown): (Words, Desk, Shown) = (expect_context(), expect_context(), expect_context());
    let name = move |group| {
        let w = words.get();
        match group {
            Group::District => w.district,
            Group::Station => w.station,
            Group::Partner => w.partner,
            Group::Solution => w.solution,
            Group::Part => w.part,
            Group::Open => w.open,
        }
    };
    let groups = [
        Group::District,
        Group::Station,
        Group::Partner,
        Group::Solution,
        Group::Part,
        Group::Open,
    ];
    let total = move || shown.answer.with(|a| a.as_ref().map(|a| a.matches.total()));
    view! {
        <div class="filters" role="group" aria-label=move || words.get().filters>
            <div class="filters-head">
                <h2>{live(move || words.get().filters)}</h2>
                <button type="button" class="square" aria-label=move || words.get().close on:click=move |_| desk.filters.set(false)>
                    <Glyph of=Icon::Close/>
                </button>
            </div>
            <div class="filter-grid">
                {groups.into_iter().map(|group| view! { <Tile group name=Signal::derive(move || name(group))/> }).collect::<Node>()}
            </div>
            {live(move || desk.group.get().map(|group| view! {
                <div class="popover" role="group" aria-label=move || name(group)>
                    {if group == Group::Open {
                        view! { <OpenAt/> }
                    } else {
                        view! { <Choices group/> }
                    }}
                </div>
            }))}
            <button type="button" class="fill filters-done" on:click=move |_| {
                desk.group.set(None);
                desk.filters.set(false);
            }>
                {live(move || total().map(|n| words.get().show_sites(n)))}
            </button>
        </div>
    }
}

/// One group of the grid: what is chosen, a way to the choices, and a way to empty it.
#[component]
fn Tile(
    /// Which group.
    group: Group,
    /// What it is called.
    name: Signal<&'static str>,
) -> impl IntoView {
    let (view, words, desk): (View, Words, Desk) = (expect_context(), expect_context(), expect_context());
    let (data, shown): (Data, Shown) = (expect_context(), expect_context());
    let said = memo(move || {
        let (world, answer) = (data.world.get()?, shown.answer.get()?);
        let words = words.get();
        let filter = view.state.with(|s| s.filter.clone());
        if group == Group::Open {
            let open = filter.open;
            return Some((
                open.is_some(),
                open.map_or(words.any_time_short.to_owned(), |m| words.tile_moment(m)),
            ));
        }
        let all = choices(group, &world, &answer, &filter, words);
        let on: Vec<_> = all.iter().filter(|c| c.is_on).collect();
        Some(match &on[..] {
            [] => (
                filter != without(&filter, group),
                format!("{} {}", words.all, all.len()),
            ),
            [one] => (true, one.name.clone()),
            [one, rest @ ..] => (true, format!("{} +{}", one.name, rest.len())),
        })
    });
    let is_active = move || said.get().is_some_and(|s| s.0);
    let is_open = move || desk.group.get() == Some(group);
    view! {
            <div class="filter" class:active=is_active class:open=is_open>
                <button
                    type="button"
                    class="filter-main"
                    aria-expanded=move || is_open().to_string()
                    on:click=move |_| desk.group.update(|g| *g = if *g == Some(group) { None } else { Some(group) })
                >
                    <span class="filter-name">{move || name.get()}</span>
                    <span class="filter-said">{live(move || said.get().map_or(words.get().all.to_owned(), |s| s.1))}</span>
                    <Glyph of=Icon::Down/>
                </button>
                {when(is_active, move || view! {
                    <button
                        type="button"
                        class="filter-clear"
                        aria-label=move || format!("{} {}", words.get().remove, name.get())
                        on:click=move |_| view.go(Action::SetFilter(view.state.with_untracked(|s| without(&s.filter, group))))
                    >
                        <Glyph of=Icon::Close/>
                    </button>
    })}
            </div>
        }
}

/// A group's choices as toggle buttons with the sites each would give.
#[component]
fn Choices(
    /// Which group.
    group: Group,
) -> impl IntoView {
    let (view, words): (View, Words) = (expect_context(), expect_context());
    let (data, shown): (Data, Shown) = (expect_context(), expect_context());
    let all = memo(move || {
        let (world, answer) = (data.world.get()?, shown.answer.get()?);
        let filter = view.state.with(|s| s.filter.clone());
        Some(choices(group, &world, &answer, &filter, words.get()))
    });
    let count = all.with_untracked(|a| a.as_ref().map_or(0, Vec::len));
    let choice = move |i: usize| {
        let this = memo(move || all.with(|a| a.as_ref().and_then(|a| a.get(i).cloned())));
        view! {
            <li>
                <button
                    type="button"
                    class="choice"
                    class:none=move || this.get().is_some_and(|c| c.count == 0)
                    aria-pressed=move || this.get().is_some_and(|c| c.is_on).to_string()
                    on:click=move |_| if let Some(c) = this.get_untracked() { view.go(c.action) }
                >
                    <span class="box"><Glyph of=Icon::Tick/></span>
                    <span class="choice-name">{live(move || this.get().map(|c| c.name))}</span>
                    <span class="choice-count" aria-hidden="true">{live(move || this.get().map(|c| c.count))}</span>
                </button>
            </li>
        }
    };
    view! { <ul class="choices">{(0..count).map(choice).collect::<Node>()}</ul> }
}
