//! Errors planted in a good plan: each is found, by the rule it breaks.

use super::{WORLD, broken, clock, plan};
use m21::day::proof::{self, Rule};
use m21::day::{Plan, Spot, Step};
use m21::model::StationId;
use m21::space::Metres;
use m21::view::Wish;
use m21::view::wish::{Edit, Order, Place};

/// A day with walks, trains, a meal and visits behind doors.
fn good() -> (Wish, Plan) {
    let mut wish = Wish {
        leaves: m21::calendar::Moment::parse("2021-05-18T09:40"),
        minutes: Some(600),
        meal: true,
        order: Order::Mine,
        start: Some(Place::Station("malmo-c".into())),
        ..Wish::default()
    };
    let sites = &WORLD.atlas.sites;
    let wanted = |slug: &str| sites.find(slug).is_some();
    for slug in ["expokontoret", "vaxthuset"] {
        assert!(wanted(slug), "{slug} is gone from the data; take another");
        wish = wish.after(Edit::Add(slug.into()));
    }
    let near_hyllie = WORLD.atlas.find_station("hyllie").unwrap();
    let more = WORLD.atlas.sites().filter(|(_, site)| {
        site.station == Some(near_hyllie) && site.hours.as_ref().is_some_and(|h| h.to_string().contains(':'))
    });
    for (_, site) in more.take(2) {
        wish = wish.after(Edit::Add(site.slug));
    }
    wish = wish.after(Edit::Stay("expokontoret".into(), Some(60)));
    let plan = plan(&wish);
    (wish, plan)
}

fn find(plan: &Plan, is: impl Fn(&Step) -> bool) -> usize {
    plan.steps
        .iter()
        .position(is)
        .unwrap_or_else(|| panic!("no such step in {plan:#?}"))
}

fn walk(plan: &Plan) -> usize {
    find(plan, |s| matches!(s, Step::Walk { .. }))
}

fn train(plan: &Plan) -> usize {
    find(plan, |s| matches!(s, Step::Train { .. }))
}

fn visit(plan: &Plan) -> usize {
    find(plan, |s| matches!(s, Step::Visit { closes: Some(_), .. }))
}

fn last_visit(plan: &Plan) -> usize {
    plan.steps
        .iter()
        .rposition(|s| matches!(s, Step::Visit { .. }))
        .unwrap()
}

