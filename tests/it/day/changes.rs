//! What is different between plans, and since a link was made.

use super::{WORLD, clock, plan};
use crate::load::Folder;
use m21::calendar::Moment;
use m21::day::{Change, Outing, Plan, Step, changes, made, notices, since};
use m21::query::World;
use m21::view::Wish;
use m21::view::wish::{Edit, read, write};
use proptest::prelude::*;
use std::path::Path;
use std::sync::Arc;

fn homes(found: &[Change]) -> Vec<(Moment, Moment)> {
    let home = |change: &Change| match *change {
        Change::Home { was, is } => Some((was, is)),
        _ => None,
    };
    found.iter().filter_map(home).collect()
}

fn begins(plan: &Plan, site: m21::model::SiteId) -> Option<Moment> {
    plan.steps.iter().find_map(|step| match step {
        Step::Visit {
            site: other, begins, ..
        } if *other == site => Some(*begins),
        _ => None,
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn what_is_told_is_what_is_different(one in super::wishes::wish(4), other in super::wishes::wish(4)) {
        let other = Wish { stops: one.stops.iter().chain(&other.stops).skip(1).cloned().collect::<Vec<_>>(), ..one.clone() };
        let mut other = other;
        let mut seen = Vec::new();
        other.stops.retain(|stop| { let new = !seen.contains(&stop.slug); seen.push(stop.slug.clone()); new });
        let (a, b) = (plan(&one), plan(&other));
        prop_assert_eq!(changes(&a, &a), []);
        let found = changes(&a, &b);
        let mut told = 0;
        for id in (0..WORLD.atlas.sites.len() as u32).map(m21::model::SiteId) {
            let (was, is) = (begins(&a, id), begins(&b, id));
            let change = found.contains(&Change::Visit { site: id, was, is });
            prop_assert_eq!(change, was != is);
            told += usize::from(change);
        }
        prop_assert_eq!(found.iter().filter(|c| matches!(c, Change::Visit { .. })).count(), told);
        prop_assert_eq!(!homes(&found).is_empty(), a.home != b.home);
        // Backwards it is the same, the other way.
        prop_assert_eq!(changes(&b, &a).len(), found.len());
    }

    #[test]
    fn a_link_opened_on_the_same_data_tells_of_no_change(wish in super::wishes::wish(8)) {
        let plan = plan(&wish);
        let kept = Wish { made: made(&wish, &plan), ..wish.clone() };
        prop_assert!(kept.made.is_some());
        prop_assert_eq!(since(&WORLD, &read(&write(&kept)), &plan), []);
        prop_assert_eq!(since(&WORLD, &wish, &plan), []);
    }
}

#[test]
fn a_train_that_runs_later_is_noticed_with_before_and_after() {
    let wish = Wish {
        leaves: Moment::parse("2021-05-18T09:40"),
        ..Wish::default()
    };
    let wish = wish
        .after(Edit::Add("vaxthuset".into()))
        .after(Edit::Add("expokontoret".into()));
    let before = plan(&wish);
    let link = write(&Wish {
        made: made(&wish, &before),
        ..wish.clone()
    });
    let mut atlas = Folder::at(&Path::new(env!("CARGO_MANIFEST_DIR")).join("data"))
        .read()
        .unwrap()
        .atlas;
    for line in &mut atlas.timetable.lines {
        for departures in &mut line.departures {
            departures.at.iter_mut().for_each(|at| *at += 4);
        }
    }
    let world = Arc::new(World::new(atlas));
    let opened = read(&link);
    let after = Outing::new(&world, &opened, clock()).unwrap().plan();
    let found = since(&world, &opened, &after);
    assert_eq!(homes(&found), [(before.home, after.home)]);
    let vaxthuset = WORLD.atlas.sites.find("vaxthuset").unwrap();
    let visit = Change::Visit {
        site: vaxthuset,
        was: begins(&before, vaxthuset),
        is: begins(&after, vaxthuset),
    };
    assert!(
        begins(&before, vaxthuset) != begins(&after, vaxthuset) && found.contains(&visit),
        "{found:?}"
    );
    // Two plans at hand say of the trains too.
    let trains = |found: &[Change]| found.iter().filter(|c| matches!(c, Change::Train { .. })).count();
    assert!(trains(&changes(&before, &after)) > 0);
}

#[test]
fn a_closure_is_told_of_a_chosen_site_on_its_days_only() {
    let day = |text| Wish {
        leaves: Moment::parse(text),
        ..Wish::default()
    };
    let told = |wish: &Wish| -> Vec<String> {
        let found = notices(&WORLD, wish, &plan(wish));
        found.iter().map(|notice| notice.slug.clone()).collect()
    };
    let shut = day("2021-06-09T10:00").after(Edit::Add("vaxthuset".into()));
    assert_eq!(told(&shut), ["vaxthuset-stangt"]);
    assert_eq!(
        told(&day("2021-06-09T10:00").after(Edit::Add("expokontoret".into()))),
        [""; 0]
    );
    assert_eq!(
        told(&day("2021-06-14T10:00").after(Edit::Add("vaxthuset".into()))),
        [""; 0]
    );
}
