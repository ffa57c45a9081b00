//! The day out, as far as it is built on a screen: stops in, stops out, all of it on to a phone, where the rest is.

use std::sync::Arc;

use leptos::prelude::*;

use super::Desk;
use super::list::{row, row_of, way_said};
use crate::day::{Outing, Plan, Step, proof, why};
use crate::kiosk::{Clock, Press, Screen};
use crate::model::SiteId;
use crate::query::World;
use crate::text::Strings;
use crate::ui::Words;
use crate::ui::dom::{Node, view};
use crate::ui::icon::{Glyph, Icon};
use crate::ui::live::{live, memo};
use crate::view::Action;
use crate::view::wish::{Edit, Place, Wish};

/// Changes the day. The first change settles that it begins here, at the time shown.
pub(super) fn edit(desk: Desk, edit: Edit) {
    let wish = desk.view.state.with_untracked(|s| s.trip.clone());
    let mut next = wish.after(edit);
    if !next.stops.is_empty() {
        let is_known = desk.clock.get_untracked().is_some_and(Clock::is_known);
        if next.leaves.is_none() && is_known {
            let clock = desk.data.clock.get_untracked();
            next.leaves = Some(clock.plus_minutes((5 - i32::from(clock.minute % 5)) % 5));
        }
        if next.start.is_none() {
            next.start = Some(Place::Station(desk.post.with_untracked(|p| p.station.clone())));
        }
    }
    desk.view.go(Action::Trip(Edit::Take(Box::new(next))));
}

/// A wish with its plan, proved; nothing without stops.
#[derive(Clone, Copy)]
pub(super) struct Planned(Memo<Option<Arc<(Wish, Plan)>>>);

/// Plans the day as it is wished.
pub(super) fn follow(desk: Desk) -> Planned {
    let asked = desk.view.slice(|s| s.trip.clone());
    Planned(memo(move || {
        let (world, wish) = (desk.data.world.get()?, asked.get());
        if wish.stops.is_empty() {
            return None;
        }
        let clock = wish.leaves.unwrap_or_else(|| desk.data.clock.get());
        let plan = Outing::new(&world, &wish, clock)?.plan();
        let is_sound = proof::faults(&world, &wish, clock, &plan).is_empty();
        is_sound.then(|| Arc::new((wish, plan)))
    }))
}

/// Stops on a page, and visits with the ways to them beside it.
const STOPS: usize = 4;

/// The steps that go with a page of stops; with the last the way home.
fn of_page(steps: &[Step], desk: Desk) -> &[Step] {
    let visits = steps
        .iter()
        .enumerate()
        .filter(|(_, step)| matches!(step, Step::Visit { .. }));
    let ends: Vec<usize> = visits.map(|(i, _)| i + 1).collect();
    let pages = desk.view.state.with(|s| s.trip.stops.len().div_ceil(STOPS));
    let page = desk.kiosk.with(|k| k.page_of(pages));
    let end_of = |page: usize| match (page * STOPS).checked_sub(1) {
        None => 0,
        Some(last) => ends.get(last).copied().unwrap_or(steps.len()),
    };
    let to = if (page + 1) * STOPS >= ends.len() {
        steps.len()
    } else {
        end_of(page + 1)
    };
    steps.get(end_of(page)..to).unwrap_or_default()
}

