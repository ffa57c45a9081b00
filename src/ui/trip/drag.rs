//! A stop drawn to another place in the day by its handle. Pulled to the edge, the list moves on under it.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, PointerEvent};

use super::Trip;
use crate::space::decimal::fixed;
use crate::view::wish::Edit;

/// A hand trembles so many pixels on a handle that it only presses.
const SLOP_PX: f64 = 6.0;
/// So near to the edge of what is seen, in pixels, the list moves on, by so many a frame.
const EDGE_PX: f64 = 48.0;
const STEP_PX: i32 = 7;

/// A hand on a stop's handle.
pub(super) struct Drag {
    pointer: i32,
    row: HtmlElement,
    list: HtmlElement,
    /// The visits' rows in order, and which of them is drawn.
    rows: Vec<HtmlElement>,
    from: usize,
    /// Where the finger was at first, with the list's scroll, and where it is.
    from_y: f64,
    from_scroll: i32,
    /// How far the list can be scrolled without the row that is drawn out of it.
    most_scroll: i32,
    y: f64,
    moved: bool,
}

/// The hand, if there is one, and whether it has just let go of a stop: what comes then is no press.
#[derive(Default)]
pub(super) struct Dragging {
    hand: Option<Drag>,
    has_dropped: bool,
}

pub(super) type Shared = Rc<RefCell<Dragging>>;

const LINES: [&str; 2] = ["drop-before", "drop-after"];

impl Drag {
    fn begin(event: &PointerEvent) -> Option<Self> {
        let target: Element = event.target()?.dyn_into().ok()?;
        let html = |e: Element| e.dyn_into::<HtmlElement>().ok();
        target.closest(".trip-change").ok()??;
        let row = html(target.closest(".trip-row").ok()??)?;
        let list = html(target.closest(".sheet-body").ok()??)?;
        let first = row.parent_element()?.first_element_child();
        let all = std::iter::successors(first, Element::next_element_sibling);
        let rows: Vec<HtmlElement> = all
            .filter(|e| e.class_list().contains("visit"))
            .filter_map(html)
            .collect();
        let from = rows.iter().position(|other| *other == row)?;
        let y = f64::from(event.client_y());
        Some(Self {
            pointer: event.pointer_id(),
            from_scroll: list.scroll_top(),
            most_scroll: list.scroll_height() - list.client_height(),
            row,
            list,
            rows,
            from,
            from_y: y,
            y,
            moved: false,
        })
    }

    /// The stop's place if it were let go now: past all whose middle it has been drawn over.
    fn to(&self) -> usize {
        let mut others = self.rows.iter().filter(|row| **row != self.row);
        let above = |row: &&HtmlElement| {
            let edges = row.get_bounding_client_rect();
            edges.top() + edges.height() / 2.0 < self.y
        };
        others.by_ref().filter(above).count()
    }

    /// Puts the row under the finger and the line where it would come to stand.
    fn show(&self) {
        let scrolled = f64::from(self.list.scroll_top() - self.from_scroll);
        let by = self.y - self.from_y + scrolled;
        let _ = self
            .row
            .style()
            .set_property("transform", &format!("translateY({}px)", fixed(by, 0)));
        let to = self.to();
        for (i, row) in self.rows.iter().enumerate() {
            let line = usize::from(to > self.from);
            let is_it = i == to && to != self.from;
            for (kind, class) in LINES.iter().enumerate() {
                let _ = row.class_list().toggle_with_force(class, is_it && kind == line);
            }
        }
    }

    /// Moves the list on if the finger is at its edge.
    fn pull(&self) {
        let edges = self.list.get_bounding_client_rect();
        let bar = document().query_selector(".trip-bar").ok().flatten();
        let bottom = bar.map_or(edges.bottom(), |bar| {
            bar.get_bounding_client_rect().top().min(edges.bottom())
        });
        let by = if self.y < edges.top() + EDGE_PX {
            -STEP_PX
        } else if self.y > bottom - EDGE_PX {
            STEP_PX
        } else {
            return;
        };
        self.list
            .set_scroll_top((self.list.scroll_top() + by).min(self.most_scroll));
    }

    fn end(&self) {
        let _ = self.row.style().remove_property("transform");
        let _ = self.row.class_list().remove_1("dragged");
        for row in &self.rows {
            let _ = row.class_list().remove_2(LINES[0], LINES[1]);
        }
    }
}

impl Trip {
    fn dragging<T>(self, act: impl FnOnce(&mut Dragging) -> T) -> T {
        self.drag.with_value(|drag| act(&mut drag.borrow_mut()))
    }

    /// A pointer goes down on the list.
    pub(super) fn drag_from(self, event: &PointerEvent) {
        let hand = (event.button() <= 0).then(|| Drag::begin(event)).flatten();
        self.dragging(|d| {
            d.has_dropped = false;
            if d.hand.is_none() {
                d.hand = hand;
            }
        });
    }

    pub(super) fn drag_on(self, event: &PointerEvent) {
        let started = self.dragging(|d| {
            let hand = d.hand.as_mut().filter(|hand| hand.pointer == event.pointer_id())?;
            hand.y = f64::from(event.client_y());
            let started = !hand.moved && (hand.y - hand.from_y).abs() > SLOP_PX;
            if started {
                hand.moved = true;
                let _ = hand.row.set_pointer_capture(hand.pointer);
                let _ = hand.row.class_list().add_1("dragged");
            }
            if hand.moved {
                hand.show();
            }
            Some(started)
        });
        if started == Some(true) {
            self.drag_frame();
        }
    }

    /// Sixty a second while a stop is drawn: the finger may rest at the edge.
    fn drag_frame(self) {
        request_animation_frame(move || {
            let goes_on = self.dragging(|d| {
                let hand = d.hand.as_ref()?;
                hand.pull();
                hand.show();
                Some(())
            });
            if goes_on.is_some() {
                self.drag_frame();
            }
        });
    }

    /// The pointer lets go, or is taken away: then all stays as it was.
    pub(super) fn drag_to(self, event: &PointerEvent, order: &[String], is_taken: bool) {
        let dropped = self.dragging(|d| {
            let hand = d.hand.take_if(|hand| hand.pointer == event.pointer_id())?;
            d.has_dropped = hand.moved;
            let to = hand.to();
            hand.end();
            (hand.moved && !is_taken && to != hand.from).then_some((hand.from, to))
        });
        if let Some((from, to)) = dropped {
            let mut order = order.to_vec();
            if from < order.len() && to < order.len() {
                let slug = order.remove(from);
                order.insert(to, slug);
                self.edit(Edit::Arrange(order));
            }
        }
    }

    /// Whether a press on a handle is the end of a drag.
    pub(super) fn has_dropped(self) -> bool {
        self.dragging(|d| std::mem::take(&mut d.has_dropped))
    }
}
