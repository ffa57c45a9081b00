//! The view ⇄ the address's fragment: forgiving in, canonical out.
//!
//! Keys are optional, defaults are left out, unknown keys and unreadable values are dropped, the order is fixed:
//! `#goal=6,11&partner=va-syd&district=fosie&station=persborg&kind=social&part=testbed&open=2021-05-16T14:00`
//! `&q=text&site=slug&trip=1…&step=now&map=lon,lat,zoom&view=about&lang=en&theme=evening`; for `trip`, see [`wish`];
//! `step` is `now` or a number from 1. A screen at a station has `kiosk=hyllie` and the keys of [`Post`] last.
//! A fragment without `=` is an element's name, not a view. Old links live in `tests/fixtures/old-links.txt`, for ever.

use super::camera::{MAX_ZOOM, MIN_ZOOM};
use super::{Along, Camera, Panel, Post, Theme, ViewState, wish};
use crate::calendar::Moment;
use crate::model::{Bits, Goal, Kind, Lang, Part};
use crate::order;
use crate::space::decimal::{self, fixed};
use crate::space::{LonLat, plane};

/// Words longer than this many characters are cut: nobody searches for a page of text.
pub const MAX_WORDS: usize = 80;
/// The step that the time says.
const NOW: &str = "now";
/// How many slugs of one key are read.
const MAX_LIST: usize = 64;

/// The fragment, without `#`, that says this view; empty for the default one.
pub fn to_fragment(state: &ViewState) -> String {
    let f = &state.filter;
    let mut out = String::new();
    let mut put = |key: &str, value: &str| {
        if !value.is_empty() {
            if !out.is_empty() {
                out.push('&');
            }
            out.push_str(key);
            out.push('=');
            out.push_str(value);
        }
    };
    let join = |items: &mut dyn Iterator<Item = String>| items.collect::<Vec<_>>().join(",");
    put("goal", &join(&mut f.goals.iter().map(|g| g.number().to_string())));
    put("partner", &join(&mut f.partners.iter().map(|s| encode(s))));
    put("district", &join(&mut f.districts.iter().map(|s| encode(s))));
    put("station", &join(&mut f.stations.iter().map(|s| encode(s))));
    let kinds = Kind::ALL.iter().filter(|k| f.kinds.has(**k as usize));
    put("kind", &join(&mut kinds.map(|k| k.slug().to_owned())));
    let parts = Part::ALL.iter().filter(|p| f.parts.has(**p as usize));
    put("part", &join(&mut parts.map(|p| p.slug().to_owned())));
    put("open", &f.open.map(|m| m.to_string()).unwrap_or_default());
    put("q", &encode(&f.words));
    put("site", &encode(state.site.as_deref().unwrap_or_default()));
    put("trip", &wish::write(&state.trip));
    put("step", &state.along.map(along_text).unwrap_or_default());
    put("map", &state.camera.map(|c| camera_text(&c)).unwrap_or_default());
    put("view", panel_name(state.panel));
    put(
        "lang",
        if state.lang == Lang::default() {
            ""
        } else {
            state.lang.tag()
        },
    );
    put("theme", state.theme.map_or("", theme_name));
    if let Some(post) = &state.post {
        put("kiosk", &encode(&post.station));
        for (key, value) in post.settings() {
            put(key, &encode(&value));
        }
    }
    out
}

/// The view a fragment says, with or without its `#`. Any text is some view.
pub fn from_fragment(fragment: &str) -> ViewState {
    let mut state = ViewState::default();
    let mut post = Post::default();
    let f = &mut state.filter;
    for pair in fragment.trim_start_matches('#').split('&') {
        let Some((key, value)) = pair.split_once('=') else {
            continue;
        };
        match key {
            "goal" => {
                f.goals = value
                    .split(',')
                    .filter_map(|n| n.parse().ok().and_then(Goal::new))
                    .collect();
            }
            "partner" => f.partners = slugs(value),
            "district" => f.districts = slugs(value),
            "station" => f.stations = slugs(value),
            "kind" => f.kinds = bits(value, |s| Kind::from_slug(s).map(|k| k as usize)),
            "part" => f.parts = bits(value, |s| Part::from_slug(s).map(|p| p as usize)),
            "open" => f.open = Moment::parse(&decode(value)),
            "q" => f.words = decode(value).trim().chars().take(MAX_WORDS).collect(),
            "site" => state.site = slugs(value).into_iter().next(),
            "trip" => state.trip = wish::read(value),
            "step" => state.along = along(value),
            "map" => state.camera = camera(value),
            "view" => state.panel = panel(value),
            "lang" => state.lang = Lang::from_tag(value).unwrap_or_default(),
            "theme" => state.theme = theme(value),
            "kiosk" => post.station = slugs(value).into_iter().next().unwrap_or_default(),
            other => post.put(other, &decode(value)),
        }
    }
    // Trimming must not depend on where the cut fell, or writing and reading would differ.
    state.filter.words = state.filter.words.trim().to_owned();
    state.post = Some(post).filter(|post| !post.station.is_empty());
    state
}

