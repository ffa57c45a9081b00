//! A wish with what the day has for it: trains, doors and walks between its places.

use super::doors::{DAY, Doors};
use super::spot::Spot;
use crate::calendar::Moment;
use crate::model::SiteId;
use crate::query::World;
use crate::space::{Metres, Pt};
use crate::tour::{self, FAR, Problem, Profile, Profiles, Ride, Tick};
use crate::travel::{Clock, Ends, Network, Place, StopId, Towards, Walk, Walking};
use crate::view::Wish;
use crate::view::wish::Pace;
use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;
use time::Date;

/// How long a visit takes where the site does not say, in minutes: the median of those that do.
pub(crate) const VISIT_MINUTES: u16 = 30;

/// When a day without a deadline is over: three in the night, in minutes from its midnight.
const NIGHT: i32 = DAY + 180;

/// The longest walk from door to door or to a station, as a straight line; from a place farther from every station than
/// that one walks to the nearest.
pub(crate) const FURTHEST: Metres = Metres::of_walk(30.0);

/// A place of the day: the start, the end, or a site that may be visited.
#[derive(Debug, Clone)]
pub(super) struct Stand {
    pub spot: Spot,
    /// The stop, by its place in the wish; for a site that nobody has asked for, nothing.
    pub stop: Option<usize>,
    /// How long a visit takes, in minutes.
    pub stay: Tick,
    /// When it is open.
    pub doors: Doors,
    /// Walks to stations; but for who stands there already, with the time to be early.
    pub out: Vec<(StopId, Walk)>,
    /// Walks from stations.
    home: Vec<(StopId, Walk)>,
}

/// A wish with the day's trains, doors and walks.
#[derive(Debug, Clone)]
pub struct Outing {
    pub(super) world: Arc<World>,
    pub(super) wish: Wish,
    pub(super) date: Date,
    pub(super) network: Rc<Network>,
    /// When one can leave, and when one must be at the end; in minutes from the date's midnight.
    pub(super) leaves: Tick,
    pub(super) deadline: Tick,
    /// The start, the end, and the sites.
    pub(super) stands: Vec<Stand>,
    /// The stops of the wish that the data does not know.
    pub(super) unknown: Vec<usize>,
    /// By place, those one comes from in order, as far as they are worked out.
    columns: Vec<Vec<Profile>>,
}

/// A day as a question of stops.
pub(super) type Day = Problem<Rc<Profiles>>;

/// The start and the end among the places, and the first site.
pub(super) const START: usize = 0;
pub(super) const END: usize = 1;
pub(super) const FIRST_SITE: usize = 2;

impl Outing {
    /// The day of a wish, with the sites it names. `clock` is the app's own time, used where the wish has none. Nothing
    /// if there is no station to begin at.
    pub fn new(world: &Arc<World>, wish: &Wish, clock: Moment) -> Option<Self> {
        let mut outing = Self::empty(world, wish, clock)?;
        for (i, stop) in wish.stops.iter().enumerate() {
            match world.atlas.sites.find(&stop.slug) {
                None => outing.unknown.push(i),
                Some(site) if !stop.skipped => outing.add(site, Some(i), stop.stay),
                Some(_) => {}
            }
        }
        Some(outing)
    }

    /// The day of a wish, without any sites yet.
    pub(super) fn empty(world: &Arc<World>, wish: &Wish, clock: Moment) -> Option<Self> {
        let (start, end) = Spot::ends(world, wish)?;
        let leaves = leaves(world, wish, clock);
        let from = Tick::from(leaves.minute);
        let deadline = wish.minutes.map_or(NIGHT, |minutes| from + Tick::from(minutes));
        let network = trains(world, leaves.date, wish.pace, deadline > NIGHT);
        let mut outing = Self {
            world: Arc::clone(world),
            wish: wish.clone(),
            date: leaves.date,
            network,
            leaves: from,
            deadline,
            stands: Vec::new(),
            unknown: Vec::new(),
            columns: Vec::new(),
        };
        for spot in [start, end] {
            let doors = Doors {
                spans: Vec::new(),
                unsaid: true,
            };
            outing.stand(spot, None, 0, doors);
        }
        Some(outing)
    }

