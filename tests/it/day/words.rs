//! Days out in words.

use super::{WORLD, plan};
use m21::calendar::Moment;
use m21::day::{Conflict, Out, Step, Why};
use m21::model::Lang;
use m21::text::Strings;
use m21::view::Wish;
use m21::view::wish::Edit;
use proptest::prelude::*;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn every_step_is_said_in_every_language(wish in super::wishes::wish(5)) {
        let plan = plan(&wish);
        for lang in Lang::ALL {
            let words = Strings::of(lang);
            for step in &plan.steps {
                let said = words.step_said(&WORLD, step);
                prop_assert!(!said.title.is_empty() && !said.title.contains("  "), "{said:?}");
                if matches!(step, Step::Walk { .. } | Step::Train { .. }) {
                    let (title, under) = words.way(&WORLD, step, 0);
let units = ["min", "\u{a0}m", "\u{a0}km"];
                    prop_assert!(!title.is_empty() && units.iter().any(|unit| under.contains(unit)), "{title}, {under}");
                }
            }
            // Who walks the day is told at every step, and at its end, what to do and what comes then.
            for step in 0..=plan.steps.len() {
                let going = words.going(&WORLD, &plan, step);
                prop_assert!(!going.title.is_empty() && !going.under.is_empty(), "{going:?}");
                let then = words.then(&WORLD, &plan, step);
                prop_assert_eq!(then.map(|(_, what)| what), (step < plan.steps.len()).then(|| words.going(&WORLD, &plan, step + 1).title));
            }
        }
    }
}

#[test]
fn a_day_reads_as_in_the_design() {
    let wish = Wish {
        leaves: Moment::parse("2021-05-15T10:35"),
        ..Wish::default()
    };
    let plan = plan(&wish.after(Edit::Add("vaxthuset".into())));
    let sv = Strings::of(Lang::Sv);
    let lines: Vec<String> = plan
        .steps
        .iter()
        .map(|step| {
            if let Step::Visit {
                begins,
                leaves,
                opens,
                closes,
                ..
            } = *step
            {
                return sv.visit(begins, leaves, opens.zip(closes));
            }
            let (title, under) = sv.way(&WORLD, step, 0);
            format!("{title} / {under}")
        })
        .collect();
    let lines = lines.join("\n").replace('\u{a0}', " ");
    insta::assert_snapshot!(lines, @r"
    Malmöpendeln mot Persborg / 18 min · nästa station Triangeln
    Gå 4 min / 300 m · uppskattning
    49 min · öppet 09.00–17.00
    Gå 4 min / 300 m · uppskattning
    Malmöpendeln mot Malmö C / 8 min · nästa station Rosengård
    ");
    assert_eq!(sv.duration(210).replace('\u{a0}', " "), "3 tim 30 min");
    assert_eq!(Strings::of(Lang::En).duration(60).replace('\u{a0}', " "), "1 h");
}

#[test]
fn every_reason_is_a_sentence_and_every_way_out_has_words() {
    let wish = Wish::default().after(Edit::Add("vaxthuset".into()));
    let at = Moment::parse("2021-05-19T11:00").unwrap();
    for lang in Lang::ALL {
        let words = Strings::of(lang);
        for why in [
            Why::Fits,
            Why::ClosedForGood,
            Why::Shut { opens: Some(at) },
            Why::Shut { opens: None },
            Why::TooLate {
                there: at,
                by: at,
                earlier: None,
            },
            Why::TooLong { over: 75 },
            Why::Instead { stop: 0 },
            Why::Crowded,
            Why::NoWay,
        ] {
            let said = words.why_not(&WORLD, &wish, why);
            assert!(said.ends_with('.') && said.len() > 10, "{said}");
        }
        let title = WORLD
            .atlas
            .sites
            .find("vaxthuset")
            .map(|id| WORLD.atlas.sites.title(id));
        let title = title.as_ref().unwrap().get(lang);
        for out in [
            Out::Before { other: 0 },
            Out::Reorder,
            Out::Shorten { other: 0, minutes: 30 },
            Out::Earlier { minutes: 30 },
            Out::Longer { minutes: 75 },
            Out::Skip { other: 0 },
            Out::Remove,
        ] {
            let said = words.out(&WORLD, &wish, out);
            let names = matches!(out, Out::Before { .. } | Out::Shorten { .. } | Out::Skip { .. });
            assert_eq!(said.contains(title), names, "{said}");
            assert!(!said.ends_with('.'), "{said}");
        }
    }
}

#[test]
fn a_conflict_says_when_it_closes_and_when_one_would_be_there() {
    let at = |text: &str| Moment::parse(text).unwrap();
    let conflict = Conflict {
        stop: 0,
        after: 0,
        there: Some(at("2021-05-15T16:05")),
        closes: Some(at("2021-05-15T16:00")),
        why: Why::Crowded,
        ways: Vec::new(),
    };
    let said = Strings::of(Lang::Sv).conflict(&WORLD, &Wish::default(), &conflict);
    assert_eq!(said, "Stänger 16.00. Du är framme 16.05.");
    let unknown = Conflict {
        closes: None,
        ..conflict
    };
    let said = Strings::of(Lang::Sv).conflict(&WORLD, &Wish::default(), &unknown);
    assert_eq!(said, "Platsen ryms inte tillsammans med de andra.");
}
