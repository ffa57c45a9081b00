//! A wish ⇄ the value of `trip=` in the address: `1` for the first version, then letters (see `bits`).
//!
//! Slugs are in it letter by letter, so that a stop that is gone from the data can still be named. Twenty stops of the
//! expo's take under 300 characters. Any text is some wish; of a text that ends too early what stands before the end.

use super::bits::{BitReader, BitWriter};
use super::{
    Interests, MAX_MINUTES, MAX_PARTNERS, MAX_STOPS, Made, Order, Pace, Place, Point, STAY, Stop, Wish, letters,
};
use crate::calendar::Moment;
use crate::model::{Bits, Goals};
use time::Date;

/// What a wish begins with that is written as here.
const VERSION: char = '1';
/// The Julian day that days are counted from, 2020-01-01, and how many bits they have: to the year 2109.
const FIRST_DAY: i32 = 2_458_850;
const DAY_BITS: u32 = 15;
/// Minutes of a day out and the night after it.
const MADE_BITS: u32 = 11;
/// A plan's times are left out where the text would become longer than this: they make a link of twenty stops no longer
/// than it may be. They fit in with twenty stops of usual slugs, and with fewer in any case.
const MAX_LETTERS: usize = 300;

/// The value that says a wish; empty for one that wishes nothing.
pub fn write(wish: &Wish) -> String {
    if wish.is_empty() {
        return String::new();
    }
    let mut to = BitWriter::default();
    let days = wish.leaves.map(|at| at.date.to_julian_day() - FIRST_DAY);
    let said = days.filter(|days| (0..1 << DAY_BITS).contains(days));
    to.flag(said.is_some());
    if let (Some(days), Some(at)) = (said, wish.leaves) {
        to.put(days.cast_unsigned(), DAY_BITS);
        to.put(u32::from(at.minute), 11);
    }
    put_optional(&mut to, wish.minutes, 11);
    put_place(&mut to, wish.start.as_ref());
    put_place(&mut to, wish.end.as_ref());
    // The usual one is nought, so that a text that ends early asks for nothing unusual.
    to.put((wish.pace as u32 + 2) % 3, 2);
    to.flag(wish.order == Order::Mine);
    to.flag(wish.meal);
    let wants = &wish.interests;
    to.flag(*wants != Interests::default());
    if *wants != Interests::default() {
        to.put(wants.goals.0.0, 17);
        to.put(wants.kinds.0, 3);
        to.flag(wants.step_free);
        let partners = &wants.partners[..wants.partners.len().min(MAX_PARTNERS)];
        to.put(partners.len() as u32, 6);
        for slug in partners {
            letters::write(&mut to, slug);
        }
    }
    put_optional(&mut to, Some(wish.seed).filter(|seed| *seed > 0), 16);
    let stops = &wish.stops[..wish.stops.len().min(MAX_STOPS)];
    to.put(stops.len() as u32, 6);
    for stop in stops {
        to.flag(stop.locked);
        to.flag(stop.skipped);
        put_optional(&mut to, stop.stay, 10);
        letters::write(&mut to, &stop.slug);
    }
    // What was added later stands at the end, where those who do not know it do not look; and only if there is room.
    let room = to.len() + (stops.len() + 1) * (MADE_BITS as usize) < 6 * (MAX_LETTERS - 1);
    if let Some(made) = wish.made.as_ref().filter(|_| room) {
        to.flag(true);
        to.put(u32::from(made.home), MADE_BITS);
        for begins in made.begins.iter().take(stops.len()) {
            to.put(begins.map_or(0, |minutes| u32::from(minutes) + 1), MADE_BITS);
        }
    }
    format!("{VERSION}{}", to.letters())
}

/// The wish a value says.
pub fn read(value: &str) -> Wish {
    let Some(rest) = value.strip_prefix(VERSION) else {
        return Wish::default();
    };
    let mut from = BitReader::new(rest);
    let mut wish = Wish::default();
    if from.flag() {
        let date = Date::from_julian_day(FIRST_DAY + from.take(DAY_BITS).cast_signed()).ok();
        let minute = from.take(11).min(24 * 60 - 1) as u16;
        wish.leaves = date.map(|date| Moment { date, minute });
    }
    wish.minutes = optional(&mut from, 11, (1, MAX_MINUTES));
    wish.start = place(&mut from);
    wish.end = place(&mut from);
    wish.pace = match from.take(2) {
        1 => Pace::Brisk,
        2 => Pace::Calm,
        _ => Pace::Usual,
    };
    wish.order = if from.flag() { Order::Mine } else { Order::Best };
    wish.meal = from.flag();
    if from.flag() {
        wish.interests = interests(&mut from);
    }
    wish.seed = optional(&mut from, 16, (1, u16::MAX)).unwrap_or(0);
    let mut whole = true;
    for _ in 0..from.take(6) {
        let (locked, skipped) = (from.flag(), from.flag());
        let stay = optional(&mut from, 10, STAY);
        let Some(slug) = letters::read(&mut from) else {
            whole = false;
            break;
        };
        whole &= wish.stop(&slug).is_none();
        if wish.stop(&slug).is_none() {
            wish.stops.push(Stop {
                slug,
                stay,
                locked,
                skipped,
            });
        }
    }
    wish.made = (whole && from.flag()).then(|| Made {
        home: from.take(MADE_BITS) as u16,
        begins: wish
            .stops
            .iter()
            .map(|_| (from.take(MADE_BITS) as u16).checked_sub(1))
            .collect(),
    });
    wish
}

fn interests(from: &mut BitReader<'_>) -> Interests {
    let goals = Goals(Bits(from.take(17)));
    let kinds = Bits(from.take(3));
    let step_free = from.flag();
    let count = from.take(6);
    let mut partners: Vec<String> = (0..count).map_while(|_| letters::read(from)).collect();
    crate::order::sort(&mut partners);
    partners.dedup();
    Interests {
        goals,
        partners,
        kinds,
        step_free,
    }
}

fn put_optional(to: &mut BitWriter, number: Option<u16>, width: u32) {
    to.flag(number.is_some());
    if let Some(number) = number {
        to.put(u32::from(number), width);
    }
}

fn optional(from: &mut BitReader<'_>, width: u32, (least, most): (u16, u16)) -> Option<u16> {
    from.flag().then(|| (from.take(width) as u16).clamp(least, most))
}

fn put_place(to: &mut BitWriter, place: Option<&Place>) {
    match place {
        None => to.put(0, 2),
        Some(Place::Station(slug)) => {
            to.put(1, 2);
            letters::write(to, slug);
        }
        Some(Place::Site(slug)) => {
            to.put(2, 2);
            letters::write(to, slug);
        }
        Some(Place::Point(point)) => {
            to.put(3, 2);
            to.put(point.lon, 18);
            to.put(point.lat, 17);
        }
    }
}

fn place(from: &mut BitReader<'_>) -> Option<Place> {
    match from.take(2) {
        1 => letters::read(from).map(Place::Station),
        2 => letters::read(from).map(Place::Site),
        3 => {
            let (lon, lat) = (from.take(18), from.take(17));
            Point::from_steps(lon, lat).map(Place::Point)
        }
        _ => None,
    }
}
