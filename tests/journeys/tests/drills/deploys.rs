//! Drills 7–11: another release while one is in the middle of something, whole or not.

use crate::ground::{answers, drill, has_all, is_told, looks, release, version, visitor};
use journeys::{Device, Fault, Page, Result, Stage, button, css};
use serde_json::json;

/// Asks for the worker's script now.
fn asks_for_an_update(page: &Page) -> Result<()> {
    page.eval("navigator.serviceWorker.getRegistration().then(r => r.update()).catch(() => null).then(() => null)")
}

/// Waits until another release waits to take over.
fn one_waits(page: &Page) -> Result<()> {
    page.until_true("navigator.serviceWorker.getRegistration().then(r => !!r.waiting)")
}

/// Loads the page afresh, as one does who comes back.
fn comes_back(page: &Page) -> Result<()> {
    page.goto_url("about:blank")?;
    page.goto("")?;
    page.interactive()?;
    Ok(())
}

#[test]
fn drill_07_a_deploy_in_the_middle_of_a_visit_takes_nothing_away() {
    drill(|stage| {
        let page = visitor(stage, Device::DESKTOP)?;
        let before = version(&page)?;
        stage.server().publish(&release(2));
        page.call("Network.clearBrowserCache", json!({}))?;
        answers(&page)?;
        for address in ["#view=coverage", "#view=about", "#view=route", "#"] {
            page.goto(address)?;
        }
        answers(&page)?;
        comes_back(&page)?;
        assert_eq!(version(&page)?, before);
        answers(&page)?;
        // The button, and then it is the new one.
        looks(&page)?;
        is_told(&page, "Ny version finns")?;
        page.click(button("Uppdatera"))?;
        page.until("the new release", || {
            Ok((version(&page)? == release(2).version()).then_some(()))
        })?;
        page.interactive()?;
        answers(&page)?;
        assert_eq!(stage.server().missed(), Vec::<String>::new());
        Ok(())
    });
}

/// A deploy whose program is spoilt so. The old release stays until it is mended, and then only what was wrong is fetched.
fn keeps_the_old_one(spoil: impl Fn(&Stage, &str), mend: impl Fn(&Stage, &str)) {
    drill(|stage| {
        let page = visitor(stage, Device::DESKTOP)?;
        let (before, next) = (version(&page)?, release(2));
        let program = next.path_of(".wasm");
        spoil(stage, &program);
        stage.server().publish(&next);
        page.eval::<()>(
            "navigator.serviceWorker.getRegistration().then(r => { r.update().catch(() => null) }).then(() => null)",
        )?;
        page.until("the program to be asked for", || {
            Ok((stage.server().asked(&program) > 0).then_some(()))
        })?;
        answers(&page)?;
        comes_back(&page)?;
        assert_eq!(version(&page)?, before);
        answers(&page)?;
        assert!(!page.eval::<bool>("navigator.serviceWorker.getRegistration().then(r => !!r.waiting)")?);
        mend(stage, &program);
        // The one that failed is over before the next begins.
        page.until_true("navigator.serviceWorker.getRegistration().then(r => !r.installing)")?;
        asks_for_an_update(&page)?;
        one_waits(&page)?;
        for right in [".css", ".js"] {
            let asked = stage.server().asked(&next.path_of(right));
            assert!(asked <= 1, "{right} was fetched {asked} times");
        }
        is_told(&page, "Ny version finns")?;
        Ok(())
    });
}

#[test]
fn drill_08_a_deploy_without_its_program_is_not_taken() {
    keeps_the_old_one(
        |s, path| s.server().answer(path, 404, ""),
        |s, path| s.server().restore(path),
    );
}

#[test]
fn drill_08_a_deploy_with_half_its_program_is_not_taken() {
    keeps_the_old_one(
        |s, path| s.server().spoil(path, Fault::Short(100_000)),
        |s, path| s.server().restore(path),
    );
}

#[test]
fn drill_08_a_deploy_whose_program_breaks_off_is_not_taken() {
    keeps_the_old_one(
        |s, path| s.server().spoil(path, Fault::Cut(100_000)),
        |s, path| s.server().restore(path),
    );
}

#[test]
fn drill_08_a_deploy_with_one_wrong_bit_is_not_taken() {
    keeps_the_old_one(
        |s, path| s.server().spoil(path, Fault::Wrong(77_777)),
        |s, path| s.server().restore(path),
    );
}

