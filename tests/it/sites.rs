//! Many sites: as they are kept, packed, streamed in, ordered and drawn.

use crate::load::Folder;
use crate::query::{any_site, atlas, filtered};
use m21::draw::cluster::{NodeName, nodes};
use m21::load::{Base, File, Irregular, SitesRead, read};
use m21::model::{Goal, ImageFault, Limits, Site, SiteId, Sites, Words};
use m21::query::{Owner, Run, Square, Tree, World};
use m21::rest::{Never, at_once};
use m21::space::{Bounds, Pt};
use m21::view::Filter;
use proptest::prelude::*;
use serde_json::{Value, json};

/// A site as it is kept: its place to the millimetre.
fn kept(site: &Site) -> Site {
    let single = |v: f64| f64::from(v as f32);
    Site {
        at: Pt::new(single(site.at.x), single(site.at.y)),
        ..site.clone()
    }
}

const LIMITS: Limits = Limits {
    partners: 3,
    districts: 3,
    stations: 4,
    fingerprint: 7,
};

/// Words as they come over a net, in pieces of so many bytes.
fn over_the_net(words: &[u64], piece: usize) -> Vec<u64> {
    let bytes: Vec<u8> = words.iter().flat_map(|w| w.to_le_bytes()).collect();
    let mut came = Words::default();
    came.expect(bytes.len());
    for piece in bytes.chunks(piece) {
        came.take(piece);
    }
    came.finish()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn sites_are_given_back_as_they_were_put_in(sites in proptest::collection::vec(any_site(), 0..40)) {
        let all: Sites = sites.iter().cloned().collect();
        prop_assert_eq!(all.len(), sites.len());
        let given: Vec<Site> = all.iter().collect();
        let put: Vec<Site> = sites.iter().map(kept).collect();
        prop_assert_eq!(given, put);
    }

    #[test]
    fn a_packed_file_is_the_same_sites(sites in proptest::collection::vec(any_site(), 0..40), piece in 1..99_usize) {
        let all: Sites = sites.into_iter().collect();
        let came = over_the_net(&all.written(&LIMITS), piece);
        let back = at_once(Sites::read(came, &LIMITS, &Never)).map_err(|f| TestCaseError::fail(format!("{f:?}")))?;
        prop_assert_eq!(back.iter().collect::<Vec<_>>(), all.iter().collect::<Vec<_>>());
    }

    #[test]
    fn a_packed_file_with_a_changed_bit_or_a_lost_end_is_refused(
        sites in proptest::collection::vec(any_site(), 1..20), at in any::<prop::sample::Index>(), bit in 0..64,
    ) {
        let all: Sites = sites.into_iter().collect();
        let whole = all.written(&LIMITS);
        let mut changed = whole.clone();
        let at = at.index(whole.len());
        changed[at] ^= 1_u64 << bit;
        prop_assert!(at_once(Sites::read(changed, &LIMITS, &Never)).is_err());
        prop_assert!(at_once(Sites::read(whole[..at].to_vec(), &LIMITS, &Never)).is_err());
        let others = Limits { fingerprint: 8, ..LIMITS };
        prop_assert_eq!(at_once(Sites::read(whole, &others, &Never)).err(), Some(ImageFault::OtherExpo));
    }

    #[test]
    fn any_words_can_be_read(words in proptest::collection::vec(any::<u64>(), 0..60)) {
        prop_assert!(at_once(Sites::read(words, &LIMITS, &Never)).is_err());
    }

    #[test]
    fn a_world_of_packed_sites_answers_as_the_one_they_come_from(sites in proptest::collection::vec(any_site(), 0..60)) {
        let world = World::new(atlas(sites));
        let limits = world.atlas.limits();
        let packed = at_once(Sites::read(world.atlas.sites.written(&limits), &limits, &Never)).unwrap();
        let mut again = world.atlas.clone();
        again.sites = packed;
        let again = World::new(again);
        prop_assert_eq!(&again.atlas, &world.atlas);
        let goals = [6, 11].into_iter().filter_map(Goal::new).collect();
        let f = Filter { goals, ..Filter::default() };
        prop_assert_eq!(filtered(&again, f.clone(), "2021-05-15T12:00"), filtered(&world, f, "2021-05-15T12:00"));
    }

    #[test]
    fn runs_of_the_tree_are_counted_as_a_scan_counts_them(
        sites in proptest::collection::vec(any_site(), 0..400), ends in (0..420_u32, 0..420_u32), goal in 1..18_u8,
    ) {
        let world = World::new(atlas(sites));
        let n = world.atlas.sites.len() as u32;
        let run: Run = ends.0.min(ends.1).min(n)..ends.0.max(ends.1).min(n);
        let f = Filter { goals: Goal::new(goal).into_iter().collect(), ..Filter::default() };
        let matches = filtered(&world, f, "2021-05-15T12:00").matches;
        let matching: Vec<SiteId> = run.clone().map(SiteId).filter(|s| matches.has(*s)).collect();
        prop_assert_eq!(matches.count(&run) as usize, matching.len());
        let by_goal = matches.goals_of(&world, std::slice::from_ref(&run));
        for g in Goal::all() {
            let dull = matching.iter().filter(|s| world.atlas.sites.goals(**s).has(g)).count();
            prop_assert_eq!(by_goal[g.index()] as usize, dull);
        }
    }

    #[test]
    fn every_site_lies_in_the_one_square_that_is_handed_over(
        sites in proptest::collection::vec(any_site(), 0..200), level in 0..15_u32,
    ) {
        let world = World::new(atlas(sites));
        let all = &world.atlas.sites;
        let (from, to) = (Pt::new(0.0, -400.0), Pt::new(5000.0, 300.0));
        let within = Bounds { min: from, max: to };
        for (owner, run) in world.tree.owners() {
            let mut met: Vec<u32> = Vec::new();
            Tree::squares(all, run, level, &within, &mut |square: Square, part: Run| {
                assert!(part.clone().all(|i| square.bounds().contains(all.at(SiteId(i)))));
                met.extend(part);
            });
            assert!(met.is_sorted() && met.iter().all(|i| run.contains(i)));
            let inside = run.clone().filter(|i| within.contains(all.at(SiteId(*i))));
            assert!(inside.into_iter().all(|i| met.contains(&i)), "{owner:?} lacks sites at level {level}");
            assert_eq!(world.tree.run(*owner), run.clone());
        }
    }

    #[test]
    fn a_match_in_sight_is_found_as_a_scan_finds_it(
        sites in proptest::collection::vec(any_site(), 0..80), x in -1500.0..9500.0_f64, y in -700.0..700.0_f64,
        size in 1.0..3000.0_f64, goal in 1..18_u8,
    ) {
        let world = World::new(atlas(sites));
        let at = Pt::new(x, y);
        let within = Bounds { min: at, max: at + Pt::new(size, size / 2.0) };
        let f = Filter { goals: Goal::new(goal).into_iter().collect(), ..Filter::default() };
        let matches = filtered(&world, f, "2021-05-15T12:00").matches;
        let all = &world.atlas.sites;
        let found = world.tree.owners().iter().any(|(_, run)| Tree::any_within(all, run, &within, &|r| matches.count(r) > 0));
        prop_assert_eq!(found, matches.iter().any(|s| within.contains(all.at(s))));
    }
}

