//! The screen at a station: what whoever comes by finds, reaches and takes along.

use crate::visit::is_well;
use journeys::{Device, Journey, Page, Result, button, css, journey};

/// The screen that most stations have: 43 inches, standing, its lower edge 650 mm above the floor.
const USUAL: &str = "#kiosk=hyllie";
/// The highest that may be pressed is 1,220 mm above the floor, in pixels from the upper edge of that screen.
const HIGHEST_PX: f64 = 1920.0 - (1220.0 - 650.0) * 1920.0 / 941.0;

/// A screen at a station on the expo's first Saturday, at 14.32.
fn at_station(device: Device, address: &str, walk: impl FnOnce(&Page) -> Journey) {
    at_station_with("", device, address, walk);
}

/// The same in a browser that is other than usual.
fn at_station_with(script: &str, device: Device, address: &str, walk: impl FnOnce(&Page) -> Journey) {
    journey(|stage| {
        let page = stage.blank(device)?;
        page.clock_starts("2021-05-15T14:32:00+02:00")?;
        page.before_load(script)?;
        page.goto(address)?;
        page.interactive()?;
        walk(&page)?;
        is_well(&page)
    });
}

fn begins(page: &Page) -> Journey {
    page.click(css(".k-touch"))?;
    Ok(page.see(css(".k-row"))?)
}

fn screen(page: &Page) -> Result<String> {
    page.eval("document.querySelector('.kiosk').dataset.screen")
}

fn texts(page: &Page, selector: &str) -> Result<Vec<String>> {
    page.eval(&format!(
        "[...document.querySelectorAll('{selector}')].map(e => e.innerText.replace(/\\s+/g, ' ').trim())"
    ))
}

/// A row of the list, from 1.
fn row(number: usize) -> String {
    format!(".k-row:nth-child({number})")
}

#[test]
fn whoever_comes_by_finds_what_is_near_and_the_next_sees_nothing_of_it() {
    at_station(Device::KIOSK, USUAL, |page| {
        assert_eq!(page.text(css(".k-here h1"))?, "Hyllie");
        assert_eq!(screen(page)?, "attract");
        let trains = texts(page, ".k-train")?;
        assert!(
            trains.len() == 2 && trains.iter().all(|t| t.contains('.')),
            "{trains:?}"
        );
        begins(page)?;
        let rows = texts(page, ".k-row")?;
        assert_eq!(rows.len(), 6);
        // The nearest first, each with how far it is.
        let minutes = texts(page, ".k-row .k-far b")?;
        let minutes: Vec<u32> = minutes.iter().filter_map(|m| m.parse().ok()).collect();
        assert!(minutes.len() == 6 && minutes.is_sorted(), "{minutes:?}");
        page.click(button("Nästa sida"))?;
        page.until("other rows", || Ok((texts(page, ".k-row")? != rows).then_some(())))?;
        page.click(css(".tile.g7"))?;
        page.until("fewer sites", || {
            Ok((texts(page, ".k-pages span")? == ["Sida 1 av 2"]).then_some(()))
        })?;
        page.click(css(&row(1)))?;
        page.see(css(".k-card h2"))?;
        // What is in an address, a browser remembers.
        assert_eq!(page.fragment()?, "kiosk=hyllie");
        page.click(button("English"))?;
        page.click(button("Evening"))?;
        page.click(button("Add to the route"))?;
        page.click(button("Start over"))?;
        page.see(css(".k-touch"))?;
        assert_eq!(page.fragment()?, "kiosk=hyllie");
        assert_eq!(page.eval::<String>("document.documentElement.lang")?, "sv");
        begins(page)?;
        assert_eq!(texts(page, ".k-row")?, rows);
        page.click(button("Min dag"))?;
        Ok(page.see(css(".k-none"))?)
    });
}

/// The boxes of everything that can be pressed and is not a mark on the map, of which each has a row too: upper and lower
/// edge, in pixels, and the name.
fn pressed(page: &Page) -> Result<Vec<(f64, f64, String)>> {
    page.eval(
        "[...document.querySelectorAll('.kiosk button, .kiosk input')].filter(e => e.checkVisibility()).map(e => {
            const box = e.getBoundingClientRect();
            return [box.top, box.bottom, e.getAttribute('aria-label') || e.innerText]; })",
    )
}

