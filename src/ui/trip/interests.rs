//! What a suggestion is to look for: goals, kinds of solution and partners. Who has said nothing likes what the map shows.

use leptos::prelude::*;

use super::Trip;
use super::suggest::wanted;
use crate::model::{Goal, Kind};
use crate::query::World;
use crate::text::Strings;
use crate::ui::dom::{IntoNode, Node, view};
use crate::ui::mark::goal_chip;
use crate::view::wish::{Edit, Interests, Wish};

/// A button that puts something in or takes it out.
fn choice(trip: Trip, is_in: bool, name: String, shown: Node, next: Interests) -> Node {
    let choose = move |_| trip.edit(Edit::Interests(next.clone()));
    view! { <button type="button" aria-pressed=is_in.to_string() aria-label=name on:click=choose>{shown}</button> }
}

/// The fields.
pub(super) fn interests(trip: Trip, words: &'static Strings, world: &World, wish: &Wish) -> Node {
    let now = trip.view.state.with(|s| wanted(wish, &s.filter));
    let is_filter = now != wish.interests;
    let goal = |goal: Goal| {
        let name = world
            .atlas
            .goals
            .get(goal.index())
            .map_or("", |of| of.name.get(words.lang));
        let name = format!("{} {} {name}", words.goal, goal.number());
        let next = Interests {
            goals: now.goals.toggled(goal),
            ..now.clone()
        };
        choice(trip, now.goals.has(goal), name, goal_chip(goal), next)
    };
    let kind = |kind: &Kind| {
        let (bit, name) = (*kind as usize, words.kinds[*kind as usize]);
        let next = Interests {
            kinds: now.kinds.toggled(bit),
            ..now.clone()
        };
        choice(trip, now.kinds.has(bit), name.to_owned(), name.into_node(), next)
    };
    let partner = |of: &crate::model::Partner| {
        let mut partners = now.partners.clone();
        let is_in = partners.contains(&of.slug);
        partners.retain(|slug| *slug != of.slug);
        if !is_in {
            partners.push(of.slug.clone());
            crate::order::sort(&mut partners);
        }
        let next = Interests {
            partners,
            ..now.clone()
        };
        choice(trip, is_in, of.name.clone(), of.name.clone().into_node(), next)
    };
    let t = words.trip;
    view! {
        <div class="field"><span>{t.interests}</span> <span class="faint-inline">{is_filter.then_some(t.as_filtered)}</span></div>
        <div class="trip-wants" role="group" aria-label=t.interests>{Goal::all().map(goal).collect::<Node>()}</div>
        <div class="trip-kinds" role="group" aria-label=words.solution>{Kind::ALL.iter().map(kind).collect::<Node>()}</div>
        <details>
            <summary>{words.partner} {(!now.partners.is_empty()).then(|| format!(" ({})", now.partners.len()))}</summary>
            <div class="trip-kinds">{world.atlas.partners.iter().map(partner).collect::<Node>()}</div>
        </details>
    }
}
