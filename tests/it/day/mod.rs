//! Days out: random ones keep every rule, none is better, and every broken rule is found.

mod changes;
mod conflicts;
mod drawn;
mod exact;
mod good;
mod planted;
mod suggestions;
mod taken_along;
mod trains;
mod underway;
mod wishes;
mod words;

use crate::load::Folder;
use m21::calendar::Moment;
use m21::day::{Outing, Plan, proof};
use m21::query::World;
use m21::view::Wish;
use std::path::Path;
use std::sync::{Arc, LazyLock};

/// The shipped expo.
pub(crate) static WORLD: LazyLock<Arc<World>> = LazyLock::new(|| {
    let folder = Folder::at(&Path::new(env!("CARGO_MANIFEST_DIR")).join("data"));
    Arc::new(World::new(folder.read().expect("readable data").atlas))
});

/// The app's own time in these tests: a Saturday of the expo.
pub(super) fn clock() -> Moment {
    Moment::parse("2021-05-15T10:32").unwrap()
}

/// How many cases are tried: so many, or as `M21_CASES` says for a longer look.
pub(crate) fn cases(usual: u32) -> u32 {
    let asked = std::env::var("M21_CASES").ok();
    asked.and_then(|n| n.parse().ok()).unwrap_or(usual)
}

pub(super) fn plan(wish: &Wish) -> Plan {
    Outing::new(&WORLD, wish, clock())
        .expect("a station to begin at")
        .plan()
}

/// The broken rules of a wish's plan, in words.
pub(super) fn broken(wish: &Wish, plan: &Plan) -> Vec<String> {
    let faults = proof::faults(&WORLD, wish, clock(), plan);
    faults.iter().map(ToString::to_string).collect()
}
