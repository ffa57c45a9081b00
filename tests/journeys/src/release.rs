//! A release of the built page as `expo publish` makes one, in memory and in a moment, so that a drill can have hundreds.
//! What drills must find in the real one: names with sums, the worker's list, version.json, the plain list of sites.

use crate::failure::{Failure, Result};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Files by their path below the root, without a slash before it.
pub type Files = BTreeMap<String, Arc<[u8]>>;

/// What a release may hold that is not the page's own and not kept for later.
const NOT_KEPT: [&str; 2] = ["sw.js", "version.json"];

/// A release.
#[derive(Clone)]
pub struct Release {
    files: Files,
    version: String,
    number: u32,
}

fn sum(body: &[u8]) -> String {
    let mut hex = String::with_capacity(64);
    for byte in Sha256::digest(body) {
        let digit = |d: u8| char::from_digit(u32::from(d), 16).unwrap_or('0');
        hex.extend([digit(byte >> 4), digit(byte & 15)]);
    }
    hex
}

fn walk(folder: &Path, below: &str, files: &mut Files) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let name = format!("{below}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            walk(&entry.path(), &format!("{name}/"), files)?;
        } else {
            files.insert(name, std::fs::read(entry.path())?.into());
        }
    }
    Ok(())
}

/// A module with a section of no meaning behind it: other bytes, the same program.
fn numbered_module(module: &[u8], number: u32) -> Vec<u8> {
    let name = format!("release {number}");
    let length = u8::try_from(name.len()).unwrap_or(0);
    let mut bytes = module.to_vec();
    bytes.extend([0, length + 1, length]);
    bytes.extend(name.as_bytes());
    bytes
}

impl Release {
    /// The built page, the folder in `M21_DIST` or else the project's `dist`, as a release of this number: each has its own
    /// code. A later number is a later release.
    pub fn of_the_page(number: u32) -> Result<Self> {
        Self::of_the_page_with_data(number, number, &[])
    }

    /// The same with a number for the code of its own, so that two releases may differ in nothing but data: files by their
    /// paths below `data/`.
    pub fn of_the_page_with_data(number: u32, code: u32, data: &[(&str, Vec<u8>)]) -> Result<Self> {
        let named = std::env::var_os("M21_DIST").map(PathBuf::from);
        let dist = named.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../dist"));
        let mut files = Files::new();
        walk(&dist, "", &mut files)
            .map_err(|error| Failure::new(format!("{}: {error}: run `cargo xtask build` first", dist.display())))?;
        for (path, body) in data {
            files.insert(format!("data/{path}"), body.clone().into());
        }
        let mut release = Self {
            files,
            version: String::new(),
            number,
        };
        release.name_by_sums(code)?;
        release.list_the_sites()?;
        release.seal()?;
        Ok(release)
    }

    /// Everything in it.
    pub fn files(&self) -> &Files {
        &self.files
    }

    /// Its version, as the page says it.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// The path of the file whose name ends so, with a slash before it: `.wasm`.
    pub fn path_of(&self, ending: &str) -> String {
        let found = self
            .files
            .keys()
            .find(|name| name.ends_with(ending) && !name.contains('/'));
        format!("/{}", found.map_or(ending, String::as_str))
    }

    fn html(&self) -> Result<String> {
        let page = self
            .files
            .get("index.html")
            .ok_or_else(|| Failure::new("there is no index.html"))?;
        Ok(String::from_utf8_lossy(page).into_owned())
    }

