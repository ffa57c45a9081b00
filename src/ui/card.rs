//! The chosen site. A caption over the map; on a phone it fills the sheet.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen_futures::JsFuture;

use crate::model::{Lang, Notice, Position, Status};
use crate::query::Card as Facts;
use crate::space::Px;
use crate::view::Action;

use super::card_facts::{Access, Events, Family, Hours, Way};
use super::dom::{Node, view};
use super::header::focus_on;
use super::icon::{Glyph, Icon};
use super::live::{effect, live, memo, when};
use super::mark::{goal_chip, goal_class};
use super::{Data, Desk, Shown, Stage, View, Words};

/// Air between the card and a mark that would stand under it, in pixels.
const AIR_PX: f64 = 48.0;

/// What is to be known of a site or a station for some days.
pub(super) fn notice(of: &Notice, lang: Lang) -> Node {
    view! {
        <p class="state">
            <Glyph of=Icon::Warning/>
            <span><b>{of.title.get(lang).to_owned()}". "</b> {of.text.get(lang).to_owned()}</span>
        </p>
    }
}

/// The card. Its title takes the focus when a site is chosen; [`super::outward`] gives it back to the row.
#[component]
pub(super) fn Card() -> impl IntoView {
    let (view, words, data, shown): (View, Words, Data, Shown) =
        (expect_context(), expect_context(), expect_context(), expect_context());
    let (stage, desk): (Stage, Desk) = (expect_context(), expect_context());
    let element = NodeRef::<html::Section>::new();
    let facts = memo(move || shown.answer.with(|a| a.as_ref().and_then(|a| a.card.clone())));
    let site = memo(move || facts.with(|f| f.as_ref().map(|f| f.site)));
    let is_lost = move || shown.answer.with(|a| a.as_ref().is_some_and(|a| a.site_not_found));
    effect(move || {
        let (Some(site), Some(card)) = (site.get(), element.get()) else {
            return;
        };
        request_animation_frame(move || {
            focus_on(".card-title");
            if let Some(world) = data.world.get_untracked() {
                keep_clear(stage, world.atlas.sites.at(site), &card, desk.narrow.get_untracked());
            }
        });
    });
    on_cleanup(move || stage.card_edge.set(None));
    view! {
            <section class="card" node_ref=element aria-label=move || words.get().chosen_site>
                <button type="button" class="square card-close" aria-label=move || words.get().close on:click=move |_| view.go(Action::CloseCard)>
                    <Glyph of=Icon::Close/>
                </button>
                {live(move || site.get().map(|_| view! { <Site facts/> }))}
                {when(is_lost, move || view! {
                    <div class="card-text">
                        <h2 class="card-title" tabindex="-1">{live(move || words.get().not_found)}</h2>
                        <p>{live(move || words.get().not_found_why)}</p>
                    </div>
    })}
            </section>
        }
}

/// Tells the map where the card's edge is, and moves the map by the least that brings the mark out from under it.
fn keep_clear(stage: Stage, at: crate::space::Pt, card: &web_sys::HtmlElement, narrow: bool) {
    let viewport = untrack(|| stage.viewport());
    let camera = stage.camera_now();
    let p = camera.to_screen(at, &viewport);
    if narrow {
        stage.reveal_at(at);
        return;
    }
    let left = f64::from(card.offset_left());
    let middle = f64::from(card.offset_top()) + f64::from(card.offset_height()) / 2.0;
    stage.card_edge.set(Some(Px::new(left, middle)));
    let under = p.x - (left - AIR_PX);
    let over = AIR_PX - p.x;
    let low = p.y - (viewport.height - AIR_PX);
    let high = AIR_PX - p.y;
    let dx = if under > 0.0 { -under } else { over.max(0.0) };
    let dy = if low > 0.0 { -low } else { high.max(0.0) };
    if dx != 0.0 || dy != 0.0 {
        stage.fly(camera.panned(Px::new(dx, dy)));
    }
}