/// Presses one way to every screen, and looks at each.
fn on_every_screen(page: &Page, look: impl Fn(&str) -> Journey) -> Journey {
    let ways: [(&str, &[&str]); 6] = [
        ("home", &[]),
        ("search", &[".k-way:nth-child(1)"]),
        ("errand", &[".k-way:nth-child(2)"]),
        ("site", &[".k-row:nth-child(2)"]),
        (
            "day",
            &[".k-row:nth-child(2)", ".k-way:nth-child(2)", ".k-way:nth-child(3)"],
        ),
        (
            "phone",
            &[".k-row:nth-child(2)", ".k-way:nth-child(3)", ".k-way:nth-child(1)"],
        ),
    ];
    for (name, way) in ways {
        for press in way {
            page.see(css(press))?;
            // A site that is in the day stays there.
            if page.eval(&format!("document.querySelector('{press}').dataset.in === 'true'"))? {
                continue;
            }
            page.click(css(press))?;
        }
        page.until(name, || Ok((screen(page)? == name).then_some(())))?;
        page.drawn()?;
        look(name)?;
        if name != "home" {
            page.click(css(".k-set:nth-child(1)"))?;
            page.until("home", || Ok((screen(page)? == "home").then_some(())))?;
        }
    }
    Ok(())
}

#[test]
fn everything_to_press_is_within_everyones_reach() {
    at_station(Device::KIOSK, USUAL, |page| {
        begins(page)?;
        on_every_screen(page, |name| {
            for (top, bottom, said) in pressed(page)? {
                assert!(
                    top >= HIGHEST_PX && bottom <= 1920.5,
                    "{said} on {name}: {top} to {bottom}"
                );
            }
            Ok(())
        })?;
        page.click(button("Nedre läge"))?;
        on_every_screen(page, |name| {
            for (top, bottom, said) in pressed(page)? {
                assert!(
                    top >= 919.5 && bottom <= 1920.5,
                    "{said} on {name}, low: {top} to {bottom}"
                );
            }
            Ok(())
        })
    });
}

#[test]
fn nothing_lies_on_anything_however_the_screen_hangs() {
    for (device, address) in [
        (Device::KIOSK, USUAL),
        (Device::LYING_KIOSK, USUAL),
        (Device::LYING_KIOSK, "#kiosk=malmo-c"),
        (Device::KIOSK, "#kiosk=malmo-c&bearing=225"),
    ] {
        at_station(device, address, |page| {
            begins(page)?;
            for large in [false, true] {
                if large {
                    page.click(button("Större text"))?;
                }
                on_every_screen(page, |name| {
                    let mut all = pressed(page)?;
                    // The last row of the lower part and the first of the foot meet where something is too large.
                    let foot: f64 = page.eval("document.querySelector('.k-foot').getBoundingClientRect().top")?;
                    all.retain(|(top, bottom, _)| *top < foot - 1.0 && *bottom > foot + 1.0);
                    assert_eq!(all, [], "{name} over the foot on {} (large: {large})", device.name);
                    let height = f64::from(device.height);
                    let below: f64 = page.eval("document.querySelector('.k-foot').getBoundingClientRect().bottom")?;
                    assert!(below <= height + 0.5, "{name}: the foot ends at {below}");
                    Ok(())
                })?;
            }
            Ok(())
        });
    }
}

#[test]
fn every_screen_says_what_it_shows_in_letters_as_large_as_the_eye_needs() {
    at_station(Device::KIOSK, USUAL, |page| {
        begins(page)?;
        on_every_screen(page, |name| {
            assert_eq!(page.text(css(".k-invented"))?, "Programmet är påhittat.", "on {name}");
            // A capital H of Archivo is 0.686 of the letters' size; 7.3 mm of it at 941 mm for 1,920 px.
            let small: Vec<(f64, String)> = page.eval(
                "[...document.querySelectorAll('.kiosk *')].filter(e => e.checkVisibility() && !e.closest('svg')
                    && [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim()))
                    .map(e => [parseFloat(getComputedStyle(e).fontSize) * 0.686 * 941 / 1920, e.className + ' ' + e.innerText])
                    .filter(([mm]) => mm < 7.3)",
            )?;
            assert_eq!(small, [], "on {name}");
            Ok(())
        })
    });
}

#[test]
fn a_screen_that_hangs_too_high_says_so_at_its_start() {
    at_station(Device::KIOSK, "#kiosk=hyllie&bottom=1400", |page| {
        let said = page.text(css(".k-misfits"))?.replace('\u{a0}', " ");
        assert!(said.contains("1 220"), "{said}");
        page.click(button("Fortsätt ändå"))?;
        Ok(page.see(css(".k-row"))?)
    });
    at_station(Device::KIOSK, "#kiosk=hyllie&distance=1500", |page| {
        let said = page.text(css(".k-misfits"))?;
        assert!(said.contains("Ett stort H"), "{said}");
        Ok(())
    });
    at_station(Device::KIOSK, "#kiosk=ingenstans", |page| {
        let said = page.text(css(".k-trouble"))?;
        assert!(said.contains("ingenstans") && said.contains("kiosk="), "{said}");
        Ok(())
    });
}

