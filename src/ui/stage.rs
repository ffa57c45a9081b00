//! What the canvas and the rest of the page agree on: where the map looks, what lies over it, and where it flies.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

use crate::draw::{INDEX_RIGHT_PX, INDEX_TOP_PX, ScaleBar, Target};
use crate::model::{SiteId, StationId};
use crate::space::plane::to_plane;
use crate::space::{Bounds, LonLat, Metres, Pt, Px};
use crate::view::camera::{WHEELS_UP_TO_ZOOM, ZOOM_PRESS, station_bounds};
use crate::view::wish::Place;
use crate::view::{Action, Camera, Insets, Viewport};

use super::{Data, Shown, View};

/// Air round the ring when all of it is shown: a part of the free part's shorter side, within limits in pixels.
const HOME_MARGIN: f64 = 0.155;
const HOME_MARGIN_PX: (f64, f64) = (48.0, 120.0);
/// How near the edge a chosen site may stand, in pixels.
const REVEAL_MARGIN_PX: f64 = 56.0;

/// The map's stage. Copies share their signals.
#[derive(Clone, Copy)]
pub struct Stage {
    /// The camera of a gesture or flight; nothing at rest. Sixty a second, never in the address.
    pub live: RwSignal<Option<Camera>>,
    /// A camera to fly to; taken by the canvas.
    pub flight: RwSignal<Option<Camera>>,
    /// The canvas's size in CSS pixels.
    pub size: RwSignal<Px>,
    /// What lies over the map.
    pub insets: RwSignal<Insets>,
    /// The card's near edge towards the map: where the leader line ends, in the map's pixels.
    pub card_edge: RwSignal<Option<Px>>,
    /// Whether a matching site stands in the free part.
    pub shows_a_match: RwSignal<bool>,
    /// The scale bar under the map.
    pub scale: RwSignal<Option<ScaleBar>>,
    /// What the keyboard stands on.
    pub focus: RwSignal<Option<Target>>,
    /// The station last opened from the map: its part of the list comes into view.
    pub opened_station: RwSignal<Option<StationId>>,
    /// Why the position could not be shown, when it was asked for.
    pub position: RwSignal<PositionState>,
    /// A place on the map that was pressed long, and what it is called in a wish.
    pub(super) pressed: RwSignal<Option<(Pt, Place)>>,
    view: View,
    data: Data,
}

/// What came of asking where the visitor is. The position itself never leaves this page.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub enum PositionState {
    /// Not asked.
    #[default]
    Unasked,
    /// Shown on the map.
    Known(Pt),
    /// Refused or not to be had.
    Refused,
    /// Outside the map.
    Outside,
}

impl Stage {
    /// A stage for the page's view and data.
    pub fn new(view: View, data: Data) -> Self {
        Self {
            live: RwSignal::new(None),
            flight: RwSignal::new(None),
            size: RwSignal::new(Px::new(800.0, 600.0)),
            insets: RwSignal::new(Insets::default()),
            card_edge: RwSignal::new(None),
            shows_a_match: RwSignal::new(true),
            scale: RwSignal::new(None),
            focus: RwSignal::new(None),
            opened_station: RwSignal::new(None),
            position: RwSignal::new(PositionState::default()),
            pressed: RwSignal::new(None),
            view,
            data,
        }
    }

    /// Forgets what names marks by their numbers: other data are coming, which number them otherwise.
    pub(super) fn forget_marks(&self) {
        self.focus.set(None);
        self.opened_station.set(None);
    }

    /// The map's rectangle and what lies over it.
    pub fn viewport(&self) -> Viewport {
        let size = self.size.get();
        // Never more than half the map is given away, whatever lies over it.
        let mut insets = self.insets.get();
        insets.bottom = insets.bottom.min(size.y / 2.0);
        insets.right = insets.right.min(size.x / 2.0) + INDEX_RIGHT_PX;
        insets.top += INDEX_TOP_PX;
        Viewport {
            width: size.x,
            height: size.y,
            insets,
        }
    }

    /// The camera that shows the whole ring.
    pub fn home(&self) -> Camera {
        let ring = self.data.world.with(|w| {
            w.as_ref()
                .and_then(|w| Bounds::about(w.atlas.basemap.ring()?.path.points.iter().copied()))
        });
        let about = ring.unwrap_or(station_bounds(Pt::default(), Metres(4000.0)));
        let viewport = self.viewport();
        let free = viewport.free();
        let margin = (free.x.min(free.y) * HOME_MARGIN).clamp(HOME_MARGIN_PX.0, HOME_MARGIN_PX.1);
        let fitted = Camera::fitting(&about, &viewport, margin);
        // However large the screen, all of the ring is seen with its wheels on it.
        Camera {
            zoom: fitted.zoom.min(WHEELS_UP_TO_ZOOM),
            ..fitted
        }
    }

