//! Arcs to border lines: each drawn once, as long as it runs on.

use super::topology::Topology;
use crate::model::{Border, DistrictId};
use crate::space::{Path, Pt};
use std::collections::BTreeMap;

/// Every border line once. For every arc: whether it is on the outline, and the districts on its sides.
pub(super) fn borders(
    topology: &Topology,
    outline: &[Option<Border>],
    sides: &[Vec<DistrictId>],
) -> Vec<(Border, Path)> {
    let kind = |i: usize| {
        outline[i].or(match sides[i].as_slice() {
            [] => None,
            [one, others @ ..] if others.iter().all(|d| d == one) => Some(Border::Subarea),
            _ => Some(Border::District),
        })
    };
    let mut all = Vec::new();
    for border in [Border::Subarea, Border::District, Border::Municipal, Border::Shore] {
        let numbers = (0..topology.len()).filter(|i| kind(*i) == Some(border));
        let arcs: Vec<&[Pt]> = numbers.filter_map(|i| topology.arc(i)).collect();
        all.extend(chained(&arcs).into_iter().map(|path| (border, path)));
    }
    all
}

/// A point as a key: arcs meet in the very same numbers.
type Key = (u64, u64);

fn key(p: Pt) -> Key {
    (p.x.to_bits(), p.y.to_bits())
}

/// Arcs joined wherever exactly two of them meet.
fn chained(arcs: &[&[Pt]]) -> Vec<Path> {
    let mut ends: BTreeMap<Key, Vec<usize>> = BTreeMap::new();
    for (i, arc) in arcs.iter().enumerate() {
        for end in [arc.first(), arc.last()].into_iter().flatten() {
            ends.entry(key(*end)).or_default().push(i);
        }
    }
    let meeting = |p: &Pt| ends.get(&key(*p)).map_or(&[][..], Vec::as_slice);
    let runs_on = |p: Option<&Pt>| p.is_some_and(|p| meeting(p).len() == 2);
    let mut is_used = vec![false; arcs.len()];
    let mut paths = Vec::new();
    // First those with a loose end, from that end; what is left then are rings.
    for rings in [false, true] {
        for start in 0..arcs.len() {
            let (first, last) = (arcs[start].first(), arcs[start].last());
            let starts = rings || !runs_on(first) || !runs_on(last);
            if is_used[start] || !starts {
                continue;
            }
            is_used[start] = true;
            let mut points = arcs[start].to_vec();
            if !rings && runs_on(first) {
                points.reverse();
            }
            while let Some(end) = points.last().copied() {
                let next = meeting(&end);
                let Some(&i) = next.iter().find(|i| next.len() == 2 && !is_used[**i]) else {
                    break;
                };
                is_used[i] = true;
                if arcs[i].first() == Some(&end) {
                    points.extend(arcs[i].iter().skip(1));
                } else {
                    points.extend(arcs[i].iter().rev().skip(1));
                }
            }
            paths.push(Path::new(points));
        }
    }
    paths
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arc(points: &[(f64, f64)]) -> Vec<Pt> {
        points.iter().map(|(x, y)| Pt::new(*x, *y)).collect()
    }

    #[test]
    fn lines_run_on_where_two_meet_and_stop_where_three_do() {
        let a = arc(&[(0.0, 0.0), (1.0, 0.0)]);
        let b = arc(&[(2.0, 0.0), (1.0, 0.0)]);
        let c = arc(&[(2.0, 0.0), (3.0, 0.0)]);
        let d = arc(&[(2.0, 0.0), (2.0, 1.0)]);
        let paths = chained(&[&a, &b, &c, &d]);
        assert_eq!(paths[0], Path::new(arc(&[(0.0, 0.0), (1.0, 0.0), (2.0, 0.0)])));
        assert_eq!(paths.len(), 3);
    }

    #[test]
    fn a_ring_of_arcs_is_closed() {
        let a = arc(&[(0.0, 0.0), (1.0, 0.0)]);
        let b = arc(&[(1.0, 1.0), (1.0, 0.0)]);
        let c = arc(&[(1.0, 1.0), (0.0, 0.0)]);
        let paths = chained(&[&a, &b, &c]);
        assert_eq!(paths.len(), 1);
        assert!(paths[0].is_closed());
        assert_eq!(paths[0].points.len(), 4);
    }
}
