//! What is near a station: how soon one is there, on foot or by train.

use super::way::{Found, Way, Ways, short};
use crate::calendar::Moment;
use crate::model::{SiteId, StationId};
use crate::order;
use crate::query::World;
use std::sync::Arc;

/// Sites that take so many minutes on foot are walked to, and stand first.
const ON_FOOT: i32 = 15;

/// A site, and how soon one is there.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Near {
    /// The site.
    pub site: SiteId,
    /// How one gets there.
    pub way: Way,
}

/// How soon one is at sites if one sets out from a station now, at the pace and with the walks of a day out. First those
/// within a quarter of an hour on foot, the nearest first, even if a train should be quicker; then the others as one is
/// there, today or tomorrow. Those that cannot be reached are left out; ties go by the slug.
pub fn near(world: &Arc<World>, here: StationId, now: Moment, sites: &mut dyn Iterator<Item = SiteId>) -> Vec<Near> {
    let Some(reach) = Ways::from(world, here, now) else {
        return Vec::new();
    };
    let all = &world.atlas.sites;
    let mut found: Vec<Near> = Vec::new();
    for site in sites {
        let at = all.at(site);
        let way = match reach.on_foot(at) {
            Some((minutes, metres)) if minutes <= ON_FOOT => Some(Way::OnFoot {
                minutes: short(minutes),
                metres,
            }),
            _ => reach.way_to(at, i32::from(now.minute)).map(|Found { way, .. }| way),
        };
        found.extend(way.map(|way| Near { site, way }));
    }
    let key = |near: &Near| {
        let minutes = near.way.minutes();
        let walked = matches!(near.way, Way::OnFoot { .. }) && i32::from(minutes) <= ON_FOOT;
        (!walked, minutes)
    };
    order::sort_by(&mut found, |a, b| {
        let slugs = || all.slug(a.site).cmp(all.slug(b.site));
        key(a).cmp(&key(b)).then_with(slugs)
    });
    found
}
