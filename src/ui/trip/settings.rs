//! From where and when, how long, how fast, and in which order.

use leptos::prelude::*;

use super::Trip;
use super::interests::interests;
use crate::calendar::{Moment, parse_date};
use crate::day::Spot;
use crate::query::World;
use crate::text::Strings;
use crate::ui::dom::{IntoNode, Node, view};
use crate::ui::icon::{Glyph, Icon};
use crate::ui::live::{live, when};
use crate::ui::stage::PositionState;
use crate::ui::{Stage, Words};
use crate::view::wish::{Edit, Interests, Order, Pace, Place, Point, Wish};

/// A press of earlier or later, in minutes.
const STEP_MINUTES: i32 = 15;
/// How long a day may be, in minutes.
const LENGTHS: [u16; 9] = [45, 60, 90, 120, 180, 240, 300, 360, 480];

fn iso(at: Moment) -> String {
    at.to_string().chars().take(10).collect()
}

/// The choices, folded in until they are asked for: of an empty day here, else in the bar.
#[component]
pub(super) fn Settings(
    /// Whether nothing is to be visited yet.
    is_empty: Memo<bool>,
) -> impl IntoView {
    let (trip, words, stage): (Trip, Words, Stage) = (expect_context(), expect_context(), expect_context());
    // What is folded in is not worked out.
    trip.settings.set(false);
    view! {
        <div class="trip-settings">
            {when(move || is_empty.get(), move || view! {
                <button
                    type="button"
                    class="outline"
                    aria-expanded=move || trip.settings.get().to_string()
                    on:click=move |_| trip.settings.update(|open| *open = !*open)
                >
                    <Glyph of=Icon::Clock/> {live(move || words.get().trip.change)}
                </button>
            })}
            {when(move || trip.settings.get(), move || {
                let world = trip.data.world.get()?;
                let wish = trip.view.state.with(|s| s.trip.clone());
                let here = match stage.position.get() {
                    PositionState::Known(at) => Point::nearest(at),
                    _ => None,
                };
                Some(fields(trip, words.get(), &world, &wish, here))
            })}
        </div>
    }
}

/// A button that is pressed or not.
fn pressed(trip: Trip, class: &'static str, is: bool, said: Node, edit: Edit) -> Node {
    let press = move |_| trip.edit(edit.clone());
    view! { <button type="button" class=class aria-pressed=is.to_string() on:click=press>{said}</button> }
}

