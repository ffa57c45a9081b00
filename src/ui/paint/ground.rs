//! The ground on its canvas: drawn with a margin and kept, moved by the browser's compositor while the map is pushed
//! about, drawn on at its edges as they come near, and anew when the scale has drifted or at rest.

use wasm_bindgen::JsCast;
use web_sys::HtmlCanvasElement;

use super::canvas::Canvas;
use super::place::Place;
use super::sheet::{Sheet, Shot};
use crate::draw::{Palette, Shape, layers};
use crate::query::World;
use crate::space::Px;
use crate::view::{Camera, Insets, Viewport};

/// How far the sheet reaches beyond the map on every side, in pixels, so that a push shows no edge.
const MARGIN_PX: f64 = 240.0;
/// What comes in is drawn when the map has been pushed so far: in strips so narrow that each is done within a frame.
const STRIP_PX: f64 = 64.0;
/// The scale may drift by this factor before the sheet is drawn anew in mid-gesture.
const DRIFT: f64 = 1.6;

/// The ground.
pub(in crate::ui) struct Ground {
    canvas: Canvas,
    place: Place,
    sheet: Sheet,
    drawn: Option<Drawn>,
}

/// What the sheet was last drawn with.
#[derive(Clone, Copy)]
struct Drawn {
    camera: Camera,
    /// The map's rectangle with the margin about it.
    view: Viewport,
    palette: &'static Palette,
}

/// What must be done for the sheet to be as it should.
enum Lack {
    Nothing,
    /// It has moved by so many pixels.
    Strips(Px),
    All,
}

impl Drawn {
    fn shot<'a>(&'a self, world: &'a World) -> Shot<'a> {
        Shot {
            world,
            palette: self.palette,
            camera: &self.camera,
            view: &self.view,
        }
    }

    fn lack(&self, now: &Self, map: &Viewport, at_rest: bool) -> Lack {
        let scale = self.camera.metres_per_px() / now.camera.metres_per_px();
        let moved = self.camera.to_screen(now.camera.centre, &self.view) - self.view.middle();
        let same_scale = (self.camera.zoom - now.camera.zoom).abs() < 1e-9;
        let other_view = self.view.middle().distance(now.view.middle()) > 0.5;
        if self.palette != now.palette || (at_rest && !same_scale) || other_view {
            return Lack::All;
        }
        if same_scale {
            return match moved.x.abs().max(moved.y.abs()) {
                far if far <= STRIP_PX => Lack::Nothing,
                far if far < MARGIN_PX * 2.0 => Lack::Strips(moved),
                _ => Lack::All,
            };
        }
        let reach = MARGIN_PX / scale.min(1.0) - 4.0;
        let shows_its_edge = moved.x.abs() > reach
            || moved.y.abs() > reach
            || (self.view.width - 2.0 * moved.x.abs()) * scale < map.width
            || (self.view.height - 2.0 * moved.y.abs()) * scale < map.height;
        if shows_its_edge || !(1.0 / DRIFT..DRIFT).contains(&scale) {
            Lack::All
        } else {
            Lack::Nothing
        }
    }
}

impl Ground {
    /// The ground on a canvas; nothing where the browser gives no 2D context.
    pub(in crate::ui) fn new(canvas: HtmlCanvasElement) -> Option<Self> {
        let place = Place::new(canvas.clone().unchecked_into());
        Some(Self {
            canvas: Canvas::new(canvas)?,
            place,
            sheet: Sheet::default(),
            drawn: None,
        })
    }

    /// Forgets what was drawn: it was of other data.
    pub(in crate::ui) fn forget(&mut self) {
        self.sheet = Sheet::default();
        self.drawn = None;
    }

    /// Draws what is lacking of the sheet, and puts it where it belongs.
    pub(in crate::ui) fn lay(
        &mut self,
        world: &World,
        palette: &'static Palette,
        camera: &Camera,
        map: &Viewport,
        at_rest: bool,
    ) {
        let mut now = Drawn {
            camera: *camera,
            view: with_margin(map),
            palette,
        };
        let resized = self.canvas.fit(now.view.width, now.view.height);
        let before = self.drawn.filter(|_| !resized);
        let lack = before.map_or(Lack::All, |d| d.lack(&now, map, at_rest));
        let step_layers = || layers(world, camera.step());
        match (lack, before) {
            (Lack::Nothing, Some(before)) => now = before,
            (Lack::Strips(moved), Some(before)) => {
                // By whole device pixels, so that nothing is resampled.
                let dpr = self.canvas.dpr;
                let by = Px::new((moved.x * dpr).round(), (moved.y * dpr).round()) * -1.0;
                now.camera = before.camera.panned(by * (1.0 / dpr));
                self.sheet.scroll(&self.canvas, &step_layers(), &now.shot(world), by);
            }
            _ => {
                let shot = now.shot(world);
                self.sheet.paint(&self.canvas, &step_layers(), &shot, &shot.whole());
            }
        }
        self.drawn = Some(now);
        self.place(&now, camera, map);
    }

    /// Where the kept sheet's corner comes to lie when its own centre is drawn by the camera of now.
    fn place(&mut self, drawn: &Drawn, camera: &Camera, map: &Viewport) {
        let scale = drawn.camera.metres_per_px() / camera.metres_per_px();
        let corner = camera.to_screen(drawn.camera.centre, map) - drawn.view.middle() * scale;
        self.place.put(corner, scale);
        self.place.size(drawn.view.width, drawn.view.height);
    }

    /// Draws the ring on another canvas, where something lies over the sheet's own.
    pub(in crate::ui) fn ring(
        &mut self,
        on: &Canvas,
        world: &World,
        palette: &'static Palette,
        camera: &Camera,
        map: &Viewport,
    ) {
        let shot = Shot {
            world,
            palette,
            camera,
            view: map,
        };
        let layers = layers(world, camera.step());
        for layer in layers.iter().filter(|l| l.shape == Shape::Ring) {
            self.sheet.layer(on, layer, &shot, &shot.whole());
        }
    }
}

fn with_margin(map: &Viewport) -> Viewport {
    Viewport {
        width: map.width + 2.0 * MARGIN_PX,
        height: map.height + 2.0 * MARGIN_PX,
        insets: Insets {
            left: map.insets.left + MARGIN_PX,
            top: map.insets.top + MARGIN_PX,
            right: map.insets.right + MARGIN_PX,
            bottom: map.insets.bottom + MARGIN_PX,
        },
    }
}
