//! Getting from one stop to another: always as long, or as the trains go.

use super::problem::{FAR, LONGEST, Tick};
use std::rc::Rc;

/// How one gets about.
///
/// Both functions never decrease as their last argument grows (who leaves later does not arrive earlier: FIFO), and they
/// mirror each other: `arrive(from, to, t) <= by` exactly if `t <= leave(from, to, by)`. The search leans on both.
pub trait Travel {
    /// How many places it knows; they are numbered from 0.
    fn places(&self) -> usize;

    /// The earliest arrival when one is ready to leave at `ready`; at least [`FAR`] if there is no way.
    fn arrive(&self, from: usize, to: usize, ready: Tick) -> Tick;

    /// The least it takes at any time; 0 if that is not known.
    fn at_least(&self, from: usize, to: usize) -> Tick;

    /// The latest one may be ready to leave and still arrive at `by` or before; negative if there is no way.
    fn leave(&self, from: usize, to: usize, by: Tick) -> Tick;

    /// Whether every way takes as long at any time, so that being ready earlier never means a longer wait for a ride.
    fn is_steady(&self) -> bool {
        false
    }
}

/// Travel behind a pointer is the same travel.
macro_rules! behind {
    ($($pointer:ty),*) => { $(
        impl<T: Travel + ?Sized> Travel for $pointer {
            fn places(&self) -> usize {
                (**self).places()
            }

            fn arrive(&self, from: usize, to: usize, ready: Tick) -> Tick {
                (**self).arrive(from, to, ready)
            }

            fn at_least(&self, from: usize, to: usize) -> Tick {
                (**self).at_least(from, to)
            }

            fn leave(&self, from: usize, to: usize, by: Tick) -> Tick {
                (**self).leave(from, to, by)
            }

            #[inline]
            fn is_steady(&self) -> bool {
                (**self).is_steady()
            }
        }
    )* };
}
behind!(&T, Rc<T>);

/// Travel that takes as long at any time.
#[derive(Clone, Debug)]
pub struct Matrix {
    places: usize,
    took: Vec<Tick>,
}

impl Matrix {
    /// Asks `took(from, to)` for every pair, in ticks. Less than nothing counts as nothing, and more than [`LONGEST`]
    /// as no way.
    pub fn new(places: usize, mut took: impl FnMut(usize, usize) -> Tick) -> Self {
        let mut all = Vec::with_capacity(places * places);
        for from in 0..places {
            for to in 0..places {
                let ticks = took(from, to).max(0);
                all.push(if ticks > LONGEST { FAR } else { ticks });
            }
        }
        Self { places, took: all }
    }
}

impl Travel for Matrix {
    fn places(&self) -> usize {
        self.places
    }

    #[inline]
    fn arrive(&self, from: usize, to: usize, ready: Tick) -> Tick {
        ready + self.took[from * self.places + to]
    }

    fn at_least(&self, from: usize, to: usize) -> Tick {
        self.took[from * self.places + to]
    }

    #[inline]
    fn leave(&self, from: usize, to: usize, by: Tick) -> Tick {
        by - self.took[from * self.places + to]
    }

    fn is_steady(&self) -> bool {
        true
    }
}

/// A connection that leaves at one time and arrives at another, both in ticks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ride {
    /// The last moment to be ready at the place one comes from.
    pub departs: Tick,
    /// When one stands at the place one goes to.
    pub arrives: Tick,
}

/// When one arrives, for each time of leaving: on foot at any time, or with the next ride.
#[derive(Clone, Debug)]
pub struct Profile {
    /// How long it takes at any time, if there is such a way.
    on_foot: Option<Tick>,
    /// By departure; none is beaten by a later one, so arrivals grow too.
    rides: Vec<Ride>,
    /// For each stretch of 2 to the power of so many ticks from the first departure on, the first ride that leaves in it
    /// or later: about one ride to a stretch, so that the next one is found at once.
    stretch: u32,
    next: Vec<u16>,
    /// The least it takes at any time.
    shortest: Tick,
}

