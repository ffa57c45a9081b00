//! Everything but the sites and what happens at them: what sites are held against as they come in.

use super::names::Names;
use super::place::Places;
use super::site::{Around, SiteReader};
use super::stream::{SiteStream, SitesRead};
use super::{
    File, Frame, Loaded, Problem, Sources, Unreadable, area, basemap, expo, partner, site, station, timetable,
};
use crate::model::{Atlas, Basemap, City, Event, GoalNames, Limits, Notice, Partner, Sites, Station, Timetable};

/// What was read before the sites.
pub struct Base {
    pub(super) frame: Option<Frame>,
    goals: Vec<GoalNames>,
    partners: Vec<Partner>,
    partner_names: Names,
    city: Option<City>,
    districts: Names,
    stations: Option<Vec<Station>>,
    pub(super) station_names: Names,
    timetable: Timetable,
    basemap: Basemap,
    problems: Vec<Problem>,
}

impl Base {
    /// Reads everything but [`File::Sites`], [`File::Programme`] and [`File::Notices`].
    pub fn read(sources: &Sources<'_>) -> Self {
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
        let basemap = basemap::read(sources, &mut problems);
        Self {
            frame,
            goals,
            partners,
            partner_names,
            city,
            districts,
            stations,
            station_names,
            timetable,
            basemap,
            problems,
        }
    }

    /// What sites are held against.
    pub(super) fn around(&self) -> Around<'_> {
        Around {
            frame: self.frame.as_ref(),
            places: Places::new(self.city.as_ref(), self.stations.as_deref().unwrap_or_default()),
            partners: &self.partner_names,
            districts: &self.districts,
            stations: &self.station_names,
        }
    }

    /// Whether there is enough to hold sites against and to show.
    pub fn is_usable(&self) -> bool {
        self.frame.is_some() && self.city.is_some() && self.stations.is_some()
    }

    /// What was wrong so far.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// The sites of a file that is there as a whole.
    pub fn sites(&self, sources: &Sources<'_>) -> SitesRead {
        let mut problems = Vec::new();
        let (sites, _) = site::read(sources, self.around(), &mut problems);
        SitesRead { sites, problems }
    }

    /// Ready for the bytes of `sites.geojson`.
    pub fn stream(&self) -> SiteStream<'_> {
        SiteStream::new(SiteReader::new(self.around()))
    }

    /// What a companion file must have been made for.
    pub fn limits(&self) -> Limits {
        let districts = self.city.as_ref().map_or(&[][..], |c| &c.districts);
        Limits::of(&self.partners, districts, self.stations.as_deref().unwrap_or_default())
    }

    /// The expo with its sites; nothing happens at them yet ([`read_later`](super::read_later)).
    pub fn with_sites(self, read: SitesRead) -> Result<Loaded, Unreadable> {
        self.with((read.sites, Vec::new(), Vec::new()), read.problems)
    }

    /// The expo with its sites and what happens at them, and what was wrong with those.
    pub(super) fn with(
        mut self,
        (sites, events, notices): (Sites, Vec<Event>, Vec<Notice>),
        problems: Vec<Problem>,
    ) -> Result<Loaded, Unreadable> {
        self.problems.extend(problems);
        crate::order::sort_by_key(&mut self.problems, |p| p.file);
        let problems = self.problems;
        let (Some(frame), Some(city), Some(stations)) = (self.frame, self.city, self.stations) else {
            return Err(Unreadable { problems });
        };
        let atlas = Atlas {
            expo: frame.expo,
            goals: self.goals,
            partners: self.partners,
            city,
            stations,
            timetable: self.timetable,
            basemap: self.basemap,
            sites,
            events,
            notices,
        };
        Ok(Loaded { atlas, problems })
    }
}