/// Everything about the site.
#[component]
fn Site(
    /// The site's card.
    facts: Memo<Option<Facts>>,
) -> impl IntoView {
    let (view, words, data): (View, Words, Data) = (expect_context(), expect_context(), expect_context());
    let facts_now = move || facts.get().zip(data.world.get());
    view! {
        {live(move || facts_now().map(|(f, world)| {
            let (atlas, words) = (&world.atlas, words.get());
            let lang = words.lang;
            let site = atlas.site(f.site);
            let kinds: Vec<_> = site.kinds.iter().map(|k| atlas.expo.kinds[k as usize].name.get(lang)).collect();
            let part = atlas.expo.parts[site.part as usize].name.get(lang);
            let district = site.district.map(|d| atlas.district(d).name.clone());
            let place: Vec<_> = [Some(site.subarea.clone()).filter(|s| !s.is_empty()), district].into_iter().flatten().collect();
            let place = if place.len() == 2 && place[0] == place[1] { place[0].clone() } else { place.join(", ") };
            let about = if site.about.is_empty() { &site.summary } else { &site.about };
            let square = f.square.clone();
            let goals = site.goals_ranked.iter().map(|&goal| {
                let name = atlas.goals[goal.index()].name.get(lang).to_owned();
                let is_on = move || view.state.with(|s| s.filter.goals.has(goal)).to_string();
                view! {
                    <li>
                        <button type="button" class="card-goal" aria-pressed=is_on on:click=move |_| view.go(Action::ToggleGoal(goal))>
                            {goal_chip(goal)} <span>{name}</span>
                        </button>
                    </li>
                }
            }).collect::<Node>();
            let partners = site.partners.iter().map(|&id| {
                let partner = atlas.partner(id);
                let (slug, tapped) = (partner.slug.clone(), partner.slug.clone());
                let is_on = move || view.state.with(|s| s.filter.partners.contains(&slug)).to_string();
                view! {
                    <li>
                        <button type="button" class="link" aria-pressed=is_on on:click=move |_| view.go(Action::TogglePartner(tapped.clone()))>
                            {partner.short.clone()}
                        </button>
                    </li>
                }
            }).collect::<Node>();
            let notices = f.notices.iter().filter_map(|&i| atlas.notices.get(i)).map(|n| notice(n, lang)).collect::<Node>();
            let address = Some(site.address.clone()).filter(|a| !a.is_empty());
            let own_page = Some(site.url.clone()).filter(|u| u.starts_with("https://") || u.starts_with("http://"));
            view! {
                <div class="goal-bar" aria-hidden="true">
                    {site.goals.iter().map(|g| view! { <i class=goal_class(g)></i> }).collect::<Node>()}
                </div>
                <div class="card-text">
                    <p class="card-kind">{kinds.join(" · ")} " · " {part.to_owned()}</p>
                    <h2 class="card-title" tabindex="-1">{site.title.get(lang).to_owned()}</h2>
                    <p class="card-place">
                        <span>{place}</span>
                        {square.map(|s| view! { <span>{words.square} " " {s}</span> })}
                    </p>
                    {(site.status == Status::Closed).then(|| view! {
                        <p class="state"><Glyph of=Icon::Warning/> <span>{words.closed_for_good}</span></p>
                    })}
                    {notices}
                    <p class="card-about" lang=(!about.has(lang)).then_some("sv")>{about.get(lang).to_owned()}</p>
                    <ul class="card-goals">{goals}</ul>
                    <dl class="facts">
                        <dt>{words.partner}</dt>
                        <dd><ul class="inline">{partners}</ul></dd>
                        <dt>{words.hours}</dt>
                        <dd><Hours facts=f.clone()/></dd>
                        <dt>{words.find_it}</dt>
                        <dd><Way facts=f.clone()/></dd>
                        {address.map(|a| view! {
                            <dt>{words.address}</dt>
                            <dd>
                                {a}
                                {(site.position == Position::Approximate).then(|| view! { <span class="faint">{words.approximate}</span> })}
                            </dd>
                        })}
                        {site.visit_minutes.map(|m| view! { <dt>{words.visit}</dt> <dd>{words.visit_length(m)}</dd> })}
                        <Events facts=f.clone()/>
                        <Family facts=f.clone()/>
                        <Access facts=f.clone()/>
                        {own_page.map(|url| view! {
                            <dt></dt>
                            <dd><a class="link" href=url rel="noopener noreferrer" target="_blank">{words.own_page}</a></dd>
                        })}
                    </dl>
                    <Buttons facts=f.clone()/>
                </div>
            }
        }))}
    }
}

/// Shares the page's address, or copies it; `copied` then says whether that worked.
pub(super) fn share_address(view: View, copied: RwSignal<Option<bool>>) {
    view.write_due();
    let navigator = window().navigator();
    let address = window().location().href().unwrap_or_default();
    let can_share = js_sys::Reflect::has(&navigator, &"share".into()).unwrap_or(false);
    let has_clipboard = js_sys::Reflect::get(&navigator, &"clipboard".into()).is_ok_and(|c| !c.is_undefined());
    if can_share {
        let what = web_sys::ShareData::new();
        what.set_title(&document().title());
        what.set_url(&address);
        let promise = navigator.share_with_data(&what);
        // The visitor may think better of it; that is no fault.
        leptos::task::spawn_local(async move {
            let _ = JsFuture::from(promise).await;
        });
    } else if has_clipboard {
        let promise = navigator.clipboard().write_text(&address);
        leptos::task::spawn_local(async move {
            copied.set(Some(JsFuture::from(promise).await.is_ok()));
        });
    } else {
        copied.set(Some(false));
    }
}

/// Share, and show on the map.
#[component]
fn Buttons(
    /// The site's card.
    facts: Facts,
) -> impl IntoView {
    let (words, data, stage, desk): (Words, Data, Stage, Desk) =
        (expect_context(), expect_context(), expect_context(), expect_context());
    let trip: super::trip::Trip = expect_context();
    let slug = data
        .world
        .with_untracked(|w| w.as_ref().map(|w| w.atlas.sites.slug(facts.site).to_owned()))
        .unwrap_or_default();
    let (tapped, said) = (slug.clone(), slug.clone());
    let copied = RwSignal::new(None::<bool>);
    let address: View = expect_context();
    let share = move |_| share_address(address, copied);
    let show = move |_| {
        if let Some(world) = data.world.get_untracked() {
            let at = world.atlas.sites.at(facts.site);
            let near = crate::view::camera::station_bounds(at, crate::space::Metres(350.0));
            if desk.narrow.get_untracked() {
                desk.rest.set(crate::view::sheet::Rest::Half);
            }
            let viewport = untrack(|| stage.viewport());
            stage.fly(crate::view::Camera::fitting(&near, &viewport, 24.0));
        }
    };
    view! {
        <div class="card-buttons">
            <button type="button" class="outline card-route" aria-pressed=move || trip.has(&slug).to_string() on:click=move |_| trip.toggle(&tapped)>
                <Glyph of=Icon::Route/>
                {live(move || if trip.has(&said) { words.get().trip.take_out } else { words.get().trip.add })}
            </button>
            <button type="button" class="fill" on:click=show><Glyph of=Icon::Locate/> {live(move || words.get().show_on_map)}</button>
            <button type="button" class="outline" on:click=share><Glyph of=Icon::Share/> {live(move || words.get().share)}</button>
        </div>
        <p class="card-said">
            {live(move || copied.get().map(|is| if is { words.get().copied } else { words.get().not_copied }))}
        </p>
    }
}
