//! Releases: complete, the same for the same input, and switched in one step.

use super::{BASE, Yard, files, said, with_sites};
use crate::load::{Folder, fixtures};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::fs;

fn hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .fold(String::new(), |hex, byte| format!("{hex}{byte:02x}"))
}

#[test]
fn a_release_is_complete() {
    let yard = Yard::new("complete");
    let name = yard.publish(0);
    let site = yard.site();
    for path in [
        "index.html",
        "embed.html",
        "404.html",
        "robots.txt",
        "sitemap.xml",
        "manifest.webmanifest",
        "version.json",
        "_headers",
        "sw.js",
        "data/sites.geojson",
        "data/expo.json",
        "s/index.html",
        "en/s/index.html",
        "s/regnbadd/index.html",
        "en/s/regnbadd/index.html",
        "s/regnvagen/index.html",
        "p/va-nord/index.html",
        "en/p/kvartersradet/index.html",
    ] {
        assert!(site.contains_key(path), "{path} is missing");
    }
    assert!(!site.contains_key("s/utkast/index.html"), "a draft is published");
    for path in ["deploy/nginx.conf", "deploy/Caddyfile"] {
        assert!(yard.dir.join("site").join(path).is_file(), "{path} is missing");
    }
    // Hashed files are what their names say, and what travels pressed is there pressed.
    for (path, bytes) in &site {
        let pressed = [".br", ".gz"].iter().any(|end| path.ends_with(end));
        if path.starts_with("assets/") && !pressed {
            let (_, hash) = path.rsplit_once('.').unwrap().0.rsplit_once('-').unwrap();
            assert!(hex(bytes).starts_with(hash), "{path} is not what it is called");
        }
        let is_text = [".html", ".js", ".css", ".wasm", ".geojson", ".svg"]
            .iter()
            .any(|end| path.ends_with(end));
        if is_text {
            assert!(
                site.contains_key(&format!("{path}.br")) && site.contains_key(&format!("{path}.gz")),
                "{path}"
            );
        }
    }
    let version: Value = serde_json::from_slice(&site["version.json"]).unwrap();
    assert_eq!(version["version"], *name);
    assert_eq!(version["data"]["data/sites.geojson"], hex(&site["data/sites.geojson"]));
    assert!(
        yard.page("index.html")
            .contains(&format!("<html data-version=\"{name}\" lang=\"sv\"").replace("lang=\"sv\"", "lang=sv"))
    );
}

#[test]
fn the_worker_lists_every_file_of_the_app_with_its_hash() {
    let yard = Yard::new("worker");
    yard.publish(0);
    let (site, script) = (yard.site(), yard.page("sw.js"));
    let line = script
        .lines()
        .find(|line| line.starts_with("const RELEASE = "))
        .unwrap();
    let list: Value = serde_json::from_str(line.trim_start_matches("const RELEASE = ").trim_end_matches(';')).unwrap();
    let files = list["files"].as_array().unwrap();
    for entry in files {
        let (name, hash) = (entry[0].as_str().unwrap(), entry[1].as_str().unwrap());
        let path = if name == "./" { "index.html" } else { name };
        assert_eq!(hex(&site[path]), hash, "{path}");
    }
    let listed = |start: &str| {
        files
            .iter()
            .filter(|f| f[0].as_str().unwrap().starts_with(start))
            .count()
    };
    for start in [
        "./",
        "embed.html",
        "assets/m21-",
        "assets/m21_bg-",
        "assets/style-",
        "assets/start-",
        "assets/boot-",
    ] {
        assert_eq!(listed(start), 1, "{start}");
    }
    assert_eq!(listed("assets/archivo"), 3);
    assert_eq!(listed("data/") + listed("s/") + listed("sw.js"), 0);
    // The program has the same name when only the data change.
    yard.data(&with_sites(|text| {
        text.replace("Regnet stannar här.", "Regnet stannar kvar här.")
    }));
    yard.publish(1);
    let after = yard.page("sw.js");
    let app = format!("\"app\":{}", list["app"]);
    assert!(script.contains(&app) && after.contains(&app));
    assert_ne!(script, after);
}

