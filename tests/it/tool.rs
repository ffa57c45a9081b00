//! The tool `expo`: exit codes and what it says.

use crate::load::{Folder, bad_folders, fixtures};
use m21::load::Severity;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

fn expo(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_expo"))
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("the tool")
}

fn said(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("a text")
}

/// An empty folder for one test.
fn folder(name: &str) -> PathBuf {
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&dir);
    fs::create_dir_all(&dir).expect("a folder");
    dir
}

#[test]
fn good_data_gives_its_counts_and_zero() {
    let dir = fixtures().join("good");
    let output = expo(&["check", dir.to_str().expect("a path")]);
    assert_eq!(output.status.code(), Some(0));
    let counts = "4 sites, 3 stations, 2 partners, 2 districts, 3 subareas, 1 line, 1 event, 1 notice";
    assert_eq!(
        said(&output.stdout),
        format!("{}: {counts}; no problems.\n", dir.display())
    );
}

#[test]
fn the_data_folder_is_checked_when_none_is_named() {
    let output = expo(&["check"]);
    assert!(
        said(&output.stdout)
            .lines()
            .last()
            .expect("a line")
            .starts_with("data: ")
    );
}

#[test]
fn errors_give_one_and_warnings_zero() {
    for (name, path) in bad_folders() {
        let dir = folder(&format!("bad-{name}"));
        let bad = Folder::good().under(&path);
        bad.write_to(&dir);
        let output = expo(&["check", dir.to_str().expect("a path")]);
        let problem = &bad.problems()[0];
        let (code, summary) = match problem.severity {
            Severity::Error => (1, "1 error."),
            Severity::Warning => (0, "1 warning."),
        };
        assert_eq!(output.status.code(), Some(code), "{name}");
        let severity = problem.severity.name();
        let expected = format!("{severity}: {problem}\n{}: {summary}\n", dir.display());
        assert_eq!(said(&output.stdout), expected, "{name}");
    }
}

#[test]
fn machines_are_told_the_same() {
    let dir = folder("json");
    let bad = Folder::good().under(&fixtures().join("bad/goal-18"));
    let bad = bad.under(&fixtures().join("bad/event-while-closed"));
    bad.write_to(&dir);
    let output = expo(&["check", dir.to_str().expect("a path"), "--format", "json"]);
    assert_eq!(output.status.code(), Some(1));
    insta::assert_snapshot!(said(&output.stdout));
    let report: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(report["counts"]["sites"], 4);
}

#[test]
fn every_missing_file_is_named() {
    let dir = folder("empty");
    let output = expo(&["check", dir.to_str().expect("a path")]);
    assert_eq!(output.status.code(), Some(1));
    insta::assert_snapshot!(said(&output.stdout).replace(&dir.display().to_string(), "empty"), @"
    error: expo.json: the file is missing. Add it; data/README.md says what it holds.
    error: goals.json: the file is missing. Add it; data/README.md says what it holds.
    error: partners.json: the file is missing. Add it; data/README.md says what it holds.
    error: areas.json: the file is missing. Add it; data/README.md says what it holds.
    error: stations.geojson: the file is missing. Add it; data/README.md says what it holds.
    error: sites.geojson: the file is missing. Add it; data/README.md says what it holds.
    empty: 6 errors.
    ");
}

#[test]
fn a_folder_that_cannot_be_read_gives_two() {
    let output = expo(&["check", "no/such/folder"]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(said(&output.stdout), "");
    assert!(said(&output.stderr).starts_with("no/such/folder cannot be read: "));
    assert_eq!(expo(&["check", "--format", "xml"]).status.code(), Some(2));
}

#[test]
fn a_reader_that_goes_away_is_no_panic() {
    let dir = fixtures().join("good");
    let mut tool = Command::new(env!("CARGO_BIN_EXE_expo"))
        .args(["check", dir.to_str().expect("a path")])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the tool");
    drop(tool.stdout.take());
    let output = tool.wait_with_output().expect("the tool");
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(said(&output.stderr), "");
}

#[test]
fn the_first_picture_in_the_page_is_the_one_the_data_gives() {
    let output = expo(&["shell"]);
    assert_eq!(output.status.code(), Some(0));
    let kept = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("public/shell.svg"));
    assert!(
        kept.expect("the picture") == said(&output.stdout),
        "the data has changed: cargo run -- shell data > public/shell.svg"
    );
}

#[test]
fn the_first_picture_of_a_folder_without_a_ring_is_refused() {
    let dir = folder("no-ring");
    let output = expo(&["shell", dir.to_str().expect("a path")]);
    assert_eq!(output.status.code(), Some(1));
    assert!(output.stdout.is_empty());
    assert!(
        said(&output.stderr).contains("The expo cannot be shown"),
        "{}",
        said(&output.stderr)
    );
}
