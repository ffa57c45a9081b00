//! The order that sites are kept in, built once: by the station or district they belong to, then along a curve through
//! a grid. Whatever is drawn as one is then a run of sites, and counting what matches in it is two look-ups.
//!
//! The curve is Morton's (1966): the bits of the column and of the row take turns, so that each square of a grid, and
//! each square of four of those, holds one run.

use super::radix::sorted;
use crate::model::{Atlas, DistrictId, NO_PLACE, SiteId, Sites, Spot, StationId};
use crate::order;
use crate::rest::{Rest, in_pieces};
use crate::space::{Bounds, Pt};
use std::ops::Range;

/// Who sites belong to: a ring station whose catchment holds them, or else their district.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Owner {
    /// A ring station.
    Station(StationId),
    /// A district.
    District(DistrictId),
    /// Nobody.
    Nobody,
}

/// A run of sites.
pub type Run = Range<u32>;

/// A square of the grid: its side is two to the power of `level` metres.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Square {
    /// Two to the power of this is its side in metres.
    pub level: u32,
    /// Its place on the curve among squares of its level.
    pub place: u32,
}

/// The grid's north-west corner is so many metres north and west of the plane's middle; it ends as far south and east.
const REACH_M: f64 = 32_768.0;
/// The finest squares are a metre wide; the coarsest one holds all.
const LEVELS: u32 = 16;

/// The runs of every owner, and what is summed along the order.
#[derive(Debug, Clone, Default)]
pub struct Tree {
    owners: Vec<(Owner, Run)>,
    /// The sum of the places of all sites before every 64th.
    sums: Vec<Pt>,
}

/// A site's metre on the curve.
fn metre(spot: Spot) -> u32 {
    let cell = |v: f32| (f64::from(v) + REACH_M).clamp(0.0, 2.0 * REACH_M - 1.0) as u32;
    spread(cell(spot[0])) | spread(cell(spot[1])) << 1
}

/// The sixteen bits of a number, a zero before each (Warren, Hacker's Delight, 7–2).
const fn spread(n: u32) -> u32 {
    let n = (n | n << 8) & 0x00ff_00ff;
    let n = (n | n << 4) & 0x0f0f_0f0f;
    let n = (n | n << 2) & 0x3333_3333;
    (n | n << 1) & 0x5555_5555
}

/// Every second bit of a number.
const fn gather(n: u32) -> u32 {
    let n = n & 0x5555_5555;
    let n = (n | n >> 1) & 0x3333_3333;
    let n = (n | n >> 2) & 0x0f0f_0f0f;
    let n = (n | n >> 4) & 0x00ff_00ff;
    (n | n >> 8) & 0x0000_ffff
}

impl Square {
    const ALL: Self = Self {
        level: LEVELS,
        place: 0,
    };

    /// The finest level whose squares are at least so wide.
    pub fn level_of(metres: f64) -> u32 {
        (0..LEVELS).find(|l| f64::from(1_u32 << l) >= metres).unwrap_or(LEVELS)
    }

    /// Its rectangle.
    pub fn bounds(self) -> Bounds {
        let side = f64::from(1_u32 << self.level);
        let corner = |n: u32| f64::from(gather(n)) * side - REACH_M;
        let min = Pt::new(corner(self.place), corner(self.place >> 1));
        Bounds {
            min,
            max: min + Pt::new(side, side),
        }
    }

    fn quarters(self) -> [Self; 4] {
        std::array::from_fn(|i| Self {
            level: self.level - 1,
            place: self.place << 2 | i as u32,
        })
    }
}

/// The nearest ring station whose catchment holds each site; [`NO_PLACE`] for none.
async fn own_stations(atlas: &Atlas, rest: &dyn Rest) -> Vec<u8> {
    let ring: Vec<_> = atlas
        .ring_stations()
        .map(|(id, s)| (id.0, s.at, s.catchment.0))
        .collect();
    let own = |spot: &Spot| {
        let at = Pt::new(f64::from(spot[0]), f64::from(spot[1]));
        let near = ring.iter().map(|(id, s, catchment)| (*id, at.distance(*s), *catchment));
        near.filter(|(_, far, catchment)| far <= catchment)
            .min_by(|a, b| a.1.total_cmp(&b.1))
            .map_or(NO_PLACE, |(id, ..)| id)
    };
    let spots = atlas.sites.spots();
    let mut all = Vec::with_capacity(spots.len());
    in_pieces(spots.len(), rest, &mut |piece| all.extend(spots[piece].iter().map(own))).await;
    all
}