    /// Where the map looks now: a gesture's camera, or the address's, or the whole ring.
    pub fn camera(&self) -> Camera {
        self.live
            .get()
            .or_else(|| self.view.state.with(|s| s.camera))
            .unwrap_or_else(|| self.home())
    }

    /// Ends a gesture: the address catches up, then the live camera lets go, so that nothing flashes.
    pub fn settle(&self, camera: Camera) {
        self.view.go(Action::Look(Some(camera)));
        self.live.set(None);
    }

    /// Flies to a camera.
    pub fn fly(&self, to: Camera) {
        self.flight.set(Some(to));
    }

    /// Flies to the whole ring.
    pub fn fly_home(&self) {
        self.fly(untrack(|| self.home()));
    }

    /// Flies to a station and its catchment.
    pub fn fly_to_station(&self, id: StationId) {
        let bounds = self.data.world.with_untracked(|w| {
            w.as_ref().map(|w| {
                let s = w.atlas.station(id);
                station_bounds(s.at, s.catchment)
            })
        });
        if let Some(bounds) = bounds {
            self.fly(untrack(|| Camera::fitting(&bounds, &self.viewport(), 24.0)));
        }
    }

    /// Zooms by button or key about the middle of what is free.
    pub fn zoom(&self, by: f64) {
        let (camera, viewport) = untrack(|| (self.camera(), self.viewport()));
        self.fly(camera.zoomed_about(camera.zoom + by * ZOOM_PRESS, viewport.middle(), &viewport));
    }

    /// Moves by the least that brings a site into the free part; stays still if it is there already.
    pub fn reveal(&self, id: SiteId) {
        let at = self
            .data
            .world
            .with_untracked(|w| w.as_ref().map(|w| w.atlas.sites.at(id)));
        if let Some(at) = at {
            self.reveal_at(at);
        }
    }

    /// Moves by the least that brings a place into the free part; stays still if it is there already.
    pub fn reveal_at(&self, at: Pt) {
        let (camera, viewport) = untrack(|| (self.camera(), self.viewport()));
        if !viewport.shows(camera.to_screen(at, &viewport), REVEAL_MARGIN_PX * 0.5) {
            self.fly(camera.revealing(at, &viewport, REVEAL_MARGIN_PX));
        }
    }

    /// Where the map looks now, without following it.
    pub fn camera_now(&self) -> Camera {
        untrack(|| self.camera())
    }

    /// Flies so that these sites are seen, and one step closer than now at least.
    pub fn fly_to_sites(&self, sites: impl Iterator<Item = SiteId>) {
        let bounds = self.data.world.with_untracked(|w| {
            let world = w.as_ref()?;
            Bounds::about(sites.map(|id| world.atlas.sites.at(id)))
        });
        if let Some(bounds) = bounds {
            let to = untrack(|| {
                let fitted = Camera::fitting(&bounds.grown(Metres(60.0)), &self.viewport(), REVEAL_MARGIN_PX);
                let zoom = fitted.zoom.max(self.camera().zoom + 1.0);
                Camera { zoom, ..fitted }
            });
            self.fly(to);
        }
    }

    /// Asks the browser where the visitor is and shows it; the position stays in this page.
    pub fn locate(&self) {
        let stage = *self;
        let refused = move || stage.position.set(PositionState::Refused);
        let Ok(geolocation) = window().navigator().geolocation() else {
            return refused();
        };
        let found = Closure::once_into_js(move |position: web_sys::Position| {
            let at = to_plane(LonLat::new(position.coords().longitude(), position.coords().latitude()));
            let inside = stage
                .data
                .world
                .with_untracked(|w| w.as_ref().is_some_and(|w| w.bounds.contains(at)));
            if inside {
                stage.position.set(PositionState::Known(at));
                stage.fly(untrack(|| {
                    Camera::fitting(&station_bounds(at, Metres(900.0)), &stage.viewport(), 16.0)
                }));
            } else {
                // Outside the map, the map says so and shows Malmö C instead.
                stage.position.set(PositionState::Outside);
                stage.fly_to_station(StationId(0));
            }
        });
        let failed = Closure::once_into_js(refused);
        if geolocation
            .get_current_position_with_error_callback(found.unchecked_ref(), Some(failed.unchecked_ref()))
            .is_err()
        {
            refused();
        }
    }

    /// Flies so that every matching site is seen.
    pub fn show_matches(&self, shown: &Shown) {
        let (world, answer) = untrack(|| (self.data.world.get(), shown.answer.get()));
        if let Some((world, answer)) = world.zip(answer) {
            self.show_all(answer.matches.iter().map(|id| world.atlas.sites.at(id)));
        }
    }

    /// Flies so that all these places are seen, with air about them.
    pub fn show_all(&self, places: impl Iterator<Item = Pt>) {
        if let Some(bounds) = Bounds::about(places) {
            let grown = bounds.grown(Metres(250.0));
            self.fly(untrack(|| Camera::fitting(&grown, &self.viewport(), REVEAL_MARGIN_PX)));
        }
    }
}
