//! What the built page weighs, as a server sends it, against `budget.toml`.

use crate::command::{Done, Stop, root};
use serde::Deserialize;
use std::fs;
use std::path::{Path, PathBuf};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Budget {
    code: Code,
    data: Data,
    /// Held by `tests/thrift.rs`, not by the page's weight.
    #[serde(rename = "query")]
    _query: serde::de::IgnoredAny,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Code {
    limit_kb: u32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Data {
    limit_kb: u32,
    /// Files and folders below `dist/data` that are not fetched at the start.
    later: Vec<String>,
}

/// What a file is for.
#[derive(Clone, Copy, PartialEq, Debug)]
enum Kind {
    Wasm,
    Script,
    Style,
    Html,
    Data,
    Font,
}

/// A file of the built page.
struct File {
    /// Path below dist, with forward slashes.
    name: String,
    kind: Kind,
    raw: usize,
    brotli: usize,
}

/// Prints the table and stops when a limit is passed.
pub(crate) fn check() -> Done {
    let text = fs::read_to_string(root().join("budget.toml"))
        .map_err(|error| Stop(format!("budget.toml cannot be read: {error}.")))?;
    let budget: Budget =
        toml::from_str(&text).map_err(|error| Stop(format!("budget.toml cannot be understood: {error}")))?;
    let files = weigh(&root().join("dist"), &budget.data.later)?;
    print(&files);
    within("Code", budget.code.limit_kb, &files, is_code)?;
    within("Data for the first view", budget.data.limit_kb, &files, |kind| {
        kind == Kind::Data
    })
}

fn is_code(kind: Kind) -> bool {
    matches!(kind, Kind::Wasm | Kind::Script | Kind::Style | Kind::Html)
}

fn weigh(dist: &Path, later: &[String]) -> Result<Vec<File>, Stop> {
    let cannot = |error| {
        Stop(format!(
            "The built page cannot be read ({error}): run `cargo xtask build` first."
        ))
    };
    let mut files = Vec::new();
    for path in walk(dist).map_err(cannot)? {
        let name = below(dist, &path);
        let Some(kind) = kind(&name, later) else { continue };
        let bytes = fs::read(&path).map_err(cannot)?;
        // A font is compressed already.
        let brotli = if kind == Kind::Font {
            bytes.len()
        } else {
            compressed(&bytes).map_err(cannot)?
        };
        files.push(File {
            name,
            kind,
            raw: bytes.len(),
            brotli,
        });
    }
    if !files.iter().any(|file| file.kind == Kind::Wasm) {
        return Err(Stop(
            "There is no built page in dist: run `cargo xtask build` first.".to_owned(),
        ));
    }
    Ok(files)
}

/// What the file counts as, or nothing when the first view does not wait for it.
fn kind(name: &str, later: &[String]) -> Option<Kind> {
    if let Some(data) = name.strip_prefix("data/") {
        let is_later = later.iter().any(|entry| {
            data.strip_prefix(entry.trim_end_matches('/'))
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        });
        return (!is_later).then_some(Kind::Data);
    }
    match name.rsplit_once('.').map(|(_, ending)| ending) {
        // The worker is asked for when the map stands.
        _ if name == "sw.js" => None,
        Some("wasm") => Some(Kind::Wasm),
        Some("js" | "mjs") => Some(Kind::Script),
        Some("css") => Some(Kind::Style),
        Some("woff2") => Some(Kind::Font),
        _ if name == "index.html" => Some(Kind::Html),
        _ => None,
    }
}

fn print(files: &[File]) {
    println!("{:<44}{:>10}{:>12}", "kB", "raw", "Brotli");
    let mut rows: Vec<&File> = files.iter().collect();
    rows.sort_by(|a, b| (a.kind as u8, &a.name).cmp(&(b.kind as u8, &b.name)));
    for file in rows {
        println!("{:<44}{:>10.1}{:>12.1}", file.name, kb(file.raw), kb(file.brotli));
    }
    println!();
    for (title, counts) in [
        ("code", is_code as fn(Kind) -> bool),
        ("data for the first view", |kind| kind == Kind::Data),
        ("fonts (not limited)", |kind| kind == Kind::Font),
    ] {
        println!("{title:<54}{:>12.1}", kb(sum(files, counts)));
    }
}

fn within(what: &str, limit_kb: u32, files: &[File], counts: fn(Kind) -> bool) -> Done {
    let found = kb(sum(files, counts));
    if found <= f64::from(limit_kb) {
        return Ok(());
    }
    Err(Stop(format!(
        "{what} weighs {found:.1} kB after Brotli; budget.toml allows {limit_kb} kB."
    )))
}

fn sum(files: &[File], counts: impl Fn(Kind) -> bool) -> usize {
    files
        .iter()
        .filter(|file| counts(file.kind))
        .map(|file| file.brotli)
        .sum()
}

fn kb(bytes: usize) -> f64 {
    bytes as f64 / 1000.0
}

/// Length after Brotli at its best, as static hosts store it.
fn compressed(bytes: &[u8]) -> std::io::Result<usize> {
    Ok(m21_press::brotli(bytes)?.len())
}

/// Every file below a folder, in order.
fn walk(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            files.extend(walk(&path)?);
        } else {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

fn below(dist: &Path, path: &Path) -> String {
    let rest = path.strip_prefix(dist).unwrap_or(path);
    let parts: Vec<_> = rest.iter().map(|part| part.to_string_lossy()).collect();
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_counts_unless_it_is_named_as_later() {
        let later = ["programme.json".to_owned(), "history/".to_owned()];
        assert_eq!(kind("data/sites.geojson", &later), Some(Kind::Data));
        assert_eq!(kind("data/programme.json", &later), None);
        assert_eq!(kind("data/history/2030.json", &later), None);
        assert_eq!(kind("data/history.json", &later), Some(Kind::Data));
    }

    #[test]
    fn only_the_first_page_counts_as_html() {
        assert_eq!(kind("index.html", &[]), Some(Kind::Html));
        assert_eq!(kind("s/roof/index.html", &[]), None);
        assert_eq!(kind("boot.js", &[]), Some(Kind::Script));
        assert_eq!(kind("sw.js", &[]), None);
    }

    #[test]
    fn a_kilobyte_over_the_limit_is_too_much() {
        let file = |brotli| {
            vec![File {
                name: "a.wasm".into(),
                kind: Kind::Wasm,
                raw: 0,
                brotli,
            }]
        };
        assert!(within("Code", 300, &file(300_000), is_code).is_ok());
        assert!(within("Code", 300, &file(301_000), is_code).is_err());
    }

    #[test]
    fn repetition_compresses() {
        let length = compressed(&[7; 10_000]).expect("memory is enough");
        assert!(length < 100, "{length} bytes for ten thousand equal ones");
    }
}
