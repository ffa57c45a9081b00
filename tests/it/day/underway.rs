//! Why a site is not in a day, what is left of one, and how likely it is to hold.

use super::{WORLD, broken, clock, plan};
use m21::calendar::Moment;
use m21::day::{Outing, Step, Why, departures, from_now, from_step, why};
use m21::model::SiteId;
use m21::view::Wish;
use m21::view::wish::{Edit, Place};
use proptest::prelude::*;

fn site(slug: &str) -> SiteId {
    WORLD.atlas.sites.find(slug).unwrap()
}

fn at(text: &str, minutes: u16, stops: &[&str]) -> Wish {
    let wish = Wish {
        leaves: Moment::parse(text),
        minutes: Some(minutes),
        ..Wish::default()
    };
    stops
        .iter()
        .fold(wish, |wish, slug| wish.after(Edit::Add((*slug).to_owned())))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(super::cases(120)))]

    #[test]
    fn the_smallest_change_does_what_it_says(wish in super::wishes::wish(4), id in 0..WORLD.atlas.sites.len() as u32) {
        let id = SiteId(id);
        let slug = WORLD.atlas.sites.slug(id).to_owned();
        let with = |wish: Wish| {
            let wish = wish.after(Edit::Add(slug.clone())).after(Edit::Order(m21::view::wish::Order::Best));
            let mut wish = Wish { meal: false, ..wish };
            wish.stops.iter_mut().filter(|stop| stop.slug == slug).for_each(|stop| stop.skipped = false);
            // Unknown stops and those passed over have no say.
            plan(&wish).missed.is_empty()
        };
        let plain = Wish { meal: false, ..wish.clone() };
        match why(&WORLD, &plain, clock(), id) {
            Why::Fits => prop_assert!(with(plain)),
            Why::TooLong { over } => {
                prop_assert!(!with(plain.clone()));
                let minutes = plain.minutes.unwrap();
                let longer = |by: u16| Wish { minutes: Some(minutes + by), ..plain.clone() };
                prop_assert!(with(longer(over)));
                prop_assert!(over == 1 || !with(longer(over - 1)), "{over} minutes are more than it takes");
            }
            Why::Instead { stop } => {
                prop_assert!(!with(plain.clone()));
                let gone = plain.stops[stop].slug.clone();
                prop_assert!(with(plain.after(Edit::Remove(gone))));
            }
            Why::TooLate { there, by, earlier } => {
                prop_assert!(!with(plain.clone()));
                prop_assert!(by < there || earlier.is_none(), "{by} {there}");
                if let Some(earlier) = earlier {
                    let leaves = plain.leaves.unwrap().plus_minutes(-i32::from(earlier));
                    let alone = Wish { leaves: Some(leaves), minutes: None, stops: Vec::new(), ..plain };
                    prop_assert!(with(alone));
                }
            }
            Why::Shut { .. } | Why::ClosedForGood | Why::Crowded | Why::NoWay => prop_assert!(!with(plain)),
        }
    }

    #[test]
    fn what_is_left_of_a_day_is_a_day(wish in super::wishes::wish(5), after in 0..600_i32) {
        let before = plan(&wish);
        let now = before.leaves.plus_minutes(after);
        let rest = from_now(&WORLD, &wish, &before, now);
        let then = plan(&rest);
        prop_assert_eq!(broken(&rest, &then), Vec::<String>::new());
        prop_assert!(then.leaves >= now);
        let over = before.steps.iter().filter(|s| matches!(s, Step::Visit { .. }) && s.ends() <= now).count();
        prop_assert_eq!(rest.stops.len() + over + before_skipped(&wish), wish.stops.len());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(super::cases(120)))]

    #[test]
    fn who_is_late_at_any_step_has_a_day_from_now_on(wish in super::wishes::wish(5), step in 0..20_usize, late in 0..90_i32) {
        let before = plan(&wish);
        prop_assume!(!before.steps.is_empty());
        let step = step % before.steps.len();
        let now = before.steps[step].begins().plus_minutes(late);
        let rest = from_step(&WORLD, &wish, &before, step, now);
        let then = plan(&rest);
        prop_assert_eq!(broken(&rest, &then), Vec::<String>::new());
        prop_assert!(then.leaves >= now);
        // What was visited before this step is over, all else is still to come, and a visit that is over by now is too.
        let is_visit = |s: &&Step| matches!(s, Step::Visit { .. });
        let over = before.steps[..step].iter().filter(is_visit).count()
            + before.steps[step..=step].iter().filter(is_visit).filter(|s| s.ends() <= now).count();
        prop_assert_eq!(rest.stops.len() + over + before_skipped(&wish), wish.stops.len());
    }

    #[test]
    fn the_step_of_a_moment_is_the_first_that_is_not_over(wish in super::wishes::wish(4), after in -60..900_i32) {
        let plan = plan(&wish);
        let now = plan.leaves.plus_minutes(after);
        let at = plan.step_at(now);
        prop_assert!(plan.steps[..at].iter().all(|s| s.ends() <= now));
        prop_assert!(plan.steps.get(at).is_none_or(|s| s.ends() > now));
    }
}

