//! Marks and names drawn once each beside the page, and put down like stamps wherever a frame wants them: a wheel is a
//! dozen paths, a name two runs of text, a stamp is a copy of pixels.

use std::hash::{DefaultHasher, Hash, Hasher};

use wasm_bindgen::Clamped;
use web_sys::ImageData;

use super::canvas::Canvas;
use crate::draw::picture::Picture;
use crate::draw::{Anchor, Label, Look, Mark, Measure, Palette};
use crate::space::Px;

/// A page's side in device pixels: room for a hundred and fifty marks, or twenty on the finest screens. Drawing on a page
/// that was just copied from copies all of it, so pages are small.
const PAGE: f64 = 512.0;
/// With more pages than this a frame starts over, so that stamps no longer seen do not pile up: a megabyte each, and so many
/// for each device pixel to a CSS pixel.
const MOST_PAGES: f64 = 4.0;
/// So many new pictures in a row are handed to the browser as one: each takes it 25 µs, whatever its size.
const MANY: usize = 4;
/// Air between stamps, in device pixels.
const AIR: f64 = 1.0;

/// How far a picture reaches from its anchor: left and up, then right and down; CSS pixels.
#[derive(Clone, Copy)]
pub(super) struct Reach(Px, Px);

impl Reach {
    fn round(radius: f64) -> Self {
        Self(Px::new(radius, radius), Px::new(radius, radius))
    }
}

/// Where a stamp is; device pixels.
#[derive(Clone, Copy)]
struct Stamp {
    page: usize,
    corner: Px,
    size: Px,
    /// The anchor, from the corner.
    anchor: Px,
}

struct Page {
    canvas: Canvas,
    /// Where the next stamp goes, and how high the row is; device pixels.
    next: Px,
    row: f64,
}

impl Page {
    /// A page with room for a stamp of this size in device pixels, however large.
    fn new(dpr: f64, size: Px) -> Option<Self> {
        let mut canvas = Canvas::aside()?;
        let side = PAGE.max(size.x.max(size.y)) / dpr;
        canvas.fit(side, side);
        canvas.dpr = dpr;
        Some(Self {
            canvas,
            next: Px::default(),
            row: 0.0,
        })
    }

    /// Puts pixels there that are painted already.
    fn put(&self, pixels: &[[u8; 4]], width: usize, corner: Px) {
        let bytes = Clamped(bytemuck::cast_slice(pixels));
        let height = pixels.len() / width.max(1);
        if let Ok(image) = ImageData::new_with_u8_clamped_array_and_sh(bytes, width as u32, height as u32) {
            let _ = self.canvas.ctx.put_image_data(&image, corner.x, corner.y);
        }
    }

    fn side(&self) -> f64 {
        f64::from(self.canvas.element.width())
    }

    /// Takes room for a stamp; nothing if there is none left.
    fn take(&mut self, size: Px) -> Option<Px> {
        if self.next.x + size.x > self.side() {
            self.next = Px::new(0.0, self.next.y + self.row + AIR);
            self.row = 0.0;
        }
        if self.next.x + size.x > self.side() || self.next.y + size.y > self.side() {
            return None;
        }
        let corner = self.next;
        self.next.x += size.x + AIR;
        self.row = self.row.max(size.y);
        Some(corner)
    }
}

/// Every stamp there is, and those a frame has asked for.
#[derive(Default)]
pub(super) struct Stamps {
    pages: Vec<Page>,
    /// By key, in the keys' order.
    known: Vec<(u64, Stamp)>,
    asked: Vec<(Stamp, Px)>,
    /// Painted, but not on their pages yet.
    painted: Vec<(Stamp, Picture)>,
    drawn_for: Option<(&'static Palette, f64)>,
}

impl Stamps {
    /// Begins a frame in these colours, with so many device pixels a CSS pixel.
    pub(super) fn begin(&mut self, palette: &'static Palette, dpr: f64) {
        self.asked.clear();
        if self.drawn_for != Some((palette, dpr)) || self.pages.len() as f64 > MOST_PAGES * dpr {
            self.known.clear();
            self.pages.clear();
            self.drawn_for = Some((palette, dpr));
        }
    }

    /// Asks for the stamp with this key, its anchor at a place in CSS pixels; `draw` draws it if it is new, given where
    /// the anchor is on the page. Keys are hashes of all that shows: two pictures with one key are one in 2⁶⁴.
    pub(super) fn add(&mut self, key: u64, at: Px, reach: Reach, draw: impl FnOnce(&Canvas, Px)) {
        let stamp = self.find(key, reach, |pages, stamp| {
            let page = &pages[stamp.page].canvas;
            page.reset();
            draw(page, (stamp.corner + stamp.anchor) * (1.0 / page.dpr));
            None
        });
        self.asked.extend(stamp.map(|stamp| (stamp, at)));
    }

    /// The same for a picture about its anchor; `paint` paints it if it is new, given how far it may reach in device
    /// pixels. It gets on its page before anything is put down.
    pub(super) fn add_picture(&mut self, key: u64, at: Px, reach: f64, paint: impl FnOnce(usize) -> Picture) {
        let stamp = self.find(key, Reach::round(reach), |_, stamp| {
            Some(paint(stamp.anchor.x as usize))
        });
        self.asked.extend(stamp.map(|stamp| (stamp, at)));
    }

    fn find(&mut self, key: u64, reach: Reach, make: impl FnOnce(&[Page], &Stamp) -> Option<Picture>) -> Option<Stamp> {
        let i = match self.known.binary_search_by_key(&key, |k| k.0) {
            Ok(i) => return Some(self.known[i].1),
            Err(i) => i,
        };
        let stamp = self.room(reach)?;
        let picture = make(&self.pages, &stamp);
        self.painted.extend(picture.map(|picture| (stamp, picture)));
        self.known.insert(i, (key, stamp));
        Some(stamp)
    }

