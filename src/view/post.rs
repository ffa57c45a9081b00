//! A screen at a station that nobody looks after: where it stands and how it was put up. Part of the address it starts
//! with, and nothing of its visitors.

/// The keys of the address that are the screen's own, not its visitor's.
pub const KEYS: [&str; 7] = ["kiosk", "bearing", "size", "bottom", "distance", "code", "heartbeat"];

/// What stands in a settings address, `kiosk=hyllie&bearing=132&size=530x943&bottom=650&distance=600&code=2580&heartbeat=/beat`.
/// What it does not say is taken to be usual.
#[derive(Debug, Clone, PartialEq, Eq, Default, Hash)]
pub struct Post {
    /// The station's slug, as it was asked, known or not.
    pub station: String,
    /// Where one looks who faces the screen: degrees clockwise from north, below 360.
    pub bearing: u16,
    /// Width and height of the picture, in millimetres.
    pub size: Option<(u16, u16)>,
    /// The picture's lower edge above the floor, in millimetres.
    pub bottom: Option<u16>,
    /// From the eye to the picture, in millimetres.
    pub distance: Option<u16>,
    /// Digits that open the page about the screen's health; nothing keeps it shut.
    pub code: String,
    /// Where the screen tells that it is well: a path of its own server. Nothing tells nobody.
    pub heartbeat: String,
}

/// The longest code.
const MAX_CODE: usize = 8;

impl Post {
    /// At a station, put up as usual.
    pub fn at(station: &str) -> Self {
        Self {
            station: station.to_owned(),
            ..Self::default()
        }
    }

    /// Takes in a key with its value; what cannot be read says nothing.
    pub(super) fn put(&mut self, key: &str, value: &str) {
        match key {
            "bearing" => self.bearing = value.parse().unwrap_or(0_u16) % 360,
            "size" => {
                self.size = value
                    .split_once('x')
                    .and_then(|(width, height)| Some((millimetres(width)?, millimetres(height)?)));
            }
            "bottom" => self.bottom = value.parse().ok(),
            "distance" => self.distance = millimetres(value),
            "code" if value.len() <= MAX_CODE && value.bytes().all(|b| b.is_ascii_digit()) => {
                value.clone_into(&mut self.code);
            }
            // Another server's address would be a third party's.
            "heartbeat" if is_own_path(value) => {
                value.clone_into(&mut self.heartbeat);
            }
            _ => {}
        }
    }

    /// Every key but the station with its value, as it is written; an empty one says nothing.
    pub(super) fn settings(&self) -> [(&'static str, String); 6] {
        let number = |n: Option<u16>| n.map_or_else(String::new, |n| n.to_string());
        let [_, bearing, size, bottom, distance, code, heartbeat] = KEYS;
        [
            (bearing, number(Some(self.bearing).filter(|b| *b > 0))),
            (size, self.size.map_or_else(String::new, |(w, h)| format!("{w}x{h}"))),
            (bottom, number(self.bottom)),
            (distance, number(self.distance)),
            (code, self.code.clone()),
            (heartbeat, self.heartbeat.clone()),
        ]
    }
}

/// Whether an address is a path of the server one is at. Browsers take a backslash for a slash, leave out tabs and ends of
/// lines, and keep what follows a number sign to themselves (<https://url.spec.whatwg.org/#concept-basic-url-parser>).
fn is_own_path(value: &str) -> bool {
    let is_plain = |b: u8| b > b' ' && b != b'\\' && b != b'#';
    value.starts_with('/') && !value.starts_with("//") && value.bytes().all(is_plain)
}

/// A length that something can have.
fn millimetres(text: &str) -> Option<u16> {
    text.parse().ok().filter(|n| *n > 0)
}
