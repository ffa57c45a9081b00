//! The map element: its canvases, the pointers and keys that reach them, and one frame asked for at a time.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{HtmlElement, KeyboardEvent, PointerEvent, WheelEvent};

use crate::draw::{Hold, Node, NodeName, Palette, Target};
use crate::query::{Answer, World};
use crate::space::Px;
use crate::view::gesture::{Hand, Input, LONG_PRESS_MS, Outcome};
use crate::view::wish::{Place, Point};
use crate::view::{Action, Camera};
use crate::walk::{self, Step};

use super::dom::view;
use super::easel::{Easel, Sight};
use super::live::{effect, live};
use super::pause::now_ms;
use super::stage::{PositionState, Stage};
use super::trip::Trip;
use super::{Data, Shown, ThemeNow, View, Words};

/// How long a flight takes, in milliseconds; farther than two screens it is a cut.
const FLIGHT_MS: f64 = 420.0;
/// The wheel and the keys settle into the address after so long at rest.
const SETTLE_MS: i32 = 250;
/// One press of an arrow key with Shift, in pixels.
const KEY_PAN_PX: f64 = 80.0;

/// Leaves the `m21:painted` mark that benchmarks and tests wait for.
fn mark_painted(shown: usize) {
    let Some(performance) = window().performance() else {
        return;
    };
    let detail = js_sys::Object::new();
    let _ = js_sys::Reflect::set(&detail, &"shown".into(), &(shown as f64).into());
    let options = js_sys::Object::new();
    let _ = js_sys::Reflect::set(&options, &"detail".into(), &detail);
    // The bindings know `mark` with a name only.
    if let Ok(mark) = js_sys::Reflect::get(&performance, &"mark".into())
        && let Ok(mark) = mark.dyn_into::<js_sys::Function>()
    {
        let _ = mark.call2(&performance, &"m21:painted".into(), &options);
    }
}

/// Everything a frame or an event on the map needs, cheap to copy about.
#[derive(Clone)]
struct Map {
    stage: Stage,
    view: View,
    data: Data,
    shown: Shown,
    theme: ThemeNow,
    easel: Rc<RefCell<Option<Easel>>>,
    hand: Rc<RefCell<Hand>>,
    frame_asked: Rc<Cell<bool>>,
    /// Whether something other than where the map looks has changed since marks and names were drawn.
    is_stale: Rc<Cell<bool>>,
    painted_answer: Rc<RefCell<Option<Arc<Answer>>>>,
    trip: Trip,
    settle_timer: Rc<RefCell<Option<TimeoutHandle>>>,
}

impl Map {
    fn world(&self) -> Option<Arc<World>> {
        self.data.world.get_untracked()
    }

    /// Draws one frame; asked for by `ask_frame` only.
    fn frame(&self) {
        untrack(|| {
            let mut easel = self.easel.borrow_mut();
            let (Some(easel), Some(world), Some(answer)) = (easel.as_mut(), self.world(), self.shown.answer.get())
            else {
                return;
            };
            let hold = Hold {
                camera: self.stage.camera(),
                at_rest: self.stage.live.with(Option::is_none),
            };
            let state = self.view.state.get();
            let planned = self.trip.planned.get().filter(|p| p.steps() > 0);
            let sight = Sight {
                world: &world,
                answer: &answer,
                hold,
                viewport: self.stage.viewport(),
                palette: Palette::of(self.theme.0.get()),
                lang: state.lang,
                filter: &state.filter,
                focus: self.stage.focus.get(),
                plan: planned.as_ref().map(|p| &p.plan),
                card_edge: self.stage.card_edge.get(),
                position: match self.stage.position.get() {
                    PositionState::Known(at) => Some(at),
                    _ => None,
                },
            };
            if let Some((shows_a_match, scale)) = easel.show(&sight, self.is_stale.take()) {
                if self.stage.shows_a_match.get() != shows_a_match {
                    self.stage.shows_a_match.set(shows_a_match);
                }
                if self.stage.scale.get() != Some(scale) {
                    self.stage.scale.set(Some(scale));
                }
            }
            let mut painted = self.painted_answer.borrow_mut();
            if hold.at_rest || !painted.as_ref().is_some_and(|p| Arc::ptr_eq(p, &answer)) {
                mark_painted(answer.matches.total());
                *painted = Some(answer);
            }
        });
    }

