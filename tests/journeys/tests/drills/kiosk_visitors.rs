//! One visitor after another at one screen that is never started anew (drill 26), and one who types slowly (27).

use crate::booth::{any, asks, kiosk, pass, presses, screen, sees};
use crate::ground::{LONG_PATIENCE, drill};
use crate::long::{Chance, rounds};
use journeys::{Failure, Page, Result, Stage, css};
use serde_json::{Value, json};

/// Where in the page and the browser any of some texts is found.
const SCAN: &str = include_str!("kiosk_visitors.js");

/// Every place where one of these texts is found: in the page, in what the browser keeps of it, in what was asked of the
/// server.
fn found(stage: &Stage, page: &Page, texts: &[String]) -> Result<Vec<String>> {
    let mut places: Vec<String> = page.eval(&format!("({SCAN})({})", json!(texts)))?;
    let history = page.call("Page.getNavigationHistory", json!({}))?;
    let mut told = vec![("history", history["entries"].to_string())];
    told.extend(page.requests()?.into_iter().map(|url| ("requests", url)));
    told.extend(stage.server().lines().into_iter().map(|line| ("server", line)));
    for (place, said) in told {
        let hits = texts.iter().filter(|text| said.contains(*text));
        places.extend(hits.map(|text| format!("{place}: {text}")));
    }
    Ok(places)
}

/// Whether it is as nobody had been there: all that a visitor can change, and the address it was set up with.
fn is_as_new(page: &Page, address: &str) -> Result<()> {
    let now: Value = page.eval(
        "(() => { const root = document.documentElement, kiosk = document.querySelector('.kiosk'); return {
            address: location.hash, screen: kiosk.dataset.screen, lang: root.lang, theme: root.dataset.theme,
            classes: [...kiosk.classList].join(' '), scrolled: scrollX + scrollY + root.scrollTop + document.body.scrollTop,
            focus: document.activeElement.tagName, selection: String(getSelection()), zoom: visualViewport.scale,
            history: history.length,
        }; })()",
    )?;
    let new = json!({
        "address": address, "screen": "attract", "lang": "sv", "theme": "dag", "classes": "kiosk", "scrolled": 0,
        "focus": "BODY", "selection": "", "zoom": 1, "history": 1,
    });
    if now == new {
        return Ok(());
    }
    Err(Failure::new(format!("it is {now}, and was {new}")))
}

/// A visitor leaves traces wherever one can; gives their texts, each of which was found before.
fn leaves_traces(stage: &Stage, page: &Page, run: u32, chance: &mut Chance, address: &str) -> Result<Vec<String>> {
    presses(page, ".k-touch")?;
    sees(page, "home")?;
    // Nothing of the one before is pressed.
    let pressed: Vec<String> =
        page.eval("[...document.querySelectorAll('[aria-pressed=true]')].map(b => b.className)")?;
    if pressed != ["tile all on"] {
        return Err(Failure::new(format!(
            "the next visitor finds these pressed: {pressed:?}"
        )));
    }
    presses(page, ".k-zooms .k-zoom:last-child")?;
    presses(page, &format!(".tile.g{}", 1 + chance.below(17)))?;
    page.until_true("document.querySelectorAll('.tile.on:not(.all)').length === 1")?;
    for _ in 0..2 {
        let rows = page.count(".k-rows .k-row")?;
        if rows > 0 {
            presses(page, &format!(".k-rows .k-row:nth-of-type({})", 1 + chance.below(rows)))?;
            sees(page, "site")?;
            presses(page, ".k-ways [data-in]")?;
            presses(page, ".k-sets .k-set:first-of-type")?;
            sees(page, "home")?;
        }
    }
    let mut settings = vec![
        "[lang=en]",
        ":nth-of-type(2)",
        ":nth-of-type(3)",
        ":nth-of-type(4)",
        ":nth-of-type(5)",
    ];
    while !settings.is_empty() {
        let one = settings.remove(chance.below(settings.len()));
        presses(page, &format!(".k-sets .k-set{one}"))?;
    }
    presses(page, ".k-ways .k-way")?;
    sees(page, "search")?;
    page.until_true("document.activeElement.className === 'k-field'")?;
    let (typed, sent) = (format!("typed{run}canary"), format!("sent{run}canary"));
    page.write(&typed)?;
    page.until_true("document.querySelector('.k-none')?.textContent.includes('canary')")?;
    page.press("Shift+Home")?;
    // Somebody has found a way to other addresses: they are refused.
    page.eval::<()>(&format!("(location.hash = 'q={sent}&kiosk=hyllie&lang=en', null)"))?;
    page.eval::<()>(&format!("(location.href = '/?{sent}', null)"))?;
    // What is not found now would not be found after.
    let texts = vec![typed, sent];
    let before = found(stage, page, &texts)?;
    for place in ["document", "field"] {
        if !before.iter().any(|hit| hit.starts_with(place)) {
            return Err(Failure::new(format!("nothing is found in the {place}: {before:?}")));
        }
    }
    // And neither now nor after in what a page cannot clear.
    remembers_nothing(page, address)?;
    Ok(texts)
}

