//! GTFS feeds: made-up ones with every fault there is, damaged ones, and real ones where they are at hand.

use crate::load::Folder;
use crate::travel::{Dice, Dull, agrees};
use m21::calendar::{Holidays, parse_date};
use m21::gtfs::{Feed, Report, Selection, Stations, Tables, Timetable};
use m21::load::File;
use m21::travel::{Clock, Network, Place, Search, StopId, Walking};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs};

type Files = BTreeMap<&'static str, String>;

/// A small feed without a fault, but with everything that is unusual: a byte order mark, CRLF, quotes, short times, times
/// past midnight, a trip that ends where it begins, platforms, intervals, and exceptions.
fn unusual() -> Files {
    let files = [
        (
            "agency.txt",
            "agency_name,agency_url,agency_timezone\r\n\"Ringen, AB\",https://example.org,Europe/Stockholm\r\n",
        ),
        (
            "stops.txt",
            "\u{feff}stop_id,stop_name,stop_lat,stop_lon,location_type,parent_station\r\n\
             N,\"Norr, \"\"C\"\"\",55.61,13.00,1,\r\n\
             N1,Spår 1,55.6101,13.0001,0,N\r\n\
             N2,Spår 2,55.6102,13.0002,,N\r\n\
             S,Söder,55.57,13.00,,\r\n\
             O,Öster,55.59,13.04,0,\r\n\
             X,Ingång,55.61,13.00,2,N\r\n",
        ),
        (
            "routes.txt",
            "route_id,route_short_name,route_long_name,route_type\r\nR,1,Ringen,2\r\nB,2,,3\r\n",
        ),
        (
            "trips.txt",
            "trip_id,route_id,service_id,trip_headsign\r\n\
             ring,R,weekdays,Söder\r\nlate,R,weekdays,Söder\r\nbus,B,some,\r\n",
        ),
        (
            "calendar.txt",
            "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date\r\n\
             weekdays,1,1,1,1,1,0,0,20210501,20210531\r\n",
        ),
        (
            "calendar_dates.txt",
            "service_id,date,exception_type\r\nweekdays,20210513,2\r\nweekdays,20210515,1\r\nsome,20210516,1\r\n",
        ),
        (
            "stop_times.txt",
            "trip_id,arrival_time,departure_time,stop_id,stop_sequence,pickup_type,drop_off_type\r\n\
             ring,6:45,6:45,N1,1,,\r\n\
             ring, 6:50:00,6:51:00 ,S,2,0,0\r\n\
             ring,06:56:00,,O,30,1,0\r\n\
             ring,,07:01:00,N2,40,,\r\n\
             late,25:20:00,25:20:00,O,2,,\r\n\
             late,25:10:00,25:10:00,S,1,,\r\n\
             bus,08:00:00,08:00:00,S,1,,\r\n\
             bus,08:10:00,08:10:00,O,2,,\r\n",
        ),
        (
            "frequencies.txt",
            "trip_id,start_time,end_time,headway_secs\r\nbus,09:00:00,10:00:00,1200\r\n",
        ),
    ];
    files.into_iter().map(|(name, text)| (name, text.to_owned())).collect()
}

fn read(files: &Files) -> (Feed, Report) {
    let mut tables = Tables::default();
    for (name, text) in files {
        tables.put(name, text.as_bytes());
    }
    Feed::read(&tables)
}

fn told(report: &Report) -> Vec<String> {
    report
        .problems
        .iter()
        .map(|p| format!("{} {}", p.severity.name(), p))
        .collect()
}

