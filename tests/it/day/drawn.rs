//! Days out on the map.

use super::{WORLD, plan};
use m21::day::Step;
use m21::draw::{Centre, Look, route};
use m21::space::{Metres, Px};
use m21::view::camera::station_bounds;
use m21::view::{Camera, Viewport};
use proptest::prelude::*;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn the_way_on_the_map_is_unbroken_and_numbers_every_stop(wish in super::wishes::wish(5)) {
        let plan = plan(&wish);
        let viewport = Viewport::bare(800.0, 800.0);
        let camera = Camera::fitting(&station_bounds(m21::space::Pt::default(), Metres(8000.0)), &viewport, 0.0);
        let route = route(&WORLD, &plan, &camera, &viewport);
        let on_the_way = plan.steps.iter().filter(|s| matches!(s, Step::Walk { .. } | Step::Train { .. })).count();
        prop_assert_eq!(route.legs.len(), on_the_way);
        let end = |of: &[Px]| *of.last().unwrap();
        for pair in route.legs.windows(2) {
            prop_assert!(end(&pair[0].points).distance(pair[1].points[0]) < 0.5);
        }
        let numbers: Vec<u32> = route.stops.iter().rev().filter_map(|mark| match mark.look {
            Look::Ring { centre: Centre::Stop(n), .. } => Some(n),
            _ => None,
        }).collect();
        prop_assert_eq!(numbers, (1..=plan.stops().count() as u32).collect::<Vec<_>>());
    }

    #[test]
    fn a_train_is_drawn_past_the_first_station_it_comes_to(wish in super::wishes::wish(5)) {
        let plan = plan(&wish);
        let viewport = Viewport::bare(800.0, 800.0);
        let camera = Camera::fitting(&station_bounds(m21::space::Pt::default(), Metres(8000.0)), &viewport, 0.0);
        let legs = route(&WORLD, &plan, &camera, &viewport).legs;
        let trains = plan.steps.iter().filter(|s| matches!(s, Step::Walk { .. } | Step::Train { .. })).zip(&legs);
        for (step, leg) in trains {
            let Step::Train { from, next, to, .. } = step else { continue };
            let ring = |id: &m21::model::StationId| WORLD.atlas.station(*id).ring_order.is_some();
            if ring(from) && ring(next) && ring(to) {
                let at = camera.to_screen(WORLD.atlas.station(*next).at, &viewport);
                let nearest = leg.points.iter().map(|p| p.distance(at)).fold(f64::MAX, f64::min);
                prop_assert!(nearest * camera.metres_per_px() < 200.0, "{}", nearest * camera.metres_per_px());
            }
        }
    }
}
