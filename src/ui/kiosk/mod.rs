//! A screen at a station: the same map, for whoever comes by, and for nobody after them. What is shown when is decided in
//! [`crate::kiosk`]; here it is laid out, and hands are heard.

mod board;
mod chores;
mod day;
mod errand;
mod foot;
mod goals;
mod head;
mod health;
mod idle;
mod keys;
mod list;
mod locked;
mod phone;
mod plan;
mod site;
mod voice;

use std::sync::Arc;

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::calendar::Moment;
use crate::kiosk::{Clock, Kiosk, Press, Reach, Scale, Screen, Side};
use crate::model::StationId;
use crate::query::World;
use crate::space::decimal::fixed;
use crate::view::{Action, Post};

use super::dom::{Node, view};
use super::live::{effect, live, memo, when};
use super::{Data, ThemeNow, View, Words, answered, outward};

/// What the parts of a kiosk share.
#[derive(Clone, Copy)]
pub(super) struct Desk {
    /// Which screen is shown.
    kiosk: RwSignal<Kiosk>,
    /// What fills the screen of it.
    shown: Memo<Screen>,
    /// How far the map reaches.
    scale: RwSignal<Scale>,
    /// The train one wants to be back for.
    train: RwSignal<Option<Moment>>,
    /// The digits of the code so far.
    digits: RwSignal<String>,
    /// Whether what is shown is read out.
    reads: RwSignal<bool>,
    /// Seconds until all is forgotten, while it is asked whether somebody is there.
    left: RwSignal<u32>,
    /// Sizes that fit the people and the place.
    reach: Memo<Reach>,
    /// Where the screen stands.
    post: Memo<Post>,
    /// Whether the device's clock has leapt, and nobody has told since whether it is right.
    is_doubted: RwSignal<bool>,
    /// What time it is; nothing until the data is there.
    clock: Memo<Option<Clock>>,
    view: View,
    data: Data,
}

impl Desk {
    /// Does what somebody pressed.
    fn press(self, press: Press) {
        let before = self.kiosk.get_untracked();
        let after = before.after(press);
        if after != before {
            self.show(before, after);
        }
    }

    /// Shows another screen, and forgets what belongs to the one before.
    fn show(self, before: Kiosk, after: Kiosk) {
        self.kiosk.set(after);
        if after.is_idle() && !before.is_idle() {
            self.forget();
            return;
        }
        // What is not seen narrows nothing.
        if !matches!(after.screen, Screen::Search | Screen::Site | Screen::Phone) {
            self.view.go(Action::Words(String::new()));
        }
        if !matches!(after.screen, Screen::Site | Screen::Phone) {
            self.view.go(Action::CloseCard);
        }
        self.digits.set(String::new());
    }

    /// Nothing of whoever was here stays.
    fn forget(self) {
        self.view.go(Action::StartOver);
        self.view.write_due();
        self.scale.set(Scale::default());
        self.train.set(None);
        self.digits.set(String::new());
        self.reads.set(false);
        locked::let_go();
    }

    /// Opens a site.
    fn open(self, slug: &str) {
        let to_it = Press::Go(Screen::Site);
        if self.kiosk.with_untracked(|k| k.allows(to_it)) {
            self.view.go(Action::Choose(slug.to_owned()));
            self.press(to_it);
        }
    }

    /// The screen shown, followed.
    fn screen(self) -> Screen {
        self.shown.get()
    }

    /// Whether it is asked if somebody is there, followed; nothing else answers then.
    fn asks(self) -> bool {
        self.kiosk.with(|k| k.asks)
    }

    /// The world and this station in it, followed; nothing until the data is there, or if it has no such station.
    fn place(self) -> Option<(Arc<World>, StationId)> {
        let world = self.data.world.get()?;
        let here = self.post.with(|post| world.atlas.find_station(&post.station))?;
        Some((world, here))
    }

    /// A button that leads somewhere.
    fn button(self, class: &'static str, inside: Node, press: Press) -> Node {
        view! { <button type="button" class=class on:click=move |_| self.press(press)>{inside}</button> }
    }

    /// Large arrows that turn the pages of a list, with where one is; nothing for one page.
    fn pages(self, words: Words, pages: usize) -> Option<Node> {
        if pages < 2 {
            return None;
        }
        let words = words.get();
        let page = self.kiosk.with(|k| k.page_of(pages));
        let arrow = |side: Side, icon, said: &'static str, is_last: bool| {
            view! {
                <button type="button" class="k-arrow" aria-label=said disabled=is_last on:click=move |_| {
                    // A page that there is not is the last.
                    self.kiosk.update(|k| k.page = k.page_of(pages) as u16);
                    self.press(Press::Turn(side));
                }>
                    <super::icon::Glyph of=icon/>
                </button>
            }
        };
        Some(view! {
            <div class="k-pages">
                {arrow(Side::Back, super::icon::Icon::Back, words.kiosk.page_back, page == 0)}
                <span>{words.page_of(page + 1, pages)}</span>
                {arrow(Side::On, super::icon::Icon::On, words.kiosk.page_on, page + 1 == pages)}
            </div>
        })
    }
}

