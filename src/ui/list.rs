//! The list "Längs ringen": everything the map holds, station by station, in words.
//!
//! What is in sight is there at once; the rest follows as the list is pulled up, or, in an expo of usual size, as soon
//! as nothing else happens.

use std::time::Duration;

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

use crate::model::Goals;
use crate::query::{Answer, Head, Row, Section, World};
use crate::text::Strings;
use crate::view::{Action, Filter};

use super::data::Progress;
use super::dom::{Node, view};
use super::icon::{Glyph, Icon};
use super::live::{effect, live, memo};
use super::mark::{goal_chip, site_mark};
use super::states::{Loading, NothingMatches};
use super::trip::Trip;
use super::{Data, Desk, Shown, Stage, View, Words};

/// An expo of so many sites is listed whole in the end; more of a longer list is shown on demand.
const WHOLE_UP_TO: usize = 150;
/// A screen of rows, and a little.
const FIRST_ROWS: usize = 10;
/// So many rows are added at a time.
const MORE_ROWS: usize = 40;
/// The rest of a whole list comes when the filter has rested for so long.
const REST: Duration = Duration::from_millis(300);

/// How much of the list is shown: its first rows, and more where they have been asked for, until the filter changes.
#[derive(Clone, Copy)]
pub(super) struct Length(RwSignal<Option<(Filter, usize)>>);

impl Default for Length {
    fn default() -> Self {
        Self(RwSignal::new(None))
    }
}

impl Length {
    /// How many rows of the list under a filter are shown at most, of so many sites in all; followed. Where a site is
    /// chosen, its row must be there.
    pub(super) fn rows(self, filter: &Filter, sites: usize, is_chosen: bool) -> usize {
        let asked = self.0.with(|asked| {
            let asked = asked.as_ref().filter(|(of, _)| of == filter);
            asked.map(|(_, rows)| *rows)
        });
        match asked {
            Some(rows) => rows,
            None if is_chosen && sites <= WHOLE_UP_TO => sites,
            None => FIRST_ROWS,
        }
    }

    /// Shows so many rows, until the filter changes.
    fn show(self, filter: Filter, rows: usize) {
        self.0.set(Some((filter, rows)));
    }
}

fn listed(answer: &Answer) -> usize {
    answer.sections.iter().map(|s| s.rows.len()).sum()
}

/// The element a site's row is found by.
pub(super) fn row_id(slug: &str) -> String {
    format!("rad-{slug}")
}

/// The list, or what stands in its place while it loads or when nothing matches.
#[component]
pub(super) fn List() -> impl IntoView {
    let (shown, view, words): (Shown, View, Words) = (expect_context(), expect_context(), expect_context());
    let (data, desk, stage): (Data, Desk, Stage) = (expect_context(), expect_context(), expect_context());
    let end = NodeRef::<html::Div>::new();
    let lengthen = move || {
        let rows = shown.answer.with_untracked(|a| {
            let a = a.as_ref()?;
            (a.matches.total() > listed(a)).then(|| listed(a) + MORE_ROWS)
        });
        if let Some(rows) = rows {
            desk.list.show(view.state.with_untracked(|s| s.filter.clone()), rows);
        }
    };
    whole_at_rest(view, data, desk);
    when_seen(end, shown, lengthen);

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
    let trip: Trip = expect_context();
    let stops = view.slice(|s| s.trip.stops.iter().map(|stop| stop.slug.clone()).collect::<Vec<_>>());
    let goals = view.slice(|s| s.filter.goals);
    let sections = move || {
        let (world, answer) = (data.world.get()?, shown.answer.get()?);
        let words = words.get();
        let sheet = Rows {
            world: &world,
            answer: &answer,
            words,
            view,
            stage,
            trip,
            stops: stops.get(),
            goals: goals.get(),
            chosen: site.get(),
        };
        let more = (answer.matches.total() > listed(&answer)).then(|| {
            view! {
                <button type="button" class="line-more" on:click=move |_| lengthen()>{words.show_more}</button>
            }
        });
        let sections = answer.sections.iter().filter(|s| !s.rows.is_empty());
        Some(view! {
            <ul class="line" aria-label=words.sites>{sections.map(|s| sheet.section(s)).collect::<Node>()}</ul>
            {more}
        })
    };
    let state = memo(move || total.get().filter(|n| *n > 0 || !has_failed()).map(|n| n > 0));
    view! {
        <div class="list" id="lista" tabindex="-1">
            {live(move || match state.get() {
                None => view! { <Loading/> },
                Some(false) => view! { <NothingMatches/> },
                Some(true) => live(sections),
            })}
            <div class="list-end" node_ref=end></div>
        </div>
    }
}

/// An expo of usual size is listed whole, for those who search the page or have it read to them; but later than the
/// map is drawn.
fn whole_at_rest(view: View, data: Data, desk: Desk) {
    let filter = view.slice(|s| s.filter.clone());
    Effect::new(move |timer: Option<Option<TimeoutHandle>>| {
        if let Some(Some(timer)) = timer {
            timer.clear();
        }
        let filter = filter.get();
        let sites = data.world.with(|w| w.as_ref().map(|w| w.atlas.sites.len()))?;
        let fill = move || desk.list.show(filter, sites);
        (sites <= WHOLE_UP_TO)
            .then(|| set_timeout_with_handle(fill, REST).ok())
            .flatten()
    });
}

