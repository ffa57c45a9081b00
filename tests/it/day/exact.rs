//! The order of a plan against all orders there are, each timed by single questions to the timetable.

use super::{WORLD, plan};
use crate::travel::Dice;
use m21::calendar::{Hours, Moment};
use m21::day::Spot;
use m21::model::{SiteId, StationId};
use m21::space::{Metres, Pt};
use m21::travel::{Clock, Ends, Network, Place, Search, StopId, Walk, Walking};
use m21::view::Wish;
use m21::view::wish::{Edit, Pace};

/// Somebody who knows the trains and the doors, and goes through every order.
struct Dull<'n> {
    network: &'n Network,
    pace: Pace,
    date: Moment,
    deadline: i32,
    home: Spot,
}

impl Dull<'_> {
    fn whole(walk: Walk) -> Walk {
        Walk {
            seconds: (walk.seconds + 59) / 60 * 60,
            ..walk
        }
    }

    fn place(spot: Spot) -> Place {
        match spot {
            Spot::Station(id) => Place::Stop(StopId(u32::from(id.0))),
            other => Place::At(other.at(&WORLD)),
        }
    }

    fn walks(&self, spot: Spot) -> Vec<(StopId, Walk)> {
        let mut walks = self.network.around(Self::place(spot));
        if walks.is_empty() {
            let at = spot.at(&WORLD);
            let far = |i: &usize| (at.distance(self.network.stops()[*i].at) * 1e6) as i64;
            let nearest = (0..self.network.stops().len()).min_by_key(far).unwrap();
            walks.push((StopId(nearest as u32), self.walk(at, self.network.stops()[nearest].at)));
        }
        walks
            .into_iter()
            .map(|(stop, walk)| (stop, Self::whole(walk)))
            .collect()
    }

    fn walk(&self, a: Pt, b: Pt) -> Walk {
        let metres = Metres(a.distance(b) * 1.25);
        Self::whole(Walk {
            metres,
            seconds: (metres.0 / self.pace.metres_per_minute() * 60.0).ceil() as i32,
            source: m21::travel::Source::Estimate,
        })
    }

    fn arrive(&self, from: Spot, to: Spot, ready: i32) -> Option<i32> {
        let (a, b) = (from.at(&WORLD), to.at(&WORLD));
        let early = 60 * i32::from(self.pace.platform_minutes());
        let mut out = self.walks(from);
        for (stop, walk) in &mut out {
            if Self::place(from) != Place::Stop(*stop) {
                walk.seconds += early;
            }
        }
        let ends = Ends {
            out,
            home: self.walks(to),
            direct: (a.distance(b) <= 1920.0).then(|| self.walk(a, b)),
        };
        let arrival = Search::new(self.network).arrival(&ends, Clock(ready * 60))?;
        Some((arrival.0 + 59) / 60)
    }

    /// The first minute from `arrives` on at which a visit can begin.
    fn begin(&self, hours: Option<&Hours>, arrives: i32, stay: i32) -> Option<i32> {
        let holidays = &WORLD.atlas.expo.holidays;
        let open = |minute: i32| {
            let at = self.date.plus_minutes(minute);
            hours.is_none_or(|hours| hours.is_open(at, holidays))
        };
        (arrives..=self.deadline - stay).find(|begin| (*begin..*begin + stay).all(open))
    }

    /// As many of the sites as can be visited, and when one is home then.
    fn best(&self, at: Spot, ready: i32, left: &[SiteId]) -> Option<(usize, std::cmp::Reverse<i32>)> {
        let mut best = self
            .arrive(at, self.home, ready)
            .filter(|home| *home <= self.deadline)
            .map(|home| (0, std::cmp::Reverse(home)));
        for (i, id) in left.iter().enumerate() {
            let site = WORLD.atlas.site(*id);
            let stay = i32::from(site.visit_minutes.unwrap_or(30));
            let Some(arrives) = self.arrive(at, Spot::Site(*id), ready) else {
                continue;
            };
            let Some(begins) = self.begin(site.hours.as_ref(), arrives, stay) else {
                continue;
            };
            let mut rest = left.to_vec();
            rest.remove(i);
            let after = self.best(Spot::Site(*id), begins + stay, &rest);
            best = best.max(after.map(|(count, home)| (count + 1, home)));
        }
        best
    }
}

#[test]
fn no_order_visits_more_or_is_home_earlier() {
    let mut dice = Dice(0x5eed_0da1);
    let cases = super::cases(24);
    let (mut full, mut part) = (0, 0);
    for case in 0..cases {
        let pace = Pace::ALL[dice.below(3) as usize];
        let leaves =
            Moment::midnight(WORLD.atlas.expo.first_day).plus_minutes(dice.whole(120) * 1440 + 420 + dice.whole(540));
        let minutes = 60 + dice.below(400) as u16;
        let mut wish = Wish {
            leaves: Some(leaves),
            minutes: Some(minutes),
            pace,
            ..Wish::default()
        };
        let mut sites = Vec::new();
        for _ in 0..=dice.below(4) {
            let id = SiteId(dice.below(WORLD.atlas.sites.len() as u32));
            if !sites.contains(&id) {
                sites.push(id);
                wish = wish.after(Edit::Add(WORLD.atlas.sites.slug(id).to_owned()));
            }
        }
        let a = &WORLD.atlas;
        let walking = Walking {
            metres_per_minute: pace.metres_per_minute(),
            margin: 60 * pace.platform_minutes(),
            ..Walking::default()
        };
        let network = Network::of_day(&a.timetable, &a.stations, &a.expo.holidays, leaves.date, walking);
        let ready = i32::from(leaves.minute);
        let home = Spot::Station(WORLD.start.unwrap_or(StationId(0)));
        let dull = Dull {
            network: &network,
            pace,
            date: Moment::midnight(leaves.date),
            deadline: ready + i32::from(minutes),
            home,
        };
        let (count, std::cmp::Reverse(finish)) = dull.best(home, ready, &sites).expect("one may stay at home");
        let plan = plan(&wish);
        assert_eq!(plan.stops().count(), count, "case {case}: {wish:?}");
        if count > 0 {
            assert_eq!(
                plan.home,
                Moment::midnight(leaves.date).plus_minutes(finish),
                "case {case}: {wish:?}"
            );
        }
        if count == sites.len() { full += 1 } else { part += 1 }
    }
    assert!(full > 0 && part > 0, "{full} whole and {part} in part");
}
