//! Publishing that is ended, or finds no room: what is served is the old release or the new one, whole.

use super::{Yard, files};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// A release without what depends on what was published before it.
fn own(dir: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut all = files(dir);
    all.remove("kept.json");
    all.remove("version.json");
    all
}

#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "a publishing is killed at all parts of the time it takes"
)]
fn a_killed_publishing_leaves_the_old_release_or_the_new() {
    const KILLS: u32 = 60;
    let yard = Yard::new("killed");
    let builds = ["one();", "two();"];
    // What each of the two is, published in peace.
    let peace = builds.map(|build| {
        yard.built("boot.js", build);
        let out = if build == builds[0] { "peace-0" } else { "peace-1" };
        assert!(yard.try_publish(out, 0).status.success());
        own(&yard.dir.join(out).join("current"))
    });
    yard.built("boot.js", builds[0]);
    yard.publish(0);
    let begun = Instant::now();
    yard.built("boot.js", builds[1]);
    yard.publish(0);
    let whole = begun.elapsed();
    let (mut old, mut new) = (0, 0);
    for i in 0..KILLS {
        // The next to be published is the one that is not there, anew.
        let now = own(&yard.dir.join("site/current"));
        let is_first = peace[0].iter().all(|(path, bytes)| now.get(path) == Some(bytes));
        yard.built("boot.js", builds[usize::from(is_first)]);
        let versions = fs::read_dir(yard.dir.join("site/releases")).unwrap();
        for version in versions.map(|entry| entry.unwrap().path()) {
            if fs::canonicalize(yard.dir.join("site/current")).unwrap() != fs::canonicalize(&version).unwrap() {
                fs::remove_dir_all(version).unwrap();
            }
        }
        let mut child = yard
            .command("site", 0)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        sleep(whole * i / KILLS);
        child.kill().unwrap();
        child.wait().unwrap();
        let after = own(&yard.dir.join("site/current"));
        let whole =
            |wanted: &BTreeMap<String, Vec<u8>>| wanted.iter().all(|(path, bytes)| after.get(path) == Some(bytes));
        let is = [whole(&peace[0]), whole(&peace[1])];
        assert!(is[0] || is[1], "after the {i}th kill neither release is whole");
        if is[usize::from(!is_first)] { old += 1 } else { new += 1 }
    }
    assert!(old > 0, "no kill came before the switch: {old} old, {new} new");
    // And whatever was left lying does not keep the next from it.
    yard.built("boot.js", "three();");
    yard.publish(0);
    assert!(!yard.dir.join("site/releases/.half-written").exists());
    assert!(whole < Duration::from_mins(2));
}

/// Disks of so many kilobytes are too small for two releases of the fixture.
const DISKS_KB: &str = "400 700 760 800 850 900 950 1000 1050 1100 1200 1600";

#[test]
fn a_full_disk_leaves_the_old_release_or_the_new() {
    let yard = Yard::new("full");
    // A disk of its own for each size, in a namespace of our own: mounted by whoever runs the tests, and gone afterwards.
    let script = format!(
        r#"
        set -u
        mount -t tmpfs -o size=64k tmpfs disk 2>/dev/null || {{ echo SKIP; exit 0; }}
        umount disk
        export SOURCE_DATE_EPOCH=1620820800
        sums() {{ (cd disk/current/ && find . -type f ! -name kept.json ! -name version.json ! -path './assets/boot*' | sort | xargs sha256sum | sha256sum); }}
        for size in {DISKS_KB}; do
            mount -t tmpfs -o size="$size"k tmpfs disk
            cp data/expo.json aside.json
            "$EXPO" publish --without-pictures --out disk >/dev/null 2>first.txt
            if [ ! -e disk/current ]; then echo "$size first-refused $(head -c 60 first.txt | tr '\n' ' ')"; umount disk; continue; fi
            before=$(readlink disk/current); sums >before.txt
            printf 'other();' >dist/boot.js
            sed -i 's/"sv": "/"sv": "Ny /' data/expo.json
            "$EXPO" publish --without-pictures --out disk >/dev/null 2>second.txt
            status=$?
            after=$(readlink disk/current); sums >after.txt
            if [ $status = 0 ] && [ "$before" != "$after" ]; then echo "$size new"
            elif [ $status != 0 ] && [ "$before" = "$after" ] && cmp -s before.txt after.txt; then echo "$size old $(head -c 60 second.txt | tr '\n' ' ')"
            else echo "$size BROKEN status=$status $before $after"; fi
            cp aside.json data/expo.json; printf 'boot();' >dist/boot.js
            umount disk
        done
        "#
    );
    fs::create_dir_all(yard.dir.join("disk")).unwrap();
    let done = Command::new("unshare")
        .args(["--map-root-user", "--mount", "sh", "-c", &script])
        .env("EXPO", env!("CARGO_BIN_EXE_expo"))
        .current_dir(&yard.dir)
        .output();
    let said = match &done {
        Ok(done) => super::said(&done.stdout),
        Err(_) => String::new(),
    };
    if said.is_empty() || said.starts_with("SKIP") {
        println!("skipped: small disks cannot be mounted here");
        return;
    }
    assert!(!said.contains("BROKEN"), "{said}");
    let count = |what: &str| said.lines().filter(|line| line.contains(what)).count();
    assert!(
        count(" old ") > 0 && count(" new") > 0,
        "the disks were all too small or all large enough:\n{said}"
    );
}