/// Does something whenever the list's end is in sight and whenever the list changes with its end in sight.
fn when_seen(end: NodeRef<html::Div>, shown: Shown, act: impl Fn() + 'static) {
    let seen = Closure::<dyn FnMut(js_sys::Array)>::new(move |entries: js_sys::Array| {
        let mut entries = entries
            .iter()
            .map(JsCast::unchecked_into::<web_sys::IntersectionObserverEntry>);
        if entries.any(|e| e.is_intersecting()) {
            act();
        }
    });
    // A browser without it has the button.
    let Ok(observer) = web_sys::IntersectionObserver::new(seen.as_ref().unchecked_ref()) else {
        return;
    };
    // It lasts as long as the page.
    seen.forget();
    effect(move || {
        let is_long = shown
            .answer
            .with(|a| a.as_ref().is_some_and(|a| a.matches.total() > listed(a)));
        if let Some(end) = end.get() {
            observer.unobserve(&end);
            if is_long {
                observer.observe(&end);
            }
        }
    });
}

/// What the rows are made of.
struct Rows<'a> {
    world: &'a World,
    answer: &'a Answer,
    words: &'static Strings,
    view: View,
    stage: Stage,
    trip: Trip,
    /// The slugs of the stops of the day that is being planned.
    stops: Vec<String>,
    goals: Goals,
    chosen: Option<String>,
}

impl Rows<'_> {
    /// A section: a bead on the line with the sites reached from it.
    fn section(&self, section: &Section) -> Node {
        let stage = self.stage;
        let (name, title) = match section.head {
            Head::Station(id) => {
                let name = self.world.atlas.station(id).name.clone();
                let fly = move |_| stage.fly_to_station(id);
                let title = name.clone();
                (
                    name,
                    view! { <button type="button" class="station-name" on:click=fly>{title}</button> },
                )
            }
            Head::Elsewhere => {
                let name = self.words.elsewhere;
                (name.to_owned(), view! { <span class="station-name">{name}</span> })
            }
        };
        let is_station = section.head != Head::Elsewhere;
        view! {
            <li class="station" class:elsewhere=!is_station>
                <div class="station-head">
                    <h3>{title}</h3>
                    <span class="station-count">{self.words.count_sites(section.count)}</span>
                </div>
                <ul aria-label=name>{section.rows.iter().map(|r| self.row(r, is_station)).collect::<Node>()}</ul>
            </li>
        }
    }

    /// A site: its mark, title, place and walk; to the right its square, or the chosen goals it meets, and its hours.
    /// `near` a station, its walk is from there.
    fn row(&self, row: &Row, near: bool) -> Node {
        let site = self.world.atlas.site(row.site);
        let mut under = if site.subarea.is_empty() {
            site.address
        } else {
            site.subarea
        };
        if let Some(walk) = row.walk_minutes.filter(|_| near) {
            under = format!("{under} · {}", self.words.walk(walk));
        }
        let is_chosen = self.chosen.as_deref() == Some(&site.slug);
        let lit: Vec<_> = site.goals.iter().filter(|g| self.goals.has(*g)).collect();
        let right = if lit.is_empty() {
            view! { <span class="row-square">{row.square.clone()}</span> }
        } else {
            view! { <span class="row-goals">{lit.into_iter().map(goal_chip).collect::<Node>()}</span> }
        };
        let opening = row.opening.map(|o| self.words.opening_short(o, self.answer.at));
        view! {
            <li class="row" class:chosen=is_chosen>
                <a
                    id=row_id(&site.slug)
                    href=self.view.href(Action::Choose(site.slug.clone()))
                    aria-current=is_chosen.then_some("true")
                >
                    {site_mark(site.goals, site.first_kind, self.goals)}
                    <span class="row-words">
                        <span class="row-title">{site.title.get(self.words.lang).to_owned()}</span>
                        <span class="row-under">{under}</span>
                    </span>
                    <span class="row-right">
                        {right}
                        <span class="row-open">{opening}</span>
                    </span>
                </a>
                {(!self.stops.is_empty()).then(|| self.adder(&site.slug, site.title.get(self.words.lang)))}
            </li>
        }
    }

    /// While a day is planned: puts the site in, or takes it out.
    fn adder(&self, slug: &str, title: &str) -> Node {
        let (trip, slug) = (self.trip, slug.to_owned());
        let is_in = self.stops.contains(&slug);
        let said = if is_in {
            self.words.trip.take_out
        } else {
            self.words.trip.add
        };
        view! {
            <button
                type="button"
                class="square row-add"
                aria-pressed=is_in.to_string()
                aria-label=format!("{said}: {title}")
                on:click=move |_| trip.toggle(&slug)
            >
                <Glyph of=if is_in { Icon::Tick } else { Icon::Plus }/>
            </button>
        }
    }
}
