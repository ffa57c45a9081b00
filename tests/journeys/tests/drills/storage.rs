//! Drills 12–18: what the browser keeps, or does not.

use crate::expo::Expo;
use crate::ground::{answers, drill, has_all, version, visitor};
use journeys::{Device, Page, Result, Stage, button, css};
use serde_json::json;
use std::time::Duration;

/// A route in the address.
const ROUTE: &str = "#trip=1gfRPcWgACDzckc8OMyCFD0DYRpBGNVW7WRpGx8nz3CGQ&view=route";

/// Puts a site on the route, and waits until the page says what became of it.
fn adds(page: &Page, id: &str) -> Result<()> {
    page.goto(&format!("#site={id}"))?;
    page.click(css(".card-route"))?;
    page.goto(&format!(
        "#{}",
        page.fragment()?.replace(&format!("site={id}"), "view=route")
    ))
}

fn is_saved(page: &Page) -> Result<()> {
    page.until_true("document.querySelector('.kept')?.textContent.includes('Sparad ✓')")
}

#[test]
fn drill_12_what_was_evicted_comes_back_by_its_link() {
    drill(|stage| {
        let page = visitor(stage, Device::PHONE)?;
        page.goto(ROUTE)?;
        page.see(css(".trip-row"))?;
        let origin: String = page.eval("location.origin")?;
        page.call(
            "Storage.clearDataForOrigin",
            json!({ "origin": origin, "storageTypes": "all" }),
        )?;
        let page = stage.beside(&page)?;
        page.goto(ROUTE)?;
        page.interactive()?;
        page.see(css(".trip-row"))?;
        Ok(())
    });
}

#[test]
fn drill_13_with_no_room_all_works_but_saving_and_that_is_told() {
    drill(|stage| {
        let page = stage.blank(Device::DESKTOP)?;
        page.goto("")?;
        page.interactive()?;
        let origin: String = page.eval("location.origin")?;
        page.call(
            "Storage.overrideQuotaForOrigin",
            json!({ "origin": origin, "quotaSize": 1000 }),
        )?;
        answers(&page)?;
        adds(&page, "oppet-dagvatten")?;
        page.until_true("document.body.innerText.includes('Rutten kunde inte sparas i den här webbläsaren.')")?;
        page.see(button("Dela"))?;
        let link = page.fragment()?;
        assert!(link.contains("trip="), "{link}");
        page.goto("#")?;
        answers(&page)
    });
}

/// Makes everything that stores throw, as a browser does that has been told to keep nothing.
const NOTHING_IS_KEPT: &str = "for (const name of ['indexedDB', 'caches', 'localStorage', 'sessionStorage'])
    Object.defineProperty(globalThis, name, { get() { throw new DOMException('no', 'SecurityError'); } });
    Object.defineProperty(Navigator.prototype, 'serviceWorker', { get() { throw new DOMException('no', 'SecurityError'); } });";

#[test]
fn drill_14_where_storage_throws_all_works_but_saving() {
    drill(|stage| {
        let page = stage.blank(Device::DESKTOP)?;
        page.before_load(NOTHING_IS_KEPT)?;
        page.goto("")?;
        page.interactive()?;
        answers(&page)?;
        adds(&page, "oppet-dagvatten")?;
        page.until_true("document.body.innerText.includes('Rutten kunde inte sparas i den här webbläsaren.')")?;
        page.reload()?;
        page.interactive()?;
        page.until_true("document.querySelectorAll('.trip-row').length > 0")?;
        Ok(())
    });
}

#[test]
fn a_page_that_got_past_the_worker_shows_the_last_good_data_all_the_same() {
    drill(|stage| {
        let page = visitor(stage, Device::DESKTOP)?;
        stage
            .server()
            .answer("/data/sites.geojson", 200, "<!doctype html><title>Log in</title>");
        // Shift and reload is such a way; then no worker answers.
        page.call("Page.reload", json!({ "ignoreCache": true }))?;
        page.until_true("navigator.serviceWorker.controller === null")?;
        page.interactive()?;
        page.until("all sites", || {
            let all = format!("{} platser", Expo::read().sites.len());
            Ok((crate::visit::heading(&page)? == all).then_some(()))
        })?;
        answers(&page)
    });
}

