//! What journeys have in common: how a visit begins and ends, and what can be read on the page.

use crate::expo::{Expo, json, list};
use journeys::{At, By, Device, Failure, Journey, Page, Result, Stage, css, journey, role};
use serde::Deserialize;

/// Ground metres in a pixel at zoom 0: the equator's 512th part at Malmö's latitude.
const METRES_PER_PX: f64 = 40_075_016.7 * 0.564_967 / 512.0;
/// Metres in a degree of latitude, on a globe of the earth's mean radius.
const METRES_PER_DEGREE: f64 = 111_195.0;

/// Opens the built page at an address and walks. In the end it must have asked nobody but its own server, and
/// have told of no trouble.
pub(crate) fn visit(device: Device, address: &str, walk: impl FnOnce(&Stage, &Page) -> Journey) {
    journey(|stage| {
        let page = stage.open(device, address)?;
        walk(stage, &page)?;
        is_well(&page)
    });
}

/// The end of every journey: no errors on the console, no failed requests, nobody asked but the page's own server.
pub(crate) fn is_well(page: &Page) -> Journey {
    assert_eq!(page.troubles()?, Vec::<String>::new(), "the page told of trouble");
    assert_eq!(page.requests_elsewhere()?, Vec::<String>::new(), "asked elsewhere");
    Ok(())
}

/// A row of the list.
#[derive(Debug, Deserialize)]
pub(crate) struct Row {
    pub(crate) id: String,
    pub(crate) title: String,
    /// What stands at its end about its hours.
    pub(crate) open: String,
}

/// The rows of the list named "Platser" or "Sites", once all that its heading promises are there.
pub(crate) fn rows(page: &Page) -> Result<Vec<Row>> {
    page.until("the whole list", || {
        let rows = rows_now(page)?;
        let promised = heading(page)?.split(' ').next().and_then(|n| n.parse().ok());
        Ok((promised == Some(rows.len())).then_some(rows))
    })
}

/// The rows that are there.
fn rows_now(page: &Page) -> Result<Vec<Row>> {
    let list = if page.eval::<String>("document.documentElement.lang")? == "en" {
        "Sites"
    } else {
        "Platser"
    };
    let read = "function() { return [...this.querySelectorAll('li.row > a')].map(row => ({
        id: row.id.replace(/^rad-/, ''),
        title: row.querySelector('.row-title').textContent.trim(),
        open: row.querySelector('.row-open').textContent.trim() })) }";
    page.of(role("list", list), read, &[])
}

/// The ids of the rows, sorted.
pub(crate) fn row_ids(page: &Page) -> Result<Vec<String>> {
    let mut ids: Vec<String> = rows(page)?.into_iter().map(|row| row.id).collect();
    ids.sort_unstable();
    Ok(ids)
}

/// The heading over the list.
pub(crate) fn heading(page: &Page) -> Result<String> {
    page.text(css(".list-head h2"))
}

/// The row of a site.
pub(crate) fn row_link(id: &str) -> String {
    format!("#rad-{id}")
}

/// How many sites each goal's button promises, by the buttons' names.
pub(crate) fn goal_counts(page: &Page) -> Result<Vec<usize>> {
    let names = page.names("button")?;
    let of = |goal: usize| {
        let start = format!("{goal} ");
        let name = names
            .iter()
            .find(|name| name.starts_with(&start) && name.contains(", "))?;
        name.rsplit_once(", ")?.1.split(' ').next()?.parse().ok()
    };
    Ok((1..=17).map(|goal| of(goal).unwrap_or(usize::MAX)).collect())
}

/// The whole name of a goal's button.
pub(crate) fn goal_button(page: &Page, goal: usize) -> Result<String> {
    let start = format!("{goal} ");
    page.until(&format!("a button for goal {goal}"), || {
        Ok(page.names("button")?.into_iter().find(|name| name.starts_with(&start)))
    })
}

