//! What one can be back from, against every minute and the timetable's rows.

use super::dull::{Dull, Row, Visit};
use super::{anywhere, setting_out, world};
use crate::day::{WORLD, cases};
use crate::travel::Dice;
use m21::calendar::Moment;
use m21::kiosk::{Errand, Way, errands, trains_from};
use m21::model::{SiteId, Status};
use std::sync::Arc;

/// Counts of what the cases held.
#[derive(Debug, Default)]
struct Seen {
    found: u32,
    refused: u32,
    trains: u32,
    changes: u32,
    past_midnight: u32,
    cut_by_doors: u32,
    waited: u32,
    unsaid: u32,
    holidays_and_weekends: u32,
}

/// Whether a train of a way is in the timetable.
fn is_in(rows: &[Row], midnight: Moment, way: &Way) -> bool {
    let Way::ByTrain {
        from,
        departs,
        to,
        arrives,
        changes,
        ..
    } = *way
    else {
        return true;
    };
    let (departs, arrives) = (midnight.minutes_until(departs), midnight.minutes_until(arrives));
    let on = |row: &&Row| row.from == from.index() && row.departs == departs;
    let off = |row: &&Row| row.to == to.index() && row.arrives == arrives;
    if changes == 0 {
        rows.iter().any(|row| on(&row) && off(&row))
    } else {
        rows.iter().any(|row| on(&row)) && rows.iter().any(|row| off(&row))
    }
}

#[test]
fn every_errand_is_the_longest_there_is_and_none_is_missing() {
    let mut dice = Dice(0x0e44_a4d5);
    let mut seen = Seen::default();
    for case in 0..cases(1000) {
        let world = world(case);
        let here = anywhere(&mut dice);
        let now = setting_out(&mut dice, world, here);
        let midnight = Moment::midnight(now.date);
        let start = i32::from(now.minute);
        // A real train in most cases, else any minute.
        let trains = trains_from(world, here, now, 8);
        let real = trains
            .get(dice.below(9) as usize)
            .map(|train| now.minutes_until(train.departs));
        let train = start + real.filter(|by| *by < 400).unwrap_or_else(|| 15 + dice.whole(240));
        let least = [0, 5, 20, 30, 60][dice.below(5) as usize];
        let dull = Dull::new(world, here, midnight, (start, train));
        let out = dull.out(start);
        let sites = world.atlas.sites.len() as u32;
        let asked: Vec<SiteId> = (0..6).map(|_| SiteId(dice.below(sites))).collect();
        let all = errands(
            world,
            here,
            now,
            midnight.plus_minutes(train),
            least,
            &mut (0..sites).map(SiteId),
        );
        for site in asked {
            let of = world.atlas.site(site);
            let visit = of.visit_minutes.unwrap_or(30);
            let long = |v: &Visit| v.until - v.begins >= i32::from(least.min(visit));
            let best = dull.visit(&out, start, train, site).filter(long);
            let errand = all.iter().find(|errand| errand.site == site);
            let minute = |at: Moment| midnight.minutes_until(at);
            let told = errand.map(|e| Visit {
                arrives: minute(e.arrives),
                begins: minute(e.begins),
                until: minute(e.until),
                leaves: minute(e.leaves),
                back: minute(e.back),
            });
            let asked = format!("case {case}: {site:?} from {here:?} at {now} for {train}, {errand:?}");
            assert_eq!(told, best, "{asked}");
            let Some(errand) = errand else {
                seen.refused += 1;
                continue;
            };
            holds(errand, now, midnight.plus_minutes(train), &asked);
            assert_eq!(errand.whole, errand.stay >= visit, "{asked}");
            assert_eq!(errand.hours_unsaid, of.hours.is_none(), "{asked}");
            assert_ne!(of.status, Status::Closed, "{asked}");
            for way in [&errand.out, &errand.home] {
                assert!(is_in(&dull.rows, midnight, way), "{asked}");
                if let Way::ByTrain { changes, .. } = way {
                    seen.trains += 1;
                    seen.changes += u32::from(*changes);
                }
            }
            seen.found += 1;
            seen.past_midnight += u32::from(errand.back.date > now.date);
            seen.cut_by_doors += u32::from(errand.until < errand.leaves);
            seen.waited += u32::from(errand.begins > errand.arrives);
            seen.unsaid += u32::from(errand.hours_unsaid);
            let holiday = world.atlas.expo.holidays.contains(now.date);
            seen.holidays_and_weekends += u32::from(holiday || now.weekday().number_from_monday() > 5);
        }
        let key = |e: &Errand| (!e.whole, e.arrives, world.atlas.sites.slug(e.site));
        assert!(
            all.windows(2).all(|pair| key(&pair[0]) < key(&pair[1])),
            "case {case}: out of order"
        );
    }
    println!("{seen:?}");
    assert!(seen.found > 0 && seen.refused > 0 && seen.trains > 0 && seen.past_midnight > 0);
    assert!(seen.cut_by_doors > 0 && seen.waited > 0 && seen.unsaid > 0 && seen.holidays_and_weekends > 0);
}

/// What an errand says of itself adds up.
fn holds(errand: &Errand, now: Moment, train: Moment, asked: &str) {
    assert_eq!(
        now.plus_minutes(i32::from(errand.out.minutes())),
        errand.arrives,
        "{asked}"
    );
    assert_eq!(
        errand.leaves.plus_minutes(i32::from(errand.home.minutes())),
        errand.back,
        "{asked}"
    );
    assert_eq!(
        errand.begins.plus_minutes(i32::from(errand.stay)),
        errand.until,
        "{asked}"
    );
    assert!(errand.back.minutes_until(train) >= 3, "{asked}");
    if let Way::ByTrain { arrives, walk, .. } = errand.out {
        assert_eq!(arrives.plus_minutes(i32::from(walk)), errand.arrives, "{asked}");
    }
    if let Way::ByTrain { departs, walk, .. } = errand.home {
        assert_eq!(errand.leaves.plus_minutes(i32::from(walk) + 3), departs, "{asked}");
    }
}

#[test]
fn a_train_that_is_gone_or_a_station_that_is_not_known_gives_nothing() {
    let now = Moment::parse("2021-05-16T14:32").unwrap();
    let world: &Arc<_> = &WORLD;
    let sites = world.atlas.sites.len() as u32;
    let ask = |here, train: i32| {
        errands(
            world,
            here,
            now,
            now.plus_minutes(train),
            20,
            &mut (0..sites).map(SiteId),
        )
        .len()
    };
    let hyllie = world.atlas.find_station("hyllie").unwrap();
    assert_eq!(ask(hyllie, -60), 0);
    assert_eq!(ask(hyllie, 3), 0);
    assert!(ask(hyllie, 60) > 0);
    assert_eq!(ask(m21::model::StationId(99), 60), 0);
}
