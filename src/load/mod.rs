//! Bytes in, facts and complaints out. The page and the tool read the same files with the same code.
//!
//! Loading never fails halfway: a bad feature becomes a [`Problem`] and is left out, a bad property of a good feature
//! likewise. Only an expo without its days, its districts or its stations cannot be shown at all ([`Unreadable`]).
//! After this, every place is in metres on the plane.

mod area;
mod basemap;
mod border;
mod document;
mod expected;
mod expo;
mod family;
mod file;
mod form;
mod json;
mod kind;
mod names;
mod partner;
mod place;
mod position;
mod problem;
mod programme;
mod reader;
mod record;
mod site;
mod spelling;
mod station;
mod timetable;
mod topology;
mod words;

pub use expected::Expected;
pub use file::{File, Sources};
pub use kind::ProblemKind;
pub use problem::{Problem, Severity};

use crate::model::Atlas;
use expo::Frame;
use names::Names;
use place::Places;
use std::fmt;

/// The expo, and what is wrong with its files.
#[derive(Debug, Clone, PartialEq)]
pub struct Loaded {
    /// Everything that could be read.
    pub atlas: Atlas,
    /// What could not, in the order of [`File`] and then of the file.
    pub problems: Vec<Problem>,
}

/// There is nothing to show: the expo's days, its districts or its stations cannot be read.
#[derive(Debug, Clone, PartialEq)]
pub struct Unreadable {
    /// Why, and whatever else is wrong.
    pub problems: Vec<Problem>,
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let vital = |p: &&Problem| matches!(p.file, File::Expo | File::Areas | File::Stations);
        match self.problems.iter().find(vital) {
            Some(problem) => write!(f, "The expo cannot be shown. {problem}"),
            None => f.write_str("The expo cannot be shown: there are no districts in areas.json."),
        }
    }
}

impl std::error::Error for Unreadable {}

/// Reads everything that is there.
///
/// ```
/// use m21::load::{File, Sources, read};
///
/// let mut sources = Sources::default();
/// sources.put_text(File::Expo, "{");
/// let unreadable = read(&sources).unwrap_err();
/// assert_eq!(
///     unreadable.problems[0].to_string(),
///     "expo.json: the text ends too early, at line 1, column 1. Close what is open, or fetch the whole file again."
/// );
/// ```
pub fn read(sources: &Sources<'_>) -> Result<Loaded, Unreadable> {
    let mut problems = Vec::new();
    let frame = expo::read(sources, &mut problems);
    let goals = expo::read_goals(sources, &mut problems);
    let (partners, partner_names) = partner::read(sources, &mut problems);
    let areas = area::read(sources, &mut problems);
    let unread = |file| {
        let mut names = Names::new(file);
        names.not_read();
        names
    };
    let (city, districts) = match areas {
        Some(areas) => (Some(areas.city), areas.districts),
        None => (None, unread(File::Areas)),
    };
    let (stations, station_names) = match station::read(sources, &districts, &mut problems) {
        Some((stations, names)) => (Some(stations), names),
        None => (None, unread(File::Stations)),
    };
    let timetable = timetable::read(sources, &station_names, &mut problems);
    let around = site::Around {
        frame: frame.as_ref(),
        places: Places::new(city.as_ref(), stations.as_deref().unwrap_or_default()),
        partners: &partner_names,
        districts: &districts,
        stations: &station_names,
    };
    let (sites, site_names) = site::read(sources, &around, &mut problems);
    let events = programme::read_events(sources, frame.as_ref(), (&sites, &site_names), &mut problems);
    let notices = programme::read_notices(sources, &site_names, &station_names, &mut problems);
    let basemap = basemap::read(sources, &mut problems);
    crate::order::sort_by_key(&mut problems, |p| p.file);
    let (Some(frame), Some(city), Some(stations)) = (frame, city, stations) else {
        return Err(Unreadable { problems });
    };
    let atlas = Atlas {
        expo: frame.expo,
        goals,
        partners,
        city,
        stations,
        timetable,
        basemap,
        sites,
        events,
        notices,
    };
    Ok(Loaded { atlas, problems })
}

/// Reads what the first view can do without, [`File::later`], into an atlas that was read before.
pub fn read_later(atlas: &mut Atlas, sources: &Sources<'_>) -> Vec<Problem> {
    let mut problems = Vec::new();
    let frame = Frame::of(&atlas.expo);
    let mut sites = Names::of(File::Sites, atlas.sites.iter().map(|s| s.slug.as_str()));
    for (id, site) in atlas.sites() {
        for alias in &site.aliases {
            sites.put(alias, id.0);
        }
    }
    // A site that was left out has had its problem.
    sites.not_read();
    let stations = Names::of(File::Stations, atlas.stations.iter().map(|s| s.slug.as_str()));
    atlas.events = programme::read_events(sources, Some(&frame), (&atlas.sites, &sites), &mut problems);
    atlas.notices = programme::read_notices(sources, &sites, &stations, &mut problems);
    problems
}
