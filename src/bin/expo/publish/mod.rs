//! `expo publish`: the built page and the data as a complete folder for any static host, in releases that are switched in
//! one step.
//!
//! ```text
//! data ── checked as `expo check` does ──▶ World ──▶ leaves (pages without script), pictures, lists
//! dist ── Trunk's files ──▶ assets by hash ──▶ the app's own page, the worker's list
//! all of it ── Tree ──▶ pressed ──▶ version ──▶ releases/<version> ──▶ current
//! ```

mod address;
mod assets;
mod book;
mod built;
mod entry;
mod facts;
mod icons;
mod list_leaf;
mod lost_leaf;
mod manifest;
mod markup;
mod partner_leaf;
mod picture;
mod policy;
mod press;
mod servers;
mod shelf;
mod site_leaf;
mod sitemap;
mod version;
mod worker;

use crate::folder::{Folder, PACKED, bytes_of, why};
use crate::pack;
use address::{Base, Leaf};
use assets::Tree;
use book::{Book, Files};
use built::Built;
use clap::Args;
use m21::load::{self, Severity};
use m21::model::{Lang, PartnerId, SiteId};
use m21::query::World;
use policy::{EMBED, Policy};
use shelf::Shelf;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use time::Date;
use version::Version;

#[derive(Args)]
pub(crate) struct Arguments {
    /// The data folder.
    #[arg(long, default_value = "data")]
    data: PathBuf,
    /// The page as `cargo xtask build` makes it.
    #[arg(long, default_value = "dist")]
    dist: PathBuf,
    /// The folder of releases; its `current` is what a server serves.
    #[arg(long, default_value = "site")]
    out: PathBuf,
    /// The address where visitors will find it. Previews and search engines need whole addresses; without it they get none.
    #[arg(long)]
    base: Option<String>,
    /// Leaves preview pictures out, which take most of the time: for trying things out.
    #[arg(long)]
    without_pictures: bool,
    /// A command that has the server read its configuration again, such as `nginx -s reload`. It runs before the switch, and
    /// if it fails there is none.
    #[arg(long)]
    reload: Option<String>,
    /// Makes an earlier release the current one again, and makes nothing new.
    #[arg(long, value_name = "VERSION")]
    to: Option<String>,
}

