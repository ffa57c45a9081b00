//! How one gets from a station to anywhere and back: trains are looked up once for each station, the rest is arithmetic.

use crate::calendar::Moment;
use crate::day::{FURTHEST, trains, walks, whole_minutes};
use crate::model::StationId;
use crate::query::World;
use crate::space::{Metres, Pt};
use crate::travel::{Clock, Ends, Journey, Leg, Network, Place, Search, StopId, Walk};
use crate::view::wish::Pace;
use std::rc::Rc;
use std::sync::Arc;
use time::Date;

/// How everybody is taken to walk who has not said.
pub(super) const PACE: Pace = Pace::Usual;

/// How one gets from a station to a site, or back.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Way {
    /// On foot.
    OnFoot {
        /// How long it takes, in whole minutes.
        minutes: u16,
        /// How long it is.
        metres: Metres,
    },
    /// By train, with the walks at its ends.
    ByTrain {
        /// How long it takes in all, waiting included, in whole minutes.
        minutes: u16,
        /// Where one gets on; not always the screen's own station, if another can be walked to.
        from: StationId,
        /// When the train leaves there.
        departs: Moment,
        /// Where one gets off, at last.
        to: StationId,
        /// When it arrives there.
        arrives: Moment,
        /// How many times one changes.
        changes: u8,
        /// The walk between the train and the site, in whole minutes.
        walk: u16,
    },
}

impl Way {
    /// How long it takes in all, in whole minutes.
    pub const fn minutes(&self) -> u16 {
        match self {
            Self::OnFoot { minutes, .. } | Self::ByTrain { minutes, .. } => *minutes,
        }
    }
}

/// Rides between the screen's station and another, with the walk at the screen's end.
#[derive(Debug, Clone, Copy)]
struct Ride {
    /// When one sets out and when one is there, in minutes from the date's midnight; standing at the other station's
    /// platform, before the walk to the site or after the one from it.
    sets_out: i32,
    ends: i32,
    from: StationId,
    departs: i32,
    to: StationId,
    arrives: i32,
    changes: u8,
}

impl Ride {
    fn of(journey: &Journey) -> Option<Self> {
        let rides = || journey.legs.iter().filter(|leg| matches!(leg, Leg::Ride { .. }));
        let (Leg::Ride { from, departs, .. }, Leg::Ride { to, arrives, .. }) = (rides().next()?, rides().next_back()?)
        else {
            return None;
        };
        Some(Self {
            sets_out: journey.departs.0.div_euclid(60),
            ends: (journey.arrives.0 + 59).div_euclid(60),
            from: station(*from),
            departs: departs.0.div_euclid(60),
            to: station(*to),
            arrives: arrives.0.div_euclid(60),
            changes: rides().count().saturating_sub(1).min(255) as u8,
        })
    }
}

/// What is known of the ways between a station and all others.
pub(super) struct Ways {
    network: Rc<Network>,
    date: Date,
    at: Pt,
    /// By station, the ride there or from there, if there is one.
    rides: Vec<Option<Ride>>,
}

/// A way found: when it begins and ends, in minutes from the date's midnight.
pub(super) struct Found {
    pub sets_out: i32,
    pub ends: i32,
    pub way: Way,
}

impl Ways {
    /// The ways from a station for who sets out at a moment. Nothing for a station that is not known.
    pub(super) fn from(world: &Arc<World>, here: StationId, now: Moment) -> Option<Self> {
        let at = world.atlas.stations.get(here.index())?.at;
        let network = trains(world, now.date, PACE, true);
        let here = stop(here);
        let mut out = walks(&network, Place::Stop(here), at);
        for (stop, walk) in &mut out {
            if *stop != here {
                walk.seconds += early() * 60;
            }
        }
        let ready = Clock(i32::from(now.minute) * 60);
        let rides = rides(&network, |search, there| {
            let ends = Ends {
                out: out.clone(),
                home: vec![(there, nowhere())],
                direct: None,
            };
            search.earliest(&ends, ready)
        });
        Some(Self {
            network,
            date: now.date,
            at,
            rides,
        })
    }

    /// The ways back to a station that end at a moment or earlier, each as late as it can be; `date` is the day the
    /// minutes are counted from.
    pub(super) fn back(world: &Arc<World>, here: StationId, date: Date, by: Moment) -> Option<Self> {
        let at = world.atlas.stations.get(here.index())?.at;
        let network = trains(world, date, PACE, true);
        let home = walks(&network, Place::Stop(stop(here)), at);
        let rides = rides(&network, |search, there| {
            let ends = Ends {
                out: vec![(there, nowhere())],
                home: home.clone(),
                direct: None,
            };
            let latest = search.latest(&ends, Clock::of(by, date))?;
            search.earliest(&ends, latest.departs)
        });
        Some(Self {
            network,
            date,
            at,
            rides,
        })
    }

    /// The walk all the way, in whole minutes, if it is not too long; or if it is the only one, because no other station
    /// is as near.
    pub(super) fn on_foot(&self, site: Pt) -> Option<(i32, Metres)> {
        let far = self.at.distance(site);
        let nearest = || {
            let mut stops = self.network.stops().iter();
            stops.all(|stop| site.distance(stop.at) >= far)
        };
        (far <= FURTHEST.0 || nearest()).then(|| self.walk(far))
    }

