//! The list's own sheet: beside the map it is only the rest of the panel; on a phone it slides between three rests.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::PointerEvent;

use crate::space::decimal::fixed;
use crate::view::Panel;
use crate::view::sheet::Rest;

use super::card::Card;
use super::data::Progress;
use super::dom::{Node, view};
use super::goals::goals_said;
use super::icon::{Glyph, Icon};
use super::list::List;
use super::live::{effect, live, memo, when};
use super::states::clear;
use super::tend::Banner;
use super::trip::{TripBody, TripHead};
use super::{Data, Desk, Shown, Stage, View, Words};

/// The bar of tabs under the sheet, in pixels; as in the style sheet.
const TABS_PX: f64 = 60.0;

/// A finger on the sheet: where it began, and where and when it was last.
#[derive(Debug, Clone, Copy)]
struct Drag {
    from_y: f64,
    from_height: f64,
    last: (f64, f64),
    velocity: f64,
    moved: bool,
}

/// What there is between the tabs and the screen's top, in pixels.
fn room() -> f64 {
    let height = window().inner_height().ok().and_then(|h| h.as_f64());
    (height.unwrap_or(800.0) - TABS_PX).max(200.0)
}

/// The sheet: its head with the count, and the list or, on a phone, the chosen site.
#[component]
pub(super) fn Sheet() -> impl IntoView {
    let (view, words, desk, stage): (View, Words, Desk, Stage) =
        (expect_context(), expect_context(), expect_context(), expect_context());
    let body = NodeRef::<html::Div>::new();
    let drag = RwSignal::new(None::<Drag>);
    let pulled = RwSignal::new(None::<f64>);
    let turned = RwSignal::new(0_u32);
    let _ = window_event_listener(leptos::ev::resize, move |_| turned.update(|t| *t += 1));
    let height = memo(move || {
        turned.track();
        pulled.get().unwrap_or_else(|| desk.rest.get().height(room()))
    });
    let has_site = view.slice(|s| s.site.is_some());
    let routes = view.slice(|s| s.panel == Panel::Route);

    // The map keeps clear of the sheet where it rests; a chosen site opens it halfway.
    effect(move || {
        turned.track();
        let rest = desk.rest.get().min(Rest::Half);
        let bottom = if desk.narrow.get() { rest.height(room()) } else { 0.0 };
        stage.insets.update(|i| i.bottom = bottom);
    });
    effect(move || {
        if has_site.get() {
            desk.rest.update(|r| *r = (*r).max(Rest::Half));
        }
    });

    let on_down = move |e: PointerEvent| {
        if desk.narrow.get_untracked() && e.is_primary() {
            let y = f64::from(e.client_y());
            drag.set(Some(Drag {
                from_y: y,
                from_height: height.get_untracked(),
                last: (y, e.time_stamp()),
                velocity: 0.0,
                moved: false,
            }));
        }
    };
    let on_move = move |e: PointerEvent| {
        let Some(mut d) = drag.get_untracked() else {
            return;
        };
        let (y, now) = (f64::from(e.client_y()), e.time_stamp());
        // A tap trembles; only a pull takes the pointer from the buttons.
        if !d.moved && (y - d.from_y).abs() > 6.0 {
            d.moved = true;
            if let Some(head) = e.current_target().and_then(|t| t.dyn_into::<web_sys::Element>().ok()) {
                let _ = head.set_pointer_capture(e.pointer_id());
            }
        }
        let took = (now - d.last.1).max(1.0);
        d.velocity = 0.6 * (d.last.0 - y) / took + 0.4 * d.velocity;
        d.last = (y, now);
        drag.set(Some(d));
        if d.moved {
            let most = Rest::Full.height(room());
            pulled.set(Some((d.from_height + d.from_y - y).max(96.0).min(most)));
        }
    };
    let on_up = move |e: PointerEvent| {
        let Some(d) = drag.get_untracked() else {
            return;
        };
        drag.set(None);
        if d.moved {
            // A finger that rested before it left did not flick.
            let velocity = if e.time_stamp() - d.last.1 > 80.0 {
                0.0
            } else {
                d.velocity
            };
            desk.rest
                .set(Rest::after_release(height.get_untracked(), velocity, room()));
            pulled.set(None);
            if desk.rest.get_untracked() != Rest::Full
                && let Some(body) = body.get_untracked()
            {
                body.set_scroll_top(0);
            }
        }
    };
    // What the keyboard reaches must be on the screen.
    let on_focus = move |e: leptos::ev::FocusEvent| {
        let target = e.target().and_then(|t| t.dyn_into::<web_sys::Element>().ok());
        let by_key = target.is_some_and(|t| t.matches("a:focus-visible, button:focus-visible").unwrap_or(false));
        // From nowhere comes the focus that a closing card gives back: the sheet stays where it was.
        if by_key && e.related_target().is_some() && desk.narrow.get_untracked() {
            desk.rest.set(Rest::Full);
        }
    };
    let is_full = move || desk.rest.get() == Rest::Full;
    let on_handle = move |_| {
        desk.rest
            .update(|r| *r = if *r == Rest::Full { Rest::Half } else { r.step(true) });
    };
    view! {
            <div
                class="sheet"
                class:pulled=move || pulled.get().is_some()
                class:full=is_full
                class:low=move || desk.rest.get() == Rest::Low
                style:--sheet-height=move || fixed(height.get(), 0) + "px"
            >
                <Banner/>
                <div class="sheet-grip" on:pointerdown=on_down on:pointermove=on_move on:pointerup=on_up on:pointercancel=on_up>
                    <button
                        type="button"
                        class="handle"
                        aria-label=move || if is_full() { words.get().show_less } else { words.get().show_more }
                        on:click=on_handle
                    >
                        <i></i>
                    </button>
                    {when(move || !(desk.narrow.get() && has_site.get()), move || view! {
                        {live(move || if routes.get() { view! { <TripHead/> } } else { view! { <ListHead/> } })}
    })}
                </div>
                <div class="sheet-body" node_ref=body on:focusin=on_focus>
                    {live(move || if desk.narrow.get() && has_site.get() {
                        view! { <Card/> }
                    } else if routes.get() {
                        view! { <TripBody/> }
                    } else {
                        view! { <Notes/> <List/> }
                    })}
                </div>
            </div>
        }
}

