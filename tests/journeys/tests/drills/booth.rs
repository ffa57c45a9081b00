//! A kiosk whose time a drill turns. The page's own code runs unchanged: it asks the browser what time it is and to be woken
//! every second, as always; only the answers are a drill's, so that a minute without anybody takes no minute.

use crate::ground::has_all;
use crate::long::Chance;
use journeys::{At, Device, Failure, Page, Result, Stage, css};
use serde_json::{Value, json};

/// A kiosk's address, as one sets it up.
pub(crate) const ADDRESS: &str = "#kiosk=hyllie&bearing=132&size=530x943&bottom=650&distance=600&code=2580";

/// Time that can be turned, and what the page does with it noted: `drill`. The day is one of the expo, before noon; it does
/// not go on by what passes, or the page would start anew for another day.
const TIME: &str = "if (globalThis === top) {
    const ticks = performance.now.bind(performance), every = setInterval, Real = Date;
    const start = Real.parse('2021-05-16T11:00:00+02:00') - Real.now();
    let ahead = 0, jump = 0, memory;
    performance.now = () => ticks() + ahead;
    let looks = 0;
    globalThis.setInterval = (act, ms, ...more) => ms === 1000 ? every(() => { act(...more); looks++; }, 40) : every(act, ms, ...more);
    globalThis.Date = class Date extends Real {
        constructor(...parts) { parts.length ? super(...parts) : super(Date.now()); }
        static now() { return Real.now() + start + jump; }
    };
    const keeps = (make) => async (...given) => {
        const made = await make.apply(WebAssembly, given);
        memory = (made.instance ?? made).exports.memory;
        return made;
    };
    WebAssembly.instantiate = keeps(WebAssembly.instantiate);
    WebAssembly.instantiateStreaming = keeps(WebAssembly.instantiateStreaming);
    globalThis.drill = {
        // The page has looked for everything that it looks for every second, twice, however busy the machine is.
        pass: async (seconds) => {
            ahead += seconds * 1000;
            for (const seen = looks; looks < seen + 6;) await new Promise((done) => setTimeout(done, 20));
            return null;
        },
        // The clock on the wall, by so many milliseconds.
        jumps: (by) => ((jump = by === null ? -start - Real.now() : by), null),
        pages: () => memory.buffer.byteLength / 65536,
    };
}";

/// A kiosk that has all of it, with time that can be turned and nothing in its history but itself. A script may come first.
pub(crate) fn kiosk(stage: &Stage, script: &str) -> Result<Page> {
    let page = stage.blank(Device::KIOSK)?;
    page.time_zone("Europe/Stockholm")?;
    page.before_load(TIME)?;
    page.before_load(script)?;
    page.goto(ADDRESS)?;
    page.interactive()?;
    has_all(&page)?;
    page.call("Page.resetNavigationHistory", json!({}))?;
    sees(&page, "attract")?;
    Ok(page)
}

/// Nobody touches anything for so long.
pub(crate) fn pass(page: &Page, seconds: usize) -> Result<()> {
    page.eval(&format!("drill.pass({seconds})"))
}

/// What fills the screen.
pub(crate) fn screen(page: &Page) -> Result<String> {
    page.eval("document.querySelector('.kiosk').dataset.screen")
}

/// Waits until something fills the screen.
pub(crate) fn sees(page: &Page, name: &str) -> Result<()> {
    page.see(css(&format!(".kiosk[data-screen={name}]")))
}

/// Whether it is asked if somebody is there.
pub(crate) fn asks(page: &Page) -> Result<bool> {
    page.eval("!!document.querySelector('.k-ask')")
}

/// The first of what a list of selectors finds is pressed, at once, where it is.
pub(crate) fn presses(page: &Page, selector: &str) -> Result<()> {
    page.click(css(selector))
}

/// A place on the screen where one of a kind of thing to press is, each kind as likely as another; nothing where there is
/// none. With the words by which it is told.
pub(crate) fn any(page: &Page, selector: &str, chance: &mut Chance) -> Result<Option<(At, String)>> {
    let (kind, one) = (chance.below(1 << 20), chance.below(1 << 20));
    let found: Value = page.eval(&format!(
        "(() => {{
            const kinds = new Map();
            for (const thing of document.querySelectorAll({})) {{
                const box = thing.getBoundingClientRect(), x = box.x + box.width / 2, y = box.y + box.height / 2;
                if (!box.width || !thing.contains(document.elementFromPoint(x, y))) continue;
                const kind = thing.getAttribute('class').replace(/\\b(on|none|g\\d+|shut)\\b/g, '');
                kinds.set(kind, [...(kinds.get(kind) ?? []), {{ x, y, kind, said: thing.textContent.slice(0, 30) }}]);
            }}
            const some = [...kinds.values()][{kind} % kinds.size];
            return some?.[{one} % some.length] ?? null;
        }})()",
        json!(selector)
    ))?;
    let at = found["x"].as_f64().zip(found["y"].as_f64());
    Ok(at.map(|(x, y)| (At::new(x, y), format!("{} “{}”", found["kind"], found["said"]))))
}

/// Home is two presses away at most, wherever one is; then, left alone, it forgets.
pub(crate) fn comes_home_and_forgets(page: &Page) -> Result<()> {
    for _ in 0..2 {
        if !asks(page)? && screen(page)? == "home" {
            break;
        }
        // What is over everything; what begins; what leads home.
        presses(
            page,
            ".k-ask .fill, .kiosk:not(:has(.k-ask)) .k-touch, .kiosk:not(:has(.k-ask)):not([data-screen=attract]) .k-sets .k-set:first-of-type",
        )?;
        page.drawn()?;
    }
    if asks(page)? || screen(page)? != "home" {
        let now = screen(page)?;
        return Err(Failure::new(format!("two presses from home it is still at {now}")));
    }
    pass(page, 61)?;
    if !asks(page)? {
        let now: Value = page.eval(
            "({ screen: document.querySelector('.kiosk').dataset.screen, speaks: speechSynthesis.speaking,
                pending: speechSynthesis.pending, focus: document.activeElement.outerHTML.slice(0, 120) })",
        )?;
        return Err(Failure::new(format!("after a minute alone it did not ask: {now}")));
    }
    pass(page, 25)?;
    sees(page, "attract")
}