impl Profile {
    /// Keeps the rides that are worth taking, in any order given. A ride that arrives before it departs, or lies outside
    /// 0 to [`LONGEST`], is no ride; neither is a walk of such a length a walk.
    pub fn new(on_foot: Option<Tick>, rides: &[Ride]) -> Self {
        let within = |t: Tick| (0..=LONGEST).contains(&t);
        let on_foot = on_foot.filter(|t| within(*t));
        let mut kept: Vec<Ride> = Vec::with_capacity(rides.len());
        for ride in rides {
            let sound = within(ride.departs) && within(ride.arrives) && ride.departs <= ride.arrives;
            if sound && on_foot.is_none_or(|walk| ride.departs + walk > ride.arrives) {
                kept.push(*ride);
            }
        }
        crate::order::sort_by_key(&mut kept, |ride| (ride.departs, std::cmp::Reverse(ride.arrives)));
        let mut best = FAR;
        kept.reverse();
        kept.retain(|ride| {
            let worth = ride.arrives < best;
            best = best.min(ride.arrives);
            worth
        });
        kept.reverse();
        kept.truncate(usize::from(u16::MAX));
        let (first, last) = (
            kept.first().map_or(0, |r| r.departs),
            kept.last().map_or(0, |r| r.departs),
        );
        let mut stretch = 0;
        while ((last - first) >> stretch) as usize > kept.len() {
            stretch += 1;
        }
        let mut next: Vec<u16> = Vec::with_capacity(((last - first) >> stretch) as usize + 1);
        for (i, ride) in (0..).zip(&kept) {
            while next.len() <= ((ride.departs - first) >> stretch) as usize {
                next.push(i);
            }
        }
        let fastest = kept.iter().map(|ride| ride.arrives - ride.departs).min().unwrap_or(FAR);
        Self {
            on_foot,
            rides: kept,
            stretch,
            next,
            shortest: on_foot.map_or(fastest, |walk| walk.min(fastest)),
        }
    }

    fn arrive(&self, ready: Tick) -> Tick {
        let mut by = FAR;
        if let Some(first) = self.rides.first() {
            let stretch = ((ready - first.departs).max(0) >> self.stretch) as usize;
            let from = self
                .next
                .get(stretch)
                .map_or(self.rides.len(), |from| usize::from(*from));
            for ride in &self.rides[from..] {
                if ride.departs >= ready {
                    by = ride.arrives;
                    break;
                }
            }
        }
        self.on_foot.map_or(by, |walk| by.min(ready + walk))
    }

    fn leave(&self, by: Tick) -> Tick {
        let missed = self.rides.partition_point(|ride| ride.arrives <= by);
        let by_ride = missed.checked_sub(1).map_or(-FAR, |last| self.rides[last].departs);
        self.on_foot.map_or(by_ride, |walk| by_ride.max(by - walk))
    }
}

/// Travel by timetable: a [`Profile`] for each pair of places.
#[derive(Clone, Debug)]
pub struct Profiles {
    places: usize,
    pairs: Vec<Profile>,
}

impl Profiles {
    /// Asks `profile(from, to)` for every pair.
    pub fn new(places: usize, mut profile: impl FnMut(usize, usize) -> Profile) -> Self {
        let mut pairs = Vec::with_capacity(places * places);
        for from in 0..places {
            for to in 0..places {
                pairs.push(profile(from, to));
            }
        }
        Self { places, pairs }
    }
}

impl Travel for Profiles {
    fn places(&self) -> usize {
        self.places
    }

    fn arrive(&self, from: usize, to: usize, ready: Tick) -> Tick {
        self.pairs[from * self.places + to].arrive(ready)
    }

    fn at_least(&self, from: usize, to: usize) -> Tick {
        self.pairs[from * self.places + to].shortest
    }

    fn leave(&self, from: usize, to: usize, by: Tick) -> Tick {
        self.pairs[from * self.places + to].leave(by)
    }
}
