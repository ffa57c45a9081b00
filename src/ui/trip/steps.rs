//! The day step by step: beads and solid lines for trains, dots for walks, rings with numbers for stops.

use std::sync::Arc;

use leptos::prelude::*;

use super::{Planned, Trip, missed};
use crate::calendar::Moment;
use crate::day::{OtherTrain, Spot, Step, other_trains};
use crate::model::SiteId;
use crate::query::World;
use crate::space::LonLat;
use crate::space::decimal::fixed;
use crate::space::plane::to_degrees;
use crate::text::Strings;
use crate::ui::Words;
use crate::ui::dom::{Node, view};
use crate::ui::header::focus_on;
use crate::ui::icon::{Glyph, Icon};
use crate::ui::mark::site_mark;
use crate::view::Action;
use crate::view::wish::{Edit, STAY};

/// A press of shorter or longer, in minutes.
const STAY_STEP: u16 = 5;
/// So many other trains are told before and after the one that is taken.
const OTHER_TRAINS: usize = 2;

/// The list of steps; nothing if the plan has none, or has not passed its check.
pub(super) fn steps(trip: Trip, words: Words, planned: &Arc<Planned>, world: &Arc<World>) -> Node {
    let words = words.get();
    let plan = &planned.plan;
    if !planned.sound {
        return Node::Nothing;
    }
    let conflicts = trip.conflicts(planned);
    let missed = |after: usize| {
        let here = conflicts.iter().filter(|of| of.after == after);
        here.map(|of| missed::row(trip, words, planned, world, of))
            .collect::<Vec<_>>()
    };
    if plan.steps.is_empty() && conflicts.is_empty() {
        return Node::Nothing;
    }
    let name = |spot: Spot| words.spot(world, spot);
    let mut rows = Vec::new();
    if !plan.steps.is_empty() {
        rows.push(place(words, plan.leaves, name(plan.from)));
    }
    rows.extend(missed(0));
    let mut before = plan.leaves;
    let order: Vec<String> = plan.stops().map(|i| planned.wish.stops[i].slug.clone()).collect();
    let mut number = 0;
    for (i, step) in plan.steps.iter().enumerate() {
        let waits = before.minutes_until(step.begins());
        match *step {
            Step::Walk { to, arrives, .. } => {
                rows.push(way(trip, words, planned, world, i, waits));
                let visits =
                    matches!(to, Spot::Site(_)) && !(to == plan.to && step == &plan.steps[plan.steps.len() - 1]);
                if !visits {
                    rows.push(place(words, arrives, name(to)));
                }
            }
            Step::Train { to, arrives, .. } => {
                rows.push(way(trip, words, planned, world, i, waits));
                rows.push(place(words, arrives, name(Spot::Station(to))));
            }
            Step::Visit { site, .. } => {
                rows.push(visit(trip, words, planned, world, step, site, number, &order));
                number += 1;
                rows.extend(missed(number));
            }
            Step::Rest { begins, leaves, .. } => rows.push(view! {
                <li class="trip-row rest">
                    <span class="trip-time">{words.clock(begins.minute)}</span>
                    <span class="trip-line"></span>
                    <span class="trip-words">
                        <span class="trip-way"><Glyph of=Icon::Meal/> <b>{words.trip.pause}</b></span>
                        <span class="faint">{words.from_to(begins, leaves)}</span>
                    </span>
                </li>
            }),
        }
        before = step.ends();
    }
    let taken = order.clone();
    view! {
        <ol
            class="trip-steps"
            aria-label=words.trip.your_day
            on:pointerdown=move |e| trip.drag_from(&e)
            on:pointermove=move |e| trip.drag_on(&e)
            on:pointerup=move |e| trip.drag_to(&e, &order, false)
            on:pointercancel=move |e| trip.drag_to(&e, &taken, true)
        >
            {rows}
        </ol>
    }
}

/// A bead with its time.
fn place(words: &'static Strings, at: Moment, name: String) -> Node {
    view! {
        <li class="trip-row place">
            <span class="trip-time">{words.clock(at.minute)}</span>
            <span class="trip-line"><i class="trip-bead"></i></span>
            <b class="trip-title">{name}</b>
        </li>
    }
}