    /// Asks for one frame; however often it is asked, one is drawn.
    fn ask_frame(&self) {
        if !self.frame_asked.replace(true) {
            let map = self.clone();
            request_animation_frame(move || {
                map.frame_asked.set(false);
                map.frame();
            });
        }
    }

    /// Asks for one frame with marks and names drawn anew.
    fn ask_anew(&self) {
        self.is_stale.set(true);
        self.ask_frame();
    }

    fn feel(&self, input: Input) {
        let (camera, viewport) = untrack(|| (self.stage.camera(), self.stage.viewport()));
        let outcome = self.hand.borrow_mut().feel(input, &camera, &viewport);
        match outcome {
            Outcome::Nothing => {}
            Outcome::Live(camera) => {
                self.stage.flight.set(None);
                self.look(camera);
            }
            Outcome::Settled(camera) => {
                if self.stage.camera_now() == camera {
                    self.stage.settle(self.held(camera));
                } else {
                    self.stage.fly(self.held(camera));
                }
            }
            Outcome::Tap(at) => self.tap(at),
            Outcome::LongPress(at) => self.press(at),
            Outcome::DoubleTap(at) => self
                .stage
                .fly(self.held(camera.zoomed_about(camera.zoom + 1.0, at, &viewport))),
            Outcome::TwoFingerTap(at) => {
                self.stage
                    .fly(self.held(camera.zoomed_about(camera.zoom - 1.0, at, &viewport)));
            }
        }
    }

    /// A camera held over the expo's own bounds.
    fn held(&self, camera: Camera) -> Camera {
        self.world().map_or(camera, |w| camera.clamped(&w.bounds))
    }

    fn look(&self, camera: Camera) {
        self.stage.live.set(Some(self.held(camera)));
    }

    fn tap(&self, at: Px) {
        let target = self.easel.borrow().as_ref().and_then(|e| e.pick(at));
        match target {
            Some(target) => self.open(target),
            None if self.view.state.with_untracked(|s| s.site.is_some()) => self.view.go(Action::CloseCard),
            None => {}
        }
    }

    /// Asks whether the day is to begin at a place that was pressed long.
    fn press(&self, at: Px) {
        let Some(world) = self.world() else { return };
        let (camera, viewport) = untrack(|| (self.stage.camera(), self.stage.viewport()));
        let target = self.easel.borrow().as_ref().and_then(|e| e.pick(at));
        let here = camera.to_plane(at, &viewport);
        let place = match target {
            Some(Target::Site(id)) => Some(Place::Site(world.atlas.sites.slug(id).to_owned())),
            Some(Target::Station(id)) => Some(Place::Station(world.atlas.station(id).slug.clone())),
            _ => Point::nearest(here).map(Place::Point),
        };
        self.stage.pressed.set(place.map(|place| (here, place)));
    }

    /// What tapping or entering a mark does: a site is chosen, a station or a group is flown to.
    fn open(&self, target: Target) {
        let Some(world) = self.world() else { return };
        match target {
            Target::Site(id) => self.view.go(Action::Choose(world.atlas.sites.slug(id).to_owned())),
            Target::Station(id) => {
                self.stage.fly_to_station(id);
                self.stage.opened_station.set(Some(id));
            }
            Target::Group(first) => {
                let easel = self.easel.borrow();
                let mut nodes = easel.as_ref().map_or(&[][..], Easel::nodes).iter();
                // A station has a target of its own, also where its first site would be the same.
                let is_it = |n: &&_| Node::first(n) == Some(first) && !matches!(n.name, NodeName::Station(_));
                if let Some(node) = nodes.find(is_it) {
                    self.stage.fly_to_sites(node.sites());
                }
            }
        }
    }

