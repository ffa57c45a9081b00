//! Other trains: each keeps the day, is the one that was chosen, and stays chosen in the link.

use super::{WORLD, broken, clock, plan};
use m21::day::{Step, departures, other_trains};
use m21::view::wish::{read, write};
use proptest::prelude::*;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(super::cases(60)))]

    #[test]
    fn another_train_keeps_the_day_and_stays_chosen(wish in super::wishes::wish(4)) {
        let before = plan(&wish);
        for (i, step) in before.steps.iter().enumerate() {
            let Step::Train { from, to, departs, .. } = *step else {
                prop_assert_eq!(other_trains(&WORLD, &wish, clock(), &before, i, 2), []);
                continue;
            };
            let others = other_trains(&WORLD, &wish, clock(), &before, i, 2);
            prop_assert!(others.len() <= 4);
            prop_assert!(others.is_sorted_by(|a, b| a.departs <= b.departs));
            for other in others {
                prop_assert!(other.departs != departs);
                let real = departures(&WORLD, from, to, other.departs, 4);
                prop_assert!(real.iter().any(|d| (d.departs, d.arrives) == (other.departs, other.arrives)));
                let then = wish.after(other.edit.clone());
                // As whoever opens the link reads it.
                let then = read(&write(&then));
                let after = plan(&then);
                prop_assert_eq!(broken(&then, &after), Vec::<String>::new());
                prop_assert_eq!(after.home, other.home);
                // A shorter stay may make room for one more.
                prop_assert!(after.stops().count() >= before.stops().count());
                let takes = |s: &Step| matches!(s, Step::Train { from: a, to: b, departs, .. } if (*a, *b, *departs) == (from, to, other.departs));
                prop_assert!(after.steps.iter().any(takes));
            }
        }
    }
}

#[test]
fn a_day_with_time_offers_a_later_train() {
    let wish = m21::view::Wish {
        leaves: m21::calendar::Moment::parse("2021-05-18T09:40"),
        ..m21::view::Wish::default()
    };
    let wish = wish.after(m21::view::wish::Edit::Add("vaxthuset".into()));
    let before = plan(&wish);
    let rides = before
        .steps
        .iter()
        .enumerate()
        .filter(|(_, step)| matches!(step, Step::Train { .. }));
    let later: Vec<usize> = rides
        .map(|(i, step)| {
            let Step::Train { departs, .. } = *step else { return 0 };
            let others = other_trains(&WORLD, &wish, clock(), &before, i, 2);
            others.iter().filter(|other| other.departs > departs).count()
        })
        .collect();
    assert_eq!(later, [2, 2], "{before:#?}");
}
