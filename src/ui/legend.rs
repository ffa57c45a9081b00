//! Under the map: what its marks mean, its scale, the time shown. On it: buttons for what a hand can do.

use leptos::prelude::*;

use crate::model::{Goals, Kind};
use crate::space::Metres;

use super::dom::{Node, view};
use super::icon::{Glyph, Icon};
use super::live::{live, memo, when};
use super::mark::{kind_path, site_mark};
use super::stage::PositionState;
use super::{Shown, Stage, View, Words};

/// The whole ring, where I am, nearer, farther.
#[component]
pub(super) fn MapButtons() -> impl IntoView {
    let (stage, words): (Stage, Words) = (expect_context(), expect_context());
    let said = move || match stage.position.get() {
        PositionState::Refused => Some(words.get().location_off),
        PositionState::Outside => Some(words.get().outside),
        PositionState::Unasked | PositionState::Known(_) => None,
    };
    view! {
        <div class="map-buttons" role="group" aria-label=move || words.get().map>
            <button type="button" class="wide" aria-label=move || words.get().whole_ring title=move || words.get().whole_ring on:click=move |_| stage.fly_home()>
                <Glyph of=Icon::Ring/>
            </button>
            <button type="button" aria-label=move || words.get().locate title=move || words.get().locate on:click=move |_| stage.locate()>
                <Glyph of=Icon::Locate/>
            </button>
            <button type="button" class="wide" aria-label=move || words.get().zoom_in on:click=move |_| stage.zoom(1.0)>
                <Glyph of=Icon::Plus/>
            </button>
            <button type="button" class="wide" aria-label=move || words.get().zoom_out on:click=move |_| stage.zoom(-1.0)>
                <Glyph of=Icon::Minus/>
            </button>
        </div>
        {live(move || said().map(|s| view! { <p class="map-said">{s}</p> }))}
    }
}

/// A way to the matches when none of them is in sight.
#[component]
pub(super) fn ShowMatches() -> impl IntoView {
    let (stage, words, shown): (Stage, Words, Shown) = (expect_context(), expect_context(), expect_context());
    let total = memo(move || shown.answer.with(|a| a.as_ref().map_or(0, |a| a.matches.total())));
    let all_are_out = move || total.get() > 0 && !stage.shows_a_match.get();
    view! {
            {when(all_are_out, move || view! {
                <button type="button" class="fill show-matches" on:click=move |_| stage.show_matches(&shown)>
                    {live(move || words.get().show_sites(total.get()))}
                </button>
    })}
        }
}

/// The strip under the map.
#[component]
pub(super) fn Legend() -> impl IntoView {
    let (stage, words, shown, view): (Stage, Words, Shown, View) =
        (expect_context(), expect_context(), expect_context(), expect_context());
    let kind = |kind: Kind| {
        view! {
            <li>
                <svg class="legend-kind" viewBox="6 6 12 12" aria-hidden="true"><path d=kind_path(kind)></path></svg>
                {live(move || words.get().kinds[kind as usize])}
            </li>
        }
    };
    let sample: Goals = crate::model::Goal::all()
        .filter(|g| matches!(g.number(), 3 | 6 | 7 | 10 | 11 | 13))
        .collect();
    let at = move || shown.answer.with(|a| a.as_ref().map(|a| a.at));
    let is_timed = view.slice(|s| s.filter.open.is_some());
    view! {
            <div class="legend" role="group" aria-label=move || words.get().legend>
                <ul>
                    <li><span class="legend-ring"><i></i></span> {live(move || words.get().ring)}</li>
                    <li class="roomy"><span class="legend-wheel">{site_mark(sample, Kind::Social, Goals::default())}</span> {live(move || words.get().wheel)}</li>
                    <li class="roomy"><span class="legend-halo"></span> {live(move || words.get().halo)}</li>
                    {Kind::ALL.iter().map(|k| kind(*k)).collect::<Node>()}
                    {when(move || is_timed.get(), move || view! {
                        <li class="roomy"><span class="legend-shut"></span> {live(move || at().map(|at| words.get().shut_at(at)))}</li>
    })}
                </ul>
                <p class="legend-time">{live(move || at().map(|at| words.get().short_moment(at)))}</p>
                {live(move || stage.scale.get().map(|bar| view! {
                    <p class="legend-scale">
                        <i style:width=format!("{}px", bar.px.round() as i32)></i>
                        <span>{words.get().scale(bar.metres, Metres(bar.metres).walk_minutes())}</span>
                    </p>
                }))}
            </div>
        }
}