    /// The address catches up when wheel or keys have rested.
    fn settle_soon(&self) {
        if let Some(timer) = self.settle_timer.borrow_mut().take() {
            timer.clear();
        }
        let map = self.clone();
        let timer = set_timeout_with_handle(
            move || {
                if let Some(camera) = map.stage.live.get_untracked()
                    && map.stage.flight.with_untracked(Option::is_none)
                    && !map.hand.borrow().is_busy()
                {
                    map.stage.settle(camera);
                }
            },
            std::time::Duration::from_millis(SETTLE_MS as u64),
        );
        *self.settle_timer.borrow_mut() = timer.ok();
    }

    /// Flies to a camera: a straight flight, or a cut when it is far or motion is unwelcome.
    fn take_off(&self, to: Camera) {
        let (from, viewport) = untrack(|| (self.stage.camera(), self.stage.viewport()));
        let to = self.held(to);
        let still = window()
            .match_media("(prefers-reduced-motion: reduce)")
            .ok()
            .flatten()
            .is_some_and(|m| m.matches());
        if still || from.screens_to(&to, &viewport) > 2.0 {
            self.stage.flight.set(None);
            self.stage.settle(to);
            return;
        }
        self.fly_on(from, to, now_ms());
    }

    fn fly_on(&self, from: Camera, to: Camera, started: f64) {
        let map = self.clone();
        request_animation_frame(move || {
            // Another flight or a hand on the map ends this one.
            if map.stage.flight.get_untracked() != Some(to) {
                return;
            }
            let t = ((now_ms() - started) / FLIGHT_MS).min(1.0);
            if t >= 1.0 {
                map.stage.flight.set(None);
                map.stage.settle(map.held(to));
            } else {
                map.stage.live.set(Some(from.towards(&map.held(to), ease(t))));
                map.fly_on(from, to, started);
            }
        });
    }

    fn key(&self, event: &KeyboardEvent) {
        let pan = |x: f64, y: f64| {
            let camera = self.stage.camera_now().panned(Px::new(x, y) * KEY_PAN_PX);
            self.look(camera);
            self.settle_soon();
        };
        let shift = event.shift_key();
        let focus = self.stage.focus.get_untracked();
        match (event.key().as_str(), shift) {
            ("ArrowLeft", true) => pan(1.0, 0.0),
            ("ArrowRight", true) => pan(-1.0, 0.0),
            ("ArrowUp", true) => pan(0.0, 1.0),
            ("ArrowDown", true) => pan(0.0, -1.0),
            ("ArrowRight", _) => self.walk(Step::Next),
            ("ArrowLeft", _) => self.walk(Step::Previous),
            ("ArrowDown", _) => self.walk(Step::Enter),
            ("ArrowUp", _) => self.walk(Step::Leave),
            ("Escape", _) if focus.is_some() => {
                self.walk(Step::Leave);
                event.stop_propagation();
            }
            ("Enter" | " ", _) => match focus {
                Some(Target::Station(_)) => self.walk(Step::Enter),
                Some(target) => self.open(target),
                None => return,
            },
            ("+" | "=", _) => self.stage.zoom(1.0),
            ("-" | "_", _) => self.stage.zoom(-1.0),
            ("0", _) => self.stage.fly_home(),
            _ => return,
        }
        event.prevent_default();
    }

    fn walk(&self, step: Step) {
        let (Some(world), Some(answer)) = (self.world(), self.shown.answer.get_untracked()) else {
            return;
        };
        let focus = walk::step(&world, &answer, self.stage.focus.get_untracked(), step);
        self.stage.focus.set(focus);
        match focus {
            Some(Target::Site(id)) => self.stage.reveal(id),
            Some(Target::Station(id)) => self.stage.reveal_at(world.atlas.station(id).at),
            _ => {}
        }
    }
}

/// `cubic-bezier(.2,0,0,1)` is near enough this: a quick start and a long landing.
fn ease(t: f64) -> f64 {
    1.0 - (1.0 - t).powi(3)
}

