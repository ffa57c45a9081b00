//! New data and new programs at a kiosk: never under the hands of whoever stands there, at once when nobody does; and how old
//! it all is while nothing comes.

use crate::ground::{drill, has_all, release, version};
use journeys::{Device, Journey, Page, Release, Result, Stage, button, css};
use serde_json::json;
use std::thread::sleep;
use std::time::Duration;

/// What is not to happen has had its time by then.
const WHILE: Duration = Duration::from_secs(3);

fn screen(stage: &Stage) -> Result<Page> {
    let page = stage.blank(Device::KIOSK)?;
    page.clock_starts("2021-05-15T14:32:00+02:00")?;
    page.goto("#kiosk=hyllie")?;
    page.interactive()?;
    has_all(&page)?;
    Ok(page)
}

/// Asks what is new. The answer may have to wait for whoever stands there.
fn asks(page: &Page) -> Journey {
    Ok(page.eval::<()>("(tend.check(), null)")?)
}

fn first_row(page: &Page) -> Result<String> {
    page.text(css(".k-row b"))
}

#[test]
fn drill_03_a_kiosk_without_a_net_goes_on_and_tells_how_old_it_is() {
    drill(|stage| {
        let page = screen(stage)?;
        stage.stop_the_server();
        asks(&page)?;
        asks(&page)?;
        page.until("how old it is", || {
            let told = page.text(css(".k-age"))?;
            Ok(told.contains("visas som de var").then_some(()))
        })?;
        page.reload()?;
        page.interactive()?;
        page.click(css(".k-touch"))?;
        page.see(css(".k-row"))?;
        asks(&page)?;
        asks(&page)?;
        page.see(css(".k-age"))?;
        stage.start_the_server()?;
        asks(&page)?;
        Ok(page.see_no_more(css(".k-age"))?)
    });
}

#[test]
fn drill_07_new_data_wait_until_nobody_stands_at_a_kiosk() {
    drill(|stage| {
        let page = screen(stage)?;
        page.click(css(".k-touch"))?;
        let before = first_row(&page)?;
        let mut sites = crate::expo::json("sites.geojson");
        for site in sites["features"].as_array_mut().into_iter().flatten() {
            site["properties"]["title"]["sv"] = json!("Nytt namn");
        }
        let news = [("sites.geojson", sites.to_string().into_bytes())];
        stage.server().publish(&Release::of_the_page_with_data(2, 1, &news)?);
        asks(&page)?;
        sleep(WHILE);
        assert_eq!(first_row(&page)?, before, "changed under the visitor's hands");
        page.click(button("Börja om"))?;
        page.until("the new name", || Ok((first_row(&page)? == "Nytt namn").then_some(())))?;
        Ok(())
    });
}

#[test]
fn drill_07_a_new_program_waits_until_nobody_stands_at_a_kiosk() {
    drill(|stage| {
        let page = screen(stage)?;
        let before = version(&page)?;
        page.eval::<()>("(globalThis.isOld = true, null)")?;
        page.click(css(".k-touch"))?;
        stage.server().publish(&release(2));
        asks(&page)?;
        page.until_true("navigator.serviceWorker.getRegistration().then(worker => !!worker.waiting)")?;
        sleep(WHILE);
        assert!(
            page.eval::<bool>("globalThis.isOld === true")?,
            "loaded anew under the visitor's hands"
        );
        page.click(button("Börja om"))?;
        page.until("the new program", || Ok((version(&page)? != before).then_some(())))?;
        page.interactive()?;
        assert_eq!(page.fragment()?, "kiosk=hyllie");
        Ok(page.see(css(".k-touch"))?)
    });
}
