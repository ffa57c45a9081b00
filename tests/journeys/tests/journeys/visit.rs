//! What journeys have in common: how a visit begins and ends, and what can be read on the page.

use crate::expo::Expo;
use journeys::{At, By, Device, Journey, Page, Result, Stage, css, journey, role};
use serde::Deserialize;

/// Ground metres in a pixel at zoom 0: the equator's 512th part at Malmö's latitude.
const METRES_PER_PX: f64 = 40_075_016.7 * 0.564_967 / 512.0;
/// Metres in a degree of latitude, on a globe of the earth's mean radius.
const METRES_PER_DEGREE: f64 = 111_195.0;

/// Opens the built page at an address and walks. In the end it must have asked nobody but its own server, and
/// have told of no trouble.
pub fn visit(device: Device, address: &str, walk: impl FnOnce(&Stage, &Page) -> Journey) {
    journey(|stage| {
        let page = stage.open(device, address)?;
        walk(stage, &page)?;
        is_well(&page)
    });
}

/// The end of every journey: no errors on the console, no failed requests, nobody asked but the page's own server.
pub fn is_well(page: &Page) -> Journey {
    assert_eq!(page.troubles()?, Vec::<String>::new(), "the page told of trouble");
    assert_eq!(page.requests_elsewhere()?, Vec::<String>::new(), "asked elsewhere");
    Ok(())
}

/// A row of the list.
#[derive(Debug, Deserialize)]
pub struct Row {
    pub id: String,
    pub title: String,
    /// What stands at its end about its hours.
    pub open: String,
}

/// The rows of the list named "Platser" or "Sites".
pub fn rows(page: &Page) -> Result<Vec<Row>> {
    let list = if page.eval::<String>("document.documentElement.lang")? == "en" { "Sites" } else { "Platser" };
    let read = "function() { return [...this.querySelectorAll('li.row > a')].map(row => ({
        id: row.id.replace(/^rad-/, ''),
        title: row.querySelector('.row-title').innerText.trim(),
        open: row.querySelector('.row-open').innerText.trim() })) }";
    page.of(role("list", list), read, &[])
}

/// The ids of the rows, sorted.
pub fn row_ids(page: &Page) -> Result<Vec<String>> {
    let mut ids: Vec<String> = rows(page)?.into_iter().map(|row| row.id).collect();
    ids.sort_unstable();
    Ok(ids)
}

/// The heading over the list.
pub fn heading(page: &Page) -> Result<String> {
    page.text(css(".list-head h2"))
}

/// The row of a site.
pub fn row_link(id: &str) -> String {
    format!("#rad-{id}")
}

/// How many sites each goal's button promises, by the buttons' names.
pub fn goal_counts(page: &Page) -> Result<Vec<usize>> {
    let names = page.names("button")?;
    let of = |goal: usize| {
        let start = format!("{goal} ");
        let name = names.iter().find(|name| name.starts_with(&start) && name.contains(", "))?;
        name.rsplit_once(", ")?.1.split(' ').next()?.parse().ok()
    };
    Ok((1..=17).map(|goal| of(goal).unwrap_or(usize::MAX)).collect())
}

/// The whole name of a goal's button.
pub fn goal_button(page: &Page, goal: usize) -> Result<String> {
    let start = format!("{goal} ");
    page.until(&format!("a button for goal {goal}"), || {
        Ok(page.names("button")?.into_iter().find(|name| name.starts_with(&start)))
    })
}

/// Asserts that heading, list and mark agree with the ids expected.
pub fn shows_exactly(page: &Page, expo: &Expo, expected: &[&str]) -> Journey {
    let all = expo.sites.len();
    let said = match expected.len() {
        n if n == all => format!("{all} platser"),
        n => format!("{n} av {all} platser"),
    };
    assert_eq!(heading(page)?, said);
    assert_eq!(row_ids(page)?, expected);
    Ok(())
}

/// Waits until the address's fragment is this.
pub fn address_becomes(page: &Page, fragment: &str) -> Result<()> {
    let mut last = String::new();
    page.until(&format!("the address to become #{fragment}"), || {
        last = page.fragment()?;
        if last == fragment {
            return Ok(Some(()));
        }
        Err(journeys::Failure::new(format!("it is #{last}")))
    })
}

/// Waits until a thing has the focus, by role and name.
pub fn focus_comes_to(page: &Page, role: &str, name: &str) -> Result<()> {
    page.until(&format!("the focus on the {role} “{name}”"), || {
        let (has, named) = page.focused()?;
        if has == role && named.contains(name) {
            return Ok(Some(()));
        }
        Err(journeys::Failure::new(format!("it is on the {has} “{named}”")))
    })
}

/// Waits until a thing's text is this.
pub fn text_becomes(page: &Page, by: By, text: &str) -> Result<()> {
    page.until(&format!("{by} to say “{text}”"), || {
        let said = page.text(by)?;
        if said == text {
            return Ok(Some(()));
        }
        Err(journeys::Failure::new(format!("it says “{said}”")))
    })
}

/// Where the map looks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Camera {
    pub lon: f64,
    pub lat: f64,
    pub zoom: f64,
}

impl Camera {
    /// The one in the address.
    pub fn in_address(page: &Page) -> Result<Option<Self>> {
        let fragment = page.fragment()?;
        let text = fragment.split('&').find_map(|pair| pair.strip_prefix("map="));
        let numbers: Vec<f64> = text
            .into_iter()
            .flat_map(|text| text.split(',').filter_map(|number| number.parse().ok()))
            .collect();
        Ok(match numbers[..] {
            [lon, lat, zoom] => Some(Self { lon, lat, zoom }),
            _ => None,
        })
    }

    /// Ground metres in a pixel.
    fn metres_per_px(self) -> f64 {
        METRES_PER_PX / self.zoom.exp2()
    }

    /// The degrees seen so many pixels right of and below the middle.
    pub fn beside(self, right: f64, down: f64) -> (f64, f64) {
        let degrees = self.metres_per_px() / METRES_PER_DEGREE;
        (self.lon + right * degrees / 0.564_967, self.lat - down * degrees)
    }

    /// How far another camera's middle is to the right and down, in this one's pixels.
    pub fn way_to(self, other: Self) -> (f64, f64) {
        let px = METRES_PER_DEGREE / self.metres_per_px();
        ((other.lon - self.lon) * px * 0.564_967, (self.lat - other.lat) * px)
    }
}

/// Where on the screen the camera's middle is drawn: in the middle of the map, less the index along its top (18 px)
/// and right edge (16 px) and less the sheet on a phone.
pub fn middle(page: &Page) -> Result<At> {
    let (x, y): (f64, f64) = page.eval(
        "(() => { const map = document.querySelector('#karta').getBoundingClientRect();
            const sheet = parseFloat(getComputedStyle(document.querySelector('main.stage')).getPropertyValue('--over')) || 0;
            return [map.x + (map.width - 16) / 2, map.y + (18 + map.height - Math.min(sheet, map.height / 2)) / 2]; })()",
    )?;
    Ok(At::new(x, y))
}

/// Notes every change of the address from now on in `window.written`.
pub fn note_addresses(page: &Page) -> Result<()> {
    page.eval(
        "(() => { window.written = [];
            for (const how of ['pushState', 'replaceState']) {
                const plain = history[how].bind(history);
                history[how] = (state, title, url) => { window.written.push(how + ' ' + url); plain(state, title, url); };
            }
            return null; })()",
    )
}

/// What was noted.
pub fn noted(page: &Page) -> Result<Vec<String>> {
    page.eval("window.written.splice(0)")
}
