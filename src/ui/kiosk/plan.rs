//! The map about the station, as SVG: it changes with a press and with the list, and never follows a hand.

use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;

use super::Desk;
use super::list::Near;
use crate::kiosk::{Flag, MARK_EM, Name, Numbered, PLAIN_EM, Plan, Screen, Side};
use crate::query::World;
use crate::space::Px;
use crate::space::decimal::fixed;
use crate::text::Strings;
use crate::ui::dom::{Node, view};
use crate::ui::icon::{Glyph, Icon};
use crate::ui::live::{effect, live, memo};
use crate::ui::mark::{mark_parts, numbered_parts};
use crate::ui::{Shown, Words};

fn px(v: f64) -> String {
    fixed(v, 1)
}

/// A plan with the world it is of; the same when both are.
#[derive(Clone)]
struct Drawn(Arc<World>, Arc<Plan>);

impl PartialEq for Drawn {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0) && self.1 == other.1
    }
}

/// The map with its buttons.
#[component]
pub(super) fn Map() -> impl IntoView {
    let (desk, words, shown, near): (Desk, Words, Shown, Near) =
        (expect_context(), expect_context(), expect_context(), expect_context());
    let room = NodeRef::<html::Div>::new();
    let size = RwSignal::new(None::<Px>);
    follow_size(room, size);
    let drawn = memo(move || {
        let (world, here) = desk.place()?;
        let (bearing, letter) = (desk.post.with(|p| p.bearing), desk.reach.with(|r| r.letter));
        let size = size.get()?;
        // A site is shown with the way to it, whatever the map was before.
        let site = near
            .listed
            .with(|rows| rows.first().map(|row| row.site))
            .filter(|_| desk.screen() == Screen::Site);
        let scale = site.map_or_else(
            || desk.scale.get(),
            |site| Plan::reaching(&world, here, bearing, world.atlas.sites.at(site), size, letter),
        );
        let plan = Plan::new(&world, here, bearing, scale, size, letter);
        Some(Drawn(world, Arc::new(plan)))
    });
    let sheet = move || drawn.get().map(|Drawn(world, plan)| sheet(&world, &plan));
    let over = move || {
        let Drawn(world, plan) = drawn.get()?;
        let listed = near.listed.get();
        let numbered: Vec<_> = listed.iter().map(|row| (row.site, row.number)).collect();
        let words = words.get();
        let letter = desk.reach.with(|r| r.letter);
        let flag_half = Px::new(
            (words.kiosk.here.chars().count() as f64 * 0.31 + 0.5) * letter,
            0.85 * letter,
        );
        let (marks, flag) = shown.answer.with(|answer| {
            let mut others = answer.iter().flat_map(|a| a.matches.iter());
            plan.marks(&world, &numbered, &mut others, flag_half)
        });
        Some(over(desk, words, &world, &plan, &marks, flag, &listed))
    };
    let view_box = move || size.get().map(|s| format!("0 0 {} {}", px(s.x), px(s.y)));
    let step = move |icon: Icon, said: fn(&Strings) -> &'static str, farther: bool| {
        view! {
            <button
                type="button"
                class="k-zoom"
                aria-label=move || said(words.get())
                disabled=move || desk.scale.with(|s| s.step(farther) == *s)
                on:click=move |_| desk.scale.update(|s| *s = s.step(farther))
            >
                <Glyph of=icon/>
            </button>
        }
    };
    view! {
        <div class="k-map" node_ref=room>
            <svg class="k-sheet" viewBox=view_box aria-hidden="true">{live(sheet)}</svg>
            <svg class="k-over" viewBox=view_box role="img" aria-label=move || words.get().map>{live(over)}</svg>
            <div class="k-zooms">
                {step(Icon::Plus, |w| w.kiosk.nearer, false)}
                {step(Icon::Minus, |w| w.kiosk.farther, true)}
                <button type="button" class="k-zoom" aria-label=move || words.get().whole_ring on:click=move |_| {
                    desk.scale.update(|s| *s = if *s == crate::kiosk::Scale::Ring { crate::kiosk::Scale::default() } else { crate::kiosk::Scale::Ring });
                }>
                    <Glyph of=Icon::Ring/>
                </button>
            </div>
        </div>
    }
}

