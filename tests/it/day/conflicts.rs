//! Stops that do not fit in: where they would stand, and ways out that lead out.

use super::{WORLD, broken, clock, plan};
use m21::calendar::Moment;
use m21::day::{Out, conflicts};
use m21::view::Wish;
use m21::view::wish::{Edit, Order};
use proptest::prelude::*;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(super::cases(150)))]

    #[test]
    fn every_way_out_leads_out(wish in super::wishes::wish(6)) {
        let before = plan(&wish);
        let found = conflicts(&WORLD, &wish, clock(), &before, 3);
        prop_assert_eq!(found.len(), before.missed.len().min(3));
        let slugs = |wish: &Wish, stops: &[usize]| -> Vec<String> {
            stops.iter().map(|stop| wish.stops[*stop].slug.clone()).collect()
        };
        let missed = slugs(&wish, &before.missed);
        for conflict in found {
            let slug = wish.stops[conflict.stop].slug.clone();
            prop_assert!(missed.contains(&slug));
            prop_assert!(conflict.after <= before.stops().count());
            prop_assert!((1..=3).contains(&conflict.ways.len()));
            prop_assert_eq!(conflict.ways.last().map(|way| way.out), Some(Out::Remove));
            if wish.order == Order::Mine {
                prop_assert_eq!(conflict.after, before.stops().filter(|stop| *stop < conflict.stop).count());
            }
            if let (Some(there), Some(closes)) = (conflict.there, conflict.closes) {
                let stay = wish.stops[conflict.stop].stay.or_else(|| {
                    WORLD.atlas.site(WORLD.atlas.sites.find(&slug).unwrap()).visit_minutes
                });
                prop_assert!(there.plus_minutes(i32::from(stay.unwrap_or(30))) > closes, "{there} {closes}");
            }
            for way in conflict.ways {
                let then = wish.after(way.edit.clone());
                let after = plan(&then);
                prop_assert_eq!(broken(&then, &after), Vec::<String>::new());
                prop_assert_eq!(after.home, way.home);
                let lost = slugs(&then, &after.missed);
                prop_assert!(!lost.contains(&slug), "{way:?}");
                let keeps = lost.iter().all(|other| missed.contains(other));
                prop_assert!(keeps || way.out == Out::Remove, "{way:?} loses {lost:?}");
                let visited = slugs(&then, &after.stops().collect::<Vec<_>>()).contains(&slug);
                prop_assert_eq!(visited, way.out != Out::Remove);
                match way.out {
                    Out::Before { other } => {
                        let other = &wish.stops[other].slug;
                        prop_assert!(then.stop(&slug) < then.stop(other));
                    }
                    Out::Shorten { other, minutes } => {
                        let stop = &then.stops[other];
                        prop_assert_eq!(stop.stay, Some(minutes));
                        prop_assert!(minutes >= 10);
                    }
                    Out::Skip { other } => prop_assert!(then.stops[other].skipped),
                    Out::Reorder | Out::Earlier { .. } | Out::Longer { .. } | Out::Remove => {}
                }
            }
        }
    }
}

/// The design's own case: two sites, the second of which closes before one can be there after the first.
#[test]
fn a_stop_that_closes_too_early_has_three_ways_out() {
    // The site that closes first of those that open that day.
    let day = Moment::parse("2021-05-19T00:00").unwrap();
    let closes = |site: m21::model::SiteId| {
        let doors = m21::day::Doors::of(&WORLD, site, day.date);
        doors
            .spans
            .iter()
            .find(|(from, to)| *from >= 0 && *to < 1440)
            .map(|span| span.1)
    };
    let sites = WORLD.atlas.sites().map(|(id, _)| id).filter(|id| closes(*id).is_some());
    let early = sites.min_by_key(|id| closes(*id)).unwrap();
    let until = closes(early).unwrap();
    let wish = Wish {
        leaves: Some(day.plus_minutes(until - 150)),
        order: Order::Mine,
        ..Wish::default()
    };
    let wish = wish
        .after(Edit::Add("vaxthuset".into()))
        .after(Edit::Stay("vaxthuset".into(), Some(90)));
    // Of two that cannot both be visited the one that is locked is.
    let wish = wish.after(Edit::Lock("vaxthuset".into()));
    let wish = wish.after(Edit::Add(WORLD.atlas.sites.slug(early).to_owned()));
    let before = plan(&wish);
    assert_eq!(before.missed, [1], "{before:#?}");
    let found = conflicts(&WORLD, &wish, clock(), &before, 3);
    let [conflict] = found.as_slice() else {
        panic!("{found:?}");
    };
    assert_eq!(conflict.after, 1);
    assert_eq!(conflict.closes, Some(day.plus_minutes(until)));
    let outs: Vec<Out> = conflict.ways.iter().map(|way| way.out).collect();
    assert!(
        matches!(
            outs.as_slice(),
            [Out::Before { other: 0 }, Out::Shorten { other: 0, .. }, Out::Remove]
        ),
        "{outs:?}"
    );
}
