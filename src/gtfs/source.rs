//! Where a feed's tables come from: a zip file or a folder.

use std::collections::BTreeMap;
use std::fmt;
use std::fs::{self, File};
use std::io::{self, Read, Seek};
use std::path::Path;
use zip::ZipArchive;

/// The tables that are read; all others stay where they are.
const READ: [&str; 8] = [
    "agency.txt",
    "calendar.txt",
    "calendar_dates.txt",
    "frequencies.txt",
    "routes.txt",
    "stop_times.txt",
    "stops.txt",
    "trips.txt",
];

/// The largest table that is read, unpacked: no country's is as large, and a zip file may claim anything.
const MOST_BYTES: u64 = 4 << 30;

/// A feed's tables by name, as bytes.
#[derive(Debug, Clone, Default)]
pub struct Tables {
    bytes: BTreeMap<String, Vec<u8>>,
    /// Those that could not be unpacked whole.
    pub(super) damaged: Vec<String>,
}

/// There is no feed: nothing can be opened, or none of its tables is there.
#[derive(Debug)]
pub struct Unreadable(String);

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Unreadable {}

impl Tables {
    /// Reads a zip file, or a folder. The tables may lie in it or in the first folder in it that has them.
    pub fn open(path: &Path) -> Result<Self, Unreadable> {
        let why = |fault: &dyn fmt::Display| Unreadable(format!("{} cannot be read: {fault}.", path.display()));
        let tables = if path.is_dir() {
            Self::of_folder(path).map_err(|fault| why(&fault))?
        } else {
            let file = File::open(path).map_err(|fault| why(&fault))?;
            Self::of_zip(file).map_err(|fault| why(&fault))?
        };
        if tables.bytes.is_empty() {
            let path = path.display();
            return Err(Unreadable(format!(
                "{path} holds none of a GTFS feed's tables, such as stops.txt. Name a feed's zip file or folder."
            )));
        }
        Ok(tables)
    }

    /// Reads a zip file's bytes. Tables in folders count if none lies outside one.
    pub fn of_zip(file: impl Read + Seek) -> io::Result<Self> {
        let mut zip = ZipArchive::new(file).map_err(io::Error::from)?;
        let mut tables = Self::default();
        let mut names: Vec<String> = zip
            .file_names()
            .filter_map(|name| Some(name.ok()?.into_owned()))
            .collect();
        names.sort_by_key(|name| (name.matches('/').count(), name.clone()));
        for name in names {
            let table = name.rsplit('/').next().unwrap_or_default();
            if !READ.contains(&table) || tables.bytes.contains_key(table) {
                continue;
            }
            let mut bytes = Vec::new();
            let unpacked = zip.by_name(&name).map_err(io::Error::from);
            if unpacked
                .and_then(|entry| entry.take(MOST_BYTES).read_to_end(&mut bytes))
                .is_err()
            {
                // As much as could be unpacked may still be used.
                tables.damaged.push(table.to_owned());
            }
            tables.put(table, bytes);
        }
        Ok(tables)
    }

    fn of_folder(dir: &Path) -> io::Result<Self> {
        let mut tables = Self::default();
        for name in READ {
            match fs::read(dir.join(name)) {
                Ok(bytes) => tables.put(name, bytes),
                Err(fault) if fault.kind() == io::ErrorKind::NotFound => {}
                Err(fault) => return Err(fault),
            }
        }
        if !tables.bytes.is_empty() {
            return Ok(tables);
        }
        let mut inside: Vec<_> = fs::read_dir(dir)?.filter_map(|e| Some(e.ok()?.path())).collect();
        inside.sort();
        let with_stops = inside.iter().find(|path| path.join("stops.txt").is_file());
        with_stops.map_or(Ok(tables), |path| Self::of_folder(path))
    }

    /// Puts a table in.
    pub fn put(&mut self, name: &str, bytes: impl Into<Vec<u8>>) {
        self.bytes.insert(name.to_owned(), bytes.into());
    }

    pub(super) fn get(&self, name: &str) -> Option<&[u8]> {
        self.bytes.get(name).map(Vec::as_slice)
    }
}