/// The count, what is chosen, and a way to clear it and to take that back.
#[component]
fn ListHead() -> impl IntoView {
    let (view, words, desk): (View, Words, Desk) = (expect_context(), expect_context(), expect_context());
    let (data, shown): (Data, Shown) = (expect_context(), expect_context());
    let filter = view.slice(|s| s.filter.clone());
    let count = move || {
        let words = words.get();
        shown.answer.with(|a| {
            let Some(a) = a.as_ref() else {
                return words.loading.to_owned();
            };
            match a.counts.all {
                0 => words.sites.to_owned(),
                all => words.count_of(a.matches.total(), all),
            }
        })
    };
    let under = move || {
        if filter.with(|f| f.goals.is_empty()) {
            words.get().along_ring.to_owned()
        } else {
            goals_said(view, data, words)
        }
    };
    let undo = move |_| {
        if let Some(before) = desk.undo.get_untracked() {
            desk.undo.set(None);
            view.go(crate::view::Action::SetFilter(before));
        }
    };
    view! {
        <div class="list-head">
            <h2 class="count">{count}</h2>
            <p class="list-under">{under}</p>
            {live(move || {
                if desk.undo.get().is_some() {
                    view! { <button type="button" class="text-button" on:click=undo>{words.get().undo}</button> }
                } else if filter.with(|f| !f.is_empty()) {
                    view! {
                        <button type="button" class="text-button" on:click=move |_| clear(view, desk)>
                            {words.get().clear} <Glyph of=Icon::Close/>
                        </button>
                    }
                } else {
                    Node::Nothing
                }
            })}
        </div>
    }
}

/// What must be said over the list: the time shown, that the programme is made up, what the data could not show, what the address
/// asks for in vain.
#[component]
fn Notes() -> impl IntoView {
    let (data, shown, words): (Data, Shown, Words) = (expect_context(), expect_context(), expect_context());
    let invented = move || {
        data.world.with(|w| {
            let expo = &w.as_ref()?.atlas.expo;
            expo.illustrative
                .then(|| expo.illustrative_note.get(words.lang()).to_owned())
        })
    };
    let has_failed = move || {
        data.progress.get() == Progress::Failed && shown.answer.with(|a| a.as_ref().is_some_and(|a| a.counts.all > 0))
    };
    let at = move || shown.answer.with(|a| a.as_ref().map(|a| words.get().shown(a.at)));
    view! {
            <p class="note time">{at}</p>
            {live(move || invented().map(|why| view! {
                <details class="note">
                    <summary><Glyph of=Icon::Note/> <span>{words.get().illustrative}</span> <u>{words.get().why}</u></summary>
                    <p>{why}</p>
                </details>
            }))}
            {when(has_failed, move || view! {
                <p class="note state">
                    <Glyph of=Icon::Warning/>
                    <span>{live(move || words.get().failed)}</span>
                    <button type="button" class="text-button" on:click=move |_| data.ask()>{live(move || words.get().retry)}</button>
                </p>
    })}
            {live(move || {
                let unknown = shown.answer.with(|a| a.as_ref().map(|a| a.unknown.clone())).unwrap_or_default();
                unknown.iter().map(|u| view! { <p class="note">{words.get().unknown_choice(u)}</p> }).collect::<Node>()
            })}
            {live(move || {
                let n = data.problems.get();
                (n > 0).then(|| view! { <p class="note faint">{words.get().problems(n)}</p> })
            })}
        }
}
