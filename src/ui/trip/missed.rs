//! Stops that do not fit in: each at its place in the day, with what stands in the way and the ways out.

use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;

use super::{Planned, Trip};
use crate::day::{Conflict, Plan, conflicts};
use crate::model::Goals;
use crate::query::World;
use crate::text::Strings;
use crate::ui::dom::{Node, view};
use crate::ui::icon::{Glyph, Icon};
use crate::ui::live::effect;
use crate::ui::mark::site_mark;
use crate::view::{Action, Wish};

/// Of so many stops that do not fit in is worked out why.
pub(super) const EXPLAINED: usize = 3;

/// What is known of the stops that are missed, and of which wish.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Missed {
    wish: Wish,
    conflicts: Vec<Conflict>,
}

/// Works out what can be done whenever a day misses stops: after it is shown, one stop a slice.
pub(super) fn follow(trip: Trip) {
    effect(move || {
        if let Some((planned, world)) = trip.shown().filter(|(p, _)| p.sound && !p.plan.missed.is_empty()) {
            trip.missed.set(Missed {
                wish: planned.wish.clone(),
                conflicts: Vec::new(),
            });
            explain(trip, planned, world, 0);
        }
    });
}

fn explain(trip: Trip, planned: Arc<Planned>, world: Arc<World>, next: usize) {
    let Some(&stop) = planned.plan.missed.get(next).filter(|_| next < EXPLAINED) else {
        return;
    };
    set_timeout(
        move || {
            // Another day is another question.
            if trip.missed.with_untracked(|m| m.wish != planned.wish) {
                return;
            }
            let one = Plan {
                missed: vec![stop],
                ..planned.plan.clone()
            };
            let found = conflicts(&world, &planned.wish, planned.clock, &one, 1);
            trip.missed.update(|m| m.conflicts.extend(found));
            explain(trip, planned, world, next + 1);
        },
        Duration::ZERO,
    );
}

impl Trip {
    /// What is known of the stops that a day misses; followed.
    pub(super) fn conflicts(self, planned: &Planned) -> Vec<Conflict> {
        self.missed.with(|m| {
            if m.wish == planned.wish {
                m.conflicts.clone()
            } else {
                Vec::new()
            }
        })
    }
}

/// The row of a stop that is missed.
pub(super) fn row(trip: Trip, words: &'static Strings, planned: &Planned, world: &World, of: &Conflict) -> Node {
    let wish = &planned.wish;
    let Some(site) = wish
        .stops
        .get(of.stop)
        .and_then(|stop| world.atlas.sites.find(&stop.slug))
    else {
        return Node::Nothing;
    };
    let facts = world.atlas.site(site);
    let slug = wish.stops[of.stop].slug.clone();
    let way = |way: &crate::day::Way| {
        let said = view! {
            <span>{words.out(world, wish, way.out)}</span>
            <span class="faint-inline">{way.begins.map(|at| words.there_at(at))}</span>
        };
        trip.button("trip-out", said, way.edit.clone())
    };
    view! {
        <li class="trip-row missed">
            <span class="trip-time"><s class="faint">{of.there.map(|at| words.clock(at.minute))}</s></span>
            <span class="trip-line">
                <span class="trip-mark">{site_mark(facts.goals, facts.first_kind, Goals::default())}</span>
            </span>
            <span class="trip-words">
                <a class="trip-title" href=move || trip.view.href(Action::Choose(slug.clone()))>{facts.title.get(words.lang).to_owned()}</a>
                <span class="trip-conflict"><Glyph of=Icon::Warning/> <span>{words.conflict(world, wish, of)}</span></span>
            </span>
            <div class="trip-outs">{of.ways.iter().map(way).collect::<Node>()}</div>
        </li>
    }
}
