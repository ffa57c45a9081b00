//! A day that somebody made at a station goes on in their hand: by a code, without a network, a server or an account.

use crate::ground::{drill, has_all};
use journeys::{Device, Failure, Journey, Page, Result, button, css};

/// The expo's first Saturday.
const CLOCK: &str = "2021-05-15T12:32:00+02:00";

fn texts(page: &Page, selector: &str) -> Result<Vec<String>> {
    page.eval(&format!(
        "[...document.querySelectorAll('{selector}')].map(e => e.innerText.replace(/\\s+/g, ' ').trim())"
    ))
}

/// What the code on the screen says, read off a picture of it as a camera does.
fn code(page: &Page) -> Result<String> {
    let picture = image::load_from_memory(&page.picture()?)
        .map_err(|error| Failure::new(format!("the picture cannot be read: {error}")))?
        .to_luma8();
    let (width, height) = (picture.width() as usize, picture.height() as usize);
    let mut picture =
        rqrr::PreparedImage::prepare_from_greyscale(width, height, |x, y| picture.get_pixel(x as u32, y as u32).0[0]);
    let found = picture.detect_grids();
    let read = found.iter().map(rqrr::Grid::decode).find_map(std::result::Result::ok);
    let (_, said) = read.ok_or_else(|| Failure::new(format!("{} codes, none that can be read", found.len())))?;
    Ok(said)
}

/// Takes so many sites that are open, one after the other.
fn takes(page: &Page, wanted: usize) -> Journey {
    let mut place = 0;
    for _ in 0..wanted {
        loop {
            // Where the map is gone back to, the list begins with its first page.
            for _ in 0..place / 6 {
                page.click(button("Next page"))?;
            }
            let row = format!(".k-row:nth-child({})", place % 6 + 1);
            place += 1;
            if page.eval(&format!("!document.querySelector('{row} .mark.shut')"))? {
                page.click(css(&row))?;
                break;
            }
            page.click(button("My day"))?;
            page.click(button("To the map"))?;
            page.see(css(".tiles"))?;
        }
        page.click(button("Add to the route"))?;
        page.click(button("To the map"))?;
        page.see(css(".tiles"))?;
    }
    Ok(())
}

#[test]
fn a_day_of_eight_sites_goes_to_a_phone_without_a_network() {
    drill(|stage| {
        let phone = stage.blank(Device::PHONE)?;
        phone.clock_starts(CLOCK)?;
        phone.goto("")?;
        phone.interactive()?;
        has_all(&phone)?;
        let page = stage.blank(Device::KIOSK)?;
        page.clock_starts(CLOCK)?;
        page.goto("#kiosk=hyllie&bearing=132&code=2104")?;
        page.interactive()?;
        has_all(&page)?;
        stage.stop_the_server();
        page.click(css(".k-touch"))?;
        page.click(button("English"))?;
        takes(&page, 8)?;
        page.click(button("My day"))?;
        page.see(css(".k-day li.visit"))?;
        // The day is told page by page, whole: nothing of it lies outside its frame.
        let (mut steps, mut visits) = (Vec::new(), Vec::new());
        loop {
            steps.extend(texts(&page, ".k-day li.visit .k-step-time")?);
            visits.extend(texts(&page, ".k-day li.visit b")?);
            let fits =
                "(({ scrollWidth: w, clientWidth: v, scrollHeight: h, clientHeight: g }) => w <= v + 1 && h <= g + 1)
                (document.querySelector('.k-day'))";
            assert!(page.eval::<bool>(fits)?, "a page of the day is cut off");
            if page.eval("document.querySelector('.k-pages button:last-child').disabled")? {
                break;
            }
            let before = texts(&page, ".k-pages span")?;
            page.click(button("Next page"))?;
            page.until("the next page", || {
                Ok((texts(&page, ".k-pages span")? != before).then_some(()))
            })?;
        }
        assert!(visits.len() >= 5, "{visits:?}");
        page.click(button("To my phone"))?;
        page.see(css(".k-phone svg"))?;
        let link = code(&page)?;
        assert!(link.contains("lang=en"), "{link}");
        assert!(
            !link.contains("kiosk") && !link.contains("2104"),
            "what is the screen's own stays: {link}"
        );
        phone.goto_url("about:blank")?;
        phone.goto_url(&link)?;
        phone.interactive()?;
        phone.until("the same day", || {
            Ok((texts(&phone, ".trip-row.visit .trip-title")? == visits).then_some(()))
        })?;
        assert_eq!(phone.eval::<String>("document.documentElement.lang")?, "en");
        let there = texts(&phone, ".trip-row.visit .trip-time")?;
        assert_eq!(there.len(), steps.len());
        for (there, here) in there.iter().zip(&steps) {
            assert!(there.starts_with(here.as_str()), "{there} is not {here}");
        }
        let stops: usize = phone.eval("new URLSearchParams(location.hash.slice(1)).get('trip').length")?;
        assert!(stops > 8, "the day is in the address");
        Ok(())
    });
}
