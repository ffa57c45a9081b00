//! The list "Längs ringen": everything the map holds, station by station, in words.

use leptos::prelude::*;

use crate::model::{Goals, SiteId};
use crate::query::{Answer, Head, Row};
use crate::view::{Action, Filter};

use super::data::Progress;
use super::dom::view;
use super::icon::{Glyph, Icon};
use super::live::{effect, live, memo, when};
use super::mark::{GoalChip, SiteMark};
use super::states::{Loading, NothingMatches};
use super::trip::Trip;
use super::{Data, Desk, Shown, Stage, View, Words};

/// An expo of so many sites is listed whole; of a longer list the first screens are shown.
const WHOLE_UP_TO: usize = 150;
const FIRST_ROWS: usize = 24;
/// So many rows are added at a time.
const MORE_ROWS: usize = 100;

/// How much of the list is shown: its first rows, and more where they have been asked for, until the filter changes.
#[derive(Clone, Copy)]
pub(super) struct Length(RwSignal<Option<(Filter, usize)>>);

impl Default for Length {
    fn default() -> Self {
        Self(RwSignal::new(None))
    }
}

impl Length {
    /// How many rows of the list under a filter are shown at most, of so many sites in all; followed.
    pub(super) fn rows(self, filter: &Filter, sites: usize) -> usize {
        let asked = self.0.with(|asked| {
            let asked = asked.as_ref().filter(|(of, _)| of == filter);
            asked.map(|(_, rows)| *rows)
        });
        match asked {
            _ if sites <= WHOLE_UP_TO => sites,
            Some(rows) => rows,
            None => FIRST_ROWS,
        }
    }

    fn lengthen(self, view: View) {
        let filter = view.state.with_untracked(|s| s.filter.clone());
        let now = untrack(|| self.rows(&filter, usize::MAX));
        self.0.set(Some((filter, now + MORE_ROWS)));
    }
}

/// The element a site's row is found by.
pub(super) fn row_id(slug: &str) -> String {
    format!("rad-{slug}")
}

/// The list, or what stands in its place while it loads or when nothing matches.
#[component]
pub(super) fn List() -> impl IntoView {
    let (shown, view, words): (Shown, View, Words) = (expect_context(), expect_context(), expect_context());
    let data: Data = expect_context();
    let desk: Desk = expect_context();
    let heads = memo(move || {
        shown.answer.with(|a| {
            let sections = a.iter().flat_map(|a| a.sections.iter());
            let listed = sections.filter(|s| !s.rows.is_empty());
            listed.map(|s| s.head).collect::<Vec<_>>()
        })
    });
    let is_long = move || {
        shown.answer.with(|a| {
            let listed = |a: &Answer| a.sections.iter().map(|s| s.rows.len()).sum::<usize>();
            a.as_ref().is_some_and(|a| a.matches.total() > listed(a))
        })
    };
    let has_failed = move || data.progress.get() == Progress::Failed;
    let total = memo(move || shown.answer.with(|a| a.as_ref().map(|a| a.matches.total())));

    // A chosen site's row comes into view by the nearest edge.
    let site = view.slice(|s| s.site.clone());
    effect(move || {
        let (Some(slug), true) = (site.get(), total.get().is_some()) else {
            return;
        };
        request_animation_frame(move || {
            if let Some(row) = document().get_element_by_id(&row_id(&slug)) {
                let how = web_sys::ScrollIntoViewOptions::new();
                how.set_block(web_sys::ScrollLogicalPosition::Nearest);
                row.scroll_into_view_with_scroll_into_view_options(&how);
            }
        });
    });
    view! {
            <div class="list" id="lista" tabindex="-1">
                {live(move || match total.get().filter(|n| *n > 0 || !has_failed()) {
                    None => view! { <Loading/> }.into_any(),
                    Some(0) => view! { <NothingMatches/> }.into_any(),
                    Some(_) => view! {
                        <ul class="line" aria-label=move || words.get().sites>
                            {live(move || heads.get().into_iter().map(|head| view! { <Station head/> }).collect_view())}
                        </ul>
                        {when(is_long, move || view! {
                            <button type="button" class="line-more" on:click=move |_| desk.list.lengthen(view)>
                                {live(move || words.get().show_more)}
                            </button>
    })}
                    }.into_any(),
                })}
            </div>
        }
}

