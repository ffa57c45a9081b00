//! `programme.json` and `notices.json`: what happens when.

use super::expo::{Frame, not_after};
use super::kind::ProblemKind;
use super::names::{Found, Names};
use super::problem::Problem;
use super::{File, Sources, document};
use crate::calendar::{Moment, Opening};
use crate::model::{Event, Notice, SiteId, Sites, StationId};

const KNOWN_OF_EVENTS: &[&str] = &["booking", "ends", "id", "languages", "site", "starts", "title"];
const KNOWN_OF_NOTICES: &[&str] = &["id", "site", "station", "text", "title", "valid_from", "valid_to"];

/// Reads `programme.json` in the file's order.
pub(super) fn read_events(
    sources: &Sources<'_>,
    frame: Option<&Frame>,
    sites: (&Sites, &Names),
    problems: &mut Vec<Problem>,
) -> Vec<Event> {
    let (sites, names) = sites;
    let mut events = Vec::new();
    let mut seen = Names::new(File::Programme);
    document::each_item(
        sources,
        File::Programme,
        ("events", "event"),
        problems,
        &mut |mut record| {
            record.needs(&["id", "site", "title", "starts", "ends"]);
            let slug = record.slug("id");
            let site = names.take(&mut record, "site");
            let title = record.localized("title");
            let (starts, ends) = (record.moment("starts"), record.moment("ends"));
            record.set("languages", |v| v.text().map(str::to_owned), || super::Expected::Text);
            record.web_address("booking");
            let times = starts.zip(ends).filter(|(starts, ends)| starts < ends);
            if let (Some(starts), Some(ends), None) = (starts, ends, times) {
                record.error("ends", not_after(&ends, &starts));
            }
            let is_new = slug.as_ref().is_some_and(|s| !seen.has(s));
            if let Some(slug) = slug.clone() {
                seen.leave_out(&slug);
                if !is_new {
                    record.error("id", ProblemKind::UsedBefore { found: slug });
                }
            }
            if let (Some((starts, ends)), Some(frame)) = (times, frame) {
                if let Some((first, last)) = frame
                    .days
                    .filter(|(first, last)| starts.date < *first || ends.date > *last)
                {
                    let days = (first.to_string(), last.to_string());
                    record.error("starts", ProblemKind::OutsideExpo { days });
                } else if let Some(Found::Here(i)) = site
                    && is_closed(sites, SiteId(i), starts, ends, frame)
                {
                    record.warning("starts", ProblemKind::WhileClosed);
                }
            }
            if let (true, Some(slug), Some(Found::Here(i)), Some(title), Some((starts, ends))) =
                (is_new, slug, site, title, times)
            {
                events.push(Event {
                    slug,
                    site: SiteId(i),
                    title,
                    starts,
                    ends,
                });
            }
            record.finish(KNOWN_OF_EVENTS);
        },
    );
    events
}

/// The sites that are named by what happens, as often as they are.
pub(super) fn sites_named(sources: &Sources<'_>) -> Vec<String> {
    let mut named = Vec::new();
    // What is wrong with the files is said when they are read.
    let mut unsaid = Vec::new();
    for (file, what) in [
        (File::Programme, ("events", "event")),
        (File::Notices, ("notices", "notice")),
    ] {
        document::each_item(sources, file, what, &mut unsaid, &mut |mut record| {
            let site = record.take("site");
            named.extend(site.and_then(|s| s.text().map(str::to_owned)));
        });
    }
    named
}

/// Whether the site says it is closed for some of the time.
fn is_closed(sites: &Sites, site: SiteId, starts: Moment, ends: Moment, frame: &Frame) -> bool {
    let class = (sites.hours_class(site) as usize).checked_sub(1);
    let Some(hours) = class.and_then(|class| sites.hours().get(class)) else {
        return false;
    };
    match hours.opening(starts, &frame.expo.holidays) {
        Opening::Always => false,
        Opening::Open { until } => until < ends,
        Opening::Closed { .. } => true,
    }
}

/// Reads `notices.json` in the file's order.
pub(super) fn read_notices(
    sources: &Sources<'_>,
    sites: &Names,
    stations: &Names,
    problems: &mut Vec<Problem>,
) -> Vec<Notice> {
    let mut notices = Vec::new();
    let mut seen = Names::new(File::Notices);
    document::each_item(
        sources,
        File::Notices,
        ("notices", "notice"),
        problems,
        &mut |mut record| {
            record.needs(&["id", "title", "valid_from", "valid_to"]);
            let slug = record.slug("id");
            let title = record.localized("title");
            let text = record.localized("text").unwrap_or_default();
            let (from, to) = (record.date("valid_from"), record.date("valid_to"));
            let site = sites.take(&mut record, "site");
            let station = stations.take(&mut record, "station");
            let days = from.zip(to).filter(|(from, to)| from <= to);
            if let (Some(from), Some(to), None) = (from, to, days) {
                record.error("valid_to", not_after(&to, &from));
            }
            let is_new = slug.as_ref().is_some_and(|s| !seen.has(s));
            if let Some(slug) = slug.clone() {
                seen.leave_out(&slug);
                if !is_new {
                    record.error("id", ProblemKind::UsedBefore { found: slug });
                }
            }
            // A notice is worth reading even if what it is about is not on the map.
            if let (true, Some(slug), Some(title), Some((from, to))) = (is_new, slug, title, days) {
                notices.push(Notice {
                    slug,
                    title,
                    text,
                    from,
                    to,
                    site: here(site).map(SiteId),
                    station: here(station).map(|n| StationId(n as u8)),
                });
            }
            record.finish(KNOWN_OF_NOTICES);
        },
    );
    notices
}

fn here(found: Option<Found>) -> Option<u32> {
    match found? {
        Found::Here(number) => Some(number),
        Found::LeftOut | Found::Nowhere => None,
    }
}
