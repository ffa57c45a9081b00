//! What is near, against the timetable's rows.

use super::dull::Dull;
use super::{anywhere, setting_out, world};
use crate::day::cases;
use crate::travel::Dice;
use m21::calendar::Moment;
use m21::kiosk::{Way, near};
use m21::model::SiteId;

#[test]
fn nobody_is_anywhere_earlier_than_the_rows_allow_nor_later() {
    let mut dice = Dice(0x0ea5_ea5e);
    let (mut walked, mut ridden, mut never) = (0, 0, 0);
    for case in 0..cases(200) {
        let world = world(case);
        let here = anywhere(&mut dice);
        let now = setting_out(&mut dice, world, here);
        let midnight = Moment::midnight(now.date);
        let start = i32::from(now.minute);
        let dull = Dull::new(world, here, midnight, (start, 52 * 60));
        let out = dull.out(start);
        let sites = world.atlas.sites.len() as u32;
        let found = near(world, here, now, &mut (0..sites).map(SiteId));
        let minutes = |site: SiteId| {
            found
                .iter()
                .find(|n| n.site == site)
                .map(|n| i32::from(n.way.minutes()))
        };
        for site in (0..sites).map(SiteId) {
            let at = world.atlas.sites.at(site);
            let foot = dull.on_foot(at).filter(|walk| *walk <= 15);
            let first = dull.arrives(&out, start, at).map(|there| there - start);
            assert_eq!(
                minutes(site),
                foot.or(first),
                "case {case}: from {here:?} at {now} to {site:?}"
            );
            if first.is_none() {
                never += 1;
            }
        }
        let mut last = (false, 0, "");
        for near in &found {
            let minutes = near.way.minutes();
            let slug = world.atlas.sites.slug(near.site);
            match near.way {
                Way::OnFoot { .. } => walked += 1,
                Way::ByTrain {
                    departs, arrives, walk, ..
                } => {
                    ridden += 1;
                    assert!(departs >= now && arrives > departs);
                    assert_eq!(
                        now.plus_minutes(i32::from(minutes)),
                        arrives.plus_minutes(i32::from(walk))
                    );
                }
            }
            let far = !(matches!(near.way, Way::OnFoot { .. }) && minutes <= 15);
            assert!(last < (far, minutes, slug), "case {case}: out of order");
            last = (far, minutes, slug);
        }
    }
    println!("{walked} on foot, {ridden} by train, {never} out of reach");
    assert!(walked > 0 && ridden > 0);
}
