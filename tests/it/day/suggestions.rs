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

/// The sites of the day suggested for half a day of these interests.
fn sites_for(interests: Interests) -> Vec<m21::model::SiteId> {
    let mut wish = at("2021-05-19T09:00");
    wish.minutes = Some(300);
    wish.interests = interests;
    let wish = suggested(&wish, Chunk::Wished);
    wish.stops
        .iter()
        .filter_map(|stop| WORLD.atlas.sites.find(&stop.slug))
        .collect()
}

#[test]
fn partners_kinds_and_steps_count_as_goals_do() {
    let plain = sites_for(Interests::default());
    let share = |sites: &[m21::model::SiteId], is: &dyn Fn(m21::model::SiteId) -> bool| {
        sites.iter().filter(|site| is(**site)).count() * 100 / sites.len().max(1)
    };
    // The partner with most sites.
    let of = |site| WORLD.atlas.site(site).partners;
    let all: Vec<m21::model::SiteId> = WORLD.atlas.sites().map(|(id, _)| id).collect();
    let count = |partner| all.iter().filter(|site| of(**site).contains(&partner)).count();
    let partners = (0..WORLD.atlas.partners.len()).map(|i| m21::model::PartnerId(i as u16));
    let partner = partners.max_by_key(|partner| count(*partner)).unwrap();
    let is_theirs = |site| of(site).contains(&partner);
    let theirs = sites_for(Interests {
        partners: vec![WORLD.atlas.partner(partner).slug.clone()],
        ..Interests::default()
    });
    assert!(
        share(&theirs, &is_theirs) > share(&plain, &is_theirs),
        "{theirs:?} {plain:?}"
    );
    assert!(
        theirs.iter().filter(|site| is_theirs(**site)).count() >= 2,
        "{theirs:?}"
    );
    // Each kind for itself.
    for kind in 0..3 {
        let kinds = m21::model::Bits(1 << kind);
        let is_such = |site| WORLD.atlas.site(site).kinds.0.meets(kinds);
        let such = sites_for(Interests {
            kinds,
            ..Interests::default()
        });
        assert!(
            share(&such, &is_such) >= share(&plain, &is_such),
            "{kind}: {such:?} {plain:?}"
        );
        assert!(share(&such, &is_such) >= 75, "{kind}: {such:?}");
    }
    let even = sites_for(Interests {
        step_free: true,
        ..Interests::default()
    });
    let is_even = |site| {
        let says =
            |c: &m21::model::Claim| c.about == m21::model::Access::StepFree && c.value == m21::model::ClaimValue::Yes;
        WORLD.atlas.site(site).access.iter().any(says)
    };
    assert_eq!(share(&even, &is_even), 100, "{even:?}");
    assert!(
        share(&plain, &is_even) < 100,
        "all sites have no steps, so that this tests nothing"
    );
}

fn alternatives(wish: &Wish, chunk: Chunk) -> Vec<Wish> {
    let mut suggestion = Suggestion::new(&WORLD, wish, clock(), chunk).unwrap();
    let mut at_once = 0;
    while suggestion.step(100) {
        let now = suggestion.wishes();
        assert!(now.len() >= at_once && now.len() <= 3, "days once offered stay");
        at_once = now.len();
        assert!(now.is_empty() || now[0] == suggestion.wish());
    }
    suggestion.wishes()
}

/// How many sites two days share that nobody has locked.
fn shared(one: &Wish, other: &Wish) -> usize {
    let in_other = |stop: &&m21::view::wish::Stop| !stop.locked && other.stop(&stop.slug).is_some();
    one.stops.iter().filter(in_other).count()
}

#[test]
fn three_days_are_offered_that_differ_and_keep_every_rule() {
    for text in ["2021-05-15T10:35", "2021-05-19T09:00", "2021-07-06T13:10"] {
        for chunk in CHUNKS {
            let offered = alternatives(&at(text), chunk);
            assert_eq!(offered.len(), 3, "{chunk:?} at {text}");
            for (i, wish) in offered.iter().enumerate() {
                let plan = plan(wish);
                assert_eq!(broken(wish, &plan), Vec::<String>::new());
                assert!(plan.missed.is_empty(), "{chunk:?} at {text}: {:?}", plan.missed);
                for before in &offered[..i] {
                    assert!(
                        2 * shared(wish, before) <= wish.stops.len(),
                        "{chunk:?} at {text}: {wish:?} {before:?}"
                    );
                }
            }
        }
    }
}

#[test]
fn a_long_day_over_noon_has_a_meal() {
    let mut wish = at("2021-05-19T09:00");
    wish.minutes = Some(480);
    let wish = suggested(&wish, Chunk::Wished);
    let plan = plan(&wish);
    let rests = plan
        .steps
        .iter()
        .filter(|step| matches!(step, m21::day::Step::Rest { .. }));
    assert!(wish.meal && !plan.no_meal && rests.count() == 1, "{plan:#?}");
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
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn the_day_is_the_same_however_the_search_is_sliced(wish in super::wishes::wish(3), slice in 1..400_u32, which in 0..5_usize) {
        let chunk = CHUNKS[which];
        let mut suggestion = Suggestion::new(&WORLD, &wish, clock(), chunk).unwrap();
        while suggestion.step(slice) {}
        let mut whole = Suggestion::new(&WORLD, &wish, clock(), chunk).unwrap();
        while whole.step(500) {}
        prop_assert_eq!(suggestion.wishes(), whole.wishes());
        let sliced = suggestion.wish();
        prop_assert_eq!(&sliced, &whole.wish());
        prop_assert_eq!(broken(&sliced, &plan(&sliced)), Vec::<String>::new());
    }
}
