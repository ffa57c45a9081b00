//! The page. One way round: gesture → action → address → state → picture; effects only go outward.

#![expect(
    unreachable_pub,
    reason = "what `component` writes is pub, whatever the function says"
)]

mod about;
mod card;
mod card_facts;
mod coverage;
mod data;
mod dom;
mod easel;
mod filters;
mod goals;
mod header;
mod icon;
mod keep;
mod kiosk;
mod legend;
mod list;
mod live;
mod map;
mod mark;
mod net;
mod open_at;
mod outward;
mod paint;
mod pause;
mod qr;
mod search;
mod sheet;
mod spoken;
mod stage;
mod states;
mod tend;
mod trip;
mod url;

use std::sync::Arc;

use leptos::prelude::*;

use crate::model::Lang;
use crate::query::{Answer, answer};
use crate::space::decimal::fixed;
use crate::text::Strings;
use crate::view::sheet::Rest;
use crate::view::{Filter, Panel, Theme};
use dom::{Node, view};
use live::{effect, live, memo, when};
use pause::Rests;

pub use data::Data;
pub use stage::Stage;
pub use url::View;

/// What the page shows, computed from the data, the state and the clock.
#[derive(Clone, Copy)]
pub struct Shown {
    /// Nothing until the data is there.
    pub answer: Memo<Option<Arc<Answer>>>,
}

/// The texts of the language spoken.
#[derive(Clone, Copy)]
pub struct Words(pub Memo<&'static Strings>);

impl Words {
    /// The texts, followed.
    pub(super) fn get(self) -> &'static Strings {
        self.0.get()
    }

    /// The language, followed.
    pub(super) fn lang(self) -> Lang {
        self.0.get().lang
    }
}

/// The theme shown: the one asked for, or the system's.
#[derive(Clone, Copy)]
pub struct ThemeNow(pub Memo<Theme>);

/// The groups that fold out of the filter grid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Group {
    District,
    Station,
    Partner,
    Solution,
    Part,
    Open,
}

/// What is folded out, and what can be undone. Not worth an address.
#[derive(Clone, Copy)]
pub(super) struct Desk {
    /// The filter group whose choices are shown.
    group: RwSignal<Option<Group>>,
    /// On a phone: whether the filters cover the screen.
    filters: RwSignal<bool>,
    /// On a phone: where the sheet rests.
    rest: RwSignal<Rest>,
    /// The filter before it was cleared, for a while.
    undo: RwSignal<Option<Filter>>,
    /// How much of the list is shown.
    list: list::Length,
    /// Whether there is only room for one column.
    narrow: RwSignal<bool>,
}

/// Shows the page in place of the shell.
pub fn start() {
    if let Some(shell) = document().get_element_by_id("shell") {
        shell.remove();
    }
    mount_to_body(App);
}

fn matches_media(query: &str) -> bool {
    window().match_media(query).ok().flatten().is_some_and(|m| m.matches())
}

/// A signal that follows a media query.
fn media(query: &'static str) -> RwSignal<bool> {
    use wasm_bindgen::{JsCast, closure::Closure};
    let signal = RwSignal::new(matches_media(query));
    if let Some(list) = window().match_media(query).ok().flatten() {
        let follow = Closure::<dyn FnMut()>::new(move || signal.set(matches_media(query)));
        list.set_onchange(Some(follow.as_ref().unchecked_ref()));
        // Both last as long as the page.
        follow.forget();
        std::mem::forget(list);
    }
    signal
}

/// Looks through a large expo for the words asked for, a little at a time; what is shown stays until they are found, and
/// the signal says when.
fn look_for_words(view: View, data: Data) -> RwSignal<()> {
    let looked = RwSignal::new(());
    let asked = view.slice(|s| s.filter.words.clone());
    effect(move || {
        looked.track();
        let (Some(world), words) = (data.world.get(), asked.get()) else {
            return;
        };
        if !world.is_ready_for(&words) {
            leptos::task::spawn_local(async move {
                let now = words.clone();
                let rests = Rests::while_wanted(move || asked.with_untracked(|a| *a == now));
                world.look_for(&words, &rests).await;
                looked.set(());
            });
        }
    });
    looked
}

