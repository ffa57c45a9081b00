//! What one can see and be back at the station for a train.

use super::way::{Way, Ways, early, short};
use crate::calendar::Moment;
use crate::day::{Doors, VISIT_MINUTES};
use crate::model::{SiteId, StationId, Status};
use crate::order;
use crate::query::World;
use std::sync::Arc;

/// A site one can visit and be back in time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Errand {
    /// The site.
    pub site: SiteId,
    /// When one is there.
    pub arrives: Moment,
    /// When the visit begins: as one is there, or as it opens.
    pub begins: Moment,
    /// When it is over at the latest: as one must leave, or as it closes.
    pub until: Moment,
    /// When one must leave for home at the latest.
    pub leaves: Moment,
    /// When one stands at the station again then.
    pub back: Moment,
    /// How long one can be there while it is open, in minutes.
    pub stay: u16,
    /// Whether that is a whole visit.
    pub whole: bool,
    /// The site does not say when it is open, and is taken to be.
    pub hours_unsaid: bool,
    /// How one gets there.
    pub out: Way,
    /// How one gets back.
    pub home: Way,
}

/// What one can see from a station and be back for a train that leaves there, of today or tomorrow: with so many minutes
/// on the platform as a day out keeps, and at least `least_stay` minutes at the site or a whole visit, within one time
/// that it is open. First where there is time for a whole visit; of those, and of the others, where one is first; ties go
/// by the slug. The paces and walks are those of a day out.
pub fn errands(
    world: &Arc<World>,
    here: StationId,
    now: Moment,
    train: Moment,
    least_stay: u16,
    sites: &mut dyn Iterator<Item = SiteId>,
) -> Vec<Errand> {
    let by = train.plus_minutes(-early());
    let (Some(out), Some(home)) = (Ways::from(world, here, now), Ways::back(world, here, now.date, by)) else {
        return Vec::new();
    };
    let all = &world.atlas.sites;
    let (from, by) = (i32::from(now.minute), Moment::midnight(now.date).minutes_until(by));
    // Many sites, few opening hours.
    let mut doors: Vec<Option<Doors>> = vec![None; all.hours().len() + 1];
    let mut found: Vec<Errand> = Vec::new();
    for site in sites {
        if all.facets_of(site).status() == Status::Closed {
            continue;
        }
        let at = all.at(site);
        let (Some(there), Some(back)) = (out.way_to(at, from), home.way_back(at, by)) else {
            continue;
        };
        if there.ends >= back.sets_out {
            continue;
        }
        let Some(doors) = doors.get_mut(all.hours_class(site) as usize) else {
            continue;
        };
        let doors = doors.get_or_insert_with(|| Doors::of(world, site, now.date));
        let within = |(opens, closes): &(i32, i32)| {
            let (begins, until) = ((*opens).max(there.ends), (*closes).min(back.sets_out));
            (begins < until).then_some((begins, until))
        };
        // The longest; of equals the first.
        let visits = doors.spans.iter().filter_map(within);
        let Some((begins, until)) = visits.min_by_key(|(begins, until)| begins - until) else {
            continue;
        };
        let (stay, visit) = (short(until - begins), visit_minutes(world, site));
        if stay >= least_stay.min(visit) {
            found.push(Errand {
                site,
                arrives: out.moment(there.ends),
                begins: out.moment(begins),
                until: out.moment(until),
                leaves: out.moment(back.sets_out),
                back: out.moment(back.ends),
                stay,
                whole: stay >= visit,
                hours_unsaid: doors.unsaid,
                out: there.way,
                home: back.way,
            });
        }
    }
    order::sort_by(&mut found, |a, b| {
        let key = |errand: &Errand| (!errand.whole, errand.arrives);
        let slugs = || all.slug(a.site).cmp(all.slug(b.site));
        key(a).cmp(&key(b)).then_with(slugs)
    });
    found
}

/// How long a whole visit takes, as a day out has it.
fn visit_minutes(world: &World, site: SiteId) -> u16 {
    world.atlas.site(site).visit_minutes.unwrap_or(VISIT_MINUTES)
}
