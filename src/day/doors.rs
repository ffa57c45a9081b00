//! When a site can be entered on a day, and until when.

use crate::calendar::Moment;
use crate::model::{SiteId, Status};
use crate::query::World;
use crate::tour::{Tick, Window};
use time::Date;

/// Minutes in a day.
pub(super) const DAY: i32 = 24 * 60;

/// A site's doors on a day and the night after it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doors {
    /// When they are open, in minutes from the day's midnight, in order; none of them touch. May begin the day before
    /// and end the day after.
    pub spans: Vec<(i32, i32)>,
    /// Whether the site does not say; then it is taken to be open.
    pub unsaid: bool,
}

impl Doors {
    /// The doors of a site on a date.
    pub fn of(world: &World, site: SiteId, date: Date) -> Self {
        let sites = &world.atlas.sites;
        let closed = sites.facets_of(site).status() == Status::Closed;
        let class = sites.hours_class(site) as usize;
        let hours = class.checked_sub(1).and_then(|i| sites.hours().get(i));
        let Some(hours) = hours.filter(|_| !closed) else {
            let spans = if closed { Vec::new() } else { vec![(-DAY, 3 * DAY)] };
            return Self { spans, unsaid: !closed };
        };
        let mut spans: Vec<(i32, i32)> = Vec::new();
        for day in -1..=2 {
            let on = Moment::midnight(date).plus_minutes(day * DAY).date;
            for (from, to) in hours.day_spans(on, &world.atlas.expo.holidays) {
                spans.push((day * DAY + i32::from(from), day * DAY + i32::from(to)));
            }
        }
        crate::order::sort(&mut spans);
        let mut joined: Vec<(i32, i32)> = Vec::new();
        for (from, to) in spans {
            match joined.last_mut() {
                Some(last) if from <= last.1 => last.1 = last.1.max(to),
                _ => joined.push((from, to)),
            }
        }
        Self {
            spans: joined,
            unsaid: false,
        }
    }

    /// When a visit of so many minutes may begin between two moments, so that it is over when they close.
    pub(super) fn windows(&self, stay: Tick, (first, last): (Tick, Tick)) -> Vec<Window> {
        let within = |(from, to): &(i32, i32)| Window::for_whole_visit((*from).max(first), (*to).min(last), stay);
        self.spans.iter().filter_map(within).collect()
    }

    /// The span that holds a minute.
    pub(super) fn around(&self, minute: i32) -> Option<(i32, i32)> {
        self.spans
            .iter()
            .copied()
            .find(|(from, to)| (*from..*to).contains(&minute))
    }
}