/// A section: a bead on the line with the sites reached from it.
#[component]
fn Station(
    /// Which one.
    head: Head,
) -> impl IntoView {
    let (data, shown, words): (Data, Shown, Words) = (expect_context(), expect_context(), expect_context());
    let stage: Stage = expect_context();
    let rows = memo(move || {
        shown.answer.with(|a| {
            let a = a.as_ref()?;
            let section = a.sections.iter().find(|s| s.head == head)?;
            let row = |r: &Row| (r.clone(), r.opening.map(|o| words.get().opening_short(o, a.at)));
            Some(section.rows.iter().map(row).collect::<Vec<_>>())
        })
    });
    let count = memo(move || {
        let of = |a: &Answer| a.sections.iter().find(|s| s.head == head).map_or(0, |s| s.count);
        shown.answer.with(|a| a.as_ref().map_or(0, |a| of(a)))
    });
    let name = move || match head {
        Head::Station(id) => data
            .world
            .with(|w| w.as_ref().map(|w| w.atlas.station(id).name.clone())),
        Head::Elsewhere => Some(words.get().elsewhere.to_owned()),
    };
    let title = move || match head {
        Head::Station(id) => view! {
            <button type="button" class="station-name" on:click=move |_| stage.fly_to_station(id)>{name}</button>
        }
        .into_any(),
        Head::Elsewhere => view! { <span class="station-name">{name}</span> }.into_any(),
    };
    view! {
        <li class="station" class:elsewhere=head == Head::Elsewhere>
            <div class="station-head">
                <h3>{title()}</h3>
                <span class="station-count">{live(move || words.get().count_sites(count.get()))}</span>
            </div>
            <ul aria-label=name>
                <For
                    each=move || rows.get().unwrap_or_default()
                    key=|(row, opening)| (row.site, opening.clone())
                    let:item
                >
                    <SiteRow row=item.0 opening=item.1 near=matches!(head, Head::Station(_))/>
                </For>
            </ul>
        </li>
    }
}

/// A site: its mark, title, place and walk; to the right its square, or the chosen goals it meets, and its hours.
#[component]
fn SiteRow(
    /// The row.
    row: Row,
    /// Whether it is open, in short words.
    opening: Option<String>,
    /// Whether it is listed under a station, so that its walk is from there.
    near: bool,
) -> impl IntoView {
    let (data, view, words): (Data, View, Words) = (expect_context(), expect_context(), expect_context());
    let chosen_goals = view.slice(|s| s.filter.goals);
    let id: SiteId = row.site;
    let world = data.world.get_untracked()?;
    let site = world.atlas.site(id);
    let (slug, goals) = (site.slug.clone(), site.goals);
    let title = site.title.clone();
    let place = if site.subarea.is_empty() {
        site.address.clone()
    } else {
        site.subarea.clone()
    };
    let under = move || match row.walk_minutes.filter(|_| near) {
        Some(walk) => format!("{place} · {}", words.get().walk(walk)),
        None => place.clone(),
    };
    let is_chosen = {
        let slug = slug.clone();
        move || view.state.with(|s| s.site.as_deref() == Some(&slug))
    };
    let is_current = is_chosen.clone();
    let trip: Trip = expect_context();
    let building = view.slice(|s| !s.trip.stops.is_empty());
    let name = site.title.clone();
    let add = {
        let slug = slug.clone();
        move || {
            building.get().then(|| {
                let (tapped, is_in) = (slug.clone(), trip.has(&slug));
                let said = if is_in {
                    words.get().trip.take_out
                } else {
                    words.get().trip.add
                };
                view! {
                    <button
                        type="button"
                        class="square row-add"
                        aria-pressed=is_in.to_string()
                        aria-label=format!("{said}: {}", name.get(words.lang()))
                        on:click=move |_| trip.toggle(&tapped)
                    >
                        {if is_in { view! { <Glyph of=Icon::Tick/> } } else { view! { <Glyph of=Icon::Plus/> } }}
                    </button>
                }
            })
        }
    };
    let square = row.square;
    let right = move || {
        let lit: Vec<_> = goals.iter().filter(|g| chosen_goals.get().has(*g)).collect();
        if lit.is_empty() {
            view! { <span class="row-square">{square.clone()}</span> }.into_any()
        } else {
            view! { <span class="row-goals">{lit.into_iter().map(|goal| view! { <GoalChip goal/> }).collect_view()}</span> }
                .into_any()
        }
    };
    let href = {
        let slug = slug.clone();
        move || view.href(Action::Choose(slug.clone()))
    };
    let lit: Signal<Goals> = chosen_goals.into();
    Some(view! {
        <li class="row" class:chosen=is_chosen>
            <a id=row_id(&slug) href=href aria-current=move || is_current().then_some("true")>
                <SiteMark goals kind=site.first_kind lit/>
                <span class="row-words">
                    <span class="row-title">{live(move || title.get(words.lang()).to_owned())}</span>
                    <span class="row-under">{under}</span>
                </span>
                <span class="row-right">
                    {right}
                    <span class="row-open">{opening}</span>
                </span>
            </a>
            {live(add)}
        </li>
    })
}
