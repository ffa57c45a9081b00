//! What can be seen before the train one wants to be back for.

use std::sync::Arc;

use leptos::prelude::*;

use super::Desk;
use super::list::{self, Near, ROWS};
use crate::calendar::Moment;
use crate::kiosk::{Clock, Errand, Leaving, Press, Screen, Way, errands, trains_from};
use crate::ui::dom::{Node, view};
use crate::ui::live::{live, memo};
use crate::ui::{Shown, Words};

/// A visit shorter than this many minutes is none.
const LEAST_MINUTES: u16 = 15;
/// So many trains can be chosen from.
const TRAINS: usize = 6;

/// A site with the times that lead to it and back.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Row {
    pub(super) row: list::Row,
    of: Errand,
}

/// The trains that can be chosen, the soonest first; of those in one minute the first.
fn trains(desk: Desk) -> Vec<Leaving> {
    let found = desk.place().zip(desk.clock.get()).filter(|(_, clock)| clock.is_known());
    let mut all = found.map_or_else(Vec::new, |((world, here), clock)| {
        trains_from(&world, here, clock.moment(), TRAINS)
    });
    all.dedup_by_key(|train| train.departs);
    all
}

/// The train chosen, as long as it has not left, or the one that leaves time for something.
fn train(desk: Desk) -> Option<Moment> {
    let now = desk.clock.get().filter(|clock| clock.is_known())?.moment();
    desk.train.get().filter(|train| *train >= now).or_else(|| {
        let all = trains(desk);
        let is_worth = |train: &&Leaving| now.minutes_until(train.departs) >= 60;
        let found = all.iter().find(is_worth).or(all.last());
        found.map(|train| train.departs)
    })
}

/// Works out what can be seen, while that is shown.
pub(super) fn follow(desk: Desk, shown: Shown) -> Memo<Arc<Vec<Row>>> {
    memo(move || {
        let is_shown = desk.screen() == Screen::Errand;
        let asked = desk.place().zip(desk.clock.get()).filter(|_| is_shown);
        let found = asked.and_then(|((world, here), clock)| {
            let train = train(desk)?;
            Some(shown.answer.with(|answer| {
                let mut matches = answer.iter().flat_map(|a| a.matches.iter());
                let found = errands(&world, here, clock.moment(), train, LEAST_MINUTES, &mut matches);
                let row = |(number, of): (u32, Errand)| Row {
                    row: list::row_of(&world, of.site, number, clock),
                    of,
                };
                (1..).zip(found).map(row).collect::<Vec<_>>()
            }))
        });
        Arc::new(found.unwrap_or_default())
    })
}

/// The trains to choose from, and what each leaves time for.
#[component]
pub(super) fn Errands() -> impl IntoView {
    let (desk, words, near): (Desk, Words, Near) = (expect_context(), expect_context(), expect_context());
    let choices = move || {
        let all = trains(desk);
        if all.is_empty() {
            let known = desk.clock.get().is_some_and(Clock::is_known);
            let words = words.get().kiosk;
            let why = if known { words.no_later_train } else { words.unknown_why };
            return view! { <p class="k-none">{why}</p> };
        }
        let chosen = train(desk);
        let choice = |train: Leaving| {
            let (at, words) = (train.departs, words.get());
            let last = desk
                .data
                .world
                .with(|w| w.as_ref().map(|w| w.atlas.station(train.last).name.clone()));
            let day = desk.clock.get().and_then(|clock| words.tomorrow_of(at, clock.moment()));
            view! {
                <button type="button" class="k-choice" aria-pressed=(chosen == Some(at)).to_string() on:click=move |_| {
                    desk.train.set(Some(at));
                    desk.press(Press::Chose);
                }>
                    {words.clock(at.minute)}
                    <span>{last.map(|last| words.towards(&last))}</span>
                    {day.map(|day| view! { <span>{day}</span> })}
                </button>
            }
        };
        view! { <div class="k-choices" role="group" aria-label=words.get().kiosk.choose_train>{all.into_iter().map(choice).collect::<Node>()}</div> }
    };
    let title = move || Some(words.get().errand_title(train(desk)?, desk.clock.get()?.moment()));
    let is_none = move || train(desk).is_some() && near.errands.with(|all| all.is_empty());
    let rows = move || {
        let (world, here) = desk.place()?;
        let words = words.get();
        let listed = near.listed.get();
        let all = near.errands.get();
        let of = |row: &list::Row| all.iter().find(|of| of.row.site == row.site);
        let node = |row: &list::Row| {
            let Some(Row { of, .. }) = of(row) else {
                return Node::Nothing;
            };
            let mut under = words.errand_times(of.arrives, of.leaves, of.back);
            if let Way::ByTrain { from, to, changes, .. } = of.out {
                let ride = list::by_train(words, &world, here, (from, to, changes));
                under = under + "\n" + &crate::text::capital(&ride);
            }
            if of.hours_unsaid {
                under = under + "\n" + words.hours_unknown;
            }
            let right = view! {
                <span class="k-far">{list::minutes(words, of.stay)} <span>{words.kiosk.stay}</span></span>
            };
            list::row(desk, words, &world, row, under, Some(right), false)
        };
        Some(listed.iter().map(node).collect::<Node>())
    };
    view! {
        <p class="k-lead">{live(move || words.get().kiosk.choose_train)}</p>
        {live(choices)}
        <div class="k-list-head">
            <h2>{live(title)}</h2>
            {live(move || desk.pages(words, near.errands.with(|all| all.len().div_ceil(ROWS))))}
        </div>
        {live(move || is_none().then(|| view! { <p class="k-none">{words.get().kiosk.errand_none}</p> }))}
        <div class="k-rows">{live(rows)}</div>
    }
}
