//! The route: a day out beside the map, and on a phone in the sheet under it.

mod bar;
mod changed;
mod drag;
mod going;
mod head;
mod here;
mod interests;
mod missed;
mod offers;
mod progress;
mod qr;
mod settings;
mod steps;
mod suggest;
mod take;
mod visited;

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::*;

use crate::calendar::Moment;
use crate::day::{Change, Chunk, Outing, Plan, Spot, Step, Suggestion, from_now, notices, proof, since};
use crate::model::SiteId;
use crate::query::World;
use crate::view::wish::{Edit, Wish};
use crate::view::{Action, Along, Panel};

use super::card::notice;
use super::dom::{IntoNode, Node, view};
use super::icon::{Glyph, Icon};
use super::keep::{EarlierRoute, Keep, RouteFate};
use super::live::{live, memo, when};
use super::{Data, View, Words};

pub(super) use bar::TripBar;
pub(super) use head::TripHead;
pub(super) use here::FromHere;

/// A wish with what comes of it.
#[derive(Debug, PartialEq)]
pub(super) struct Planned {
    pub(super) wish: Wish,
    pub(super) plan: Plan,
    /// Whether the plan has passed its check; else it is not shown.
    pub(super) sound: bool,
    /// On how many days of 100 it holds.
    holds: u8,
    /// What is different since its times were kept in the link.
    since: Vec<Change>,
    /// The time it was worked out for where the wish does not say when it leaves.
    clock: Moment,
}

impl Planned {
    /// How many steps are shown: none of a plan that is not sound.
    pub(super) fn steps(&self) -> usize {
        if self.sound { self.plan.steps.len() } else { 0 }
    }
}

type Searching = Rc<RefCell<Option<Suggestion>>>;

/// What the route's parts share. It lasts as long as the page; a pointer is carried about and not the whole.
#[derive(Clone, Copy)]
pub(super) struct Trip(&'static Parts);

impl std::ops::Deref for Trip {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        self.0
    }
}

/// What [`Trip`] points to.
pub(super) struct Parts {
    /// Worked out while the route is shown; nothing else.
    pub(super) planned: Memo<Option<Arc<Planned>>>,
    /// The step shown while the day is walked, by its place; as many as there are at its end.
    pub(super) step: Memo<Option<usize>>,
    /// The stop whose buttons are folded out, by its slug.
    opened: RwSignal<Option<String>>,
    /// The days offered beside each other.
    offers: offers::Offers,
    /// The suggestion that is being looked for, and the one asked for last.
    search: StoredValue<Searching, LocalStorage>,
    searching: RwSignal<bool>,
    /// Whether the choices of time and start are folded out.
    settings: RwSignal<bool>,
    chunk: RwSignal<Option<Chunk>>,
    /// Whether the day's QR code is shown.
    code: RwSignal<bool>,
    /// Where the visitor has been.
    visited: visited::Visited,
    /// The hand that draws a stop to another place.
    drag: StoredValue<drag::Shared, LocalStorage>,
    /// When the visits began before the stops were rearranged by hand: what moved is marked.
    before: StoredValue<Vec<(String, Moment)>>,
    /// What can be done about stops that are missed.
    missed: RwSignal<missed::Missed>,
    view: View,
    data: Data,
    keep: Keep,
}

impl Trip {
    pub(super) fn new(view: View, data: Data, keep: Keep) -> Self {
        let offers = offers::Offers::new();
        let asked = view.slice(|s| (s.panel == Panel::Route).then(|| s.trip.clone()));
        let planned = memo(move || {
            let (wish, world) = (asked.get()?, data.world.get()?);
            // A wish that says when it leaves does not change with the time.
            let clock = wish.leaves.unwrap_or_else(|| data.clock.get());
            offers
                .planned(&wish)
                .or_else(|| planned(&world, wish, clock).map(Arc::new))
        });
        let along = view.slice(|s| s.along);
        let step = memo(move || {
            let along = along.get()?;
            planned.with(|p| {
                let p = p.as_ref().filter(|p| p.steps() > 0)?;
                Some(match along {
                    Along::Now => p.plan.step_at(data.clock.get()),
                    Along::At(step) => usize::from(step).min(p.steps()),
                })
            })
        });
        Self(Box::leak(Box::new(Parts {
            planned,
            step,
            opened: RwSignal::new(None),
            offers,
            search: StoredValue::new_local(Rc::default()),
            searching: RwSignal::new(false),
            settings: RwSignal::new(false),
            chunk: RwSignal::new(None),
            code: RwSignal::new(false),
            visited: visited::Visited::new(),
            drag: StoredValue::new_local(Rc::default()),
            before: StoredValue::new(Vec::new()),
            missed: RwSignal::new(missed::Missed::default()),
            view,
            data,
            keep,
        })))
    }

