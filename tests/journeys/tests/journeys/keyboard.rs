//! Without a mouse and without a finger.

use crate::expo::{Expo, json, list, word};
use crate::visit::{address_becomes, address_holds, focus_comes_to, rows, visit};
use journeys::{Device, Page, Result, css, role};

/// What the keyboard stands on upon the map.
fn on_map(page: &Page) -> Result<String> {
    Ok(page.attribute(css("#map-focus"), "aria-label")?.unwrap_or_default())
}

fn comes_to(page: &Page, start: &str) -> Result<()> {
    page.until(&format!("“{start}” on the map"), || {
        let now = on_map(page)?;
        if now.starts_with(start) {
            return Ok(Some(()));
        }
        Err(journeys::Failure::new(format!("it is “{now}”")))
    })
}

#[test]
fn tab_leads_from_the_skip_links_over_the_header_to_the_search() {
    visit(Device::DESKTOP, "", |_, page| {
        let mut met = Vec::new();
        for _ in 0..12 {
            page.press("Tab")?;
            let (role, name) = page.focused()?;
            let done = role == "combobox";
            met.push(name);
            if done {
                break;
            }
        }
        assert_eq!(met[..2], ["Hoppa till listan", "Hoppa till kartan"]);
        assert_eq!(
            met.last().map(String::as_str),
            Some("Sök plats, partner eller mål"),
            "{met:?}"
        );
        for name in ["Karta", "Täckning", "Om M21", "English", "Kväll"] {
            assert!(
                met.iter().any(|known| known == name),
                "“{name}” was passed over: {met:?}"
            );
        }
        page.press("Tab")?;
        let (role, name) = page.focused()?;
        assert!(
            role == "button" && name.starts_with("1 "),
            "the goals come after the search, not {role} “{name}”"
        );
        page.press("Tab")?;
        let (_, name) = page.focused()?;
        assert!(
            name.starts_with("Stadsdel"),
            "the goals are one stop, then the filters, not “{name}”"
        );
        Ok(())
    });
}

#[test]
fn skip_links_lead_to_the_list_and_the_map() {
    visit(Device::DESKTOP, "", |_, page| {
        page.press("Tab")?;
        page.press("Enter")?;
        page.until_true("document.activeElement.id === 'lista'")?;
        page.press("Tab")?;
        assert!(
            page.eval::<bool>("!!document.activeElement.closest('#lista')")?,
            "Tab goes on from the list"
        );
        page.eval::<()>("document.activeElement.blur(); null")?;
        page.focus(css(".skip + .skip"))?;
        page.press("Enter")?;
        page.until_true("document.activeElement.id === 'karta'")?;
        assert_eq!(page.fragment()?, "", "a skip link is no address");
        Ok(())
    });
}

#[test]
fn a_site_is_found_by_typing_without_its_dots() {
    visit(Device::DESKTOP, "", |_, page| {
        page.press("/")?;
        focus_comes_to(page, "combobox", "Sök plats")?;
        page.write("oppet")?;
        assert_eq!(
            page.field(css("[role=combobox]"))?,
            "oppet",
            "the slash must not be typed"
        );
        page.see(role("option", "Öppet dagvatten"))?;
        let first = page.names("option")?.into_iter().next().unwrap_or_default();
        assert!(first.starts_with("Öppet dagvatten"), "{first}");
        page.press("ArrowDown")?;
        page.until_true("document.querySelector('[role=option]').ariaSelected === 'true'")?;
        assert_eq!(
            page.attribute(css("[role=combobox]"), "aria-expanded")?.as_deref(),
            Some("true")
        );
        page.press("Enter")?;
        focus_comes_to(page, "heading", "Öppet dagvatten")?;
        address_becomes(page, "site=oppet-dagvatten")?;
        page.press("Escape")?;
        address_becomes(page, "")?;
        page.until("the words to be used up", || {
            Ok(page.field(css("[role=combobox]"))?.is_empty().then_some(()))
        })?;
        Ok(())
    });
}

#[test]
fn words_narrow_the_list_and_escape_takes_them_back() {
    visit(Device::DESKTOP, "", |_, page| {
        let expo = Expo::read();
        page.press("/")?;
        page.write("odling")?;
        address_becomes(page, "q=odling")?;
        let left = page.painted()?;
        assert!(left > 0 && left < expo.sites.len(), "{left}");
        let rows = rows(page)?;
        assert_eq!(rows.len(), left);
        for id in ["takodlingen", "grannodlingen"] {
            assert!(rows.iter().any(|row| row.id == id), "{id} has the word in its title");
        }
        page.press("Escape")?;
        page.press("Escape")?;
        address_becomes(page, "")?;
        page.write("xyzzy")?;
        address_becomes(page, "q=xyzzy")?;
        page.see(role("heading", "Inga platser passar alla val"))?;
        let told = page.text(css("#lista"))?;
        assert!(
            told.contains("Inget heter ”xyzzy”. Prova ett kortare ord, en stadsdel eller en partner."),
            "{told}"
        );
        Ok(())
    });
}

