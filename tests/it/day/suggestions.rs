//! Days suggested: they keep every rule, do what they say, and do not depend on who asks.

use super::{WORLD, broken, clock, plan};
use m21::calendar::Moment;
use m21::day::{Chunk, Suggestion};
use m21::model::Goal;
use m21::view::Wish;
use m21::view::wish::{Edit, Interests};
use proptest::prelude::*;

const CHUNKS: [Chunk; 5] = [
    Chunk::Wished,
    Chunk::Short,
    Chunk::Ring,
    Chunk::AllGoals,
    Chunk::Surprise,
];

fn suggested(wish: &Wish, chunk: Chunk) -> Wish {
    let mut suggestion = Suggestion::new(&WORLD, wish, clock(), chunk).unwrap();
    while suggestion.step(500) {}
    suggestion.wish()
}

fn at(text: &str) -> Wish {
    Wish {
        leaves: Moment::parse(text),
        ..Wish::default()
    }
}

#[test]
fn every_chunk_gives_a_day_that_keeps_every_rule() {
    for text in ["2021-05-15T10:35", "2021-05-19T09:00", "2021-07-06T13:10"] {
        for chunk in CHUNKS {
            let wish = suggested(&at(text), chunk);
            let plan = plan(&wish);
            assert_eq!(broken(&wish, &plan), Vec::<String>::new());
            assert!(plan.missed.is_empty(), "{chunk:?} at {text}: {:?}", plan.missed);
            let totals = plan.totals(&WORLD);
            assert!(totals.sites >= 1, "{chunk:?} at {text}");
            let minutes = plan.leaves.minutes_until(plan.home);
            assert!(
                chunk.minutes().is_none_or(|most| minutes <= i32::from(most)),
                "{chunk:?} at {text}"
            );
            println!("{text} {chunk:?}: {minutes} min, {totals:?}");
        }
    }
}

#[test]
fn all_goals_are_met_on_a_day_that_is_long_enough() {
    let wish = suggested(&at("2021-05-19T09:00"), Chunk::AllGoals);
    let totals = plan(&wish).totals(&WORLD);
    assert_eq!(totals.goals.len(), Goal::COUNT, "{totals:?}");
    // Even if every site met as many new goals as any does, fewer than three could not meet seventeen.
    assert!((3..=10).contains(&totals.sites), "{totals:?}");
}

#[test]
fn a_day_for_one_goal_meets_it_most_of_the_time() {
    let mut wish = at("2021-05-19T09:00");
    wish.minutes = Some(300);
    let goal = Goal::new(6).unwrap();
    let plain = plan(&suggested(&wish, Chunk::Wished));
    wish.interests = Interests {
        goals: [goal].into_iter().collect(),
        ..Interests::default()
    };
    let asked = plan(&suggested(&wish, Chunk::Wished));
    let meets = |plan: &m21::day::Plan| {
        let visits = plan.steps.iter().filter_map(|step| match step {
            m21::day::Step::Visit { site, .. } => Some(*site),
            _ => None,
        });
        visits.filter(|site| WORLD.atlas.sites.goals(*site).has(goal)).count()
    };
    assert!(
        meets(&asked) > meets(&plain) && meets(&asked) >= 3,
        "{} {}",
        meets(&asked),
        meets(&plain)
    );
}

#[test]
fn a_locked_stop_stays() {
    let wish = at("2021-05-19T09:00").after(Edit::Add("vaxthuset".into()));
    let locked = wish.after(Edit::Lock("vaxthuset".into()));
    for chunk in [Chunk::Ring, Chunk::AllGoals, Chunk::Surprise] {
        assert!(suggested(&locked, chunk).stop("vaxthuset").is_some(), "{chunk:?}");
    }
}

#[test]
fn other_seeds_give_other_days() {
    let days: std::collections::BTreeSet<Vec<String>> = (0..6)
        .map(|seed| {
            let wish = suggested(
                &Wish {
                    seed,
                    ..at("2021-05-19T09:00")
                },
                Chunk::Surprise,
            );
            wish.stops.into_iter().map(|stop| stop.slug).collect()
        })
        .collect();
    assert!(days.len() >= 3, "{days:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn the_day_is_the_same_however_the_search_is_sliced(wish in super::wishes::wish(3), slice in 1..400_u32, which in 0..5_usize) {
        let chunk = CHUNKS[which];
        let mut suggestion = Suggestion::new(&WORLD, &wish, clock(), chunk).unwrap();
        while suggestion.step(slice) {}
        let sliced = suggestion.wish();
        prop_assert_eq!(&sliced, &suggested(&wish, chunk));
        prop_assert_eq!(broken(&sliced, &plan(&sliced)), Vec::<String>::new());
    }
}
