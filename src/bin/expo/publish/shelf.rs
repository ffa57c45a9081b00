//! Releases on disk: each a folder of its own, one of them current. Whatever ends the program and whenever, what is served
//! is one release or the other, whole.
//!
//! A release is written aside and gets its name when all of it is on the disk; `current` is a link that is made aside too
//! and renamed over the old one. So nothing is ever changed that is being served, but for files that are added to a
//! release under names that hold their own hash.

use super::assets::{ASSETS, Tree};
use super::built::ending_of;
use super::press::in_parallel;
use crate::folder::why;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File, TryLockError};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use time::Date;

/// Hashed files stay so long after the last release that used them; so do releases.
const KEPT_DAYS: i32 = 30;

const RELEASES: &str = "releases";
const CURRENT: &str = "current";
/// Where a release is while it is written.
const HALF: &str = ".half-written";
/// Where one is while it is removed.
const GOING: &str = ".going";
/// The files a release keeps of earlier ones, and since which day nothing uses them.
const KEPT: &str = "kept.json";

/// The folder of releases, ours alone as long as this lives.
pub(super) struct Shelf {
    out: PathBuf,
    /// Unlocked by the system when the program ends, however it ends.
    _lock: File,
}

type Kept = BTreeMap<String, String>;

impl Shelf {
    /// Opens a folder for publishing, and clears away what a publishing that was ended left behind.
    pub(super) fn open(out: &Path) -> Result<Self, String> {
        let releases = out.join(RELEASES);
        fs::create_dir_all(&releases).map_err(|fault| why(&releases, "made", &fault))?;
        let path = out.join(".lock");
        let lock = File::create(&path).map_err(|fault| why(&path, "written", &fault))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                return Err(format!(
                    "Somebody else is publishing into {} at this moment. Wait until they are done, and publish again.",
                    out.display()
                ));
            }
            Err(TryLockError::Error(fault)) => return Err(why(&path, "locked", &fault)),
        }
        let shelf = Self {
            out: out.to_owned(),
            _lock: lock,
        };
        for left in [HALF, GOING] {
            remove(&releases.join(left))?;
        }
        match fs::symlink_metadata(out.join(CURRENT)) {
            Ok(found) if !found.is_symlink() => Err(format!(
                "{} is no link to a release. Move it away, or publish into another folder with --out.",
                out.join(CURRENT).display()
            )),
            _ => Ok(shelf),
        }
    }

    fn release(&self, version: &str) -> PathBuf {
        self.out.join(RELEASES).join(version)
    }

    /// The name of the current release.
    pub(super) fn current(&self) -> Option<String> {
        let target = fs::read_link(self.out.join(CURRENT)).ok()?;
        let name = target.file_name()?.to_str()?.to_owned();
        self.release(&name).is_dir().then_some(name)
    }

    /// Every release that is there.
    pub(super) fn versions(&self) -> Vec<String> {
        let entries = fs::read_dir(self.out.join(RELEASES)).into_iter().flatten().flatten();
        let names = entries.filter_map(|entry| entry.file_name().into_string().ok());
        let mut names: Vec<_> = names.filter(|name| !name.starts_with('.')).collect();
        names.sort();
        names
    }

    /// A file of a release.
    pub(super) fn read(&self, version: &str, path: &str) -> Option<Vec<u8>> {
        fs::read(self.release(version).join(path)).ok()
    }

    /// What the current release pressed the same bytes into.
    pub(super) fn pressed(&self, path: &str, bytes: &[u8]) -> Option<[Vec<u8>; 2]> {
        let current = self.current()?;
        let same = self.read(&current, path).is_some_and(|found| found == bytes);
        same.then(|| {
            Some([
                self.read(&current, &format!("{path}.br"))?,
                self.read(&current, &format!("{path}.gz"))?,
            ])
        })?
    }

    /// Puts a release on the shelf, not yet current.
    pub(super) fn put(&self, version: &str, tree: &Tree, today: Date) -> Result<(), String> {
        let release = self.release(version);
        if release.is_dir() {
            // Another version of this tool may press the same bytes into others.
            let own = tree.iter().filter(|(path, _)| !["br", "gz"].contains(&ending_of(path)));
            for (path, bytes) in own {
                if self.read(version, path).is_none_or(|found| found != bytes) {
                    return Err(format!(
                        "{} is not as it was published. Remove {} and publish again.",
                        release.join(path).display(),
                        release.display()
                    ));
                }
            }
            return self.keep(&release, tree, today);
        }
        let half = self.out.join(RELEASES).join(HALF);
        let written = self.write(&half, tree).and_then(|()| self.keep(&half, tree, today));
        if let Err(fault) = written {
            // If even this fails, the next publishing does it.
            let _ = fs::remove_dir_all(&half);
            return Err(fault);
        }
        fs::rename(&half, &release).map_err(|fault| why(&release, "made", &fault))?;
        settle(&self.out.join(RELEASES))
    }

    /// Writes every file. One that is as it was is the same file under a second name: no space, and the server's tag for
    /// it stays, so that browsers do not fetch it again.
    fn write(&self, half: &Path, tree: &Tree) -> Result<(), String> {
        let files: Vec<_> = tree.iter().collect();
        let folders: BTreeSet<&Path> = files.iter().filter_map(|(path, _)| Path::new(path).parent()).collect();
        for folder in &folders {
            let folder = half.join(folder);
            fs::create_dir_all(&folder).map_err(|fault| why(&folder, "made", &fault))?;
        }
        let before = self.current().map(|version| self.release(&version));
        let one = |i: usize| -> Result<(), String> {
            let (path, bytes) = files[i];
            let to = half.join(path);
            if let Some(old) = before.as_ref().map(|before| before.join(path))
                && fs::read(&old).is_ok_and(|found| found == bytes)
                && fs::hard_link(&old, &to).is_ok()
            {
                return Ok(());
            }
            write(&to, bytes).map_err(|fault| why(&to, "written", &fault))
        };
        in_parallel(files.len(), &one)
            .into_iter()
            .collect::<Result<Vec<()>, _>>()?;
        folders.into_iter().try_for_each(|folder| settle(&half.join(folder)))
    }

    /// Keeps the current release's hashed files in a release that does not use them, until they are too old: whoever has
    /// the old page still open finds them.
    fn keep(&self, release: &Path, tree: &Tree, today: Date) -> Result<(), String> {
        let mut kept = read_kept(release);
        if let Some(before) = self
            .current()
            .map(|version| self.release(&version))
            .filter(|b| b != release)
        {
            let unused_since = read_kept(&before);
            let folder = before.join(ASSETS);
            let entries = fs::read_dir(&folder).map_err(|fault| why(&folder, "read", &fault))?;
            for entry in entries {
                let entry = entry.map_err(|fault| why(&folder, "read", &fault))?;
                let Some(path) = entry.file_name().to_str().map(|name| format!("{ASSETS}{name}")) else {
                    continue;
                };
                if tree.has(&path) {
                    continue;
                }
                let since = unused_since.get(&path).cloned().unwrap_or_else(|| today.to_string());
                let is_old = day(&since).is_none_or(|since| days_between(since, today) > KEPT_DAYS);
                if is_old {
                    continue;
                }
                let to = release.join(&path);
                let linked = fs::hard_link(entry.path(), &to).or_else(|fault| match fault.kind() {
                    ErrorKind::AlreadyExists => Ok(()),
                    _ => fs::copy(entry.path(), &to).map(drop),
                });
                linked.map_err(|fault| why(&to, "written", &fault))?;
                kept.insert(path, since);
            }
        }
        kept.retain(|path, _| !tree.has(path));
        let text = serde_json::to_string_pretty(&kept).unwrap_or_default() + "\n";
        let path = release.join(KEPT);
        replace(&path, text.as_bytes()).map_err(|fault| why(&path, "written", &fault))?;
        settle(&release.join(ASSETS))
    }

    /// Lends an earlier release the hashed files of the current one, before it is made current again.
    pub(super) fn lend(&self, version: &str, today: Date) -> Result<(), String> {
        let release = self.release(version);
        let mut own = Tree::default();
        let entries = fs::read_dir(release.join(ASSETS)).map_err(|fault| why(&release, "read", &fault))?;
        let kept = read_kept(&release);
        let names = entries
            .flatten()
            .filter_map(|entry| entry.file_name().into_string().ok());
        for path in names
            .map(|name| format!("{ASSETS}{name}"))
            .filter(|path| !kept.contains_key(path))
        {
            own.put(&path, []);
        }
        self.keep(&release, &own, today)
    }

    /// Makes a release the current one, in a single step.
    pub(super) fn switch(&self, version: &str) -> Result<(), String> {
        if !self.release(version).is_dir() {
            return Err(format!(
                "There is no release {version} in {}. There are: {}.",
                self.out.display(),
                self.versions().join(", ")
            ));
        }
        let (aside, current) = (self.out.join(".current-half-made"), self.out.join(CURRENT));
        remove(&aside)?;
        link(&Path::new(RELEASES).join(version), &aside)
            .and_then(|()| fs::rename(&aside, &current))
            .map_err(|fault| why(&current, "switched", &fault))?;
        settle(&self.out)
    }

    /// Writes a file that lies beside the releases, whole or not at all; whether it is another than before.
    pub(super) fn beside(&self, path: &str, bytes: &[u8]) -> Result<bool, String> {
        let path = self.out.join(path);
        if fs::read(&path).is_ok_and(|found| found == bytes) {
            return Ok(false);
        }
        let made = path.parent().map_or(Ok(()), fs::create_dir_all);
        made.and_then(|()| replace(&path, bytes))
            .map_err(|fault| why(&path, "written", &fault))?;
        Ok(true)
    }

    /// Removes releases that nobody needs: neither current nor the one before, and older than hashed files are kept.
    pub(super) fn clear(&self, before: Option<&str>, today: Date) -> Result<(), String> {
        let current = self.current();
        for version in self.versions() {
            if Some(&version) == current.as_ref() || Some(version.as_str()) == before {
                continue;
            }
            let release = self.release(&version);
            if changed(&release).is_some_and(|day| days_between(day, today) <= KEPT_DAYS) {
                continue;
            }
            // Out of the way first: half a release must not be taken for one.
            let going = self.out.join(RELEASES).join(GOING);
            fs::rename(&release, &going).map_err(|fault| why(&release, "removed", &fault))?;
            remove(&going)?;
        }
        Ok(())
    }
}

