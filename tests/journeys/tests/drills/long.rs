//! The long counts: `cargo xtask drills --long`, of which a quick drill does the first few. How far they go can be set by
//! `M21_ROUNDS`.

use crate::expo::{Expo, json as read_json, text};
use crate::ground::{LONG_PATIENCE, answers, drill, has_all, looks, release, visitor};
use crate::visit::{heading, row_ids};
use journeys::{Device, Failure, Fault, Journey, Page, Release, Result, Stage, css};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::thread::sleep;
use std::time::Duration;

pub(crate) fn rounds(usual: u32) -> u32 {
    let set = std::env::var("M21_ROUNDS").ok().and_then(|rounds| rounds.parse().ok());
    set.unwrap_or(usual)
}

/// Chance that comes out the same every time (xorshift).
pub(crate) struct Chance(pub(crate) u64);

impl Chance {
    pub(crate) fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % end.max(1) as u64) as usize
    }
}

/// Tells how far a long count is.
fn told(what: &str, done: u32, of: u32) {
    if done.is_multiple_of(10) {
        println!("{what}: {done} of {of} well so far");
    }
}

/// One step of a visitor in a tab; an error is a failed step.
fn step(page: &Page, chance: &mut Chance, expo: &Expo) -> Journey {
    let ids: Vec<&str> = expo.sites.iter().map(|site| site.id.as_str()).collect();
    let id = ids[chance.below(ids.len())];
    match chance.below(8) {
        0 => {
            page.goto_url("about:blank")?;
            page.goto("")?;
            page.interactive()?;
        }
        1 => {
            page.goto_url("about:blank")?;
            page.goto(&format!("s/{id}/"))?;
            page.interactive()?;
            page.see(css(".card h2"))?;
        }
        2 => {
            page.reload()?;
            page.interactive()?;
        }
        3 => {
            page.goto("#view=coverage")?;
            page.see(css(".matrix"))?;
        }
        4 => {
            page.goto("#view=about")?;
            page.see(css(".text-page h1"))?;
        }
        5 => {
            page.goto(&format!("#site={id}"))?;
            page.see(css(".card h2"))?;
        }
        6 => {
            let goal = 1 + chance.below(17);
            page.goto(&format!("#goal={goal}"))?;
            page.until_true("!!document.querySelector('.count')")?;
        }
        _ => {
            page.goto("#")?;
            page.until("all sites", || {
                Ok((heading(page)? == format!("{} platser", ids.len())).then_some(()))
            })?;
            let rows = row_ids(page)?;
            if rows.len() != ids.len() {
                Err(Failure::new(format!("{} rows of {}", rows.len(), ids.len())))?;
            }
        }
    }
    Ok(())
}

/// What a deploy leaves of the releases before it.
#[derive(Clone, Copy, PartialEq)]
enum Before {
    /// The files with sums in their names, as `expo publish` does.
    Stays,
    /// Nothing. Then a worker that is just fetching a release can come too late for it, which no page must notice.
    Gone,
}

/// Deploys in the middle of journeys with one to three tabs, every one with other code.
fn deploys(count: u32, before: Before) {
    drill(|stage| {
        let (expo, mut chance) = (Expo::read(), Chance(0x5eed_0001));
        let mut tabs = vec![visitor(stage, Device::DESKTOP)?];
        tabs[0].wait_at_most(LONG_PATIENCE);
        let mut taken = 0;
        for number in 2..count + 2 {
            match chance.below(4) {
                0 if tabs.len() < 3 => {
                    let tab = stage.beside(&tabs[0])?;
                    tab.wait_at_most(LONG_PATIENCE);
                    tab.goto("")?;
                    tab.interactive()?;
                    tabs.push(tab);
                }
                1 if tabs.len() > 1 => {
                    let gone = tabs.remove(chance.below(tabs.len() - 1) + 1);
                    gone.goto_url("about:blank")?;
                }
                _ => {}
            }
            let at = chance.below(tabs.len());
            step(&tabs[at], &mut chance, &expo)?;
            if before == Before::Stays {
                stage.server().publish_beside(&release(number));
            } else {
                stage.server().publish(&release(number));
            }
            for _ in 0..=chance.below(3) {
                let at = chance.below(tabs.len());
                step(&tabs[at], &mut chance, &expo)?;
                if chance.below(3) == 0 {
                    looks(&tabs[at])?;
                }
            }
            // Now and then somebody presses the button, where there is one.
            let tab = &tabs[chance.below(tabs.len())];
            if tab.count(".banner button")? > 0 && chance.below(2) == 0 {
                tab.eval::<()>("document.querySelector('.banner button').click()")?;
                tab.until_true("document.querySelectorAll('.banner button').length === 0")?;
                tab.interactive()?;
                taken += 1;
            }
            let mut missed = stage.server().missed();
            if before == Before::Gone {
                let heard = tabs.iter().flat_map(|tab| tab.troubles().unwrap_or_default());
                missed = heard.filter(|trouble| trouble.contains("with 404")).collect();
            }
            if !missed.is_empty() {
                Err(Failure::new(format!(
                    "after {number} releases these were not found: {missed:?}"
                )))?;
            }
            told("deploys", number - 1, count);
        }
        println!("{count} deploys, {taken} updates taken by hand: no failed step, nothing not found");
        assert!(taken > 0, "no update was ever taken");
        Ok(())
    });
}