#[test]
fn what_is_unusual_but_right_is_read_without_a_word() {
    let (feed, report) = read(&unusual());
    assert_eq!(told(&report), [""; 0]);
    assert_eq!(feed.agency, "Ringen, AB");
    let names: Vec<&str> = feed.stops.iter().map(|s| s.name.as_str()).collect();
    assert_eq!(names, ["Norr, \"C\"", "Söder", "Öster"], "platforms are their station");
    let trip = |id: &str| -> Vec<(String, String, String)> {
        let trip = feed.trips.iter().find(|t| t.id == id).unwrap();
        let told = |time| Clock(time).to_string();
        let call = |c: &m21::gtfs::FeedCall| (feed.stops[c.stop].id.clone(), told(c.arrives), told(c.departs));
        trip.calls.iter().map(call).collect()
    };
    let call = |stop: &str, comes: &str, goes: &str| (stop.to_owned(), comes.to_owned(), goes.to_owned());
    assert_eq!(
        trip("ring"),
        [
            call("N", "06:45:00", "06:45:00"),
            call("S", "06:50:00", "06:51:00"),
            call("O", "06:56:00", "06:56:00"),
            call("N", "07:01:00", "07:01:00"),
        ]
    );
    assert_eq!(
        trip("late"),
        [call("S", "25:10:00", "25:10:00"), call("O", "25:20:00", "25:20:00")]
    );
    let buses: Vec<i32> = feed
        .trips
        .iter()
        .filter(|t| t.id == "bus")
        .map(|t| t.calls[0].departs / 60)
        .collect();
    assert_eq!(buses, [540, 560, 580], "every twenty minutes, the end left out");
    let runs = |service: usize| -> Vec<u8> {
        let day = |day: &u8| parse_date(&format!("2021-05-{day:02}")).unwrap();
        let runs = |d: &u8| feed.services[service].runs_on(day(d), &Holidays::default());
        (10..=17).filter(runs).collect()
    };
    assert_eq!((runs(0), runs(1)), (vec![10, 11, 12, 14, 15, 17], vec![16]));
}

#[test]
fn every_row_that_cannot_be_used_is_told_of() {
    let mut files = unusual();
    let mut add = |name: &'static str, rows: &str| files.entry(name).or_default().push_str(rows);
    add(
        "stops.txt",
        "A,Fel,95,13,,\r\nB,Inget,,,,\r\nS,Igen,55.5,13,,\r\nC,Vilse,55.5,13,,nowhere\r\n",
    );
    add("routes.txt", "R,1,Igen,2\r\n");
    add(
        "trips.txt",
        "lost,Q,weekdays,\r\ndays,R,never,\r\nshort,R,weekdays,\r\nodd,R,weekdays,,,\r\n",
    );
    add("trips.txt", "back,R,weekdays,\r\nwide,R,weekdays,,x\r\n");
    add(
        "calendar.txt",
        "a,1,1,1,1,1,0,2,20210501,20210531\r\nb,1,1,1,1,1,0,0,20210532,20210531\r\n",
    );
    add("calendar.txt", "c,1,1,1,1,1,0,0,20210502,20210501\r\n");
    add(
        "calendar_dates.txt",
        "weekdays,20210513,1\r\nweekdays,2021051,1\r\nweekdays,20210514,3\r\nsome,20210516,1\r\n",
    );
    add(
        "stop_times.txt",
        "short,09:00:00,09:00:00,N,1,,\r\nshort,09:6:00,09:06:00,S,2,,\r\n",
    );
    add(
        "stop_times.txt",
        "none,09:00:00,09:00:00,N,1,,\r\nback,09:00:00,09:00:00,Z,1,,\r\n",
    );
    add(
        "stop_times.txt",
        "back,09:00:00,09:00:00,N,1,,\r\nback,,,O,2,9,\r\nback,09:10:00,09:10:00,S,3,,\r\n",
    );
    add(
        "stop_times.txt",
        "back,09:05:00,09:05:00,N,4,,\r\nback,09:20:00,09:15:00,N,5,,\r\nback,09:20:00,09:25:00,O,3,,\r\n",
    );
    add(
        "stop_times.txt",
        "back,09:30:00,09:30:00,O,six,,\r\nback,,,O,7,,\r\nback,09:40",
    );
    add(
        "frequencies.txt",
        "gone,09:00:00,10:00:00,600\r\nbus,9,10:00:00,600\r\nbus,09:00:00,10:00:00,0\r\n",
    );
    add("frequencies.txt", "bus,10:00:00,10:00:00,600\r\n");
    let (feed, report) = read(&files);
    insta::assert_snapshot!(told(&report).join("\n"));
    // The lines are those an editor shows.
    for problem in report
        .problems
        .iter()
        .filter(|p| p.code == "bad-position" || p.code == "bad-time")
    {
        let line = files[problem.file.as_str()]
            .lines()
            .nth(problem.line.unwrap() as usize - 1)
            .unwrap();
        let row = problem.found.trim_matches('"').replace(' ', ",");
        assert!(row == "nothing" || line.contains(&row), "{problem}: {line}");
    }
    let unix: Files = files
        .iter()
        .map(|(name, text)| (*name, text.replace("\r\n", "\n")))
        .collect();
    assert_eq!(read(&unix).1, report);
    // What was right before still is, and what is left of the rest is used.
    let ids: Vec<&str> = feed.trips.iter().map(|t| t.id.as_str()).collect();
    assert_eq!(ids, ["ring", "late", "bus", "bus", "bus", "back"]);
    assert_eq!(feed.trips[5].calls.len(), 3);
}

