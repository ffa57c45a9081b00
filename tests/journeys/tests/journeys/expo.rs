//! What the page ought to show, worked out from the served data by other means than the page's own.

use serde_json::Value;
use std::path::{Path, PathBuf};

/// Days as in `opening_hours`, Monday first.
const DAYS: [&str; 7] = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"];
const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];
const DAY: u32 = 24 * 60;

/// The data as the page gets it.
pub(crate) struct Expo {
    /// The sites on the map.
    pub(crate) sites: Vec<Site>,
    /// The days off, `2021-05-13`.
    holidays: Vec<String>,
}

/// A site, as much of it as is asked about.
#[derive(Debug)]
pub(crate) struct Site {
    pub(crate) id: String,
    pub(crate) sv: String,
    pub(crate) en: String,
    pub(crate) goals: Vec<u64>,
    pub(crate) partners: Vec<String>,
    pub(crate) district: String,
    pub(crate) station: String,
    pub(crate) kinds: Vec<String>,
    pub(crate) hours: String,
    pub(crate) lon: f64,
    pub(crate) lat: f64,
}

/// A choice of sites: within a group any, between groups all, an empty group asks nothing.
#[derive(Clone, Copy, Default)]
pub(crate) struct Choice<'a> {
    pub(crate) goals: &'a [u64],
    pub(crate) partners: &'a [&'a str],
    pub(crate) districts: &'a [&'a str],
    pub(crate) kinds: &'a [&'a str],
    pub(crate) open: Option<When<'a>>,
}

/// A moment in Malmö: the date, its weekday from Monday as 0, and the minute of the day.
#[derive(Clone, Copy)]
pub(crate) struct When<'a> {
    pub(crate) date: &'a str,
    pub(crate) weekday: usize,
    pub(crate) minute: u32,
}

impl Site {
    fn read(feature: &Value) -> Self {
        let of = &feature["properties"];
        let at = &feature["geometry"]["coordinates"];
        Self {
            id: word(&of["id"]),
            sv: word(&of["title"]["sv"]),
            en: word(&of["title"]["en"]),
            goals: list(&of["goals"]).iter().filter_map(Value::as_u64).collect(),
            partners: list(&of["partners"]).iter().map(word).collect(),
            district: word(&of["district"]),
            station: word(&of["station"]),
            kinds: list(&of["kinds"]).iter().map(word).collect(),
            hours: word(&of["hours"]),
            lon: at[0].as_f64().expect("a site has a longitude"),
            lat: at[1].as_f64().expect("a site has a latitude"),
        }
    }
}

impl Expo {
    /// Reads the files beside the page.
    pub(crate) fn read() -> Self {
        let sites = json("sites.geojson");
        let published = list(&sites["features"])
            .iter()
            .filter(|site| site["properties"]["status"] != "draft");
        Self {
            sites: published.map(Site::read).collect(),
            holidays: list(&json("expo.json")["public_holidays"]).iter().map(word).collect(),
        }
    }

    /// The site with an id.
    pub(crate) fn site(&self, id: &str) -> &Site {
        self.sites
            .iter()
            .find(|site| site.id == id)
            .unwrap_or_else(|| panic!("the data has no site {id}"))
    }

    /// The ids of the sites that a choice leaves, sorted.
    pub(crate) fn chosen(&self, choice: Choice) -> Vec<&str> {
        let mut ids: Vec<&str> = self
            .sites
            .iter()
            .filter(|site| self.fits(site, choice))
            .map(|site| site.id.as_str())
            .collect();
        ids.sort_unstable();
        ids
    }

    /// For each goal, how many sites with it every other group leaves.
    pub(crate) fn goal_counts(&self, choice: Choice) -> Vec<usize> {
        let others = Choice { goals: &[], ..choice };
        let left: Vec<&Site> = self.sites.iter().filter(|site| self.fits(site, others)).collect();
        (1..=17)
            .map(|goal| left.iter().filter(|site| site.goals.contains(&goal)).count())
            .collect()
    }