#[test]
fn every_file_a_page_names_is_there_with_its_integrity() {
    let yard = Yard::new("named");
    yard.publish(0);
    let (site, page) = (yard.site(), yard.page("index.html"));
    let mut checked = 0;
    for tag in page
        .split('<')
        .filter(|tag| tag.starts_with("script ") || tag.starts_with("link "))
    {
        let value = |name: &str| {
            let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
            Some(rest.split_once('"')?.0)
        };
        let Some(path) = value("src")
            .or_else(|| value("href"))
            .filter(|path| !path.starts_with(BASE))
        else {
            continue;
        };
        let bytes = site
            .get(path)
            .unwrap_or_else(|| panic!("{path} is named and not there"));
        assert!(
            path.starts_with("assets/") || path == "manifest.webmanifest",
            "{path} is not hashed"
        );
        if tag.starts_with("script ") || value("rel") == Some("stylesheet") {
            assert!(value("integrity").unwrap().starts_with("sha256-"), "{path}");
            assert_eq!(value("crossorigin"), Some("anonymous"));
        }
        assert!(!bytes.is_empty());
        checked += 1;
    }
    assert_eq!(checked, 7, "style, start, boot, glue, icon, icon to touch, manifest");
    assert!(
        page.contains("href=\"s/regnbadd/\""),
        "the list of all sites is in the page"
    );
    let style = yard.assets("style-");
    let font = yard.assets("archivo-f")[0].replace("assets/", "");
    assert!(yard.page(&style[0]).contains(&format!("url({font})")));
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let yard = Yard::new("same");
    for out in ["one", "two"] {
        assert!(yard.try_publish(out, 0).status.success());
    }
    let [one, two] = ["one", "two"].map(|out| files(&yard.dir.join(out).join("current")));
    assert_eq!(one.keys().collect::<Vec<_>>(), two.keys().collect::<Vec<_>>());
    for (path, bytes) in &one {
        assert!(two[path] == *bytes, "{path} differs");
    }
}

#[test]
fn publishing_the_same_again_changes_nothing() {
    let yard = Yard::new("again");
    let first = yard.publish(0);
    let before = yard.site();
    let done = yard.try_publish("site", 3);
    assert!(said(&done.stdout).contains("nothing has changed"));
    assert_eq!(yard.current(), first);
    assert!(yard.site() == before);
}

#[test]
fn faulty_data_are_refused_and_the_old_release_stays() {
    let yard = Yard::new("faulty");
    let first = yard.publish(0);
    let before = yard.site();
    for fault in ["url-of-a-script", "goal-18", "cut-off", "expo-without-title"] {
        yard.data(&Folder::good().under(&fixtures().join("bad").join(fault)));
        let done = yard.try_publish("site", 1);
        assert_eq!(done.status.code(), Some(1), "{fault}");
        let why = said(&done.stderr);
        assert!(
            why.contains("published") || why.contains("cannot be shown"),
            "{fault}: {why}"
        );
        assert_eq!(yard.current(), first);
    }
    assert!(yard.site() == before);
}

#[test]
fn a_page_that_is_not_built_is_missed() {
    let yard = Yard::new("not-built");
    for (file, named) in [
        ("style-0123456789abcdef.css", ".css file"),
        ("index.html", "index.html"),
    ] {
        fs::remove_file(yard.dir.join("dist").join(file)).unwrap();
        let why = said(&yard.try_publish("site", 0).stderr);
        assert!(why.contains(named) && why.contains("cargo xtask build"), "{why}");
    }
    assert!(!yard.dir.join("site/current").exists());
}

