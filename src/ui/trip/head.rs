//! The day in a line: from when to when, how many sites and trains, how far on foot.

use leptos::prelude::*;

use super::Trip;
use super::going::GoingHead;
use crate::ui::Words;
use crate::ui::dom::view;
use crate::ui::live::{live, memo};

/// The head of the route.
#[component]
pub(crate) fn TripHead() -> impl IntoView {
    let trip: Trip = expect_context();
    let walks = memo(move || trip.step.get().is_some());
    live(move || {
        if walks.get() {
            view! { <GoingHead/> }
        } else {
            view! { <DayHead/> }
        }
    })
}

#[component]
fn DayHead() -> impl IntoView {
    let (trip, words): (Trip, Words) = (expect_context(), expect_context());
    view! {
        <div class="trip-head">
            {live(move || {
                let words = words.get();
                let t = words.trip;
                let shown = trip.shown().filter(|(p, _)| p.steps() > 0);
                match shown {
                    None => view! { <h2 class="trip-span" tabindex="-1">{t.your_day}</h2> },
                    Some((planned, world)) => {
                        let (plan, totals) = (&planned.plan, planned.plan.totals(&world));
                        let number = |n: String, of: &'static str| view! { <div><dt>{of}</dt> <dd>{n}</dd></div> };
                        view! {
                            <h2 class="trip-span" tabindex="-1">{words.from_to(plan.leaves, plan.home)}</h2>
                            <p class="trip-day">{words.day_length(plan.leaves, plan.home)}</p>
                            <dl class="trip-sums">
                                {number(totals.sites.to_string(), t.sites)}
                                {number(totals.trains.to_string(), t.trains)}
                                {number(words.duration(totals.walking.cast_signed()), t.walking)}
                            </dl>
                        }
                    }
                }
            })}
        </div>
    }
}