    /// Gives program, glue, style and scripts the numbers and names of this release.
    fn name_by_sums(&mut self, code: u32) -> Result<()> {
        let mut html = self.html()?;
        let own: Vec<String> = self
            .files
            .keys()
            .filter(|name| !name.contains('/') && *name != "sw.js")
            .filter(|name| [".js", ".css", ".wasm"].iter().any(|ending| name.ends_with(ending)))
            .cloned()
            .collect();
        for name in own {
            let Some(body) = self.files.remove(&name) else { continue };
            let body = match name.rsplit_once('.') {
                Some((_, "wasm")) => numbered_module(&body, code),
                _ => [&body[..], format!("\n/* {code} */\n").as_bytes()].concat(),
            };
            let (stem, ending) = name.rsplit_once('.').unwrap_or((&name, ""));
            let base = stem.split('-').next().unwrap_or(stem);
            let new = format!("{base}-{}.{ending}", &sum(&body)[..16]);
            html = html.replace(&name, &new);
            self.files.insert(new, body.into());
        }
        self.files.insert("index.html".to_owned(), html.into_bytes().into());
        Ok(())
    }

    fn list_the_sites(&mut self) -> Result<()> {
        let sites = self
            .files
            .get("data/sites.geojson")
            .map(|body| body.to_vec())
            .unwrap_or_default();
        let sites: Value = serde_json::from_slice(&sites).unwrap_or_default();
        let rows = sites["features"]
            .as_array()
            .map_or(&[][..], Vec::as_slice)
            .iter()
            .map(|site| {
                let site = &site["properties"];
                let title = site["title"]["sv"].as_str().unwrap_or_default();
                let title = title.replace('&', "&amp;").replace('<', "&lt;");
                format!(
                    "<li><a href=\"s/{}/\">{title}</a></li>",
                    site["id"].as_str().unwrap_or_default()
                )
            });
        let list = format!("<h2>Platser</h2><ul>{}</ul>", rows.collect::<String>());
        let html = self.html()?;
        let place = ["<section class=\"plain-list\">", "<section class=plain-list>"];
        let place = place.into_iter().find(|place| html.contains(place));
        let place = place.ok_or_else(|| Failure::new("index.html has no place for the list of sites"))?;
        let html = html.replace(place, &format!("{place}{list}"));
        self.files.insert("index.html".to_owned(), html.into_bytes().into());
        Ok(())
    }

    /// Writes the worker's list and version.json.
    fn seal(&mut self) -> Result<()> {
        let is_kept = |name: &str| !name.starts_with("data/") && !NOT_KEPT.contains(&name) && name != "index.html";
        let listed: Vec<Value> = self
            .files
            .iter()
            .filter(|(name, _)| is_kept(name))
            .map(|(name, body)| json!([name, sum(body)]))
            .collect();
        let app = &sum(json!(listed).to_string().as_bytes())[..12];
        let data: BTreeMap<&str, String> = self
            .files
            .iter()
            .filter(|(name, _)| name.starts_with("data/") && name.ends_with("json"))
            .map(|(name, body)| (name.as_str(), sum(body)))
            .collect();
        let all = json!([listed, data, self.number]).to_string();
        let version = sum(all.as_bytes())[..12].to_owned();
        let told = json!({
            "version": version, "app": app, "released": 1_700_000_000_u64 + u64::from(self.number), "data": data,
        });
        let html = self
            .html()?
            .replacen("<html ", &format!("<html data-version=\"{version}\" "), 1);
        let mut list = vec![json!(["./", sum(html.as_bytes())])];
        list.extend(listed);
        let list = json!({ "version": version, "app": app, "files": list });
        let worker = self.files.get("sw.js").map(|body| body.to_vec()).unwrap_or_default();
        let worker = String::from_utf8_lossy(&worker).into_owned();
        let mark = "/* expo publish */";
        let (before, rest) = worker
            .split_once(mark)
            .ok_or_else(|| Failure::new(format!("sw.js has no {mark}")))?;
        let (_, after) = rest.split_once(";\n").unwrap_or_default();
        let worker = format!("{before}{list};\n{after}");
        self.files.insert("index.html".to_owned(), html.into_bytes().into());
        self.files.insert("sw.js".to_owned(), worker.into_bytes().into());
        self.files
            .insert("version.json".to_owned(), told.to_string().into_bytes().into());
        self.version = version;
        Ok(())
    }
}