#[test]
fn five_taps_and_a_code_show_how_the_screen_is() {
    at_station(Device::KIOSK, "#kiosk=hyllie&code=2104", |page| {
        begins(page)?;
        for _ in 0..5 {
            page.click(css(".k-here"))?;
        }
        let key = |digit: &str| page.click(button(digit));
        page.see(button("7"))?;
        // A wrong code leads out.
        for digit in ["1", "2", "3", "4"] {
            key(digit)?;
        }
        page.until("nobody to be let in", || Ok((screen(page)? == "attract").then_some(())))?;
        begins(page)?;
        for _ in 0..5 {
            page.click(css(".k-here"))?;
        }
        for digit in ["2", "1", "0", "4"] {
            key(digit)?;
        }
        page.until("how the screen is", || Ok((screen(page)? == "health").then_some(())))?;
        let said = texts(page, ".k-facts dt")?.join(" ");
        assert!(
            said.contains("Version") && said.contains("Senaste fel") && said.contains("Data från"),
            "{said}"
        );
        Ok(())
    });
}

/// Voices as a device has them, and what they are given to say.
const VOICES: &str = "globalThis.said = [];
    Object.defineProperty(window, 'speechSynthesis', { value: { cancel() {}, speak(what) { said.push([what.lang, what.text]); },
        getVoices: () => [{ lang: 'sv-SE', localService: false }, { lang: 'sv-SE', localService: true }, { lang: 'en-GB', localService: true }] } });
    globalThis.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };";

/// The last thing said, with its language.
fn said(page: &Page, about: &str) -> Journey {
    page.until(&format!("“{about}” to be said"), || {
        let said: (String, String) = page.eval("said.at(-1) ?? ['', '']")?;
        Ok(said.1.contains(about).then_some(()))
    })?;
    Ok(())
}

#[test]
fn the_screen_is_read_out_and_walked_by_arrow_keys() {
    at_station_with(VOICES, Device::KIOSK, USUAL, |page| {
        // The first key is as good as a touch.
        page.press("ArrowDown")?;
        page.see(css(".k-row"))?;
        page.click(button("Läs upp"))?;
        said(page, "Hyllie")?;
        said(page, "Stadens vardagsrum")?;
        assert_eq!(page.eval::<String>("said.at(-1)[0]")?, "sv");
        // Back and back, each thing is told, until the first row; Enter opens it, and it is read.
        for _ in 0..60 {
            page.press("ArrowUp")?;
            if page.eval("document.activeElement.matches('.k-row:nth-child(1)')")? {
                break;
            }
        }
        said(page, "Stadens vardagsrum")?;
        page.press("Enter")?;
        page.see(css(".k-card h2"))?;
        said(page, "Hitta hit")?;
        page.press("ArrowUp")?;
        page.click(button("Sluta läsa"))?;
        let before: usize = page.eval("said.length")?;
        page.press("ArrowDown")?;
        assert_eq!(page.eval::<usize>("said.length")?, before, "silence is kept");
        page.click(button("English"))?;
        page.click(button("Read aloud"))?;
        said(page, "Getting here")?;
        assert_eq!(page.eval::<String>("said.at(-1)[0]")?, "en");
        Ok(())
    });
}

#[test]
fn a_device_without_a_voice_says_so_in_words() {
    let mute = VOICES.replace("localService: true", "localService: false");
    at_station_with(&mute, Device::KIOSK, USUAL, |page| {
        begins(page)?;
        page.click(button("Läs upp"))?;
        let told = page.text(css(".k-said"))?;
        assert!(told.contains("röst"), "{told}");
        assert_eq!(
            page.eval::<usize>("said.length")?,
            0,
            "a voice from elsewhere would carry off what it reads"
        );
        Ok(())
    });
}

#[test]
fn the_search_has_its_own_keys() {
    at_station(Device::KIOSK, USUAL, |page| {
        begins(page)?;
        page.click(button("Sök"))?;
        for key in ["m", "a", "t", "e", "r", "x"] {
            page.click(button(key))?;
        }
        page.see(css(".k-none"))?;
        page.click(button("Sudda"))?;
        page.until("what is called so", || {
            Ok(texts(page, ".k-row b")?
                .iter()
                .any(|t| t == "Materialbiblioteket")
                .then_some(()))
        })?;
        // A real keyboard works too.
        page.press("Backspace")?;
        page.write("rial")?;
        assert_eq!(page.field(css(".k-field"))?, "material");
        page.press("Escape")?;
        Ok(page.see(css(".tiles"))?)
    });
}
