//! Random wishes of the shipped expo, and what must hold of all their plans.

use super::{WORLD, broken, clock, plan};
use m21::calendar::Moment;
use m21::day::Step;
use m21::model::SiteId;
use m21::space::Pt;
use m21::view::Wish;
use m21::view::wish::{Edit, Order, Pace, Place, Point, Stop};
use proptest::prelude::*;

fn place() -> impl Strategy<Value = Option<Place>> {
    let station = |i: usize| Place::Station(WORLD.atlas.stations[i].slug.clone());
    let site = |i: u32| Place::Site(WORLD.atlas.sites.slug(SiteId(i)).to_owned());
    let point = (-3000.0..4000.0_f64, -2000.0..5000.0_f64)
        .prop_map(|(x, y)| Place::Point(Point::nearest(Pt::new(x, y)).unwrap()));
    prop::option::of(prop_oneof![
        (0..WORLD.atlas.stations.len()).prop_map(station),
        (0..WORLD.atlas.sites.len() as u32).prop_map(site),
        point,
    ])
}

prop_compose! {
    /// A wish of the shipped expo with up to so many stops, some of them unknown, passed over, locked or of odd length.
    pub(super) fn wish(most: usize)(
        (day, minute) in (0..128_i32, 0..1440_u16),
        morning in prop::bool::weighted(0.8),
        minutes in prop::option::weighted(0.6, 20..=720_u16),
        (start, end) in (place(), prop_oneof![2 => Just(None), 1 => place()]),
        pace in prop::sample::select(Pace::ALL.to_vec()),
        order in prop::sample::select(vec![Order::Best, Order::Mine]),
        meal in any::<bool>(),
        sites in prop::collection::vec(0..WORLD.atlas.sites.len() as u32, 0..=most),
        ways in prop::collection::vec((prop::option::weighted(0.3, 5..=120_u16), prop::bool::weighted(0.1), prop::bool::weighted(0.1), prop::bool::weighted(0.05)), most),
    ) -> Wish {
        let minute = if morning { 420 + minute % 480 } else { minute };
        let leaves = Moment::midnight(WORLD.atlas.expo.first_day).plus_minutes(day * 1440 + i32::from(minute));
        let mut wish = Wish { leaves: Some(leaves), minutes, start, end, pace, order, meal, ..Wish::default() };
        for (site, (stay, locked, skipped, unknown)) in sites.into_iter().zip(ways) {
            let slug = if unknown { format!("gone-{site}") } else { WORLD.atlas.sites.slug(SiteId(site)).to_owned() };
            if wish.stop(&slug).is_none() {
                wish.stops.push(Stop { slug, stay, locked, skipped });
            }
        }
        wish
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(super::cases(400)))]

    // A hundred thousand: `M21_CASES=100000 cargo test --config profile.dev.package.m21.opt-level=3 --test it every_plan`,
    // some minutes.
    #[test]
    fn every_plan_keeps_every_rule(wish in wish(9)) {
        let plan = plan(&wish);
        prop_assert_eq!(broken(&wish, &plan), Vec::<String>::new());
    }

    #[test]
    fn what_a_plan_adds_up_to_is_its_day(wish in wish(6)) {
        let plan = plan(&wish);
        let totals = plan.totals(&WORLD);
        let rests = plan.steps.iter().filter(|step| matches!(step, Step::Rest { .. }));
        let rest: i32 = rests.map(|step| step.begins().minutes_until(step.ends())).sum();
        let sum = totals.walking + totals.riding + totals.visiting + totals.waiting;
        prop_assert_eq!(sum.cast_signed() + rest, plan.leaves.minutes_until(plan.home));
        prop_assert_eq!(totals.sites, plan.stops().count());
    }

    #[test]
    fn the_visitors_own_order_is_kept_and_never_visits_more_than_the_best(wish in wish(6)) {
        let own = plan(&Wish { order: Order::Mine, meal: false, ..wish.clone() });
        let best = plan(&Wish { order: Order::Best, meal: false, ..wish.clone() });
        prop_assert!(own.stops().is_sorted());
        if wish.stops.iter().all(|stop| !stop.locked) {
            prop_assert!(own.stops().count() <= best.stops().count());
            if own.stops().count() == best.stops().count() && best.missed.is_empty() {
                // A better day may be home a little later than the soonest.
                prop_assert!(best.soonest <= own.home, "{} {}", best.soonest, own.home);
            }
        }
    }
}

#[test]
fn a_day_with_nothing_to_see_stays_where_it_is() {
    let plan = plan(&Wish::default());
    assert_eq!(
        (plan.steps.len(), plan.leaves, plan.home),
        (0, clock().plus_minutes(3), clock().plus_minutes(3))
    );
    assert_eq!(broken(&Wish::default(), &plan), Vec::<String>::new());
}

#[test]
fn waiting_for_a_train_is_spent_at_the_site_while_its_doors_are_open() {
    // Weekend: a train an hour each way round.
    let wish = Wish::default().after(Edit::Add("expokontoret".into()));
    let far = wish.after(Edit::Start(Some(Place::Station("hyllie".into()))));
    let plan = plan(&far);
    let stay = plan.steps.iter().find_map(|step| match step {
        Step::Visit { begins, leaves, .. } => Some(begins.minutes_until(*leaves)),
        _ => None,
    });
    assert!(stay.is_some_and(|stay| stay >= 20), "{plan:#?}");
    let totals = plan.totals(&WORLD);
    // What is left is standing on platforms: three minutes for each train.
    assert!(totals.waiting <= 3 * totals.trains as u32, "{totals:?}");
}
