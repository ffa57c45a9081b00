//! Coverage: which goals each district's sites meet, and where the gaps are. A cell leads to its sites on the map.

use std::sync::Arc;

use leptos::prelude::*;

use crate::model::{Atlas, District, DistrictId, Goal};
use crate::query::World;
use crate::space::decimal::fixed;
use crate::space::{Path, Pt};
use crate::text::Strings;
use crate::view::Action;

use super::dom::{Node, view};
use super::live::live;
use super::mark::{goal_chip, goal_class};
use super::{Data, View, Words};

/// Unit squares drawn in a cell; more are only counted.
const MOST_UNITS: usize = 3;

/// A line as SVG draws it, its points no nearer each other than a pixel's worth of metres.
fn drawn(path: &Path, pixel: f64) -> String {
    let mut out = String::new();
    let mut last: Option<Pt> = None;
    for p in &path.points {
        if last.is_none_or(|l| l.distance(*p) >= pixel) {
            out.push(if last.is_none() { 'M' } else { 'L' });
            out += &[p.x, p.y].map(|v| fixed(v, 0)).join(" ");
            last = Some(*p);
        }
    }
    out
}

/// A district's shape with the ring through it and the stations that serve it.
fn outline(district: &District, atlas: &Atlas, i: usize) -> Option<Node> {
    let bounds = district.region.bounds()?;
    let (size, pixel) = (bounds.size(), bounds.size().x.max(bounds.size().y) / 52.0);
    let shape: String = district.region.rings().iter().map(|r| drawn(r, pixel) + "z").collect();
    let ring = atlas.basemap.ring().map(|t| drawn(&t.path, pixel)).unwrap_or_default();
    let id = DistrictId(i as u8);
    let stations = atlas.ring_stations().filter(|(_, s)| s.districts.contains(&id));
    let beads = stations.map(|(_, s)| {
        view! { <circle cx=fixed(s.at.x, 0) cy=fixed(s.at.y, 0) r=fixed(2.6 * pixel, 0)></circle> }
    });
    let air = 4.0 * pixel;
    let (corner, reach) = (bounds.min - Pt::new(air, air), size + Pt::new(air, air) * 2.0);
    let view_box = [corner.x, corner.y, reach.x, reach.y].map(|v| fixed(v, 0)).join(" ");
    let clip = format!("stad-{i}");
    Some(view! {
        <svg class="outline-map" viewBox=view_box aria-hidden="true">
            <clipPath id=clip.clone()><path d=shape.clone()></path></clipPath>
            <path class="outline-land" d=shape></path>
            <path class="outline-ring" d=ring clip-path=format!("url(#{clip})")></path>
            {beads.collect::<Node>()}
        </svg>
    })
}

/// The page.
#[component]
pub(super) fn Coverage() -> impl IntoView {
    let (data, words): (Data, Words) = (expect_context(), expect_context());
    let only_gaps = RwSignal::new(false);
    let district = RwSignal::new(0_usize);
    let head = move || {
        let (world, words) = (data.world.get()?, words.get());
        let cells = world.coverage().concat();
        let empty = cells.iter().filter(|n| **n == 0).count();
        let sites = words.count_sites(world.atlas.sites.len());
        Some(format!("{sites}. {}", words.gaps(empty, cells.len())))
    };
    view! {
        <main class="coverage" tabindex="-1">
            <div class="coverage-head">
                <h1>{live(move || words.get().coverage)}</h1>
                <p>{head}</p>
                <div class="segments">
                    <button type="button" aria-pressed=move || (!only_gaps.get()).to_string() on:click=move |_| only_gaps.set(false)>
                        {live(move || words.get().every_cell)}
                    </button>
                    <button type="button" aria-pressed=move || only_gaps.get().to_string() on:click=move |_| only_gaps.set(true)>
                        {live(move || words.get().only_gaps)}
                    </button>
                </div>
            </div>
            {live(move || data.world.get().map(|world| {
                let words = words.get();
                let pick = world.atlas.city.districts.iter().enumerate().map(|(i, d)| view! {
                    <option value=i.to_string() selected=i == district.get_untracked()>{d.name.clone()}</option>
                }).collect::<Node>();
                view! {
                    <label class="field district-pick">
                        <span>{words.district}</span>
                        <select on:change=move |e| district.set(event_target_value(&e).parse().unwrap_or(0))>{pick}</select>
                    </label>
                    <Matrix world words only_gaps district/>
                }
            }))}
        </main>
    }
}

/// Goals down, districts across.
#[component]
fn Matrix(
    /// The data.
    world: Arc<World>,
    /// The texts.
    words: &'static Strings,
    /// Whether what is filled is hidden.
    #[prop(into)]
    only_gaps: Signal<bool>,
    /// On a narrow page: the one district shown.
    #[prop(into)]
    district: Signal<usize>,
) -> impl IntoView {
    let view: View = expect_context();
    let atlas = &world.atlas;
    let counts = world.coverage();
    let most = counts.iter().map(|row| row.iter().sum()).max().unwrap_or(1).max(1_u32);
    let here = move |i: usize| district.get() == i;
    let heads = atlas.city.districts.iter().enumerate().map(|(i, d)| {
        let sites = world.district_totals()[i];
        view! { <th scope="col" class:here=move || here(i)>{outline(d, atlas, i)} <span>{d.name.clone()}</span> <small>{sites}</small></th> }
    }).collect::<Node>();
    let cell = |goal: Goal, i: usize, n: usize| {
        let d = &atlas.city.districts[i];
        let short = atlas.goals[goal.index()].short.get(words.lang);
        let name = format!("{}, {}", words.goal_in(short, &d.name), words.count_sites(n));
        let slug = d.slug.clone();
        let inside = if n == 0 {
            view! { <span class="zero">"0" <span class="gap">{words.no_sites_for} " " {words.goal_in(short, &d.name)}</span></span> }
        } else {
            let units = (0..n.min(MOST_UNITS))
                .map(|_| view! { <i class=goal_class(goal)></i> })
                .collect::<Node>();
            view! {
                <button type="button" aria-label=name on:click=move |_| view.go(Action::ShowCell(slug.clone(), goal))>
                    <b>{n}</b> <span class="units">{units}</span>
                </button>
            }
        };
        view! { <td class:here=move || here(i)>{inside}</td> }
    };
    let rows = Goal::all().map(|goal| {
        let row = &counts[goal.index()];
        let sum = world.goal_totals()[goal.index()];
        let cells = row.iter().enumerate().map(|(i, n)| cell(goal, i, *n as usize)).collect::<Node>();
        let share = fixed(f64::from(sum) * 100.0 / f64::from(most), 1) + "%";
        view! {
            <tr>
                <th scope="row"><span class="goal-name">{goal_chip(goal)} <span>{atlas.goals[goal.index()].name.get(words.lang).to_owned()}</span></span></th>
                {cells}
                <td class="sum"><div><span class="bar"><i class=goal_class(goal) style:width=share></i></span> <b>{sum}</b></div></td>
            </tr>
        }
    }).collect::<Node>();
    view! {
        <div class="matrix-scroll">
            <table class="matrix" class:only-gaps=move || only_gaps.get()>
                <thead><tr><th scope="col">{words.goals}</th> {heads} <th scope="col" class="sum">{words.every_district}</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}