#[test]
fn hashed_files_of_older_releases_stay_for_thirty_days() {
    let yard = Yard::new("thirty-days");
    let style = |yard: &Yard, colour: &str| {
        yard.built("style-0123456789abcdef.css", &format!("a{{color:{colour}}}"));
    };
    style(&yard, "red");
    yard.publish(0);
    let red = yard.assets("style-");
    style(&yard, "green");
    yard.publish(1);
    let green = yard
        .assets("style-")
        .into_iter()
        .find(|path| !red.contains(path))
        .unwrap();
    style(&yard, "blue");
    yard.publish(31);
    let left = yard.assets("style-");
    assert!(
        red.iter().all(|path| left.contains(path)),
        "thirty days after it was last used"
    );
    assert!(left.contains(&green));
    style(&yard, "black");
    yard.publish(32);
    let left = yard.assets("style-");
    assert!(red.iter().all(|path| !left.contains(path)), "thirty-one days after");
    assert!(left.contains(&green), "unused since yesterday");
}

#[test]
fn going_back_makes_an_older_release_current_with_a_later_time() {
    let yard = Yard::new("back");
    let released = |yard: &Yard| -> i64 {
        let version: Value = serde_json::from_str(&yard.page("version.json")).unwrap();
        version["released"].as_i64().unwrap()
    };
    let first = yard.publish(0);
    let time = released(&yard);
    yard.built("boot.js", "other();");
    let second = yard.publish(0);
    assert_ne!(first, second);
    let later = released(&yard);
    assert!(later > time, "the clock stood still, and yet");
    let other = yard.assets("boot-");
    let back = |version: &str| {
        let mut command = yard.command("site", 0);
        command.args(["--to", version]).output().unwrap()
    };
    assert!(back(&first).status.success());
    assert_eq!(yard.current(), first);
    assert!(released(&yard) > later);
    let left = yard.assets("boot-");
    assert!(
        other.iter().all(|path| left.contains(path)),
        "who has the second open goes on"
    );
    assert!(said(&back("nowhere").stderr).contains(&second));
    // And on again: the data of the second have not changed.
    assert_eq!(yard.publish(1), second);
}

#[test]
fn two_cannot_publish_at_once() {
    let yard = Yard::new("two");
    let first = yard.publish(0);
    let lock = fs::File::create(yard.dir.join("site/.lock")).unwrap();
    lock.lock().unwrap();
    yard.built("boot.js", "other();");
    let done = yard.try_publish("site", 1);
    assert_eq!(done.status.code(), Some(1));
    assert!(said(&done.stderr).contains("Somebody else is publishing"));
    assert_eq!(yard.current(), first);
    drop(lock);
    assert_ne!(yard.publish(1), first);
}

#[test]
fn a_server_that_cannot_reload_is_not_switched() {
    let yard = Yard::new("reload");
    let first = yard.publish(0);
    yard.built("boot.js", "other();");
    let done = yard.command("site", 1).args(["--reload", "false"]).output().unwrap();
    assert!(said(&done.stderr).contains("nothing was switched"));
    assert_eq!(yard.current(), first);
    assert!(
        yard.command("site", 1)
            .args(["--reload", "true"])
            .status()
            .unwrap()
            .success()
    );
    assert_ne!(yard.current(), first);
}

#[test]
fn without_an_address_nothing_whole_is_claimed() {
    let yard = Yard::new("no-base");
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_expo"));
    let done = command
        .current_dir(&yard.dir)
        .args(["publish", "--out", "site"])
        .output()
        .unwrap();
    assert!(said(&done.stdout).contains("Without --base"));
    let site = yard.site();
    assert!(!site.contains_key("sitemap.xml"));
    let page = yard.page("s/regnbadd/index.html");
    assert!(!page.contains("canonical") && !page.contains("og:image\""));
    assert!(
        page.contains("hreflang=\"en\" href=\"../../en/s/regnbadd/\"")
            || page.contains("href=\"../../en/s/regnbadd/\" hreflang=\"en\"")
    );
    let done = yard
        .command("site", 0)
        .args(["--base", "m21.example.se"])
        .output()
        .unwrap();
    assert!(!done.status.success());
}
