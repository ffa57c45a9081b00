//! Which site grew from which: think tank, testbed, expo.

use super::File;
use super::kind::ProblemKind;
use super::names::{Found, Names};
use super::problem::{Problem, Severity};
use crate::model::{Site, SiteId};

/// Links sites to those they grew from, given by site and id; what makes no sense is written down and left out.
pub(super) fn grown(sites: &mut [Site], names: &Names, roots: Vec<(u32, String)>, problems: &mut Vec<Problem>) {
    let mut complain = |site: &Site, severity, kind| {
        problems.push(Problem {
            severity,
            feature: Some(site.slug.clone()),
            ..Problem::in_file(File::Sites, "grew_from", kind)
        });
    };
    for (i, root) in roots {
        let site = &mut sites[i as usize];
        match names.find(&root) {
            Found::Here(root) => site.grew_from = Some(SiteId(root)),
            Found::LeftOut => {}
            Found::Nowhere => complain(site, Severity::Error, names.unknown(&root)),
        }
    }
    for circle in circles(sites) {
        let first = circle.first().map(|i| &sites[*i]);
        let slugs = circle.iter().map(|i| &sites[*i]).chain(first);
        let through = slugs.map(|s| s.slug.clone()).collect();
        if let Some(first) = first {
            complain(first, Severity::Error, ProblemKind::Cycle { through });
        }
        for i in circle {
            sites[i].grew_from = None;
        }
    }
    for site in &*sites {
        let root = site.grew_from.map(|id| &sites[id.index()]);
        if let Some(root) = root.filter(|root| root.part >= site.part) {
            let kind = ProblemKind::NoEarlierPart {
                from: root.slug.clone(),
                part: root.part.slug(),
            };
            complain(site, Severity::Warning, kind);
        }
    }
}

/// Every circle of sites that grew from each other, each from its first site in the file.
fn circles(sites: &[Site]) -> Vec<Vec<usize>> {
    /// Nobody's walk; walks go by the number of the site they start at.
    const NOBODY: usize = usize::MAX;
    let mut walked_by = vec![NOBODY; sites.len()];
    let mut circles = Vec::new();
    for start in 0..sites.len() {
        let mut at = Some(start);
        while let Some(i) = at.filter(|i| walked_by[*i] == NOBODY) {
            walked_by[i] = start;
            at = sites[i].grew_from.map(SiteId::index);
        }
        // Back where this walk has been: everything from there on is the circle.
        if let Some(met) = at.filter(|i| walked_by[*i] == start && sites[start].grew_from.is_some()) {
            let mut circle = vec![met];
            let mut next = sites[met].grew_from.map(SiteId::index);
            while let Some(i) = next.filter(|i| *i != met) {
                circle.push(i);
                next = sites[i].grew_from.map(SiteId::index);
            }
            let first = circle
                .iter()
                .enumerate()
                .min_by_key(|(_, i)| **i)
                .map_or(0, |(at, _)| at);
            circle.rotate_left(first);
            circles.push(circle);
        }
    }
    circles
}
