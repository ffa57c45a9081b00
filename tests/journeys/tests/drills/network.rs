//! Drills 1–6: the network.

use crate::expo::Expo;
use crate::ground::{
    answers, chooses, drill, has_all, is_told, looks, nothing_is_told, opens, release, version, visitor,
};
use crate::visit::{heading, rows};
use journeys::{Device, Journey, Network, Page, Result, button, css, role};
use serde_json::json;
use std::thread::sleep;
use std::time::{Duration, Instant};

/// From asking for the page to a map that answers, without a server. The promise is one second on a machine of its own;
/// the tests share theirs.
const USABLE_MS: f64 = 1_000.0;

/// A load of the page without a server, at an address; gives milliseconds until the map and the filters answered.
fn cold(page: &Page, address: &str) -> Result<f64> {
    page.goto_url("about:blank")?;
    page.goto(address)?;
    page.interactive()
}

/// One thing a visitor does without a server: where it begins, and what must come of it.
type Walk = (&'static str, fn(&Page) -> Journey);

fn sees(page: &Page, name: &str) -> Journey {
    page.see(role("heading", name))?;
    Ok(())
}

fn shows_some(page: &Page) -> Journey {
    let shown = page.painted()?;
    assert!(shown > 0 && shown < Expo::read().sites.len(), "{shown}");
    assert!(!rows(page)?.is_empty());
    Ok(())
}

/// Journeys from a cold start, deep links and all.
const WALKS: [Walk; 27] = [
    ("", answers),
    ("index.html", answers),
    ("#", answers),
    ("?utm_source=sign", answers),
    ("#goal=6", shows_some),
    ("#goal=6,11&kind=physical", shows_some),
    ("#partner=va-syd", shows_some),
    ("#district=fosie", shows_some),
    ("#station=persborg", shows_some),
    ("#kind=social", shows_some),
    ("#part=testbed", shows_some),
    ("#open=2021-05-16T14:00", shows_some),
    ("#q=vatten", shows_some),
    ("#site=oppet-dagvatten", |page| sees(page, "Öppet dagvatten")),
    ("s/oppet-dagvatten/", |page| sees(page, "Öppet dagvatten")),
    ("s/oppet-dagvatten", |page| sees(page, "Öppet dagvatten")),
    ("en/s/oppet-dagvatten/", |page| {
        page.until_true("document.documentElement.lang === 'en' && location.hash.includes('site=oppet-dagvatten')")?;
        page.see(css(".card h2"))?;
        Ok(())
    }),
    ("p/va-syd/", |page| {
        page.until_true("location.hash === '#partner=va-syd'")?;
        shows_some(page)
    }),
    ("nothing/of/that/name", answers),
    ("#view=coverage", |page| {
        page.see(css(".matrix"))?;
        Ok(())
    }),
    ("#view=about", |page| sees(page, "Om M21")),
    (
        "#view=route&trip=1gfRPcWgACDzckc8OMyCFD0DYRpBGNVW7WRpGx8nz3CGQ",
        |page| {
            page.see(css(".trip-row"))?;
            Ok(())
        },
    ),
    ("#view=route", |page| {
        page.see(css(".trip-empty"))?;
        Ok(())
    }),
    ("#lang=en", |page| {
        page.until_true("document.documentElement.lang === 'en'")?;
        assert!(heading(page)?.ends_with(" sites"));
        Ok(())
    }),
    ("#theme=evening", |page| {
        page.until_true("document.documentElement.dataset.theme === 'kvall'")?;
        answers(page)
    }),
    ("#map=13.02,55.59,14", |page| {
        let shown = page.painted_after(|| page.click(button("Zooma in")))?;
        assert_eq!(shown, Expo::read().sites.len());
        Ok(())
    }),
    ("#site=nothing-of-that-name", |page| {
        page.until_true("document.body.innerText.includes('finns inte längre på kartan')")?;
        Ok(())
    }),
];

#[test]
fn drill_01_every_journey_works_with_the_server_dead() {
    drill(|stage| {
        let page = visitor(stage, Device::DESKTOP)?;
        stage.stop_the_server();
        let mut times = Vec::new();
        for (address, walk) in WALKS {
            times.push(cold(&page, address)?);
            walk(&page).map_err(|stopped| journeys::Failure::new(format!("/{address}: {stopped}")))?;
        }
        times.sort_by(f64::total_cmp);
        let (middle, worst) = (times[times.len() / 2], times[times.len() - 1]);
        println!(
            "{} journeys without a server; usable after {middle:.0} ms, at worst {worst:.0} ms",
            times.len()
        );
        assert!(middle <= USABLE_MS, "usable after {middle} ms, at worst {worst} ms");
        Ok(())
    });
}

#[test]
fn drill_02_a_first_visit_cut_off_shows_the_list_and_resumes_alone() {
    drill(|stage| {
        let program = release(1).path_of(".wasm");
        stage.server().spoil(&program, journeys::Fault::Cut(60_000));
        let page = stage.blank(Device::PHONE)?;
        page.goto("")?;
        page.see(button("Försök igen"))?;
        let list = page.text(css("#plain"))?;
        for site in &Expo::read().sites {
            assert!(list.contains(&site.sv), "{} is not in the list", site.sv);
        }
        assert!(
            page.attribute(css(".plain-list a"), "href")?
                .is_some_and(|href| href.starts_with("s/"))
        );
        stage.server().restore(&program);
        // Nobody touches anything.
        page.interactive()?;
        assert_eq!(page.painted()?, Expo::read().sites.len());
        page.forgive("uncaught")?;
        Ok(())
    });
}

#[test]
fn drill_03_what_is_new_comes_when_the_net_is_back() {
    drill(|stage| {
        let page = visitor(stage, Device::DESKTOP)?;
        page.network(Network::Offline)?;
        let told = is_told(&page, "Ingen uppkoppling.")?;
        assert!(told.contains("Kartan och platserna visas som de var "), "{told}");
        assert!(told.contains("Tågtiderna kan ha ändrats."), "{told}");
        answers(&page)?;
        let mut sites = crate::expo::json("sites.geojson");
        sites["features"][0]["properties"]["title"]["sv"] = json!("Nytt namn under tiden");
        let news = [("sites.geojson", sites.to_string().into_bytes())];
        stage
            .server()
            .publish(&journeys::Release::of_the_page_with_data(2, 1, &news)?);
        page.network(Network::Free)?;
        let back = Instant::now();
        is_told(&page, "Uppdaterat ")?;
        page.until("the new name", || {
            Ok(rows(&page)?
                .iter()
                .any(|row| row.title == "Nytt namn under tiden")
                .then_some(()))
        })?;
        assert!(back.elapsed() < Duration::from_mins(1));
        Ok(())
    });
}

#[test]
fn drill_04_on_a_weak_signal_the_list_can_be_read_before_the_map_is_ready() {
    drill(|stage| {
        let page = stage.blank(Device::PHONE)?;
        page.network(Network::Weak)?;
        page.wait_at_most(Duration::from_mins(1));
        page.goto("")?;
        page.until("the list", || {
            let text: String = page.eval("document.querySelector('.plain-list')?.innerText ?? ''")?;
            Ok(text.contains("Öppet dagvatten").then_some(()))
        })?;
        assert_eq!(page.mark_count("m21:interactive")?, 0, "the map was ready first");
        page.interactive()?;
        assert_eq!(page.count(".plain-list")?, 0);
        Ok(())
    });
}

#[test]
fn drill_05_a_net_that_comes_and_goes_goes_unnoticed() {
    drill(|stage| {
        let page = visitor(stage, Device::DESKTOP)?;
        for round in 0..8 {
            let is_gone = round % 2 == 0;
            stage.server().is_unreachable(is_gone);
            page.network(if is_gone { Network::Offline } else { Network::Free })?;
            chooses(&page)?;
            assert!(nothing_is_told(&page)?, "round {round}");
            sleep(Duration::from_millis(200));
        }
        page.network(Network::Free)?;
        stage.server().is_unreachable(false);
        looks(&page)?;
        answers(&page)
    });
}

#[test]
fn drill_06_a_captive_portal_never_takes_the_maps_place() {
    drill(|stage| {
        let page = visitor(stage, Device::DESKTOP)?;
        let before = version(&page)?;
        stage.server().portal(Some(
            "<!doctype html><title>Log in</title><h1>Log in to this network</h1>",
        ));
        page.eval::<()>(
            "navigator.serviceWorker.getRegistration().then(r => r.update()).catch(() => null).then(() => null)",
        )?;
        for address in ["", "s/oppet-dagvatten/", ""] {
            cold(&page, address)?;
            assert_eq!(version(&page)?, before, "at /{address}");
        }
        answers(&page)?;
        is_told(&page, "Ingen uppkoppling.")?;
        stage.server().portal(None);
        looks(&page)?;
        is_told(&page, "Uppdaterat ")?;
        has_all(&page)?;
        Ok(())
    });
}

#[test]
fn a_deep_link_from_a_sign_opens_at_its_place_with_the_server_there_too() {
    drill(|stage| {
        let page = visitor(stage, Device::PHONE)?;
        cold(&page, "s/oppet-dagvatten/")?;
        opens(&page, "Öppet dagvatten")?;
        Ok(())
    });
}
