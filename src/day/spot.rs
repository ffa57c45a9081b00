//! Where somebody is on a day out.

use crate::model::{SiteId, StationId};
use crate::query::World;
use crate::space::Pt;
use crate::view::Wish;
use crate::view::wish::{Place, Point};

/// A place on a day out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Spot {
    /// A station.
    Station(StationId),
    /// A site.
    Site(SiteId),
    /// Somewhere on the map.
    Point(Point),
}

impl Spot {
    /// Where it is, in metres on the plane.
    pub fn at(self, world: &World) -> Pt {
        match self {
            Self::Station(id) => world.atlas.station(id).at,
            Self::Site(id) => world.atlas.sites.at(id),
            Self::Point(point) => point.at(),
        }
    }

    /// The spot a place means; nothing if the data does not know it.
    pub fn find(world: &World, place: &Place) -> Option<Self> {
        match place {
            Place::Station(slug) => world.atlas.find_station(slug).map(Self::Station),
            Place::Site(slug) => world.atlas.sites.find(slug).map(Self::Site),
            Place::Point(point) => Some(Self::Point(*point)),
        }
    }

    /// Where a wish begins and where it ends. What the data does not know is as if it had not been said; nothing if
    /// there is no station at all.
    pub fn ends(world: &World, wish: &Wish) -> Option<(Self, Self)> {
        let found = |place: &Option<Place>| place.as_ref().and_then(|place| Self::find(world, place));
        let home = world.start.map(Self::Station);
        let any = (!world.atlas.stations.is_empty()).then_some(Self::Station(StationId(0)));
        let start = found(&wish.start).or(home).or(any)?;
        Some((start, found(&wish.end).unwrap_or(start)))
    }
}
