//! The 17 goals: those met by sites the visitor has been to, those still to come on the route, and the others.

use super::{Planned, Trip};
use crate::model::{Goal, Goals};
use crate::query::World;
use crate::text::Strings;
use crate::ui::dom::{Node, view};
use crate::ui::mark::goal_class;

/// A row of the goals, and in words how many there are of each sort.
pub(super) fn progress(trip: Trip, words: &'static Strings, planned: &Planned, world: &World) -> Node {
    let goals = planned.plan.totals(world).goals;
    let sites = &world.atlas.sites;
    let visited = trip.visited.all();
    let met = visited
        .iter()
        .filter_map(|slug| sites.find(slug))
        .flat_map(|site| sites.goals(site).iter().collect::<Vec<_>>());
    let met: Goals = met.collect();
    let cell = |goal: Goal| {
        let class = goal_class(goal);
        view! { <i class=class class:met=met.has(goal) class:planned=goals.has(goal)>{goal.number()}</i> }
    };
    view! {
        <div class="trip-goals">
            <p>{words.progress(goals.len(), met.len(), visited.len())}</p>
            <div class="trip-tiles" aria-hidden="true">{Goal::all().map(cell).collect::<Node>()}</div>
        </div>
    }
}
