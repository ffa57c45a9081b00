//! Sorting, with one piece of code for every type.
//!
//! The standard sorts are compiled anew for each type and comparison, and there were sixteen of them in the page.
//! Here positions are sorted by one of them, and the things follow; still stable, still n log n.

use std::cmp::Ordering;

/// Sorts in place, keeping the order of equals.
pub fn sort_by<T>(items: &mut [T], compare: impl Fn(&T, &T) -> Ordering) {
    let mut from = positions(items.len(), &|a, b| compare(&items[a], &items[b]));
    for to in 0..items.len() {
        // What should come here may have been moved on by an earlier exchange: follow it.
        let mut at = from[to];
        while at < to {
            at = from[at];
        }
        items.swap(to, at);
        from[to] = at;
    }
}

/// Sorts by a key that is cheap to work out.
pub fn sort_by_key<T, K: Ord>(items: &mut [T], key: impl Fn(&T) -> K) {
    sort_by(items, |a, b| key(a).cmp(&key(b)));
}

/// Sorts what has an order of its own.
pub fn sort<T: Ord>(items: &mut [T]) {
    sort_by(items, T::cmp);
}

/// Which position's thing comes first, second, …
fn positions(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_by(|a, b| compare(*a, *b));
    order
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn it_sorts_as_the_standard_library_does(items in prop::collection::vec((0..9_u8, 0..99_u8), 0..60)) {
            let (mut ours, mut theirs) = (items.clone(), items);
            sort_by_key(&mut ours, |i| i.0);
            theirs.sort_by_key(|i| i.0);
            prop_assert_eq!(ours, theirs);
        }
    }
}
