//! How many sites match in any run of the order: counted up to every 2,048th site once, and between by bits.

use super::planes::{Group, Planes};
use super::sets::{SiteSet, Word64, count_between};
use super::tree::Run;
use crate::model::Goal;

/// Words between two places that are counted up to.
pub(super) const BLOCK: usize = 32;

/// What matches before each block: first how many sites, then by goal.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Tally {
    before: Vec<[u32; 1 + Goal::COUNT]>,
}

/// How many bits two runs of words share.
pub(super) fn shared(a: &[Word64], b: &[Word64]) -> u32 {
    a.iter().zip(b).map(|(a, b)| (a & b).count_ones()).sum()
}

impl Tally {
    pub(super) fn new(matches: &SiteSet, planes: &Planes) -> Self {
        let mut before = Vec::with_capacity(matches.0.len() / BLOCK + 1);
        let mut sum = [0; 1 + Goal::COUNT];
        for (i, block) in matches.0.chunks(BLOCK).enumerate() {
            before.push(sum);
            sum[0] += block.iter().map(|w| w.count_ones()).sum::<u32>();
            for goal in 0..Goal::COUNT {
                let plane = planes.of(Group::Goals, goal).get(i * BLOCK..).unwrap_or_default();
                sum[goal + 1] += shared(block, plane);
            }
        }
        before.push(sum);
        Self { before }
    }

    /// All that match, and of each goal.
    pub(super) fn total(&self) -> [u32; 1 + Goal::COUNT] {
        self.before.last().copied().unwrap_or_default()
    }

    /// How many match before site `i` by the words `word` gives, of the column `column`.
    fn before(&self, column: usize, i: usize, items: usize, word: &dyn Fn(usize) -> Word64) -> u32 {
        let block = (i / 64 / BLOCK).min(self.before.len().saturating_sub(1));
        let counted = self.before.get(block).map_or(0, |b| b[column]);
        let (first, end) = (block * BLOCK, i.div_ceil(64).min(items));
        let rest: u32 = (first..end)
            .map(|w| {
                let mask = match i - w * 64 {
                    bits @ 0..64 => (1 << bits) - 1,
                    _ => Word64::MAX,
                };
                (word(w) & mask).count_ones()
            })
            .sum();
        counted + rest
    }

    /// How many match in a run.
    pub(super) fn count(&self, matches: &SiteSet, run: &Run) -> u32 {
        let (from, to) = (run.start as usize, run.end as usize);
        if to - from.min(to) <= BLOCK * 64 {
            return count_between(&matches.0, from, to, |w| *w) as u32;
        }
        let word = |w: usize| matches.0[w];
        let upto = |i| self.before(0, i, matches.0.len(), &word);
        upto(to) - upto(from)
    }

    /// How many of those that match in a run have each goal; adds them to `goals`.
    pub(super) fn add_goals(&self, matches: &SiteSet, planes: &Planes, run: &Run, goals: &mut [u32; Goal::COUNT]) {
        for (goal, sum) in goals.iter_mut().enumerate() {
            let plane = planes.of(Group::Goals, goal);
            let word = |w: usize| matches.0[w] & plane[w];
            let upto = |i: u32| self.before(goal + 1, i as usize, matches.0.len(), &word);
            *sum += upto(run.end) - upto(run.start);
        }
    }
}
