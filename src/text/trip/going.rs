//! A day in words for who walks it: one step at a time.

use super::Strings;
use crate::calendar::Moment;
use crate::day::{Plan, Step};
use crate::query::World;

/// A step for who is about to take it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Going {
    /// What to do at a time: `Tåget går kl.`.
    pub lead: &'static str,
    /// That time.
    pub at: Moment,
    /// Where to or with what: `Malmöpendeln mot Hyllie`.
    pub title: String,
    /// What else to know: `Från Malmö C · av vid Hyllie 10.46`.
    pub under: String,
}

impl Strings {
    /// What to do at a step of a plan, by its place; after the last one the day is over.
    pub fn going(&self, world: &World, plan: &Plan, step: usize) -> Going {
        let t = self.trip;
        let Some(step) = plan.steps.get(step) else {
            return self.day_over(world, plan);
        };
        let took = self.duration(step.begins().minutes_until(step.ends()));
        match *step {
            Step::Walk {
                to, departs, arrives, ..
            } => {
                let (_, far) = self.way(world, step, 0);
                let there = (t.there_at)(&self.clock(arrives.minute));
                Going {
                    lead: t.leave_at,
                    at: departs,
                    title: format!("{} {}", t.walk_to, self.spot(world, to)),
                    under: format!("{took} · {far} · {there}"),
                }
            }
            Step::Train {
                from,
                to,
                departs,
                arrives,
                ..
            } => {
                let (title, _) = self.way(world, step, 0);
                let name = |id| world.atlas.station(id).name.as_str();
                Going {
                    lead: t.train_at,
                    at: departs,
                    title,
                    under: (t.on_and_off)(name(from), name(to), &self.clock(arrives.minute)),
                }
            }
            Step::Visit {
                site,
                begins,
                leaves,
                opens,
                closes,
                slack,
                ..
            } => {
                let mut under = self.visit(begins, leaves, opens.zip(closes));
                let bound = closes.is_some() || plan.deadline.is_some();
                if let Some(spare) = self.slack(slack).filter(|_| bound) {
                    under = format!("{under} · {spare}");
                }
                Going {
                    lead: t.stay_until,
                    at: leaves,
                    title: world.atlas.sites.title(site).get(self.lang).to_owned(),
                    under,
                }
            }
            Step::Rest { at, leaves, .. } => Going {
                lead: t.meal_until,
                at: leaves,
                title: t.pause.to_owned(),
                under: format!("{took} · {}", self.spot(world, at)),
            },
        }
    }

    fn day_over(&self, world: &World, plan: &Plan) -> Going {
        let t = self.trip;
        let totals = plan.totals(world);
        let walked = self.duration(totals.walking.cast_signed());
        Going {
            lead: t.arrived,
            at: plan.home,
            title: self.spot(world, plan.to),
            under: (t.day_done)(totals.sites, &self.goals_met(totals.goals.len()), &walked),
        }
    }

    /// What comes after a step, in a line: `11.39 Gå till Hyllie`; nothing at the end.
    pub fn then(&self, world: &World, plan: &Plan, step: usize) -> Option<(String, String)> {
        let next = self.going(world, plan, step + 1);
        let at = plan.steps.get(step + 1).map_or(plan.home, Step::begins);
        (step < plan.steps.len()).then(|| (self.clock(at.minute), next.title))
    }

    /// `Steg 3 av 9`; the end is one too.
    pub fn step_of(&self, plan: &Plan, step: usize) -> String {
        (self.trip.step_of)(step + 1, plan.steps.len() + 1)
    }

    /// `9 av 17 mål på rutten, 3 besökta`; without the second part where nothing is visited.
    pub fn progress(&self, planned: usize, met: usize, visited: usize) -> String {
        if visited == 0 {
            return self.goals_met(planned);
        }
        (self.trip.progress)(planned, met)
    }

    /// `om 4 min`, up to an hour and a half ahead.
    pub fn soon(&self, minutes: i32) -> Option<String> {
        (0..=90).contains(&minutes).then(|| (self.trip.soon)(minutes))
    }

    /// What is read out when another step is shown: `Tåget går kl. 10.38: Malmöpendeln mot Hyllie.`
    pub fn going_said(&self, going: &Going) -> String {
        format!(
            "{} {}: {}. {}.",
            going.lead,
            self.clock(going.at.minute),
            going.title,
            going.under
        )
    }
}