/// Asserts that heading, list and mark agree with the ids expected.
pub(crate) fn shows_exactly(page: &Page, expo: &Expo, expected: &[&str]) -> Journey {
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
pub(crate) fn address_becomes(page: &Page, fragment: &str) -> Result<()> {
    let mut last = String::new();
    page.until(&format!("the address to become #{fragment}"), || {
        last = page.fragment()?;
        if last == fragment {
            return Ok(Some(()));
        }
        Err(Failure::new(format!("it is #{last}")))
    })
}

/// Waits until the address's fragment holds this.
pub(crate) fn address_holds(page: &Page, part: &str) -> Result<()> {
    page.until(&format!("{part} in the address"), || {
        Ok(page.fragment()?.contains(part).then_some(()))
    })
}

/// Waits until a thing has the focus, by role and name.
pub(crate) fn focus_comes_to(page: &Page, role: &str, name: &str) -> Result<()> {
    page.until(&format!("the focus on the {role} “{name}”"), || {
        let (has, named) = page.focused()?;
        if has == role && named.contains(name) {
            return Ok(Some(()));
        }
        Err(Failure::new(format!("it is on the {has} “{named}”")))
    })
}

/// Waits until a thing's text is this.
pub(crate) fn text_becomes(page: &Page, by: By, text: &str) -> Result<()> {
    page.until(&format!("{by} to say “{text}”"), || {
        let said = page.text(by)?;
        if said == text {
            return Ok(Some(()));
        }
        Err(Failure::new(format!("it says “{said}”")))
    })
}

/// Where the map looks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Camera {
    pub(crate) lon: f64,
    pub(crate) lat: f64,
    pub(crate) zoom: f64,
}

impl Camera {
    /// The one in the address.
    pub(crate) fn in_address(page: &Page) -> Result<Option<Self>> {
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
    pub(crate) fn beside(self, right: f64, down: f64) -> (f64, f64) {
        let degrees = self.metres_per_px() / METRES_PER_DEGREE;
        (self.lon + right * degrees / 0.564_967, self.lat - down * degrees)
    }

    /// How far another camera's middle is to the right and down, in this one's pixels.
    pub(crate) fn way_to(self, other: Self) -> (f64, f64) {
        let px = METRES_PER_DEGREE / self.metres_per_px();
        ((other.lon - self.lon) * px * 0.564_967, (self.lat - other.lat) * px)
    }
}

/// Where on the screen the camera's middle is drawn: in the middle of the map, less the index along its top (18 px)
/// and right edge (16 px) and less the sheet on a phone.
pub(crate) fn middle(page: &Page) -> Result<At> {
    let (x, y): (f64, f64) = page.eval(
        "(() => { const map = document.querySelector('#karta').getBoundingClientRect();
            const sheet = parseFloat(getComputedStyle(document.querySelector('main.stage')).getPropertyValue('--over')) || 0;
            return [map.x + (map.width - 16) / 2, map.y + (18 + map.height - Math.min(sheet, map.height / 2)) / 2]; })()",
    )?;
    Ok(At::new(x, y))
}

/// A place on the map's left half where no site and no station is near.
pub(crate) fn empty_place(page: &Page, expo: &Expo) -> Result<At> {
    let camera = Camera::in_address(page)?.ok_or_else(|| Failure::new("the address names no camera"))?;
    let middle = middle(page)?;
    let stations = json("stations.geojson");
    let stations = list(&stations["features"]).iter().filter_map(|station| {
        let at = &station["geometry"]["coordinates"];
        Some((at[0].as_f64()?, at[1].as_f64()?))
    });
    let marks: Vec<(f64, f64)> = expo
        .sites
        .iter()
        .map(|site| (site.lon, site.lat))
        .chain(stations)
        .collect();
    let free = |right: f64, down: f64| {
        marks.iter().all(|&(lon, lat)| {
            let (x, y) = camera.way_to(Camera { lon, lat, ..camera });
            (x - right).hypot(y - down) > 80.0
        })
    };
    let places = (1..6).flat_map(|column| (-2..=2).map(move |row| (f64::from(-60 * column), f64::from(60 * row))));
    let place = places.into_iter().find(|&(right, down)| free(right, down));
    let (right, down) = place.ok_or_else(|| Failure::new("there are marks everywhere"))?;
    Ok(At::new(middle.x + right, middle.y + down))
}

/// Notes every change of the address from now on in `window.written`.
pub(crate) fn note_addresses(page: &Page) -> Result<()> {
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
pub(crate) fn noted(page: &Page) -> Result<Vec<String>> {
    page.eval("window.written.splice(0)")
}
