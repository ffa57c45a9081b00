//! What is wished of a day, in the address: every wish survives it, in few letters, and any text is some wish.

use crate::load::Folder;
use m21::calendar::Moment;
use m21::model::{Bits, Goal, Goals};
use m21::space::Pt;
use m21::view::Wish;
use m21::view::wish::{Edit, Interests, Made, Order, Pace, Place, Point, Stop, read, write};
use proptest::prelude::*;
use std::path::Path;

fn slug() -> impl Strategy<Value = String> {
    "[a-zåäö0-9][a-z0-9-]{0,18}"
}

fn place() -> impl Strategy<Value = Option<Place>> {
    let point = (-7000.0..9000.0_f64, -4000.0..10_000.0_f64)
        .prop_map(|(x, y)| Place::Point(Point::nearest(Pt::new(x, y)).unwrap()));
    prop::option::of(prop_oneof![
        slug().prop_map(Place::Station),
        slug().prop_map(Place::Site),
        point
    ])
}

prop_compose! {
    fn any_interests()(
        goals in prop::collection::btree_set(1..=17_u8, 0..5),
        partners in prop::collection::btree_set(slug(), 0..4),
        kinds in 0..8_u32,
        step_free in any::<bool>(),
    ) -> Interests {
        Interests {
            goals: goals.into_iter().filter_map(Goal::new).collect::<Goals>(),
            partners: partners.into_iter().collect(),
            kinds: Bits(kinds),
            step_free,
        }
    }
}

prop_compose! {
    /// Any wish that an address can say.
    pub(crate) fn any_wish()(
        leaves in prop::option::of((2020..2100_i32, 1..=12_u8, 1..=28_u8, 0..1440_u16)),
        minutes in prop::option::of(1..=1440_u16),
        (start, end) in (place(), place()),
        pace in prop::sample::select(Pace::ALL.to_vec()),
        order in prop::sample::select(vec![Order::Best, Order::Mine]),
        meal in any::<bool>(),
        interests in any_interests(),
        seed in prop_oneof![Just(0), any::<u16>()],
        slugs in prop::collection::hash_set(slug(), 0..12),
        ways in prop::collection::vec((prop::option::of(5..=600_u16), any::<bool>(), any::<bool>()), 12),
        made in prop::option::of((0..2047_u16, prop::collection::vec(prop::option::of(0..2047_u16), 12))),
    ) -> Wish {
        let mut slugs: Vec<String> = slugs.into_iter().collect();
        slugs.sort();
        let stops = slugs.into_iter().zip(ways).map(|(slug, (stay, locked, skipped))| Stop { slug, stay, locked, skipped });
        let stops: Vec<Stop> = stops.collect();
        let made = made.map(|(home, begins)| Made { home, begins: begins.into_iter().take(stops.len()).collect() });
        let leaves = leaves.map(|(y, m, d, t)| {
            Moment::parse(&format!("{y}-{m:02}-{d:02}T{:02}:{:02}", t / 60, t % 60)).unwrap()
        });
        Wish { leaves, minutes, start, end, pace, order, meal, interests, seed, stops, made }
    }
}

proptest! {
    #[test]
    fn a_wish_survives_its_address(wish in any_wish()) {
        let text = write(&wish);
        prop_assert!(text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_'), "{text}");
        let read = read(&text);
        // A plan's times are left out only where there is no room for them.
        if read.made.is_none() && wish.made.is_some() {
            prop_assert!(text.len() + (11 * (wish.stops.len() + 1)).div_ceil(6) >= 299, "{}", text.len());
            prop_assert_eq!(read, Wish { made: None, ..wish });
        } else {
            prop_assert_eq!(read, wish);
        }
    }

    #[test]
    fn what_was_written_before_plans_had_times_reads_as_it_did(wish in any_wish()) {
        let without = Wish { made: None, ..wish.clone() };
        prop_assert_eq!(read(&write(&without)), without.clone());
        // And whoever knows nothing of times reads the same bits up to there.
        let (old, new) = (write(&without), write(&wish));
        prop_assert_eq!(&new[..old.len().max(1) - 1], &old[..old.len().max(1) - 1]);
    }

    #[test]
    fn any_text_is_some_wish_and_writing_it_down_is_canonical(text in "1?[A-Za-z0-9_-]{0,120}|\\PC{0,40}") {
        let once = write(&read(&text));
        prop_assert_eq!(write(&read(&once)), once);
    }

    #[test]
    fn a_wish_cut_short_keeps_the_stops_before_the_cut(wish in any_wish(), cut in 0..200_usize) {
        let text = write(&wish);
        let read = read(&text[..cut.min(text.len())]);
        prop_assert!(read.stops.len() <= wish.stops.len());
        let before_last = read.stops.len().saturating_sub(1);
        if cut > 60 && before_last > 0 {
            prop_assert_eq!(&read.stops[..before_last], &wish.stops[..before_last]);
        }
    }
}

#[test]
fn twenty_stops_of_the_expo_take_at_most_300_characters() {
    let atlas = Folder::at(&Path::new(env!("CARGO_MANIFEST_DIR")).join("data"))
        .read()
        .unwrap()
        .atlas;
    let mut slugs: Vec<String> = atlas.sites.iter().map(|site| site.slug).collect();
    slugs.sort_by_key(|slug| std::cmp::Reverse(slug.len()));
    let mut wish = Wish {
        leaves: Moment::parse("2021-05-15T10:35"),
        minutes: Some(480),
        ..Wish::default()
    };
    for slug in slugs.iter().take(20) {
        wish = wish.after(Edit::Add(slug.clone()));
    }
    for slug in slugs.iter().take(5) {
        wish = wish.after(Edit::Stay(slug.clone(), Some(55)));
    }
    let text = write(&wish);
    println!("twenty stops: {} characters", text.len());
    assert!(text.len() <= 300, "{}: {text}", text.len());
    assert_eq!(read(&text), wish);
    // The times of the plan as it was made are left out rather than make it too long.
    let made = |wish: Wish| Wish {
        made: Some(Made {
            home: 479,
            begins: (0..wish.stops.len() as u16)
                .map(|i| (i != 3).then_some(20 * i + 7))
                .collect(),
        }),
        ..wish
    };
    let text = write(&made(wish.clone()));
    assert!(text.len() <= 300, "{}: {text}", text.len());
    assert_eq!(read(&text), wish);
    // Twenty stops of usual names carry them.
    let mut usual = Wish {
        stops: Vec::new(),
        ..wish
    };
    for slug in slugs.iter().skip(slugs.len() / 2 - 10).take(20) {
        usual = usual.after(Edit::Add(slug.clone()));
    }
    let usual = made(usual);
    let text = write(&usual);
    println!("twenty usual stops with their times: {} characters", text.len());
    assert!(text.len() <= 300, "{}: {text}", text.len());
    assert_eq!(read(&text), usual);
    // And the next edit forgets them.
    assert_eq!(usual.after(Edit::Meal(true)).made, None);
}

#[test]
fn a_wish_of_another_version_wishes_nothing() {
    assert_eq!(read("2AAAA"), Wish::default());
    assert_eq!(read(""), Wish::default());
    assert_eq!(read("1"), Wish::default());
    assert_eq!(write(&Wish::default()), "");
}
