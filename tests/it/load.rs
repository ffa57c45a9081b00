//! Reading data: the good set, each bad one with its one sentence, and whatever else bytes can be.

use m21::calendar::{Holidays, parse_date};
use m21::load::{File, Loaded, Problem, Severity, Sources, Unreadable, read, read_later};
use m21::model::{Access, Atlas, Border, Goal, Lang, SiteId, Status};
use m21::rest::{Never, at_once};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// The bytes of a data folder's files.
#[derive(Clone)]
pub(crate) struct Folder(BTreeMap<File, Vec<u8>>);

impl Folder {
    pub(crate) fn at(dir: &Path) -> Self {
        let read = |file: File| Some((file, fs::read(dir.join(file.path())).ok()?));
        Self(File::ALL.into_iter().filter_map(read).collect())
    }

    pub(crate) fn good() -> Self {
        static GOOD: LazyLock<Folder> = LazyLock::new(|| Folder::at(&fixtures().join("good")));
        GOOD.clone()
    }

    /// With another folder's files in place of those of the same names.
    pub(crate) fn under(mut self, dir: &Path) -> Self {
        self.0.extend(Self::at(dir).0);
        self
    }

    pub(crate) fn with(mut self, file: File, bytes: impl Into<Vec<u8>>) -> Self {
        self.0.insert(file, bytes.into());
        self
    }

    pub(crate) fn text(&self, file: File) -> &str {
        std::str::from_utf8(&self.0[&file]).expect("a text")
    }

    pub(crate) fn sources(&self) -> Sources<'_> {
        let mut sources = Sources::default();
        for (file, bytes) in &self.0 {
            sources.put_bytes(*file, bytes);
        }
        sources
    }

    pub(crate) fn read(&self) -> Result<Loaded, Unreadable> {
        read(&self.sources())
    }

    pub(crate) fn problems(&self) -> Vec<Problem> {
        self.read()
            .map_or_else(|unreadable| unreadable.problems, |loaded| loaded.problems)
    }

    pub(crate) fn write_to(&self, dir: &Path) {
        for (file, bytes) in &self.0 {
            let path = dir.join(file.path());
            fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            fs::write(path, bytes).expect("a file");
        }
    }
}

pub(crate) fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures")
}

/// Every folder with one fault, sorted by name.
pub(crate) fn bad_folders() -> Vec<(String, PathBuf)> {
    let folders = fs::read_dir(fixtures().join("bad")).expect("the bad folders");
    let mut folders: Vec<(String, PathBuf)> = folders
        .map(|entry| entry.expect("a folder"))
        .map(|entry| (entry.file_name().into_string().expect("a name"), entry.path()))
        .collect();
    folders.sort();
    folders
}

fn good() -> Atlas {
    Folder::good().read().expect("the good data").atlas
}

#[test]
fn the_good_data_has_no_problem() {
    assert_eq!(Folder::good().problems(), []);
}

#[test]
fn stations_come_in_ring_order_and_then_the_others() {
    let atlas = good();
    let slugs: Vec<&str> = atlas.stations.iter().map(|s| s.slug.as_str()).collect();
    assert_eq!(slugs, ["norr", "soder", "akern"]);
    let stops: Vec<usize> = atlas.timetable.lines[0]
        .stops
        .iter()
        .map(|s| s.station.index())
        .collect();
    assert_eq!(stops, [0, 1, 0]);
}

