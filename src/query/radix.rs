//! Sorting many numbers a few bits at a time, so that the work can be left for a moment anywhere: Knuth, The Art of
//! Computer Programming, 5.2.5, algorithm R.

use crate::rest::{Rest, in_pieces};

/// Bits of a number that are sorted by at a time: the counts then stay at hand.
const BITS: u32 = 11;

/// The positions of numbers in the numbers' order, those of equals in their own.
pub(super) async fn sorted(keys: &[u64], rest: &dyn Rest) -> Vec<u32> {
    let mut order: Vec<u32> = (0..keys.len() as u32).collect();
    let mut next = vec![0; keys.len()];
    let most = keys.iter().copied().max().unwrap_or(0);
    let mut shift = 0;
    while shift < u64::BITS && most >> shift > 0 {
        let digit = |key: u64| (key >> shift) as usize & ((1 << BITS) - 1);
        let mut places = vec![0_u32; 1 << BITS];
        in_pieces(keys.len(), rest, &mut |piece| {
            keys[piece].iter().for_each(|key| places[digit(*key)] += 1);
        })
        .await;
        // From how many there are of each to where the first of each goes.
        let mut before = 0;
        for place in &mut places {
            before += std::mem::replace(place, before);
        }
        in_pieces(keys.len(), rest, &mut |piece| {
            for position in &order[piece] {
                let place = &mut places[digit(keys[*position as usize])];
                next[*place as usize] = *position;
                *place += 1;
            }
        })
        .await;
        std::mem::swap(&mut order, &mut next);
        shift += BITS;
    }
    order
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rest::{Never, at_once};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn it_sorts_as_the_standard_library_does(
            keys in prop::collection::vec(prop_oneof![0..9_u64, any::<u64>(), any::<u32>().prop_map(u64::from)], 0..200),
        ) {
            let mut theirs: Vec<u32> = (0..keys.len() as u32).collect();
            theirs.sort_by_key(|i| keys[*i as usize]);
            prop_assert_eq!(at_once(sorted(&keys, &Never)), theirs);
        }
    }
}