#[test]
fn a_feed_without_a_table_says_which() {
    let full = unusual();
    for name in full.keys() {
        let mut files = full.clone();
        files.remove(name);
        let (feed, report) = read(&files);
        // The exceptions alone are days enough for those they name.
        let needed = !["agency.txt", "calendar.txt", "frequencies.txt"].contains(name);
        assert_eq!(!report.problems.is_empty(), needed, "{name}");
        let left = match *name {
            "agency.txt" | "calendar.txt" => 5,
            "calendar_dates.txt" => 2,
            "frequencies.txt" => 3,
            _ => 0,
        };
        assert_eq!(feed.trips.len(), left, "{name}");
    }
    let (feed, report) = read(&Files::new());
    assert_eq!(feed, Feed::default());
    assert_eq!(report.problems.len(), 5, "{report:?}");
}

/// A feed's timetable as the page reads it, with the stations of the good data moved to the feed's stops.
fn as_the_page_reads(feed: &Feed, timetable: &str) -> m21::load::Loaded {
    let mut features = String::new();
    for (stop, station) in feed.stops.iter().zip(["norr-c", "soder", "oster"]) {
        let _ = write!(
            features,
            r#"{}{{"type": "Feature", "properties": {{"id": "{station}", "name": "{station}", "ring": null, "districts": ["ostra"],
            "catchment_metres": 640}}, "geometry": {{"type": "Point", "coordinates": [{}, {}]}}}}"#,
            if features.is_empty() { "" } else { "," },
            stop.at.lon,
            stop.at.lat,
        );
    }
    let stations = format!(r#"{{"type": "FeatureCollection", "features": [{features}]}}"#);
    let folder = Folder::good()
        .with(File::Stations, stations)
        .with(File::Timetable, timetable);
    let about_timetable = |p: &m21::load::Problem| p.file == File::Timetable;
    let problems: Vec<String> = folder
        .problems()
        .iter()
        .filter(|p| about_timetable(p))
        .map(ToString::to_string)
        .collect();
    assert_eq!(problems, [""; 0], "{timetable}");
    folder.read().expect("the good data")
}

#[test]
fn the_timetable_made_of_a_feed_is_read_as_the_feed_is() {
    let (feed, mut report) = read(&unusual());
    let timetable = Timetable::of(&feed, &Selection::default(), &mut report).unwrap();
    assert_eq!(report, Report::default());
    insta::assert_snapshot!(timetable.text);
    let atlas = as_the_page_reads(&feed, &timetable.text).atlas;
    let mut dice = Dice(3);
    // Ascension Day, when the feed's weekdays do not run but the page's would; a Saturday more; the day after a late train.
    for date in [
        "2021-05-12",
        "2021-05-13",
        "2021-05-14",
        "2021-05-15",
        "2021-05-16",
        "2021-05-17",
    ] {
        let date = parse_date(date).unwrap();
        let holidays = Holidays::new(vec![
            parse_date("2021-05-13").unwrap(),
            parse_date("2021-05-17").unwrap(),
        ]);
        let walking = Walking::default();
        let of_feed = feed.network(date, walking);
        let of_page = Network::of_day(&atlas.timetable, &atlas.stations, &holidays, date, walking);
        assert_eq!(of_feed.trips().len(), of_page.trips().len(), "{date}");
        for _ in 0..100 {
            let (from, to) = (StopId(dice.below(3)), StopId(dice.below(3)));
            let at = Clock(dice.whole(26 * 3600));
            let arrival = |network: &Network| {
                let mut ends = network.ends(Place::Stop(from), Place::Stop(to));
                ends.direct = None;
                Search::new(network).arrival(&ends, at)
            };
            assert_eq!(
                arrival(&of_feed),
                arrival(&of_page),
                "{from:?} to {to:?} at {at} on {date}"
            );
        }
    }
}