/// That no address but its own was ever this page's: not now, a step back, or in the browser's list of what it did.
fn remembers_nothing(page: &Page, address: &str) -> Result<()> {
    let history = page.call("Page.getNavigationHistory", json!({}))?;
    let entries = history["entries"].as_array().map_or(&[][..], Vec::as_slice);
    let mut known: Vec<String> = page.eval(
        "[location.href, ...performance.getEntries().map(entry => entry.name).filter(name => name.includes('#'))]",
    )?;
    known.extend(
        entries
            .iter()
            .filter_map(|entry| entry["url"].as_str())
            .map(str::to_owned),
    );
    match known.iter().find(|url| !url.ends_with(address)) {
        Some(url) => Err(Failure::new(format!("this is remembered: {url}"))),
        None => Ok(()),
    }
}

/// Nobody touches anything until all is forgotten: asked after a minute, and not forgotten before there was time to answer.
fn walks_away(page: &Page) -> Result<()> {
    for (seconds, asked) in [(50, false), (12, true), (18, true)] {
        pass(page, seconds)?;
        let now = (screen(page)?, asks(page)?);
        if now != ("search".to_owned(), asked) {
            return Err(Failure::new(format!("{seconds} s later it is {now:?}")));
        }
    }
    pass(page, 6)?;
    sees(page, "attract")
}

fn visitors(count: u32) {
    drill(|stage| {
        let page = kiosk(stage, "")?;
        page.wait_at_most(LONG_PATIENCE);
        let address: String = page.eval("location.hash")?;
        let mut chance = Chance(0x5eed_0026);
        let (mut texts, mut left) = (Vec::new(), Vec::new());
        for run in 0..count {
            texts.extend(leaves_traces(stage, &page, run, &mut chance, &address)?);
            if run % 2 == 0 {
                walks_away(&page)?;
            } else {
                presses(&page, ".k-sets .k-set:last-of-type")?;
                sees(&page, "attract")?;
            }
            left.extend(found(stage, &page, &texts)?);
            remembers_nothing(&page, &address)?;
            is_as_new(&page, &address)?;
            if !left.is_empty() {
                Err(Failure::new(format!(
                    "after {} visitors this is found: {left:?}",
                    run + 1
                )))?;
            }
        }
        println!(
            "{count} visitors at one screen: {} texts left, {} found after them",
            texts.len(),
            left.len()
        );
        Ok(())
    });
}

#[test]
fn drill_26_whoever_comes_next_finds_nothing_of_the_one_before() {
    visitors(4);
}

#[test]
#[ignore = "long: 100 visitors"]
fn long_whoever_comes_next_finds_nothing_of_the_one_before() {
    visitors(rounds(100));
}

/// Seconds between two letters of one who types slowly.
fn slowly(chance: &mut Chance) -> usize {
    20 + chance.below(36)
}

/// Nobody is asked, and the field has what was typed.
fn goes_on(page: &Page, what: &str, typed: &str) -> Result<()> {
    let now = (asks(page)?, page.field(css(".k-field"))?);
    if now == (false, typed.to_owned()) {
        return Ok(());
    }
    Err(Failure::new(format!(
        "{what}: asked is {}, the field has “{}” and not “{typed}”",
        now.0, now.1
    )))
}