#[test]
fn a_timetable_may_tell_its_departures_and_days_one_by_one() {
    let read = |stops: &str, departures: &str| {
        let text = format!(
            r#"{{"lines": [{{"id": "l", "name": {{"sv": "L", "en": "L"}}, "stops": [{stops}], "departures": [{departures}]}}]}}"#
        );
        Folder::good().with(File::Timetable, text)
    };
    let stops = r#"{"station": "norr", "minutes": 0, "only": "board"},
        {"station": "soder", "minutes": 0, "leaves": 2}, {"station": "norr", "minutes": 2, "only": "alight"}"#;
    let departures = r#"{"days": "Mo-Fr", "at": ["25:10", "06:08"], "holidays": "as-usual",
        "from": "2021-05-10", "to": "2021-05-14", "except": ["2021-05-12"]},
        {"also": ["2021-05-16"], "first": "06:00", "last": "07:00", "every_minutes": 30}"#;
    let folder = read(stops, departures);
    assert_eq!(folder.problems(), []);
    let line = &folder.read().unwrap().atlas.timetable.lines[0];
    let told: Vec<_> = line
        .stops
        .iter()
        .map(|s| (s.minutes, s.leaves, s.boards, s.alights))
        .collect();
    assert_eq!(told, [(0, 0, true, false), (0, 2, true, true), (2, 2, false, true)]);
    let at: Vec<&[u16]> = line.departures.iter().map(|d| &d.at[..]).collect();
    assert_eq!(at, [&[368, 1510][..], &[360, 390, 420]]);
    let ascension = Holidays::new(vec![parse_date("2021-05-13").unwrap()]);
    let runs = |i: usize| -> Vec<u8> {
        let runs = |day: &u8| {
            line.departures[i]
                .days
                .runs_on(parse_date(&format!("2021-05-{day:02}")).unwrap(), &ascension)
        };
        (3..=23).filter(runs).collect()
    };
    assert_eq!((runs(0), runs(1)), (vec![10, 11, 13, 14], vec![16]));
    for (wrong, sentence) in [
        (r#"{"at": ["06:08"]}"#, "departures.1.days: required, but missing"),
        (
            r#"{"days": "Mo", "at": ["48:00"]}"#,
            "departures.1.at: found \"48:00\", expected a time of day",
        ),
        (
            r#"{"days": "Mo", "at": ["24:00"], "holidays": "no"}"#,
            "departures.1.holidays: found \"no\", expected one of as-usual",
        ),
    ] {
        let problems = read(stops, wrong).problems();
        assert_eq!(problems.len(), 1, "{problems:?}");
        assert!(problems[0].to_string().contains(sentence), "{}", problems[0]);
    }
}

#[test]
fn sites_come_in_the_files_order_without_drafts() {
    let atlas = good();
    let slugs: Vec<String> = atlas.sites.iter().map(|s| s.slug).collect();
    assert_eq!(slugs, ["tankar", "regnbadd", "regnet", "boden"]);
    assert_eq!(atlas.sites.find("regnvagen"), atlas.sites.find("regnet"));
    assert_eq!(atlas.site(SiteId(3)).status, Status::Closed);
    let goals: Vec<u8> = atlas
        .site(SiteId(0))
        .goals_ranked
        .iter()
        .copied()
        .map(Goal::number)
        .collect();
    assert_eq!(goals, [17, 11], "most important first");
    assert_eq!(atlas.site(SiteId(1)).summary.get(Lang::En), "Rain < one metre");
    let claims: Vec<Access> = atlas.site(SiteId(1)).access.iter().map(|c| c.about).collect();
    assert_eq!(claims, [Access::StepFree, Access::Seating]);
}

#[test]
fn what_a_site_does_not_state_is_computed_and_marked() {
    let atlas = good();
    let (stated, silent) = (atlas.site(SiteId(1)), atlas.site(SiteId(2)));
    assert!(!stated.district_computed && !stated.station_computed);
    assert!(silent.district_computed && silent.station_computed);
    assert_eq!(silent.district, atlas.find_district("ostra"));
    assert_eq!(silent.station, atlas.find_station("norr"));
    assert_eq!((silent.subarea.as_str(), stated.subarea.as_str()), ("Övre", "Nedre"));
    assert_eq!(silent.grew_from, atlas.sites.find("regnbadd"));
}

#[test]
fn an_event_at_a_draft_waits_in_silence() {
    let atlas = good();
    assert_eq!(atlas.events.len(), 1);
    assert_eq!(atlas.notices[0].site, atlas.sites.find("regnet"), "by its old slug");
}

