//! Effects that go out of the page's own elements: the document's title, language and theme, what is read out,
//! keys that work everywhere, and the marks that tests and benchmarks wait for.

use std::time::Duration;

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::space::decimal::fixed;
use crate::view::{Action, Panel, Theme};

use super::data::Progress;
use super::dom::view;
use super::header::focus_on;
use super::list::row_id;
use super::live::{effect, memo};
use super::{Data, Desk, Shown, ThemeNow, View, Words};

/// Leaves a mark in the browser's timeline.
fn mark(name: &str) {
    if let Some(performance) = window().performance() {
        let _ = performance.mark(name);
    }
}

/// What the document says of every posture of the page: its language, theme, version and data, and when it answers.
pub(super) fn tell(data: Data, shown: Shown, words: Words, theme: ThemeNow) {
    let root = document().document_element();
    let set = move |name: &str, value: &str| {
        if let Some(root) = document().document_element() {
            let _ = root.set_attribute(name, value);
        }
    };
    // A published page has its release's.
    if root.is_some_and(|r| !r.has_attribute("data-version")) {
        set("data-version", env!("CARGO_PKG_VERSION"));
    }
    effect(move || set("lang", words.lang().tag()));
    effect(move || match theme.0.get() {
        Theme::Evening => set("data-theme", "kvall"),
        Theme::Day => set("data-theme", "dag"),
    });
    effect(move || {
        if let Some(day) = data.world.get().and_then(|w| w.atlas.expo.updated) {
            let (year, month, day) = day.to_calendar_date();
            set("data-data-date", &format!("{year:04}-{:02}-{day:02}", u8::from(month)));
        }
    });
    Effect::new(move |marked: Option<bool>| {
        let is_first = shown.answer.with(Option::is_some) && marked != Some(true);
        if is_first {
            // Once the list of this answer is in the page.
            request_animation_frame(|| mark("m21:interactive"));
        }
        is_first || marked == Some(true)
    });
}

/// Starts those of the page with map and list.
pub(super) fn run(view: View, data: Data, shown: Shown, words: Words, desk: Desk) {
    effect(move || {
        let words = words.get();
        let site = shown.answer.get().and_then(|a| a.card.as_ref().map(|c| c.site));
        let title = match (site, view.state.with(|s| s.panel)) {
            (Some(id), _) => data
                .world
                .get()
                .map(|w| format!("{} – M21", w.atlas.sites.title(id).get(words.lang))),
            (None, Panel::Coverage) => Some(format!("{} – M21", words.coverage)),
            (None, Panel::About) => Some(words.about.to_owned()),
            (None, Panel::Route) => Some(format!("{} – M21", words.trip.your_day)),
            (None, Panel::Explore) => None,
        };
        document().set_title(title.as_deref().unwrap_or(words.page_title));
    });
    // When the card is closed, the row gets the focus back, if it was in the card and so is nowhere now.
    let site = view.slice(|s| s.site.clone());
    Effect::new(move |before: Option<Option<String>>| {
        let now = site.get();
        if let (Some(Some(slug)), None) = (before, &now) {
            request_animation_frame(move || {
                if document().active_element().is_none_or(|e| e.tag_name() == "BODY") {
                    focus_on(&format!("[id='{}']", row_id(&slug)));
                }
            });
        }
        now
    });
    // What folds out takes the focus, and gives it back when it covered the screen.
    effect(move || {
        if desk.group.get().is_some() {
            request_animation_frame(|| focus_on(".popover button"));
        }
    });
    Effect::new(move |before: Option<bool>| {
        let covers = desk.filters.get();
        if let Some(before) = before
            && before != covers
        {
            let to = if covers {
                ".filters-head button"
            } else {
                ".filters-open"
            };
            request_animation_frame(move || focus_on(to));
        }
        covers
    });
    // On paper the map is the picture that was on the screen, made smaller: it cannot be drawn anew while a page is laid
    // out for the printer.
    let _ = window_event_listener(leptos::ev::Custom::<web_sys::Event>::new("beforeprint"), |_| {
        fix_map(true);
    });
    let _ = window_event_listener(leptos::ev::Custom::<web_sys::Event>::new("afterprint"), |_| {
        fix_map(false);
    });
    // Escape closes the topmost thing only.
    let _ = window_event_listener(leptos::ev::keydown, move |event| {
        if event.key() != "Escape" || event.default_prevented() {
            return;
        }
        if desk.group.get_untracked().is_some() {
            focus_on(".filter-main[aria-expanded='true']");
            desk.group.set(None);
        } else if desk.filters.get_untracked() {
            desk.filters.set(false);
        } else if view.state.with_untracked(|s| s.site.is_some()) {
            view.go(Action::CloseCard);
        }
    });
    // A tap beside a folded-out group folds it in.
    let _ = window_event_listener(leptos::ev::pointerdown, move |event| {
        let target = event.target().and_then(|t| t.dyn_into::<web_sys::Element>().ok());
        let is_inside = target.is_some_and(|t| t.closest(".popover, .filter").ok().flatten().is_some());
        if !is_inside && desk.group.get_untracked().is_some() {
            desk.group.set(None);
        }
    });
}