/// A walk or a train, by its place in the plan, with what else goes there when that is asked for.
fn way(trip: Trip, words: &'static Strings, planned: &Arc<Planned>, world: &Arc<World>, i: usize, waits: i32) -> Node {
    let step = &planned.plan.steps[i];
    let (title, under) = words.way(world, step, waits);
    let (class, icon, others) = match *step {
        Step::Train { .. } => ("trip-row ride", Icon::Train, others(trip, words, planned, world, i)),
        _ => ("trip-row walk", Icon::Walk, Node::Nothing),
    };
    view! {
        <li class=class>
            <span class="trip-time"></span>
            <span class="trip-line"></span>
            <span class="trip-words">
                <span class="trip-way"><Glyph of=icon/> <b>{title}</b></span>
                <span class="faint">{under}</span>
                {guide(words, world, step)}
                {others}
            </span>
        </li>
    }
}

/// The trains that go instead of a ride's, to be taken by a press; folded in, because each means planning the day anew.
fn others(trip: Trip, words: &'static Strings, planned: &Arc<Planned>, world: &Arc<World>, i: usize) -> Node {
    let t = words.trip;
    // No slug begins with a plus.
    let key = format!("+{i}");
    let is_open = trip.opened.get().as_deref() == Some(&key);
    let list = is_open.then(|| {
        let found = other_trains(world, &planned.wish, planned.clock, &planned.plan, i, OTHER_TRAINS);
        let train = |other: &OtherTrain| {
            let said = view! {
                <b>{words.from_to(other.departs, other.arrives)}</b>
                <span class="faint-inline">{words.over_at(other.home)}</span>
            };
            trip.button("trip-out", said, other.edit.clone())
        };
        let none = found
            .is_empty()
            .then(|| view! { <span class="faint">{t.no_other_trains}</span> });
        view! { <span class="trip-outs">{none} {found.iter().map(train).collect::<Node>()}</span> }
    });
    let toggle = move |_| trip.opened.set(if is_open { None } else { Some(key.clone()) });
    view! {
        <span class="trip-others">
            <button type="button" class="text-button" aria-expanded=is_open.to_string() on:click=toggle>{t.earlier_trains} <Glyph of=Icon::Down/></button>
            {list}
        </span>
    }
}

/// Of a walk a link to the device's own map.
pub(super) fn guide(words: &'static Strings, world: &World, step: &Step) -> Option<Node> {
    let Step::Walk { to, .. } = *step else {
        return None;
    };
    let to = to_degrees(to.at(world));
    Some(view! { <a class="trip-guide" href=guide_to(to)>{words.trip.guide}</a> })
}

/// A link that the device's own map answers with the way there: RFC 5870, or what Apple's devices have in its place.
fn guide_to(at: LonLat) -> String {
    let agent = window().navigator().user_agent().unwrap_or_default();
    let (lat, lon) = (fixed(at.lat, 5), fixed(at.lon, 5));
    if ["iPhone", "iPad", "Macintosh"]
        .iter()
        .any(|apple| agent.contains(apple))
    {
        format!("maps:?daddr={lat},{lon}&dirflg=w")
    } else {
        format!("geo:{lat},{lon}?q={lat},{lon}")
    }
}

