//! What time a screen goes by: in the nights when clocks change, with a device that is a day off or back in 1970, and with
//! one that is set while it runs. Right, or said not to be known.

use super::boards::{goes_along, rows};
use crate::day::WORLD;
use m21::calendar::Moment;
use m21::kiosk::{Clock, Leaving, Time, Timekeeper, board};
use m21::model::StationId;
use m21::query::World;
use std::sync::{Arc, LazyLock};

/// Summer time in 2021, in Unix seconds: 28 March and 31 October at 01:00 UTC (directive 2000/84/EC).
const SUMMER: std::ops::Range<i64> = 1_616_893_200..1_635_642_000;
const DAY_MS: f64 = 86_400_000.0;

/// The expo, all of 2021.
static YEAR: LazyLock<Arc<World>> = LazyLock::new(|| {
    let mut atlas = WORLD.atlas.clone();
    atlas.expo.first_day = Moment::parse("2021-01-01T00:00").unwrap().date;
    atlas.expo.last_day = Moment::parse("2021-12-31T00:00").unwrap().date;
    atlas.expo.updated = None;
    Arc::new(World::new(atlas))
});

/// Malmö's time, by the table above.
fn local(unix: i64) -> String {
    let at = unix + if SUMMER.contains(&unix) { 7200 } else { 3600 };
    let (day, second) = (at.div_euclid(86_400), at.rem_euclid(86_400));
    let date = time::Date::from_julian_day(2_440_588 + day as i32).unwrap();
    format!("{date}T{:02}:{:02}", second / 3600, second % 3600 / 60)
}

/// Six hours about both changes of the clocks, and a week in May by odd steps.
fn instants() -> Vec<i64> {
    let about = |change: i64| (-30..=30).map(move |step| change + step * 353);
    let week = (0..100).map(|step| 1_620_604_800 + step * 6_073);
    about(SUMMER.start).chain(about(SUMMER.end)).chain(week).collect()
}

fn clock(time: Time) -> Clock {
    let moment = Moment::from_unix_seconds((time.ms() / 1000.0) as i64);
    let clock = Clock::of(&YEAR, moment);
    match time {
        Time::Known(_) => clock,
        Time::Doubted(_) => Clock::Unknown(clock.moment()),
    }
}

/// That the time is Malmö's, and doors and trains those of then.
fn is_right(clock: Clock, unix: i64) {
    let told = clock.moment();
    assert!(matches!(clock, Clock::Now(_)), "{clock:?} at {unix}");
    assert_eq!(told, Moment::parse(&local(unix)).unwrap(), "{unix}");
    let here = StationId((unix % 7) as u8);
    let board = board(&YEAR, here, told);
    let all = rows(&YEAR, here, told);
    for (branch, along) in board.branches.iter().zip([false, true]) {
        let this_way = |train: &&Leaving| goes_along(&YEAR, here, train) == Some(along);
        assert_eq!(branch.trains.first(), all.iter().find(this_way), "{told}");
    }
    for site in (0..YEAR.atlas.sites.len()).map(|i| m21::model::SiteId(i as u32)) {
        let hours = YEAR.atlas.site(site).hours.clone();
        let is_open = YEAR.opening(site, told).map(m21::calendar::Opening::is_open);
        let said = hours.map(|h| h.is_open(told, &YEAR.atlas.expo.holidays));
        assert_eq!(is_open, said, "{told}");
    }
}

#[test]
fn a_clock_that_is_wrong_is_put_right_by_the_server() {
    let all = instants();
    assert!(all.len() >= 200);
    for unix in all {
        let true_ms = unix as f64 * 1000.0;
        for wall in [true_ms, true_ms + 30_000.0, true_ms + DAY_MS, true_ms - DAY_MS, 0.0] {
            let mut keeper = Timekeeper::new();
            keeper.hear(true_ms, wall, 5_000.0);
            // Some time later, to the whole minute.
            let later = 1_800_000.0;
            let time = keeper.time(wall + later, 5_000.0 + later);
            let off = (time.ms() - true_ms - later).abs();
            assert!(
                matches!(time, Time::Known(_)) && off <= 30_000.0,
                "{unix} {wall} {time:?}"
            );
            if off == 0.0 {
                is_right(clock(time), unix + 1800);
            }
        }
    }
}

#[test]
fn a_clock_that_is_set_while_the_screen_runs_changes_nothing_or_is_doubted() {
    for unix in instants() {
        let true_ms = unix as f64 * 1000.0;
        let mut keeper = Timekeeper::new();
        keeper.hear(true_ms, true_ms, 0.0);
        let at = |wall: f64| keeper.time(wall, 60_000.0);
        // Back: the time since the start knows better.
        is_right(clock(at(true_ms - DAY_MS)), unix + 60);
        is_right(clock(at(0.0)), unix + 60);
        // On: the device may have slept. Nothing that depends on the time is said until the server tells.
        let leapt = true_ms + DAY_MS;
        assert!(!clock(at(leapt)).is_known());
        keeper.hear(leapt, leapt, 60_000.0);
        is_right(clock(keeper.time(leapt + 60_000.0, 120_000.0)), unix + 86_400 + 60);
    }
}

#[test]
fn without_a_server_the_device_is_believed_unless_it_cannot_be_right() {
    for unix in instants() {
        let keeper = Timekeeper::new();
        is_right(clock(keeper.time(unix as f64 * 1000.0, 0.0)), unix);
    }
    for unix in [0.0, 1.0, 86_400.0, 1_000_000_000.0] {
        assert!(!clock(Timekeeper::new().time(unix * 1000.0, 0.0)).is_known());
    }
}