type Plant = (&'static str, Rule, fn(&mut Wish, &mut Plan));

macro_rules! alter {
    ($plan:ident, $at:expr, $kind:ident { $field:ident }, $change:expr) => {{
        let at = $at;
        if let Some(Step::$kind { $field, .. }) = $plan.steps.get_mut(at) {
            #[allow(clippy::redundant_closure_call)]
            ($change)($field);
        } else {
            panic!("step {at} is no such step");
        }
    }};
}

const PLANTS: &[Plant] = &[
    ("begins elsewhere", Rule::Start, |_, p| {
        p.from = Spot::Station(StationId(3));
    }),
    ("ends elsewhere", Rule::End, |_, p| {
        p.to = Spot::Station(StationId(3));
    }),
    ("the wish leaves later", Rule::LeavesTooEarly, |w, _| {
        w.leaves = w.leaves.map(|l| l.plus_minutes(600));
    }),
    ("less time than taken", Rule::Deadline, |w, p| {
        w.minutes = Some(30);
        p.deadline = w.leaves.map(|l| l.plus_minutes(30));
    }),
    ("another deadline told", Rule::Deadline, |_, p| {
        p.deadline = None;
    }),
    ("home told an hour early", Rule::Ends, |_, p| {
        p.home = p.home.plus_minutes(-60);
    }),
    ("leaving told late", Rule::Ends, |_, p| {
        p.leaves = p.leaves.plus_minutes(-7);
    }),
    ("never home", Rule::Unfinished, |_, p| {
        let last = last_visit(p);
        p.steps.truncate(last + 1);
        p.home = p.steps[last].ends();
    }),
    ("a step begins too early", Rule::Overlap, |_, p| {
        let at = last_visit(p);
        alter!(p, at, Visit { begins }, |b: &mut m21::calendar::Moment| *b =
            b.plus_minutes(-90));
    }),
    ("a step runs backwards", Rule::Backwards, |_, p| {
        let at = walk(p);
        alter!(p, at, Walk { arrives }, |a: &mut m21::calendar::Moment| *a =
            a.plus_minutes(-60));
    }),
    ("a step is left out", Rule::Elsewhere, |_, p| {
        let at = train(p);
        p.steps.remove(at);
    }),
    ("a walk told shorter", Rule::WalkLength, |_, p| {
        let at = walk(p);
        alter!(p, at, Walk { metres }, |m: &mut Metres| m.0 *= 0.8);
    }),
    ("a walk in no time", Rule::WalkTime, |_, p| {
        let at = walk(p);
        let begins = p.steps[at].begins();
        alter!(p, at, Walk { arrives }, |a: &mut m21::calendar::Moment| *a = begins);
    }),
    ("a walk told to be measured", Rule::WalkSource, |_, p| {
        let at = walk(p);
        alter!(p, at, Walk { estimate }, |e: &mut bool| *e = false);
    }),
    ("a walk across the town", Rule::WalkTooLong, |_, p| {
        let at = last_visit(p);
        let Some(Step::Visit { site, .. }) = p.steps.get(at).copied() else {
            return;
        };
        let here = Spot::Site(site);
        let far = WORLD.atlas.sites().map(|(id, _)| Spot::Site(id));
        let to = far
            .max_by_key(|spot| spot.at(&WORLD).distance(here.at(&WORLD)) as i64)
            .unwrap();
        let begins = p.steps[at].ends();
        let metres = Metres(to.at(&WORLD).distance(here.at(&WORLD)) * 1.25);
        let step = Step::Walk {
            from: here,
            to,
            departs: begins,
            arrives: begins.plus_minutes((metres.0 / 80.0).ceil() as i32),
            metres,
            estimate: true,
        };
        p.steps.insert(at + 1, step);
    }),
    ("a train a minute early", Rule::NoSuchTrain, |_, p| {
        let at = train(p);
        alter!(p, at, Train { departs }, |d: &mut m21::calendar::Moment| *d =
            d.plus_minutes(-1));
    }),
    ("a train a minute faster", Rule::NoSuchTrain, |_, p| {
        let at = train(p);
        alter!(p, at, Train { arrives }, |a: &mut m21::calendar::Moment| *a =
            a.plus_minutes(-1));
    }),
    ("a train of another line", Rule::NoSuchTrain, |_, p| {
        let at = train(p);
        alter!(p, at, Train { line }, |l: &mut usize| *l = usize::from(*l == 0));
    }),
    ("a train of no line", Rule::NoSuchTrain, |_, p| {
        let at = train(p);
        alter!(p, at, Train { line }, |l: &mut usize| *l = 99);
    }),
    ("another first station", Rule::WrongNext, |_, p| {
        let at = train(p);
        alter!(p, at, Train { next }, |n: &mut StationId| *n = StationId(n.0 ^ 1));
    }),
    ("a walk that ends as the train leaves", Rule::Missed, |_, p| {
        let before = (1..p.steps.len())
            .find(|i| matches!((p.steps[i - 1], p.steps[*i]), (Step::Walk { .. }, Step::Train { .. })))
            .unwrap();
        let leaves = p.steps[before].begins();
        let late = p.steps[before - 1].ends().minutes_until(leaves);
        alter!(p, before - 1, Walk { arrives }, |a: &mut m21::calendar::Moment| *a =
            a.plus_minutes(late));
        alter!(p, before - 1, Walk { departs }, |d: &mut m21::calendar::Moment| *d =
            d.plus_minutes(late));
    }),
    ("a stop that is none", Rule::NoSuchStop, |_, p| {
        let at = visit(p);
        alter!(p, at, Visit { stop }, |s: &mut usize| *s = 77);
    }),
    ("a stop that is passed over", Rule::NoSuchStop, |w, _| {
        w.stops[0].skipped = true;
    }),
    ("another site", Rule::OtherSite, |w, _| w.stops.swap(0, 1)),
    ("a site again", Rule::VisitedAgain, |_, p| {
        let at = visit(p);
        let step = p.steps[at];
        p.steps.insert(at + 1, step);
    }),
    ("a visit before arrival", Rule::BeforeArrival, |_, p| {
        let at = visit(p);
        alter!(p, at, Visit { arrives }, |a: &mut m21::calendar::Moment| *a =
            a.plus_minutes(300));
    }),
    ("a visit cut short", Rule::TooShort, |_, p| {
        let at = visit(p);
        let begins = p.steps[at].begins();
        alter!(p, at, Visit { leaves }, |l: &mut m21::calendar::Moment| *l =
            begins.plus_minutes(4));
    }),
    ("a longer stay wished", Rule::TooShort, |w, _| {
        w.stops[0].stay = Some(500);
    }),
    ("a visit past the doors", Rule::Shut, |_, p| {
        let at = visit(p);
        alter!(p, at, Visit { leaves }, |l: &mut m21::calendar::Moment| *l =
            l.plus_minutes(700));
    }),
    ("doors told to close later", Rule::WrongDoors, |_, p| {
        let at = visit(p);
        alter!(p, at, Visit { closes }, |c: &mut Option<m21::calendar::Moment>| *c =
            c.map(|c| c.plus_minutes(60)));
    }),
    ("doors told to open earlier", Rule::WrongDoors, |_, p| {
        let at = visit(p);
        alter!(p, at, Visit { opens }, |c: &mut Option<m21::calendar::Moment>| *c =
            c.map(|c| c.plus_minutes(-60)));
    }),
    ("slack beyond the doors", Rule::WrongSlack, |_, p| {
        let at = visit(p);
        alter!(p, at, Visit { slack }, |s: &mut u16| *s = 700);
    }),
    ("stops out of order", Rule::WrongOrder, |_, p| {
        let at = last_visit(p);
        let first = visit(p);
        alter!(p, first, Visit { stop }, |s: &mut usize| *s = 3);
        alter!(p, at, Visit { stop }, |s: &mut usize| *s = 0);
    }),
    ("a meal nobody wished", Rule::Meal, |w, _| w.meal = false),
    ("a meal too short", Rule::Meal, |_, p| {
        let at = find(p, |s| matches!(s, Step::Rest { .. }));
        let begins = p.steps[at].begins();
        alter!(p, at, Rest { leaves }, |l: &mut m21::calendar::Moment| *l =
            begins.plus_minutes(20));
    }),
    ("a stop not told to be missed", Rule::NotTold, |w, _| {
        *w = w.after(Edit::Add("regnbadden".into()));
        w.stops.push(m21::view::wish::Stop::new("gone"));
    }),
    ("a stop both visited and missed", Rule::NotTold, |_, p| p.missed.push(0)),
];

#[test]
fn the_plan_they_are_planted_in_is_good() {
    let (wish, plan) = good();
    assert_eq!(broken(&wish, &plan), Vec::<String>::new());
    assert!(plan.missed.is_empty(), "{plan:#?}");
}

#[test]
fn every_planted_error_is_found_by_its_rule() {
    for (name, rule, plant) in PLANTS {
        let (mut wish, mut plan) = good();
        plant(&mut wish, &mut plan);
        let found = proof::faults(&WORLD, &wish, clock(), &plan);
        assert!(
            found.iter().any(|fault| fault.rule == *rule),
            "{name}: expected {rule:?}, found {found:?} in {plan:#?}"
        );
    }
}

#[test]
fn every_rule_is_broken_by_some_planted_error() {
    let missing: Vec<_> = Rule::ALL
        .iter()
        .filter(|rule| !PLANTS.iter().any(|(_, r, _)| r == *rule))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
    assert!(PLANTS.len() >= 20);
}