#[test]
fn only_what_is_wanted_is_in_the_timetable() {
    let (feed, _) = read(&unusual());
    let of = |selection: &Selection| {
        let timetable = Timetable::of(&feed, selection, &mut Report::default());
        timetable.map(|t| (t.lines, t.trips, t.stations))
    };
    let all = Selection::default();
    assert_eq!(of(&all), Some((3, 5, 3)));
    let line = |name: &str| Selection {
        lines: vec![name.to_owned()],
        ..all.clone()
    };
    assert_eq!(of(&line("2")), Some((1, 3, 2)));
    assert_eq!(of(&line("R")), Some((2, 2, 3)));
    assert_eq!(of(&line("9")), None);
    let rail = Selection {
        rail: true,
        ..all.clone()
    };
    assert_eq!(of(&rail), of(&line("R")));
    let bounds = |bounds| Selection {
        bounds: Some(bounds),
        ..all.clone()
    };
    assert_eq!(of(&bounds([12.9, 55.56, 13.01, 55.62])), Some((1, 1, 2)));
    assert_eq!(
        of(&bounds([12.9, 55.60, 13.01, 55.62])),
        None,
        "round the ring from Norr to Norr, and nothing between"
    );
    let stations = r#"{"features": [
        {"properties": {"id": "n", "name": "NORR C"}, "geometry": {"coordinates": [13.0, 55.617]}},
        {"properties": {"id": "s", "name": "Elsewhere"}, "geometry": {"coordinates": [13.0, 55.5725]}}]}"#;
    let at = Selection {
        stations: Some(Stations::parse(stations.as_bytes()).unwrap()),
        ..all.clone()
    };
    let timetable = Timetable::of(&feed, &at, &mut Report::default()).unwrap();
    assert_eq!((timetable.lines, timetable.trips, timetable.stations), (1, 1, 2));
    assert!(
        timetable
            .text
            .contains(r#"{ "station": "s", "minutes": 5, "leaves": 6 }"#),
        "{}",
        timetable.text
    );
    assert!(Stations::parse(b"{}").is_err());
}

/// Everything that can be done with a feed.
fn use_up(feed: &Feed) {
    let mut report = Report::default();
    if let Some(timetable) = Timetable::of(feed, &Selection::default(), &mut report) {
        assert!(serde_json::from_str::<serde_json::Value>(&timetable.text).is_ok());
    }
    if let Some(day) = feed.busiest_day() {
        let network = feed.network(day, Walking::default());
        let stops = network.stops().len() as u32;
        let ends = network.ends(Place::Stop(StopId(0)), Place::Stop(StopId(stops.saturating_sub(1))));
        Search::new(&network).earliest(&ends, Clock(0));
    }
}

#[test]
fn a_feed_that_is_cut_off_never_panics_and_its_missing_trips_are_told_of() {
    let full = unusual();
    let (whole, _) = read(&full);
    for (name, text) in &full {
        for end in (0..text.len()).filter(|end| text.is_char_boundary(*end)) {
            let mut files = full.clone();
            files.insert(name, text[..end].to_owned());
            let (feed, report) = read(&files);
            use_up(&feed);
            let at_a_line_end = text[..end].ends_with(['\n', '\r']);
            assert!(at_a_line_end || !report.problems.is_empty(), "{name} cut off at {end}");
            // Without its last rows a table of calls, days or intervals may still be one: but no trip is lost in silence.
            let fewer = feed.trips.len() < whole.trips.len() && *name != "frequencies.txt";
            assert!(!fewer || !report.problems.is_empty(), "{name} cut off at {end}");
        }
    }
}