#[test]
fn every_border_is_drawn_once() {
    let atlas = good();
    let kinds: Vec<Border> = atlas.city.borders.iter().map(|(kind, _)| *kind).collect();
    assert_eq!(
        kinds,
        [Border::Subarea, Border::District, Border::Municipal, Border::Shore],
        "arcs of a kind that meet are one line"
    );
    let rings = atlas.city.subareas.iter().flat_map(|s| s.area.region.rings());
    let around: f64 = rings.map(|ring| ring.length().0).sum();
    let length = |outer: bool| -> f64 {
        let is_outer = |kind| matches!(kind, Border::Shore | Border::Municipal);
        let paths = atlas.city.borders.iter().filter(|(kind, _)| is_outer(*kind) == outer);
        paths.map(|(_, path)| path.length().0).sum()
    };
    let counted = length(true) + 2.0 * length(false);
    assert!(
        (around - counted).abs() < 1e-6,
        "{around} m about the sub-areas, {counted} m of borders"
    );
}

#[test]
fn arcs_may_come_without_a_transform() {
    let mut areas: Value = serde_json::from_str(Folder::good().text(File::Areas)).expect("JSON");
    areas.as_object_mut().expect("an object").remove("transform");
    for arc in areas["arcs"].as_array_mut().expect("arcs") {
        let mut at = (0, 0);
        for position in arc.as_array_mut().expect("an arc") {
            let step = |i: usize| position[i].as_i64().expect("a whole number");
            at = (at.0 + step(0), at.1 + step(1));
            *position = json!([13.0 + at.0 as f64 * 0.001, 55.58 + at.1 as f64 * 0.001]);
        }
    }
    let loaded = Folder::good()
        .with(File::Areas, areas.to_string())
        .read()
        .expect("readable");
    assert_eq!(loaded.problems, []);
    for (plain, quantized) in loaded.atlas.city.subareas.iter().zip(&good().city.subareas) {
        assert!((plain.area.region.area_m2() - quantized.area.region.area_m2()).abs() < 1e-3);
    }
}

#[test]
fn every_bad_folder_gives_one_sentence() {
    let folders = bad_folders();
    assert!(folders.len() >= 100);
    let mut sentences = String::new();
    for (name, path) in folders {
        let problems = Folder::good().under(&path).problems();
        let [problem] = problems.as_slice() else {
            panic!(
                "{name} should have one problem, but has {}: {problems:#?}",
                problems.len()
            );
        };
        let (severity, code) = (problem.severity.name(), problem.kind.code());
        writeln!(sentences, "{name}: {severity} {code}\n    {problem}").expect("memory");
    }
    insta::assert_snapshot!(sentences);
}

#[test]
fn an_expo_needs_its_days_its_areas_and_its_stations_and_can_do_without_the_rest() {
    for file in File::ALL {
        let mut folder = Folder::good();
        folder.0.remove(&file);
        let vital = matches!(file, File::Expo | File::Areas | File::Stations);
        assert_eq!(folder.read().is_err(), vital, "{}", file.path());
        let errors = folder
            .problems()
            .iter()
            .filter(|p| p.severity == Severity::Error)
            .count();
        assert_eq!(errors, usize::from(file.is_required()), "{}", file.path());
        let cut_off = folder.with(file, "{");
        assert_eq!(cut_off.read().is_err(), vital, "{}", file.path());
        assert_eq!(cut_off.problems().len(), 1, "{}", file.path());
    }
}

#[test]
fn the_page_asks_for_every_file_while_its_program_comes() {
    let html = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("index.html")).unwrap();
    let list = html.split_once("early = new Map").unwrap().1.split_once(']').unwrap().0;
    let mut asked: Vec<&str> = list.split('"').skip(1).step_by(2).collect();
    let mut all: Vec<&str> = File::ALL.into_iter().map(File::path).collect();
    asked.sort_unstable();
    all.sort_unstable();
    assert_eq!(asked, all);
}

#[test]
fn what_is_later_is_read_into_what_is_there() {
    let folder = Folder::good();
    let mut first = Sources::default();
    for file in File::first_view() {
        if let Some(bytes) = folder.0.get(&file) {
            first.put_bytes(file, bytes);
        }
    }
    let mut loaded = read(&first).expect("readable");
    assert_eq!(loaded.problems, []);
    assert!(loaded.atlas.events.is_empty() && loaded.atlas.notices.is_empty());
    let problems = at_once(read_later(&mut loaded.atlas, &folder.sources(), &Never));
    assert_eq!(problems, []);
    assert_eq!(loaded.atlas, good());
}