/// Tells an element's size as it changes, for as long as the element stands.
fn follow_size(of: NodeRef<html::Div>, size: RwSignal<Option<Px>>) {
    let watch = StoredValue::new_local(None);
    effect(move || {
        let Some(element) = of.get() else { return };
        let measured = element.clone();
        let heard = Closure::<dyn FnMut()>::new(move || {
            let now = Px::new(f64::from(measured.client_width()), f64::from(measured.client_height()));
            if now.x > 0.0 && now.y > 0.0 && size.get_untracked() != Some(now) {
                size.set(Some(now));
            }
        });
        // It is heard once as the watch begins.
        if let Ok(observer) = web_sys::ResizeObserver::new(heard.as_ref().unchecked_ref()) {
            observer.observe(&element);
            watch.set_value(Some((observer, heard)));
        }
    });
    on_cleanup(move || {
        watch.try_update_value(|kept| {
            if let Some((observer, _)) = kept.take() {
                observer.disconnect();
            }
        });
    });
}

fn sheet(world: &World, plan: &Plan) -> Node {
    let shapes = plan.sheet(world).into_iter().map(|shape| {
        let line = shape.width.map(|_| shape.css());
        let cap = shape.round.then_some("round");
        view! {
            <path
                d=shape.d.clone()
                fill=shape.fill()
                fill-rule="evenodd"
                stroke=line
                stroke-width=shape.width.map(px)
                stroke-dasharray=Some(shape.dash.clone()).filter(|d| !d.is_empty())
                stroke-linecap=cap
                stroke-linejoin=cap
                stroke-opacity=(shape.alpha < 1.0).then(|| fixed(shape.alpha, 2))
            ></path>
        }
    });
    shapes.collect()
}

