//! The city's geographies: 5 city areas ⊃ 10 districts ⊃ 136 sub-areas, one gap-free coverage.

use super::DistrictId;
use super::facet::slugged;
use crate::space::{Path, Pt, Region};

slugged! {
    /// A level of the city's geographies.
    AreaKind {
        /// Delområde.
        Subarea = "subareas",
        /// Stadsdel.
        District = "districts",
        /// Stadsområde.
        CityArea = "city_areas",
    }
}

/// An area with its name and its region.
#[derive(Debug, Clone, PartialEq)]
pub struct Area {
    /// Its name in files and addresses.
    pub slug: String,
    /// Its Swedish name, the same in every language.
    pub name: String,
    /// The region it covers.
    pub region: Region,
}

/// A delområde.
#[derive(Debug, Clone, PartialEq)]
pub struct Subarea {
    /// Name and region.
    pub area: Area,
    /// The district it is part of.
    pub district: DistrictId,
}

/// A stadsdel.
#[derive(Debug, Clone, PartialEq)]
pub struct District {
    /// Its name in files and addresses.
    pub slug: String,
    /// Its Swedish name.
    pub name: String,
    /// The slug of the city area it is part of.
    pub city_area: String,
    /// The region it covers.
    pub region: Region,
    /// Where its name is written.
    pub label: Pt,
    /// Which of the four paper tints it is filled with, 0–3; neighbours differ.
    pub tint: u8,
}

/// The city with its lines.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct City {
    /// The five city areas.
    pub city_areas: Vec<Area>,
    /// The ten districts.
    pub districts: Vec<District>,
    /// The 136 sub-areas.
    pub subareas: Vec<Subarea>,
    /// Every border line once, with what it separates.
    pub borders: Vec<(Border, Path)>,
}

/// What a border line separates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Border {
    /// Land and sea.
    Shore,
    /// Malmö and another municipality.
    Municipal,
    /// Two districts.
    District,
    /// Two sub-areas of one district.
    Subarea,
}

impl City {
    /// The district a point lies in.
    pub fn district_at(&self, p: Pt) -> Option<DistrictId> {
        let i = self.districts.iter().position(|d| d.region.contains(p))?;
        Some(DistrictId(i as u8))
    }

    /// The sub-area a point lies in, as its index in [`City::subareas`].
    pub fn subarea_at(&self, p: Pt) -> Option<usize> {
        self.subareas.iter().position(|s| s.area.region.contains(p))
    }
}