/// Three hundred sites, of which the first so many are poisoned.
fn with_poisoned(count: usize) -> Folder {
    let good = Folder::good();
    let mut file: Value = serde_json::from_str(good.text(File::Sites)).unwrap();
    let template = file["features"][0].clone();
    let sites = (0..300).map(|number| {
        let mut site = template.clone();
        site["properties"]["id"] = format!("site-{number}").into();
        for gone in ["aliases", "grew_from"] {
            site["properties"].as_object_mut().unwrap().remove(gone);
        }
        if number < count {
            site["geometry"]["coordinates"] = serde_json::json!(["x", null]);
            site["properties"]["goals"] = serde_json::json!([99, "six"]);
        }
        site
    });
    file["features"] = sites.collect();
    good.with(File::Sites, file.to_string())
        .with(File::Programme, r#"{ "events": [] }"#)
        .with(File::Notices, r#"{ "notices": [] }"#)
}

#[test]
fn one_poisoned_site_does_not_keep_the_others_out_but_a_tenth_of_them_does() {
    let read = |count| with_poisoned(count).read().unwrap();
    assert!(Folder::good().read().unwrap().may_replace());
    assert_eq!(read(0).atlas.sites.len(), 300);
    assert!(read(0).may_replace());
    assert_eq!(read(1).atlas.sites.len(), 299);
    assert!(read(1).may_replace());
    assert!(!read(40).may_replace());
}

#[test]
fn files_that_are_not_what_they_are_called_replace_nothing() {
    let good = Folder::at(&Path::new(env!("CARGO_MANIFEST_DIR")).join("data"));
    assert!(good.read().unwrap().may_replace());
    let swapped = |one: File, other: File| {
        let (a, b) = (good.text(one).to_owned(), good.text(other).to_owned());
        good.clone().with(one, b).with(other, a)
    };
    for (one, other) in [
        (File::Sites, File::Partners),
        (File::Goals, File::Partners),
        (File::Stations, File::Sites),
        (File::Areas, File::Timetable),
        (File::Programme, File::Notices),
        (File::Water, File::Labels),
    ] {
        let replaces = swapped(one, other).read().is_ok_and(|loaded| loaded.may_replace());
        assert!(!replaces, "{} for {}", one.path(), other.path());
    }
    for file in File::ALL {
        let text = good.text(file);
        for end in [0, 1, text.len() / 2, text.trim_end().len() - 1] {
            let cut = good.clone().with(file, &text.as_bytes()[..end]);
            let replaces = cut.read().is_ok_and(|loaded| loaded.may_replace());
            assert!(!replaces, "{} cut off at {end}", file.path());
        }
        let page = good.clone().with(file, "<!doctype html><title>Log in</title>");
        assert!(!page.read().is_ok_and(|loaded| loaded.may_replace()), "{}", file.path());
    }
}

#[test]
fn a_byte_order_mark_does_no_harm() {
    for file in File::ALL {
        let mut folder = Folder::good();
        if let Some(bytes) = folder.0.get_mut(&file) {
            bytes.splice(0..0, *b"\xef\xbb\xbf");
        }
        assert_eq!(folder.problems(), [], "{}", file.path());
    }
}

fn a_file() -> impl Strategy<Value = File> {
    let files: Vec<File> = Folder::good().0.into_keys().collect();
    proptest::sample::select(files)
}

/// What a value can be that should be something else.
const INTRUDERS: [&str; 14] = [
    "null",
    "true",
    "0",
    "-1",
    "7",
    "1e308",
    "-0.5",
    r#""""#,
    r#""norr""#,
    r#""\u0000<b>""#,
    "[]",
    "[[[]]]",
    "{}",
    r#"{"type":"Point","coordinates":[13.0,55.6,1,2]}"#,
];

/// The `n`th value in a tree, counted from its root, and whether there are so many.
fn nth<'v>(value: &'v mut Value, n: &mut usize) -> Option<&'v mut Value> {
    if *n == 0 {
        return Some(value);
    }
    *n -= 1;
    match value {
        Value::Array(items) => items.iter_mut().find_map(|item| nth(item, n)),
        Value::Object(members) => members.values_mut().find_map(|item| nth(item, n)),
        _ => None,
    }
}