    /// Adds a site that may be visited.
    pub(super) fn add(&mut self, site: SiteId, stop: Option<usize>, stay: Option<u16>) {
        let said = || self.world.atlas.site(site).visit_minutes;
        let stay = stay.or_else(said).unwrap_or(VISIT_MINUTES);
        let doors = Doors::of(&self.world, site, self.date);
        self.stand(Spot::Site(site), stop, Tick::from(stay), doors);
    }

    fn stand(&mut self, spot: Spot, stop: Option<usize>, stay: Tick, doors: Doors) {
        let place = match spot {
            Spot::Station(id) => Place::Stop(StopId(u32::from(id.0))),
            Spot::Site(_) | Spot::Point(_) => Place::At(spot.at(&self.world)),
        };
        let home = walks(&self.network, place, spot.at(&self.world));
        let early = 60 * i32::from(self.wish.pace.platform_minutes());
        let out = home.iter().map(|(stop, walk)| {
            let there = place == Place::Stop(*stop);
            let seconds = walk.seconds + if there { 0 } else { early };
            (*stop, Walk { seconds, ..*walk })
        });
        self.stands.push(Stand {
            spot,
            stop,
            stay,
            doors,
            out: out.collect(),
            home,
        });
    }

    /// The walks at both ends of a leg.
    pub(super) fn ends(&self, from: usize, to: usize) -> Ends {
        Ends {
            out: self.stands[from].out.clone(),
            home: self.stands[to].home.clone(),
            direct: self.direct(from, to),
        }
    }

    /// The walk all the way, if it is not too long.
    fn direct(&self, from: usize, to: usize) -> Option<Walk> {
        let at = |place: usize| self.stands[place].spot.at(&self.world);
        let (a, b) = (at(from), at(to));
        (a.distance(b) <= FURTHEST.0).then(|| {
            let walk = estimate(&self.network, a, b);
            let seconds = whole_minutes(walk.seconds);
            Walk { seconds, ..walk }
        })
    }

    /// Works out how one gets to so many places more, from each other; whether all are done.
    pub(super) fn prepare(&mut self, places: usize) -> bool {
        let all = self.stands.len();
        let last = (self.columns.len() + places).min(all);
        // Seconds, with an hour's air at the end: what is over later is of no use, but says by how much.
        let span = (Clock(self.leaves * 60), Clock((self.deadline + 60) * 60));
        for to in self.columns.len()..last {
            let towards = Towards::new(&self.network, &self.stands[to].home);
            let column = (0..all).map(|from| {
                if from == to || from == END || to == START {
                    return Profile::new(None, &[]);
                }
                bridge(&towards.within(&self.stands[from].out, self.direct(from, to), span))
            });
            let column = column.collect();
            self.columns.push(column);
        }
        last == all
    }

    /// How one gets about between all places. Shared, so that there is one search for all who ask, not one for each.
    pub(super) fn profiles(&mut self) -> Rc<Profiles> {
        while !self.prepare(usize::MAX / 2) {}
        let none = Profile::new(None, &[]);
        let columns = &self.columns;
        Rc::new(Profiles::new(self.stands.len(), |from, to| {
            columns[to].get(from).unwrap_or(&none).clone()
        }))
    }

    /// The day as a question of stops: each worth its score, with its windows between leaving and a deadline.
    pub(super) fn problem(&self, travel: &Rc<Profiles>, deadline: Tick, score: impl Fn(usize) -> u32) -> Option<Day> {
        let span = (self.leaves, deadline);
        let stop = |(i, stand): (usize, &Stand)| {
            let windows = stand.doors.windows(stand.stay, span);
            tour::Stop::new(stand.stay, score(i), &windows)
        };
        let stops = self.stands.iter().enumerate().map(stop).collect();
        let ends = tour::Ends {
            start: START,
            end: END,
            departs: self.leaves,
            deadline,
        };
        Problem::new(stops, Rc::clone(travel), ends).ok()
    }

