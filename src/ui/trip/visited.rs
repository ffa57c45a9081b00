//! Which sites the visitor has been to. It is theirs alone and in no link; it stays in the browser.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::ui::keep;

/// The slugs of sites visited.
#[derive(Clone, Copy)]
pub(in crate::ui) struct Visited(RwSignal<Vec<String>>);

impl Visited {
    /// As it was kept.
    pub(super) fn new() -> Self {
        let visited = RwSignal::new(Vec::new());
        spawn_local(async move {
            if let Some(kept) = keep::read("visited").await {
                visited.update(|all| all.extend(kept.split(' ').filter(|slug| !slug.is_empty()).map(str::to_owned)));
            }
        });
        Self(visited)
    }

    /// Whether a site is among them; followed.
    pub(super) fn has(self, slug: &str) -> bool {
        self.0.with(|all| all.iter().any(|of| of == slug))
    }

    /// All of them; followed.
    pub(super) fn all(self) -> Vec<String> {
        self.0.get()
    }

    /// Marks a site, or takes the mark away, and keeps that. Where nothing can be kept it holds as long as the page.
    pub(super) fn toggle(self, slug: &str) {
        self.0.update(|all| {
            if without(all, slug) {
                return;
            }
            all.push(slug.to_owned());
        });
        // Slugs have no spaces.
        keep::write("visited", Some(self.0.with_untracked(|all| all.join(" "))), |_| {});
    }
}

/// Takes a slug out; whether it was in.
fn without(all: &mut Vec<String>, slug: &str) -> bool {
    let before = all.len();
    all.retain(|of| of != slug);
    all.len() < before
}
