//! Choosing a site and leaving it again.

use crate::expo::Expo;
use crate::visit::{address_becomes, address_holds, empty_place, focus_comes_to, middle, row_link, rows, visit};
use journeys::{Device, button, css, role};

#[test]
fn a_site_chosen_in_the_list_takes_the_focus_and_gives_it_back() {
    visit(Device::DESKTOP, "#goal=6", |_, page| {
        let expo = Expo::read();
        let site = expo.site("oppet-dagvatten");
        let row = row_link(&site.id);
        let steps: usize = page.eval("history.length")?;
        page.click(css(&row))?;
        focus_comes_to(page, "heading", &site.sv)?;
        let chosen = format!("goal=6&site={}", site.id);
        address_becomes(page, &chosen)?;
        page.see(role("region", "Vald plats"))?;
        page.until_true(&format!("document.title.startsWith('{}')", site.sv))?;
        assert_eq!(page.attribute(css(&row), "aria-current")?.as_deref(), Some("true"));
        assert_eq!(
            page.eval::<usize>("history.length")?,
            steps + 1,
            "choosing a site is a step"
        );

        page.back()?;
        address_becomes(page, "goal=6")?;
        page.see_no_more(role("region", "Vald plats"))?;
        focus_comes_to(page, "link", &site.sv)?;
        assert_eq!(page.eval::<String>("document.activeElement.id")?, row[1..]);

        page.press("Enter")?;
        focus_comes_to(page, "heading", &site.sv)?;
        page.press("Escape")?;
        page.see_no_more(role("region", "Vald plats"))?;
        focus_comes_to(page, "link", &site.sv)?;

        page.press("Enter")?;
        page.click(button("Stäng"))?;
        page.see_no_more(role("region", "Vald plats"))?;
        address_becomes(page, "goal=6")?;
        focus_comes_to(page, "link", &site.sv)?;
        Ok(())
    });
}

#[test]
fn a_link_to_a_site_opens_it_in_the_language_asked_for() {
    visit(Device::DESKTOP, "#site=oppet-dagvatten&lang=en", |_, page| {
        let site_en = Expo::read().site("oppet-dagvatten").en.clone();
        focus_comes_to(page, "heading", &site_en)?;
        let card = page.text(role("region", "Chosen site"))?;
        for part in ["Open until 18:00", "Clean water", "VA SYD", "Persborg", "Fosie"] {
            assert!(card.contains(part), "“{part}” is missing in: {card}");
        }
        page.click(button("Close"))?;
        address_becomes(page, "lang=en")?;
        Ok(())
    });
}

#[test]
fn every_site_of_the_list_has_a_card_with_its_title() {
    visit(Device::DESKTOP, "", |_, page| {
        for row in rows(page)?.into_iter().step_by(9) {
            page.eval::<()>(&format!("location.hash = 'site={}'; null", row.id))?;
            focus_comes_to(page, "heading", &row.title)?;
        }
        Ok(())
    });
}

#[test]
fn a_link_to_a_site_that_is_gone_says_so_and_leads_back_to_the_others() {
    let all = Expo::read().sites.len();
    visit(Device::DESKTOP, "#site=never-was", |_, page| {
        page.see(role("heading", "Platsen finns inte längre på kartan"))?;
        assert_eq!(rows(page)?.len(), all, "the list must stay");
        page.press("Escape")?;
        address_becomes(page, "")?;
        Ok(())
    });
    visit(Device::PHONE, "#site=never-was&lang=en", |_, page| {
        page.see(role("heading", "That site is no longer on the map"))?;
        page.click(button("Close"))?;
        address_becomes(page, "lang=en")?;
        assert_eq!(rows(page)?.len(), all);
        Ok(())
    });
}

#[test]
fn a_mark_pressed_on_the_map_opens_its_site_and_empty_map_closes_it() {
    let expo = Expo::read();
    let site = expo.site("oppet-dagvatten");
    let address = format!("#map={},{},15", site.lon, site.lat);
    visit(Device::DESKTOP, &address, |_, page| {
        let at = middle(page)?;
        page.click_at(at)?;
        focus_comes_to(page, "heading", &site.sv)?;
        address_holds(page, &format!("site={}", site.id))?;
        page.painted()?;
        page.click_at(empty_place(page, &expo)?)?;
        page.see_no_more(role("region", "Vald plats"))?;
        assert!(!page.fragment()?.contains("site="));
        Ok(())
    });
}

#[test]
fn a_finger_on_a_mark_opens_its_site_in_the_sheet() {
    let expo = Expo::read();
    let site = expo.site("oppet-dagvatten");
    let address = format!("#map={},{},15", site.lon, site.lat);
    visit(Device::PHONE, &address, |_, page| {
        // A browser sends what a mouse would do after the finger has left; only then the focus is settled.
        page.eval::<()>("addEventListener('click', () => { window.clicked = true }, true); null")?;
        page.tap(middle(page)?)?;
        page.until_true("window.clicked === true && !!document.querySelector('.card-title')")?;
        page.drawn()?;
        focus_comes_to(page, "heading", &site.sv)?;
        assert!(page.fragment()?.contains(&format!("site={}", site.id)));
        page.back()?;
        page.see_no_more(role("region", "Vald plats"))?;
        focus_comes_to(page, "link", &site.sv)?;
        Ok(())
    });
}