    /// Puts the pictures that were painted on their pages: row by row if there are many, each row as one.
    fn settle(&mut self) {
        let painted = std::mem::take(&mut self.painted);
        let rows = painted.chunk_by(|(a, _), (b, _)| a.page == b.page && a.corner.y.total_cmp(&b.corner.y).is_eq());
        for row in rows {
            let (Some((first, _)), Some((last, _))) = (row.first(), row.last()) else {
                continue;
            };
            let page = &self.pages[first.page];
            if row.len() < MANY.min(painted.len()) {
                for (stamp, picture) in row {
                    page.put(&picture.pixels, picture.side, stamp.corner);
                }
                continue;
            }
            let width = (last.corner.x + last.size.x - first.corner.x) as usize;
            let height = row.iter().map(|(_, p)| p.side).max().unwrap_or(0);
            let mut strip = vec![[0; 4]; width * height];
            for (stamp, picture) in row {
                let left = (stamp.corner.x - first.corner.x) as usize;
                for (into, from) in strip
                    .chunks_exact_mut(width)
                    .zip(picture.pixels.chunks_exact(picture.side))
                {
                    into[left..left + picture.side].copy_from_slice(from);
                }
            }
            page.put(&strip, width, first.corner);
        }
    }

    /// Room on the last page, or on a new one; nothing where the browser gives no canvas.
    fn room(&mut self, Reach(before, after): Reach) -> Option<Stamp> {
        let dpr = self.drawn_for?.1;
        // Whole pixels, so that a stamp is copied and not resampled.
        let whole = |p: Px| Px::new((p.x * dpr).ceil() + 1.0, (p.y * dpr).ceil() + 1.0);
        let (anchor, after) = (whole(before), whole(after));
        let size = anchor + after;
        let take = |pages: &mut Vec<Page>| {
            let corner = pages.last_mut()?.take(size)?;
            Some((pages.len() - 1, corner))
        };
        let found = take(&mut self.pages).or_else(|| {
            self.pages.push(Page::new(dpr, size)?);
            take(&mut self.pages)
        });
        found.map(|(page, corner)| Stamp {
            page,
            corner,
            size,
            anchor,
        })
    }

    /// Puts down all that was asked for, in that order, at the nearest device pixel.
    pub(super) fn put_down(&mut self, over: &Canvas) {
        self.settle();
        let _ = over.ctx.set_transform(1.0, 0.0, 0.0, 1.0, 0.0, 0.0);
        for (stamp, at) in self.asked.drain(..) {
            let Stamp {
                page,
                corner,
                size,
                anchor,
            } = stamp;
            let to = over.device(at) - anchor;
            let page = &self.pages[page].canvas.element;
            // A browser that will not copy leaves the mark out; nothing else is to be done.
            let _ = over
                .ctx
                .draw_image_with_html_canvas_element_and_sw_and_sh_and_dx_and_dy_and_dw_and_dh(
                    page,
                    corner.x,
                    corner.y,
                    size.x,
                    size.y,
                    to.x.round(),
                    to.y.round(),
                    size.x,
                    size.y,
                );
        }
    }
}

fn put(hash: &mut DefaultHasher, numbers: &[f64]) {
    for n in numbers {
        n.to_bits().hash(hash);
    }
}

/// A key of all that a mark shows.
pub(super) fn mark_key(m: &Mark) -> u64 {
    let mut hash = DefaultHasher::new();
    put(&mut hash, &[m.radius]);
    m.focused.hash(&mut hash);
    match &m.look {
        Look::Ring {
            arcs,
            outer_px,
            ring_px,
            edge_px,
            rim,
            centre,
            selected,
        } => {
            put(&mut hash, &[*outer_px, *ring_px, *edge_px, rim.unwrap_or(0.0)]);
            (*centre, *selected).hash(&mut hash);
            for arc in arcs.iter() {
                (arc.goal, arc.lit).hash(&mut hash);
                put(&mut hash, &[arc.start, arc.sweep]);
            }
        }
        Look::Bead { ink_px } => put(&mut hash, &[*ink_px]),
        Look::Dot => 1_u8.hash(&mut hash),
        Look::ClosedDot => 2_u8.hash(&mut hash),
    }
    hash.finish()
}

/// How far a letter or number of the index reaches.
pub(super) const TICK_REACH: Reach = Reach(Px::new(12.0, 8.0), Px::new(12.0, 8.0));

/// A key of a letter or number of the index.
pub(super) fn text_key(text: &str) -> u64 {
    let mut hash = DefaultHasher::new();
    text.hash(&mut hash);
    hash.finish()
}

/// A key of all that a name shows.
pub(super) fn label_key(l: &Label) -> u64 {
    let mut hash = DefaultHasher::new();
    (&*l.text, l.role, l.anchor).hash(&mut hash);
    put(&mut hash, &[l.rotation_degrees]);
    hash.finish()
}

/// How far a name reaches, its halo and its tails included.
pub(super) fn label_reach(l: &Label, measure: &dyn Measure) -> Reach {
    let style = l.role.style();
    let halo = style.halo_px + 1.0;
    let (width, half) = (measure.width(&l.text, l.role), style.size_px);
    let (left, right) = match l.anchor {
        Anchor::Start => (0.0, width),
        Anchor::Middle => (width / 2.0, width / 2.0),
        Anchor::End => (width, 0.0),
    };
    if l.rotation_degrees != 0.0 {
        return Reach::round(left.max(right) + half + halo);
    }
    Reach(Px::new(left + halo, half + halo), Px::new(right + halo, half + halo))
}