fn window_size() -> (f64, f64) {
    let side = |of: Result<wasm_bindgen::JsValue, _>| of.ok().and_then(|v| v.as_f64()).unwrap_or(1080.0).max(1.0);
    (side(window().inner_width()), side(window().inner_height()))
}

/// The whole screen.
#[component]
pub(super) fn Booth() -> impl IntoView {
    let (view, data, words, theme): (View, Data, Words, ThemeNow) =
        (expect_context(), expect_context(), expect_context(), expect_context());
    let size = RwSignal::new(window_size());
    let _ = window_event_listener(leptos::ev::resize, move |_| size.set(window_size()));
    let post = memo(move || view.state.with(|s| s.post.clone().unwrap_or_default()));
    let reach = memo(move || post.with(|post| Reach::of(post, size.get())));
    let fits = reach.with_untracked(|r| r.misfits.is_empty());
    let is_doubted = RwSignal::new(false);
    let kiosk = RwSignal::new(Kiosk::start(fits));
    let desk = Desk {
        kiosk,
        shown: memo(move || kiosk.with(|k| k.screen)),
        scale: RwSignal::new(Scale::default()),
        train: RwSignal::new(None),
        digits: RwSignal::new(String::new()),
        reads: RwSignal::new(false),
        left: RwSignal::new(0),
        reach,
        post,
        is_doubted,
        clock: memo(move || {
            let now = data.minute.get();
            let clock = data.world.with(|w| w.as_ref().map(|w| Clock::of(w, now)));
            clock.map(|clock| {
                if is_doubted.get() {
                    Clock::Unknown(clock.moment())
                } else {
                    clock
                }
            })
        }),
        view,
        data,
    };
    // A window may be given its whole size after its start.
    effect(move || {
        if kiosk.with(|k| k.screen == Screen::Misfit) && reach.with(|r| r.misfits.is_empty()) {
            kiosk.set(Kiosk::start(true));
        }
    });
    // What a browser brings back after a fall is not for whoever comes next.
    desk.forget();
    let shown = answered(view, data, |_, _, _| 0);
    provide_context(shown);
    provide_context(desk);
    provide_context(list::Near::new(desk, shown));
    provide_context(day::follow(desk));
    outward::tell(data, shown, words, theme);
    locked::lock(desk);
    idle::watch(desk);
    chores::run(desk);
    voice::run(desk, words);
    let letter = move || {
        let grown = if desk.kiosk.with(|k| k.large) { 1.12 } else { 1.0 };
        fixed(reach.with(|r| r.letter) * grown, 2) + "px"
    };
    view! {
        <div
            class="kiosk"
            class:lies=move || reach.with(|r| r.lies)
            class:low=move || desk.kiosk.with(|k| k.low) || reach.with(|r| r.low)
            class:large=move || desk.kiosk.with(|k| k.large)
            data-screen=move || desk.screen().name()
            style:--letter=letter
            style:--dead=move || fixed(reach.with(|r| r.dead), 0) + "px"
            on:click=move |event| {
                // Anywhere begins; what a button does is the button's.
                let target = event.target().and_then(|t| t.dyn_into::<web_sys::Element>().ok());
                if target.is_some_and(|t| t.closest("button").ok().flatten().is_none()) {
                    desk.press(Press::Wake);
                }
            }
        >
            <head::Head/>
            <board::Board/>
            <main class="k-upper" id="karta" tabindex="-1" inert=move || desk.asks()>
                {live(move || match desk.screen() {
                    Screen::Site => view! { <site::Site/> <plan::Map/> },
                    Screen::Day => view! { <day::Steps/> },
                    Screen::Phone => view! { <phone::Phone/> },
                    Screen::Misfit => view! { <health::Misfits/> },
                    Screen::Code | Screen::Health => view! { <health::Health/> },
                    _ => view! { <plan::Map/> },
                })}
            </main>
            <section class="k-lower" inert=move || desk.asks()>
                {live(move || match desk.screen() {
                    Screen::Attract => view! { <head::Attract/> },
                    Screen::Misfit => health::go_on(desk, words),
                    Screen::Site => view! { <site::Choices/> },
                    Screen::Search => view! { <keys::Search/> },
                    Screen::Errand => view! { <errand::Errands/> },
                    Screen::Day => view! { <day::Stops/> },
                    Screen::Phone => view! { <phone::Way/> },
                    Screen::Code | Screen::Health => view! { <health::Digits/> },
                    Screen::Home => view! { <list::Home/> },
                })}
            </section>
            <foot::Foot/>
            {when(move || desk.asks(), move || view! { <idle::Ask/> })}
            <voice::Said/>
        </div>
    }
}
