//! Ways found minute by minute in the timetable's rows, by somebody who knows nothing of `travel`.

use m21::calendar::Moment;
use m21::model::{SiteId, StationId, Status};
use m21::query::World;
use m21::space::Pt;

/// Two minutes of a ride, from the midnight of the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Row {
    pub from: usize,
    pub to: usize,
    pub departs: i32,
    pub arrives: i32,
}

/// Somebody at a station, between two minutes of a day.
pub(super) struct Dull<'w> {
    pub world: &'w World,
    pub here: StationId,
    pub midnight: Moment,
    pub rows: Vec<Row>,
}

/// What a visit must be: when one is there, begins, ends, leaves and is back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Visit {
    pub arrives: i32,
    pub begins: i32,
    pub until: i32,
    pub leaves: i32,
    pub back: i32,
}

const EARLY: i32 = 3;
const NEVER: i32 = i32::MAX / 2;

impl<'w> Dull<'w> {
    pub(super) fn new(world: &'w World, here: StationId, midnight: Moment, (first, last): (i32, i32)) -> Self {
        let mut rows = Vec::new();
        for line in &world.atlas.timetable.lines {
            for day in -2..=2 {
                let date = midnight.plus_minutes(day * 1440).date;
                let runs = |d: &&m21::model::Departures| d.days.runs_on(date, &world.atlas.expo.holidays);
                for at in line.departures.iter().filter(runs).flat_map(|d| &d.at) {
                    let starts = day * 1440 + i32::from(*at);
                    for (i, on) in line.stops.iter().enumerate().filter(|(_, s)| s.boards) {
                        for off in line.stops[i + 1..].iter().filter(|s| s.alights) {
                            let row = Row {
                                from: on.station.index(),
                                to: off.station.index(),
                                departs: starts + i32::from(on.leaves),
                                arrives: starts + i32::from(off.minutes),
                            };
                            if row.departs >= first && row.arrives <= last {
                                rows.push(row);
                            }
                        }
                    }
                }
            }
        }
        Self {
            world,
            here,
            midnight,
            rows,
        }
    }

    fn at(&self, station: usize) -> Pt {
        self.world.atlas.stations[station].at
    }

    fn minutes(a: Pt, b: Pt) -> i32 {
        let seconds = (a.distance(b) * 1.25 / 80.0 * 60.0).ceil() as i32;
        (seconds + 59) / 60
    }

    /// The stations one walks to.
    fn walks(&self, from: Pt) -> Vec<(usize, i32)> {
        let all = 0..self.world.atlas.stations.len();
        let mut near: Vec<usize> = all.clone().filter(|s| from.distance(self.at(*s)) <= 1920.0).collect();
        if near.is_empty() {
            near.extend(all.min_by(|a, b| from.distance(self.at(*a)).total_cmp(&from.distance(self.at(*b)))));
        }
        near.iter().map(|s| (*s, Self::minutes(from, self.at(*s)))).collect()
    }

    pub(super) fn on_foot(&self, site: Pt) -> Option<i32> {
        let here = self.at(self.here.index());
        let only = self.walks(site).iter().all(|(s, _)| *s == self.here.index());
        (only || here.distance(site) <= 1920.0).then(|| Self::minutes(here, site))
    }

    /// When one can be off a train first, by station, if one can board at stations from these minutes on.
    fn rides(&self, boards: &[(usize, i32)]) -> Vec<i32> {
        let stations = self.world.atlas.stations.len();
        // Seconds, because of the walks between trains.
        let (mut ready, mut off) = (vec![NEVER; stations], vec![NEVER; stations]);
        for (station, minute) in boards {
            ready[*station] = ready[*station].min(minute * 60);
        }
        loop {
            let mut better = false;
            for row in &self.rows {
                if row.departs * 60 >= ready[row.from] && row.arrives * 60 < off[row.to] {
                    off[row.to] = row.arrives * 60;
                    better = true;
                    for (other, ready) in ready.iter_mut().enumerate() {
                        let far = self.at(row.to).distance(self.at(other));
                        if far <= 320.0 {
                            let walk = (far * 1.25 / 80.0 * 60.0).ceil() as i32;
                            *ready = (*ready).min(row.arrives * 60 + walk + EARLY * 60);
                        }
                    }
                }
            }
            if !better {
                return off.iter().map(|seconds| seconds / 60).collect();
            }
        }
    }

    /// When one can be off a train first, by station, if one leaves the station at a minute.
    pub(super) fn out(&self, now: i32) -> Vec<i32> {
        let here = self.here.index();
        let boards = self.walks(self.at(here)).into_iter().map(|(station, walk)| {
            let early = if station == here { 0 } else { EARLY };
            (station, now + walk + early)
        });
        self.rides(&boards.collect::<Vec<_>>())
    }

    /// When one is at a site first.
    pub(super) fn arrives(&self, out: &[i32], now: i32, site: Pt) -> Option<i32> {
        let trains = self.walks(site).into_iter().map(|(station, walk)| out[station] + walk);
        let walk = self.on_foot(site).map(|walk| now + walk);
        trains.chain(walk).min().filter(|there| *there < NEVER / 60)
    }

    /// When one is back first if one leaves a site at a minute.
    pub(super) fn back(&self, site: Pt, leaves: i32) -> i32 {
        let boards = self
            .walks(site)
            .into_iter()
            .map(|(station, walk)| (station, leaves + walk + EARLY));
        let off = self.rides(&boards.collect::<Vec<_>>());
        let here = self.walks(self.at(self.here.index())).into_iter();
        let trains = here.map(|(station, walk)| off[station] + walk);
        let walk = self.on_foot(site).map(|walk| leaves + walk);
        trains.chain(walk).min().unwrap_or(NEVER)
    }

    /// The longest visit from a minute on after which one is back three minutes before a train leaves.
    pub(super) fn visit(&self, out: &[i32], now: i32, train: i32, site: SiteId) -> Option<Visit> {
        let of = self.world.atlas.site(site);
        let at = self.world.atlas.sites.at(site);
        let arrives = self.arrives(out, now, at)?;
        let mut leave = (arrives + 1..=train - EARLY).rev();
        let leaves = leave.find(|leaves| self.back(at, *leaves) <= train - EARLY)?;
        let holidays = &self.world.atlas.expo.holidays;
        let open = |minute: i32| {
            let moment = self.midnight.plus_minutes(minute);
            of.status != Status::Closed && of.hours.as_ref().is_none_or(|hours| hours.is_open(moment, holidays))
        };
        let mut best: Option<(i32, i32)> = None;
        let mut begins = None;
        for minute in arrives..=leaves {
            if minute < leaves && open(minute) {
                begins.get_or_insert(minute);
            } else if let Some(from) = begins.take()
                && best.is_none_or(|(a, b)| minute - from > b - a)
            {
                best = Some((from, minute));
            }
        }
        let (begins, until) = best?;
        Some(Visit {
            arrives,
            begins,
            until,
            leaves,
            back: self.back(at, leaves),
        })
    }
}
