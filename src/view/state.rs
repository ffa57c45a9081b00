//! The state of the view, and what can be done to it.

use crate::calendar::Moment;
use crate::model::{Bits, Goal, Goals, Kind, Lang, Part};
use crate::order;

use super::wish::{Edit, Wish};
use super::{Camera, Post};

/// Which page of the app is shown beside the map.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum Panel {
    /// The map with the list of sites.
    #[default]
    Explore,
    /// A day out.
    Route,
    /// Which goals each district's sites meet.
    Coverage,
    /// What M21 and this map are.
    About,
}

/// Paper or night ink.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Theme {
    /// Light paper.
    Day,
    /// Night ink.
    Evening,
}

impl Theme {
    /// The other one.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Day => Self::Evening,
            Self::Evening => Self::Day,
        }
    }
}

/// How far along the day somebody is who walks it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Along {
    /// At the step that the app's own time says.
    Now,
    /// At a step of the plan by its place; at the end where the plan has fewer.
    At(u8),
}

/// What narrows the sites. Within a group *any*, between groups *all*; an empty group asks nothing.
///
/// Slugs are kept as they were asked, known or not: data may change under an old link.
#[derive(Debug, Clone, PartialEq, Eq, Default, Hash)]
pub struct Filter {
    /// Goals.
    pub goals: Goals,
    /// Partners' slugs.
    pub partners: Vec<String>,
    /// Districts' slugs.
    pub districts: Vec<String>,
    /// Stations' slugs.
    pub stations: Vec<String>,
    /// Kinds of solution, as bits of [`Kind`].
    pub kinds: Bits,
    /// Parts of M21, as bits of [`Part`].
    pub parts: Bits,
    /// Open at this time.
    pub open: Option<Moment>,
    /// Words.
    pub words: String,
}

impl Filter {
    /// Whether it asks nothing.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Everything an address says.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ViewState {
    /// What narrows the sites.
    pub filter: Filter,
    /// The chosen site's slug.
    pub site: Option<String>,
    /// Where the map looks; nothing is the whole ring.
    pub camera: Option<Camera>,
    /// What is wished of a day.
    pub trip: Wish,
    /// Which step of the day is shown to who walks it; nothing while it is planned.
    pub along: Option<Along>,
    /// Which page is shown.
    pub panel: Panel,
    /// The language asked for; nothing is Swedish.
    pub lang: Lang,
    /// The theme asked for; nothing follows the system.
    pub theme: Option<Theme>,
    /// The screen at a station that shows this; nothing is a visitor's own.
    pub post: Option<Post>,
}

/// Whether an action is a step that Back undoes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum History {
    /// A step of its own.
    Push,
    /// Part of the step it is in.
    Replace,
    /// None: it is in no address.
    Nowhere,
}

/// Something the visitor did.
#[derive(Debug, Clone, PartialEq)]
pub enum Action {
    /// Tapped a goal.
    ToggleGoal(Goal),
    /// Asked for all goals again.
    AllGoals,
    /// Put a partner in or took it out.
    TogglePartner(String),
    /// Put a district in or took it out.
    ToggleDistrict(String),
    /// Put a station in or took it out.
    ToggleStation(String),
    /// Put a kind in or took it out.
    ToggleKind(Kind),
    /// Put a part in or took it out.
    TogglePart(Part),
    /// Asked for what is open at a time, or no longer.
    OpenAt(Option<Moment>),
    /// Typed words, settled.
    Words(String),
    /// Replaced the whole filter: cleared it, or took the clearing back.
    SetFilter(Filter),
    /// Chose a site.
    Choose(String),
    /// Closed the card.
    CloseCard,
    /// Moved the map, settled; nothing is the whole ring.
    Look(Option<Camera>),
    /// Changed what is wished of a day.
    Trip(Edit),
    /// Set out on the day.
    SetOut(Along),
    /// Went on or back to a step of it, or ended it.
    GoAlong(Option<Along>),
    /// Opened a page.
    Show(Panel),
    /// Chose a cell of the coverage table: this goal in this district, on the map.
    ShowCell(String, Goal),
    /// Chose a language.
    Speak(Lang),
    /// Chose a theme.
    Light(Theme),
    /// Began anew: nothing of what was asked stays, but where a screen stands.
    StartOver,
}

impl Action {
    /// Choosing a site, opening a page and setting out are steps; filters, camera, language and theme replace.
    pub const fn history(&self) -> History {
        match self {
            Self::Choose(_) | Self::Show(_) | Self::ShowCell(..) | Self::SetOut(_) => History::Push,
            _ => History::Replace,
        }
    }
}

fn toggle(list: &mut Vec<String>, slug: String) {
    if let Some(i) = list.iter().position(|s| *s == slug) {
        list.remove(i);
    } else {
        list.push(slug);
        order::sort(list);
    }
}

impl ViewState {
    /// Where the address that an action leads to is written. A screen that the next one uses too keeps its own: what was once an
    /// address, a browser remembers in places that no page can clear.
    pub const fn history(&self, action: &Action) -> History {
        match (&self.post, action) {
            (None, _) => action.history(),
            (Some(_), Action::StartOver) => History::Replace,
            (Some(_), _) => History::Nowhere,
        }
    }

    /// The same for another device: without the screen that shows it.
    #[must_use]
    pub fn taken_along(&self) -> Self {
        Self {
            post: None,
            camera: None,
            theme: None,
            ..self.clone()
        }
    }

    /// The state after an action.
    #[must_use]
    pub fn after(&self, action: Action) -> Self {
        let mut next = self.clone();
        let filter = &mut next.filter;
        match action {
            // First tap on a goal when all are lit: only that goal stays lit. Taking out the last lights all again.
            Action::ToggleGoal(goal) => filter.goals = filter.goals.toggled(goal),
            Action::AllGoals => filter.goals = Goals::default(),
            Action::TogglePartner(slug) => toggle(&mut filter.partners, slug),
            Action::ToggleDistrict(slug) => toggle(&mut filter.districts, slug),
            Action::ToggleStation(slug) => toggle(&mut filter.stations, slug),
            Action::ToggleKind(kind) => filter.kinds = filter.kinds.toggled(kind as usize),
            Action::TogglePart(part) => filter.parts = filter.parts.toggled(part as usize),
            Action::OpenAt(time) => filter.open = time,
            Action::Words(words) => filter.words = words,
            Action::SetFilter(new) => next.filter = new,
            Action::Choose(slug) => {
                next.site = Some(slug);
                next.panel = Panel::Explore;
            }
            Action::CloseCard => next.site = None,
            Action::Look(camera) => next.camera = camera,
            Action::Trip(edit) => {
                next.trip = next.trip.after(edit);
                if next.trip.stops.is_empty() {
                    next.along = None;
                }
            }
            Action::SetOut(along) => {
                next.along = Some(along);
                next.panel = Panel::Route;
                next.site = None;
            }
            Action::GoAlong(along) => next.along = along,
            Action::Show(panel) => {
                next.panel = panel;
                next.site = None;
            }
            Action::ShowCell(district, goal) => {
                next.panel = Panel::Explore;
                next.filter.districts = vec![district];
                next.filter.goals = [goal].into_iter().collect();
            }
            Action::Speak(lang) => next.lang = lang,
            Action::Light(theme) => next.theme = Some(theme),
            Action::StartOver => {
                next = Self {
                    post: next.post,
                    ..Self::default()
                }
            }
        }
        next
    }
}
