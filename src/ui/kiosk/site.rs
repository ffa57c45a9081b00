//! A site: what it is, above; what one can do about it, within reach.

use leptos::prelude::*;

use super::Desk;
use super::list::way_said;
use crate::kiosk::{Clock, Press, Screen, near};
use crate::model::{StationId, Status};
use crate::query::World;
use crate::text::Strings;
use crate::ui::card::notice;
use crate::ui::card_facts::hours_said;
use crate::ui::dom::{Node, view};
use crate::ui::icon::{Glyph, Icon};
use crate::ui::live::{live, memo};
use crate::ui::mark::{goal_chip, goal_class};
use crate::ui::qr;
use crate::ui::{Shown, Words};
use crate::view::wish::Edit;

/// What it is.
#[component]
pub(super) fn Site() -> impl IntoView {
    let (desk, words, shown): (Desk, Words, Shown) = (expect_context(), expect_context(), expect_context());
    let facts = memo(move || shown.answer.with(|a| a.as_ref().and_then(|a| a.card.clone())));
    let card = move || {
        let (world, here) = desk.place()?;
        let (words, facts, clock) = (words.get(), facts.get()?, desk.clock.get()?);
        let site = world.atlas.site(facts.site);
        let lang = words.lang;
        let about = if site.about.is_empty() {
            &site.summary
        } else {
            &site.about
        };
        let kinds: Vec<_> = site
            .kinds
            .iter()
            .map(|k| world.atlas.expo.kinds[k as usize].name.get(lang))
            .collect();
        let part = world.atlas.expo.parts[site.part as usize].name.get(lang);
        let goals = site.goals_ranked.iter().map(|&goal| {
            view! {
                <li>{goal_chip(goal)} " " <span>{world.atlas.goals[goal.index()].name.get(lang).to_owned()}</span></li>
            }
        });
        let partners: Vec<_> = site
            .partners
            .iter()
            .map(|&id| world.atlas.partner(id).short.clone())
            .collect();
        let known = facts
            .notices
            .iter()
            .filter_map(|&i| world.atlas.notices.get(i))
            .map(|n| notice(n, lang));
        let address = Some(site.address.clone()).filter(|a| !a.is_empty());
        let own = Some(site.url.clone()).filter(|u| u.starts_with("https://") || u.starts_with("http://"));
        let own = own.and_then(|url| qr::code(&url, 9, words.kiosk.own_page));
        let there = near(&world, here, clock.moment(), &mut std::iter::once(facts.site));
        let way = there.first().map(|near| way(words, &world, here, clock, near.way));
        Some(view! {
            <article class="k-card">
                <div class="goal-bar" aria-hidden="true">
                    {site.goals.iter().map(|g| view! { <i class=goal_class(g)></i> }).collect::<Node>()}
                </div>
                <p class="card-kind">{kinds.join(" · ")} " · " {part.to_owned()}</p>
                <h2 tabindex="-1">{site.title.get(lang).to_owned()}</h2>
                {(site.status == Status::Closed).then(|| view! {
                    <p class="state"><Glyph of=Icon::Warning/> <span>{words.closed_for_good}</span></p>
                })}
                {known.collect::<Node>()}
                <p class="k-about" lang=(!about.has(lang)).then_some("sv")>{about.get(lang).to_owned()}</p>
                <ul class="k-goals">{goals.collect::<Node>()}</ul>
                <dl class="k-facts">
                    <dt>{words.hours}</dt>
                    <dd>{hours(words, &world, clock, &facts)}</dd>
                    <dt>{words.find_it}</dt>
                    <dd>{way} {address.map(|a| view! { <span>{a}</span> })}</dd>
                    <dt>{words.partner}</dt>
                    <dd>{partners.join(", ")}</dd>
                    {site.visit_minutes.map(|m| view! { <dt>{words.visit}</dt> <dd>{words.visit_length(m)}</dd> })}
                </dl>
                {own.map(|code| view! { <figure class="k-own-page">{code} <figcaption>{words.kiosk.own_page}</figcaption></figure> })}
            </article>
        })
    };
    live(card)
}

fn hours(words: &'static Strings, world: &World, clock: Clock, facts: &crate::query::Card) -> Node {
    let (now, lines) = hours_said(words, world, facts, clock.moment());
    // Where no rule is told, what is said holds at any time.
    let now = (clock.is_known() || lines.is_empty()).then(|| view! { <b>{now}</b> });
    view! { {now} {lines.into_iter().map(|line| view! { <span>{line}</span> }).collect::<Node>()} }
}

fn way(words: &'static Strings, world: &World, here: StationId, clock: Clock, way: crate::kiosk::Way) -> Node {
    use crate::kiosk::Way;
    match way {
        Way::OnFoot { minutes, metres } => {
            let far = words.distance(metres.0);
            view! { <b>{words.walk(u32::from(minutes))}</b> <span>{far} " · " {words.kiosk.estimate}</span> }
        }
        Way::ByTrain {
            minutes,
            from,
            departs,
            to,
            changes,
            walk,
            ..
        } => {
            let ride = super::list::by_train(words, world, here, (from, to, changes));
            let now = clock.moment();
            let train = clock
                .is_known()
                .then(|| format!("{} {ride}", words.clock_by_day(departs, now)));
            let there = clock
                .is_known()
                .then(|| words.there_at(now.plus_minutes(i32::from(minutes))));
            view! {
                <b>{train.unwrap_or_else(|| crate::text::capital(&ride))}</b>
                <span>{words.walk(u32::from(walk))} {there.map(|t| format!(" · {t}"))}</span>
            }
        }
    }
}

/// What one can do about it.
#[component]
pub(super) fn Choices() -> impl IntoView {
    let (desk, words): (Desk, Words) = (expect_context(), expect_context());
    let slug = desk.view.slice(|s| s.site.clone().unwrap_or_default());
    let is_in = memo(move || desk.view.state.with(|s| s.trip.stop(&slug.get()).is_some()));
    let toggle = move |_| {
        let slug = slug.get_untracked();
        super::day::edit(
            desk,
            if is_in.get_untracked() {
                Edit::Remove(slug)
            } else {
                Edit::Add(slug)
            },
        );
    };
    let others = move || {
        let world = desk.data.world.get()?;
        let site = world.atlas.sites.find(&slug.get())?;
        let words = words.get();
        let clock = desk.clock.get()?;
        let shown = expect_context::<Shown>();
        let nearby = shown
            .answer
            .with(|a| a.as_ref().and_then(|a| a.card.as_ref().map(|c| c.nearby.clone())))?;
        let rows = nearby.iter().filter(|r| r.site != site).take(4).map(|related| {
            let row = super::list::row_of(&world, related.site, 0, clock);
            super::list::row(desk, words, &world, &row, words.walk(related.walk_minutes), None, false)
        });
        Some(
            view! { <div class="k-list-head"><h2>{words.nearby}</h2></div> <div class="k-rows">{rows.collect::<Node>()}</div> },
        )
    };
    view! {
        {live(others)}
        <div class="k-ways">
            {desk.button("k-way", way_said(words, Icon::Back, |w| w.kiosk.back), Press::Back)}
            <button type="button" class="k-way fill" data-in=move || is_in.get().to_string() on:click=toggle>
                <Glyph of=Icon::Route/>
                <span>{live(move || if is_in.get() { words.get().trip.take_out } else { words.get().trip.add })}</span>
            </button>
            {desk.button("k-way", way_said(words, Icon::Route, |w| w.kiosk.day), Press::Go(Screen::Day))}
        </div>
    }
}
