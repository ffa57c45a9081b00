//! What the sheet shows under the expo: neighbouring land, water, green, rails, roads and names.

use super::Localized;
use super::facet::slugged;
use crate::space::{Path, Pt, Region};

slugged! {
    /// How far a drawn thing can be trusted.
    Confidence {
        /// Read from a named data set.
        High = "high",
        /// Derived, checked to some tens of metres.
        Medium = "medium",
        /// Coarse.
        Low = "low",
        /// Drawn for the picture; never to be measured on.
        Schematic = "schematic",
    }
}

slugged! {
    /// What a patch of ground or water is.
    GroundKind {
        /// Land of a neighbouring municipality.
        Land = "land",
        /// A harbour basin.
        Basin = "basin",
        /// A canal.
        Canal = "canal",
        /// A pond or lake.
        Pond = "pond",
        /// A park.
        Park = "park",
        /// A churchyard.
        Cemetery = "cemetery",
        /// A beach.
        Beach = "beach",
        /// Industry.
        Industry = "industry",
        /// A quarry.
        Quarry = "quarry",
    }
}

impl GroundKind {
    /// Whether it is water inside the shore line.
    pub const fn is_water(self) -> bool {
        matches!(self, Self::Basin | Self::Canal | Self::Pond)
    }
}

slugged! {
    /// What a line on the base map is.
    TrackKind {
        /// Malmöpendeln, one closed line through its seven stations.
        Ring = "ring",
        /// Another railway.
        Rail = "rail",
        /// A railway under ground.
        Tunnel = "tunnel",
        /// A bridge at sea.
        Bridge = "bridge",
        /// Motorway.
        Motorway = "motorway",
        /// Trunk road.
        Trunk = "trunk",
        /// Main street.
        Primary = "primary",
        /// Lesser main street.
        Secondary = "secondary",
    }
}

slugged! {
    /// What a free-standing name names.
    MapLabelKind {
        /// A sea.
        Sea = "sea",
        /// A bay.
        Bay = "bay",
        /// A sub-area.
        Subarea = "subarea",
        /// A place.
        Place = "place",
        /// A bridge.
        Bridge = "bridge",
        /// The direction of a railway.
        Rail = "rail",
    }
}

/// A patch of ground or water.
#[derive(Debug, Clone, PartialEq)]
pub struct Ground {
    /// What it is.
    pub kind: GroundKind,
    /// How far its shape can be trusted.
    pub confidence: Confidence,
    /// Its shape.
    pub region: Region,
}

/// A line: a railway or a road.
#[derive(Debug, Clone, PartialEq)]
pub struct Track {
    /// What it is.
    pub kind: TrackKind,
    /// Its name.
    pub name: String,
    /// How far its course can be trusted.
    pub confidence: Confidence,
    /// Its course.
    pub path: Path,
}

/// A free-standing name.
#[derive(Debug, Clone, PartialEq)]
pub struct MapLabel {
    /// What it names.
    pub kind: MapLabelKind,
    /// The words.
    pub name: Localized,
    /// Where its middle stands.
    pub at: Pt,
    /// Degrees clockwise from level.
    pub rotation_degrees: f64,
    /// The zoom from which it may be shown.
    pub min_zoom: f64,
}

/// Everything under the expo.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Basemap {
    /// Patches of ground and water in drawing order.
    pub grounds: Vec<Ground>,
    /// Railways and roads.
    pub tracks: Vec<Track>,
    /// Free-standing names.
    pub labels: Vec<MapLabel>,
}

impl Basemap {
    /// Malmöpendeln's own line.
    pub fn ring(&self) -> Option<&Track> {
        self.tracks.iter().find(|t| t.kind == TrackKind::Ring)
    }
}
