//! A day out in words.

pub(super) mod en;
mod going;
pub(super) mod sv;

pub use going::Going;

use super::{NBSP, Strings};
use crate::calendar::Moment;
use crate::day::{Chunk, Conflict, Out, Plan, Said, Spot, Step, Why};
use crate::query::World;
use crate::view::Wish;

/// The texts of the route, in one language.
#[derive(Debug)]
#[expect(missing_docs, reason = "a text is named for what it says")]
pub struct TripWords {
    pub route: &'static str,
    pub your_day: &'static str,
    pub add: &'static str,
    pub take_out: &'static str,
    pub empty: &'static str,
    pub suggest: &'static str,
    pub chunks: [&'static str; 5],
    pub another: &'static str,
    pub searching: &'static str,
    pub stop: &'static str,
    pub offers: &'static str,
    pub nothing_found: &'static str,
    pub interests: &'static str,
    pub as_filtered: &'static str,
    places: fn(usize) -> String,
    goals_of: fn(usize) -> String,
    holds_short: fn(u8) -> String,
    pub sites: &'static str,
    pub trains: &'static str,
    pub walking: &'static str,
    pub change: &'static str,
    pub start: &'static str,
    pub end: &'static str,
    pub same_place: &'static str,
    pub my_place: &'static str,
    pub on_map: &'static str,
    pub leave: &'static str,
    pub length: &'static str,
    pub no_limit: &'static str,
    pub pace: &'static str,
    pub paces: [&'static str; 3],
    pub order: &'static str,
    pub orders: [&'static str; 2],
    pub meal: &'static str,
    pub step_free: &'static str,
    pub estimate: &'static str,
    pub up: &'static str,
    pub down: &'static str,
    pub shorter: &'static str,
    pub longer: &'static str,
    pub lock: &'static str,
    pub skip: &'static str,
    pub remove: &'static str,
    pub skipped: &'static str,
    pub take_back: &'static str,
    pub about_site: &'static str,
    pub late: &'static str,
    pub calendar: &'static str,
    pub track: &'static str,
    pub guide: &'static str,
    pub qr: &'static str,
    pub scan: &'static str,
    pub print: &'static str,
    pub clear: &'static str,
    pub unproved: &'static str,
    pub no_way_home: &'static str,
    pub no_meal: &'static str,
    pub pause: &'static str,
    pub exact: &'static str,
    pub planning: &'static str,
    pub earlier_trains: &'static str,
    // While one walks it.
    pub set_out: &'static str,
    pub change_time: &'static str,
    pub from_here: &'static str,
    pub previous: &'static str,
    pub next: &'static str,
    pub end_it: &'static str,
    pub then: &'static str,
    pub to_now: &'static str,
    pub am_late: &'static str,
    pub thanks: &'static str,
    pub visited: &'static str,
    leave_at: &'static str,
    train_at: &'static str,
    stay_until: &'static str,
    meal_until: &'static str,
    arrived: &'static str,
    there_at: fn(&str) -> String,
    on_and_off: fn(&str, &str, &str) -> String,
    day_done: fn(usize, &str, &str) -> String,
    step_of: fn(usize, usize) -> String,
    progress: fn(usize, usize) -> String,
    soon: fn(i32) -> String,
    walk: &'static str,
    walk_to: &'static str,
    next_station: &'static str,
    towards: &'static str,
    departs: &'static str,
    open: &'static str,
    hour: &'static str,
    change_of: fn(&str) -> String,
    unknown: fn(&str) -> String,
    holds: fn(u8) -> String,
    slack: fn(u16) -> String,
    wait: fn(i32) -> String,
    pub no_other_trains: &'static str,
    pub remove_stop: &'static str,
    pub changed: &'static str,
    pub noted: &'static str,
    pub arrival: &'static str,
    pub gone: &'static str,
    over_at: fn(&str) -> String,
    shuts: fn(&str, &str) -> String,
    before_other: fn(&str) -> String,
    shorten_other: fn(&str, &str) -> String,
    pub stops_missed: fn(usize) -> String,
    said: fn(usize, &str, &str) -> String,
    goals_met: fn(usize) -> String,
    // Why not.
    fits: &'static str,
    closed_for_good: &'static str,
    shut: &'static str,
    opens_again: fn(&str) -> String,
    too_late: fn(&str, &str) -> String,
    too_long: fn(&str) -> String,
    instead: fn(&str) -> String,
    crowded: &'static str,
    no_way: &'static str,
    pub best_order: &'static str,
    more_time: fn(&str) -> String,
    leave_earlier: fn(&str) -> String,
    skip_other: fn(&str) -> String,
}

impl Strings {
    /// A chunk's name.
    pub const fn chunk(&self, chunk: Chunk) -> &'static str {
        self.trip.chunks[chunk as usize]
    }

    /// `45 min`, `3 tim 30 min`.
    pub fn duration(&self, minutes: i32) -> String {
        let (hours, rest) = (minutes / 60, minutes % 60);
        let hour = self.trip.hour;
        match (hours, rest) {
            (0, rest) => format!("{rest}{NBSP}min"),
            (hours, 0) => format!("{hours}{NBSP}{hour}"),
            (hours, rest) => format!("{hours}{NBSP}{hour} {rest}{NBSP}min"),
        }
    }

    /// `10.38–14.08`.
    pub fn from_to(&self, from: Moment, to: Moment) -> String {
        format!("{}–{}", self.clock(from.minute), self.clock(to.minute))
    }

    /// `Lördag 16 maj · 3 tim 30 min`.
    pub fn day_length(&self, from: Moment, to: Moment) -> String {
        let day = format!("{} {}", self.weekday(from.weekday()), self.day_month(from.date));
        format!("{} · {}", super::capital(&day), self.duration(from.minutes_until(to)))
    }

    /// What a place of the day is called.
    pub fn spot(&self, world: &World, spot: Spot) -> String {
        match spot {
            Spot::Station(id) => world.atlas.station(id).name.clone(),
            Spot::Site(id) => world.atlas.sites.title(id).get(self.lang).to_owned(),
            Spot::Point(_) => self.trip.on_map.to_owned(),
        }
    }

    /// A walk's or train's two lines: `Gå 5 min` over `320 m · uppskattning`, or the line's name over
    /// `8 min · nästa station Triangeln`.
    pub fn way(&self, world: &World, step: &Step, waits: i32) -> (String, String) {
        let t = self.trip;
        let took = self.duration(step.begins().minutes_until(step.ends()));
        match step {
            Step::Walk { metres, estimate, .. } => {
                let mut under = self.distance(metres.0);
                if *estimate {
                    under = format!("{under} · {}", t.estimate);
                }
                (format!("{} {took}", t.walk), under)
            }
            Step::Train {
                line,
                to,
                next,
                departs,
                ..
            } => {
                let line = world.atlas.timetable.lines.get(*line);
                let mut name = line.map(|line| line.name.get(self.lang).to_owned()).unwrap_or_default();
                // A line that ends where it begins is named for the way round, which says nothing to who gets on halfway.
                let ends = line.and_then(|line| line.stops.first().zip(line.stops.last()));
                if ends.is_some_and(|(first, last)| first.station == last.station) {
                    let own = name.split(" via ").next().unwrap_or_default();
                    name = format!("{own} {} {}", t.towards, world.atlas.station(*to).name);
                }
                let next = &world.atlas.station(*next).name;
                let mut under = format!("{took} · {} {next}", t.next_station);
                if waits > 0 {
                    under = format!("{took} · {} {}", t.departs, self.clock(departs.minute));
                }
                (name, under)
            }
            _ => (String::new(), took),
        }
    }

    /// Under a visit's title: `48 min · öppet 10.00–18.00`, and how much there is to spare.
    pub fn visit(&self, begins: Moment, leaves: Moment, doors: Option<(Moment, Moment)>) -> String {
        let took = self.duration(begins.minutes_until(leaves));
        match doors {
            Some((opens, closes)) => format!("{took} · {} {}", self.trip.open, self.from_to(opens, closes)),
            None => took,
        }
    }

    /// `vänta 4 min`.
    pub fn wait(&self, minutes: i32) -> String {
        (self.trip.wait)(minutes)
    }

    /// `34 min till godo`; more than two hours are none of anybody's concern.
    pub fn slack(&self, minutes: u16) -> Option<String> {
        (minutes <= 120).then(|| (self.trip.slack)(minutes))
    }

    /// `Ändra stoppet Energiknuten`.
    pub fn change_of(&self, title: &str) -> String {
        (self.trip.change_of)(title)
    }

    /// A stop that is gone from the data.
    pub fn unknown_stop(&self, slug: &str) -> String {
        (self.trip.unknown)(slug)
    }

    /// How likely the day is to hold.
    pub fn holds(&self, percent: u8) -> String {
        (self.trip.holds)(percent)
    }

    /// `4 platser`.
    pub fn places(&self, n: usize) -> String {
        (self.trip.places)(n)
    }

    /// `9 mål`.
    pub fn goals_of(&self, n: usize) -> String {
        (self.trip.goals_of)(n)
    }

    /// `håller 91 %`.
    pub fn holds_short(&self, percent: u8) -> String {
        (self.trip.holds_short)(percent)
    }

    /// `9 av 17 mål`.
    pub fn goals_met(&self, n: usize) -> String {
        (self.trip.goals_met)(n)
    }

    /// What is read out when the plan has changed.
    pub fn plan_said(&self, plan: &Plan) -> String {
        let (from, to) = (self.clock(plan.leaves.minute), self.clock(plan.home.minute));
        (self.trip.said)(plan.stops().count(), &from, &to)
    }

    /// Why a site is not in the plan.
    pub fn why_not(&self, world: &World, wish: &Wish, why: Why) -> String {
        let t = self.trip;
        match why {
            Why::Fits => t.fits.to_owned(),
            Why::ClosedForGood => t.closed_for_good.to_owned(),
            Why::Shut { opens: None } => t.shut.to_owned(),
            Why::Shut { opens: Some(opens) } => (t.opens_again)(&self.short_moment(opens)),
            Why::TooLate { there, by, .. } => (t.too_late)(&self.clock(there.minute), &self.clock(by.minute)),
            Why::TooLong { over } => (t.too_long)(&self.duration(i32::from(over))),
            Why::Instead { stop } => (t.instead)(&self.stop_title(world, wish, stop)),
            Why::Crowded => t.crowded.to_owned(),
            Why::NoWay => t.no_way.to_owned(),
        }
    }

    /// Why a stop is missed where it stands: `Stänger 16.00. Du är framme 16.05.`
    pub fn conflict(&self, world: &World, wish: &Wish, conflict: &Conflict) -> String {
        match conflict.closes.zip(conflict.there) {
            Some((closes, there)) => (self.trip.shuts)(&self.clock(closes.minute), &self.clock(there.minute)),
            None => self.why_not(world, wish, conflict.why),
        }
    }

    /// A way out, on a button: `Besök den före Öppet dagvatten`.
    pub fn out(&self, world: &World, wish: &Wish, out: Out) -> String {
        let t = self.trip;
        let title = |stop| self.stop_title(world, wish, stop);
        let duration = |minutes| self.duration(i32::from(minutes));
        match out {
            Out::Before { other } => (t.before_other)(&title(other)),
            Out::Reorder => t.best_order.to_owned(),
            Out::Shorten { other, minutes } => (t.shorten_other)(&title(other), &duration(minutes)),
            Out::Earlier { minutes } => (t.leave_earlier)(&duration(minutes)),
            Out::Longer { minutes } => (t.more_time)(&duration(minutes)),
            Out::Skip { other } => (t.skip_other)(&title(other)),
            Out::Remove => t.remove_stop.to_owned(),
        }
    }

    /// `framme 14.05`.
    pub fn there_at(&self, at: Moment) -> String {
        (self.trip.there_at)(&self.clock(at.minute))
    }

    /// When the day would be over with another train: `slut 14.08`.
    pub fn over_at(&self, at: Moment) -> String {
        (self.trip.over_at)(&self.clock(at.minute))
    }

    fn stop_title(&self, world: &World, wish: &Wish, stop: usize) -> String {
        let slug = wish.stops.get(stop).map_or("", |stop| &stop.slug);
        let site = world.atlas.sites.find(slug);
        site.map_or(slug.to_owned(), |id| {
            world.atlas.sites.title(id).get(self.lang).to_owned()
        })
    }

    /// A step in a calendar or on a track.
    pub fn step_said(&self, world: &World, step: &Step) -> Said {
        let t = self.trip;
        match *step {
            Step::Visit {
                site, closes, opens, ..
            } => {
                let site = world.atlas.site(site);
                Said {
                    title: site.title.get(self.lang).to_owned(),
                    place: site.address,
                    note: opens.zip(closes).map_or(String::new(), |(opens, closes)| {
                        super::capital(&format!("{} {}", t.open, self.from_to(opens, closes)))
                    }),
                }
            }
            Step::Walk { from, to, .. } => {
                let (_, under) = self.way(world, step, 0);
                Said {
                    title: format!("{} {}", t.walk_to, self.spot(world, to)),
                    place: self.spot(world, from),
                    note: under,
                }
            }
            Step::Train { from, to, .. } => {
                let (line, under) = self.way(world, step, 0);
                let (from, to) = (&world.atlas.station(from).name, &world.atlas.station(to).name);
                Said {
                    title: format!("{line}: {from}–{to}"),
                    place: from.clone(),
                    note: format!("{under} ({})", self.planning_time),
                }
            }
            Step::Rest { at, .. } => Said {
                title: t.pause.to_owned(),
                place: self.spot(world, at),
                note: String::new(),
            },
        }
    }
}