#[expect(clippy::too_many_arguments, reason = "a row shows much")]
fn visit(
    trip: Trip,
    words: &'static Strings,
    planned: &Arc<Planned>,
    world: &Arc<World>,
    step: &Step,
    site: SiteId,
    number: usize,
    order: &[String],
) -> Node {
    let Step::Visit {
        stop,
        arrives,
        begins,
        leaves,
        opens,
        closes,
        slack,
        ..
    } = *step
    else {
        return Node::Nothing;
    };
    let t = words.trip;
    let facts = world.atlas.site(site);
    let wished = &planned.wish.stops[stop];
    let slug = wished.slug.clone();
    let title = facts.title.get(words.lang).to_owned();
    let waits = arrives.minutes_until(begins);
    let spare = words
        .slack(slack)
        .filter(|_| closes.is_some() || planned.plan.deadline.is_some());
    let wait = (waits > 0).then(|| words.wait(waits));
    let under: Vec<String> = spare.into_iter().chain(wait).collect();
    let is_open = trip.opened.get().as_deref() == Some(&slug);
    let toggle = {
        let slug = slug.clone();
        move |_| {
            if trip.has_dropped() {
                return;
            }
            trip.opened.update(|opened| {
                *opened = if opened.as_deref() == Some(&slug) {
                    None
                } else {
                    Some(slug.clone())
                };
            });
        }
    };
    let stays = wished.stay.or(facts.visit_minutes).unwrap_or(30);
    let locked = wished.locked;
    let been = trip.visited.has(&slug);
    let choose = slug.clone();
    let tools = is_open.then(|| tools(trip, words, &slug, order, number, stays, locked));
    view! {
        <li class="trip-row visit" class:locked=locked>
            <span class="trip-time">
                <b>{words.clock(begins.minute)}</b>
                {trip.moved(&slug, begins).map(|before| view! { <s class="faint">{words.clock(before.minute)}</s> })}
                <span class="faint">{words.clock(leaves.minute)}</span>
            </span>
            <span class="trip-line">
                <span class="trip-mark">
                    {site_mark(facts.goals, facts.first_kind, crate::model::Goals::default())}
                    <b>{number + 1}</b>
                </span>
            </span>
            <span class="trip-words">
                <a class="trip-title" href=move || trip.view.href(Action::Choose(choose.clone()))>{title.clone()}</a>
                <span class="faint">{words.visit(begins, leaves, opens.zip(closes))}</span>
                <span class="faint">
                    {under.join(" · ")}
                    {locked.then(|| view! { " " <Glyph of=Icon::Lock/> })}
                    {been.then(|| view! { " " <Glyph of=Icon::Tick/> " " {t.visited} })}
                </span>
            </span>
            <button
                type="button"
                class="square trip-change"
                id=format!("stopp-{slug}")
                aria-expanded=is_open.to_string()
                aria-label=words.change_of(&title)
                on:click=toggle
            >
                <Glyph of=Icon::Lines/>
            </button>
            {tools}
            <span class="unseen">{if is_open { t.change } else { "" }}</span>
        </li>
    }
}

/// A button that says that the visitor has been to a site.
pub(super) fn been(trip: Trip, words: &'static Strings, slug: &str) -> Node {
    let (slug, is) = (slug.to_owned(), trip.visited.has(slug));
    view! {
        <button type="button" class="outline" aria-pressed=is.to_string() on:click=move |_| trip.visited.toggle(&slug)>
            <Glyph of=Icon::Tick/> {words.trip.visited}
        </button>
    }
}

/// What can be done to a stop, by buttons.
fn tools(
    trip: Trip,
    words: &'static Strings,
    slug: &str,
    order: &[String],
    number: usize,
    stays: u16,
    locked: bool,
) -> Node {
    let t = words.trip;
    let slug = slug.to_owned();
    let moved = |by: isize| {
        let to = number.checked_add_signed(by).filter(|to| *to < order.len())?;
        let mut next = order.to_vec();
        next.swap(number, to);
        Some(next)
    };
    let button = |icon: Icon, name: &'static str, edit: Option<Edit>| {
        let (off, back) = (edit.is_none(), slug.clone());
        let act = move |_| {
            if let Some(edit) = edit.clone() {
                trip.edit(edit);
                // The stop may be elsewhere now; the hand stays with it.
                let back = back.clone();
                request_animation_frame(move || focus_on(&format!("[id='stopp-{back}']")));
            }
        };
        view! {
            <button type="button" class="outline" disabled=off on:click=act><Glyph of=icon/> {name}</button>
        }
    };
    let stay = |minutes: u16| Some(Edit::Stay(slug.clone(), Some(minutes.clamp(STAY.0, STAY.1))));
    view! {
        <div class="trip-tools">
            {button(Icon::Up, t.up, moved(-1).map(Edit::Arrange))}
            {button(Icon::Down, t.down, moved(1).map(Edit::Arrange))}
            {button(Icon::Minus, t.shorter, stay(stays.saturating_sub(STAY_STEP)))}
            {button(Icon::Plus, t.longer, stay(stays + STAY_STEP))}
            <button type="button" class="outline" aria-pressed=locked.to_string() on:click={
                let slug = slug.clone();
                move |_| trip.edit(Edit::Lock(slug.clone()))
            }><Glyph of=Icon::Lock/> {t.lock}</button>
            {been(trip, words, &slug)}
            {button(Icon::Close, t.skip, Some(Edit::Skip(slug.clone())))}
            {button(Icon::Close, t.remove, Some(Edit::Remove(slug.clone())))}
        </div>
    }
}
