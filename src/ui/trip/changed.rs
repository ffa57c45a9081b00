//! What has become of a day since it was kept in a link: each time as it was and as it is.

use std::sync::Arc;

use leptos::prelude::*;

use super::{Planned, Trip};
use crate::calendar::Moment;
use crate::day::{Change, Spot, made};
use crate::query::World;
use crate::text::Strings;
use crate::ui::dom::{Node, view};
use crate::ui::icon::{Glyph, Icon};
use crate::view::Wish;

impl Trip {
    /// Has the address carry the day's times, so that whoever opens it later is told what has changed.
    pub(super) fn seal(self) {
        let Some((planned, _)) = untrack(|| self.shown()).filter(|(p, _)| p.steps() > 0) else {
            return;
        };
        let made = made(&planned.wish, &planned.plan);
        if made != planned.wish.made {
            self.take(Wish {
                made,
                ..planned.wish.clone()
            });
        }
    }
}

/// The changes, to be taken note of; nothing if there are none.
pub(super) fn changed(trip: Trip, words: &'static Strings, planned: &Arc<Planned>, world: &World) -> Node {
    if planned.since.is_empty() {
        return Node::Nothing;
    }
    let t = words.trip;
    let clock = |at: Option<Moment>| at.map(|at| words.clock(at.minute));
    let row = |change: &Change| {
        let (name, was, is) = match *change {
            Change::Visit { site, was, is } => (words.spot(world, Spot::Site(site)), was, is),
            Change::Train { from, was, is, .. } => (words.spot(world, Spot::Station(from)), was, is),
            Change::Home { was, is } => (t.arrival.to_owned(), Some(was), Some(is)),
        };
        view! {
            <li>
                <span>{name}</span>
                <s>{clock(was)}</s>
                <b>{clock(is).unwrap_or_else(|| t.gone.to_owned())}</b>
            </li>
        }
    };
    view! {
        <div class="trip-changed">
            <p class="state"><Glyph of=Icon::Warning/> <span>{t.changed}</span></p>
            <ul>{planned.since.iter().map(row).collect::<Node>()}</ul>
            <button type="button" class="outline" on:click=move |_| trip.seal()>{t.noted}</button>
        </div>
    }
}
