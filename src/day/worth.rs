//! What sites are worth to somebody, and which of them come into question.

use super::doors::Doors;
use super::outing::{Outing, VISIT_MINUTES};
use crate::model::{Access, ClaimValue, SiteId, Status};
use crate::tour::Chance;

/// As many sites come into question as can be looked at quickly: so many squared are the ways between them.
pub(super) const MOST: usize = 40;
/// As many are looked at closely; a large expo has many more.
const LOOKED_AT: usize = 400;

/// A site that comes into question, and what a visit is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Candidate {
    pub site: SiteId,
    pub worth: u32,
}

/// A visit to any site; one more for every goal, and for every five minutes; these are a matter of taste.
const VISIT: u32 = 20;
const PER_GOAL: u32 = 2;
const MINUTES_A_POINT: u32 = 5;
/// A goal, a kind or a partner somebody has asked for; what is none of them is worth a fifth.
const ASKED: u32 = 25;

/// The sites that come into question for a day, those worth most first, and of those the nearest to the start. With a
/// seed, what they are worth varies by up to a third, so that another seed gives another day; `any` lets chance decide.
pub(super) fn candidates(outing: &Outing, any: bool) -> Vec<Candidate> {
    let world = &outing.world;
    let sites = &world.atlas.sites;
    let wants = &outing.wish.interests;
    let start = outing.stands[super::outing::START].spot.at(world);
    let mut ranked: Vec<(u32, i64, SiteId)> = Vec::new();
    for i in 0..sites.len() as u32 {
        let id = SiteId(i);
        let facets = sites.facets_of(id);
        if facets.status() == Status::Closed {
            continue;
        }
        let mut worth = VISIT + PER_GOAL * facets.goals().len().min(5) as u32;
        if !wants.goals.is_empty() {
            let met = (facets.goals().0.0 & wants.goals.0.0).count_ones();
            worth = if met == 0 { worth / 5 } else { worth + ASKED * met };
        }
        if !wants.kinds.is_empty() {
            let is_such = facets.kinds().0.meets(wants.kinds);
            worth = if is_such { worth + ASKED } else { worth / 5 };
        }
        let far = (start.distance(sites.at(id)) * 10.0) as i64;
        ranked.push((worth, far, id));
    }
    let best_first = |a: &(u32, i64, SiteId)| (std::cmp::Reverse(a.0), a.1, a.2);
    crate::order::sort_by_key(&mut ranked, best_first);
    ranked.truncate(LOOKED_AT);
    let mut chance = Chance::new(u64::from(outing.wish.seed));
    let mut found = Vec::new();
    for (mut worth, far, id) in ranked {
        let luck = chance.below(1024) as u32;
        let site = world.atlas.site(id);
        let notice = |n: &crate::model::Notice| n.site == Some(id) && (n.from..=n.to).contains(&outing.date);
        let steps = |c: &crate::model::Claim| c.about == Access::StepFree && c.value == ClaimValue::Yes;
        if world.atlas.notices.iter().any(notice) || wants.step_free && !site.access.iter().any(steps) {
            continue;
        }
        let stay = site.visit_minutes.unwrap_or(VISIT_MINUTES);
        let doors = Doors::of(world, id, outing.date);
        // What does not say when it is open is not suggested: nobody could promise that it is.
        let span = (outing.leaves, outing.deadline);
        if doors.unsaid || doors.windows(i32::from(stay), span).is_empty() {
            continue;
        }
        worth += u32::from(stay) / MINUTES_A_POINT;
        if !wants.partners.is_empty() {
            let slug = |p: &crate::model::PartnerId| wants.partners.contains(&world.atlas.partner(*p).slug);
            worth = if site.partners.iter().any(slug) {
                worth + ASKED
            } else {
                worth / 5
            };
        }
        if any {
            worth = worth * (1 + luck % 8) / 4;
        } else if outing.wish.seed > 0 {
            worth = worth * (683 + luck * 683 / 1024) / 1024;
        }
        found.push((worth.max(1), far, id));
    }
    crate::order::sort_by_key(&mut found, best_first);
    let candidate = |(worth, _, site)| Candidate { site, worth };
    found.into_iter().map(candidate).collect()
}