fn over(
    desk: Desk,
    words: &'static Strings,
    world: &Arc<World>,
    plan: &Plan,
    marks: &[Numbered],
    flag: Flag,
    listed: &[super::list::Row],
) -> Node {
    let letter = desk.reach.with(|r| r.letter);
    let here = plan.here();
    let lang = words.lang;
    let mut taken = vec![
        (flag.at, flag.half),
        (here, Px::new(letter * 1.3, letter * 1.3)),
        // The buttons, the scale bar and the arrow north.
        (
            Px::new(plan.size.x - letter * 7.5, plan.size.y - letter * 3.0),
            Px::new(letter * 6.0, letter * 2.4),
        ),
        (
            Px::new(letter * 8.0, plan.size.y - letter * 1.2),
            Px::new(letter * 8.0, letter * 1.4),
        ),
        (
            Px::new(plan.size.x - letter * 2.4, letter * 2.6),
            Px::new(letter * 2.2, letter * 2.6),
        ),
    ];
    let label_half = Px::new(letter * 1.9, letter * 0.75);
    let mark_half = Px::new(letter * MARK_EM, letter * MARK_EM);
    let numbered = marks.iter().filter(|m| m.number > 0);
    let standing: Vec<_> = taken
        .iter()
        .copied()
        .chain(numbered.map(|m| (m.at, mark_half)))
        .collect();
    let rings = plan.rings(label_half, &standing);
    taken.extend(rings.iter().filter_map(|ring| Some((ring.label?, label_half))));
    let names = plan.names(world, lang, marks, &taken);
    let circles = rings.iter().map(|ring| {
        view! {
            <circle class="plan-ring" cx=px(here.x) cy=px(here.y) r=px(ring.radius)></circle>
        }
    });
    let labels = rings.iter().filter_map(|ring| {
        let (at, half) = (ring.label?, label_half);
        Some(view! {
            <g>
                <rect class="plan-tag" x=px(at.x - half.x) y=px(at.y - half.y) width=px(half.x * 2.0) height=px(half.y * 2.0)></rect>
                <text class="plan-minutes" x=px(at.x) y=px(at.y)>{ring.minutes} "\u{a0}" {words.kiosk.minutes}</text>
            </g>
        })
    });
    let legs = plan.legs(marks).into_iter().map(|leg| {
        view! {
            <line class="plan-leg" x1=px(leg.from.x) y1=px(leg.from.y) x2=px(leg.to.x) y2=px(leg.to.y)></line>
        }
    });
    let beads = plan.stations(world).into_iter().map(|(_, at)| {
        view! {
            <circle class="plan-bead" cx=px(at.x) cy=px(at.y) r=px(letter * 0.62)></circle>
        }
    });
    let chosen = desk.view.state.with(|s| s.filter.goals);
    let marked = marks.iter().map(|m| {
        let is_shut = listed.iter().any(|row| row.site == m.site && row.is_shut());
        let half = letter * if m.number > 0 { MARK_EM } else { PLAIN_EM };
        let goals = world.atlas.sites.goals(m.site);
        let parts = if m.number > 0 {
            numbered_parts(goals, chosen, m.number, is_shut)
        } else {
            mark_parts(goals, world.atlas.site(m.site).first_kind, chosen)
        };
        let slug = world.atlas.sites.slug(m.site).to_owned();
        let open = move |_| {
            if desk.kiosk.with_untracked(|k| k.screen != Screen::Attract) {
                desk.open(&slug);
            }
        };
        view! {
            <g class="mark plan-mark" class:shut=is_shut transform=format!("translate({} {}) scale({})", px(m.at.x - half), px(m.at.y - half), fixed(half / 12.0, 3)) on:click=open>
                {parts}
            </g>
        }
    });
    let (metres, bar) = plan.bar();
    let walk = words.scale(metres, crate::space::Metres(metres).walk_minutes());
    let north = plan.north();
    let (nx, ny) = (plan.size.x - letter * 2.4, letter * 2.6);
    let tip = Px::new(nx + north.x * letter * 1.7, ny + north.y * letter * 1.7);
    let side = Px::new(-north.y, north.x);
    let barb = |sign: f64| tip - north * (letter * 0.8) + side * (letter * 0.45 * sign);
    let (left, right) = (barb(-1.0), barb(1.0));
    let tail = Px::new(nx - north.x * letter * 0.6, ny - north.y * letter * 0.6);
    let letter_n = Px::new(nx - north.x * letter * 1.4, ny - north.y * letter * 1.4);
    let arrow = format!(
        "M{} {}L{} {}M{} {}L{} {}L{} {}",
        px(tail.x),
        px(tail.y),
        px(tip.x),
        px(tip.y),
        px(left.x),
        px(left.y),
        px(tip.x),
        px(tip.y),
        px(right.x),
        px(right.y)
    );
    // A tag with a point towards the station.
    let out = if flag.side == Side::Back { -1.0 } else { 1.0 };
    let flag_path = format!(
        "M{} {}h{}v{}h{}v{}l{} {}z",
        px(flag.at.x - out * flag.half.x),
        px(flag.at.y - flag.half.y),
        px(out * flag.half.x * 2.0),
        px(flag.half.y * 2.0),
        px(-out * flag.half.x * 2.0),
        px(-flag.half.y * 0.6),
        px(-out * letter * 0.7),
        px(-flag.half.y * 0.4)
    ) + &format!("l{} {}z", px(out * letter * 0.7), px(-flag.half.y * 0.4));
    let bottom = plan.size.y - letter * 0.9;
    view! {
        {circles.collect::<Node>()}
        {legs.collect::<Node>()}
        {beads.collect::<Node>()}
        {labels.collect::<Node>()}
        {marked.collect::<Node>()}
        <circle class="plan-here" cx=px(here.x) cy=px(here.y) r=px(letter * 0.8)></circle>
        <path class="plan-flag" d=flag_path></path>
        <text class="plan-flag-text" x=px(flag.at.x) y=px(flag.at.y)>{words.kiosk.here}</text>
        {names.into_iter().map(name).collect::<Node>()}
        <path class="plan-north" d=arrow></path>
        <text class="plan-n" x=px(letter_n.x) y=px(letter_n.y)>{words.kiosk.north}</text>
        <path class="plan-bar" d=format!("M{} {}v{}h{}v{}", px(letter * 1.9), px(bottom - letter * 0.5), px(letter * 0.5), px(bar), px(-letter * 0.5))></path>
        <text class="plan-scale" x=px(letter * 2.5 + bar) y=px(bottom - letter * 0.1)>{walk} " · " {words.kiosk.estimate}</text>
    }
}

fn name(name: Name) -> Node {
    view! { <text class=name.class text-anchor=name.anchor x=px(name.at.x) y=px(name.at.y)>{name.text}</text> }
}
