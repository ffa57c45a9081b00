//! Bytes in, facts and complaints out. The page and the tool read the same files with the same code.
//!
//! Loading never fails halfway: a bad feature becomes a [`Problem`] and is left out, a bad property of a good feature
//! likewise. Only an expo without its days, its districts or its stations cannot be shown at all ([`Unreadable`]).
//! After this, every place is in metres on the plane.

mod area;
mod base;
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
mod stream;
mod timetable;
mod topology;
mod words;

pub use base::Base;
pub use expected::Expected;
pub use file::{File, Sources};
pub use kind::ProblemKind;
pub use problem::{Problem, Severity};
pub use stream::{Irregular, SiteStream, SitesRead};

use crate::model::Atlas;
use crate::order;
use crate::rest::Rest;
use expo::Frame;
use names::Names;

use std::fmt;

/// The expo, and what is wrong with its files.
#[derive(Debug, Clone, PartialEq)]
pub struct Loaded {
    /// Everything that could be read.
    pub atlas: Atlas,
    /// What could not, in the order of [`File`] and then of the file.
    pub problems: Vec<Problem>,
}

impl Loaded {
    /// Whether this may take the place of good data: every file was whole, and hardly anything had to be left out. One
    /// poisoned site among hundreds does not keep the others from being shown; files of another making do, or what is
    /// left of a programme after an accident.
    pub fn may_replace(&self) -> bool {
        let mut spoilt = 0;
        let mut last = None;
        for problem in self.problems.iter().filter(|p| p.severity == Severity::Error) {
            if problem.is_about_the_whole_file() || problem.is_about_the_frame() {
                return false;
            }
            // A feature's problems follow one another.
            let of = (problem.file, &problem.feature);
            spoilt += usize::from(last != Some(of));
            last = Some(of);
        }
        spoilt <= 1 + self.atlas.sites.len() / 10
    }
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
    let base = Base::read(sources);
    let mut problems = Vec::new();
    let (sites, names) = site::read(sources, base.around(), &mut problems);
    let frame = base.frame.as_ref();
    let events = programme::read_events(sources, frame, (&sites, &names), &mut problems);
    let notices = programme::read_notices(sources, &names, &base.station_names, &mut problems);
    base.with((sites, events, notices), problems)
}

/// Reads what the first view can do without, [`File::later`], into an atlas that was read before.
pub async fn read_later(atlas: &mut Atlas, sources: &Sources<'_>, rest: &dyn Rest) -> Vec<Problem> {
    let mut problems = Vec::new();
    let frame = Frame::of(&atlas.expo);
    let mut named = programme::sites_named(sources);
    order::sort(&mut named);
    named.dedup();
    let slugs: Vec<&str> = named.iter().map(String::as_str).collect();
    let found = atlas.sites.find_all(&slugs, rest).await;
    let sites = Names::of_sites(slugs.into_iter().zip(found));
    let stations = Names::of(File::Stations, atlas.stations.iter().map(|s| s.slug.as_str()));
    atlas.events = programme::read_events(sources, Some(&frame), (&atlas.sites, &sites), &mut problems);
    atlas.notices = programme::read_notices(sources, &sites, &stations, &mut problems);
    problems
}
