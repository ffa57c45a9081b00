//! What each node says of the answer: worked out when the answer or the nodes change, so that a frame only puts it in its
//! place.

use super::cluster::{Node, NodeName};
use super::mark::{self, Arcs, Target, Weights};
use crate::model::{Goals, Kind, SiteId, StationId};
use crate::query::{Answer, Run, World};
use crate::space::{Metres, Pt};

/// What the nodes say, one after the other.
#[derive(Debug, Clone, Default)]
pub struct Faces(pub(super) Vec<(Pt, Face)>);

/// What a node says.
#[derive(Debug, Clone)]
pub(super) enum Face {
    /// A station none of whose own sites match.
    Bead(StationId),
    /// A station with what of its own sites matches.
    Wheel {
        station: StationId,
        count: u32,
        arcs: Arcs,
        /// How far out it may reach.
        room: Metres,
    },
    /// A site that matches.
    Site { id: SiteId, kind: Kind, arcs: Arcs },
    /// Sites drawn as one, some of which match; where only one does, its kind.
    Group {
        target: Target,
        count: u32,
        only: Option<Kind>,
        arcs: Arcs,
    },
    /// None of it matches, or all of it is known to be closed at the time asked for.
    Outside { target: Target, is_shut: bool },
}

impl Faces {
    /// What nodes say of an answer; goals that are `lit` are in their colours, all of them if none is.
    pub fn new(world: &World, answer: &Answer, nodes: &[Node], lit: Goals) -> Self {
        let asked = Asked {
            world,
            answer,
            lit,
            chosen: answer.card.as_ref().map(|card| card.site),
        };
        Self(nodes.iter().filter_map(|node| asked.face(node)).collect())
    }
}

struct Asked<'a> {
    world: &'a World,
    answer: &'a Answer,
    lit: Goals,
    chosen: Option<SiteId>,
}

impl Asked<'_> {
    /// What a node says, and where; less the chosen site, which stands by itself.
    fn face(&self, node: &Node) -> Option<(Pt, Face)> {
        let (world, matches) = (self.world, &self.answer.matches);
        let sites = &world.atlas.sites;
        let chosen = self.chosen.filter(|c| node.runs.iter().any(|r| r.contains(&c.0)));
        let left = node.len() - usize::from(chosen.is_some());
        let is_left = |id: &SiteId| Some(*id) != chosen;
        let chosen_matches = chosen.filter(|c| matches.has(*c));
        let count = node.runs.iter().map(|r| matches.count(r)).sum::<u32>() - u32::from(chosen_matches.is_some());
        let weights = || {
            let mut weights: Weights = matches.goals_of(world, &node.runs);
            for goal in chosen_matches.iter().flat_map(|c| sites.goals(*c).iter()) {
                weights[goal.index()] -= 1;
            }
            weights
        };
        let arcs = || mark::arcs(&weights(), self.lit);
        let face = match (node.name, left, node.sites().find(is_left)) {
            (NodeName::Station(station), ..) if count == 0 => Face::Bead(station),
            (NodeName::Station(station), ..) => Face::Wheel {
                station,
                count,
                arcs: arcs(),
                room: self.room(station),
            },
            (_, _, None) => return None,
            (NodeName::Site(_), 1, Some(id)) => self.single(id),
            (NodeName::Group, 1, Some(id)) => return Some((sites.at(id), self.single(id))),
            (.., Some(_)) => {
                let target = node.first().map(Target::Group)?;
                if count == 0 {
                    let is_shut = node.runs.iter().all(|r: &Run| matches.is_shut(r));
                    Face::Outside { target, is_shut }
                } else {
                    let only = (count == 1).then(|| {
                        let mut own = node.runs.iter().filter_map(|r| matches.first_of(r, chosen));
                        own.next().map(|id| sites.facets_of(id).first_kind())
                    });
                    Face::Group {
                        target,
                        count,
                        only: only.flatten(),
                        arcs: arcs(),
                    }
                }
            }
        };
        Some((node.at, face))
    }

    fn single(&self, id: SiteId) -> Face {
        if self.answer.matches.has(id) {
            let facets = self.world.atlas.sites.facets_of(id);
            Face::Site {
                id,
                kind: facets.first_kind(),
                arcs: mark::arcs(&mark::weights_of(facets.goals()), self.lit),
            }
        } else {
            Face::Outside {
                target: Target::Site(id),
                is_shut: self.answer.matches.is_shut(&(id.0..id.0 + 1)),
            }
        }
    }

    /// Half the way to the next station on the ring.
    fn room(&self, id: StationId) -> Metres {
        let atlas = &self.world.atlas;
        let own = atlas.station(id).at;
        let others = atlas.ring_stations().filter(|(other, _)| *other != id);
        let nearest = others.map(|(_, s)| s.at.distance(own)).fold(f64::INFINITY, f64::min);
        Metres(nearest / 2.0)
    }
}
