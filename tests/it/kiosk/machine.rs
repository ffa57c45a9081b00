//! Every state a kiosk can be in, found by pressing everything there is in each.

use m21::kiosk::{ASKS_S, Kiosk, OVER_S, Press, Screen, Side};
use std::collections::{BTreeMap, HashSet, VecDeque};

const SCREENS: [Screen; 10] = [
    Screen::Misfit,
    Screen::Attract,
    Screen::Home,
    Screen::Site,
    Screen::Search,
    Screen::Errand,
    Screen::Day,
    Screen::Phone,
    Screen::Code,
    Screen::Health,
];

/// Pages further on than these are like them.
const PAGES: u16 = 3;

fn every_press() -> Vec<Press> {
    let mut all = vec![
        Press::Wake,
        Press::Back,
        Press::Turn(Side::Back),
        Press::Turn(Side::On),
        Press::Chose,
        Press::Low,
        Press::Large,
        Press::Stay,
        Press::Corner(0),
        Press::Corner(100),
        Press::Code(true),
        Press::Code(false),
        Press::Over,
    ];
    all.extend(SCREENS.map(Press::Go));
    all
}

/// Every state that can be come to, with the fewest presses to it from a start.
fn reachable() -> BTreeMap<Kiosk, usize> {
    let mut found = BTreeMap::new();
    let mut queue = VecDeque::new();
    for fits in [true, false] {
        let start = Kiosk::start(fits);
        found.insert(start, 0);
        queue.push_back(start);
    }
    while let Some(state) = queue.pop_front() {
        let far = found[&state];
        let pressed = every_press().into_iter().map(|press| state.after(press));
        let waited = [1, ASKS_S, OVER_S].map(|s| state.quiet(s));
        for next in pressed.chain(waited).filter(|next| next.page <= PAGES) {
            if let std::collections::btree_map::Entry::Vacant(new) = found.entry(next) {
                new.insert(far + 1);
                queue.push_back(next);
            }
        }
    }
    found
}

#[test]
fn every_screen_is_come_to_and_every_state_is_left_by_itself() {
    let all = reachable();
    let screens: BTreeMap<Screen, usize> = all.keys().fold(BTreeMap::new(), |mut count, state| {
        *count.entry(state.screen).or_default() += 1;
        count
    });
    assert_eq!(screens.len(), SCREENS.len(), "{screens:?}");
    assert!(all.len() > 500, "only {} states", all.len());
    for state in all.keys() {
        let left = state.quiet(OVER_S);
        assert_eq!(left.screen, Screen::Attract, "{state:?}");
        // Of whoever was there nothing is left.
        if state.screen != Screen::Attract {
            assert_eq!(left, Kiosk::start(true), "{state:?}");
        }
        assert_eq!(left.quiet(u32::MAX), left);
    }
}

#[test]
fn home_is_two_taps_away_from_everywhere() {
    for state in reachable().into_keys() {
        // Those who look after the screen leave by the attract state, as everyone is left.
        let mut near: HashSet<Kiosk> = HashSet::from([state]);
        let mut taps = 0;
        while !near.iter().any(|s| s.screen == Screen::Home && !s.asks) {
            taps += 1;
            assert!(taps <= 2, "{state:?}");
            near = near
                .iter()
                .flat_map(|s| every_press().into_iter().map(|press| s.after(press)))
                .collect();
        }
    }
}

#[test]
fn it_asks_before_it_forgets_and_one_tap_keeps_all() {
    for state in reachable().into_keys().filter(|s| !s.is_idle() && !s.asks) {
        assert_eq!(state.quiet(ASKS_S - 1), state);
        let asking = state.quiet(ASKS_S);
        assert!(asking.asks, "{state:?}");
        assert_eq!(asking.quiet(OVER_S - 1), asking);
        assert_eq!(asking.after(Press::Stay), state);
        // Under the question nothing else can be pressed.
        for press in every_press() {
            assert!(matches!(press, Press::Stay | Press::Over) || asking.after(press) == asking);
        }
    }
    const { assert!(OVER_S - ASKS_S >= 20, "at least twenty seconds to say so") };
}

#[test]
fn only_five_quick_taps_open_the_code_and_only_the_code_the_health() {
    let tapped = |times: &[u32]| {
        times
            .iter()
            .fold(Kiosk::start(true).after(Press::Wake), |s, t| s.after(Press::Corner(*t)))
    };
    assert_eq!(tapped(&[0, 1, 2, 3, 4]).screen, Screen::Code);
    assert_eq!(tapped(&[0, 1, 2, 3]).screen, Screen::Home);
    assert_eq!(tapped(&[0, 2, 4, 6, 8, 10]).screen, Screen::Home, "too slow");
    for (state, far) in reachable() {
        for press in every_press() {
            if state.after(press).screen == Screen::Health && state.screen != Screen::Health {
                assert_eq!((state.screen, press), (Screen::Code, Press::Code(true)), "{far}");
            }
        }
    }
}

#[test]
fn back_leads_to_where_a_site_was_opened_from_with_its_page() {
    let at = Kiosk::start(true)
        .after(Press::Wake)
        .after(Press::Go(Screen::Search))
        .after(Press::Turn(Side::On));
    let site = at.after(Press::Go(Screen::Site));
    assert_eq!(site.after(Press::Back), at);
    let next = site.after(Press::Go(Screen::Site));
    assert_eq!(next.after(Press::Back), at, "and from a site to another too");
}
