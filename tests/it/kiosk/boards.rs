//! The ring unrolled, against the timetable's rows.

use super::NIGHT;
use crate::day::WORLD;
use m21::calendar::Moment;
use m21::kiosk::{Branch, Leaving, board, trains_from};
use m21::model::StationId;
use m21::query::World;

fn names(world: &World, branch: &Branch) -> String {
    let stop =
        |s: &m21::kiosk::BranchStop| format!("{} {}", world.atlas.station(s.station).name, s.minutes.unwrap_or(0));
    branch.stops.iter().map(stop).collect::<Vec<_>>().join(", ")
}

fn at(text: &str) -> Moment {
    Moment::parse(text).unwrap()
}

fn station(slug: &str) -> StationId {
    WORLD.atlas.find_station(slug).unwrap()
}

/// The trains that leave a station from a moment until the end of tomorrow, read row by row.
pub(super) fn rows(world: &World, here: StationId, now: Moment) -> Vec<Leaving> {
    let mut rows = Vec::new();
    for day in -1..=1 {
        let midnight = Moment::midnight(now.date).plus_minutes(day * 1440);
        for (number, line) in world.atlas.timetable.lines.iter().enumerate() {
            for departures in &line.departures {
                if !departures.days.runs_on(midnight.date, &world.atlas.expo.holidays) {
                    continue;
                }
                for leaves in &departures.at {
                    for (i, stop) in line.stops.iter().enumerate() {
                        let departs = midnight.plus_minutes(i32::from(leaves + stop.leaves));
                        if stop.station == here && i + 1 < line.stops.len() && departs >= now {
                            rows.push(Leaving {
                                departs,
                                line: number,
                                next: line.stops[i + 1].station,
                                last: line.stops.iter().rfind(|s| s.station != here).unwrap().station,
                            });
                        }
                    }
                }
            }
        }
    }
    rows.sort();
    rows
}

/// The way round a train goes, by the ring's order: against it or along it.
pub(super) fn goes_along(world: &World, here: StationId, train: &Leaving) -> Option<bool> {
    let order = |id: StationId| world.atlas.station(id).ring_order.map(i32::from);
    let by = (order(train.next)? - order(here)?).rem_euclid(7);
    Some(by == 1)
}

#[test]
fn the_ring_stands_on_its_two_branches() {
    let now = at("2021-05-17T14:32");
    let all = |slug: &str| -> Vec<String> {
        let board = board(&WORLD, station(slug), now);
        board.branches.iter().map(|b| names(&WORLD, b)).collect()
    };
    assert_eq!(
        all("hyllie"),
        [
            "Triangeln 4, Malmö C 7",
            "Svågertorp 5, Persborg 11, Rosengård 13, Östervärn 15"
        ]
    );
    assert_eq!(
        all("malmo-c"),
        [
            "Östervärn 4, Rosengård 6, Persborg 8",
            "Triangeln 3, Hyllie 7, Svågertorp 12"
        ]
    );
    assert_eq!(all("oxie"), ["Hyllie 13, Triangeln 17, Malmö C 20"]);
    assert_eq!(all("burlov"), ["Malmö C 5"]);
    assert_eq!(board(&WORLD, StationId(200), now).branches, []);
}

#[test]
fn every_board_of_a_week_shows_the_rows_of_the_timetable() {
    let (mut looked, mut tomorrow) = (0, 0);
    for world in [&*WORLD, &*NIGHT] {
        for (here, of) in (0..).map(StationId).zip(&world.atlas.stations) {
            // Steps that fall on every minute of the hour in turn.
            for step in 0..7 * 1440 / 37 {
                let now = at("2021-05-10T00:00").plus_minutes(step * 37);
                let rows = rows(world, here, now);
                let board = board(world, here, now);
                assert_eq!(board.branches.len(), if of.ring_order.is_some() { 2 } else { 1 });
                for (branch, along) in board.branches.iter().zip([false, true]) {
                    let this_way =
                        |train: &&Leaving| of.ring_order.is_none() || goes_along(world, here, train) == Some(along);
                    let next: Vec<Leaving> = rows.iter().filter(this_way).take(3).copied().collect();
                    assert_eq!(branch.trains, next, "{} at {now}", of.name);
                    tomorrow += branch
                        .trains
                        .iter()
                        .filter(|train| train.departs.date > now.date)
                        .count();
                }
                let later = rows.iter().filter(|train| train.departs >= now.plus_minutes(15));
                assert_eq!(
                    trains_from(world, here, now, 5),
                    later.take(5).copied().collect::<Vec<_>>()
                );
                let mut stops: Vec<StationId> = board
                    .branches
                    .iter()
                    .flat_map(|b| &b.stops)
                    .map(|s| s.station)
                    .collect();
                stops.sort();
                stops.dedup();
                let told: usize = board.branches.iter().map(|b| b.stops.len()).sum();
                assert_eq!(stops.len(), told, "no station stands twice");
                if of.ring_order.is_some() {
                    assert_eq!(told, 6);
                }
                looked += 1;
            }
        }
    }
    println!("{looked} boards, {tomorrow} trains of tomorrow");
    assert!(tomorrow > 0);
}