/// The map. What can be found on it can be found in the list too, in the same order.
#[component]
pub(super) fn MapCanvas() -> impl IntoView {
    let stage: Stage = expect_context();
    let (view, data, shown): (View, Data, Shown) = (expect_context(), expect_context(), expect_context());
    let (theme, words): (ThemeNow, Words) = (expect_context(), expect_context());
    let (frame_ref, sheet_ref) = (NodeRef::<html::Div>::new(), NodeRef::<html::Canvas>::new());
    let over_ref = NodeRef::<html::Canvas>::new();
    let (letters_ref, numbers_ref) = (NodeRef::<html::Canvas>::new(), NodeRef::<html::Canvas>::new());
    let map = StoredValue::new_local(Map {
        stage,
        view,
        data,
        shown,
        theme,
        easel: Rc::default(),
        hand: Rc::default(),
        frame_asked: Rc::default(),
        is_stale: Rc::default(),
        painted_answer: Rc::default(),
        trip: expect_context(),
        settle_timer: Rc::default(),
    });

    effect(move || {
        let index = letters_ref.get().zip(numbers_ref.get());
        if let (Some(frame), Some(sheet), Some(over), Some((letters, numbers))) =
            (frame_ref.get(), sheet_ref.get(), over_ref.get(), index)
        {
            let begin = move || {
                let easel = Easel::new(sheet.clone(), over.clone(), [letters.clone(), numbers.clone()]);
                map.with_value(|m| *m.easel.borrow_mut() = easel);
                map.with_value(Map::ask_anew);
            };
            begin();
            watch_size(&frame, stage);
            repaint_when_fonts_come(map.get_value());
            repaint_when_pixels_are_lost(&frame, begin);
        }
    });
    effect(move || {
        let _ = (
            stage.viewport(),
            stage.card_edge.get(),
            stage.focus.get(),
            stage.position.get(),
        );
        let _ = (theme.0.get(), view.state.get(), shown.answer.get());
        let _ = map.with_value(|m| m.trip).planned.get();
        map.with_value(Map::ask_anew);
    });
    effect(move || {
        let _ = stage.camera();
        map.with_value(Map::ask_frame);
    });
    Effect::new(move |before: Option<Option<Camera>>| {
        let to = stage.flight.get();
        if let Some(to) = to
            && before != Some(Some(to))
        {
            map.with_value(|m| m.take_off(to));
        }
        to
    });

    let place = move |x: i32, y: i32| {
        let corner = frame_ref.get_untracked().map(|f| f.get_bounding_client_rect());
        Px::new(
            f64::from(x) - corner.as_ref().map_or(0.0, web_sys::DomRect::x),
            f64::from(y) - corner.as_ref().map_or(0.0, web_sys::DomRect::y),
        )
    };
    let feel = move |input: Input| map.with_value(|m| m.feel(input));
    let pointer = move |e: &PointerEvent| (e.pointer_id(), place(e.client_x(), e.client_y()), e.time_stamp());
    let on_down = move |e: PointerEvent| {
        if e.button() > 0 {
            return;
        }
        if let Some(frame) = frame_ref.get_untracked() {
            let _ = frame.set_pointer_capture(e.pointer_id());
            // The focus comes now; the mouse's own, which comes after a tap, would take it from the card again.
            let still = web_sys::FocusOptions::new();
            still.set_prevent_scroll(true);
            let _ = frame.focus_with_options(&still);
        }
        let (id, at, ms) = pointer(&e);
        stage.flight.set(None);
        stage.pressed.set(None);
        feel(Input::Down(id, at, ms));
        let rested = move || feel(Input::Rested(id, ms));
        set_timeout(rested, std::time::Duration::from_millis(LONG_PRESS_MS as u64));
    };
    let on_move = move |e: PointerEvent| {
        let (id, at, ms) = pointer(&e);
        if map.with_value(|m| m.hand.borrow().is_busy()) {
            feel(Input::Move(id, at, ms));
        } else if let Some(frame) = frame_ref.get_untracked() {
            let over_mark = map.with_value(|m| m.easel.borrow().as_ref().and_then(|e| e.pick(at)).is_some());
            let _ = frame.class_list().toggle_with_force("over-mark", over_mark);
        }
    };
    let on_up = move |e: PointerEvent| {
        let (id, at, ms) = pointer(&e);
        feel(Input::Up(id, at, ms));
    };
    let on_wheel = move |e: WheelEvent| {
        e.prevent_default();
        let lines = if e.delta_mode() == WheelEvent::DOM_DELTA_LINE {
            33.0
        } else {
            1.0
        };
        let turned = (e.delta_y() * lines).clamp(-240.0, 240.0);
        feel(Input::Wheel(place(e.client_x(), e.client_y()), turned, e.ctrl_key()));
        map.with_value(Map::settle_soon);
    };
    let focus_name = move || {
        let world = data.world.get()?;
        let answer = shown.answer.get()?;
        let target = stage.focus.get()?;
        Some(words.0.get().target(&world, &answer, target))
    };

    view! {
        <div
            class="map"
            id="karta"
            node_ref=frame_ref
            tabindex="0"
            role="application"
            aria-label=move || words.0.get().map_label
            aria-describedby="map-keys"
            aria-activedescendant=move || stage.focus.get().map(|_| "map-focus")
            on:pointerdown=on_down
            on:mousedown=|e| e.prevent_default()
            on:pointermove=on_move
            on:pointerup=on_up
            on:pointercancel=move |e| feel(Input::Cancel(e.pointer_id()))
            on:wheel=on_wheel
            on:keydown=move |e| map.with_value(|m| m.key(&e))
            on:blur=move |_| stage.focus.set(None)
        >
            <canvas node_ref=sheet_ref class="map-sheet" aria-hidden="true"></canvas>
            <canvas node_ref=over_ref class="map-over" aria-hidden="true"></canvas>
            <canvas node_ref=numbers_ref class="map-index down" aria-hidden="true"></canvas>
            <canvas node_ref=letters_ref class="map-index" aria-hidden="true"></canvas>
            <span id="map-keys" class="unseen">{live(move || words.0.get().map_keys)}</span>
            <span id="map-focus" class="unseen" role=move || stage.focus.get().map(|_| "img") aria-label=focus_name></span>
        </div>
    }
}

