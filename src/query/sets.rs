//! Sets of sites, a bit each.

use crate::model::SiteId;

/// Sixty-four sites, the first in the lowest bit.
pub(super) type Word64 = u64;

/// How many words hold so many sites.
pub(super) const fn words_for(sites: usize) -> usize {
    sites.div_ceil(64)
}

/// A set of sites.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct SiteSet(pub(super) Vec<Word64>);

impl SiteSet {
    /// The empty set, of so many words.
    pub(super) fn none_of(words: usize) -> Self {
        Self(vec![0; words])
    }

    /// The empty set among so many sites.
    pub(super) fn none(sites: usize) -> Self {
        Self::none_of(words_for(sites))
    }

    /// All of so many sites.
    pub(super) fn all(sites: usize) -> Self {
        let mut set = Self(vec![Word64::MAX; words_for(sites)]);
        if let (Some(last), rest @ 1..) = (set.0.last_mut(), sites % 64) {
            *last = (1 << rest) - 1;
        }
        set
    }

    pub(super) fn insert(&mut self, i: usize) {
        self.0[i / 64] |= 1 << (i % 64);
    }

    pub(super) fn has(&self, i: usize) -> bool {
        self.0.get(i / 64).is_some_and(|w| w >> (i % 64) & 1 == 1)
    }

    /// Adds those of a plane.
    pub(super) fn add(&mut self, plane: &[Word64]) {
        self.0.iter_mut().zip(plane).for_each(|(a, b)| *a |= b);
    }

    pub(super) fn and(mut self, other: &Self) -> Self {
        self.0.iter_mut().zip(&other.0).for_each(|(a, b)| *a &= b);
        self
    }

    pub(super) fn or(mut self, other: &Self) -> Self {
        self.add(&other.0);
        self
    }

    /// How many there are from site `from` to before site `to`.
    pub(super) fn count(&self, from: usize, to: usize) -> usize {
        count_between(&self.0, from, to, |w| *w)
    }

    /// Those in it, lowest number first.
    pub(super) fn iter(&self) -> impl Iterator<Item = SiteId> {
        let words = self.0.iter().enumerate();
        words.flat_map(|(i, &word)| bits(word).map(move |b| SiteId((i * 64 + b) as u32)))
    }
}

/// How many bits are set in a run of words, from bit `from` to before bit `to`; `word` makes each of an item.
pub(super) fn count_between<T>(items: &[T], from: usize, to: usize, word: impl Fn(&T) -> Word64) -> usize {
    let to = to.min(items.len() * 64);
    if from >= to {
        return 0;
    }
    let (first, last) = (from / 64, (to - 1) / 64);
    let low = Word64::MAX << (from % 64);
    let high = Word64::MAX >> (63 - (to - 1) % 64);
    let ones = |i: usize, mask: Word64| (word(&items[i]) & mask).count_ones() as usize;
    if first == last {
        return ones(first, low & high);
    }
    let between: usize = items[first + 1..last]
        .iter()
        .map(|w| word(w).count_ones() as usize)
        .sum();
    ones(first, low) + between + ones(last, high)
}

/// The indices of the bits that are set, lowest first.
pub(super) fn bits(mut word: Word64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let lowest = (word != 0).then(|| word.trailing_zeros() as usize)?;
        word &= word - 1;
        Some(lowest)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn counting_between_two_sites_is_counting_them(
            sites in proptest::collection::vec(any::<bool>(), 0..400), from in 0..420_usize, to in 0..420_usize,
        ) {
            let mut set = SiteSet::none(sites.len());
            sites.iter().enumerate().filter(|(_, s)| **s).for_each(|(i, _)| set.insert(i));
            let dull = (from..to).filter(|i| sites.get(*i) == Some(&true)).count();
            prop_assert_eq!(set.count(from, to), dull);
            prop_assert_eq!(set.iter().count(), set.count(0, sites.len()));
        }

        #[test]
        fn all_of_some_sites_are_those(sites in 0..300_usize) {
            let all = SiteSet::all(sites);
            prop_assert_eq!(all.iter().map(SiteId::index).collect::<Vec<_>>(), (0..sites).collect::<Vec<_>>());
        }
    }
}