/// So many sites about a city of a few kilometres, told apart by their numbers.
fn many(count: u32) -> World {
    // Weyl's sequence: evenly spread, and the same on every machine.
    let part = |i: u32, step: f64| (f64::from(i) * step).fract();
    let site = |i: u32| Site {
        goals: Goal::new((i % 17) as u8 + 1).into_iter().collect(),
        district: Some(m21::model::DistrictId((i % 3) as u8)),
        at: Pt::new(
            part(i, 0.754_877_666) * 9000.0 - 1000.0,
            part(i, 0.569_840_291) * 6000.0 - 3000.0,
        ),
        ..crate::query::site(&format!("s{i}"), "Plats", "Site")
    };
    World::new(atlas((0..count).map(site).collect()))
}

#[test]
fn many_sites_stand_in_one_node_each_and_in_none_that_touch() {
    let world = many(4000);
    let everywhere = Bounds {
        min: Pt::new(-3e4, -3e4),
        max: Pt::new(3e4, 3e4),
    };
    for zoom in [10.4, 11.6, 12.6, 13.9, 15.2, 16.4] {
        let nodes = nodes(&world, zoom, &everywhere);
        let mut met: Vec<SiteId> = nodes.iter().flat_map(m21::draw::Node::sites).collect();
        met.sort_unstable();
        assert_eq!(met, (0..4000).map(SiteId).collect::<Vec<_>>(), "at {zoom}");
        let apart = 2.0 * 16.0 * m21::view::camera::metres_per_px(zoom);
        let placed: Vec<Pt> = nodes
            .iter()
            .filter(|n| zoom >= 12.3 && matches!(n.name, NodeName::Group | NodeName::Site(_)))
            .map(|n| n.at)
            .collect();
        for (i, one) in placed.iter().enumerate() {
            let near = placed[i + 1..].iter().find(|other| one.distance(**other) < apart);
            assert_eq!(near, None, "beside {one:?} at {zoom}");
        }
    }
    let small = Bounds {
        min: Pt::new(0.0, 0.0),
        max: Pt::new(500.0, 500.0),
    };
    assert!(
        nodes(&world, 14.0, &small).len() < 60,
        "only what is near is looked for"
    );
}