#[test]
fn a_feed_with_changed_bytes_never_panics_and_its_missing_trips_are_told_of() {
    let full = unusual();
    let (whole, _) = read(&full);
    let names: Vec<&str> = full.keys().copied().collect();
    let mut dice = Dice(13);
    for _ in 0..4_000 {
        let name = names[dice.below(names.len() as u32) as usize];
        let mut bytes = full[name].clone().into_bytes();
        for _ in 0..=dice.below(3) {
            let at = dice.below(bytes.len() as u32) as usize;
            match dice.below(4) {
                0 => bytes[at] = dice.below(256) as u8,
                1 => drop(bytes.remove(at)),
                2 => bytes.insert(at, b"\",\n\r\0:-9\xff"[dice.below(9) as usize]),
                _ => bytes[at] = b"0123456789,\""[dice.below(12) as usize],
            }
        }
        let mut tables = Tables::default();
        for (other, text) in &full {
            tables.put(other, text.as_bytes());
        }
        tables.put(name, bytes.clone());
        let (feed, report) = Feed::read(&tables);
        use_up(&feed);
        let fewer = feed.trips.iter().filter(|t| t.id != "bus").count() < 2 && whole.trips.len() == 5;
        assert!(
            !fewer || !report.problems.is_empty(),
            "{name}: {}",
            String::from_utf8_lossy(&bytes)
        );
    }
}

#[test]
fn a_zip_file_that_is_cut_off_or_changed_never_panics() {
    let Some(path) = feeds().into_iter().find(|path| path.extension().is_some()) else {
        return;
    };
    let whole = fs::read(path).unwrap();
    let mut dice = Dice(9);
    for _ in 0..60 {
        let mut bytes = whole.clone();
        if dice.below(3) == 0 {
            bytes.truncate(dice.below(bytes.len() as u32) as usize);
        } else {
            // Mostly in the directory at the end, where it matters most.
            let tail = if dice.below(2) == 0 { 800 } else { bytes.len() as u32 };
            let at = bytes.len() - 1 - dice.below(tail) as usize;
            bytes[at] ^= 1 << dice.below(8);
        }
        let _ = Tables::of_zip(std::io::Cursor::new(bytes));
    }
}

/// The real feeds, where they are at hand.
fn feeds() -> Vec<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    let shared = env::var_os("M21_SHARED").map_or(beside, PathBuf::from);
    let Ok(entries) = fs::read_dir(shared.join("suites/gtfs")) else {
        println!("skipped: there are no shared feeds");
        return Vec::new();
    };
    let mut feeds: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    feeds.sort();
    feeds
}

/// Every real feed goes in, gives a timetable the page can read, and answers as the dull search does.
fn real_feeds_agree(questions: u32) {
    for path in feeds() {
        let (feed, mut report) = Feed::read(&Tables::open(&path).unwrap());
        assert!(feed.trips.len() >= 76, "{}", path.display());
        let timetable = Timetable::of(&feed, &Selection::default(), &mut report).unwrap();
        assert!(serde_json::from_str::<serde_json::Value>(&timetable.text).is_ok());
        let network = feed.network(feed.busiest_day().unwrap(), Walking::default());
        let (dull, mut search) = (Dull::new(&network), Search::new(&network));
        let mut dice = Dice(4);
        let mut by_train = 0;
        for i in 0..questions {
            let mut place = || {
                let stop = StopId(dice.below(network.stops().len() as u32));
                let at = network.stops()[stop.0 as usize].at;
                if i % 2 == 0 {
                    return Place::Stop(stop);
                }
                Place::At(
                    at + m21::space::Pt::new(f64::from(dice.below(800)) - 400.0, f64::from(dice.below(800)) - 400.0),
                )
            };
            let (from, to) = (place(), place());
            let ends = network.ends(from, to);
            let at = Clock(dice.whole(26 * 3600));
            by_train += u32::from(agrees(&dull, &mut search, &ends, at));
            if i % 20 == 0 {
                let profile = network.profile(from, to);
                for at in (0..48).map(|half| Clock(half * 1_800)).chain([at]) {
                    assert_eq!(profile.arrival(at), search.arrival(&ends, at));
                }
            }
        }
        println!("{}: {by_train} of {questions} by train", path.display());
        assert!(
            by_train * 3 > questions,
            "{by_train} of {questions} by train in {}",
            path.display()
        );
    }
}

#[test]
fn real_feeds_are_searched_as_the_dull_way_does() {
    real_feeds_agree(20);
}

/// In full: `cargo test --profile fast --test it real_feeds -- --ignored --nocapture`, half a minute.
#[test]
#[ignore = "takes minutes in the profile for tests"]
fn real_feeds_are_searched_as_the_dull_way_does_in_a_thousand_questions_each() {
    real_feeds_agree(1_000);
}