    /// The minute of a moment.
    pub(super) fn minute(&self, moment: Moment) -> Tick {
        Moment::midnight(self.date).minutes_until(moment)
    }

    /// The moment of a minute.
    pub(super) fn moment(&self, minute: Tick) -> Moment {
        Moment::midnight(self.date).plus_minutes(minute)
    }
}

/// A day's trains, and what they were worked out for.
type Trains = (Arc<World>, Date, Pace, bool, Rc<Network>);

thread_local! {
    /// The trains last asked for: whoever changes a day asks for the same ones again and again.
    static LAST: RefCell<Option<Trains>> = const { RefCell::new(None) };
}

/// The trains of a date until the night, or until the night after if the day is so `long`, for who goes at that pace.
pub(crate) fn trains(world: &Arc<World>, date: Date, pace: Pace, long: bool) -> Rc<Network> {
    LAST.with_borrow_mut(|last| {
        let fits = |(of, on, at, to, _): &&Trains| Arc::ptr_eq(of, world) && (*on, *at, *to) == (date, pace, long);
        if let Some((.., network)) = last.as_ref().filter(fits) {
            return Rc::clone(network);
        }
        let walking = Walking {
            metres_per_minute: pace.metres_per_minute(),
            furthest: FURTHEST,
            margin: 60 * pace.platform_minutes(),
            ..Walking::default()
        };
        let (a, night) = (&world.atlas, Clock::hm(0, NIGHT + 60));
        let hours = (Clock(0), if long { night.days_on(1) } else { night });
        let network = Network::of_hours(&a.timetable, &a.stations, &a.expo.holidays, (date, hours), walking);
        let network = Rc::new(network);
        *last = Some((Arc::clone(world), date, pace, long, Rc::clone(&network)));
        network
    })
}

/// When a wish leaves: as it says, or at the app's own time, at the next five minutes.
pub(super) fn leaves(world: &World, wish: &Wish, clock: Moment) -> Moment {
    wish.leaves.unwrap_or_else(|| {
        let now = world.default_clock(clock);
        now.plus_minutes((5 - i32::from(now.minute % 5)) % 5)
    })
}

/// Walks between a place and stations, in whole minutes.
pub(crate) fn walks(network: &Network, place: Place, at: Pt) -> Vec<(StopId, Walk)> {
    let mut walks = network.around(place);
    if walks.is_empty() {
        let stops = network.stops();
        let nearest = (0..stops.len()).min_by(|a, b| {
            let far = |i: &usize| at.distance(stops[*i].at);
            far(a).total_cmp(&far(b))
        });
        walks.extend(nearest.map(|i| (StopId(i as u32), estimate(network, at, stops[i].at))));
    }
    for (_, walk) in &mut walks {
        walk.seconds = whole_minutes(walk.seconds);
    }
    walks
}

fn estimate(network: &Network, from: Pt, to: Pt) -> Walk {
    let walking = network.walking();
    let metres = walking.estimate(from, to);
    Walk {
        metres,
        seconds: walking.seconds(metres),
        source: crate::travel::Source::Estimate,
    }
}

pub(crate) const fn whole_minutes(seconds: i32) -> i32 {
    (seconds + 59) / 60 * 60
}

/// A profile of seconds as one of minutes: setting out no later, arriving no earlier.
fn bridge(profile: &crate::travel::Profile) -> Profile {
    let up = |seconds: i32| (seconds + 59).div_euclid(60);
    let rides: Vec<Ride> = profile
        .steps()
        .iter()
        .map(|(departs, arrives)| Ride {
            departs: departs.0.div_euclid(60),
            arrives: up(arrives.0),
        })
        .collect();
    Profile::new(profile.walk().map(up).filter(|walk| *walk < FAR), &rides)
}