#[test]
fn an_owner_has_one_run_and_stations_come_first() {
    let world = many(500);
    let owners: Vec<Owner> = world.tree.owners().iter().map(|(o, _)| *o).collect();
    assert!(matches!(owners.first(), Some(Owner::Station(_))));
    for (i, owner) in owners.iter().enumerate() {
        assert!(!owners[i + 1..].contains(owner), "{owner:?} comes twice");
    }
}

/// Reads sites from pieces of so many bytes.
fn streamed(folder: &Folder, text: &str, piece: usize) -> Result<SitesRead, Irregular> {
    let base = Base::read(&folder.sources());
    let mut stream = base.stream();
    for piece in text.as_bytes().chunks(piece) {
        stream.feed(piece)?;
    }
    at_once(stream.finish(&Never))
}

/// The sites of a folder with this text for its file, read in pieces and read as a whole.
fn both_ways(text: &str, piece: usize) -> (Result<m21::load::Loaded, Irregular>, m21::load::Loaded) {
    let folder = Folder::good().with(File::Sites, text);
    let whole = {
        let mut sources = folder.sources();
        sources.put_text(File::Programme, r#"{"events": []}"#);
        sources.put_text(File::Notices, r#"{"notices": []}"#);
        read(&sources).unwrap()
    };
    let base = Base::read(&folder.sources());
    let pieces = streamed(&folder, text, piece).map(|sites| base.with_sites(sites).unwrap());
    (pieces, whole)
}

#[test]
fn sites_in_pieces_are_the_sites_of_the_whole_file() {
    let text = Folder::good().text(File::Sites).to_owned();
    for piece in [1, 2, 7, 100, 1 << 20] {
        let (pieces, whole) = both_ways(&text, piece);
        assert_eq!(pieces, Ok(whole), "in pieces of {piece}");
    }
}

#[test]
fn bad_sites_in_pieces_are_told_as_in_the_whole_file() {
    let mut sites: Value = serde_json::from_str(Folder::good().text(File::Sites)).unwrap();
    sites["features"][1]["properties"]["goals"] = json!([99]);
    sites["features"][2] = json!({ "type": "Feature", "properties": null });
    sites["crs"] = json!({ "type": "name" });
    let (pieces, whole) = both_ways(&sites.to_string(), 13);
    assert!(whole.problems.len() > 2);
    assert_eq!(pieces, Ok(whole));
}

#[test]
fn what_is_not_as_it_should_be_is_left_to_be_read_as_a_whole() {
    let good = Folder::good();
    let text = good.text(File::Sites);
    for text in [
        "",
        "<!doctype html>",
        "[]",
        "{}",
        r#"{"type": "Topology", "features": []}"#,
        r#"{"type": "FeatureCollection", "features": [1]}"#,
        r#"{"type": "FeatureCollection", "features": [{}"#,
        r#"{"type": "FeatureCollection", "features": [{"a": "\uD800}"}]}"#,
        r#"{"type": "FeatureCollection", "features": [{"a": tru}]}"#,
        r#"{"type": "FeatureCollection", "features": [{"a": 1},]}"#,
        r#"{"type": "FeatureCollection", "features": [,]}"#,
        r#"{"type": "FeatureCollection", "features": []} x"#,
        &text[..text.len() / 2],
        &text[..text.len() - 3],
    ] {
        for piece in [1, 5, 4000] {
            assert_eq!(streamed(&good, text, piece), Err(Irregular), "{text}");
        }
    }
    let empty = r#"{"type": "FeatureCollection", "features": [ ] }"#;
    assert_eq!(streamed(&good, empty, 3), Ok(SitesRead::none()));
}