/// A row of buttons of which one is pressed.
fn segments(trip: Trip, all: &[(bool, &'static str, Edit)]) -> Node {
    let button = |(is, name, edit): &(bool, &'static str, Edit)| pressed(trip, "", *is, name.into_node(), edit.clone());
    view! { <div class="segments">{all.iter().map(button).collect::<Node>()}</div> }
}

fn choice(value: String, name: String, now: &str) -> Node {
    let selected = value == now;
    view! { <option value=value selected=selected>{name}</option> }
}

fn fields(trip: Trip, words: &'static Strings, world: &World, wish: &Wish, here: Option<Point>) -> Node {
    let t = words.trip;
    let leaves = wish.leaves.unwrap_or_else(|| trip.data.clock.get());
    let expo = &world.atlas.expo;
    let on_day = move |event: leptos::ev::Event| {
        if let Some(date) = parse_date(&event_target_value(&event)) {
            trip.edit(Edit::Leave(Some(Moment { date, ..leaves })));
        }
    };
    let step = move |by: i32| {
        // On the quarter, within the day.
        let minute = (i32::from(leaves.minute) + by).div_euclid(STEP_MINUTES) * STEP_MINUTES;
        let minute = minute.clamp(0, 24 * 60 - STEP_MINUTES) as u16;
        trip.edit(Edit::Leave(Some(Moment { minute, ..leaves })));
    };
    let length = wish.minutes.map(|minutes| minutes.to_string()).unwrap_or_default();
    let mut lengths: Vec<u16> = LENGTHS.into_iter().chain(wish.minutes).collect();
    crate::order::sort(&mut lengths);
    lengths.dedup();
    let lengths = lengths
        .into_iter()
        .map(|minutes| choice(minutes.to_string(), words.duration(i32::from(minutes)), &length));
    let on_length = move |event: leptos::ev::Event| trip.edit(Edit::Length(event_target_value(&event).parse().ok()));
    let wants = Interests {
        step_free: !wish.interests.step_free,
        ..wish.interests.clone()
    };
    let tick = |on: bool, name: &'static str, edit: Edit| {
        let said = view! { <span class="box"><Glyph of=Icon::Tick/></span> <span class="choice-name">{name}</span> };
        pressed(trip, "choice", on, said, edit)
    };
    let pace = |pace: Pace, name| (wish.pace == pace, name, Edit::Pace(pace));
    let paces = [
        pace(Pace::Calm, t.paces[0]),
        pace(Pace::Usual, t.paces[1]),
        pace(Pace::Brisk, t.paces[2]),
    ];
    let order = |order: Order, name| (wish.order == order, name, Edit::Order(order));
    let orders = [order(Order::Best, t.orders[0]), order(Order::Mine, t.orders[1])];
    view! {
        <div class="trip-fields">
            <label class="field"><span>{t.start}</span> {places(trip, words, world, wish.start.as_ref(), here, true)}</label>
            <label class="field"><span>{t.end}</span> {places(trip, words, world, wish.end.as_ref(), here, false)}</label>
            <label class="field">
                <span>{words.day}</span>
                <input
                    type="date"
                    min=iso(Moment::midnight(expo.first_day))
                    max=iso(Moment::midnight(expo.last_day))
                    prop:value=iso(leaves)
                    on:change=on_day
                />
            </label>
            <div class="field">
                <span>{t.leave}</span>
                <div class="stepper">
                    <button type="button" aria-label=words.earlier on:click=move |_| step(-STEP_MINUTES)><Glyph of=Icon::Minus/></button>
                    <span class="stepper-said">{words.clock(leaves.minute)}</span>
                    <button type="button" aria-label=words.later on:click=move |_| step(STEP_MINUTES)><Glyph of=Icon::Plus/></button>
                </div>
            </div>
            <label class="field">
                <span>{t.length}</span>
                <select on:change=on_length prop:value=length.clone()>
                    {choice(String::new(), t.no_limit.to_owned(), &length)}
                    {lengths.collect::<Node>()}
                </select>
            </label>
            <div class="field"><span>{t.pace}</span> {segments(trip, &paces)}</div>
            <div class="field"><span>{t.order}</span> {segments(trip, &orders)}</div>
            {tick(wish.meal, t.meal, Edit::Meal(!wish.meal))}
            {tick(wish.interests.step_free, t.step_free, Edit::Interests(wants))}
            {interests(trip, words, world, wish)}
        </div>
    }
}

/// Where to begin or end: a station, the visitor's own place, or what the address says.
fn places(
    trip: Trip,
    words: &'static Strings,
    world: &World,
    now: Option<&Place>,
    here: Option<Point>,
    start: bool,
) -> Node {
    const HERE: &str = "-";
    const OTHER: &str = "+";
    let first = if start {
        world
            .start
            .map(|id| words.spot(world, Spot::Station(id)))
            .unwrap_or_default()
    } else {
        words.trip.same_place.to_owned()
    };
    let value = match now {
        None => "",
        Some(Place::Station(slug)) => slug,
        Some(_) => OTHER,
    };
    let mut all = vec![choice(String::new(), first, value)];
    for (i, station) in world.atlas.stations.iter().enumerate() {
        let is_first = start && world.start.is_some_and(|id| id.index() == i);
        if !is_first {
            all.push(choice(station.slug.clone(), station.name.clone(), value));
        }
    }
    if here.is_some() {
        all.push(choice(HERE.to_owned(), words.trip.my_place.to_owned(), value));
    }
    if value == OTHER {
        let spot = now.and_then(|place| Spot::find(world, place));
        let name = spot.map_or(String::from("?"), |spot| words.spot(world, spot));
        all.push(choice(OTHER.to_owned(), name, value));
    }
    let kept = now.cloned();
    let on_change = move |event: leptos::ev::Event| {
        let place = match event_target_value(&event).as_str() {
            "" => None,
            HERE => here.map(Place::Point),
            OTHER => kept.clone(),
            slug => Some(Place::Station(slug.to_owned())),
        };
        trip.edit(if start { Edit::Start(place) } else { Edit::End(place) });
    };
    view! { <select on:change=on_change prop:value=value.to_owned()>{all}</select> }
}
