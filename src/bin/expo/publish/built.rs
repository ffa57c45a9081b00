//! The page as Trunk built it, and what becomes of its files.

use super::assets::{ASSETS, Tree};
use crate::folder::why;
use m21::draw::{Ink, Palette};
use m21::model::Goal;
use m21::view::Theme;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::Path;

/// The built page.
pub(super) struct Built {
    /// The app's own page.
    pub(super) page: String,
    /// The service worker, which keeps its name and place.
    pub(super) worker: Option<String>,
    /// Files by their names in the folder, fonts with theirs before them.
    files: BTreeMap<String, Vec<u8>>,
}

/// Where the built files are published.
pub(super) struct Assets {
    /// Paths by the names in the built folder.
    pub(super) names: BTreeMap<String, String>,
    /// The icon's drawing.
    pub(super) icon: String,
}

/// The pages' style sheet; `expo publish` names its fonts and adds the goals' colours.
const LEAF_STYLE: &str = include_str!("leaf.css");

impl Built {
    /// Reads the folder, or says in a sentence what it lacks.
    pub(super) fn read(dist: &Path) -> Result<Self, String> {
        let missing = |what: &str| {
            format!(
                "{} is no built page: there is no {what}. Build it: `cargo xtask build`.",
                dist.display()
            )
        };
        let page = fs::read_to_string(dist.join("index.html")).map_err(|_| missing("index.html"))?;
        let mut files = BTreeMap::new();
        read_into(&mut files, dist, "")?;
        read_into(&mut files, &dist.join("fonts"), "fonts/")?;
        let worker = files.remove("sw.js");
        let worker = worker.map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
        for ending in ["wasm", "js", "css"] {
            if !files.keys().any(|name| ending_of(name) == ending) {
                return Err(missing(&format!(".{ending} file")));
            }
        }
        if !files.contains_key("icon.svg") {
            return Err(missing("icon.svg"));
        }
        files.remove("index.html");
        Ok(Self { page, worker, files })
    }

    /// A font's bytes.
    pub(super) fn font(&self, name: &str) -> Option<&[u8]> {
        self.files.get(&format!("fonts/{name}")).map(Vec::as_slice)
    }

    /// The icon's drawing.
    pub(super) fn icon(&self) -> &[u8] {
        self.files.get("icon.svg").map(Vec::as_slice).unwrap_or_default()
    }

    /// Puts every file under its hashed name: first those that name no others.
    pub(super) fn put(&self, tree: &mut Tree) -> Result<Assets, String> {
        let mut names = BTreeMap::new();
        for (name, bytes) in &self.files {
            if ["txt", "md"].contains(&ending_of(name)) {
                // The fonts' licence stays beside what was made of them, under its own name.
                if name.ends_with("OFL.txt") {
                    tree.put(name, bytes.clone());
                }
                continue;
            }
            if ending_of(name) != "css" {
                let path = tree.keep(&stem(name), ending_of(name), bytes.clone());
                names.insert(name.clone(), path);
            }
        }
        for (name, bytes) in self.files.iter().filter(|(name, _)| ending_of(name) == "css") {
            let style = std::str::from_utf8(bytes).map_err(|_| format!("{name} is no UTF-8. Build the page again."))?;
            let path = tree.keep(&stem(name), "css", renamed(style, &names));
            names.insert(name.clone(), path);
        }
        let icon = names.get("icon.svg").cloned().unwrap_or_default();
        Ok(Assets { names, icon })
    }

    /// The leaves' style sheet, with the fonts' names and the goals' colours in it.
    pub(super) fn leaf_style(assets: &Assets) -> String {
        let mut style = renamed(LEAF_STYLE, &assets.names);
        let palette = Palette::of(Theme::Day);
        for goal in Goal::all() {
            let (ground, ink) = (palette.css(Ink::Goal(goal)), palette.css(Ink::OnGoal(goal)));
            let _ = writeln!(style, ".g{} {{ background: {ground}; color: {ink}; }}", goal.number());
        }
        style
    }
}

/// Reads the files of a folder, not of those within it.
fn read_into(files: &mut BTreeMap<String, Vec<u8>>, dir: &Path, under: &str) -> Result<(), String> {
    for entry in fs::read_dir(dir).map_err(|fault| why(dir, "read", &fault))? {
        let path = entry.map_err(|fault| why(dir, "read", &fault))?.path();
        if let Some(name) = path.file_name().and_then(|n| n.to_str()).filter(|_| path.is_file()) {
            let bytes = fs::read(&path).map_err(|fault| why(&path, "read", &fault))?;
            files.insert(format!("{under}{name}"), bytes);
        }
    }
    Ok(())
}

/// A style sheet that finds the fonts beside itself.
fn renamed(style: &str, names: &BTreeMap<String, String>) -> String {
    let mut style = style.to_owned();
    for (name, path) in names.iter().filter(|(name, _)| name.starts_with("fonts/")) {
        style = style.replace(name, path.strip_prefix(ASSETS).unwrap_or(path));
    }
    style
}

/// What a name has after its last dot.
pub(super) fn ending_of(name: &str) -> &str {
    name.rsplit_once('.').map_or("", |(_, ending)| ending)
}

/// A name without folder, ending and the hash that Trunk puts into it.
fn stem(name: &str) -> String {
    let name = name.rsplit('/').next().unwrap_or(name);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let is_hash = |part: &str| part.len() == 16 && part.bytes().all(|b| b.is_ascii_hexdigit());
    match stem.split_once('-') {
        Some((first, rest)) => {
            let (hash, end) = rest.split_at(rest.find('_').unwrap_or(rest.len()));
            if is_hash(hash) {
                return format!("{first}{end}");
            }
            stem.to_owned()
        }
        None => stem.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stem_has_no_hash_of_trunks() {
        for (name, said) in [
            ("m21-3c30b0d37def33b8.js", "m21"),
            ("m21-3c30b0d37def33b8_bg.wasm", "m21_bg"),
            ("fonts/archivo-europe.woff2", "archivo-europe"),
            ("boot.js", "boot"),
        ] {
            assert_eq!(stem(name), said);
        }
    }

    #[test]
    fn the_leaves_have_the_colours_of_the_sheet() {
        for theme in [Theme::Day, Theme::Evening] {
            let palette = Palette::of(theme);
            for (ink, name) in Ink::NAMED {
                let own = format!("--{name}: {};", palette.css(*ink));
                let named = LEAF_STYLE.contains(&format!("--{name}:"));
                assert!(
                    !named || LEAF_STYLE.contains(&own),
                    "leaf.css has another {name} than {own}"
                );
            }
        }
    }
}
