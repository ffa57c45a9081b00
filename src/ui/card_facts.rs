//! Parts of the card: hours, the way there, events, the family of a site, and what is known of access.

#![expect(clippy::needless_pass_by_value, reason = "a component owns its properties")]

use leptos::prelude::*;

use crate::calendar::{Moment, Opening};
use crate::model::{ClaimValue, SiteId};
use crate::query::{Card, World};
use crate::text::{Strings, capital};
use crate::view::Action;

use super::dom::{Node, view};
use super::{Data, Shown, View, Words};

/// The texts and the data as they are; the card is made anew when either changes.
fn now() -> Option<(&'static Strings, std::sync::Arc<World>)> {
    let (words, data): (Words, Data) = (expect_context(), expect_context());
    Some((words.0.get_untracked(), data.world.get_untracked()?))
}

/// Whether a site is open at a moment, and the rules in words.
pub(super) fn hours_said(words: &Strings, world: &World, facts: &Card, at: Moment) -> (String, Vec<String>) {
    let site = world.atlas.site(facts.site);
    let said = facts
        .opening
        .map_or(words.hours_unknown.to_owned(), |o| words.opening(o, at));
    // "Open around the clock" says all that its rule says.
    let lines = site.hours.as_ref().filter(|_| facts.opening != Some(Opening::Always));
    (said, lines.map(|h| words.hours_lines(h)).unwrap_or_default())
}

/// The same in the card.
#[component]
pub(super) fn Hours(
    /// The site's card.
    facts: Card,
) -> impl IntoView {
    let shown: Shown = expect_context();
    let (words, world) = now()?;
    let at = shown.answer.with_untracked(|a| a.as_ref().map(|a| a.at))?;
    let (said, lines) = hours_said(words, &world, &facts, at);
    Some(view! {
        <b>{said}</b>
        {lines.into_iter().map(|l| view! { <span class="faint">{l}</span> }).collect::<Node>()}
    })
}

/// The walk from the station, and the next train.
#[component]
pub(super) fn Way(
    /// The site's card.
    facts: Card,
) -> impl IntoView {
    let (words, world) = now()?;
    let atlas = &world.atlas;
    let station = facts.station.map(|s| atlas.station(s).name.clone());
    let walk = facts.walk_minutes.zip(station).map(|(minutes, name)| {
        view! { <span>{words.walk_from(minutes)} <b>{name}</b></span> }
    });
    let train = facts.next_train.map(|t| {
        view! {
            <span class="faint">
                {words.train(&atlas.station(t.from).name, t.departs, t.arrives)} " (" {words.planning_time} ")"
            </span>
        }
    });
    Some(view! { {walk} {train} })
}

/// A link to another site's card.
fn site_link(id: SiteId, world: &World, words: &Strings) -> Node {
    let view: View = expect_context();
    let site = world.atlas.site(id);
    let slug = site.slug.clone();
    view! {
        <a class="link" href=move || view.href(Action::Choose(slug.clone()))>{site.title.get(words.lang).to_owned()}</a>
    }
}

/// What goes on there.
#[component]
pub(super) fn Events(
    /// The site's card.
    facts: Card,
) -> impl IntoView {
    let (words, world) = now()?;
    let events: Vec<_> = facts.events.iter().filter_map(|&i| world.atlas.events.get(i)).collect();
    if events.is_empty() {
        return None;
    }
    let event = |e: &&crate::model::Event| {
        view! {
            <span>{e.title.get(words.lang).to_owned()}</span>
            <span class="faint">{capital(&words.event_time(e.starts, e.ends))}</span>
        }
    };
    Some(view! { <dt>{words.events}</dt> <dd>{events.iter().map(event).collect::<Node>()}</dd> })
}

/// What it grew from and into, and what is near.
#[component]
pub(super) fn Family(
    /// The site's card.
    facts: Card,
) -> impl IntoView {
    let (words, world) = now()?;
    let from = facts.grew_from.map(|r| {
        view! { <dt>{words.grew_from}</dt> <dd>{site_link(r.site, &world, words)}</dd> }
    });
    let into = (!facts.grew_into.is_empty()).then(|| {
        let links = facts
            .grew_into
            .iter()
            .map(|&id| view! { <span>{site_link(id, &world, words)}</span> })
            .collect::<Node>();
        view! { <dt>{words.grew_into}</dt> <dd>{links}</dd> }
    });
    let near = (!facts.nearby.is_empty()).then(|| {
        let links = facts.nearby.iter().map(|r| {
            view! { <span>{site_link(r.site, &world, words)} " " <span class="faint-inline">{words.walk(r.walk_minutes)}</span></span> }
        });
        view! { <dt>{words.nearby}</dt> <dd>{links.collect::<Node>()}</dd> }
    });
    Some(view! { {from} {into} {near} })
}

/// What is claimed about access, by whom, and when they looked.
#[component]
pub(super) fn Access(
    /// The site's card.
    facts: Card,
) -> impl IntoView {
    let (words, world) = now()?;
    let claims = &world.atlas.site(facts.site).access;
    if claims.is_empty() {
        return None;
    }
    let line = |c: &crate::model::Claim| {
        let by = c.by.map(|p| world.atlas.partner(p).short.clone());
        let checked = (c.value != ClaimValue::Unknown)
            .then(|| words.checked_by(c.checked, by.as_deref()))
            .flatten();
        view! {
            <li title=checked>
                <span>{words.access_names[c.about as usize]}": "</span>
                <b>{words.claim_values[c.value as usize]}</b>
            </li>
        }
    };
    // Most claims of a site were checked on one day by one partner: that is said once.
    let last = claims.iter().filter(|c| c.checked.is_some()).max_by_key(|c| c.checked);
    let by = last.and_then(|c| c.by).map(|p| world.atlas.partner(p).short.clone());
    let checked = last.and_then(|c| words.checked_by(c.checked, by.as_deref()));
    Some(view! {
        <dt>{words.access}</dt>
        <dd>
            <ul class="plain">{claims.iter().map(line).collect::<Node>()}</ul>
            {checked.map(|c| view! { <span class="faint">{capital(&c)}</span> })}
        </dd>
    })
}