/// Keeps the stage's size in step with the element's.
fn watch_size(frame: &HtmlElement, stage: Stage) {
    let measure = {
        let frame = frame.clone();
        move || {
            let size = Px::new(f64::from(frame.client_width()), f64::from(frame.client_height()));
            if size.x > 0.0 && size.y > 0.0 && stage.size.get_untracked() != size {
                stage.size.set(size);
            }
        }
    };
    measure();
    let callback = Closure::<dyn FnMut()>::new(measure);
    if let Ok(observer) = web_sys::ResizeObserver::new(callback.as_ref().unchecked_ref()) {
        observer.observe(frame);
        // The map lives as long as the page does.
        callback.forget();
    }
}

/// Where the graphics process has crashed, every canvas is empty, those that keep what was painted too: all begins anew, once
/// for each canvas that is given back.
fn repaint_when_pixels_are_lost(frame: &HtmlElement, begin: impl Fn() + 'static) {
    let heard = Closure::<dyn Fn()>::new(begin);
    // It does not bubble.
    let _ = frame.add_event_listener_with_callback_and_bool("contextrestored", heard.as_ref().unchecked_ref(), true);
    // As long as the page.
    heard.forget();
}

/// Text measured before its font arrived is measured and drawn again. The slanted font, which only the map uses, is
/// asked for: the browser fetches by itself what elements use, and a canvas is none.
fn repaint_when_fonts_come(map: Map) {
    let fonts = document().fonts();
    let slanted = fonts.load("italic 400 22px \"Archivo Variable\"");
    let Ok(ready) = fonts.ready() else { return };
    leptos::task::spawn_local(async move {
        // One that does not come is done without.
        let _ = wasm_bindgen_futures::JsFuture::from(slanted).await;
        let _ = wasm_bindgen_futures::JsFuture::from(ready).await;
        if let Some(easel) = map.easel.borrow_mut().as_mut() {
            easel.forget_words();
        }
        map.ask_anew();
    });
}
