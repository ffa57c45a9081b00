//! The screen at a station, on the shipped expo and on one with trains and doors in the night.

mod boards;
mod dull;
mod errands;
mod nearness;

use crate::day::WORLD;
use crate::travel::Dice;
use m21::calendar::{Hours, Moment};
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
