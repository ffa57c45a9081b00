//! The organisations behind M21.

use super::Localized;
use super::facet::slugged;

slugged! {
    /// Which sector of society an organisation belongs to.
    Sector {
        /// Companies.
        Business = "business",
        /// Authorities and what they own.
        Public = "public",
        /// Universities and institutes.
        Academia = "academia",
        /// Associations.
        CivilSociety = "civil-society",
    }
}

/// An organisation that takes part.
#[derive(Debug, Clone, PartialEq)]
pub struct Partner {
    /// Its name in files and addresses.
    pub slug: String,
    /// Its full name.
    pub name: String,
    /// Its name where there is little room.
    pub short: String,
    /// Its sector.
    pub sector: Sector,
    /// Its own page; empty if it gave none.
    pub url: String,
    /// A sentence or two about it.
    pub about: Localized,
}
