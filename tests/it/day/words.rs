//! Days out in words.

use super::{WORLD, plan};
use m21::calendar::Moment;
use m21::day::{Step, Why};
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
fn every_reason_is_a_sentence_and_those_that_can_be_helped_have_a_button() {
    let wish = Wish::default().after(Edit::Add("vaxthuset".into()));
    let at = Moment::parse("2021-05-19T11:00").unwrap();
    for lang in Lang::ALL {
        let words = Strings::of(lang);
        for (why, helps) in [
            (Why::Fits, true),
            (Why::ClosedForGood, false),
            (Why::Shut { opens: Some(at) }, false),
            (Why::Shut { opens: None }, false),
            (
                Why::TooLate {
                    there: at,
                    by: at,
                    earlier: Some(20),
                },
                true,
            ),
            (
                Why::TooLate {
                    there: at,
                    by: at,
                    earlier: None,
                },
                false,
            ),
            (Why::TooLong { over: 75 }, true),
            (Why::Instead { stop: 0 }, true),
            (Why::Crowded, false),
            (Why::NoWay, false),
        ] {
            let said = words.why_not(&WORLD, &wish, why);
            assert!(said.ends_with('.') && said.len() > 10, "{said}");
            assert_eq!(words.remedy(&WORLD, &wish, why).is_some(), helps, "{why:?}");
        }
    }
}
