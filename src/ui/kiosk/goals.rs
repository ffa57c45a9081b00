//! The goals as large tiles with their names: as on the phone, without a grid to walk by keys.

use leptos::prelude::*;

use super::Desk;
use crate::kiosk::Press;
use crate::model::{Goal, Goals};
use crate::ui::dom::{Node, view};
use crate::ui::icon::{Glyph, Icon};
use crate::ui::live::{live, memo};
use crate::ui::mark::goal_class;
use crate::ui::{Shown, Words};
use crate::view::Action;

/// The goals as tiles with their names.
#[component]
pub(super) fn Tiles() -> impl IntoView {
    let (desk, words, shown): (Desk, Words, Shown) = (expect_context(), expect_context(), expect_context());
    let chosen: Memo<Goals> = desk.view.slice(|s| s.filter.goals);
    let choose = move |action: Action| {
        desk.view.go(action);
        desk.press(Press::Chose);
    };
    let tile = move |goal: Goal| {
        let count = memo(move || {
            shown
                .answer
                .with(|a| a.as_ref().map(|a| a.counts.goals[goal.index()] as usize))
        });
        let name = move |is_short: bool| {
            let lang = words.lang();
            desk.data.world.with(|w| {
                let goal = w.as_ref()?.atlas.goals.get(goal.index())?;
                Some(if is_short { &goal.short } else { &goal.name }.get(lang).to_owned())
            })
        };
        let said = move || Some(words.get().goal_button(goal, &name(false)?, count.get().unwrap_or(0)));
        view! {
            <button
                type="button"
                class=format!("tile {}", goal_class(goal))
                class:on=move || chosen.get().has(goal)
                class:none=move || count.get() == Some(0)
                aria-pressed=move || chosen.get().has(goal).to_string()
                aria-label=said
                on:click=move |_| choose(Action::ToggleGoal(goal))
            >
                <span class="tile-number">{goal.number()} <Glyph of=Icon::Tick/> <span class="tile-sites">{live(move || count.get())}</span></span>
                <span class="tile-name">{live(move || name(true))}</span>
            </button>
        }
    };
    let all = move || shown.answer.with(|a| a.as_ref().map(|a| a.counts.goals_all));
    view! {
        <div class="tiles" class:some=move || !chosen.get().is_empty() role="group" aria-label=move || words.get().goals>
            {Goal::all().map(tile).collect::<Node>()}
            <button
                type="button"
                class="tile all"
                class:on=move || chosen.get().is_empty()
                aria-pressed=move || chosen.get().is_empty().to_string()
                on:click=move |_| choose(Action::AllGoals)
            >
                <span class="tile-number">{live(move || words.get().all)} <span class="tile-sites">{live(all)}</span></span>
                <span class="tile-name">{live(move || words.get().kiosk.goals)}</span>
            </button>
        </div>
    }
}