fn along_text(along: Along) -> String {
    match along {
        Along::Now => NOW.to_owned(),
        Along::At(step) => (u16::from(step) + 1).to_string(),
    }
}

fn along(value: &str) -> Option<Along> {
    if value == NOW {
        return Some(Along::Now);
    }
    let step: u16 = value.parse().ok()?;
    u8::try_from(step.checked_sub(1)?).ok().map(Along::At)
}

const fn panel_name(panel: Panel) -> &'static str {
    match panel {
        Panel::Explore => "",
        Panel::Route => "route",
        Panel::Coverage => "coverage",
        Panel::About => "about",
    }
}

fn panel(name: &str) -> Panel {
    match name {
        "route" => Panel::Route,
        "coverage" => Panel::Coverage,
        "about" => Panel::About,
        _ => Panel::Explore,
    }
}

const fn theme_name(theme: Theme) -> &'static str {
    match theme {
        Theme::Day => "day",
        Theme::Evening => "evening",
    }
}

fn theme(name: &str) -> Option<Theme> {
    match name {
        "day" => Some(Theme::Day),
        "evening" => Some(Theme::Evening),
        _ => None,
    }
}

/// Longitude and latitude with six decimals (a tenth of a metre) and zoom with three: less than a pixel at the edge of a large screen,
/// so that nothing is seen to move when a gesture settles into the address.
fn camera_text(camera: &Camera) -> String {
    let at = plane::to_degrees(camera.centre);
    [fixed(at.lon, 6), fixed(at.lat, 6), fixed(camera.zoom, 3)].join(",")
}

fn camera(value: &str) -> Option<Camera> {
    let decoded = decode(value);
    let mut numbers = decoded.split(',').map(decimal::read);
    let (lon, lat, zoom) = (numbers.next()??, numbers.next()??, numbers.next()??);
    // Half the earth away is not a view of Malmö; the page would only show sea.
    if !(12.0..=14.0).contains(&lon) || !(55.0..=56.2).contains(&lat) {
        return None;
    }
    // Rounded as it is written, so that reading and writing agree.
    let round = |v: f64, k: f64| (v * k).round() / k;
    Some(Camera {
        centre: plane::to_plane(LonLat::new(round(lon, 1e6), round(lat, 1e6))),
        zoom: round(zoom, 1e3).clamp(MIN_ZOOM, MAX_ZOOM),
    })
}

fn slugs(value: &str) -> Vec<String> {
    let mut list: Vec<String> = value
        .split(',')
        .map(decode)
        .map(|s| s.trim().chars().take(MAX_WORDS).collect::<String>().trim().to_owned())
        .filter(|s| !s.is_empty())
        .take(MAX_LIST)
        .collect();
    order::sort(&mut list);
    list.dedup();
    list
}

fn bits(value: &str, index: impl Fn(&str) -> Option<usize>) -> Bits {
    value.split(',').filter_map(index).fold(Bits::default(), Bits::with)
}

/// Percent-encodes everything but unreserved characters (RFC 3986 §2.3); letters of any alphabet are kept readable.
fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_alphanumeric() || "-._~".contains(c) {
            out.push(c);
        } else {
            let mut buffer = [0; 4];
            for byte in c.encode_utf8(&mut buffer).bytes() {
                out.push('%');
                for nibble in [byte >> 4, byte & 15] {
                    out.push(char::from(b"0123456789ABCDEF"[nibble as usize]));
                }
            }
        }
    }
    out
}

/// Undoes percent-encoding and `+` for a space; what is broken stays as it stands, bytes that are not UTF-8 become `�`.
fn decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut i = 0;
    while i < bytes.len() {
        let hex = |k: usize| bytes.get(i + k).and_then(|b| char::from(*b).to_digit(16));
        match bytes[i] {
            b'%' => {
                if let (Some(high), Some(low)) = (hex(1), hex(2)) {
                    out.push((high * 16 + low) as u8);
                    i += 2;
                } else {
                    out.push(b'%');
                }
            }
            b'+' => out.push(b' '),
            other => out.push(other),
        }
        i += 1;
    }
    String::from_utf8_lossy(&out).into_owned()
}
