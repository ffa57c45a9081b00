//! The shipped data: no problems, and as much of everything as the expo promises.

use crate::load::Folder;
use m21::model::{Atlas, Goal, Kind, Part, PartnerId};
use m21::space::{Bounds, Metres, Pt};
use proptest::prelude::*;
use std::path::Path;
use std::sync::LazyLock;

/// Ten minutes' walk from a station.
const NEAR: Metres = Metres(640.0);

static ATLAS: LazyLock<Atlas> = LazyLock::new(|| {
    let folder = Folder::at(&Path::new(env!("CARGO_MANIFEST_DIR")).join("data"));
    folder.read().expect("readable data").atlas
});

#[test]
fn the_data_has_no_problems() {
    let folder = Folder::at(&Path::new(env!("CARGO_MANIFEST_DIR")).join("data"));
    let problems: Vec<String> = folder.problems().iter().map(ToString::to_string).collect();
    assert!(problems.is_empty(), "{problems:#?}");
}

#[test]
fn there_are_sites_enough() {
    assert!(ATLAS.sites.len() >= 72, "{} sites", ATLAS.sites.len());
}

#[test]
fn every_goal_is_shown_at_four_sites() {
    for goal in Goal::all() {
        let sites = ATLAS.sites.iter().filter(|s| s.goals.has(goal)).count();
        assert!(sites >= 4, "goal {} is shown at {sites}", goal.number());
    }
}

#[test]
fn every_partner_leads_three_sites() {
    for (i, partner) in ATLAS.partners.iter().enumerate() {
        let id = PartnerId(i as u16);
        let sites = ATLAS.sites.iter().filter(|s| s.lead() == Some(id)).count();
        assert!(sites >= 3, "{} leads {sites}", partner.name);
    }
}

#[test]
fn every_district_has_two_sites() {
    assert_eq!(ATLAS.city.districts.len(), 10);
    for district in &ATLAS.city.districts {
        let id = ATLAS.find_district(&district.slug);
        let sites = ATLAS.sites.iter().filter(|s| s.district == id).count();
        assert!(sites >= 2, "{} has {sites}", district.name);
    }
}

#[test]
fn every_station_of_the_ring_has_three_sites_within_ten_minutes() {
    assert_eq!(ATLAS.ring_stations().count(), 7);
    for (_, station) in ATLAS.ring_stations() {
        let sites = ATLAS
            .sites
            .iter()
            .filter(|s| s.at.metres_to(station.at) <= NEAR)
            .count();
        assert!(sites >= 3, "{} has {sites}", station.name);
    }
}

#[test]
fn every_kind_and_every_part_is_there_in_strength() {
    for kind in Kind::ALL {
        let sites = ATLAS.sites.iter().filter(|s| s.kinds.has(*kind)).count();
        assert!(sites >= 15, "{sites} {} sites", kind.slug());
    }
    for part in Part::ALL {
        let sites = ATLAS.sites.iter().filter(|s| s.part == *part).count();
        assert!(sites >= 8, "{sites} {} sites", part.slug());
    }
}

#[test]
fn three_testbeds_grew_from_the_think_tank_and_expo_sites_grew_from_them() {
    let part_of_root = |root: Option<m21::model::SiteId>| root.map(|id| ATLAS.site(id).part);
    let testbeds = ATLAS.sites().filter(|(id, site)| {
        site.part == Part::Testbed
            && part_of_root(site.grew_from) == Some(Part::ThinkTank)
            && ATLAS
                .sites
                .iter()
                .any(|s| s.part == Part::Expo && s.grew_from == Some(*id))
    });
    let testbeds: Vec<String> = testbeds.map(|(_, site)| site.slug).collect();
    assert!(testbeds.len() >= 3, "{testbeds:?}");
}

#[test]
fn every_event_and_notice_is_read() {
    assert!(!ATLAS.events.is_empty());
    assert!(!ATLAS.notices.is_empty());
    assert!(ATLAS.basemap.ring().is_some_and(|ring| ring.path.is_closed()));
}

#[test]
fn sub_areas_fill_their_districts_to_the_square_metre() {
    assert_eq!((ATLAS.city.subareas.len(), ATLAS.city.city_areas.len()), (136, 5));
    let subareas: f64 = ATLAS.city.subareas.iter().map(|s| s.area.region.area_m2()).sum();
    let districts: f64 = ATLAS.city.districts.iter().map(|d| d.region.area_m2()).sum();
    let city_areas: f64 = ATLAS.city.city_areas.iter().map(|a| a.region.area_m2()).sum();
    assert!((subareas - districts).abs() < 1.0, "{subareas} m², {districts} m²");
    assert!((subareas - city_areas).abs() < 1.0, "{subareas} m², {city_areas} m²");
}

fn city_bounds() -> Bounds {
    let corners = ATLAS.city.districts.iter().filter_map(|d| d.region.bounds());
    Bounds::about(corners.flat_map(|b| [b.min, b.max])).expect("districts")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn a_point_in_the_city_lies_in_one_sub_area_and_its_district(x in 0.0..1.0f64, y in 0.0..1.0f64) {
        let bounds = city_bounds();
        let at = Pt::new(bounds.min.x + bounds.size().x * x, bounds.min.y + bounds.size().y * y);
        let homes: Vec<_> = ATLAS.city.subareas.iter().filter(|s| s.area.region.contains(at)).collect();
        let district = ATLAS.city.district_at(at);
        prop_assert_eq!(homes.len(), usize::from(district.is_some()), "at {:?}", at);
        prop_assert_eq!(homes.first().map(|s| s.district), district);
    }
}
