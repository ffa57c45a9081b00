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

    /// The walks at both ends of a way, and all of it.
    fn ends(&self, from: Spot, to: Spot) -> Ends {
        let (a, b) = (from.at(&WORLD), to.at(&WORLD));
        let early = 60 * i32::from(self.pace.platform_minutes());
        let mut out = self.walks(from);
        for (stop, walk) in &mut out {
            if Self::place(from) != Place::Stop(*stop) {
                walk.seconds += early;
            }
        }
        Ends {
            out,
            home: self.walks(to),
            direct: (a.distance(b) <= 1920.0).then(|| self.walk(a, b)),
        }
    }

    fn arrive(&self, from: Spot, to: Spot, ready: i32) -> Option<i32> {
        let ends = self.ends(from, to);
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
                plan.soonest,
                Moment::midnight(leaves.date).plus_minutes(finish),
                "case {case}: {wish:?}"
            );
        }
        if count == sites.len() { full += 1 } else { part += 1 }
    }
    assert!(full > 0 && part > 0, "{full} whole and {part} in part");
}

/// When a visit of so many minutes may begin for who comes at each minute: from what the calendar says of every minute.
fn begins(hours: Option<&Hours>, midnight: Moment, stay: i32, deadline: i32) -> Vec<Option<i32>> {
    let holidays = &WORLD.atlas.expo.holidays;
    let open = |minute: i32| hours.is_none_or(|hours| hours.is_open(midnight.plus_minutes(minute), holidays));
    let mut all = vec![None; deadline as usize + 1];
    let (mut run, mut next) = (0, None);
    // How many minutes from here on it is open without a break; minutes of the night after count.
    for minute in (0..=deadline).rev() {
        run = if open(minute) { run + 1 } else { 0 };
        if run >= stay && minute + stay <= deadline {
            next = Some(minute);
        }
        all[minute as usize] = next;
    }
    all
}

/// Against every set of up to fifteen stops, by profiles of the trains. A thousand days:
/// `M21_CASES=1000 cargo test --config profile.dev.package.m21.opt-level=3 --test it fifteen`.
#[test]
fn no_order_of_up_to_fifteen_sites_visits_more_or_is_home_earlier() {
    let mut dice = Dice(0x000f_1f7e);
    let (mut full, mut part, mut most) = (0, 0, 0);
    for case in 0..super::cases(8) {
        let pace = Pace::ALL[dice.below(3) as usize];
        let midnight = Moment::midnight(WORLD.atlas.expo.first_day).plus_minutes(dice.whole(120) * 1440);
        let ready = 420 + dice.whole(300);
        let minutes = 240 + dice.below(480) as u16;
        let mut wish = Wish {
            leaves: Some(midnight.plus_minutes(ready)),
            minutes: Some(minutes),
            pace,
            ..Wish::default()
        };
        let mut sites = Vec::new();
        // Half the time near each other, so that many fit in.
        let mut near: Vec<SiteId> = (0..WORLD.atlas.sites.len() as u32).map(SiteId).collect();
        if case % 2 == 0 {
            let centre = WORLD.atlas.sites.at(near[dice.below(near.len() as u32) as usize]);
            near.sort_by_key(|site| (WORLD.atlas.sites.at(*site).distance(centre) * 1e3) as i64);
            near.truncate(20);
        }
        for _ in 0..4 + dice.below(12) {
            let id = near[dice.below(near.len() as u32) as usize];
            if !sites.contains(&id) {
                sites.push(id);
                wish = wish.after(Edit::Add(WORLD.atlas.sites.slug(id).to_owned()));
            }
        }
        // Short stays, so that many fit in.
        for stop in &mut wish.stops {
            stop.stay = Some(5 + dice.below(25) as u16);
        }
        let a = &WORLD.atlas;
        let walking = Walking {
            metres_per_minute: pace.metres_per_minute(),
            margin: 60 * pace.platform_minutes(),
            ..Walking::default()
        };
        let network = Network::of_day(&a.timetable, &a.stations, &a.expo.holidays, midnight.date, walking);
        let deadline = ready + i32::from(minutes);
        let dull = Dull {
            network: &network,
            pace,
            date: midnight,
            deadline,
            home: Spot::Station(WORLD.start.unwrap_or(StationId(0))),
        };
        let spots: Vec<Spot> = sites.iter().map(|site| Spot::Site(*site)).chain([dull.home]).collect();
        let profile = |to: Spot| -> Vec<m21::travel::Profile> {
            let towards = m21::travel::Towards::new(&network, &dull.walks(to));
            let from = |from: &Spot| {
                let ends = dull.ends(*from, to);
                towards.from(&ends.out, ends.direct)
            };
            spots.iter().map(from).collect()
        };
        let profiles: Vec<Vec<m21::travel::Profile>> = spots.iter().map(|to| profile(*to)).collect();
        let arrive = |from: usize, to: usize, at: i32| {
            let there = profiles[to][from].arrival(Clock(at * 60))?;
            Some((there.0 + 59) / 60).filter(|there| *there <= deadline)
        };
        let (count, home) = (sites.len(), sites.len());
        let stay = |i: usize| i32::from(wish.stops[i].stay.unwrap());
        let doors: Vec<Vec<Option<i32>>> = (0..count)
            .map(|i| begins(WORLD.atlas.site(sites[i]).hours.as_ref(), midnight, stay(i), deadline))
            .collect();
        let after = |from: usize, left: i32, to: usize| {
            let there = arrive(from, to, left)?;
            Some(doors[to][there as usize]? + stay(to))
        };
        // By set and last site the earliest minute one has seen it all; a set after all it contains.
        let mut left: Vec<Vec<Option<i32>>> = vec![vec![None; count]; 1 << count];
        let mut best = (0, std::cmp::Reverse(ready));
        for set in 0_usize..1 << count {
            let lasts: Vec<(usize, i32)> = if set == 0 {
                vec![(home, ready)]
            } else {
                (0..count).filter_map(|last| Some((last, left[set][last]?))).collect()
            };
            for (last, at) in lasts {
                if let Some(there) = arrive(last, home, at).filter(|_| set > 0) {
                    best = best.max((set.count_ones(), std::cmp::Reverse(there)));
                }
                for next in (0..count).filter(|next| set & 1 << next == 0) {
                    let then = &mut left[set | 1 << next][next];
                    *then = match (*then, after(last, at, next)) {
                        (Some(one), Some(other)) => Some(one.min(other)),
                        (one, other) => one.or(other),
                    };
                }
            }
        }
        let plan = plan(&wish);
        let seen = plan.stops().count();
        assert_eq!(seen, best.0 as usize, "case {case}: {wish:?}");
        if seen > 0 {
            assert_eq!(plan.soonest, midnight.plus_minutes(best.1.0), "case {case}: {wish:?}");
        }
        most = most.max(seen);
        if seen == count { full += 1 } else { part += 1 }
    }
    println!("{full} whole days and {part} in part, with up to {most} sites");
    assert!(full > 0 && part > 0);
}
