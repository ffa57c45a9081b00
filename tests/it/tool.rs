//! The tool `expo`: exit codes and what it says.

use crate::load::{Folder, bad_folders, fixtures};
use m21::load::Severity;
use m21::rest::{Never, at_once};
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

#[test]
fn packed_sites_are_those_of_the_folder_and_told_of_when_they_are_stale() {
    let site = folder("packed");
    let dir = site.join("data");
    fs::create_dir_all(&dir).expect("a folder");
    Folder::good().write_to(&dir);
    fs::write(site.join("index.html"), r#"<script>early = ["sites.geojson"]</script>"#).expect("a page");
    let name = dir.to_str().expect("a path");
    let output = expo(&["pack", name]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output.stderr));
    assert!(said(&output.stdout).contains("4 sites"), "{}", said(&output.stdout));
    let page = fs::read_to_string(site.join("index.html")).expect("the page");
    assert_eq!(page, r#"<script>early = ["sites.m21"]</script>"#);

    let bytes = fs::read(dir.join("sites.m21")).expect("the companion");
    let mut words = m21::model::Words::default();
    words.take(&bytes);
    let atlas = Folder::good().read().expect("an expo").atlas;
    let sites = at_once(m21::model::Sites::read(words.finish(), &atlas.limits(), &Never)).expect("packed sites");
    let slugs = |sites: &m21::model::Sites| sites.iter().map(|s| s.slug).collect::<std::collections::BTreeSet<_>>();
    assert_eq!(slugs(&sites), slugs(&atlas.sites));

    assert_eq!(expo(&["check", name]).status.code(), Some(0));
    let text = fs::read_to_string(dir.join("sites.geojson")).expect("the sites");
    fs::write(dir.join("sites.geojson"), text.replace("Regn", "Snö")).expect("other sites");
    let output = expo(&["check", name]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        said(&output.stdout).contains("its companion sites.m21 was made from other files. Run `expo pack`"),
        "{}",
        said(&output.stdout)
    );
}

#[test]
fn sites_with_errors_are_not_packed() {
    let dir = folder("not-packed");
    let bad = Folder::good().with(m21::load::File::Sites, "{");
    bad.write_to(&dir);
    let output = expo(&["pack", dir.to_str().expect("a path")]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        said(&output.stderr).contains("See `expo check"),
        "{}",
        said(&output.stderr)
    );
    assert!(!dir.join("sites.m21").exists());
}

/// A feed with a fault, written to a folder.
fn feed(name: &str) -> PathBuf {
    let dir = folder(name);
    for (file, text) in [
        (
            "stops.txt",
            "stop_id,stop_name,stop_lat,stop_lon\nA,Malmö C,55.609,13.001\nB,Hyllie,55.563,12.976\n",
        ),
        ("routes.txt", "route_id,route_short_name,route_type\nR,1,2\n"),
        ("trips.txt", "trip_id,route_id,service_id\nt,R,s\n"),
        ("calendar_dates.txt", "service_id,date,exception_type\ns,20210516,1\n"),
        (
            "stop_times.txt",
            "trip_id,arrival_time,departure_time,stop_id,stop_sequence\nt,6:00,6:00,A,1\nt,6:09,6:09,B,2\nt,6:99,6:99,A,3\n",
        ),
    ] {
        fs::write(dir.join(file), text).expect("a file");
    }
    dir
}

#[test]
fn a_feed_becomes_a_timetable_at_our_stations() {
    let dir = feed("gtfs");
    let (feed, out) = (dir.to_str().expect("a path"), dir.join("timetable.json"));
    let out_name = out.to_str().expect("a path");
    let output = expo(&["gtfs", feed, "--out", out_name, "--stations", "data/stations.geojson"]);
    assert_eq!(output.status.code(), Some(1), "a row was left out");
    insta::assert_snapshot!(said(&output.stdout).replace(feed, "feed"), @r#"
    error: stop_times.txt, line 4, arrival_time: found "6:99", expected a time as 06:45:00, up to 72:00:00. The row is left out; correct it.
    feed: 2 stops, 1 line, 1 trip, 2 calls; 1 error, 0 warnings.
    The timetable: 2 stations, 1 line, 1 trip.
    "#);
    let timetable = fs::read_to_string(&out).expect("a timetable");
    assert!(
        timetable.contains(r#"{ "station": "malmo-c", "minutes": 0 }"#),
        "{timetable}"
    );
    assert!(
        timetable.contains(r#"{ "at": ["06:00"], "also": ["2021-05-16"] }"#),
        "{timetable}"
    );
    let output = expo(&["gtfs", feed, "--format", "json"]);
    let report: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(report["problems"][0]["line"], 4);
    assert_eq!(report["problems"][0]["found"], "\"6:99\"");
    assert_eq!(
        (&report["errors"], &report["timetable"]["trips"]),
        (&1.into(), &1.into())
    );
}

#[test]
fn what_is_no_feed_gives_two_and_a_sentence() {
    let dir = feed("gtfs-wrong");
    let dir = dir.to_str().expect("a path");
    for (arguments, sentence) in [
        (&["gtfs", "data/basemap"][..], "holds none of a GTFS feed's tables"),
        (&["gtfs", "nowhere.zip"], "nowhere.zip cannot be read"),
        (&["gtfs", "data/README.md"], "data/README.md cannot be read"),
        (&["gtfs", dir, "--bbox", "1,2"], "--bbox needs west,south,east,north"),
        (
            &["gtfs", dir, "--stations", "data/goals.json"],
            "there is no station in it",
        ),
        (
            &["gtfs", dir, "--out", "nowhere/timetable.json"],
            "nowhere/timetable.json cannot be written",
        ),
        (&["gtfs", dir, "--date", "tomorrow"], "expected a day as 2021-05-16"),
    ] {
        let output = expo(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(said(&output.stderr).contains(sentence), "{}", said(&output.stderr));
    }
    let nothing = expo(&["gtfs", dir, "--lines", "9"]);
    assert_eq!(nothing.status.code(), Some(1));
    assert!(said(&nothing.stdout).contains("No timetable: no trip that is wanted"));
}