#[test]
fn drill_15_in_a_sandboxed_frame_the_map_can_be_used() {
    drill(|stage| {
        stage.server().header("Access-Control-Allow-Origin", "*");
        stage.server().answer(
            "/partner.html",
            200,
            "<!doctype html><title>Partner</title><iframe sandbox='allow-scripts' src='./' width=1200 height=800></iframe>",
        );
        let page = stage.blank(Device::DESKTOP)?;
        page.goto("partner.html")?;
        let frame = stage.frame(&page)?;
        let all = Expo::read().sites.len();
        frame.until("all sites in the frame", || {
            Ok((frame.count("li.row")? == all).then_some(()))
        })?;
        frame.eval::<()>("document.querySelector('button.tile.g6').click()")?;
        frame.until("the sites of one goal", || {
            Ok((0 < frame.count("li.row")? && frame.count("li.row")? < all).then_some(()))
        })?;
        frame.eval::<()>("document.querySelector('li.row a').click()")?;
        frame.until("a site to open", || Ok((frame.count(".card h2")? == 1).then_some(())))?;
        Ok(())
    });
}

#[test]
fn drill_16_a_page_that_is_not_a_partners_shows_no_frame_of_the_map() {
    drill(|stage| {
        stage
            .server()
            .header("Content-Security-Policy", "frame-ancestors https://partner.example");
        stage.server().answer(
            "/thief.html",
            200,
            "<!doctype html><title>T</title><body><p>Not a partner.",
        );
        let page = stage.blank(Device::DESKTOP)?;
        page.goto("thief.html")?;
        page.see(css("p"))?;
        page.eval::<()>(
            "new Promise(done => { const frame = document.createElement('iframe'); frame.src = './embed.html';
                frame.onload = () => done(null); document.body.append(frame); })",
        )?;
        // What is shown instead belongs to nobody.
        let is_ours: bool = page.eval("(() => { try { return !!document.querySelector('iframe').contentDocument?.querySelector('#shell') } catch { return false } })()")?;
        assert!(!is_ours);
        page.forgive("frame-ancestors")?;
        Ok(())
    });
}

/// A visitor in the browser's lasting profile who has everything.
fn lasting_visitor(stage: &Stage) -> Result<Page> {
    let page = stage.lasting(Device::DESKTOP)?;
    page.goto("")?;
    page.interactive()?;
    has_all(&page)?;
    Ok(page)
}

#[test]
fn drill_17_a_browser_killed_just_after_saved_still_has_the_route() {
    drill(|stage| {
        let page = lasting_visitor(stage)?;
        adds(&page, "oppet-dagvatten")?;
        is_saved(&page)?;
        stage.kill_the_browser()?;
        let page = stage.lasting(Device::DESKTOP)?;
        page.goto("#view=route")?;
        page.interactive()?;
        page.until_true("document.querySelector('.earlier')?.textContent.replaceAll('\\u00a0', ' ') === 'Din sparade rutt, 1 plats'")?;
        page.click(css(".earlier"))?;
        page.until_true("document.querySelector('.trip')?.innerText.includes('Öppet dagvatten')")?;
        Ok(())
    });
}

#[test]
fn drill_18_power_cut_right_after_the_install_leaves_all_of_it() {
    drill(|stage| {
        let page = lasting_visitor(stage)?;
        let before = version(&page)?;
        stage.stop_the_server();
        stage.kill_the_browser()?;
        let page = stage.lasting(Device::DESKTOP)?;
        page.wait_at_most(Duration::from_secs(30));
        page.goto("")?;
        page.interactive()?;
        assert_eq!(version(&page)?, before);
        answers(&page)
    });
}

#[test]
fn the_language_chosen_is_the_language_next_time() {
    drill(|stage| {
        let page = visitor(stage, Device::DESKTOP)?;
        page.click(journeys::role("link", "English"))?;
        page.until_true("document.documentElement.lang === 'en'")?;
        page.until_true("keep.read('lang').then(tag => tag === 'en')")?;
        page.goto_url("about:blank")?;
        page.goto("")?;
        page.until_true("document.documentElement.lang === 'en'")?;
        // An address that says otherwise is obeyed.
        page.goto_url("about:blank")?;
        page.goto("#lang=sv")?;
        page.interactive()?;
        assert_eq!(page.eval::<String>("document.documentElement.lang")?, "sv");
        Ok(())
    });
}