#[test]
fn the_first_deploys_in_mid_journey_fail_no_step() {
    deploys(8, Before::Gone);
}

#[test]
#[ignore = "long: 200 deploys"]
fn long_deploys_in_mid_journey_fail_no_step() {
    deploys(rounds(200), Before::Stays);
}

#[test]
#[ignore = "long: 200 deploys that leave nothing"]
fn long_deploys_that_leave_nothing_of_the_one_before_fail_no_step() {
    deploys(rounds(200), Before::Gone);
}

/// The data broken in one of many ways; the sums agree with what is served, so that only reading them tells. Each way is
/// certain to break them.
fn broken(chance: &mut Chance) -> (String, Vec<(&'static str, Vec<u8>)>) {
    const NAMES: [&str; 12] = [
        "sites.geojson",
        "expo.json",
        "partners.json",
        "areas.json",
        "stations.geojson",
        "goals.json",
        "timetable.json",
        "programme.json",
        "notices.json",
        "basemap/water.geojson",
        "basemap/roads.geojson",
        "basemap/labels.geojson",
    ];
    let one = NAMES[chance.below(NAMES.len())];
    let whole = text(one);
    let trimmed = whole.trim_end().len();
    match chance.below(7) {
        0 => {
            let end = chance.below(trimmed);
            (
                format!("{one} ends at {end}"),
                vec![(one, whole.as_bytes()[..end].to_vec())],
            )
        }
        1 => {
            let other = NAMES
                [(NAMES.iter().position(|n| *n == one).unwrap_or(0) + 1 + chance.below(NAMES.len() - 1)) % NAMES.len()];
            let is_basemap = |n: &str| n.starts_with("basemap/");
            // Two grounds in each other's place are grounds all the same, of kinds the other does not know.
            if is_basemap(one) && is_basemap(other) {
                return (format!("{one} is empty"), vec![(one, Vec::new())]);
            }
            let files = vec![(one, text(other).into_bytes()), (other, whole.into_bytes())];
            (format!("{one} and {other} are swapped"), files)
        }
        2 => {
            let page = b"<!doctype html><title>Log in</title><p>Log in to this network".to_vec();
            (format!("{one} is somebody else's page"), vec![(one, page)])
        }
        3 => {
            let mut sites = read_json("sites.geojson");
            let names = ["properties", "geometry", "type"];
            let name = names[chance.below(names.len())];
            for site in sites["features"].as_array_mut().into_iter().flatten() {
                let old = site[name].take();
                site[format!("{name}_2")] = old;
            }
            (
                format!("sites have {name}_2"),
                vec![("sites.geojson", sites.to_string().into_bytes())],
            )
        }
        4 => {
            // A bracket of the frame is gone.
            let mut bytes = whole.into_bytes();
            let at = bytes.iter().position(|b| *b == b'{' || *b == b'[').unwrap_or(0);
            bytes.remove(at);
            (format!("{one} lacks its first bracket"), vec![(one, bytes)])
        }
        5 => {
            let mut bytes = whole.into_bytes();
            let at = chance.below(trimmed);
            bytes[at] = 0xff;
            (format!("{one} is no text at {at}"), vec![(one, bytes)])
        }
        _ => {
            let value: Value = [json!(null), json!([]), json!(7), json!("data"), json!({})][chance.below(5)].clone();
            let is_required = [
                "sites.geojson",
                "expo.json",
                "partners.json",
                "areas.json",
                "stations.geojson",
                "goals.json",
            ];
            let one = is_required[chance.below(is_required.len())];
            (format!("{one} is {value}"), vec![(one, value.to_string().into_bytes())])
        }
    }
}

/// Broken publishes, each of which leaves the last good data in place, in the page and when one comes back.
fn publishes(count: u32) {
    drill(|stage| {
        let (expo, mut chance) = (Expo::read(), Chance(0x5eed_0002));
        let page = visitor(stage, Device::DESKTOP)?;
        page.wait_at_most(LONG_PATIENCE);
        let before = row_ids(&page)?;
        let mut ways: BTreeMap<String, u32> = BTreeMap::new();
        for number in 2..count + 2 {
            let (what, files) = broken(&mut chance);
            let borrowed: Vec<(&str, Vec<u8>)> = files;
            let next = Release::of_the_page_with_data(number, 1, &borrowed)?;
            stage.server().publish(&next);
            // One in five has sums that do not fit what is served.
            if chance.below(5) == 0 {
                stage
                    .server()
                    .spoil("/data/sites.geojson", Fault::Wrong(chance.below(60_000)));
            }
            looks(&page)?;
            let failed = |what: &str, found: &str| Failure::new(format!("round {number}, {what}: {found}"));
            if row_ids(&page)? != before {
                Err(failed(&what, "the sites shown changed"))?;
            }
            if chance.below(5) == 0 {
                page.goto_url("about:blank")?;
                page.goto("")?;
                if let Err(failure) = page.interactive() {
                    let found: String = page.eval(
                        "(async () => { const keys = await caches.keys(), all = {};
                            for (const key of keys) all[key] = (await (await caches.open(key)).keys()).length;
                            const note = keys.find(key => key.endsWith('notes'));
                            const data = note && await (await caches.match(new URL('~data', document.baseURI), { cacheName: note }))?.text();
                            return JSON.stringify([all, data?.slice(0, 200), !!navigator.serviceWorker.controller]); })()",
                    )?;
                    Err(failed(&format!("{what}: {failure}"), &found))?;
                }
                if row_ids(&page)? != before || before.len() != expo.sites.len() {
                    Err(failed(&what, "the sites shown changed when the page was loaded again"))?;
                }
            }
            if number % 50 == 0 {
                answers(&page)?;
            }
            stage.server().restore("/data/sites.geojson");
            let way = what
                .split(' ')
                .filter(|word| !word.contains(['.', '/']) && word.parse::<u32>().is_err());
            told("broken publishes", number - 1, count);
            *ways.entry(way.collect::<Vec<_>>().join(" ")).or_default() += 1;
        }
        page.until_true(
            "document.querySelector('.banner.trouble')?.innerText.includes('Nya uppgifter kom inte fram hela.')",
        )?;
        println!("{count} broken publishes, {count} times the last good data: {ways:?}");
        Ok(())
    });
}

