//! Who may know whom: each folder of `src` may use those above it, and none below. ARCHITECTURE.md shows the same table.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// What each room may use.
const MAY_USE: &[(&str, &[&str])] = &[
    ("order", &[]),
    ("letters", &[]),
    ("rest", &[]),
    ("space", &[]),
    ("calendar", &[]),
    ("tour", &[]),
    ("model", &["space", "calendar"]),
    ("load", &["space", "calendar", "model"]),
    ("travel", &["space", "calendar", "model"]),
    ("gtfs", &["space", "calendar", "model", "load", "travel"]),
    ("view", &["space", "calendar", "model"]),
    ("query", &["space", "calendar", "model", "view"]),
    (
        "day",
        &["space", "calendar", "model", "tour", "travel", "view", "query"],
    ),
    ("draw", &["space", "calendar", "model", "view", "query", "day"]),
    (
        "kiosk",
        &["space", "calendar", "model", "travel", "view", "query", "day", "draw"],
    ),
    ("walk", &["model", "query", "draw"]),
    (
        "text",
        &["space", "calendar", "model", "view", "query", "day", "draw", "kiosk"],
    ),
    (
        "ui",
        &[
            "space", "calendar", "model", "load", "view", "query", "day", "draw", "kiosk", "walk", "text",
        ],
    ),
];

fn sources(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, into);
        } else if path.extension().is_some_and(|e| e == "rs") {
            into.push(path);
        }
    }
}

/// The top rooms a file names through `crate::`.
fn rooms_named(text: &str) -> Vec<String> {
    text.match_indices("crate::")
        .filter_map(|(i, _)| {
            let rest = &text[i + "crate::".len()..];
            let name: String = rest.chars().take_while(char::is_ascii_lowercase).collect();
            (!name.is_empty()).then_some(name)
        })
        .collect()
}

#[test]
fn dependencies_point_one_way() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let may: BTreeMap<_, _> = MAY_USE.iter().copied().collect();
    let mut files = Vec::new();
    sources(&src, &mut files);
    assert!(files.len() > 30, "the sources were not found");
    for file in files {
        let inside = file.strip_prefix(&src).unwrap();
        let room = inside
            .iter()
            .next()
            .unwrap()
            .to_str()
            .unwrap()
            .trim_end_matches(".rs")
            .to_owned();
        let Some(allowed) = may.get(room.as_str()) else {
            continue; // lib.rs, main.rs and the tool's own folder
        };
        for named in rooms_named(&fs::read_to_string(&file).unwrap()) {
            if ["order", "letters", "rest"].contains(&named.as_str()) {
                continue; // anyone may
            }
            let known = may.contains_key(named.as_str());
            assert!(
                !known || named == room || allowed.contains(&named.as_str()),
                "{} uses crate::{named}, but {room} may only use {allowed:?}",
                inside.display()
            );
        }
    }
}

#[test]
fn only_one_room_sees_the_canvas_and_one_file_the_history() {
    let ui = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/ui");
    let mut files = Vec::new();
    sources(&ui, &mut files);
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        let name = file.file_name().unwrap().to_str().unwrap().to_owned();
        assert!(
            file.starts_with(ui.join("paint")) || !text.contains("CanvasRenderingContext2d"),
            "{name} draws by itself"
        );
        assert!(
            name == "url.rs" || !text.contains("push_state"),
            "{name} writes the address by itself"
        );
    }
}
