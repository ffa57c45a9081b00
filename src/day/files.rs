//! A plan to take along: for a calendar, and for a map.

use super::{Plan, Step};
use crate::calendar::Moment;
use std::fmt::Write;

/// What an event says, in whatever language.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Said {
    /// Its title.
    pub title: String,
    /// Where it is; may be empty.
    pub place: String,
    /// More about it; may be empty.
    pub note: String,
}

/// A line may have so many octets; what is longer goes on in the next (RFC 5545 §3.1).
const LINE: usize = 75;

/// A plan as a calendar file (RFC 5545): an event for every step. Times are in UTC, so that they are right on either side
/// of a change of the clocks, and need no table of them. `made` is the moment it is made, `name` the calendar's name, and `link` the wish as its address has
/// it, which makes the events' names the same whenever the same day is taken along again.
pub fn ics(plan: &Plan, made: Moment, name: &str, link: &str, say: impl Fn(&Step) -> Said) -> String {
    let mut out = String::new();
    for line in [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//M21//Expo map//SV",
        "CALSCALE:GREGORIAN",
    ] {
        fold(&mut out, line);
    }
    fold(&mut out, &format!("X-WR-CALNAME:{}", escape(name)));
    for (i, step) in plan.steps.iter().enumerate() {
        let said = say(step);
        fold(&mut out, "BEGIN:VEVENT");
        fold(&mut out, &format!("UID:m21-{:016x}-{i}@m21", hash(link)));
        fold(&mut out, &format!("DTSTAMP:{}", utc(made)));
        fold(&mut out, &format!("DTSTART:{}", utc(step.begins())));
        fold(&mut out, &format!("DTEND:{}", utc(step.ends())));
        for (key, value) in [
            ("SUMMARY", said.title),
            ("LOCATION", said.place),
            ("DESCRIPTION", said.note),
        ] {
            if !value.is_empty() {
                fold(&mut out, &format!("{key}:{}", escape(&value)));
            }
        }
        fold(&mut out, "END:VEVENT");
    }
    fold(&mut out, "END:VCALENDAR");
    out
}

/// `20210515T083800Z`.
fn utc(at: Moment) -> String {
    let at = Moment::utc_of_unix_seconds(at.unix_seconds()).to_string();
    let digits: String = at.chars().filter(|c| *c != '-' && *c != ':').collect();
    digits + "00Z"
}

/// The four characters that mean something in a text (RFC 5545 §3.3.11).
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// Puts a line in, broken so that no part is too long and no letter is broken.
fn fold(out: &mut String, line: &str) {
    let mut octets = 0;
    for c in line.chars() {
        if octets + c.len_utf8() > LINE {
            out.push_str("\r\n ");
            octets = 1;
        }
        out.push(c);
        octets += c.len_utf8();
    }
    out.push_str("\r\n");
}

/// Fowler, Noll and Vo's FNV-1a, 64 bits (<http://www.isthe.com/chongo/tech/comp/fnv/>).
fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// A plan as a track file (GPX 1.1, <https://www.topografix.com/GPX/1/1/>): a point for every stop, and the way between
/// them as a route, straight where nothing is measured. Degrees are WGS 84.
pub fn gpx(world: &crate::query::World, plan: &Plan, name: &str, say: impl Fn(&Step) -> Said) -> String {
    use crate::space::decimal::fixed;
    use crate::space::plane::to_degrees;
    let place = |tag: &str, spot: super::Spot, name: &str| {
        let at = to_degrees(spot.at(world));
        let (lat, lon) = (fixed(at.lat, 6), fixed(at.lon, 6));
        format!(
            "<{tag} lat=\"{lat}\" lon=\"{lon}\"><name>{}</name></{tag}>\n",
            markup(name)
        )
    };
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    out.push_str("<gpx version=\"1.1\" creator=\"M21\" xmlns=\"http://www.topografix.com/GPX/1/1\">\n");
    let mut way = String::new();
    for step in &plan.steps {
        let said = say(step);
        match *step {
            Step::Visit { site, .. } => {
                out.push_str(&place("wpt", super::Spot::Site(site), &said.title));
                way.push_str(&place("rtept", super::Spot::Site(site), &said.title));
            }
            Step::Train { from, to, .. } => {
                for station in [from, to] {
                    let name = &world.atlas.station(station).name;
                    way.push_str(&place("rtept", super::Spot::Station(station), name));
                }
            }
            Step::Walk { .. } | Step::Rest { .. } => {}
        }
    }
    // Writing to a text cannot fail.
    let _ = write!(out, "<rte><name>{}</name>\n{way}</rte>\n</gpx>\n", markup(name));
    out
}

fn markup(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}
