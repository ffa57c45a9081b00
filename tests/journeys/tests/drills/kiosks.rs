//! Drill 36: many kiosks lose the net together and come back.

use crate::ground::{drill, release};
use journeys::{Device, Failure, Page, Result};
use serde_json::json;

const KIOSKS: usize = 200;
/// When the net goes and comes, in seconds after all have been switched on in the same moment.
const GONE: f64 = 3_600.0;
const BACK: f64 = 7_200.0;
const END: f64 = 7_500.0;
/// Half a second between what browsers say of the net while it is gone.
const FLAPS_MS: u32 = 500;
const BIN: f64 = 5.0;

/// When each of many copies of the shipped `tend.js` asked for something.
fn asked(page: &Page, count: usize, fragment: &str) -> Result<Vec<Vec<f64>>> {
    let shipped = release(1);
    let name = shipped
        .files()
        .keys()
        .find(|name| name.starts_with("tend-"))
        .ok_or_else(|| Failure::new("the release has no tend.js"))?;
    let source = String::from_utf8_lossy(&shipped.files()[name]).into_owned();
    let how = json!({
        "count": count, "hash": fragment, "seed": 20_210_516, "flaps": FLAPS_MS,
        "gone": GONE * 1e3, "back": BACK * 1e3, "end": END,
    });
    page.eval(&format!("({})({}, {how})", include_str!("kiosks.js"), json!(source)))
}

/// The most requests of one copy in any minute of a span.
fn most_in_a_minute(times: &[f64], from: f64, to: f64) -> usize {
    let within: Vec<f64> = times.iter().copied().filter(|at| (from..to).contains(at)).collect();
    let from_each = |first: &f64| within.iter().filter(|at| (*first..*first + 60.0).contains(*at)).count();
    within.iter().map(from_each).max().unwrap_or(0)
}

/// How the first requests after a moment are spread over it, five seconds a bin; told, and held to a fair spread.
fn is_spread(what: &str, told: &[Vec<f64>], moment: f64) {
    let firsts: Vec<f64> = told
        .iter()
        .filter_map(|times| times.iter().find(|at| **at >= moment))
        .map(|at| at - moment)
        .collect();
    assert_eq!(firsts.len(), told.len(), "{what}: some never asked again");
    let last = firsts.iter().copied().fold(0.0, f64::max);
    let first = firsts.iter().copied().fold(last, f64::min);
    let mut bins = Vec::new();
    let mut end = 0.0;
    while end <= last {
        bins.push(firsts.iter().filter(|at| (end..end + BIN).contains(*at)).count());
        end += BIN;
    }
    println!(
        "{what}: {} kiosks from {first:.0} to {last:.0} s, by five seconds: {bins:?}",
        firsts.len()
    );
    assert!(last - first >= 60.0, "{what}: all within {:.0} s", last - first);
    // Twelve bins are a minute; chance alone seldom makes one twice as full as the others.
    let fair = told.len().div_ceil(12);
    assert!(
        bins.iter().all(|bin| *bin <= 2 * fair),
        "{what}: {bins:?}, fair is {fair}"
    );
}

#[test]
fn drill_36_kiosks_that_lost_the_net_together_come_back_one_by_one() {
    drill(|stage| {
        let page = stage.blank(Device::DESKTOP)?;
        page.goto("")?;
        let told = asked(&page, KIOSKS, "#kiosk=hyllie&bearing=132")?;
        let most = told.iter().map(|times| most_in_a_minute(times, GONE, BACK)).max();
        let within = |from: f64, to: f64| told.iter().flatten().filter(|at| (from..to).contains(*at)).count();
        println!(
            "{KIOSKS} kiosks: at most {} requests a minute each while the net is gone, {} in all in that hour; {} in \
             the hour before",
            most.unwrap_or(0),
            within(GONE, BACK),
            within(0.0, GONE)
        );
        assert!(most <= Some(2), "{most:?} requests in a minute");
        assert!(most >= Some(1), "nothing was asked for an hour");
        is_spread("switched on together", &told, 0.0);
        is_spread("the net is back", &told, BACK);
        // What the counting would find if they behaved as phones do, whose owners are waiting.
        let phones = asked(&page, 5, "")?;
        let most = phones.iter().map(|times| most_in_a_minute(times, GONE, BACK)).max();
        assert!(most > Some(2), "{most:?}: the net that flaps was not noticed");
        Ok(())
    });
}