    /// Changes the wish. The first change settles when the day begins: the time shown.
    pub(super) fn edit(self, edit: Edit) {
        let open = self.view.state.with_untracked(|s| s.filter.open);
        let wish = self.view.state.with_untracked(|s| s.trip.clone());
        let clock = open.unwrap_or_else(|| self.data.clock.get_untracked());
        let is_clear = edit == Edit::Clear;
        self.offers.lead_no_more();
        if is_clear {
            self.offers.clear();
            self.chunk.set(None);
        }
        self.before.set_value(match &edit {
            Edit::Arrange(_) | Edit::Stay(..) | Edit::Lock(_) | Edit::Skip(_) | Edit::Remove(_) => self.visits(),
            _ => Vec::new(),
        });
        let mut next = wish.after(edit);
        if next.leaves.is_none() && !is_clear {
            next.leaves = Some(clock.plus_minutes((5 - i32::from(clock.minute % 5)) % 5));
        }
        self.keep.route(&next);
        self.view.go(Action::Trip(Edit::Take(Box::new(next))));
    }

    /// A button that does one thing to the day.
    fn button(self, class: &'static str, said: Node, edit: Edit) -> Node {
        view! { <button type="button" class=class on:click=move |_| self.edit(edit.clone())>{said}</button> }
    }

    /// Takes a whole other wish.
    fn take(self, wish: Wish) {
        self.before.set_value(Vec::new());
        self.keep.route(&wish);
        self.view.go(Action::Trip(Edit::Take(Box::new(wish))));
    }

    /// When each visit begins.
    fn visits(self) -> Vec<(String, Moment)> {
        let begins = |p: &Arc<Planned>| {
            let visits = p.plan.steps.iter().filter_map(|step| match *step {
                Step::Visit { stop, begins, .. } => Some((p.wish.stops.get(stop)?.slug.clone(), begins)),
                _ => None,
            });
            visits.collect()
        };
        self.planned
            .with_untracked(|p| p.as_ref().map(begins))
            .unwrap_or_default()
    }

    /// When the visit to a site began before the last change by hand, if that has moved it.
    fn moved(self, slug: &str, begins: Moment) -> Option<Moment> {
        let before = self
            .before
            .with_value(|before| before.iter().find(|(of, _)| of == slug).map(|of| of.1));
        before.filter(|before| *before != begins)
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
    Some(Planned {
        sound: faults.is_empty(),
        holds,
        since: since(world, &wish, &plan),
        clock,
        plan,
        wish,
    })
}

/// Everything under the head.
#[component]
pub(super) fn TripBody() -> impl IntoView {
    let trip: Trip = expect_context();
    let walks = memo(move || trip.step.get().is_some());
    view! {
        <div class="trip" id="lista" tabindex="-1">
            <RouteFate/>
            {live(move || if walks.get() { view! { <going::Going/> } } else { view! { <Planning/> } })}
        </div>
    }
}

/// The whole day, to be changed and taken along.
#[component]
fn Planning() -> impl IntoView {
    let (trip, words): (Trip, Words) = (expect_context(), expect_context());
    missed::follow(trip);
    let is_empty = memo(move || trip.view.state.with(|s| s.trip.stops.is_empty()));
    let has_steps = move || trip.planned.with(|p| p.as_ref().is_some_and(|p| p.steps() > 0));
    view! {
        {when(move || is_empty.get(), move || view! {
            <p class="trip-empty">{live(move || words.get().trip.empty)}</p>
            <EarlierRoute/>
            {live(move || {
                let world = trip.data.world.get()?;
                let start = trip.view.state.with(|s| Spot::find(&world, s.trip.start.as_ref()?))?;
                let words = words.get();
                Some(view! { <p class="trip-empty">{words.trip.start} " " <b>{words.spot(&world, start)}</b></p> })
            })}
            <suggest::Suggest/>
        })}
        <suggest::Offered/>
        <settings::Settings is_empty/>
        {live(move || trip.shown().map(|(planned, world)| changed::changed(trip, words.get(), &planned, &world)))}
        {live(move || trip.shown().map(|(planned, world)| {
            let known = notices(&world, &planned.wish, &planned.plan);
            known.into_iter().map(|of| notice(of, words.lang())).collect::<Node>()
        }))}
        {live(move || {
            let missed = trip.planned.with(|p| p.as_ref().map_or(0, |p| p.plan.missed.len()));
            (missed > 0).then(|| view! {
                <p class="state trip-note"><Glyph of=Icon::Warning/> <b>{(words.get().trip.stops_missed)(missed)}</b></p>
            })
        })}
        {live(move || trip.shown().map(|(planned, world)| steps::steps(trip, words, &planned, &world)))}
        {live(move || trip.shown().map(|(planned, world)| notes(trip, words, &planned, &world)))}
        {when(move || !is_empty.get(), move || view! { <suggest::Suggest/> })}
        {when(has_steps, move || view! { <take::TakeAlong/> })}
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
    // Of these there is only the name; how the others fare stands at their places.
    for &stop in plan.missed.iter().skip(missed::EXPLAINED) {
        let slug = wish.stops.get(stop).map(|stop| stop.slug.clone()).unwrap_or_default();
        out.push(view! {
            <div class="trip-why">
                <p class="state"><Glyph of=Icon::Warning/> <b>{title(stop)}</b></p>
                <div class="trip-ways">
                    {trip.button("outline", t.remove.into_node(), Edit::Remove(slug))}
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
                    {trip.button("outline", t.remove.into_node(), Edit::Remove(slug))}
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
                    {trip.button("outline", t.take_back.into_node(), Edit::Skip(slug))}
                </div>
            </div>
        });
    }
    if planned.steps() > 0 {
        out.push(progress::progress(trip, words, planned, world));
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