/// Puts the expo's sites in the tree's order, with their own stations and the order of the list, which has the stations
/// `heads` first and sites of none last. Everything that names sites by number follows.
pub(super) async fn put_in_order(atlas: &mut Atlas, heads: &[StationId], rest: &dyn Rest) {
    let own = own_stations(atlas, rest).await;
    let sites = &atlas.sites;
    let districts = atlas.stations.len();
    let owner = |own: u8, district: u8| match (own, district) {
        (NO_PLACE, NO_PLACE) => usize::from(NO_PLACE) * 2,
        (NO_PLACE, d) => districts + usize::from(d),
        (s, _) => usize::from(s),
    };
    let mut keys = Vec::with_capacity(sites.len());
    in_pieces(sites.len(), rest, &mut |piece| {
        keys.extend(piece.map(|i| {
            let spot = sites.spots().get(i).copied().unwrap_or_default();
            let own = own.get(i).copied().unwrap_or(NO_PLACE);
            (owner(own, sites.home(SiteId(i as u32)).district) as u64) << 32 | u64::from(metre(spot))
        }));
    })
    .await;
    let order = sorted(&keys, rest).await;
    let mut new_of = vec![0; order.len()];
    in_pieces(order.len(), rest, &mut |piece| {
        piece.for_each(|new| new_of[order[new] as usize] = new as u32);
    })
    .await;

    let head_of = |station: u8| heads.iter().position(|h| h.0 == station).unwrap_or(heads.len());
    keys.clear();
    in_pieces(order.len(), rest, &mut |piece| {
        keys.extend(order[piece].iter().map(|old| {
            let id = SiteId(*old);
            let station = sites.home(id).station;
            let far = sites
                .station(id)
                .map_or(0.0, |s| sites.at(id).distance(atlas.station(s).at));
            // The bits of numbers that are not negative are in the numbers' order.
            (head_of(station) as u64) << 32 | u64::from((far as f32).to_bits())
        }));
    })
    .await;
    let listed = sorted(&keys, rest).await;

    let new = |id: SiteId| SiteId(new_of.get(id.index()).copied().unwrap_or(id.0));
    for event in &mut atlas.events {
        event.site = new(event.site);
    }
    for notice in &mut atlas.notices {
        notice.site = notice.site.map(new);
    }
    atlas.sites = atlas.sites.reordered(&order, &new_of, &own, &listed, rest).await;
}

impl Tree {
    /// The tree of sites that are in its order.
    pub(super) async fn new(sites: &Sites, rest: &dyn Rest) -> Self {
        let mut owners: Vec<(Owner, Run)> = Vec::new();
        let mut sums = Vec::with_capacity(sites.len() / 64 + 1);
        let mut sum = Pt::default();
        let mut take = |i: u32| {
            let (home, at) = (sites.home(SiteId(i)), sites.at(SiteId(i)));
            let owner = match (home.own, home.district) {
                (NO_PLACE, NO_PLACE) => Owner::Nobody,
                (NO_PLACE, d) => Owner::District(DistrictId(d)),
                (s, _) => Owner::Station(StationId(s)),
            };
            match owners.last_mut().filter(|(last, _)| *last == owner) {
                Some((_, run)) => run.end = i + 1,
                None => owners.push((owner, i..i + 1)),
            }
            if i.is_multiple_of(64) {
                sums.push(sum);
            }
            sum = sum + at;
        };
        in_pieces(sites.len(), rest, &mut |piece| piece.for_each(|i| take(i as u32))).await;
        Self { owners, sums }
    }

    /// Every owner of sites with its run, stations first.
    pub fn owners(&self) -> &[(Owner, Run)] {
        &self.owners
    }

    /// The sites of an owner; an empty run if it has none.
    pub fn run(&self, owner: Owner) -> Run {
        let found = self.owners.iter().find(|(o, _)| *o == owner);
        found.map_or(0..0, |(_, run)| run.clone())
    }

    /// The sum of the places of all sites before one.
    fn sum_before(&self, sites: &Sites, i: u32) -> Pt {
        let block = (i / 64) as usize;
        let start = self.sums.get(block).copied();
        // Past the last block's beginning there is none: count on from the one before.
        let (block, start) = match start {
            Some(start) => (block, start),
            None => (
                self.sums.len().saturating_sub(1),
                self.sums.last().copied().unwrap_or_default(),
            ),
        };
        let spots = sites.spots().get(block * 64..i as usize).unwrap_or_default();
        spots
            .iter()
            .fold(start, |sum, [x, y]| sum + Pt::new(f64::from(*x), f64::from(*y)))
    }

