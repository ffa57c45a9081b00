//! What is near, a page at a time, with the numbers that the map has.

use std::sync::Arc;

use leptos::prelude::*;

use super::{Desk, errand, goals};
use crate::calendar::Opening;
use crate::kiosk::{Clock, Near as Found, Press, Screen, Way, near};
use crate::model::{SiteId, StationId};
use crate::query::World;
use crate::text::Strings;
use crate::ui::dom::{IntoNode, Node, view};
use crate::ui::icon::{Glyph, Icon};
use crate::ui::live::{live, memo};
use crate::ui::mark::{numbered_mark, site_mark};
use crate::ui::{Shown, Words};

/// Rows of a page.
pub(super) const ROWS: usize = 6;

/// A site that a list shows.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Row {
    pub(super) site: SiteId,
    /// Its number in the list, from 1; 0 where the map has none.
    pub(super) number: u32,
    /// How one gets there; nothing where the time is not known.
    pub(super) way: Option<Way>,
    opening: Option<Opening>,
}

impl Row {
    /// Whether it is shut now.
    pub(super) fn is_shut(&self) -> bool {
        self.opening.is_some_and(|o| !o.is_open())
    }

    /// Minutes until one is there.
    fn minutes(&self) -> Option<u16> {
        self.way.map(|way| way.minutes())
    }

    /// The second line: whether it is open, and the train if one is needed.
    fn under(&self, words: &Strings, world: &World, here: StationId, clock: Clock) -> String {
        let mut parts = Vec::new();
        match (self.opening, clock.is_known()) {
            (Some(opening), true) => parts.push(words.opening(opening, clock.moment())),
            (_, false) => {
                let hours = world.atlas.site(self.site).hours.as_ref().map(|h| words.hours_lines(h));
                parts.extend(hours.and_then(|lines| lines.into_iter().next()));
            }
            (None, true) => parts.push(words.hours_unknown.to_owned()),
        }
        if let Some(Way::ByTrain { from, to, changes, .. }) = self.way {
            parts.push(by_train(words, world, here, (from, to, changes)));
        }
        parts.join(" · ")
    }

    /// The row as a button that opens the site; for who only looks on, the same without.
    pub(super) fn node(&self, desk: Desk, words: Words, is_looked_at: bool) -> Option<Node> {
        let (world, here) = untrack(|| desk.place())?;
        let clock = desk.clock.get_untracked()?;
        let words = words.get();
        let right = self
            .minutes()
            .map(|m| view! { <span class="k-far">{minutes(words, m)}</span> });
        Some(row(
            desk,
            words,
            &world,
            self,
            self.under(words, &world, here, clock),
            right,
            is_looked_at,
        ))
    }
}

/// `45 min` with the number large; hours as such.
pub(super) fn minutes(words: &'static Strings, minutes: u16) -> Node {
    match minutes {
        0..=99 => view! { <b>{minutes}</b> " " {words.kiosk.minutes} },
        _ => words.duration(i32::from(minutes)).into_node(),
    }
}

/// A ride as it is told at a station: from where it is another, to where, and whether one changes.
pub(super) fn by_train(
    words: &Strings,
    world: &World,
    here: StationId,
    (from, to, changes): (StationId, StationId, u8),
) -> String {
    let name = |id: StationId| world.atlas.station(id).name.as_str();
    words.by_train(Some(from).filter(|from| *from != here).map(name), name(to), changes)
}

/// A row of any list: the mark with its number, the title, a line under it, and what stands at its end.
pub(super) fn row(
    desk: Desk,
    words: &'static Strings,
    world: &World,
    of: &Row,
    under: String,
    right: Option<Node>,
    is_looked_at: bool,
) -> Node {
    let chosen = desk.view.state.with(|s| s.filter.goals);
    let goals = world.atlas.sites.goals(of.site);
    let mark = match of.number {
        0 => site_mark(goals, world.atlas.site(of.site).first_kind, chosen),
        number => numbered_mark(goals, chosen, number, of.is_shut()),
    };
    let title = world.atlas.sites.title(of.site).get(words.lang).to_owned();
    let slug = world.atlas.sites.slug(of.site).to_owned();
    let inside = view! {
        {mark}
        <span class="k-row-text"><b>{title}</b> <span>{under}</span></span>
        {right}
    };
    if is_looked_at {
        return view! { <div class="k-row">{inside}</div> };
    }
    view! { <button type="button" class="k-row" on:click=move |_| desk.open(&slug)>{inside}</button> }
}