#[test]
fn the_first_broken_publishes_leave_the_last_good_data() {
    publishes(12);
}

#[test]
#[ignore = "long: 500 broken publishes"]
fn long_broken_publishes_leave_the_last_good_data() {
    publishes(rounds(500));
}

/// Adds a site to the route, and waits until that is called saved; gives the route kept.
fn saves(page: &Page, id: &str) -> Result<String> {
    page.goto("#")?;
    page.goto(&format!("#site={id}"))?;
    page.click(css(".card-route"))?;
    page.goto(&format!(
        "#{}",
        page.fragment()?.replace(&format!("site={id}"), "view=route")
    ))?;
    page.until_true("document.querySelector('.kept')?.textContent.includes('Sparad ✓')")?;
    page.eval("new URLSearchParams(location.hash.slice(1)).get('trip')")
}

/// A lasting window that shows the map.
fn opens(stage: &Stage) -> Result<Page> {
    let page = stage.lasting(Device::DESKTOP)?;
    page.wait_at_most(LONG_PATIENCE);
    page.goto("")?;
    page.interactive()?;
    Ok(page)
}

#[test]
#[ignore = "long: 200 killed browsers"]
fn long_browsers_killed_after_saved_lose_nothing() {
    let count = rounds(200);
    drill(|stage| {
        let (expo, mut chance) = (Expo::read(), Chance(0x5eed_0003));
        let mut page = opens(stage)?;
        has_all(&page)?;
        let mut lost = Vec::new();
        for round in 0..count {
            let id = &expo.sites[chance.below(expo.sites.len())].id;
            let saved = saves(&page, id)?;
            let wait = chance.below(501) as u64;
            sleep(Duration::from_millis(wait));
            stage.kill_the_browser()?;
            page = opens(stage)?;
            let found: Option<String> = page.eval("keep.read('route').then(kept => kept ?? null)")?;
            if found.as_deref() != Some(&saved) {
                lost.push(format!(
                    "round {round}, killed after {wait} ms: saved {saved}, found {found:?}"
                ));
            }
            if lost.is_empty() {
                told("killed browsers", round + 1, count);
            }
        }
        println!(
            "{count} browsers killed 0 to 500 ms after “Sparad ✓”: {} routes lost {lost:?}",
            lost.len()
        );
        assert!(lost.is_empty(), "{lost:?}");
        Ok(())
    });
}
