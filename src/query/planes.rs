//! Facets as bits: for each goal, kind, part, district, station and partner one bit a site, 64 to a word.

use super::sets::{SiteSet, Word64, words_for};
use crate::model::{Atlas, Goal, Kind, NO_PLACE, Part, SiteId, Sites};
use crate::rest::{Rest, in_pieces};
use std::ops::Range;

/// A group of facets. Within a group a site needs any of those asked for; between groups it needs all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Group {
    Goals,
    Kinds,
    Parts,
    Districts,
    Stations,
    Partners,
}

impl Group {
    pub(super) const ALL: [Self; 6] = [
        Self::Goals,
        Self::Kinds,
        Self::Parts,
        Self::Districts,
        Self::Stations,
        Self::Partners,
    ];
}

/// The planes of every group, one after the other.
#[derive(Debug, Clone, Default)]
pub(super) struct Planes {
    /// Words in a plane.
    words: usize,
    /// Where each group's first plane is, and one more.
    starts: [usize; Group::ALL.len() + 1],
    bits: Vec<Word64>,
}

impl Planes {
    pub(super) async fn new(atlas: &Atlas, rest: &dyn Rest) -> Self {
        let sites = &atlas.sites;
        let sizes = [
            Goal::COUNT,
            Kind::ALL.len(),
            Part::ALL.len(),
            atlas.city.districts.len(),
            atlas.stations.len(),
            atlas.partners.len(),
        ];
        let mut starts = [0; Group::ALL.len() + 1];
        for (i, size) in sizes.iter().enumerate() {
            starts[i + 1] = starts[i] + size;
        }
        let words = words_for(sites.len());
        let mut planes = Self {
            words,
            starts,
            bits: vec![0; words * starts[Group::ALL.len()]],
        };
        in_pieces(sites.len(), rest, &mut |piece| planes.fill(sites, piece)).await;
        planes
    }

    /// Sets the bits of some sites.
    fn fill(&mut self, sites: &Sites, piece: Range<usize>) {
        let at = |group: Group| self.starts[group as usize];
        let (kinds, parts) = (at(Group::Kinds), at(Group::Parts));
        let (districts, stations, partners) = (at(Group::Districts), at(Group::Stations), at(Group::Partners));
        let most = self.starts[Group::ALL.len()];
        let words = self.words;
        let bits = &mut self.bits;
        let mut set = |plane: usize, site: usize| {
            if plane < most {
                bits[plane * words + site / 64] |= 1 << (site % 64);
            }
        };
        for i in piece.clone() {
            let (facets, home) = (sites.facets_of(SiteId(i as u32)), sites.home(SiteId(i as u32)));
            each(u64::from(facets.goals().0.0), |g| set(g, i));
            each(u64::from(facets.kinds().0.0), |k| set(kinds + k, i));
            set(parts + facets.part() as usize, i);
            if home.district != NO_PLACE {
                set(districts + usize::from(home.district), i);
            }
            if home.station != NO_PLACE {
                set(stations + usize::from(home.station), i);
            }
        }
        for (column, first) in sites.partner_bits().zip((partners..).step_by(32)) {
            let masks = column.get(piece.clone()).unwrap_or_default();
            for (i, mask) in piece.clone().zip(masks) {
                each(u64::from(*mask), |p| set(first + p, i));
            }
        }
    }

    /// How many facets a group has.
    pub(super) const fn len(&self, group: Group) -> usize {
        self.starts[group as usize + 1] - self.starts[group as usize]
    }

    /// The plane of a group's facet.
    pub(super) fn of(&self, group: Group, facet: usize) -> &[Word64] {
        let plane = self.starts[group as usize] + facet;
        self.bits
            .get(plane * self.words..(plane + 1) * self.words)
            .unwrap_or_default()
    }

    /// The sites with any of these facets of a group.
    pub(super) fn any(&self, group: Group, facets: impl IntoIterator<Item = usize>) -> SiteSet {
        let mut set = SiteSet::none_of(self.words);
        for facet in facets {
            set.add(self.of(group, facet));
        }
        set
    }
}

/// Calls with the index of each bit that is set, lowest first.
fn each(mut word: u64, mut take: impl FnMut(usize)) {
    while word != 0 {
        take(word.trailing_zeros() as usize);
        word &= word - 1;
    }
}
