//! The screen at a station, on the shipped expo and on one with trains and doors in the night.

mod boards;
mod clocks;
mod dull;
mod errands;
mod machine;
mod nearness;
mod plan;
mod reach;

use crate::day::WORLD;
use crate::travel::Dice;
use m21::calendar::{Hours, Moment};
use m21::kiosk::trains_from;
use m21::model::{Sites, StationId, Status};
use m21::query::World;
use std::sync::{Arc, LazyLock};

/// The shipped expo with trains until three in the night, doors of every kind and visits of every length.
pub(super) static NIGHT: LazyLock<Arc<World>> = LazyLock::new(|| {
    let mut atlas = WORLD.atlas.clone();
    for line in &mut atlas.timetable.lines {
        for departures in &mut line.departures {
            while let Some(last) = departures.at.last().copied().filter(|last| *last < 1_600) {
                departures.at.push(last + 25);
            }
        }
    }
    let hours = [
        "24/7",
        "10:00-18:00",
        "18:00-02:00",
        "Fr-Sa 20:00-28:00; PH off",
        "09:00-11:30,12:00-12:20,13:00-17:00",
        "00:00-03:00,22:00-24:00",
        "Mo-Fr 08:00-16:00; Sa 11:00-15:00",
    ];
    let mut dice = Dice(0xd00f_5eed);
    let sites = WORLD.atlas.sites.iter().map(|mut site| {
        let said = hours.get(dice.below(8) as usize);
        site.hours = said.map(|hours| Hours::parse(hours).unwrap());
        site.visit_minutes = Some(5 + dice.below(90) as u16).filter(|minutes| *minutes > 15);
        if dice.below(10) == 0 {
            site.status = Status::Closed;
        }
        site
    });
    atlas.sites = sites.collect::<Sites>();
    Arc::new(World::new(atlas))
});

/// Any station.
fn anywhere(dice: &mut Dice) -> StationId {
    StationId(dice.below(WORLD.atlas.stations.len() as u32) as u8)
}

/// Any day of the expo's first 120, at any minute.
fn any_time(dice: &mut Dice) -> Moment {
    Moment::midnight(WORLD.atlas.expo.first_day).plus_minutes(dice.whole(120) * 1440 + dice.whole(1440))
}

/// Any time; or about the last at which a train can be caught at a station that can be walked to, which is rare.
fn setting_out(dice: &mut Dice, world: &World, here: StationId) -> Moment {
    let now = any_time(dice);
    let at = world.atlas.station(here).at;
    let far = |id: StationId| at.distance(world.atlas.station(id).at);
    let all = (0..).map(StationId).take(world.atlas.stations.len());
    let around: Vec<StationId> = all.filter(|id| *id != here && far(*id) <= 1920.0).collect();
    if around.is_empty() || dice.below(2) == 0 {
        return now;
    }
    let other = around[dice.below(around.len() as u32) as usize];
    let walk = (far(other) * 1.25 / 80.0).ceil() as i32;
    let train = trains_from(world, other, now, 1);
    train
        .first()
        .map_or(now, |t| t.departs.plus_minutes(-walk - 2 - dice.whole(3)))
}

/// The same with trains that pass stations by, so that it pays to walk to another.
static EXPRESS: LazyLock<Arc<World>> = LazyLock::new(|| {
    let mut atlas = NIGHT.atlas.clone();
    for (line, number) in atlas.timetable.lines.iter_mut().zip(0..) {
        let inner = line.stops.len() - 1;
        for (stop, i) in line.stops[1..inner].iter_mut().zip(0..) {
            stop.boards = (number + i) % 3 != 0;
            stop.alights = (number * 2 + i) % 4 != 1;
        }
    }
    Arc::new(World::new(atlas))
});

/// Each world in turn.
fn world(case: u32) -> &'static Arc<World> {
    [&*WORLD, &*NIGHT, &*EXPRESS][case as usize % 3]
}
