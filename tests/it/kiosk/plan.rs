//! The map about a station.

use crate::day::WORLD;
use m21::kiosk::{Plan, Scale};
use m21::model::StationId;
use m21::space::Px;

/// Half sizes of a label and of the flag.
const LABEL: Px = Px { x: 40.0, y: 16.0 };
const FLAG: Px = Px { x: 65.0, y: 18.0 };

fn plan(station: usize, bearing: u16, scale: Scale) -> Plan {
    Plan::new(
        &WORLD,
        StationId(station as u8),
        bearing,
        scale,
        Px::new(1080.0, 600.0),
        21.5,
    )
}

#[test]
fn what_one_faces_is_upwards() {
    let world = &*WORLD;
    let at = world.atlas.station(StationId(0)).at;
    for (bearing, east, south) in [
        (0, 0.0, -500.0),
        (90, 500.0, 0.0),
        (180, 0.0, 500.0),
        (225, -353.6, 353.6),
    ] {
        let plan = plan(0, bearing, Scale::Walk);
        let ahead = plan.px(at + m21::space::Pt::new(east, south));
        let up = plan.here() - ahead;
        assert!(up.x.abs() < 0.5 && up.y > 150.0, "{bearing}: {up:?}");
        // North turns the other way.
        let north = plan.px(at + m21::space::Pt::new(0.0, -500.0)) - plan.here();
        let length = north.length();
        assert!(
            (north * (1.0 / length)).distance(plan.north()) < 1e-6,
            "{bearing}: {north:?}"
        );
    }
}

#[test]
fn a_ring_is_as_far_as_one_walks_in_its_minutes() {
    let plan = plan(2, 0, Scale::Walk);
    for ring in plan.rings(LABEL, &[]) {
        let metres = ring.radius * plan.metres_per_px();
        assert!((metres - f64::from(ring.minutes) * 64.0).abs() < 1e-6);
    }
    assert_eq!(plan.rings(LABEL, &[]).len(), 3);
}

#[test]
fn the_whole_ring_is_seen_whatever_one_faces() {
    let world = &*WORLD;
    for bearing in (0..360).step_by(15) {
        let plan = plan(2, bearing, Scale::Ring);
        for (_, station) in world.atlas.ring_stations() {
            let at = plan.px(station.at);
            assert!(
                at.x > 20.0 && at.x < 1060.0 && at.y > 20.0 && at.y < 580.0,
                "{} at {at:?}",
                station.name
            );
        }
    }
}

#[test]
fn no_two_names_meet_and_none_is_cut() {
    let world = &*WORLD;
    let all: Vec<_> = (0..world.atlas.sites.len())
        .map(|i| m21::model::SiteId(i as u32))
        .collect();
    for station in 0..world.atlas.stations.len() {
        for scale in Scale::ALL {
            let plan = plan(station, 132, scale);
            let here = world.atlas.stations[station].at;
            let mut near = all.clone();
            near.sort_by(|a, b| {
                let far = |id: &m21::model::SiteId| world.atlas.sites.at(*id).distance(here);
                far(a).total_cmp(&far(b))
            });
            let listed: Vec<_> = near.iter().take(6).copied().zip(1..).collect();
            let (marks, flag) = plan.marks(world, &listed, &mut all.iter().copied(), FLAG);
            let names = plan.names(world, m21::model::Lang::Sv, &marks, &[(flag.at, flag.half)]);
            for (i, a) in names.iter().enumerate() {
                assert!(a.at.x > 0.0 && a.at.x < 1080.0 && a.at.y > 0.0 && a.at.y < 600.0);
                for b in &names[i + 1..] {
                    let same_line = (a.at.y - b.at.y).abs() < 12.0 && (a.at.x - b.at.x).abs() < 0.1;
                    assert!(!same_line, "{a:?} on {b:?}");
                }
            }
            assert!(!plan.sheet(world).is_empty());
        }
    }
}

#[test]
fn marks_stand_apart_and_near_to_where_they_are() {
    let world = &*WORLD;
    for station in 0..world.atlas.stations.len() {
        for scale in [Scale::Near, Scale::Walk, Scale::Around] {
            let plan = plan(station, 0, scale);
            let here = plan.here();
            let all = (0..world.atlas.sites.len()).map(|i| m21::model::SiteId(i as u32));
            let seen: Vec<_> = all
                .filter(|id| plan.px(world.atlas.sites.at(*id)).distance(here) < 200.0)
                .collect();
            let listed: Vec<_> = seen.iter().take(6).copied().zip(1..).collect();
            let (marks, flag) = plan.marks(world, &listed, &mut std::iter::empty(), FLAG);
            assert_eq!(marks.len(), listed.len());
            for (i, a) in marks.iter().enumerate() {
                let radius = m21::kiosk::MARK_EM * 21.5;
                let from = a.at - flag.at;
                let is_clear = from.x.abs() > flag.half.x || from.y.abs() > flag.half.y;
                assert!(
                    is_clear,
                    "{a:?} under the flag at {}",
                    world.atlas.stations[station].slug
                );
                assert!(a.at.distance(here) >= radius + 21.0, "{a:?}");
                let moved = a.at.distance(plan.px(world.atlas.sites.at(a.site)));
                assert!(
                    moved < 5.0 * radius,
                    "{} {scale:?} {a:?} moved {moved}",
                    world.atlas.stations[station].slug
                );
                for b in &marks[i + 1..] {
                    assert!(a.at.distance(b.at) > 1.9 * radius, "{a:?} on {b:?}");
                }
            }
        }
    }
}