#[test]
fn arrows_walk_the_goals_and_space_chooses() {
    visit(Device::DESKTOP, "", |_, page| {
        page.focus(css("button.tile"))?;
        for (key, starts) in [
            ("ArrowRight", "2 "),
            ("ArrowDown", "8 "),
            ("ArrowLeft", "7 "),
            ("ArrowUp", "1 "),
            ("End", "Alla"),
            ("Home", "1 "),
        ] {
            page.press(key)?;
            let (_, name) = page.focused()?;
            assert!(name.starts_with(starts), "{key} led to “{name}”");
        }
        page.painted_after(|| page.press("Space"))?;
        assert_eq!(page.fragment()?, "goal=1");
        page.painted_after(|| page.press("Enter"))?;
        assert_eq!(page.fragment()?, "", "taking out the last goal lights all");
        Ok(())
    });
}

#[test]
fn arrows_walk_the_ring_into_its_sites_and_out() {
    visit(Device::DESKTOP, "", |_, page| {
        let expo = Expo::read();
        let stations = json("stations.geojson");
        let mut ring: Vec<(u64, String, String)> = list(&stations["features"])
            .iter()
            .filter_map(|station| {
                let of = &station["properties"];
                Some((of["ring"].as_u64()?, word(&of["id"]), word(&of["name"])))
            })
            .collect();
        ring.sort_unstable();
        let said = |at: usize| {
            let (_, id, name) = &ring[at];
            let n = expo.sites.iter().filter(|site| site.station == *id).count();
            format!("{name}, {n} plats")
        };
        page.focus(css("#karta"))?;
        page.press("ArrowRight")?;
        comes_to(page, &said(0))?;
        assert_eq!(
            page.attribute(css("#karta"), "aria-activedescendant")?.as_deref(),
            Some("map-focus")
        );
        page.press("ArrowRight")?;
        comes_to(page, &said(1))?;
        page.press("ArrowLeft")?;
        page.press("ArrowLeft")?;
        comes_to(page, &said(ring.len() - 1))?;
        page.press("ArrowRight")?;
        comes_to(page, &said(0))?;

        let listed = rows(page)?;
        let here: Vec<&str> = listed
            .iter()
            .filter(|row| expo.site(&row.id).station == ring[0].1)
            .map(|row| row.title.as_str())
            .collect();
        page.press("Enter")?;
        comes_to(page, here[0])?;
        page.press("ArrowRight")?;
        comes_to(page, here[1])?;
        page.press("ArrowUp")?;
        comes_to(page, &said(0))?;
        page.press("ArrowDown")?;
        comes_to(page, here[0])?;
        page.press("Enter")?;
        focus_comes_to(page, "heading", here[0])?;
        address_holds(page, "site=")?;
        page.press("Escape")?;
        page.see_no_more(role("region", "Vald plats"))?;
        page.until("the focus back on the row or the mark", || {
            let (_, name) = page.focused()?;
            Ok((name.contains(here[0]) || on_map(page)?.starts_with(here[0])).then_some(()))
        })?;
        Ok(())
    });
}

#[test]
fn escape_on_the_map_leaves_site_and_station_before_anything_else() {
    visit(Device::DESKTOP, "#goal=6", |_, page| {
        page.focus(css("#karta"))?;
        for key in ["ArrowRight", "ArrowRight", "ArrowLeft"] {
            page.press(key)?;
        }
        page.until("a station on the map", || Ok((!on_map(page)?.is_empty()).then_some(())))?;
        page.press("Escape")?;
        page.until("nothing on the map", || Ok(on_map(page)?.is_empty().then_some(())))?;
        page.until_true("document.activeElement.id === 'karta'")?;
        assert_eq!(page.fragment()?, "goal=6");
        Ok(())
    });
}

#[test]
fn keys_pan_and_zoom_the_map() {
    visit(Device::DESKTOP, "#map=13.000000,55.590000,13.000", |_, page| {
        page.focus(css("#karta"))?;
        page.press("+")?;
        address_holds(page, ",13.500")?;
        page.press("-")?;
        address_holds(page, ",13.000")?;
        page.press("Shift+ArrowRight")?;
        page.until_true("parseFloat(location.hash.split('map=')[1]) > 13.001")?;
        page.press("Shift+ArrowLeft")?;
        page.until_true("Math.abs(parseFloat(location.hash.split('map=')[1]) - 13) < 0.0001")?;
        page.press("0")?;
        page.until_true("parseFloat(location.hash.split(',')[2]) < 12.5")?;
        Ok(())
    });
}
