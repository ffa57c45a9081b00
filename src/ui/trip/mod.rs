//! The route: a day out beside the map, and on a phone in the sheet under it.

mod head;
mod qr;
mod settings;
mod steps;
mod suggest;
mod take;

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::*;

use crate::calendar::Moment;
use crate::day::{Chunk, Outing, Plan, Suggestion, Why, from_now, proof, why};
use crate::model::SiteId;
use crate::query::World;
use crate::view::wish::{Edit, Wish};
use crate::view::{Action, Panel};

use super::dom::{Node, view};
use super::icon::{Glyph, Icon};
use super::keep::{EarlierRoute, Keep, RouteFate};
use super::live::{live, memo, when};
use super::mark::goal_chip;
use super::{Data, View, Words};

pub(super) use head::TripHead;

/// Of so many stops that do not fit in it is worked out why.
const EXPLAINED: usize = 3;

/// A wish with what comes of it.
#[derive(Debug, PartialEq)]
pub(super) struct Planned {
    pub(super) wish: Wish,
    pub(super) plan: Plan,
    /// Whether the plan has passed its check; else it is not shown.
    pub(super) sound: bool,
    /// On how many days of 100 it holds.
    holds: u8,
    /// Why stops are not in it, by their place in the wish.
    whys: Vec<(usize, Why)>,
}

type Searching = Rc<RefCell<Option<Suggestion>>>;

/// What the route's parts share.
#[derive(Clone, Copy)]
pub(super) struct Trip {
    /// Worked out while the route is shown; nothing else.
    pub(super) planned: Memo<Option<Arc<Planned>>>,
    /// The stop whose buttons are folded out, by its slug.
    opened: RwSignal<Option<String>>,
    /// The suggestion that is being looked for, and the one asked for last.
    search: StoredValue<Searching, LocalStorage>,
    searching: RwSignal<bool>,
    /// Whether the choices of time and start are folded out.
    settings: RwSignal<bool>,
    chunk: RwSignal<Option<Chunk>>,
    /// Whether the day's QR code is shown.
    code: RwSignal<bool>,
    view: View,
    data: Data,
    keep: Keep,
}

impl Trip {
    pub(super) fn new(view: View, data: Data, keep: Keep) -> Self {
        let asked = view.slice(|s| (s.panel == Panel::Route).then(|| s.trip.clone()));
        let planned = memo(move || {
            let (wish, world) = (asked.get()?, data.world.get()?);
            // A wish that says when it leaves does not change with the time.
            let clock = wish.leaves.unwrap_or_else(|| data.clock.get());
            planned(&world, wish, clock).map(Arc::new)
        });
        Self {
            planned,
            opened: RwSignal::new(None),
            search: StoredValue::new_local(Rc::default()),
            searching: RwSignal::new(false),
            settings: RwSignal::new(false),
            chunk: RwSignal::new(None),
            code: RwSignal::new(false),
            view,
            data,
            keep,
        }
    }

    /// Changes the wish. The first change settles when the day begins: the time shown.
    pub(super) fn edit(self, edit: Edit) {
        let open = self.view.state.with_untracked(|s| s.filter.open);
        let wish = self.view.state.with_untracked(|s| s.trip.clone());
        let clock = open.unwrap_or_else(|| self.data.clock.get_untracked());
        let is_clear = edit == Edit::Clear;
        let mut next = wish.after(edit);
        if next.leaves.is_none() && !is_clear {
            next.leaves = Some(clock.plus_minutes((5 - i32::from(clock.minute % 5)) % 5));
        }
        self.keep.route(&next);
        self.view.go(Action::Trip(Edit::Take(Box::new(next))));
    }

    /// Whether a site is in the wish; followed.
    pub(super) fn has(self, slug: &str) -> bool {
        self.view.state.with(|s| s.trip.stop(slug).is_some())
    }

    /// Puts a site in, or takes it out.
    pub(super) fn toggle(self, slug: &str) {
        let is_in = self.view.state.with_untracked(|s| s.trip.stop(slug).is_some());
        let slug = slug.to_owned();
        self.edit(if is_in { Edit::Remove(slug) } else { Edit::Add(slug) });
    }

    /// The plan shown, with the world it is of.
    fn shown(self) -> Option<(Arc<Planned>, Arc<World>)> {
        self.planned.get().zip(self.data.world.get())
    }
}

fn planned(world: &Arc<World>, wish: Wish, clock: Moment) -> Option<Planned> {
    let mut outing = Outing::new(world, &wish, clock)?;
    let plan = outing.plan();
    let faults = proof::faults(world, &wish, clock, &plan);
    for fault in &faults {
        leptos::logging::warn!("{fault}");
    }
    let holds = outing.sturdiness(&plan);
    let explain = |stop: &usize| {
        let site = world.atlas.sites.find(&wish.stops.get(*stop)?.slug)?;
        Some((*stop, why(world, &wish, clock, site)))
    };
    let whys = plan.missed.iter().take(EXPLAINED).filter_map(explain).collect();
    Some(Planned {
        sound: faults.is_empty(),
        holds,
        whys,
        plan,
        wish,
    })
}

