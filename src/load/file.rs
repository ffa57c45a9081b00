//! The data files, and the texts found in them.

/// A data file. Their order here is the order of their problems.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum File {
    /// The expo itself.
    Expo,
    /// The 17 goals.
    Goals,
    /// The partners.
    Partners,
    /// The city's geographies.
    Areas,
    /// The stations.
    Stations,
    /// Planning times of the trains.
    Timetable,
    /// The sites.
    Sites,
    /// Events at sites.
    Programme,
    /// Closures and alerts.
    Notices,
    /// Land beyond the city.
    Neighbours,
    /// Basins, canals and ponds.
    Water,
    /// Parks, churchyards, beaches and industry.
    Green,
    /// Roads.
    Roads,
    /// Railways.
    Rail,
    /// Free-standing names.
    Labels,
}

impl File {
    /// Every file.
    pub const ALL: [Self; 15] = [
        Self::Expo,
        Self::Goals,
        Self::Partners,
        Self::Areas,
        Self::Stations,
        Self::Timetable,
        Self::Sites,
        Self::Programme,
        Self::Notices,
        Self::Neighbours,
        Self::Water,
        Self::Green,
        Self::Roads,
        Self::Rail,
        Self::Labels,
    ];

    /// The files the page needs for its first view; the others are read by [`read_later`](super::read_later).
    pub fn first_view() -> impl Iterator<Item = Self> {
        Self::ALL.into_iter().filter(|f| !f.is_later())
    }

    /// The files that can wait until the first view is there.
    pub fn later() -> impl Iterator<Item = Self> {
        Self::ALL.into_iter().filter(|f| f.is_later())
    }

    const fn is_later(self) -> bool {
        matches!(self, Self::Programme | Self::Notices)
    }

    /// Where it lies in the data folder, with forward slashes.
    pub const fn path(self) -> &'static str {
        match self {
            Self::Expo => "expo.json",
            Self::Goals => "goals.json",
            Self::Partners => "partners.json",
            Self::Areas => "areas.json",
            Self::Stations => "stations.geojson",
            Self::Timetable => "timetable.json",
            Self::Sites => "sites.geojson",
            Self::Programme => "programme.json",
            Self::Notices => "notices.json",
            Self::Neighbours => "basemap/neighbours.geojson",
            Self::Water => "basemap/water.geojson",
            Self::Green => "basemap/green.geojson",
            Self::Roads => "basemap/roads.geojson",
            Self::Rail => "basemap/rail.geojson",
            Self::Labels => "basemap/labels.geojson",
        }
    }

    /// Whether an expo without it is a mistake; the rest may be absent.
    pub const fn is_required(self) -> bool {
        matches!(
            self,
            Self::Expo | Self::Goals | Self::Partners | Self::Areas | Self::Stations | Self::Sites
        )
    }
}

/// What was found of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Source<'a> {
    Absent,
    Text(&'a str),
    /// Bytes that are no text from this offset on.
    NotText {
        offset: usize,
    },
}

/// The text of each file, as far as it is there.
#[derive(Debug, Clone)]
pub struct Sources<'a> {
    found: [Source<'a>; File::ALL.len()],
}

impl Default for Sources<'_> {
    fn default() -> Self {
        Self {
            found: [Source::Absent; File::ALL.len()],
        }
    }
}

impl<'a> Sources<'a> {
    /// Takes a file's text; a byte order mark before it is passed over.
    pub fn put_text(&mut self, file: File, text: &'a str) {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        self.found[file as usize] = Source::Text(text);
    }

    /// Takes a file's bytes, whatever they are.
    pub fn put_bytes(&mut self, file: File, bytes: &'a [u8]) {
        match std::str::from_utf8(bytes) {
            Ok(text) => self.put_text(file, text),
            Err(fault) => {
                let offset = fault.valid_up_to();
                self.found[file as usize] = Source::NotText { offset };
            }
        }
    }

    pub(super) fn get(&self, file: File) -> Source<'a> {
        self.found[file as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_found_by_its_number() {
        for (i, file) in File::ALL.into_iter().enumerate() {
            assert_eq!(file as usize, i);
        }
        assert_eq!(File::first_view().count() + File::later().count(), File::ALL.len());
    }
}