/// A page of a list, with the number of each in it.
fn page<T: Clone>(desk: Desk, all: &[T]) -> Vec<(u32, T)> {
    let pages = all.len().div_ceil(ROWS);
    let from = desk.kiosk.with(|k| k.page_of(pages)) * ROWS;
    (1..).zip(all.iter().cloned()).skip(from).take(ROWS).collect()
}

/// The lists, worked out once for all who show them.
#[derive(Clone, Copy)]
pub(super) struct Near {
    /// Every site that matches with the way to it, the nearest first.
    pub(super) found: Memo<Arc<Vec<Found>>>,
    /// What can be seen before the train one has chosen.
    pub(super) errands: Memo<Arc<Vec<errand::Row>>>,
    /// The rows of the page that is shown, whichever list it is of.
    pub(super) listed: Memo<Vec<Row>>,
}

impl Near {
    /// Follows the answer and the time.
    pub(super) fn new(desk: Desk, shown: Shown) -> Self {
        let found = memo(move || {
            let found = desk.place().zip(desk.clock.get()).map(|((world, here), clock)| {
                shown.answer.with(|answer| {
                    let mut matches = answer.iter().flat_map(|a| a.matches.iter());
                    near(&world, here, clock.moment(), &mut matches)
                })
            });
            Arc::new(found.unwrap_or_default())
        });
        let errands = errand::follow(desk, shown);
        let listed = memo(move || {
            if desk.screen() == Screen::Errand {
                return page(desk, &errands.get()).into_iter().map(|(_, of)| of.row).collect();
            }
            let Some((world, clock)) = desk.data.world.get().zip(desk.clock.get()) else {
                return Vec::new();
            };
            if desk.screen() == Screen::Site {
                let site = shown
                    .answer
                    .with(|a| a.as_ref().and_then(|a| a.card.as_ref().map(|card| card.site)));
                let number = |site| {
                    found.with(|all| {
                        all.iter()
                            .zip(1..)
                            .find(|(of, _)| of.site == site)
                            .map_or(1, |(_, n)| n)
                    })
                };
                return site
                    .map(|site| row_of(&world, site, number(site), clock))
                    .into_iter()
                    .collect();
            }
            let rows = page(desk, &found.get()).into_iter();
            rows.map(|(number, of)| Row {
                // When the trains go is as unknown as the time.
                way: Some(of.way).filter(|way| clock.is_known() || matches!(way, Way::OnFoot { .. })),
                ..row_of(&world, of.site, number, clock)
            })
            .collect()
        });
        Self { found, errands, listed }
    }
}

/// A site's row in a list of its own.
pub(super) fn row_of(world: &World, site: SiteId, number: u32, clock: Clock) -> Row {
    Row {
        site,
        number,
        way: None,
        opening: world.opening(site, clock.moment()).filter(|_| clock.is_known()),
    }
}

/// The sites of the list's page, with the arrows to the others.
pub(super) fn rows(desk: Desk, words: Words, near: Near) -> Node {
    view! {
        <div class="k-rows">{live(move || near.listed.get().iter().map(|row| row.node(desk, words, false)).collect::<Vec<_>>())}</div>
    }
}

/// Goals, what is near, and where else to go.
#[component]
pub(super) fn Home() -> impl IntoView {
    let (desk, words, near): (Desk, Words, Near) = (expect_context(), expect_context(), expect_context());
    let head = move || {
        let words = words.get();
        let is_near = |of: &&Found| matches!(of.way, Way::OnFoot { minutes, .. } if minutes <= 15);
        let count = near.found.with(|all| all.iter().filter(is_near).count());
        view! { <h2>{words.kiosk.near}</h2> <p>{words.within_a_quarter(count)}</p> }
    };
    view! {
        <goals::Tiles/>
        <div class="k-list-head">
            {live(head)}
            {live(move || desk.pages(words, near.found.with(|all| all.len().div_ceil(ROWS))))}
        </div>
        {live(move || near.found.with(|all| all.is_empty()).then(|| view! { <p class="k-none">{words.get().nothing}</p> }))}
        {rows(desk, words, near)}
        <div class="k-ways">
            {desk.button("k-way", way_said(words, Icon::Search, |w| w.kiosk.search), Press::Go(Screen::Search))}
            {desk.button("k-way", way_said(words, Icon::Train, |w| w.kiosk.errand), Press::Go(Screen::Errand))}
            {desk.button("k-way", way_said(words, Icon::Route, |w| w.kiosk.day), Press::Go(Screen::Day))}
        </div>
    }
}

/// An icon with its word.
pub(super) fn way_said(words: Words, icon: Icon, said: fn(&Strings) -> &'static str) -> Node {
    view! { <Glyph of=icon/> <span>{live(move || said(words.get()))}</span> }
}
