//! What drills have in common: a published release, a visitor who has all of it, and what it means that the page answers.

use crate::expo::{Choice, Expo};
use crate::visit::{goal_button, row_ids, shows_exactly};
use std::time::Duration;

use journeys::{Device, Journey, Page, Release, Result, Server, Stage, button, css, journey_on, role};

/// Whether this page is looked after by the worker, and its data are kept.
const IS_KEPT: &str = "(async () => {
    const here = new URL('./', document.baseURI);
    const kept = await caches.match(new URL('~data', here), { cacheName: `m21 ${here.pathname} notes` });
    return !!navigator.serviceWorker.controller && !!kept;
})()";

/// A release of the built page by its number.
pub(crate) fn release(number: u32) -> Release {
    Release::of_the_page(number).unwrap_or_else(|failure| panic!("{failure}"))
}

/// A drill on the first release. Requests may fail in it; the page may not.
pub(crate) fn drill(walk: impl FnOnce(&Stage) -> Journey) {
    drill_on(&release(1), walk);
}

/// The same on another.
pub(crate) fn drill_on(release: &Release, walk: impl FnOnce(&Stage) -> Journey) {
    let server = Server::of_release(release).unwrap_or_else(|failure| panic!("{failure}"));
    journey_on(server, |stage| {
        stage.is_rough();
        walk(stage)?;
        Ok(())
    });
}

/// A visitor who has been here long enough to have all of it.
pub(crate) fn visitor(stage: &Stage, device: Device) -> Result<Page> {
    let page = stage.open(device, "")?;
    has_all(&page)?;
    Ok(page)
}

/// A long count goes on while the machine is busy with other things; what does not come in this time does not come.
pub(crate) const LONG_PATIENCE: Duration = Duration::from_secs(90);

/// Waits until everything is kept.
pub(crate) fn has_all(page: &Page) -> Result<()> {
    page.until_true(IS_KEPT)
}

/// The release the page is of.
pub(crate) fn version(page: &Page) -> Result<String> {
    page.eval("document.documentElement.dataset.version")
}

/// Asks whether anything is new, now and not in five minutes, and waits for the answer.
pub(crate) fn looks(page: &Page) -> Result<()> {
    page.eval("Promise.resolve(tend.check()).then(() => null)")
}

/// All sites are shown, a goal narrows them, a site opens and closes: at the address without a fragment, in Swedish.
pub(crate) fn answers(page: &Page) -> Journey {
    let expo = Expo::read();
    shows_exactly(page, &expo, &expo.chosen(Choice::default()))?;
    chooses(page)
}

/// The same for other data than the project's: something is shown, and what one does about it is followed.
pub(crate) fn chooses(page: &Page) -> Journey {
    let all = row_ids(page)?;
    let water = goal_button(page, 6)?;
    let some = page.painted_after(|| page.click(button(&water)))?;
    assert!(0 < some && some < all.len(), "{some} of {}", all.len());
    let id = row_ids(page)?.remove(0);
    page.click(css(&format!("#rad-{id}")))?;
    page.see(css(".card h2"))?;
    page.click(button("Stäng"))?;
    page.painted_after(|| page.click(css("button.tile.all")))?;
    assert_eq!(row_ids(page)?, all);
    Ok(())
}

/// What the banner says, once it says this.
pub(crate) fn is_told(page: &Page, words: &str) -> Result<String> {
    page.until(&format!("a banner with “{words}”"), || {
        let told: Vec<String> = page.eval("[...document.querySelectorAll('.banner')].map(b => b.innerText)")?;
        let told = told
            .join(" ")
            .replace('\u{a0}', " ")
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        Ok(told.contains(words).then_some(told))
    })
}

/// Nothing is told: all is as usual.
pub(crate) fn nothing_is_told(page: &Page) -> Result<bool> {
    Ok(page.count(".banner")? == 0)
}

/// The heading of an open site.
pub(crate) fn opens(page: &Page, title: &str) -> Result<()> {
    page.see(role("heading", title))
}