fn size(value: &Value) -> usize {
    1 + match value {
        Value::Array(items) => items.iter().map(size).sum(),
        Value::Object(members) => members.values().map(size).sum(),
        _ => 0,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_bytes_can_be_read(file in a_file(), bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        Folder::good().with(file, bytes).problems();
    }

    #[test]
    fn a_file_cut_off_anywhere_is_told(file in a_file(), at in 0.0..1.0f64) {
        let folder = Folder::good();
        let bytes = folder.0[&file].trim_ascii_end();
        let cut = bytes[..(bytes.len() as f64 * at) as usize].to_vec();
        prop_assert!(!folder.with(file, cut).problems().is_empty());
    }

    #[test]
    fn changed_bytes_can_be_read(
        file in a_file(),
        changes in proptest::collection::vec((0.0..1.0f64, 0u8..3, any::<u8>()), 1..8),
    ) {
        let folder = Folder::good();
        let mut bytes = folder.0[&file].clone();
        for (at, how, byte) in changes {
            let i = (bytes.len() as f64 * at) as usize;
            match how {
                0 => bytes.insert(i, byte),
                1 if i < bytes.len() => bytes[i] = byte,
                _ if i < bytes.len() => drop(bytes.remove(i)),
                _ => {}
            }
        }
        folder.with(file, bytes).problems();
    }

    #[test]
    fn any_value_can_stand_anywhere(
        file in a_file(),
        changes in proptest::collection::vec((0.0..1.0f64, proptest::sample::select(&INTRUDERS[..])), 1..4),
    ) {
        let folder = Folder::good();
        let mut tree: Value = serde_json::from_str(folder.text(file)).expect("JSON");
        for (at, intruder) in changes {
            let mut n = (size(&tree) as f64 * at) as usize;
            if let Some(place) = nth(&mut tree, &mut n) {
                *place = serde_json::from_str(intruder).expect("JSON");
            }
        }
        let folder = folder.with(file, tree.to_string());
        if let Ok(Loaded { atlas, .. }) = folder.read() {
            assert_sound(&atlas);
        }
    }
}

/// Every number in an atlas is that of something.
fn assert_sound(atlas: &Atlas) {
    assert_eq!(atlas.goals.len(), Goal::COUNT);
    assert!(atlas.expo.first_day <= atlas.expo.last_day);
    for site in atlas.sites.iter() {
        assert!(!site.goals_ranked.is_empty());
        assert!(site.partners.iter().all(|p| p.index() < atlas.partners.len()));
        assert!(site.district.is_none_or(|d| d.index() < atlas.city.districts.len()));
        assert!(site.station.is_none_or(|s| s.index() < atlas.stations.len()));
        assert!(site.grew_from.is_none_or(|s| s.index() < atlas.sites.len()));
        assert!(site.at.x.is_finite() && site.at.y.is_finite());
    }
    for line in &atlas.timetable.lines {
        assert!(line.stops.len() >= 2);
        assert!(line.stops.iter().all(|s| s.station.index() < atlas.stations.len()));
        assert!(line.departures.iter().all(|d| d.at.is_sorted()));
    }
    assert!(
        atlas
            .events
            .iter()
            .all(|e| e.site.index() < atlas.sites.len() && e.starts < e.ends)
    );
    assert!(
        atlas
            .city
            .subareas
            .iter()
            .all(|s| s.district.index() < atlas.city.districts.len())
    );
}

/// Public test data beside the project, as (path, expectation); nothing, and a line that says so, where it is absent.
fn suite(part: &str) -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/suites");
    let Ok(index) = fs::read_to_string(root.join("INDEX.tsv")) else {
        println!("skipped: there is no ../shared/suites");
        return Vec::new();
    };
    let rows = index.lines().skip(1).map(|line| line.split('\t').collect::<Vec<_>>());
    rows.filter(|row| row.len() > 4 && row[0].starts_with(part))
        .map(|row| (root.join(row[0]), row[4].to_owned()))
        .collect()
}