/// Everything under the head.
#[component]
pub(super) fn TripBody() -> impl IntoView {
    let (trip, words): (Trip, Words) = (expect_context(), expect_context());
    let is_empty = move || trip.view.state.with(|s| s.trip.stops.is_empty());
    let has_steps = move || {
        trip.planned
            .with(|p| p.as_ref().is_some_and(|p| p.sound && !p.plan.steps.is_empty()))
    };
    let ask = move || view! { <suggest::Suggest/> <settings::Settings/> };
    view! {
        <div class="trip" id="lista" tabindex="-1">
            <RouteFate/>
            {when(is_empty, move || view! {
                <p class="trip-empty">{live(move || words.get().trip.empty)}</p>
                <EarlierRoute/>
                {ask()}
            })}
            {live(move || trip.shown().map(|(planned, world)| steps::steps(trip, words, &planned, &world)))}
            {live(move || trip.shown().map(|(planned, world)| notes(trip, words, &planned, &world)))}
            {when(move || !is_empty(), ask)}
            {when(has_steps, move || view! { <take::TakeAlong/> })}
        </div>
    }
}

/// What does not fit in and why, what is gone, and how far the plan can be trusted.
fn notes(trip: Trip, words: Words, planned: &Planned, world: &Arc<World>) -> Node {
    let words = words.get();
    let t = words.trip;
    let (wish, plan) = (&planned.wish, &planned.plan);
    let warn = |text: String| view! { <p class="state trip-note"><Glyph of=Icon::Warning/> <span>{text}</span></p> };
    let title = |stop: usize| {
        let slug = wish.stops.get(stop).map_or("", |stop| &stop.slug);
        let site = world.atlas.sites.find(slug);
        site.map_or(slug.to_owned(), |id: SiteId| {
            world.atlas.sites.title(id).get(words.lang).to_owned()
        })
    };
    let mut out = Vec::new();
    if !planned.sound {
        out.push(warn(t.unproved.to_owned()));
    } else if plan.steps.is_empty() && !plan.missed.is_empty() && plan.from != plan.to {
        out.push(warn(t.no_way_home.to_owned()));
    }
    if planned.sound && plan.no_meal {
        out.push(warn(t.no_meal.to_owned()));
    }
    if !plan.missed.is_empty() {
        out.push(view! { <h3 class="trip-missed">{t.missed}</h3> });
    }
    for &stop in &plan.missed {
        let slug = wish.stops.get(stop).map(|stop| stop.slug.clone()).unwrap_or_default();
        let why = planned.whys.iter().find(|(of, _)| *of == stop).map(|(_, why)| *why);
        let remedy = why.and_then(|why| Some((words.remedy(world, wish, why)?, edit_of(wish, plan, why)?)));
        let remedy = remedy.map(|(said, edit)| {
            view! { <button type="button" class="outline" on:click=move |_| trip.edit(edit.clone())>{said}</button> }
        });
        let removed = slug.clone();
        out.push(view! {
            <div class="trip-why">
                <p class="state">
                    <Glyph of=Icon::Warning/>
                    <span><b>{title(stop)}</b> " " {why.map(|why| words.why_not(world, wish, why))}</span>
                </p>
                <div class="trip-ways">
                    {remedy}
                    <button type="button" class="outline" on:click=move |_| trip.edit(Edit::Remove(removed.clone()))>{t.remove}</button>
                </div>
            </div>
        });
    }
    for &stop in &plan.unknown {
        let slug = wish.stops.get(stop).map(|stop| stop.slug.clone()).unwrap_or_default();
        let said = words.unknown_stop(&slug);
        out.push(view! {
            <div class="trip-why">
                <p class="state"><Glyph of=Icon::Warning/> <span>{said}</span></p>
                <div class="trip-ways">
                    <button type="button" class="outline" on:click=move |_| trip.edit(Edit::Remove(slug.clone()))>{t.remove}</button>
                </div>
            </div>
        });
    }
    for stop in wish.stops.iter().filter(|stop| stop.skipped) {
        let slug = stop.slug.clone();
        let name = wish.stop(&slug).map(title);
        out.push(view! {
            <div class="trip-why">
                <p class="faint">{t.skipped} ": " <b>{name}</b></p>
                <div class="trip-ways">
                    <button type="button" class="outline" on:click=move |_| trip.edit(Edit::Skip(slug.clone()))>{t.take_back}</button>
                </div>
            </div>
        });
    }
    if planned.sound && !plan.steps.is_empty() {
        let goals: Node = plan.totals(world).goals.iter().map(goal_chip).collect();
        let count = plan.totals(world).goals.len();
        out.push(view! { <p class="trip-goals"><span>{words.goals_met(count)}</span> {goals}</p> });
        let exact = (plan.exact && wish.order == crate::view::wish::Order::Best).then_some(t.exact);
        out.push(view! {
            <p class="trip-note faint">{words.holds(planned.holds)} " " {exact} " " {t.planning}</p>
        });
        let now = trip.data.clock.get();
        if (plan.leaves..plan.home).contains(&now) {
            let rest = from_now(world, wish, plan, now);
            out.push(view! {
                <button type="button" class="fill trip-late" on:click=move |_| trip.edit(Edit::Take(Box::new(rest.clone())))>
                    <Glyph of=Icon::Clock/> {t.late}
                </button>
            });
        }
    }
    out.into_iter().collect()
}

/// The smallest change that would put a stop in, as an edit.
fn edit_of(wish: &Wish, plan: &Plan, why: Why) -> Option<Edit> {
    Some(match why {
        Why::Fits => Edit::Order(crate::view::wish::Order::Best),
        Why::TooLong { over } => Edit::Length(Some(wish.minutes? + over)),
        Why::TooLate {
            earlier: Some(earlier), ..
        } => {
            let leaves = wish.leaves.unwrap_or(plan.leaves);
            Edit::Leave(Some(leaves.plus_minutes(-i32::from(earlier))))
        }
        Why::Instead { stop } => Edit::Skip(wish.stops.get(stop)?.slug.clone()),
        _ => return None,
    })
}
