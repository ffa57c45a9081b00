//! `expo pack`: the companion file that large sets of sites are loaded from, and the page pointed at it.

use crate::folder::{Folder, PACKED, bytes_of, why};
use clap::Args;
use m21::load::{self, File, Severity};
use m21::query::World;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

#[derive(Args)]
pub(crate) struct Arguments {
    /// The data folder.
    #[arg(default_value = "dist/data")]
    dir: PathBuf,
    /// The page that is pointed at the companion, if it is there; by default `index.html` beside the folder.
    #[arg(long)]
    page: Option<PathBuf>,
}

/// Packs a folder's sites.
pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    match pack(arguments) {
        Ok(told) => {
            println!("{told}");
            ExitCode::SUCCESS
        }
        Err(fault) => {
            eprintln!("{fault}");
            ExitCode::FAILURE
        }
    }
}

fn pack(arguments: &Arguments) -> Result<String, String> {
    let dir = &arguments.dir;
    let folder = Folder::read(dir)?;
    let loaded = load::read(&folder.sources()).map_err(|unreadable| unreadable.to_string())?;
    let is_error = |p: &&load::Problem| p.file == File::Sites && p.severity == Severity::Error;
    let errors = loaded.problems.iter().filter(is_error).count();
    if let Some(first) = loaded.problems.iter().find(is_error) {
        let checked = dir.display();
        return Err(format!(
            "The sites have {errors} errors, the first of them: {first} See `expo check {checked}`."
        ));
    }
    let world = World::new(loaded.atlas);
    let bytes = bytes_of(&world.atlas.sites.written(&world.atlas.limits()));
    let path = dir.join(PACKED);
    replace(&path, &bytes)?;
    let page = arguments
        .page
        .clone()
        .or_else(|| Some(dir.parent()?.join("index.html")));
    let pointed = match page {
        Some(page) => point(&page)?,
        None => Pointed::NoPage,
    };
    let (sites, kb) = (world.atlas.sites.len(), bytes.len().div_ceil(1000));
    Ok(format!(
        "{}: {sites} sites, {kb} kB. {}",
        path.display(),
        pointed.said()
    ))
}

/// Writes a file so that whoever reads it meanwhile finds the old one or the new one.
fn replace(path: &Path, bytes: &[u8]) -> Result<(), String> {
    let half = path.with_extension("half-written");
    fs::write(&half, bytes)
        .and_then(|()| fs::rename(&half, path))
        .map_err(|fault| why(path, "written", &fault))
}

/// Whether the page asks for the companion.
enum Pointed {
    Now,
    Already,
    NoPage,
    NoList,
}

impl Pointed {
    const fn said(&self) -> &'static str {
        match self {
            Self::Now => "The page asks for it from now on.",
            Self::Already => "The page asks for it.",
            Self::NoPage => "There is no page beside the folder to be pointed at it.",
            Self::NoList => "The page does not ask for sites.geojson beside its program, so it goes on as it did.",
        }
    }
}

/// Points a page at the companion: in the list of what it fetches beside its program.
fn point(page: &Path) -> Result<Pointed, String> {
    let html = match fs::read_to_string(page) {
        Ok(html) => html,
        Err(fault) if fault.kind() == ErrorKind::NotFound => return Ok(Pointed::NoPage),
        Err(fault) => return Err(why(page, "read", &fault)),
    };
    match pointed(&html) {
        Some(html) => {
            replace(page, html.as_bytes())?;
            Ok(Pointed::Now)
        }
        None if html.contains(PACKED) => Ok(Pointed::Already),
        None => Ok(Pointed::NoList),
    }
}

/// A page that fetches the companion if there is one, and the sites' own file if not.
pub(crate) fn pointed_or_not(html: &str, is_packed: bool) -> String {
    if is_packed {
        return pointed(html).unwrap_or_else(|| html.to_owned());
    }
    html.replace(PACKED, File::Sites.path())
}

/// A page that fetches the companion in the place of the sites' file; nothing if it fetches neither early.
fn pointed(html: &str) -> Option<String> {
    let start = html.find("early")?;
    let quotes = ['"', '\'', '`'];
    let name = quotes.into_iter().find_map(|q| {
        let quoted = format!("{q}{}{q}", File::Sites.path());
        html[start..].find(&quoted).map(|at| start + at + 1)
    })?;
    let end = name + File::Sites.path().len();
    Some([&html[..name], PACKED, &html[end..]].concat())
}

/// What the companion in a folder would be, if it is there and is another.
pub(crate) fn is_stale(dir: &Path, written: &[u64]) -> io::Result<bool> {
    match fs::read(dir.join(PACKED)) {
        Ok(found) => Ok(found != bytes_of(written)),
        Err(fault) if fault.kind() == ErrorKind::NotFound => Ok(false),
        Err(fault) => Err(fault),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_fetches_the_companion_in_the_place_of_the_sites() {
        let html = r#"<a href="data/sites.geojson">x</a><script>early=["a.json",`sites.geojson`]</script>"#;
        let after = pointed(html).unwrap();
        assert_eq!(
            after,
            r#"<a href="data/sites.geojson">x</a><script>early=["a.json",`sites.m21`]</script>"#
        );
        assert_eq!(pointed(&after), None);
        assert_eq!(pointed("<p>sites.geojson</p>"), None);
    }
}
