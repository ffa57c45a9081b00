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
            <section class="k-board" aria-label=words.kiosk.next_train>
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
    let count = branch.stops.len().max(1) as f64;
    let stops = branch.stops.iter().enumerate().map(|(i, stop)| {
        let station = world.atlas.station(stop.station);
        view! {
            <li style:--at=fixed((i as f64 + 1.0) / (count + 0.15), 4)>
                {wheel(stop.station)}
                <b>{station.name.clone()}</b>
                {stop.minutes.map(|m| view! { <span>{m} " " {words.kiosk.minutes}</span> })}
            </li>
        }
    });
    view! {
        <div class="k-branch">
            <b class="k-train">{train}</b>
            <ol>{stops.collect::<Node>()}</ol>
        </div>
    }
}
