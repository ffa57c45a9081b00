//! Good days: among the orders that are nearly as soon over none is better, by a dull count of what is wrong with a day.

use super::{WORLD, broken, cases, clock, plan};
use crate::travel::Dice;
use m21::calendar::Moment;
use m21::day::{Blemishes, Plan, Step};
use m21::model::{SiteId, StationId};
use m21::view::Wish;
use m21::view::wish::{Edit, Order};
use proptest::prelude::*;

/// The same, counted from the plan's times alone.
fn dull(wish: &Wish, plan: &Plan) -> Blemishes {
    let mut found = Blemishes::default();
    let whole = plan.leaves.minutes_until(plan.home);
    let mut directions = Vec::new();
    let ring = |id: StationId| WORLD.atlas.station(id).ring_order;
    let most = WORLD.atlas.stations.iter().filter_map(|s| s.ring_order).max().unwrap();
    let mut spent = 0;
    for step in &plan.steps {
        spent += step.begins().minutes_until(step.ends());
        match *step {
            Step::Walk { departs, arrives, .. } if departs.minutes_until(arrives) > 20 => found.long_walks += 1,
            Step::Visit {
                stop,
                site,
                begins,
                closes: Some(closes),
                ..
            } => {
                let stay = wish.stops[stop]
                    .stay
                    .or(WORLD.atlas.site(site).visit_minutes)
                    .unwrap_or(30);
                if begins.plus_minutes(i32::from(stay) + 15) > closes {
                    found.tight += 1;
                }
            }
            Step::Train { from, next, .. } => {
                if let (Some(a), Some(b)) = (ring(from), ring(next)) {
                    // To the next number, or from the last to the first; a train may pass a station.
                    let up = if b > a { b - a <= most / 2 } else { a - b > most / 2 };
                    if directions.last() != Some(&up) {
                        directions.push(up);
                    }
                }
            }
            _ => {}
        }
    }
    found.turns = directions.len().saturating_sub(2) as u16;
    found.waiting = (whole - spent - whole * 8 / 100).max(0) as u16;
    let at = |minute: i32| Moment::midnight(plan.leaves.date).plus_minutes(minute);
    let noon = plan.leaves <= at(690) && plan.home >= at(735) && whole >= 360;
    found.hungry = noon && !plan.steps.iter().any(|step| matches!(step, Step::Rest { .. }));
    found
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn what_is_wrong_with_a_day_is_counted_right(wish in super::wishes::wish(7)) {
        let plan = plan(&wish);
        prop_assert_eq!(Blemishes::of(&WORLD, &wish, &plan), dull(&wish, &plan), "{:#?}", plan);
    }
}

/// Every order of a few stops.
fn orders(stops: &[String]) -> Vec<Vec<String>> {
    if stops.is_empty() {
        return vec![Vec::new()];
    }
    let first = |i: usize| {
        let mut rest = stops.to_vec();
        let first = rest.remove(i);
        orders(&rest).into_iter().map(move |mut order| {
            order.insert(0, first.clone());
            order
        })
    };
    (0..stops.len()).flat_map(first).collect()
}

#[test]
fn of_the_orders_that_are_nearly_as_soon_over_none_makes_a_better_day() {
    let mut dice = Dice(0x600d);
    let (mut better, mut all) = (0, 0);
    for case in 0..cases(60) {
        let leaves =
            Moment::midnight(WORLD.atlas.expo.first_day).plus_minutes(dice.whole(120) * 1440 + 480 + dice.whole(300));
        let mut wish = Wish {
            leaves: Some(leaves),
            ..Wish::default()
        };
        for _ in 0..2 + dice.below(4) {
            let id = SiteId(dice.below(WORLD.atlas.sites.len() as u32));
            wish = wish.after(Edit::Add(WORLD.atlas.sites.slug(id).to_owned()));
        }
        let best = plan(&wish);
        if !best.missed.is_empty() {
            continue;
        }
        all += 1;
        let slugs: Vec<String> = wish.stops.iter().map(|stop| stop.slug.clone()).collect();
        let own = orders(&slugs).into_iter().map(|order| {
            let own = wish.after(Edit::Arrange(order));
            let plan = plan(&own);
            let weight = Blemishes::of(&WORLD, &own, &plan).weight();
            (plan, weight)
        });
        let own: Vec<(Plan, u32)> = own.filter(|(plan, _)| plan.missed.is_empty()).collect();
        let soonest = own.iter().map(|(plan, _)| plan.home).min().unwrap();
        assert_eq!(best.soonest, soonest, "case {case}: {wish:?}");
        let nearly = soonest.plus_minutes(leaves.minutes_until(soonest) / 100);
        let near = own.iter().filter(|(plan, _)| plan.home <= nearly);
        let (weight, home) = near.map(|(plan, weight)| (*weight, plan.home)).min().unwrap();
        let ours = Blemishes::of(&WORLD, &wish, &best).weight();
        // More orders than are looked at are nearly as soon over only where many are.
        assert_eq!((ours, best.home), (weight, home), "case {case}: {wish:?}");
        let first = own.iter().find(|(plan, _)| plan.home == soonest).unwrap();
        better += u32::from(weight < first.1);
    }
    assert!(all >= 30 && better >= 1, "{better} better days of {all}");
}

#[test]
fn a_walk_of_more_than_twenty_minutes_gives_way_to_a_train_that_is_there_in_time() {
    let mut dice = Dice(20);
    let (mut walks, mut days) = (0, 0);
    for _ in 0..cases(80) {
        let leaves = Moment::parse("2021-05-18T09:00").unwrap().plus_minutes(dice.whole(300));
        let mut wish = Wish {
            leaves: Some(leaves),
            order: Order::Mine,
            ..Wish::default()
        };
        for _ in 0..4 {
            let id = SiteId(dice.below(WORLD.atlas.sites.len() as u32));
            wish = wish.after(Edit::Add(WORLD.atlas.sites.slug(id).to_owned()));
        }
        let plan = plan(&wish);
        assert_eq!(broken(&wish, &plan), Vec::<String>::new());
        days += 1;
        walks += u32::from(Blemishes::of(&WORLD, &wish, &plan).long_walks);
    }
    println!("{walks} long walks on {days} days");
    let _ = clock();
}
