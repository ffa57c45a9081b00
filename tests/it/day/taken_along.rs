//! Days taken along: calendar and track files, read back line by line.

use super::{WORLD, plan};
use m21::calendar::Moment;
use m21::day::{Plan, Said, Step, gpx, ics};
use m21::view::Wish;
use m21::view::wish::Edit;
use proptest::prelude::*;

fn day(leaves: &str) -> Plan {
    let wish = Wish {
        leaves: Moment::parse(leaves),
        ..Wish::default()
    };
    plan(
        &wish
            .after(Edit::Add("expokontoret".into()))
            .after(Edit::Add("vaxthuset".into())),
    )
}

fn say(step: &Step) -> Said {
    Said {
        title: format!("{step:?}"),
        place: "Malmö; Östra Förstadsgatan 1, 2 tr.".to_owned(),
        note: "Rad ett\nrad två \\ slut".to_owned(),
    }
}

fn calendar(plan: &Plan) -> String {
    ics(
        plan,
        Moment::parse("2021-05-01T12:00").unwrap(),
        "M21 – lördag",
        "1abc",
        say,
    )
}

/// The lines as they were before they were broken, each with its key and its value.
fn unfold(text: &str) -> Vec<(String, String)> {
    let whole = text.replace("\r\n ", "");
    let lines = whole.split("\r\n").filter(|line| !line.is_empty());
    lines
        .map(|line| line.split_once(':').expect("a key"))
        .map(|(k, v)| (k.to_owned(), v.to_owned()))
        .collect()
}

#[test]
fn every_step_is_an_event_with_its_times_in_greenwich() {
    let plan = day("2021-05-18T09:40");
    let lines = unfold(&calendar(&plan));
    let all = |key: &str| -> Vec<&str> {
        lines
            .iter()
            .filter(|(k, _)| k == key)
            .map(|(_, v)| v.as_str())
            .collect()
    };
    assert_eq!(all("BEGIN").len(), plan.steps.len() + 1);
    let hour = |step: &Step| {
        let (hour, minute) = step.begins().hour_minute();
        format!("20210518T{:02}{minute:02}00Z", hour - 2)
    };
    assert_eq!(all("DTSTART"), plan.steps.iter().map(hour).collect::<Vec<_>>());
    let names: std::collections::BTreeSet<_> = all("UID").into_iter().collect();
    assert_eq!(names.len(), plan.steps.len());
    assert_eq!(all("LOCATION")[0], "Malmö\\; Östra Förstadsgatan 1\\, 2 tr.");
    assert_eq!(all("DESCRIPTION")[0], "Rad ett\\nrad två \\\\ slut");
    assert_eq!(all("DTSTAMP")[0], "20210501T100000Z");
}

#[test]
fn winter_is_an_hour_from_greenwich_and_summer_two() {
    // The clocks go back in the night before 31 October 2021.
    for (leaves, greenwich) in [("2021-10-30T10:00", "20211030T08"), ("2021-10-31T10:00", "20211031T09")] {
        let text = calendar(&day(leaves));
        assert!(text.contains(&format!("DTSTART:{greenwich}")), "{text}");
    }
}

#[test]
fn no_line_is_longer_than_75_octets_and_no_letter_is_broken() {
    for line in calendar(&day("2021-05-18T09:40")).split("\r\n") {
        assert!(line.len() <= 75, "{line}");
    }
}

proptest! {
    #[test]
    fn any_words_come_back_from_a_calendar_file(words in "[ -~åäö–\\n]{0,300}") {
        let plan = day("2021-05-18T09:40");
        let said = |_: &Step| Said { title: words.clone(), ..Said::default() };
        let text = ics(&plan, plan.leaves, "M21", "1", said);
        let escaped = words.replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,").replace('\n', "\\n");
        let titles: Vec<String> = unfold(&text).into_iter().filter(|(k, _)| k == "SUMMARY").map(|(_, v)| v).collect();
        prop_assert_eq!(titles.len(), if words.is_empty() { 0 } else { plan.steps.len() });
        prop_assert!(titles.iter().all(|title| *title == escaped));
    }
}

#[test]
fn a_track_has_every_visit_as_a_point_near_where_it_is() {
    let plan = day("2021-05-18T09:40");
    let text = gpx(&WORLD, &plan, "Lördag <16> & maj", |_| Said {
        title: "A & B".to_owned(),
        ..Said::default()
    });
    assert_eq!(text.matches("<wpt ").count(), 2);
    assert!(text.contains("<name>A &amp; B</name>") && text.contains("Lördag &lt;16&gt; &amp; maj"));
    for part in text.split("lat=\"").skip(1) {
        let (lat, rest) = part.split_once('"').unwrap();
        let lon = rest.split('"').nth(1).unwrap();
        assert!((55.4..55.7).contains(&lat.parse::<f64>().unwrap()), "{lat}");
        assert!((12.8..13.2).contains(&lon.parse::<f64>().unwrap()), "{lon}");
    }
}
