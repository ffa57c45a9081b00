//! A data folder on disk.

use m21::load::{File, Sources};
use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;

/// The bytes of every data file that is there.
pub(crate) struct Folder(Vec<(File, Vec<u8>)>);

/// The companion file of the sites.
pub(crate) const PACKED: &str = "sites.m21";

/// A sentence about a path that something went wrong with.
pub(crate) fn why(path: &Path, what: &str, fault: &io::Error) -> String {
    format!("{} cannot be {what}: {fault}.", path.display())
}

impl Folder {
    /// Reads a folder, or says in a sentence what of it cannot be read.
    pub(crate) fn read(dir: &Path) -> Result<Self, String> {
        fs::read_dir(dir).map_err(|fault| why(dir, "read", &fault))?;
        let mut found = Vec::new();
        for file in File::ALL {
            let path = dir.join(file.path());
            match fs::read(&path) {
                Ok(bytes) => found.push((file, bytes)),
                Err(fault) if fault.kind() == ErrorKind::NotFound => {}
                Err(fault) => return Err(why(&path, "read", &fault)),
            }
        }
        Ok(Self(found))
    }

    pub(crate) fn sources(&self) -> Sources<'_> {
        let mut sources = Sources::default();
        for (file, bytes) in &self.0 {
            sources.put_bytes(*file, bytes);
        }
        sources
    }
}

/// The words of a companion file as bytes.
pub(crate) fn bytes_of(words: &[u64]) -> Vec<u8> {
    words.iter().flat_map(|w| w.to_le_bytes()).collect()
}
