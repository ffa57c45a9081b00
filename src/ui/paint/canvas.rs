//! A canvas sized in CSS pixels and drawn in device pixels, and the browser's own ruler for text.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

use crate::draw::{Measure, Role, TypeStyle};
use crate::space::decimal::fixed;
use crate::space::{Pt, Px};
use crate::view::{Camera, Viewport};

const FONT: &str = "\"Archivo Variable\", Archivo, \"Helvetica Neue\", Arial, sans-serif";

/// A canvas with its context, sized in CSS pixels and drawn in device pixels.
pub(in crate::ui) struct Canvas {
    pub(super) element: HtmlCanvasElement,
    pub(super) ctx: CanvasRenderingContext2d,
    /// Device pixels a CSS pixel.
    pub(super) dpr: f64,
    /// Where the map's corner lies on it, in CSS pixels.
    origin: Px,
    /// What text is set in. Browsers take a tenth of a millisecond to read a font, so it is told only when it changes.
    set: Cell<Option<TypeStyle>>,
}

impl Canvas {
    /// The canvas behind an element; nothing where the browser gives no 2D context.
    pub(in crate::ui) fn new(element: HtmlCanvasElement) -> Option<Self> {
        let ctx = element.get_context("2d").ok()??.dyn_into().ok()?;
        Some(Self {
            element,
            ctx,
            dpr: 1.0,
            origin: Px::default(),
            set: Cell::new(None),
        })
    }

    /// The same for a canvas on which the map's corner lies at a place in CSS pixels.
    pub(super) fn with_origin(element: HtmlCanvasElement, origin: Px) -> Option<Self> {
        Self::new(element).map(|canvas| Self { origin, ..canvas })
    }

    /// A canvas that is not on the page.
    pub(super) fn aside() -> Option<Self> {
        Self::new(document().create_element("canvas").ok()?.dyn_into().ok()?)
    }

    /// Fits the backing store to a size in CSS pixels; says whether it had to change.
    pub(in crate::ui) fn fit(&mut self, width: f64, height: f64) -> bool {
        let dpr = window().device_pixel_ratio().clamp(1.0, 3.0);
        let (w, h) = ((width * dpr).round() as u32, (height * dpr).round() as u32);
        let changed = (self.element.width(), self.element.height()) != (w, h);
        if changed {
            self.element.set_width(w);
            self.element.set_height(h);
            // With its pixels a canvas loses its font.
            self.set.set(None);
        }
        self.dpr = dpr;
        changed
    }

    /// Back to CSS pixels from the map's corner.
    pub(super) fn reset(&self) {
        let at = self.device(Px::default());
        let _ = self.ctx.set_transform(self.dpr, 0.0, 0.0, self.dpr, at.x, at.y);
    }

    /// The device pixel at a place on the map.
    pub(super) fn device(&self, at: Px) -> Px {
        (at + self.origin) * self.dpr
    }

    /// Moves the map's corner on it.
    pub(super) fn set_origin(&mut self, origin: Px) {
        self.origin = origin;
    }

    /// Metres on the plane, with the camera's centre in the viewport's middle.
    pub(super) fn in_metres(&self, camera: &Camera, view: &Viewport) {
        let k = self.dpr / camera.metres_per_px();
        let corner = self.device(camera.to_screen(Pt::default(), view));
        let _ = self.ctx.set_transform(k, 0.0, 0.0, k, corner.x, corner.y);
    }

    pub(super) fn fill(&self, css: &str) {
        self.ctx.set_fill_style_str(css);
    }

    pub(super) fn pen(&self, css: &str, width: f64) {
        self.ctx.set_stroke_style_str(css);
        self.ctx.set_line_width(width);
    }

    /// Sets the type of what is written next.
    pub(super) fn set_type(&self, t: &TypeStyle) {
        if self.set.replace(Some(*t)) != Some(*t) {
            let slant = if t.italic { "italic " } else { "" };
            self.ctx
                .set_font(&format!("{slant}{} {}px {FONT}", t.weight, fixed(t.size_px, 1)));
            let tracking = format!("{}px", fixed(t.tracking_em * t.size_px, 3));
            self.set_newer("letterSpacing", &tracking);
            // The canvas knows only the named widths of CSS; the nearest one to the token is taken.
            let stretch = match t.stretch_percent {
                0..=80 => "condensed",
                81..=93 => "semi-condensed",
                _ => "normal",
            };
            self.set_newer("fontStretch", stretch);
        }
    }

    /// Sets a property newer than the bindings; where a browser lacks it the text is a little wider.
    fn set_newer(&self, property: &str, value: &str) {
        let _ = js_sys::Reflect::set(&self.ctx, &JsValue::from_str(property), &JsValue::from_str(value));
    }

    pub(super) fn dash(&self, pattern: &[f64], scale: f64) {
        let array: js_sys::Array = pattern.iter().map(|d| JsValue::from_f64(d * scale)).collect();
        let _ = self.ctx.set_line_dash(&array);
    }
}

/// Text widths by the browser's own ruler, each measured once.
pub(in crate::ui) struct Ruler {
    canvas: Canvas,
    /// By the text's and role's hash: a frame asks for some hundred, and should not make as many strings for it.
    widths: RefCell<HashMap<u64, f64>>,
}

impl Ruler {
    /// A ruler with a canvas of its own; nothing where the browser gives none.
    pub(in crate::ui) fn new() -> Option<Self> {
        Some(Self {
            canvas: Canvas::aside()?,
            widths: RefCell::default(),
        })
    }

    /// Forgets every width: another font has come.
    pub(in crate::ui) fn forget(&self) {
        self.widths.borrow_mut().clear();
        self.canvas.set.set(None);
    }
}

impl Measure for Ruler {
    fn width(&self, text: &str, role: Role) -> f64 {
        let mut key = DefaultHasher::new();
        (text, role).hash(&mut key);
        *self.widths.borrow_mut().entry(key.finish()).or_insert_with(|| {
            self.canvas.set_type(&role.style());
            self.canvas.ctx.measure_text(text).map_or(0.0, |m| m.width())
        })
    }
}
