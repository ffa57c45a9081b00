//! The address: every view survives it, and any text is some view.

use std::fmt::Write as _;

use m21::calendar::Moment;
use m21::model::{Bits, Goal, Goals, Lang};
use m21::space::Pt;
use m21::view::link::{from_fragment, to_fragment};
use m21::view::wish::Wish;
use m21::view::{Along, Camera, Filter, Panel, Post, Theme, ViewState, Viewport};
use proptest::prelude::*;

fn slugs() -> impl Strategy<Value = Vec<String>> {
    prop::collection::btree_set("[a-zåäö0-9][a-z0-9-]{0,8}", 0..4).prop_map(|s| s.into_iter().collect())
}

prop_compose! {
    fn any_filter()(
        goals in prop::collection::btree_set(1..=17_u8, 0..5),
        partners in slugs(), districts in slugs(), stations in slugs(),
        kinds in 0..8_u32, parts in 0..8_u32,
        open in prop::option::of((1..=28_u8, 0..1440_u16)),
        words in "[ -~åäöé]{0,20}",
    ) -> Filter {
        Filter {
            goals: goals.into_iter().filter_map(Goal::new).collect::<Goals>(),
            partners, districts, stations,
            kinds: Bits(kinds), parts: Bits(parts),
            open: open.map(|(d, m)| Moment::parse(&format!("2021-06-{d:02}T{:02}:{:02}", m / 60, m % 60)).unwrap()),
            words: words.trim().to_owned(),
        }
    }
}

prop_compose! {
    fn any_post()(
        station in "[a-z][a-z0-9-]{0,12}",
        bearing in 0..360_u16,
        size in prop::option::of((1..3000_u16, 1..3000_u16)),
        bottom in prop::option::of(0..2000_u16),
        distance in prop::option::of(1..3000_u16),
        code in "[0-9]{0,8}",
        heartbeat in "(/[!\"$-Z^-~åäö]{0,12})?",
    ) -> Post {
        let heartbeat = if heartbeat.starts_with("//") { String::new() } else { heartbeat };
        Post { station, bearing, size, bottom, distance, code, heartbeat }
    }
}

prop_compose! {
    fn any_state()(
        filter in any_filter(),
        site in prop::option::of("[a-z][a-z0-9-]{0,12}"),
        trip in crate::wish::any_wish(),
        along in prop::option::of(prop::option::of(any::<u8>())),
        camera in prop::option::of((-7000.0..9000.0_f64, -4000.0..10000.0_f64, 10.0..16.5_f64)),
        panel in prop::sample::select(vec![Panel::Explore, Panel::Route, Panel::Coverage, Panel::About]),
        lang in prop::sample::select(Lang::ALL.to_vec()),
        theme in prop::option::of(prop::sample::select(vec![Theme::Day, Theme::Evening])),
        post in prop::option::of(any_post()),
    ) -> ViewState {
        let camera = camera.map(|(x, y, zoom)| Camera { centre: Pt::new(x, y), zoom });
        let along = along.map(|step| step.map_or(Along::Now, Along::At));
        ViewState { filter, site, trip, along, camera, panel, lang, theme, post }
    }
}

proptest! {
    #[test]
    fn a_view_survives_its_address(state in any_state()) {
        let back = from_fragment(&to_fragment(&state));
        prop_assert_eq!(&back.filter, &state.filter);
        // The plan's times are left out where they would make the address too long (`wish.rs` holds when).
        let times = back.trip.made.is_some() || state.trip.made.is_none();
        let trip = if times { state.trip.clone() } else { Wish { made: None, ..state.trip.clone() } };
        prop_assert_eq!(&back.trip, &trip);
        prop_assert_eq!(back.along, state.along);
        prop_assert_eq!((&back.site, back.panel, back.lang, back.theme), (&state.site, state.panel, state.lang, state.theme));
        prop_assert_eq!(back.camera.is_some(), state.camera.is_some());
        if let (Some(a), Some(b)) = (state.camera, back.camera) {
            // Less than half a pixel at the edge of a large screen: nothing is seen to move when a gesture settles.
            let view = Viewport::bare(1920.0, 1080.0);
            let corner = a.to_plane(m21::space::Px::default(), &view);
            prop_assert!(b.to_screen(corner, &view).length() < 0.75, "{}", b.to_screen(corner, &view).length());
        }
    }

    #[test]
    fn any_text_is_some_view_and_its_address_is_canonical(text in "\\PC{0,200}") {
        let once = to_fragment(&from_fragment(&text));
        prop_assert_eq!(to_fragment(&from_fragment(&once)), once);
    }

    #[test]
    fn any_keys_and_values_are_some_view(
        pairs in prop::collection::vec(("goal|partner|district|station|kind|part|open|q|site|trip|step|map|view|lang|theme|x", "[ -~å%&=]{0,30}"), 0..8)
    ) {
        let text = pairs.iter().map(|(k, v)| format!("{k}={v}")).collect::<Vec<_>>().join("&");
        let once = to_fragment(&from_fragment(&text));
        prop_assert_eq!(to_fragment(&from_fragment(&once)), once);
    }
}

#[test]
fn the_default_view_has_no_fragment() {
    assert_eq!(to_fragment(&ViewState::default()), "");
    assert_eq!(from_fragment("#karta"), ViewState::default());
}

#[test]
fn old_links_still_say_what_they_said() {
    for line in include_str!("../fixtures/old-links.txt")
        .lines()
        .filter(|l| !l.starts_with("//") && !l.is_empty())
    {
        let (old, now) = line
            .split_once(" => ")
            .expect("each line is `old => what it says today`");
        assert_eq!(to_fragment(&from_fragment(old)), now, "{old}");
    }
}

#[test]
fn a_screen_tells_nobody_but_its_own_server_that_it_is_well() {
    for (said, kept) in [
        ("/beat", "/beat"),
        ("/beat?hall=2", "/beat?hall=2"),
        ("//evil.example/beat", ""),
        ("/\\evil.example", ""),
        ("/\t/evil.example", ""),
        ("\n//evil.example", ""),
        ("https://evil.example", ""),
        ("beat", ""),
    ] {
        let mut value = String::new();
        for byte in said.bytes() {
            write!(value, "%{byte:02X}").unwrap();
        }
        let state = m21::view::link::from_fragment(&format!("kiosk=hyllie&heartbeat={value}"));
        assert_eq!(state.post.map(|post| post.heartbeat).as_deref(), Some(kept), "{said:?}");
    }
}
