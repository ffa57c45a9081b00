//! The sheet on a phone.

use crate::expo::Expo;
use crate::visit::{focus_comes_to, middle, visit};
use journeys::{At, Device, Failure, Page, Result, button, css, role};

/// The bar of tabs below the sheet.
const TABS: f64 = 60.0;

/// How high the sheet stands over the tabs where it rests: low, half, full.
fn rests() -> [f64; 3] {
    let room = f64::from(Device::PHONE.height) - TABS;
    [132.0, room * 0.46, room - 8.0]
}

/// Waits until the sheet's top is so high over the tabs.
fn rests_at(page: &Page, height: f64) -> Result<()> {
    page.until(&format!("the sheet to rest at {height:.0} px"), || {
        let top: f64 = page.eval("document.querySelector('.sheet').getBoundingClientRect().top")?;
        let now = f64::from(Device::PHONE.height) - TABS - top;
        if (now - height).abs() <= 3.0 {
            return Ok(Some(()));
        }
        Err(Failure::new(format!("it is at {now:.0} px")))
    })
}

/// Draws the sheet by its handle and rests there.
fn pull(page: &Page, by: f64) -> Result<()> {
    let at = page.reach(css(".handle"))?;
    page.pan(at, At::new(at.x, at.y - by))
}

/// Throws the sheet: so fast that its way does not count.
fn flick(page: &Page, by: f64) -> Result<()> {
    let at = page.reach(css(".handle"))?;
    page.flick(at, At::new(at.x, at.y - by))
}

#[test]
fn a_phones_sheet_steps_by_its_handle_and_is_drawn_by_a_finger() {
    visit(Device::PHONE, "", |_, page| {
        let [low, half, full] = rests();
        rests_at(page, half)?;
        page.click(button("Visa mer"))?;
        rests_at(page, full)?;
        page.click(button("Visa mindre"))?;
        rests_at(page, half)?;
        pull(page, low - half)?;
        rests_at(page, low)?;
        page.click(button("Visa mer"))?;
        rests_at(page, half)?;
        pull(page, full - half - 40.0)?;
        rests_at(page, full)?;
        // Let go nearer to half than to low.
        pull(page, half - full - 60.0)?;
        rests_at(page, half)?;
        flick(page, 120.0)?;
        rests_at(page, full)?;
        flick(page, -60.0)?;
        rests_at(page, half)?;
        Ok(())
    });
}

#[test]
fn the_list_scrolls_when_the_sheet_is_full() {
    visit(Device::PHONE, "", |_, page| {
        page.click(button("Visa mer"))?;
        rests_at(page, rests()[2])?;
        page.until_true("document.querySelector('.sheet-body').scrollTop === 0")?;
        page.swipe(At::new(195.0, 600.0), At::new(195.0, 300.0))?;
        page.until_true("document.querySelector('.sheet-body').scrollTop > 100")?;
        rests_at(page, rests()[2])?;
        assert!(page.eval::<bool>("scrollY === 0")?, "the page itself must stay");
        Ok(())
    });
}

#[test]
fn at_its_lowest_the_sheet_shows_the_count_and_the_first_row() {
    visit(Device::PHONE, "", |_, page| {
        let [low, half, _] = rests();
        pull(page, low - half)?;
        rests_at(page, low)?;
        let tabs = f64::from(Device::PHONE.height) - TABS;
        for part in [".list-head h2", "li.row .row-title"] {
            let foot: f64 = page.eval(&format!(
                "document.querySelector('{part}').getBoundingClientRect().bottom"
            ))?;
            assert!(
                foot <= tabs,
                "{part} ends at {foot:.0} px, under the tabs, which begin at {tabs}"
            );
        }
        Ok(())
    });
}

#[test]
fn a_site_chosen_over_a_low_sheet_opens_it_halfway_and_back_returns() {
    let expo = Expo::read();
    let site = expo.site("oppet-dagvatten");
    let address = format!("#map={},{},15", site.lon, site.lat);
    visit(Device::PHONE, &address, |_, page| {
        let [low, half, full] = rests();
        page.painted_after(|| pull(page, low - half))?;
        rests_at(page, low)?;
        page.tap(middle(page)?)?;
        focus_comes_to(page, "heading", &site.sv)?;
        rests_at(page, half)?;
        page.see(role("region", "Vald plats"))?;
        assert_eq!(page.count("li.row")?, 0, "the card stands in the list's place");
        page.back()?;
        page.see_no_more(role("region", "Vald plats"))?;
        focus_comes_to(page, "link", &site.sv)?;
        assert!(!page.fragment()?.contains("site="));
        assert_eq!(page.count("li.row")?, expo.sites.len());
        page.click(button("Visa mer"))?;
        rests_at(page, full)?;
        let row = page.eval::<String>("document.querySelector('li.row > a').id")?;
        page.click(css(&format!("#{row}")))?;
        focus_comes_to(page, "heading", &expo.site(&row["rad-".len()..]).sv)?;
        page.click(button("Stäng"))?;
        page.see_no_more(role("region", "Vald plats"))?;
        Ok(())
    });
}

#[test]
fn the_tabs_of_a_phone_lead_to_every_page() {
    visit(Device::PHONE, "", |_, page| {
        page.click(role("link", "Täckning"))?;
        page.see(role("heading", "Täckning"))?;
        page.click(role("link", "Mer"))?;
        page.see(role("heading", "Om M21"))?;
        page.click(role("link", "English"))?;
        page.see(role("heading", "About M21"))?;
        page.click(role("link", "Map"))?;
        page.see(css("#karta"))?;
        assert_eq!(page.fragment()?, "lang=en");
        page.eval::<()>("history.go(-1); null")?;
        page.see(role("heading", "About M21"))?;
        Ok(())
    });
}

#[test]
fn nothing_is_wider_than_the_smallest_phone() {
    visit(Device::SMALL_PHONE, "", |_, page| {
        for address in [
            "#",
            "#site=oppet-dagvatten",
            "#view=coverage",
            "#view=about",
            "#goal=14&district=oxie",
        ] {
            page.goto(address)?;
            page.drawn()?;
            let (seen, needed): (f64, f64) = page.eval("[innerWidth, document.documentElement.scrollWidth]")?;
            assert!(needed <= seen && seen <= 320.0, "{address} needs {needed} px of {seen}");
        }
        Ok(())
    });
}