    /// How one is at a site first if one sets out at a minute, the one that rides of [`Ways::from`] set out at: on foot
    /// if a train is no faster.
    pub(super) fn way_to(&self, site: Pt, now: i32) -> Option<Found> {
        let walk = self
            .on_foot(site)
            .map(|(minutes, metres)| on_foot(now, minutes, metres));
        let mut best: Option<(Ride, i32)> = None;
        self.each_walk(site, &mut |ride, walk| {
            let key = |(ride, walk): &(Ride, i32)| (ride.ends + walk, -ride.sets_out);
            if best.is_none_or(|best| key(&(*ride, walk)) < key(&best)) {
                best = Some((*ride, walk));
            }
        });
        let train = best.map(|(ride, walk)| self.by_train(&ride, now, ride.ends + walk, walk));
        match (walk, train) {
            (Some(walk), Some(train)) if train.ends < walk.ends => Some(train),
            (walk, train) => walk.or(train),
        }
    }

    /// How one leaves a site last to be back by a minute, the one that rides of [`Ways::back`] end by; of ways that
    /// begin together the one that is over first.
    pub(super) fn way_back(&self, site: Pt, by: i32) -> Option<Found> {
        let walk = self
            .on_foot(site)
            .map(|(minutes, metres)| on_foot(by - minutes, minutes, metres));
        let mut best: Option<(Ride, i32)> = None;
        self.each_walk(site, &mut |ride, walk| {
            let key = |(ride, walk): &(Ride, i32)| (walk - ride.sets_out, ride.ends);
            if best.is_none_or(|best| key(&(*ride, walk)) < key(&best)) {
                best = Some((*ride, walk));
            }
        });
        let train = best.map(|(ride, walk)| {
            let sets_out = ride.sets_out - early() - walk;
            self.by_train(&ride, sets_out, ride.ends, walk)
        });
        match (walk, train) {
            (Some(walk), Some(train)) if (-train.sets_out, train.ends) < (-walk.sets_out, walk.ends) => Some(train),
            (walk, train) => walk.or(train),
        }
    }

    /// Every ride with its walk at the site, in whole minutes: from all stations within reach, or else the nearest.
    fn each_walk(&self, site: Pt, each: &mut dyn FnMut(&Ride, i32)) {
        let (mut nearest, mut within) = (None, false);
        let mut least = f64::INFINITY;
        for (stop, ride) in self.network.stops().iter().zip(&self.rides) {
            let far = site.distance(stop.at);
            if far < least {
                (nearest, least) = (Some(ride), far);
            }
            if far <= FURTHEST.0 {
                within = true;
                if let Some(ride) = ride {
                    each(ride, self.walk(far).0);
                }
            }
        }
        if let Some(Some(ride)) = nearest.filter(|_| !within) {
            each(ride, self.walk(least).0);
        }
    }

    /// The walk of a straight line, in whole minutes.
    fn walk(&self, line: f64) -> (i32, Metres) {
        let walking = self.network.walking();
        let metres = Metres(line * walking.detour);
        (whole_minutes(walking.seconds(metres)) / 60, metres)
    }

    fn by_train(&self, ride: &Ride, sets_out: i32, ends: i32, walk: i32) -> Found {
        Found {
            sets_out,
            ends,
            way: Way::ByTrain {
                minutes: short(ends - sets_out),
                from: ride.from,
                departs: self.moment(ride.departs),
                to: ride.to,
                arrives: self.moment(ride.arrives),
                changes: ride.changes,
                walk: short(walk),
            },
        }
    }

    /// The moment of a minute.
    pub(super) fn moment(&self, minute: i32) -> Moment {
        Moment::midnight(self.date).plus_minutes(minute)
    }
}

/// Minutes to stand on a platform before a train leaves.
pub(super) fn early() -> i32 {
    i32::from(PACE.platform_minutes())
}

/// Minutes as they are told; none of ours come near the limit.
pub(super) fn short(minutes: i32) -> u16 {
    u16::try_from(minutes.max(0)).unwrap_or(u16::MAX)
}

fn on_foot(sets_out: i32, minutes: i32, metres: Metres) -> Found {
    Found {
        sets_out,
        ends: sets_out + minutes,
        way: Way::OnFoot {
            minutes: short(minutes),
            metres,
        },
    }
}

fn rides(network: &Network, find: impl Fn(&mut Search<'_>, StopId) -> Option<Journey>) -> Vec<Option<Ride>> {
    let mut search = Search::new(network);
    let there = (0..network.stops().len() as u32).map(StopId);
    there
        .map(|there| find(&mut search, there).as_ref().and_then(Ride::of))
        .collect()
}

const fn nowhere() -> Walk {
    Walk {
        metres: Metres(0.0),
        seconds: 0,
        source: crate::travel::Source::Estimate,
    }
}

/// Stops have the numbers of the stations.
fn stop(id: StationId) -> StopId {
    StopId(u32::from(id.0))
}

fn station(stop: StopId) -> StationId {
    StationId(stop.0 as u8)
}