    /// The same for a partner.
    pub(crate) fn partner_count(&self, partner: &str, choice: Choice) -> usize {
        let asked = Choice {
            partners: &[partner],
            ..choice
        };
        self.chosen(asked).len()
    }

    fn fits(&self, site: &Site, choice: Choice) -> bool {
        let any = |asked: &[&str], has: &[&str]| asked.is_empty() || asked.iter().any(|one| has.contains(one));
        let words = |list: &[String], asked: &[&str]| any(asked, &list.iter().map(String::as_str).collect::<Vec<_>>());
        (choice.goals.is_empty() || choice.goals.iter().any(|goal| site.goals.contains(goal)))
            && words(&site.partners, choice.partners)
            && any(choice.districts, &[&site.district])
            && words(&site.kinds, choice.kinds)
            && choice.open.is_none_or(|when| self.is_open(&site.hours, when))
    }

    /// Whether hours hold at a moment: the day's own spans, and what is left of the evening before.
    pub(crate) fn is_open(&self, hours: &str, when: When) -> bool {
        let before = When {
            date: "",
            weekday: (when.weekday + 6) % 7,
            ..when
        };
        let today = self.spans(hours, when);
        let yesterday = self.spans(hours, before);
        today.iter().any(|(from, to)| (*from..*to).contains(&when.minute))
            || yesterday.iter().any(|(_, to)| when.minute + DAY < *to)
    }

    /// The day's spans in minutes: the last rule about the day holds. The end may lie past midnight.
    fn spans(&self, hours: &str, when: When) -> Vec<(u32, u32)> {
        let month = when.date.get(5..7).and_then(|month| month.parse::<usize>().ok());
        let mut spans = Vec::new();
        for rule in hours.split(';').map(str::trim).filter(|rule| !rule.is_empty()) {
            if rule == "24/7" {
                return vec![(0, DAY)];
            }
            let mut holds = true;
            let mut told = Vec::new();
            for part in rule.split(' ') {
                if part.starts_with(|first: char| first.is_ascii_digit()) {
                    told = part.split(',').map(span).collect();
                } else if let Some((from, to)) = range(part, &MONTHS) {
                    holds &= month.is_some_and(|month| (from + 1..=to + 1).contains(&month));
                } else if part != "off" {
                    holds &= part.split(',').any(|day| match range(day, &DAYS) {
                        Some((from, to)) => (from..=to).contains(&when.weekday),
                        None => day == "PH" && self.holidays.iter().any(|holiday| holiday == when.date),
                    });
                }
            }
            if holds {
                spans = told;
            }
        }
        spans
    }
}

/// `Mo-Fr`, `Mo`: first and last.
fn range(text: &str, names: &[&str]) -> Option<(usize, usize)> {
    let place = |name: &str| names.iter().position(|known| *known == name);
    let (from, to) = text.split_once('-').unwrap_or((text, text));
    Some((place(from)?, place(to)?))
}

/// `18:00-02:00` in minutes.
fn span(text: &str) -> (u32, u32) {
    let minutes = |clock: &str| {
        let (hour, minute) = clock.split_once(':').expect("a time has a colon");
        let number = |digits: &str| digits.parse::<u32>().expect("a time is made of digits");
        number(hour) * 60 + number(minute)
    };
    let (from, to) = text.split_once('-').expect("a span has two ends");
    let (from, to) = (minutes(from), minutes(to));
    (from, if to <= from { to + DAY } else { to })
}

/// A file of the data that the page is served with.
pub(crate) fn text(name: &str) -> String {
    let named = std::env::var_os("M21_DIST").map(PathBuf::from);
    let dist = named.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../dist"));
    let path = dist.join("data").join(name);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The same, read.
pub(crate) fn json(name: &str) -> Value {
    serde_json::from_str(&text(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// A list, or an empty one.
pub(crate) fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// A text, or an empty one.
pub(crate) fn word(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