/// A visitor at the search field.
fn searches(page: &Page) -> Result<()> {
    presses(page, ".k-touch")?;
    presses(page, ".k-ways .k-way")?;
    sees(page, "search")?;
    page.until_true("document.activeElement.className === 'k-field'")
}

#[test]
fn drill_27_one_who_types_slowly_is_not_taken_for_gone() {
    drill(|stage| {
        let page = kiosk(stage, "")?;
        let mut chance = Chance(0x5eed_0027);
        searches(&page)?;
        let mut typed = String::new();
        for letter in "trädgård".chars() {
            let key: usize = page.eval(&format!(
                "[...document.querySelectorAll('.k-key')].findIndex(key => key.textContent === '{letter}')"
            ))?;
            page.eval::<()>(&format!(
                "(document.querySelectorAll('.k-key')[{key}].id = 'next', null)"
            ))?;
            presses(&page, "#next")?;
            page.eval::<()>("(document.querySelector('#next').removeAttribute('id'), null)")?;
            typed.push(letter);
            pass(&page, slowly(&mut chance))?;
            goes_on(&page, "by the keys on the screen", &typed)?;
        }
        for letter in " ovan hus".chars() {
            page.write(&letter.to_string())?;
            typed.push(letter);
            pass(&page, slowly(&mut chance))?;
            goes_on(&page, "by a keyboard", &typed)?;
        }
        // Letters that an input method makes of others, one after another, before any of them is in the text.
        for end in 1..=4 {
            let so_far = &"たけのこ"[..end * 3];
            let made = json!({ "text": so_far, "selectionStart": end, "selectionEnd": end });
            page.call("Input.imeSetComposition", made)?;
            pass(&page, slowly(&mut chance))?;
            goes_on(&page, "by an input method", &format!("{typed}{so_far}"))?;
        }
        page.call("Input.insertText", json!({ "text": "竹の子" }))?;
        typed.push_str("竹の子");
        for _ in 0..3 {
            pass(&page, slowly(&mut chance))?;
            goes_on(&page, "by an input method's choice and a hand that moves", &typed)?;
            if let Some((at, _)) = any(&page, ".k-rows, .k-board", &mut chance)? {
                page.point(at)?;
                page.pan(at, journeys::At::new(at.x + 40.0, at.y + 10.0))?;
            }
        }
        goes_on(&page, "by hand", &typed)?;
        // Then nothing: asked, with time to answer, and one press keeps everything.
        for answer in [".k-ask .fill", ".k-ask h2"] {
            pass(&page, 61)?;
            page.until_true("document.querySelector('.k-ask h2')?.textContent === 'Är du kvar?'")?;
            pass(&page, 20)?;
            assert!(asks(&page)?, "there were no twenty seconds to answer");
            presses(&page, answer)?;
            page.see_no_more(css(".k-ask"))?;
            goes_on(&page, "answered", &typed)?;
            pass(&page, 50)?;
            goes_on(&page, "answered a while ago", &typed)?;
            page.press("ArrowLeft")?;
        }
        pass(&page, 61)?;
        pass(&page, 25)?;
        sees(&page, "attract")?;
        Ok(())
    });
}

#[test]
fn drill_27_a_clock_that_jumps_neither_forgets_nor_remembers() {
    drill(|stage| {
        let page = kiosk(stage, "")?;
        for (jump, by) in [
            ("a day on", "864e5"),
            ("a day back", "-864e5"),
            ("to 1970", "null"),
            ("right again", "0"),
        ] {
            searches(&page)?;
            page.write("hav")?;
            page.eval::<()>(&format!("drill.jumps({by})"))?;
            pass(&page, 50)?;
            goes_on(&page, jump, "hav")?;
            pass(&page, 11)?;
            assert!(asks(&page)?, "{jump}: it did not ask after a minute");
            pass(&page, 26)?;
            sees(&page, "attract")?;
        }
        Ok(())
    });
}
