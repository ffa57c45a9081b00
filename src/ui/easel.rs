//! The map's picture and everything drawn for it that is worth keeping.
//!
//! The ground (everything under the expo) is kept, see [`Ground`]; marks and names are put down anew when they have changed,
//! and moved along while the map is pushed about.

use std::sync::Arc;

use web_sys::HtmlCanvasElement;

use super::paint::{Frame, Ground, Over, Ruler};
use crate::day::Plan;
use crate::draw::{Faces, Hold, Names, Node, Nodes, Overlay, Palette, ScaleBar, Scene, Target, overlay, pick, route};
use crate::model::Lang;
use crate::query::{Answer, World};
use crate::space::{Metres, Pt, Px};
use crate::view::{Filter, Viewport};

/// What is to be seen in a frame.
pub(super) struct Sight<'a> {
    pub(super) world: &'a Arc<World>,
    pub(super) answer: &'a Arc<Answer>,
    pub(super) hold: Hold,
    pub(super) viewport: Viewport,
    pub(super) palette: &'static Palette,
    pub(super) lang: Lang,
    pub(super) filter: &'a Filter,
    /// Where the keyboard's focus is.
    pub(super) focus: Option<Target>,
    /// A day out, which is shown without the sites that are not on it.
    pub(super) plan: Option<&'a Plan>,
    /// Where the line from the chosen site ends.
    pub(super) card_edge: Option<Px>,
    /// Where the visitor is.
    pub(super) position: Option<Pt>,
}

/// The canvases, and what was drawn on them and for whom.
pub(super) struct Easel {
    ground: Ground,
    over: Over,
    ruler: Ruler,
    /// What is kept was made for: of other data places and numbers are others.
    world: Option<Arc<World>>,
    names: Option<Names>,
    nodes: Option<Nodes>,
    /// What the nodes say, and of which answer.
    faces: Option<(Arc<Answer>, Faces)>,
    held: Option<Held>,
}

/// What lies over the ground, and where it has been moved since it was drawn.
struct Held {
    hold: Hold,
    overlay: Overlay,
    moved: Px,
}

impl Easel {
    /// An easel of the ground's canvas, that of marks and names, and the index's two; nothing where the browser gives no 2D
    /// context.
    pub(super) fn new(
        sheet: HtmlCanvasElement,
        over: HtmlCanvasElement,
        index: [HtmlCanvasElement; 2],
    ) -> Option<Self> {
        Some(Self {
            ground: Ground::new(sheet)?,
            ruler: Ruler::new()?,
            over: Over::new(over, index)?,
            world: None,
            names: None,
            nodes: None,
            faces: None,
            held: None,
        })
    }

    /// What is under a finger.
    pub(super) fn pick(&self, at: Px) -> Option<Target> {
        let held = self.held.as_ref()?;
        pick(&held.overlay, at - held.moved)
    }

    /// The nodes that marks stand for.
    pub(super) fn nodes(&self) -> &[Node] {
        self.nodes.as_ref().map_or(&[][..], Nodes::all)
    }

    /// Forgets how wide words are and what was written: another font has come.
    pub(super) fn forget_words(&mut self) {
        self.ruler.forget();
        self.over.forget();
    }

    /// Shows a frame. What lies over the ground is drawn anew if it `is_stale` or must be for what is in sight; then it is
    /// said whether a match is among it, and the scale.
    pub(super) fn show(&mut self, sight: &Sight, is_stale: bool) -> Option<(bool, ScaleBar)> {
        let Sight {
            hold,
            viewport,
            palette,
            ..
        } = *sight;
        if self.world.as_ref().is_none_or(|w| !Arc::ptr_eq(w, sight.world)) {
            self.world = Some(Arc::clone(sight.world));
            (self.nodes, self.names, self.faces, self.held) = (None, None, None, None);
            self.ground.forget();
        }
        self.ground
            .lay(sight.world, palette, &hold.camera, &viewport, hold.at_rest);
        let is_new = self.over.fit(&viewport) || is_stale;
        // A line that leads to the card is drawn anew wherever its mark goes.
        let leads = |held: &Held| held.overlay.selected_at.is_some() && sight.card_edge.is_some();
        let kept = self.held.as_mut().filter(|held| !is_new && !leads(held));
        let moved = kept.and_then(|held| {
            held.moved = held.hold.drift(&hold, &viewport)?;
            Some(held.moved)
        });
        let seen = moved.is_none().then(|| self.put_down(sight));
        self.over
            .follow(&hold.camera, &viewport, palette, moved.unwrap_or_default());
        seen
    }

    /// Draws marks and names anew.
    fn put_down(&mut self, sight: &Sight) -> (bool, ScaleBar) {
        let Sight {
            world,
            answer,
            hold,
            viewport,
            palette,
            ..
        } = *sight;
        let camera = &hold.camera;
        let beyond = Metres(hold.marks_reach_px() * camera.metres_per_px());
        let seen = camera.seen(&viewport).grown(beyond);
        let nodes = self.nodes.take().filter(|n| n.serve(camera.zoom, &seen));
        if nodes.is_none() {
            self.faces = None;
        }
        let nodes = &*self
            .nodes
            .insert(nodes.unwrap_or_else(|| Nodes::new(world, camera.zoom, &seen)));
        let names = self.names.take().filter(|n| n.are_in(sight.lang));
        let names = &*self
            .names
            .insert(names.unwrap_or_else(|| Names::new(world, sight.lang)));
        let faces = self.faces.take().filter(|(of, _)| Arc::ptr_eq(of, answer));
        let faces = faces.unwrap_or_else(|| {
            let faces = Faces::new(world, answer, nodes.all(), sight.filter.goals);
            (Arc::clone(answer), faces)
        });
        let (faces, none) = (&self.faces.insert(faces).1, Faces::default());
        let way = sight.plan.map(|plan| route(world, plan, camera, &viewport));
        let faces = if way.is_some() { &none } else { faces };
        let way = way.unwrap_or_default();
        let scene = Scene {
            hold: &hold,
            viewport: &viewport,
            names,
            measure: &self.ruler,
            filter: sight.filter,
            focus: sight.focus,
            stops: &way.stops,
        };
        let overlay = overlay(world, answer, faces, &scene);
        let frame = Frame {
            overlay: &overlay,
            legs: &way.legs,
            palette,
            measure: &self.ruler,
            leader_to: sight.card_edge,
            position: sight.position.map(|at| camera.to_screen(at, &viewport)),
        };
        let ground = &mut self.ground;
        self.over
            .paint(&frame, |canvas| ground.ring(canvas, world, palette, camera, &viewport));
        let seen = (overlay.shows_a_match, overlay.scale_bar);
        self.held = Some(Held {
            hold,
            overlay,
            moved: Px::default(),
        });
        seen
    }
}
