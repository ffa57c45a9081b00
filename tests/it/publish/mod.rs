//! `expo publish`: what it writes, and what is left when it does not get that far.

mod html;
mod leaves;
mod payloads;
mod pictures;
mod releases;
mod unlucky;

use crate::load::Folder;
use m21::load::File;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// Where the tests' folder will be found.
const BASE: &str = "https://m21.example.se/";

/// Data, a built page, and a folder to publish into; one for each test.
struct Yard {
    dir: PathBuf,
}

/// The app's own page as Trunk writes it, in small.
const PAGE: &str = "<!doctype html><html lang=sv><head><meta charset=utf-8><title>M21</title>\
    <link href=icon.svg rel=icon type=image/svg+xml>\
    <script>early=new Map([`expo.json`,`sites.geojson`].map(a=>`data/`+ a).map(a=>[a,fetch(a)]))</script>\
    <link href=./style-0123456789abcdef.css rel=stylesheet>\
    <script type=module>import init, * as bindings from './m21-0123456789abcdef.js';\n\
    const wasm = await init({ module_or_path: './m21-0123456789abcdef_bg.wasm' });</script>\
    <script defer src=boot.js></script>\
    <link crossorigin href=./m21-0123456789abcdef.js rel=modulepreload></head>\
    <body><div id=shell><section class=plain-list></section><noscript><p>x</p></noscript></div>\
    <script>performance.mark(`m21:shell`)</script></body></html>";

const WORKER: &str =
    "\"use strict\";\nconst RELEASE = /* expo publish */ { version: \"dev\", app: \"\", files: [] };\n";

impl Yard {
    fn new(name: &str) -> Self {
        let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join("publish").join(name);
        let _ = fs::remove_dir_all(&dir);
        fs::create_dir_all(&dir).unwrap();
        let yard = Self { dir };
        yard.data(&Folder::good());
        for (name, text) in [
            ("index.html", PAGE),
            ("sw.js", WORKER),
            ("boot.js", "boot();"),
            ("m21-0123456789abcdef.js", "export default init;"),
            ("m21-0123456789abcdef_bg.wasm", "\0asm"),
            ("style-0123456789abcdef.css", "@font-face{src:url(fonts/archivo.woff2)}"),
        ] {
            yard.built(name, text);
        }
        let public = Path::new(env!("CARGO_MANIFEST_DIR")).join("public");
        fs::create_dir_all(yard.dir.join("dist/fonts")).unwrap();
        for name in [
            "icon.svg",
            "fonts/archivo.woff2",
            "fonts/archivo-europe.woff2",
            "fonts/archivo-italic.woff2",
        ] {
            fs::copy(public.join(name), yard.dir.join("dist").join(name)).unwrap();
        }
        yard
    }

    fn data(&self, folder: &Folder) {
        let dir = self.dir.join("data");
        let _ = fs::remove_dir_all(&dir);
        folder.write_to(&dir);
    }

    /// A file of the built page.
    fn built(&self, name: &str, text: &str) {
        fs::create_dir_all(self.dir.join("dist")).unwrap();
        fs::write(self.dir.join("dist").join(name), text).unwrap();
    }

    fn command(&self, out: &str, day: u64) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_expo"));
        command
            .current_dir(&self.dir)
            .args(["publish", "--without-pictures", "--base", BASE, "--out", out]);
        // Noon of a day in 2021.
        command.env("SOURCE_DATE_EPOCH", (1_620_820_800 + day * 86_400).to_string());
        command
    }

    fn try_publish(&self, out: &str, day: u64) -> Output {
        self.command(out, day).output().unwrap()
    }

    /// Publishes into `site` and gives the release's name.
    fn publish(&self, day: u64) -> String {
        let done = self.try_publish("site", day);
        assert!(done.status.success(), "{}", said(&done.stderr));
        self.current()
    }

    fn current(&self) -> String {
        let target = fs::read_link(self.dir.join("site/current")).unwrap();
        target.file_name().unwrap().to_str().unwrap().to_owned()
    }

    /// Every file of the current release.
    fn site(&self) -> BTreeMap<String, Vec<u8>> {
        files(&self.dir.join("site/current"))
    }

    /// A page of the current release.
    fn page(&self, path: &str) -> String {
        fs::read_to_string(self.dir.join("site/current").join(path)).unwrap_or_else(|fault| panic!("{path}: {fault}"))
    }

    fn assets(&self, start: &str) -> Vec<String> {
        let all = self.site().into_keys();
        all.filter(|path| path.starts_with(&format!("assets/{start}")))
            .collect()
    }
}

/// Whether a file is a page.
fn is_page(path: &str) -> bool {
    Path::new(path).extension().is_some_and(|ending| ending == "html")
}

fn said(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Every file below a folder.
fn files(dir: &Path) -> BTreeMap<String, Vec<u8>> {
    fn below(dir: &Path, under: &str, into: &mut BTreeMap<String, Vec<u8>>) {
        for entry in fs::read_dir(dir).unwrap() {
            let path = entry.unwrap().path();
            let name = format!("{under}{}", path.file_name().unwrap().to_str().unwrap());
            if path.is_dir() {
                below(&path, &format!("{name}/"), into);
            } else {
                into.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    let mut all = BTreeMap::new();
    below(dir, "", &mut all);
    all
}

/// The good data with the sites' text changed.
fn with_sites(change: impl Fn(&str) -> String) -> Folder {
    let good = Folder::good();
    let text = change(good.text(File::Sites));
    good.with(File::Sites, text)
}
