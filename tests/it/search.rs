//! Words, however they are typed.

use crate::query::{atlas, filtered, site};
use m21::model::{DistrictId, Goal, Lang, PartnerId, Site, StationId};
use m21::query::{FoundKind, World};
use m21::view::Filter;

fn world() -> World {
    let goals = |n| Goal::new(n).into_iter().collect();
    World::new(atlas(vec![
        Site {
            goals: goals(6),
            partners: vec![PartnerId(0)],
            subarea: "Augustenborg".into(),
            ..site("oppet-dagvatten", "Öppet dagvatten", "Open stormwater")
        },
        Site {
            goals: goals(16),
            partners: vec![PartnerId(1), PartnerId(1)],
            district: Some(DistrictId(1)),
            ..site("solbanken", "Solbänken", "The Sun Bench")
        },
        Site {
            station: Some(StationId(0)),
            ..site("rosen", "Rosengårdens odling", "Rose Garden")
        },
    ]))
}

const SLUGS: [&str; 3] = ["oppet-dagvatten", "solbanken", "rosen"];

/// The site that stands there in [`world`].
fn site_of(place: usize) -> FoundKind {
    FoundKind::Site(world().atlas.sites.find(SLUGS[place]).unwrap())
}

fn found(words: &str, lang: Lang) -> Vec<FoundKind> {
    world().search(words, lang).into_iter().map(|f| f.what).collect()
}

/// Which of [`SLUGS`] have the words.
fn filter(words: &str) -> Vec<usize> {
    let f = Filter {
        words: words.into(),
        ..Filter::default()
    };
    let world = world();
    let matches = filtered(&world, f, "2021-05-15T12:00").matches;
    let has = |place: &usize| world.atlas.sites.find(SLUGS[*place]).is_some_and(|s| matches.has(s));
    (0..SLUGS.len()).filter(has).collect()
}

#[test]
fn a_name_is_found_however_it_is_typed() {
    use FoundKind::{District, Goal as G, Partner, Station, Subarea};
    for (typed, first) in [
        ("öppet dagvatten", site_of(0)),
        ("oppet", site_of(0)),
        ("DAGVATTEN öpp", site_of(0)),
        ("vatten", G(Goal::new(6).unwrap())),
        ("dagvatten", site_of(0)),
        ("bänk", site_of(1)),
        ("sun ben", site_of(1)),
        ("va syd", Partner(PartnerId(0))),
        ("vasyd", Partner(PartnerId(0))),
        ("eon", Partner(PartnerId(1))),
        ("E.on", Partner(PartnerId(1))),
        ("bo klok", Partner(PartnerId(2))),
        ("rosengard", District(DistrictId(1))),
        ("malmoc", Station(StationId(0))),
        ("mål 6", G(Goal::new(6).unwrap())),
        ("goal 6", G(Goal::new(6).unwrap())),
        ("1", G(Goal::new(1).unwrap())),
        ("augusten", Subarea(0)),
    ] {
        assert_eq!(found(typed, Lang::Sv).first(), Some(&first), "{typed}");
    }
}

#[test]
fn whole_names_come_before_beginnings_and_those_before_words_inside() {
    assert_eq!(
        found("rosengård", Lang::Sv),
        [FoundKind::District(DistrictId(1)), site_of(2)]
    );
    assert_eq!(
        found("vatten", Lang::Sv),
        [FoundKind::Goal(Goal::new(6).unwrap()), site_of(0)]
    );
}

#[test]
fn there_are_at_most_eight_and_none_for_nothing() {
    assert_eq!(found("mål", Lang::Sv).len(), 8);
    assert!(found("", Lang::Sv).is_empty() && found(" – ", Lang::En).is_empty());
    assert!(found("xyzzy", Lang::En).is_empty());
}

#[test]
fn a_suggestion_says_how_many_sites_it_leads_to() {
    let count = |typed| world().search(typed, Lang::Sv).first().map(|f| f.count);
    assert_eq!(count("e.on"), Some(1));
    assert_eq!(count("boklok"), Some(0));
    assert_eq!(count("mål 16"), Some(1));
    assert_eq!(count("augustenborg"), Some(1));
    assert_eq!(count("malmö c"), Some(1));
}

#[test]
fn the_filter_forgives_as_much() {
    for (typed, sites) in [
        ("", vec![0, 1, 2]),
        ("–", vec![0, 1, 2]),
        ("OPPET", vec![0]),
        ("dag open", vec![0]),
        ("vatten", vec![0]),
        ("tten", vec![0]),
        ("ten", vec![]),
        ("va syd", vec![0]),
        ("vasyd", vec![0]),
        ("eon", vec![1]),
        ("e.on", vec![1]),
        ("e on", vec![1]),
        ("mål 6", vec![0]),
        ("mål 1", vec![]),
        ("sdg16", vec![1]),
        ("malmö", vec![2]),
        ("augustenb", vec![0]),
        ("rosengård", vec![1, 2]),
    ] {
        assert_eq!(filter(typed), sites, "{typed}");
    }
}
