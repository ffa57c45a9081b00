//! Days that are offered beside each other while they are looked for: one tap takes one.

use std::sync::Arc;

use leptos::prelude::*;

use super::{Planned, Trip, planned};
use crate::query::World;
use crate::ui::Words;
use crate::ui::dom::{Node, view};
use crate::ui::live::live;
use crate::view::Wish;

/// What is offered, the best first.
#[derive(Clone, Copy)]
pub(super) struct Offers {
    all: RwSignal<Vec<Arc<Planned>>>,
    /// Whether the visitor has taken one: then none is taken for them.
    taken: RwSignal<bool>,
    /// Whether enough has been looked for.
    stopped: RwSignal<bool>,
}

impl Offers {
    pub(super) fn new() -> Self {
        Self {
            all: RwSignal::new(Vec::new()),
            taken: RwSignal::new(false),
            stopped: RwSignal::new(false),
        }
    }

    /// Begins anew.
    pub(super) fn clear(self) {
        self.all.set(Vec::new());
        self.taken.set(false);
        self.stopped.set(false);
    }

    /// Ends the search, which offers what it has found by now.
    pub(super) fn stop(self) {
        self.stopped.set(true);
    }

    pub(super) fn is_stopped(self) -> bool {
        self.stopped.get_untracked()
    }

    /// The visitor knows better than the search which day is to be shown.
    pub(super) fn lead_no_more(self) {
        self.taken.set(true);
    }

    /// What a wish that is offered comes to.
    pub(super) fn planned(self, wish: &Wish) -> Option<Arc<Planned>> {
        self.all
            .with_untracked(|all| all.iter().find(|of| of.wish == *wish).map(Arc::clone))
    }

    pub(super) fn are_there(self) -> bool {
        self.all.with(|all| !all.is_empty())
    }

    /// Whether the best is to be taken for the visitor.
    pub(super) fn leads(self) -> bool {
        !self.taken.get_untracked()
    }

    /// The first of these wishes that is not planned yet.
    pub(super) fn missing(self, wishes: &[Wish]) -> Option<usize> {
        self.all
            .with_untracked(|all| wishes.iter().position(|wish| all.iter().all(|of| of.wish != *wish)))
    }

    /// Plans a wish and puts it at its place; whether that could be done.
    pub(super) fn plan(self, world: &Arc<World>, wishes: &[Wish], at: usize) -> bool {
        let wish = wishes.get(at);
        let plan = wish.and_then(|wish| planned(world, wish.clone(), wish.leaves?));
        let Some(plan) = plan else {
            return false;
        };
        self.all.update(|all| {
            all.push(Arc::new(plan));
            // What is offered no longer goes; the rest stands as the search has it.
            let place = |of: &Arc<Planned>| wishes.iter().position(|wish| of.wish == *wish);
            all.retain(|of| place(of).is_some());
            crate::order::sort_by_key(all, place);
        });
        true
    }
}

/// The days beside each other.
#[component]
pub(super) fn OfferCards() -> impl IntoView {
    let (trip, words): (Trip, Words) = (expect_context(), expect_context());
    let card = move |of: &Arc<Planned>, world: &World, now: &Wish| {
        let words = words.get();
        let totals = of.plan.totals(world);
        let is_now = of.wish == *now;
        let wish = of.wish.clone();
        let take = move |_| {
            trip.offers.lead_no_more();
            trip.take(wish.clone());
        };
        view! {
            <button type="button" class="offer" aria-pressed=is_now.to_string() on:click=take>
                <b>{words.duration(of.plan.leaves.minutes_until(of.plan.home))}</b>
                <span>{words.places(totals.sites)}</span>
                <span>{words.goals_of(totals.goals.len())}</span>
                <span>{words.holds_short(of.holds)}</span>
            </button>
        }
    };
    let cards = move || {
        let (all, world) = (trip.offers.all.get(), trip.data.world.get()?);
        let now = trip.view.state.with(|s| Wish {
            made: None,
            ..s.trip.clone()
        });
        // A day with a fault is not shown, here as little as in full.
        let cards: Node = all
            .iter()
            .filter(|of| of.sound)
            .map(|of| card(of, &world, &now))
            .collect();
        Some(view! { <div class="offers" role="group" aria-label=words.get().trip.offers>{cards}</div> })
    };
    live(cards)
}