/// What every posture of the page shares, and the one that the address asks for.
#[component]
fn App() -> impl IntoView {
    let view = View::start();
    let is_kiosk = view.slice(|s| s.post.is_some());
    let data = Data::fetch(is_kiosk);
    let stage = Stage::new(view, data);
    let words = Words(memo(move || Strings::of(view.state.with(|s| s.lang))));
    let dark = media("(prefers-color-scheme: dark)");
    let theme = ThemeNow(memo(move || {
        let is_dark = if is_kiosk.get() {
            crate::kiosk::is_evening(data.clock.get())
        } else {
            dark.get()
        };
        let system = if is_dark { Theme::Evening } else { Theme::Day };
        view.state.with(|s| s.theme).unwrap_or(system)
    }));
    provide_context(view);
    provide_context(data);
    provide_context(stage);
    provide_context(words);
    provide_context(theme);
    provide_context(tend::Tending::begin(view, data, stage));
    let began_as = is_kiosk.get_untracked();
    effect(move || {
        // What one posture keeps is nothing for the other.
        if is_kiosk.get() != began_as {
            let _ = window().location().reload();
        }
    });
    if began_as {
        view! { <kiosk::Booth/> }
    } else {
        view! { <Page/> }
    }
}

/// What is shown for the state and the time, with so many rows of the list; nothing until the data is there.
fn answered(view: View, data: Data, rows: impl Fn(&Filter, usize, bool) -> usize + Send + Sync + 'static) -> Shown {
    // The camera is left out: what is shown does not depend on where the map looks.
    let asked = view.slice(|s| (s.filter.clone(), s.site.clone()));
    let looked = look_for_words(view, data);
    Shown {
        answer: Memo::new(move |before: Option<&Option<Arc<Answer>>>| {
            let world = data.world.get()?;
            let clock = data.clock.get();
            let (filter, site) = asked.get();
            looked.track();
            if !world.is_ready_for(&filter.words) {
                return before.cloned().flatten();
            }
            let rows = rows(&filter, world.atlas.sites.len(), site.is_some());
            Some(Arc::new(answer(&world, &view.state.get_untracked(), clock, rows)))
        }),
    }
}

/// The page with map and list, for visitors' own devices.
#[component]
fn Page() -> impl IntoView {
    let (view, data, stage, words, theme): (View, Data, Stage, Words, ThemeNow) = (
        expect_context(),
        expect_context(),
        expect_context(),
        expect_context(),
        expect_context(),
    );
    let desk = Desk {
        group: RwSignal::new(None),
        filters: RwSignal::new(false),
        rest: RwSignal::new(Rest::Half),
        undo: RwSignal::new(None),
        list: list::Length::default(),
        narrow: media("(max-width: 719.9px)"),
    };
    let shown = answered(view, data, move |filter, sites, has_card| {
        desk.list.rows(filter, sites, has_card)
    });
    provide_context(shown);
    provide_context(desk);
    let keep = keep::Keep::begin(view);
    provide_context(keep);
    let trip = trip::Trip::new(view, data, keep);
    provide_context(trip);
    outward::tell(data, shown, words, theme);
    outward::run(view, data, shown, words, desk);

    let panel = view.slice(|s| s.panel);
    let routes = move || panel.get() == Panel::Route;
    let explores = move || matches!(panel.get(), Panel::Explore | Panel::Route);
    let builds = view.slice(|s| !s.trip.stops.is_empty());
    let has_card = view.slice(|s| s.site.is_some());
    view! {
            <header::Skips/>
            <div class="app" class:explores=explores class:routing=routes class:building=move || builds.get() class:filtering=move || desk.filters.get()>
                <header::Header/>
                <section class="panel" aria-label=move || words.get().sites>
                    <h1 class="unseen">{live(move || words.get().page_title)}</h1>
                    <search::Search/>
                    <goals::Goals/>
                    <filters::Filters/>
                    <sheet::Sheet/>
                    {when(move || routes() && builds.get(), move || view! { <trip::TripBar/> })}
                </section>
                <main
                    class="stage"
                    aria-label=move || words.get().map
                    style:--over=move || fixed(stage.insets.get().bottom, 0) + "px"
                >
                    <map::MapCanvas/>
                    <trip::FromHere/>
                    <legend::MapButtons/>
                    <legend::ShowMatches/>
                    {when(move || has_card.get() && !desk.narrow.get(), move || view! {
                        <card::Card/>
    })}
                    <legend::Legend/>
                </main>
                {live(move || match panel.get() {
                    Panel::Explore | Panel::Route => Node::Nothing,
                    Panel::Coverage => view! { <coverage::Coverage/> },
                    Panel::About => view! { <about::About/> },
                })}
            </div>
            <outward::Voice/>
        }
}
