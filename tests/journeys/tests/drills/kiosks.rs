//! Kiosks: many that lose the net together (drill 36), one whose net comes and goes (5), one whose program stops (22).

use crate::booth::ADDRESS;
use crate::expo::Expo;
use crate::ground::{LONG_PATIENCE, drill, has_all, release};
use crate::long::{Chance, rounds};
use crate::program::{CATCHES, traps};
use journeys::{Device, Failure, Page, Result, Stage, css};
use serde_json::json;
use std::thread::sleep;
use std::time::{Duration, Instant};

const KIOSKS: usize = 200;
/// When the net goes and comes, in seconds after all have been switched on in the same moment.
const GONE: f64 = 3_600.0;
const BACK: f64 = 7_200.0;
const END: f64 = 7_500.0;
/// Half a second between what browsers say of the net while it is gone.
const FLAPS_MS: u32 = 500;
const BIN: f64 = 5.0;

/// A kiosk that has all of it.
fn kiosk(stage: &Stage) -> Result<Page> {
    let page = stage.blank(Device::KIOSK)?;
    page.goto(ADDRESS)?;
    page.interactive()?;
    has_all(&page)?;
    Ok(page)
}

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

/// A net that comes and goes for so long, each time for up to so long: nobody sees it, and hardly anybody hears it.
fn comes_and_goes(time: Duration, longest: Duration) {
    drill(|stage| {
        let page = kiosk(stage)?;
        page.wait_at_most(LONG_PATIENCE);
        let mut chance = Chance(0x5eed_0005);
        let (began, mut toggles) = (Instant::now(), 0);
        while began.elapsed() < time {
            let is_gone = toggles % 2 == 0;
            stage.server().is_unreachable(is_gone);
            // What the system says of its net, rightly.
            let name = if is_gone { "offline" } else { "online" };
            page.eval::<()>(&format!("(dispatchEvent(new Event('{name}')), null)"))?;
            toggles += 1;
            if toggles == 1 {
                // It is just asking, and so learns that the net is gone.
                page.eval::<()>("(tend.check(), null)")?;
            }
            let rest = 500 + chance.below(usize::try_from(longest.as_millis()).unwrap_or(0) - 500) as u64;
            sleep(Duration::from_millis(rest).min(time.saturating_sub(began.elapsed())));
            let is_well: bool = page.eval(
                "new Promise(done => requestAnimationFrame(() => done(
                    !document.querySelector('#plain, #shell') && location.hash.includes('kiosk=hyllie'))))",
            )?;
            assert!(is_well, "an error is seen after {toggles} changes");
        }
        stage.server().is_unreachable(false);
        let broken = stage.server().broken();
        let minute = Duration::from_mins(1);
        let after = |first: &Instant| {
            let within = broken.iter().filter(|(at, _)| at >= first && *at - *first < minute);
            within.count()
        };
        let most = broken.iter().map(|(at, _)| after(at)).max().unwrap_or(0);
        println!(
            "{toggles} changes in {} s: 0 error screens; {} requests in vain in all, at most {most} in a minute",
            began.elapsed().as_secs(),
            broken.len()
        );
        assert!(!broken.is_empty(), "nothing was asked for while the net was gone");
        assert!(most <= 2, "{most} requests in vain in a minute: {broken:?}");
        Ok(())
    });
}

#[test]
fn drill_05_a_net_that_comes_and_goes_is_not_seen_at_a_kiosk() {
    comes_and_goes(Duration::from_mins(1), Duration::from_secs(5));
}

#[test]
#[ignore = "long: 30 minutes"]
fn long_a_net_that_comes_and_goes_is_not_seen_at_a_kiosk() {
    let minutes = u64::from(rounds(30));
    comes_and_goes(Duration::from_secs(60 * minutes), Duration::from_mins(1));
}

/// From a trap in a handler to a map for the next visitor.
const AGAIN: Duration = Duration::from_secs(3);

#[test]
fn drill_22_a_kiosk_whose_program_stops_is_there_for_the_next_visitor() {
    drill(|stage| {
        let page = kiosk(stage)?;
        page.before_load(CATCHES)?;
        // Its minute is two seconds here.
        page.before_load("{ const real = setTimeout; globalThis.setTimeout = (act, ms, ...more) => real(act, ms === 60_000 ? 2_000 : ms, ...more); }")?;
        page.goto_url("about:blank")?;
        page.goto(&format!("{ADDRESS}&goal=6&lang=en&q=hemligt"))?;
        page.interactive()?;
        let origin = |page: &Page| page.eval::<f64>("performance.timeOrigin");
        let before = origin(&page)?;
        let began = Instant::now();
        traps(&page)?;
        page.until("the page to be loaded again", || {
            Ok((origin(&page)? > before).then_some(()))
        })?;
        page.interactive()?;
        let time = began.elapsed();
        println!("a trap in a handler: usable after {:.1} s", time.as_secs_f64());
        assert!(time <= AGAIN, "usable after {time:?}");
        let left: String = page.eval("document.documentElement.outerHTML + location.href")?;
        assert!(!left.contains("hemligt") && !left.contains("goal=6"), "{left}");
        let address: String = page.eval("location.hash")?;
        assert!(address.starts_with("#kiosk=hyllie"), "{address}");
        // Again at once: the list, which leads nowhere, and by itself to the map again.
        let before = origin(&page)?;
        traps(&page)?;
        page.see(css("#plain .plain-list"))?;
        let list = page.text(css("#plain"))?;
        assert!(list.contains(&Expo::read().sites[0].sv), "{list}");
        assert_eq!(page.count("#plain a[href]")?, 0);
        page.until("the map by itself", || Ok((origin(&page)? > before).then_some(())))?;
        page.interactive()?;
        page.forgive("RuntimeError")?;
        Ok(())
    });
}
