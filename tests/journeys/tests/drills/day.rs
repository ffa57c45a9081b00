//! A day out with the server dead: built, changed, shared and opened again, by touch and by keyboard.

use crate::ground::{drill, visitor};
use journeys::{Device, Failure, Journey, Page, Result, button, css, role};

/// The titles of the visits, in order.
fn visits(page: &Page) -> Result<Vec<String>> {
    page.eval("[...document.querySelectorAll('.trip-row.visit .trip-title')].map(title => title.textContent.trim())")
}

/// Waits until there are two visits.
fn two_visits(page: &Page) -> Result<Vec<String>> {
    page.until("two visits", || {
        let now = visits(page)?;
        Ok((now.len() == 2).then_some(now))
    })
}

/// Waits until the stops have changed places.
fn change_places(page: &Page, before: &[String]) -> Result<()> {
    page.until("the stops to change places", || {
        let now = visits(page)?;
        Ok((now.len() == 2 && now[0] == before[1]).then_some(()))
    })
}

/// Goes on with Tab until something of that name has the focus.
fn tab_to(page: &Page, key: &str, name: &str) -> Result<()> {
    for _ in 0..150 {
        page.press(key)?;
        if page.focused()?.1.starts_with(name) {
            return Ok(());
        }
    }
    Err(Failure::new(format!("“{name}” never had the focus")))
}

/// What somebody else who has been here before sees of the address, without a server.
fn opens_again(page: &Page) -> Journey {
    let (address, day) = (page.fragment()?, visits(page)?);
    let span = page.text(css(".trip-span"))?;
    page.goto_url("about:blank")?;
    page.goto(&format!("#{address}"))?;
    page.interactive()?;
    assert_eq!(two_visits(page)?, day);
    assert_eq!(page.text(css(".trip-span"))?, span);
    assert_eq!(page.count(".trip-changed")?, 0);
    Ok(())
}

#[test]
fn a_day_is_built_changed_shared_and_opened_again_by_touch_with_the_server_dead() {
    drill(|stage| {
        let page = visitor(stage, Device::PHONE)?;
        stage.stop_the_server();
        page.goto_url("about:blank")?;
        page.goto("#site=vaxthuset")?;
        page.interactive()?;
        page.click(button("Visa mer"))?;
        page.click(button("Lägg till i rutten"))?;
        page.click(button("Stäng"))?;
        page.click(button("Lägg till i rutten: Öppet dagvatten"))?;
        page.click(role("link", "Rutt"))?;
        let order = two_visits(&page)?;
        page.click(button(&format!("Ändra stoppet {}", order[0])))?;
        page.click(button("Senare"))?;
        change_places(&page, &order)?;
        page.eval::<()>("(navigator.clipboard.writeText = navigator.share = async () => {}, null)")?;
        page.click(button("Dela"))?;
        opens_again(&page)?;
        // It is walked there and then, and what has been visited is still known.
        page.click(button("Starta rutten"))?;
        while !page.has(button("Besökt"))? {
            page.click(button("Nästa"))?;
        }
        page.click(button("Besökt"))?;
        page.until_true("!!document.querySelector('.going [aria-pressed=true]')")?;
        // No hand is quick enough to load the page again before the mark is kept and the address is written.
        page.until_true("keep.read('visited').then(kept => !!kept)")?;
        page.fragment()?;
        page.reload()?;
        page.until_true("!!document.querySelector('.going [aria-pressed=true]')")?;
        Ok(())
    });
}

#[test]
fn a_day_is_built_changed_shared_and_opened_again_by_keyboard_with_the_server_dead() {
    drill(|stage| {
        let page = visitor(stage, Device::DESKTOP)?;
        stage.stop_the_server();
        page.goto_url("about:blank")?;
        page.goto("")?;
        page.interactive()?;
        for words in ["vaxthuset", "expokontoret"] {
            page.press("/")?;
            page.write(words)?;
            page.until_true("!!document.querySelector('[role=option]')")?;
            page.press("ArrowDown")?;
            page.press("Enter")?;
            page.until_true("document.activeElement.matches('.card-title')")?;
            tab_to(&page, "Tab", "Lägg till i rutten")?;
            page.press("Enter")?;
            page.see(button("Ta bort ur rutten"))?;
            page.press("Escape")?;
            page.see_no_more(role("region", "Vald plats"))?;
        }
        tab_to(&page, "Shift+Tab", "Rutt")?;
        page.press("Enter")?;
        let order = two_visits(&page)?;
        tab_to(&page, "Tab", &format!("Ändra stoppet {}", order[0]))?;
        page.press("Enter")?;
        tab_to(&page, "Tab", "Senare")?;
        page.press("Enter")?;
        change_places(&page, &order)?;
        page.eval::<()>("(navigator.clipboard.writeText = navigator.share = async () => {}, null)")?;
        tab_to(&page, "Tab", "Dela")?;
        page.press("Enter")?;
        opens_again(&page)
    });
}