/// The way and the visits, in order.
#[component]
pub(super) fn Steps() -> impl IntoView {
    let (desk, words, Planned(planned)): (Desk, Words, Planned) =
        (expect_context(), expect_context(), expect_context());
    let steps = move || {
        let (world, words) = (desk.data.world.get()?, words.get());
        let is_empty = desk.view.state.with(|s| s.trip.stops.is_empty());
        let why = match desk.clock.get()?.is_known() {
            _ if is_empty => Some(words.kiosk.day_empty),
            false => Some(words.kiosk.unknown_why),
            true if planned.get().is_none() => Some(words.kiosk.no_plan),
            true => None,
        };
        let Some(planned) = planned.get().filter(|_| why.is_none()) else {
            return why.map(|why| view! { <p class="k-none">{why}</p> });
        };
        let (_, plan) = &*planned;
        let line = |step: &Step| {
            let (icon, title, under) = match step {
                Step::Walk { .. } => {
                    let (title, under) = words.way(&world, step, 0);
                    (Icon::Walk, title, under)
                }
                Step::Train { .. } => {
                    let (title, under) = words.way(&world, step, 0);
                    (Icon::Train, title, under)
                }
                Step::Visit {
                    site, begins, leaves, ..
                } => {
                    let title = world.atlas.sites.title(*site).get(words.lang).to_owned();
                    (Icon::Locate, title, words.from_to(*begins, *leaves))
                }
                Step::Rest { begins, leaves, .. } => {
                    (Icon::Meal, words.trip.pause.to_owned(), words.from_to(*begins, *leaves))
                }
            };
            let is_visit = matches!(step, Step::Visit { .. });
            view! {
                <li class:visit=is_visit>
                    <span class="k-step-time">{words.clock(step.begins().minute)}</span>
                    <Glyph of=icon/>
                    <span><b>{title}</b> <span>{under}</span></span>
                </li>
            }
        };
        Some(view! {
            <div class="k-day">
                <h2>{words.trip.your_day}</h2>
                <p>{words.day_length(plan.leaves, plan.home)} " · " {words.places(plan.totals(&world).sites)}</p>
                <ol>{of_page(&plan.steps, desk).iter().map(line).collect::<Node>()}</ol>
                {(!plan.missed.is_empty()).then(|| view! {
                    <p class="state"><Glyph of=Icon::Warning/> <b>{(words.trip.stops_missed)(plan.missed.len())}</b></p>
                })}
            </div>
        })
    };
    live(steps)
}

/// The stops, each with the button that takes it out, and the way on.
#[component]
pub(super) fn Stops() -> impl IntoView {
    let (desk, words, planned): (Desk, Words, Planned) = (expect_context(), expect_context(), expect_context());
    let stops = desk
        .view
        .slice(|s| s.trip.stops.iter().map(|stop| stop.slug.clone()).collect::<Vec<_>>());
    let rows = move || {
        let (world, clock) = desk.data.world.get().zip(desk.clock.get())?;
        let all = stops.get();
        let from = desk.kiosk.with(|k| k.page_of(all.len().div_ceil(STOPS))) * STOPS;
        let shown = (1..).zip(all).skip(from).take(STOPS);
        let rows = shown.map(|(number, slug)| stop(desk, words, planned, &world, clock, number, slug));
        Some(rows.collect::<Node>())
    };
    let has_stops = move || !stops.with(Vec::is_empty);
    view! {
        <div class="k-list-head">
            <h2>{live(move || words.get().kiosk.day)}</h2>
            {live(move || desk.pages(words, stops.with(|s| s.len().div_ceil(STOPS))))}
        </div>
        <div class="k-rows">{live(rows)}</div>
        <div class="k-ways">
            {live(move || has_stops().then(|| view! {
                {desk.button("k-way fill", way_said(words, Icon::Phone, |w| w.kiosk.phone), Press::Go(Screen::Phone))}
                <button type="button" class="k-way" on:click=move |_| edit(desk, Edit::Clear)>
                    {way_said(words, Icon::Erase, |w| w.kiosk.day_clear)}
                </button>
            }))}
        </div>
    }
}

/// Why a stop is not in the plan; nothing for one that is.
fn why_missed(words: &Strings, world: &Arc<World>, planned: Planned, clock: Clock, site: SiteId) -> Option<String> {
    let planned = planned.0.get().filter(|_| clock.is_known())?;
    let (wish, plan) = &*planned;
    let slug = world.atlas.sites.slug(site);
    let at = wish.stops.iter().position(|stop| *stop.slug == *slug)?;
    plan.missed.contains(&at).then(|| {
        let from = wish.leaves.unwrap_or(clock.moment());
        words.why_not(world, wish, why(world, wish, from, site))
    })
}

fn stop(
    desk: Desk,
    words: Words,
    planned: Planned,
    world: &Arc<World>,
    clock: Clock,
    number: u32,
    slug: String,
) -> Node {
    let words = words.get();
    let Some(site) = world.atlas.sites.find(&slug) else {
        return view! { <p class="k-row">{words.unknown_stop(&slug)}</p> };
    };
    let of = row_of(world, site, number, clock);
    let under = why_missed(words, world, planned, clock, site).unwrap_or_else(|| {
        let opening = world.opening(site, clock.moment()).filter(|_| clock.is_known());
        opening.map_or_else(String::new, |o| words.opening(o, clock.moment()))
    });
    view! {
        <div class="k-stop">
            {row(desk, words, world, &of, under, None, false)}
            <button type="button" class="k-arrow" aria-label=words.trip.take_out on:click=move |_| edit(desk, Edit::Remove(slug.clone()))>
                <Glyph of=Icon::Close/>
            </button>
        </div>
    }
}