#[test]
fn drill_08_a_deploy_that_stalls_is_not_taken() {
    keeps_the_old_one(
        |s, path| s.server().spoil(path, Fault::Stalled(100_000)),
        |s, path| s.server().restore(path),
    );
}

#[test]
fn drill_09_a_second_tab_that_updates_does_not_break_the_first() {
    drill(|stage| {
        let first = visitor(stage, Device::DESKTOP)?;
        let second = stage.beside(&first)?;
        second.goto("")?;
        second.interactive()?;
        let (before, next) = (version(&first)?, release(2));
        stage.server().publish(&next);
        looks(&second)?;
        is_told(&second, "Ny version finns")?;
        second.click(button("Uppdatera"))?;
        second.until("the new release", || {
            Ok((version(&second)? == next.version()).then_some(()))
        })?;
        second.interactive()?;
        // The first has not been touched, and every file it began with can be had, with the server's copy gone.
        assert_eq!(version(&first)?, before);
        first.call("Network.clearBrowserCache", json!({}))?;
        let lost: Vec<String> = first.eval(
            "Promise.all([...document.querySelectorAll('link[href], script[src]')].map(e => e.href || e.src)
                .map(url => fetch(url).then(a => a.ok ? '' : url, () => url))).then(all => all.filter(Boolean))",
        )?;
        assert_eq!(lost, Vec::<String>::new());
        answers(&first)?;
        answers(&second)?;
        assert_eq!(stage.server().missed(), Vec::<String>::new());
        Ok(())
    });
}

#[test]
fn drill_10_a_worker_stopped_by_the_browser_starts_again() {
    drill(|stage| {
        let page = visitor(stage, Device::DESKTOP)?;
        stage.stop_the_server();
        page.call("ServiceWorker.enable", json!({}))?;
        page.call("ServiceWorker.stopAllWorkers", json!({}))?;
        answers(&page)?;
        comes_back(&page)?;
        answers(&page)
    });
}

/// The worker's script is broken at the next look: the one at work stays.
fn goes_on_with_the_old_worker(status: u16, script: &str) {
    drill(|stage| {
        let page = visitor(stage, Device::DESKTOP)?;
        let before = version(&page)?;
        stage.server().publish(&release(2));
        stage.server().answer("/sw.js", status, script);
        asks_for_an_update(&page)?;
        comes_back(&page)?;
        assert_eq!(version(&page)?, before);
        answers(&page)?;
        stage.stop_the_server();
        comes_back(&page)?;
        assert_eq!(version(&page)?, before);
        answers(&page)
    });
}

#[test]
fn drill_11_a_worker_script_that_is_not_there_leaves_the_old_one_at_work() {
    goes_on_with_the_old_worker(500, "");
}

#[test]
fn drill_11_a_worker_script_that_cannot_be_read_leaves_the_old_one_at_work() {
    goes_on_with_the_old_worker(200, "const = ;");
}

#[test]
fn a_release_of_other_data_only_is_taken_without_asking() {
    drill(|stage| {
        let page = visitor(stage, Device::DESKTOP)?;
        let mut sites = crate::expo::json("sites.geojson");
        sites["features"][0]["properties"]["title"]["sv"] = json!("Nytt namn");
        let next =
            journeys::Release::of_the_page_with_data(2, 1, &[("sites.geojson", sites.to_string().into_bytes())])?;
        stage.server().publish(&next);
        looks(&page)?;
        is_told(&page, "Uppdaterat ")?;
        page.until_true("[...document.querySelectorAll('.row-title')].some(row => row.textContent === 'Nytt namn')")?;
        page.until("the worker of the new release", || {
            let active: bool = page.eval(
                "navigator.serviceWorker.getRegistration().then(r => !r.waiting && !r.installing && r.active.state === 'activated')",
            )?;
            Ok(active.then_some(()))
        })?;
        assert_eq!(page.count(".banner button")?, 0, "a button for an update of nothing");
        stage.stop_the_server();
        comes_back(&page)?;
        has_all(&page)?;
        page.see(css("li.row"))?;
        page.until_true("[...document.querySelectorAll('.row-title')].some(row => row.textContent === 'Nytt namn')")?;
        Ok(())
    });
}
