//! Which site grew from which: think tank, testbed, expo.

use super::File;
use super::kind::ProblemKind;
use super::names::{Found, Names};
use super::problem::{Problem, Severity};
use crate::model::SitesBuilder;
use std::collections::BTreeMap;

/// Pairs of a site and the one it grew from, from sites and ids; what makes no sense is written down and left out.
pub(super) fn grown(
    sites: &SitesBuilder,
    names: &Names,
    roots: Vec<(u32, String)>,
    problems: &mut Vec<Problem>,
) -> Vec<[u32; 2]> {
    let mut complain = |site: u32, severity, kind| {
        problems.push(Problem {
            severity,
            feature: Some(sites.slug(site).to_owned()),
            ..Problem::in_file(File::Sites, "grew_from", kind)
        });
    };
    let mut root_of = BTreeMap::new();
    for (site, root) in roots {
        match names.find(&root) {
            Found::Here(root) => {
                root_of.insert(site, root);
            }
            Found::LeftOut => {}
            Found::Nowhere => complain(site, Severity::Error, names.unknown(&root)),
        }
    }
    for circle in circles(&root_of) {
        let first = circle.first();
        let through = circle.iter().chain(first).map(|s| sites.slug(*s).to_owned()).collect();
        if let Some(first) = first {
            complain(*first, Severity::Error, ProblemKind::Cycle { through });
        }
        for site in circle {
            root_of.remove(&site);
        }
    }
    for (site, root) in &root_of {
        if sites.part(*root) >= sites.part(*site) {
            let kind = ProblemKind::NoEarlierPart {
                from: sites.slug(*root).to_owned(),
                part: sites.part(*root).slug(),
            };
            complain(*site, Severity::Warning, kind);
        }
    }
    root_of.into_iter().map(|(site, root)| [site, root]).collect()
}

/// Every circle of sites that grew from each other, each from its first site in the file.
fn circles(root_of: &BTreeMap<u32, u32>) -> Vec<Vec<u32>> {
    // Walks go by the number of the site they start at.
    let mut walked_by: BTreeMap<u32, u32> = BTreeMap::new();
    let mut circles = Vec::new();
    for start in root_of.keys().copied() {
        let mut at = Some(start);
        while let Some(site) = at.filter(|s| !walked_by.contains_key(s)) {
            walked_by.insert(site, start);
            at = root_of.get(&site).copied();
        }
        // Back where this walk has been: everything from there on is the circle.
        if let Some(met) = at.filter(|s| walked_by.get(s) == Some(&start)) {
            let next = |site: &u32| root_of.get(site).copied();
            let mut circle: Vec<u32> = std::iter::successors(next(&met), next)
                .take_while(|s| *s != met)
                .collect();
            circle.push(met);
            let first = circle.iter().enumerate().min_by_key(|(_, s)| **s);
            let first = first.map_or(0, |(at, _)| at);
            circle.rotate_left(first);
            circles.push(circle);
        }
    }
    circles
}