/// An A4 page's room for the map in CSS pixels: between margins, and half of its height.
const PAPER_PX: (f64, f64) = (690.0, 500.0);

/// Holds the map at its size and scales it to the paper, or lets it go again.
fn fix_map(is_printed: bool) {
    let find = |what: &str| {
        let found = document().query_selector(what).ok().flatten()?;
        found.dyn_into::<web_sys::HtmlElement>().ok()
    };
    let (Some(map), Some(stage)) = (find("#karta"), find(".stage")) else {
        return;
    };
    let (width, height) = (f64::from(map.client_width()), f64::from(map.client_height()));
    let scale = (PAPER_PX.0 / width.max(1.0)).min(PAPER_PX.1 / height.max(1.0)).min(1.0);
    let px = |v: f64| format!("{}px", fixed(v, 1));
    let put = |on: &web_sys::HtmlElement, name: &str, value: String| {
        let value = if is_printed { value } else { String::new() };
        let _ = on.style().set_property(name, &value);
    };
    put(&map, "width", px(width));
    put(&map, "height", px(height));
    put(&map, "transform", format!("scale({})", fixed(scale, 4)));
    put(&map, "transform-origin", "0 0".to_owned());
    put(&stage, "width", px(width * scale));
    put(&stage, "height", px(height * scale));
}

/// The one polite live region: the count and the goals, when the answer has settled.
#[component]
pub(super) fn Voice() -> impl IntoView {
    let (shown, view, words): (Shown, View, Words) = (expect_context(), expect_context(), expect_context());
    let data: Data = expect_context();
    let trip: super::trip::Trip = expect_context();
    let said = RwSignal::new(String::new());
    let tending: super::tend::Tending = expect_context();
    let sentence = memo(move || {
        if let Some((head, rest)) = tending.said(words.get()) {
            return Some(format!("{head} {rest}"));
        }
        if data.progress.get() == Progress::Failed {
            return Some(words.get().failed.to_owned());
        }
        if let Some(planned) = trip.planned.get() {
            let (words, plan) = (words.get(), &planned.plan);
            return Some(match trip.step.get().zip(data.world.get()) {
                Some((step, world)) => words.going_said(&words.going(&world, plan, step)),
                None => words.plan_said(plan),
            });
        }
        let answer = shown.answer.get()?;
        let goals: Vec<_> = view.state.with(|s| s.filter.goals).iter().collect();
        Some(words.get().announcement(answer.matches.total(), &goals))
    });
    Effect::new(move |timer: Option<Option<TimeoutHandle>>| {
        if let Some(Some(timer)) = timer {
            timer.clear();
        }
        let sentence = sentence.get()?;
        set_timeout_with_handle(move || said.set(sentence), Duration::from_millis(400)).ok()
    });
    view! { <p class="unseen" role="status" aria-live="polite">{move || said.get()}</p> }
}