    /// The middle of some runs' sites; the plane's middle where there are none.
    pub fn middle(&self, sites: &Sites, runs: &[Run]) -> Pt {
        let count: u32 = runs.iter().map(|r| r.end - r.start).sum();
        let sum = runs.iter().fold(Pt::default(), |sum, run| {
            sum + (self.sum_before(sites, run.end) - self.sum_before(sites, run.start))
        });
        sum * (1.0 / f64::from(count.max(1)))
    }

    /// Hands over each square of a level that has sites of a run and meets a rectangle, with those sites.
    pub fn squares(sites: &Sites, run: &Run, level: u32, within: &Bounds, take: &mut dyn FnMut(Square, Run)) {
        descend(sites.spots(), run.clone(), Square::ALL, level, within, take);
    }

    /// Whether any site that `is_asked` says of a run may lie within a rectangle, by whole squares down to single sites.
    pub fn any_within(sites: &Sites, run: &Run, within: &Bounds, is_asked: &dyn Fn(&Run) -> bool) -> bool {
        search(sites.spots(), run.clone(), Square::ALL, within, is_asked)
    }
}

fn meets(a: &Bounds, b: &Bounds) -> bool {
    a.min.x <= b.max.x && a.max.x >= b.min.x && a.min.y <= b.max.y && a.max.y >= b.min.y
}

/// The parts of a run in the four quarters of its square.
fn quartered(spots: &[Spot], run: &Run, square: Square) -> [(Square, Run); 4] {
    let mut start = run.start;
    square.quarters().map(|quarter| {
        let rest = spots.get(start as usize..run.end as usize).unwrap_or_default();
        let inside = rest.partition_point(|s| metre(*s) >> (2 * quarter.level) <= quarter.place);
        let part = start..start + inside as u32;
        start = part.end;
        (quarter, part)
    })
}

fn descend(spots: &[Spot], run: Run, square: Square, level: u32, within: &Bounds, take: &mut dyn FnMut(Square, Run)) {
    if run.is_empty() || !meets(&square.bounds(), within) {
        return;
    }
    if square.level <= level {
        return take(square, run);
    }
    for (quarter, part) in quartered(spots, &run, square) {
        descend(spots, part, quarter, level, within, take);
    }
}

fn search(spots: &[Spot], run: Run, square: Square, within: &Bounds, is_asked: &dyn Fn(&Run) -> bool) -> bool {
    if run.is_empty() || !meets(&square.bounds(), within) || !is_asked(&run) {
        return false;
    }
    let bounds = square.bounds();
    if within.contains(bounds.min) && within.contains(bounds.max) {
        return true;
    }
    if run.len() <= 8 || square.level == 0 {
        return run.into_iter().any(|i| {
            let spot = spots.get(i as usize).copied().unwrap_or_default();
            within.contains(Pt::new(f64::from(spot[0]), f64::from(spot[1]))) && is_asked(&(i..i + 1))
        });
    }
    let quarters = quartered(spots, &run, square);
    quarters
        .into_iter()
        .any(|(quarter, part)| search(spots, part, quarter, within, is_asked))
}

/// The stations at the head of the list: the ring's from `start` on, then the others.
pub(super) fn heads(atlas: &Atlas, start: Option<StationId>) -> Vec<StationId> {
    let mut ring: Vec<StationId> = atlas.ring_stations().map(|(id, _)| id).collect();
    let first = ring.iter().position(|s| Some(*s) == start).unwrap_or(0);
    ring.rotate_left(first);
    let off_ring = (0..atlas.stations.len()).filter(|&i| atlas.stations[i].ring_order.is_none());
    ring.extend(off_ring.map(|i| StationId(i as u8)));
    ring
}

/// Orders squares so that those of one place come together.
pub(crate) fn by_square(parts: &mut [(Square, Run)]) {
    order::sort_by(parts, |(a, r), (b, s)| a.cmp(b).then(r.start.cmp(&s.start)));
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn bits_are_spread_and_gathered_again(n in 0_u32..=0xffff) {
            prop_assert_eq!(gather(spread(n)), n);
            prop_assert_eq!(gather(spread(n) << 1 >> 1), n);
        }
    }
}