#[test]
fn others_json_is_read_or_refused_as_they_say() {
    for (path, expected) in suite("json/") {
        let bytes = fs::read(&path).expect("a file");
        for file in File::ALL {
            Folder::good().with(file, bytes.clone()).problems();
        }
        let problems = Folder::good().with(File::Sites, bytes).problems();
        let code = problems[0].kind.code();
        assert_eq!(problems[0].severity, Severity::Error, "{}", path.display());
        if expected.starts_with("accept") {
            // JSON, but no collection of features.
            assert!(
                ["wrong-type", "missing-field", "repeated-field"].contains(&code),
                "{} is {code}",
                path.display()
            );
        }
    }
}

#[test]
fn others_json_in_the_place_of_a_property_is_read_or_refused_as_they_say() {
    for (path, expected) in suite("json/") {
        let Ok(part) = fs::read_to_string(&path) else {
            continue;
        };
        let text = Folder::good().text(File::Sites).replace("\"Nedre torget\"", &part);
        let problems = Folder::good().with(File::Sites, text).problems();
        let refused = problems.iter().any(|p| matches!(p.kind.code(), "not-json" | "cut-off"));
        if expected.starts_with("accept") {
            assert!(!refused, "{}: {}", path.display(), problems[0]);
        } else if expected.starts_with("reject") {
            assert!(!problems.is_empty(), "{}", path.display());
        }
    }
}

#[test]
fn others_bad_geojson_is_told() {
    for (path, expected) in suite("geojson/") {
        let bytes = fs::read(&path).expect("a file");
        for file in File::ALL {
            let problems = Folder::good().with(file, bytes.clone()).problems();
            if expected.starts_with("must be") {
                assert!(!problems.is_empty(), "{} as {}", path.display(), file.path());
            }
        }
    }
}

/// The good data with one text of a site in place of another.
fn with_text(field: &str, text: &str) -> Result<Loaded, Unreadable> {
    let mut sites: Value = serde_json::from_str(Folder::good().text(File::Sites)).expect("JSON");
    sites["features"][1]["properties"][field] = match field {
        "title" => json!({ "sv": text, "en": text }),
        _ => json!(text),
    };
    Folder::good().with(File::Sites, sites.to_string()).read()
}

#[test]
fn naughty_texts_stay_as_they_are() {
    for (path, _) in suite("text/blns.json") {
        let texts: Vec<String> = serde_json::from_slice(&fs::read(path).expect("a file")).expect("texts");
        for text in texts.iter().filter(|text| !text.trim().is_empty()) {
            let atlas = with_text("title", text).expect("readable").atlas;
            assert_eq!(atlas.site(SiteId(1)).title.get(Lang::Sv), text.trim());
        }
    }
}

#[test]
fn only_addresses_of_the_web_are_kept() {
    for (path, _) in suite("url/urltestdata.json") {
        let cases: Vec<Value> = serde_json::from_slice(&fs::read(path).expect("a file")).expect("cases");
        for address in cases.iter().filter_map(|case| case["input"].as_str()) {
            let atlas = with_text("url", address).expect("readable").atlas;
            let kept = atlas.site(SiteId(1)).url.to_ascii_lowercase();
            let is_web = kept.starts_with("https://") || kept.starts_with("http://");
            assert!(kept.is_empty() || is_web, "{address:?} was kept");
        }
    }
}

#[test]
fn bytes_that_are_no_text_are_found_where_they_begin() {
    for (path, _) in suite("text/utf8tests.bin") {
        let bytes = fs::read(path).expect("a file");
        for line in bytes.split(|b| *b == b'\n') {
            let problems = Folder::good().with(File::Sites, line).problems();
            let is_text = std::str::from_utf8(line).is_ok();
            assert_eq!(problems[0].kind.code() == "not-utf8", !is_text);
        }
    }
}