/// What is passed over is not taken along.
fn before_skipped(wish: &Wish) -> usize {
    let known = |slug: &str| WORLD.atlas.sites.find(slug).is_some();
    wish.stops
        .iter()
        .filter(|stop| stop.skipped && known(&stop.slug))
        .count()
}

#[test]
fn a_site_that_is_shut_says_when_it_opens() {
    // A Monday.
    let monday = at("2021-05-17T10:00", 480, &[]);
    let closed = WORLD.atlas.sites().find(|(_, s)| {
        s.hours
            .as_ref()
            .is_some_and(|h| h.to_string().starts_with("We-Su 11:00"))
    });
    let (id, _) = closed.unwrap();
    assert_eq!(
        why(&WORLD, &monday, clock(), id),
        Why::Shut {
            opens: Moment::parse("2021-05-19T11:00")
        }
    );
}

#[test]
fn somebody_on_time_has_left_what_was_to_come() {
    let wish = at("2021-05-18T09:40", 480, &["expokontoret", "vaxthuset"]);
    let before = plan(&wish);
    let first = before.steps.iter().find(|s| matches!(s, Step::Visit { .. })).unwrap();
    let rest = from_now(&WORLD, &wish, &before, first.ends());
    assert_eq!(rest.stops.len(), 1);
    assert_eq!(
        rest.start,
        Some(Place::Site(wish.stops[before.stops().next().unwrap()].slug.clone()))
    );
    assert_eq!(plan(&rest).home, before.home);
}

#[test]
fn the_trains_after_one_come_in_order_and_go_where_they_should() {
    let station = |slug: &str| WORLD.atlas.find_station(slug).unwrap();
    let (from, to) = (station("malmo-c"), station("hyllie"));
    let at = Moment::parse("2021-05-15T10:00").unwrap();
    let found = departures(&WORLD, from, to, at, 4);
    let clocks: Vec<String> = found.iter().map(|d| d.departs.to_string()[11..].to_owned()).collect();
    // Saturday: each way round the ring once an hour, and the train to Oxie.
    assert_eq!(clocks, ["10:08", "10:23", "10:48", "11:08"]);
    assert!(found.iter().all(|d| d.departs < d.arrives));
}

#[test]
fn a_day_with_air_holds_more_often_than_one_without() {
    let holds = |minutes| {
        let wish = at("2021-05-18T09:40", minutes, &["expokontoret", "vaxthuset"]);
        let mut outing = Outing::new(&WORLD, &wish, clock()).unwrap();
        let plan = outing.plan();
        assert!(plan.missed.is_empty());
        outing.sturdiness(&plan)
    };
    let home = plan(&at("2021-05-18T09:40", 480, &["expokontoret", "vaxthuset"])).home;
    let least = Moment::parse("2021-05-18T09:40").unwrap().minutes_until(home);
    assert_eq!(holds(480), 100);
    assert!(holds(least as u16) < 80, "{}", holds(least as u16));
}

#[test]
fn what_is_known_of_one_site_is_asked_of_it() {
    let short = at("2021-05-18T09:40", 30, &[]);
    assert!(matches!(
        why(&WORLD, &short, clock(), site("vaxthuset")),
        Why::TooLong { over: 1.. }
    ));
}
