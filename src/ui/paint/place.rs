//! Where a canvas that is larger than the map lies under its frame: told to the browser only when it has changed, in words
//! written over the last ones, so that a push of the map asks for no memory.

use web_sys::HtmlElement;

use crate::space::Px;
use crate::space::decimal::write_fixed;

/// A canvas's place.
pub(super) struct Place {
    element: HtmlElement,
    /// Its width and height.
    size: Px,
    put: Option<(Px, f64)>,
    words: String,
}

impl Place {
    pub(super) fn new(element: HtmlElement) -> Self {
        Self {
            element,
            size: Px::default(),
            put: None,
            words: String::new(),
        }
    }

    /// Its size in CSS pixels.
    pub(super) fn size(&mut self, width: f64, height: f64) {
        let size = Px::new(width, height);
        if self.size != size {
            self.size = size;
            for (property, px) in [("width", width), ("height", height)] {
                self.words.clear();
                write_fixed(&mut self.words, px, 1);
                self.words.push_str("px");
                self.set(property);
            }
        }
    }

    /// Puts its corner at a place in the map's frame, and draws it larger by a factor.
    pub(super) fn put(&mut self, corner: Px, scale: f64) {
        if self.put == Some((corner, scale)) {
            return;
        }
        self.put = Some((corner, scale));
        self.words.clear();
        self.words.push_str("translate(");
        write_fixed(&mut self.words, corner.x, 2);
        self.words.push_str("px,");
        write_fixed(&mut self.words, corner.y, 2);
        self.words.push_str("px) scale(");
        write_fixed(&mut self.words, scale, 6);
        self.words.push(')');
        self.set("transform");
    }

    fn set(&self, property: &str) {
        // A browser that does not take it leaves the canvas where it was.
        let _ = self.element.style().set_property(property, &self.words);
    }
}
