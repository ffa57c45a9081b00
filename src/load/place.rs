//! What a site's point says about it: its district, its sub-area, its nearest station.

use super::kind::ProblemKind;
use super::names::Found;
use crate::model::{City, DistrictId, Station, StationId};
use crate::space::Pt;

/// How far from its border a site may lie outside the district it states, in metres.
const BORDER_M: f64 = 150.0;

/// The places of the city, ready to be asked for many points.
pub(super) struct Places<'w> {
    city: Option<&'w City>,
    stations: &'w [Station],
}

/// Where a site is at home.
#[derive(Debug, Default)]
pub(super) struct Home {
    pub(super) district: Option<DistrictId>,
    pub(super) is_computed: bool,
    pub(super) subarea: String,
}

impl<'w> Places<'w> {
    pub(super) fn new(city: Option<&'w City>, stations: &'w [Station]) -> Self {
        Self { city, stations }
    }

    /// The station with the shortest straight line.
    pub(super) fn nearest_station(&self, at: Pt) -> Option<StationId> {
        let distances = self.stations.iter().map(|s| at.distance(s.at)).enumerate();
        let nearest = distances.min_by(|a, b| a.1.total_cmp(&b.1));
        nearest.map(|(i, _)| StationId(i as u8))
    }

    /// The district, as stated or else as the point says, and the sub-area; and what is doubtful about them.
    pub(super) fn home(&self, at: Pt, stated: Option<Found>) -> (Home, Option<ProblemKind>) {
        let Some(city) = self.city else {
            return (Home::default(), None);
        };
        let subarea = city.subarea_at(at).and_then(|i| city.subareas.get(i));
        let lies_in = subarea.map(|s| s.district).or_else(|| city.district_at(at));
        let district = match stated {
            Some(Found::Here(number)) => Some(DistrictId(number as u8)),
            _ => None,
        };
        let doubt = match (stated, district, lies_in) {
            (_, Some(stated), _) if lies_in != Some(stated) => doubt(city, at, stated, lies_in),
            (None, _, None) => Some(ProblemKind::NoDistrict),
            _ => None,
        };
        let home = Home {
            district: district.or(lies_in),
            is_computed: district.is_none() && lies_in.is_some(),
            subarea: subarea.map(|s| s.area.name.clone()).unwrap_or_default(),
        };
        (home, doubt)
    }
}

/// What is doubtful about a stated district whose border is not near.
fn doubt(city: &City, at: Pt, stated: DistrictId, lies_in: Option<DistrictId>) -> Option<ProblemKind> {
    let district = |d: DistrictId| &city.districts[d.index()];
    let away = district(stated)
        .region
        .distance_to_edge(at)
        .filter(|d| d.0 > BORDER_M)?;
    Some(ProblemKind::OtherDistrict {
        stated: district(stated).slug.clone(),
        lies_in: lies_in.map(|d| district(d).slug.clone()),
        metres: away.0.round() as u32,
    })
}
