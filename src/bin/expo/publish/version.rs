//! `version.json`: what a page asks for to learn that there is something new.

use super::assets::{Hash, Tree};
use super::shelf::Shelf;
use crate::folder::PACKED;
use m21::load::File;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Its path in a release. It is never pressed: one file is replaced in one step, three are not.
pub(super) const PATH: &str = "version.json";

/// What a release says of itself.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Version {
    /// What it is called; the same files give the same name.
    #[serde(rename = "version")]
    pub(super) name: String,
    /// What the program in it is called.
    pub(super) app: String,
    /// When it became the current one, in seconds from 1970; later each time, whatever clocks say.
    pub(super) released: i64,
    /// The day the data were last changed.
    pub(super) data_date: Option<String>,
    /// The data the page reads, with their hashes: a set from two releases is known for one.
    pub(super) data: BTreeMap<String, String>,
    /// Hashes of the scripts that stand in its pages.
    #[serde(default)]
    pub(super) scripts: Vec<String>,
}

impl Version {
    /// What a release says.
    pub(super) fn read(shelf: &Shelf, release: &str) -> Option<Self> {
        serde_json::from_slice(&shelf.read(release, PATH)?).ok()
    }

    pub(super) fn written(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }
}

/// The data files that the page reads, with their hashes.
pub(super) fn data(tree: &Tree, is_packed: bool) -> BTreeMap<String, String> {
    let paths = File::ALL.into_iter().map(|file| match file {
        File::Sites if is_packed => PACKED,
        file => file.path(),
    });
    let paths = paths.map(|path| format!("data/{path}"));
    paths
        .filter_map(|path| {
            let hash = Hash::of(tree.get(&path)?).hex();
            Some((path, hash))
        })
        .collect()
}