fn read_kept(release: &Path) -> Kept {
    let text = fs::read(release.join(KEPT)).unwrap_or_default();
    serde_json::from_slice(&text).unwrap_or_default()
}

fn day(text: &str) -> Option<Date> {
    m21::calendar::parse_date(text)
}

fn days_between(from: Date, to: Date) -> i32 {
    to.to_julian_day() - from.to_julian_day()
}

/// The day a folder was last changed.
fn changed(folder: &Path) -> Option<Date> {
    let at = fs::metadata(folder).and_then(|m| m.modified()).ok()?;
    let seconds = at.duration_since(std::time::UNIX_EPOCH).ok()?.as_secs();
    Some(m21::calendar::Moment::utc_of_unix_seconds(i64::try_from(seconds).ok()?).date)
}

/// Writes a new file down to the disk.
fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::create(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// Writes a file so that whoever reads it finds the old one or the new one.
fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let half = path.with_extension("half-written");
    write(&half, bytes)?;
    fs::rename(&half, path)
}

/// Sees to it that a folder's names are on the disk.
fn settle(folder: &Path) -> Result<(), String> {
    if cfg!(not(unix)) {
        return Ok(());
    }
    File::open(folder)
        .and_then(|folder| folder.sync_all())
        .map_err(|fault| why(folder, "written", &fault))
}

/// Removes a file, a link or a folder, if it is there.
fn remove(path: &Path) -> Result<(), String> {
    let removed = match fs::symlink_metadata(path) {
        Ok(found) if found.is_dir() => fs::remove_dir_all(path),
        Ok(_) => fs::remove_file(path),
        Err(fault) if fault.kind() == ErrorKind::NotFound => Ok(()),
        Err(fault) => Err(fault),
    };
    removed.map_err(|fault| why(path, "removed", &fault))
}

#[cfg(unix)]
fn link(to: &Path, at: &Path) -> io::Result<()> {
    std::os::unix::fs::symlink(to, at)
}

#[cfg(not(unix))]
fn link(_: &Path, _: &Path) -> io::Result<()> {
    let why = "a release is switched by a symbolic link, as Linux, macOS and the BSDs have them; publish there";
    Err(io::Error::new(ErrorKind::Unsupported, why))
}
