//! The ring unrolled: the two ways round from here, when the next trains go, and how far it is.

use leptos::prelude::*;

use super::Desk;
use crate::kiosk::{Branch, Clock, board};
use crate::model::{Goal, StationId};
use crate::query::World;
use crate::space::decimal::fixed;
use crate::text::Strings;
use crate::ui::dom::{Node, view};
use crate::ui::live::live;
use crate::ui::mark::wheel_mark;
use crate::ui::{Shown, Words};

/// For every station its sites that match, by goal, and how many there are.
fn wheels(shown: Shown, world: &World) -> Vec<([u32; Goal::COUNT], u32)> {
    let mut wheels = vec![([0; Goal::COUNT], 0); world.atlas.stations.len()];
    shown.answer.with(|answer| {
        for site in answer.iter().flat_map(|a| a.matches.iter()) {
            let station = world.atlas.sites.station(site);
            if let Some((goals, sites)) = station.and_then(|id| wheels.get_mut(id.index())) {
                *sites += 1;
                for goal in world.atlas.sites.goals(site).iter() {
                    goals[goal.index()] += 1;
                }
            }
        }
    });
    wheels
}

/// So many names stand on a line.
const MOST: usize = 4;

/// The board.
#[component]
pub(super) fn Board() -> impl IntoView {
    let (desk, words, shown): (Desk, Words, Shown) = (expect_context(), expect_context(), expect_context());
    let drawn = move || {
        let ((world, here), clock) = desk.place().zip(desk.clock.get())?;
        let words = words.get();
        let chosen = desk.view.state.with(|s| s.filter.goals);
        let wheels = wheels(shown, &world);
        let board = board(&world, here, clock.moment());
        let wheel = |id: StationId| {
            let (goals, sites) = &wheels[id.index()];
            wheel_mark(goals, chosen, *sites)
        };
        let branches = board.branches.iter().map(|b| branch(words, &world, clock, b, &wheel));
        Some(view! {
            <section class="k-board" class:single=board.branches.len() == 1 aria-label=words.kiosk.next_train>
                <div class="k-loop" aria-hidden="true"></div>
                <div class="k-own">{wheel(here)}</div>
                {branches.collect::<Node>()}
                {(board.branches.len() > 1).then(|| view! { <p class="k-next">{words.kiosk.next_train}</p> })}
            </section>
        })
    };
    live(drawn)
}

fn branch(
    words: &'static Strings,
    world: &World,
    clock: Clock,
    branch: &Branch,
    wheel: &dyn Fn(StationId) -> Node,
) -> Node {
    let next = branch.trains.first().filter(|_| clock.is_known());
    let train = match next {
        Some(train) => words.clock(train.departs.minute),
        None if clock.is_known() => words.kiosk.no_train.to_owned(),
        None => String::new(),
    };
    // Of many the last stands where the ring turns.
    let last = branch.stops.len().saturating_sub(1);
    let turns = branch.stops.len() > MOST;
    let day = next.and_then(|train| words.tomorrow_of(train.departs, clock.moment()));
    let count = branch.stops.len().clamp(1, MOST) as f64;
    // One alone stands in the middle.
    let room = if branch.stops.len() == 1 { 1.0 } else { 0.15 };
    let stops = branch.stops.iter().enumerate().map(|(i, stop)| {
        let station = world.atlas.station(stop.station);
        view! {
            <li class:end=turns && i == last style:--at=fixed((i as f64 + 1.0) / (count + room), 4)>
                {wheel(stop.station)}
                <b>{station.name.clone()}</b>
                {stop.minutes.map(|m| view! { <span>{m} " " {words.kiosk.minutes}</span> })}
            </li>
        }
    });
    view! {
        <div class="k-branch">
            <b class="k-train">{train}</b>
            {day.map(|day| view! { <span class="k-train-day">{day}</span> })}
            <ol>{stops.collect::<Node>()}</ol>
        </div>
    }
}
