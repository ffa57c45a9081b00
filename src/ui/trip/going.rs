//! The day while one walks it: one step at a time, the next action largest.

use leptos::prelude::*;

use super::Trip;
use super::progress::progress;
use super::steps::{been, guide};
use crate::day::{Step, from_step};
use crate::draw::course;
use crate::model::Goals;
use crate::space::Pt;
use crate::ui::dom::{Node, view};
use crate::ui::icon::{Glyph, Icon};
use crate::ui::live::{effect, live};
use crate::ui::mark::site_mark;
use crate::ui::{Stage, Words};
use crate::view::wish::Edit;
use crate::view::{Action, Along};

/// So far about a place the map shows, in metres each way.
const ABOUT: Pt = Pt::new(400.0, 400.0);

impl Trip {
    /// Begins to walk the day: at the step the time says, or before and after the day at the first one.
    pub(super) fn set_out(self) {
        self.seal();
        let now = self.data.clock.get_untracked();
        let is_today = self.planned.with_untracked(|p| {
            p.as_ref()
                .is_some_and(|p| (p.plan.leaves.date == now.date) && now < p.plan.home)
        });
        let along = if is_today { Along::Now } else { Along::At(0) };
        self.view.go(Action::SetOut(along));
    }

    /// The step that the time says.
    fn step_now(self) -> Option<usize> {
        let now = self.data.clock.get();
        self.planned.with(|p| {
            let plan = &p.as_ref()?.plan;
            (plan.leaves.date == now.date).then(|| plan.step_at(now))
        })
    }

    /// Shows another step: as the one of now, if it is.
    pub(super) fn go_to(self, step: usize) {
        let along = if untrack(|| self.step_now()) == Some(step) {
            Along::Now
        } else {
            Along::At(u8::try_from(step).unwrap_or(u8::MAX))
        };
        self.view.go(Action::GoAlong(Some(along)));
    }

    /// Plans the rest of the day from now on, for who has come no further than this step.
    fn be_late(self, step: usize) {
        let Some((planned, world)) = untrack(|| self.shown()) else {
            return;
        };
        let now = self.data.clock.get_untracked();
        let rest = from_step(&world, &planned.wish, &planned.plan, step, now);
        self.edit(Edit::Take(Box::new(rest)));
        self.view.go(Action::GoAlong(Some(Along::Now)));
    }
}

/// The step.
#[component]
pub(super) fn Going() -> impl IntoView {
    let (trip, words, stage): (Trip, Words, Stage) = (expect_context(), expect_context(), expect_context());
    // The map looks where one goes.
    effect(move || {
        if let (Some((planned, world)), Some(step)) = (trip.shown(), trip.step.get()) {
            let plan = &planned.plan;
            let mut places = match plan.steps.get(step) {
                Some(step) => course(&world, step),
                None => vec![plan.to.at(&world)],
            };
            // A place alone is shown with what lies about it.
            if let [at] = places[..] {
                places.extend([at + ABOUT, at - ABOUT]);
            }
            stage.show_all(places.into_iter());
        }
    });
    let step = move || {
        let ((planned, world), step) = trip.shown().zip(trip.step.get())?;
        let (words, plan) = (words.get(), &planned.plan);
        let t = words.trip;
        let going = words.going(&world, plan, step);
        let now = trip.data.clock.get();
        let taken = plan.steps.get(step);
        let icon = match taken {
            Some(Step::Walk { .. }) => view! { <Glyph of=Icon::Walk/> },
            Some(Step::Train { .. }) => view! { <Glyph of=Icon::Train/> },
            Some(Step::Rest { .. }) => view! { <Glyph of=Icon::Meal/> },
            Some(Step::Visit { site, .. }) => {
                let facets = world.atlas.site(*site);
                site_mark(facets.goals, facets.first_kind, Goals::default())
            }
            None => view! { <Glyph of=Icon::Tick/> },
        };
        let then = words.then(&world, plan, step).map(|(at, what)| {
            view! { <p class="going-then">{t.then} " " <b>{at}</b> " " {what}</p> }
        });
        // Who looks ahead or back finds the way to now; else how soon it is.
        let beside = if trip.step_now().is_some_and(|now| now != step) {
            view! {
                <button type="button" class="text-button" on:click=move |_| trip.view.go(Action::GoAlong(Some(Along::Now)))>
                    {t.to_now}
                </button>
            }
        } else {
            let is_ahead = now.date == going.at.date && taken.is_some();
            let soon = is_ahead.then(|| words.soon(now.minutes_until(going.at))).flatten();
            view! { <span class="faint-inline">{soon}</span> }
        };
        let visit = match taken {
            Some(Step::Visit { site, .. }) => been(trip, words, world.atlas.sites.slug(*site)),
            _ => Node::Nothing,
        };
        let late = (taken.is_some() && (plan.leaves..plan.home).contains(&now)).then(|| {
            view! {
                <button type="button" class="outline" on:click=move |_| trip.be_late(step)><Glyph of=Icon::Clock/> {t.am_late}</button>
            }
        });
        Some(view! {
            <p class="going-lead">{icon} {going.lead} {beside}</p>
            <p class="going-time">{words.clock(going.at.minute)}</p>
            <h3 class="going-title" tabindex="-1">{going.title}</h3>
            <p class="going-under faint">{going.under}</p>
            <div class="trip-ways">
                {taken.and_then(|step| guide(words, &world, step))}
                {visit}
                {late}
            </div>
            {then}
            {taken.is_none().then(|| view! {
                {progress(trip, words, &planned, &world)}
                <p class="going-then">{t.thanks}</p>
            })}
        })
    };
    view! { <div class="going">{live(step)}</div> }
}

/// How far one has come, over the step.
#[component]
pub(super) fn GoingHead() -> impl IntoView {
    let (trip, words): (Trip, Words) = (expect_context(), expect_context());
    let head = move || {
        let ((planned, _), step) = trip.shown().zip(trip.step.get())?;
        let (words, plan) = (words.get(), &planned.plan);
        let part = |(i, of): (usize, &Step)| {
            let took = of.begins().minutes_until(of.ends()).max(3);
            view! { <i class:past={i < step} class:here={i == step} style:flex-grow=took.to_string()></i> }
        };
        Some(view! {
            <h2 class="trip-span" tabindex="-1">{words.step_of(plan, step)}</h2>
            <p class="trip-day">{words.from_to(plan.leaves, plan.home)}</p>
            <button type="button" class="text-button" on:click=move |_| trip.view.go(Action::GoAlong(None))>
                {words.trip.end_it} <Glyph of=Icon::Close/>
            </button>
            <div class="going-bar" aria-hidden="true">{plan.steps.iter().enumerate().map(part).collect::<Node>()}</div>
        })
    };
    view! { <div class="trip-head going-head">{live(head)}</div> }
}