/// Publishes.
pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    match publish(arguments) {
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

fn publish(arguments: &Arguments) -> Result<String, String> {
    let now = now()?;
    let shelf = Shelf::open(&arguments.out)?;
    if let Some(version) = &arguments.to {
        return back(&shelf, version, now, arguments);
    }
    let base = arguments.base.as_deref().map_or(Ok(Base::UNSAID), Base::parse)?;
    let checked = Checked::read(&arguments.data)?;
    let built = Built::read(&arguments.dist)?;
    let known = |path: &str, bytes: &[u8]| shelf.pressed(path, bytes);
    let made = made(&checked, &built, &base, !arguments.without_pictures, &known)?;
    let before = shelf.current();
    let mut version = made.version;
    let newest = before.as_ref().and_then(|before| Version::read(&shelf, before));
    version.released = released(now, newest.as_ref());
    let policy = policy(&shelf, &version, &checked.world);
    let is_configuration_new = configurations(&shelf, &policy, &base, &arguments.out)?;
    let mut tree = made.tree;
    let name = version.name.clone();
    let is_same = before.as_deref() == Some(name.as_str());
    if is_same {
        // What was said about its time stays: nothing has changed.
        version.released = newest.as_ref().map_or(version.released, |v| v.released);
    }
    let stamp = version.written();
    if shelf.versions().contains(&name) {
        shelf.put(&name, &tree, now.day)?;
        shelf.beside(&format!("releases/{name}/{}", version::PATH), stamp.as_bytes())?;
    } else {
        tree.put(version::PATH, stamp);
        shelf.put(&name, &tree, now.day)?;
    }
    if !is_same {
        reload(arguments.reload.as_deref())?;
        shelf.switch(&name)?;
    }
    shelf.clear(before.as_deref(), now.day)?;
    Ok(told(&checked, &tree, &name, is_same, is_configuration_new, arguments))
}

/// What was done, in some lines.
fn told(
    checked: &Checked,
    tree: &Tree,
    name: &str,
    is_same: bool,
    is_configuration_new: bool,
    arguments: &Arguments,
) -> String {
    let atlas = &checked.world.atlas;
    let current = arguments.out.join("current");
    let (sites, partners) = (atlas.sites.len(), atlas.partners.len());
    let mb = tree.iter().map(|(_, bytes)| bytes.len()).sum::<usize>() as f64 / 1e6;
    let mut told = if is_same {
        format!("{} is release {name} already: nothing has changed.", current.display())
    } else {
        format!(
            "{} is release {name}: {sites} sites, {partners} partners, {} languages; {} files, {mb:.1} MB.",
            current.display(),
            Lang::ALL.len(),
            tree.len()
        )
    };
    if checked.warnings > 0 {
        let data = arguments.data.display();
        let _ = write!(
            told,
            "\nThe data have {} warnings: see `expo check {data}`.",
            checked.warnings
        );
    }
    if arguments.base.is_none() {
        told += "\nWithout --base there are no previews, no canonical addresses and no sitemap.xml: \
                 give the address where visitors will find the folder.";
    }
    if is_configuration_new && arguments.reload.is_none() {
        let _ = write!(
            told,
            "\nThe servers' configurations in {} are new: have your server read them.",
            arguments.out.join("deploy").display()
        );
    }
    told
}

/// Makes an earlier release current. Its `version.json` gets a time of its own: pages never go back to an older one.
fn back(shelf: &Shelf, name: &str, now: Now, arguments: &Arguments) -> Result<String, String> {
    let before = shelf.current();
    if before.as_deref() == Some(name) {
        return Ok(format!("Release {name} is the current one already."));
    }
    let Some(mut version) = Version::read(shelf, name) else {
        return Err(format!(
            "There is no release {name} in {}. There are: {}.",
            arguments.out.display(),
            shelf.versions().join(", ")
        ));
    };
    version.released = released(now, before.and_then(|before| Version::read(shelf, &before)).as_ref());
    shelf.lend(name, now.day)?;
    shelf.beside(
        &format!("releases/{name}/{}", version::PATH),
        version.written().as_bytes(),
    )?;
    reload(arguments.reload.as_deref())?;
    shelf.switch(name)?;
    Ok(format!(
        "{} is release {name} again.",
        arguments.out.join("current").display()
    ))
}

/// A time later than that of the release before.
fn released(now: Now, before: Option<&Version>) -> i64 {
    before.map_or(now.seconds, |before| now.seconds.max(before.released + 1))
}

/// Data without faults.
struct Checked {
    dir: PathBuf,
    world: World,
    warnings: usize,
}

/// So many faults are told; `expo check` tells all.
const TOLD: usize = 10;

impl Checked {
    fn read(dir: &Path) -> Result<Self, String> {
        let folder = Folder::read(dir)?;
        let loaded = load::read(&folder.sources()).map_err(|unreadable| unreadable.to_string())?;
        let (errors, warnings): (Vec<_>, Vec<_>) = loaded.problems.iter().partition(|p| p.severity == Severity::Error);
        if !errors.is_empty() {
            let mut said = format!("{} has faults, so nothing was published.\n", dir.display());
            for problem in errors.iter().take(TOLD) {
                let _ = writeln!(said, "  {problem}");
            }
            if errors.len() > TOLD {
                let _ = writeln!(said, "  … and {} more.", errors.len() - TOLD);
            }
            return Err(format!(
                "{said}Mend them; `expo check {}` tells all of them.",
                dir.display()
            ));
        }
        let warnings = warnings.len();
        let world = World::new(loaded.atlas);
        let packed = bytes_of(&world.atlas.sites.written(&world.atlas.limits()));
        match fs::read(dir.join(PACKED)) {
            Ok(found) if found != packed => {
                return Err(format!(
                    "{} is not made of the files beside it, so nothing was published. Make it again: `expo pack {}`.",
                    dir.join(PACKED).display(),
                    dir.display()
                ));
            }
            _ => {}
        }
        Ok(Self {
            dir: dir.to_owned(),
            world,
            warnings,
        })
    }
}

/// A release in memory, with what its version says.
struct Made {
    tree: Tree,
    version: Version,
}

fn made(
    checked: &Checked,
    built: &Built,
    base: &Base,
    with_pictures: bool,
    known: &press::Known<'_>,
) -> Result<Made, String> {
    let world = &checked.world;
    let mut tree = Tree::default();
    put_folder(&mut tree, &checked.dir, "data/")?;
    let is_packed = tree.has(&format!("data/{PACKED}"));
    let assets = built.put(&mut tree)?;
    let icons = icons::put(&mut tree, built.icon())?;
    let files = Files {
        touch_icon: icons.touch,
        style: tree.keep("leaf", "css", Built::leaf_style(&assets)),
        icon: assets.icon.clone(),
        lost: tree.keep("lost", "js", lost_leaf::SCRIPT),
        pictures: if with_pictures {
            picture::put(&mut tree, world, built)?
        } else {
            picture::Pictures::new()
        },
    };
    let book = Book::new(world, base, &files);
    let leaves = put_leaves(&mut tree, &book);
    tree.put("404.html", lost_leaf::page(&book));
    tree.put("robots.txt", sitemap::robots(base));
    if let Some(map) = sitemap::sitemap(base, &leaves, world.atlas.expo.updated) {
        tree.put("sitemap.xml", map);
    }
    tree.put(
        "manifest.webmanifest",
        manifest::manifest(&world.atlas.expo, &files.icon, &icons.manifest),
    );
    let page = pack::pointed_or_not(&built.page, is_packed);
    let links = book.links_of_the_app();
    let entry = entry::publish(&page, &assets.names, &mut tree, &list_leaf::in_the_app(&book), &links)?;
    let partners = &world.atlas.partners;
    let policy = Policy::new(entry.scripts.iter().cloned(), partners);
    tree.put("_headers", servers::headers(&policy, base));
    // A release is named by all that is in it, before its name gets in.
    let name = {
        tree.put("index.html", entry.html.as_str());
        tree.put("sw.js", built.worker.as_deref().unwrap_or_default());
        tree.version()
    };
    let html = entry::stamped(&entry.html, &name);
    tree.put(
        EMBED,
        html.replacen("</head>", "<meta name=\"robots\" content=\"noindex\"></head>", 1),
    );
    tree.put("index.html", html);
    let needed = worker::needed(&tree, &assets);
    let app = worker::app(&needed, &tree);
    match &built.worker {
        Some(script) => {
            let filled = worker::filled(script, &name, &needed, &tree)?;
            tree.put("sw.js", filled);
        }
        None => tree.remove("sw.js"),
    }
    let version = Version {
        name,
        app,
        released: 0,
        data_date: world.atlas.expo.updated.map(|day| day.to_string()),
        data: version::data(&tree, is_packed),
        scripts: entry.scripts,
    };
    press::press(&mut tree, known).map_err(|fault| format!("The files could not be pressed: {fault}."))?;
    Ok(Made { tree, version })
}

/// Every page without script, in every language; their leaves under their present names.
fn put_leaves(tree: &mut Tree, book: &Book) -> Vec<Leaf> {
    let atlas = &book.world.atlas;
    let mut leaves = vec![Leaf::Sites, Leaf::Partners];
    for lang in Lang::ALL {
        let mut put = |leaf: &Leaf, html: String| tree.put(&(leaf.folder(lang) + "index.html"), html);
        put(&Leaf::Sites, list_leaf::sites(book, lang));
        put(&Leaf::Partners, list_leaf::partners(book, lang));
        for number in 0..atlas.sites.len() as u32 {
            let (id, site) = (SiteId(number), atlas.site(SiteId(number)));
            for slug in site.aliases.iter().chain([&site.slug]) {
                put(&Leaf::Site(slug.clone()), site_leaf::page(book, id, slug, lang));
            }
            if lang == Lang::default() {
                leaves.push(Leaf::Site(site.slug));
            }
        }
        for (partner, number) in atlas.partners.iter().zip(0..) {
            let leaf = Leaf::Partner(partner.slug.clone());
            put(&leaf, partner_leaf::page(book, PartnerId(number), lang));
            if lang == Lang::default() {
                leaves.push(leaf);
            }
        }
    }
    leaves
}

/// A folder's files, but for hidden ones, below a path.
fn put_folder(tree: &mut Tree, dir: &Path, under: &str) -> Result<(), String> {
    let entries = fs::read_dir(dir).map_err(|fault| why(dir, "read", &fault))?;
    for entry in entries {
        let path = entry.map_err(|fault| why(dir, "read", &fault))?.path();
        let Some(name) = path.file_name().and_then(|name| name.to_str()) else {
            return Err(format!(
                "{} has a name that is no text. Give it another.",
                path.display()
            ));
        };
        if name.starts_with('.') {
            continue;
        }
        let inside = format!("{under}{name}");
        if path.is_dir() {
            put_folder(tree, &path, &(inside + "/"))?;
        } else {
            tree.put(&inside, fs::read(&path).map_err(|fault| why(&path, "read", &fault))?);
        }
    }
    Ok(())
}

/// What browsers are told of this release, and of those that may be served until the switch or after going back.
fn policy(shelf: &Shelf, version: &Version, world: &World) -> Policy {
    let others = shelf.versions();
    let others = others.iter().filter_map(|other| Version::read(shelf, other));
    let scripts = others.flat_map(|other| other.scripts);
    Policy::new(version.scripts.iter().cloned().chain(scripts), &world.atlas.partners)
}

/// Writes the servers' configurations; whether any of them is another than before.
fn configurations(shelf: &Shelf, policy: &Policy, base: &Base, out: &Path) -> Result<bool, String> {
    let out = fs::canonicalize(out).map_err(|fault| why(out, "read", &fault))?;
    let nginx = shelf.beside("deploy/nginx.conf", servers::nginx(policy, base, &out).as_bytes())?;
    let caddy = shelf.beside("deploy/Caddyfile", servers::caddy(policy, base, &out).as_bytes())?;
    Ok(nginx || caddy)
}

fn reload(command: Option<&str>) -> Result<(), String> {
    let Some(command) = command else { return Ok(()) };
    let mut words = command.split_whitespace();
    let program = words.next().ok_or("--reload names no command.")?;
    let done = Command::new(program).args(words).status();
    match done {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("`{command}` ended with {status}, so nothing was switched.")),
        Err(fault) => Err(format!(
            "`{command}` could not be run ({fault}), so nothing was switched."
        )),
    }
}

/// The time of publishing.
#[derive(Clone, Copy)]
struct Now {
    seconds: i64,
    day: Date,
}

/// The machine's clock, or the time that `SOURCE_DATE_EPOCH` says, as those agree on who want the same bytes again.
fn now() -> Result<Now, String> {
    let seconds = match std::env::var("SOURCE_DATE_EPOCH") {
        Ok(text) => text.parse().map_err(|_| {
            format!("SOURCE_DATE_EPOCH is “{text}”, expected seconds from 1970. Correct it or take it away.")
        })?,
        Err(_) => clock(),
    };
    let day = m21::calendar::Moment::utc_of_unix_seconds(seconds).date;
    Ok(Now { seconds, day })
}

#[expect(
    clippy::disallowed_methods,
    reason = "the one place of publishing that asks for the time"
)]
fn clock() -> i64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    since.map_or(0, |since| i64::try_from(since.as_secs()).unwrap_or(i64::MAX))
}
