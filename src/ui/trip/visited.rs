//! Which sites the visitor has been to. It is theirs alone and in no link.

use leptos::prelude::*;

/// The slugs of sites visited.
#[derive(Clone, Copy)]
pub(in crate::ui) struct Visited(RwSignal<Vec<String>>);

impl Visited {
    /// As it was kept.
    pub(super) fn new() -> Self {
        Self(RwSignal::new(Vec::new()))
    }

    /// Whether a site is among them; followed.
    pub(super) fn has(self, slug: &str) -> bool {
        self.0.with(|all| all.iter().any(|of| of == slug))
    }

    /// All of them; followed.
    pub(super) fn all(self) -> Vec<String> {
        self.0.get()
    }

    /// Marks a site, or takes the mark away. The one place where it changes, and so where it is to be kept.
    pub(super) fn toggle(self, slug: &str) {
        self.0.update(|all| {
            if without(all, slug) {
                return;
            }
            all.push(slug.to_owned());
        });
    }
}

/// Takes a slug out; whether it was in.
fn without(all: &mut Vec<String>, slug: &str) -> bool {
    let before = all.len();
    all.retain(|of| of != slug);
    all.len() < before
}
