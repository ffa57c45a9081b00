//! What the commands need and a fresh machine lacks: got once, kept in `.tools` by version.

use crate::command::{Done, Stop, cargo, output, program, root, run};
use crate::find;
use serde::Deserialize;
use std::env::consts::EXE_SUFFIX;
use std::fs;
use std::path::{Path, PathBuf};

/// Later versions of Trunk need a later Rust than ours.
const TRUNK: &str = "0.21.14";
const WASM: &str = "wasm32-unknown-unknown";

/// The folders of the tools that build the page; they go first in PATH.
pub(crate) struct PageTools {
    pub(crate) trunk: PathBuf,
    pub(crate) wasm_bindgen: PathBuf,
}

/// The wasm target, Trunk and wasm-bindgen.
pub(crate) fn page_tools() -> Result<PageTools, Stop> {
    wasm_target()?;
    Ok(PageTools {
        wasm_bindgen: wasm_bindgen()?,
        trunk: trunk()?,
    })
}

/// Rust's standard library for the browser.
fn wasm_target() -> Done {
    let libraries = output(&mut program("rustc", &["--print", "target-libdir", "--target", WASM]));
    // rustc names the folder whether it is there or not.
    if libraries.is_some_and(|folder| Path::new(&folder).is_dir()) {
        return Ok(());
    }
    println!("Getting Rust's {WASM} target (once, some seconds) …");
    run(
        &mut program("rustup", &["target", "add", WASM]),
        "Rust's wasm32-unknown-unknown target is missing and rustup could not get it; \
         it needs rustup (https://rustup.rs) and a network the first time.",
    )
}

/// Trunk, which builds and serves the page. It is no library, so it is installed.
fn trunk() -> Result<PathBuf, Stop> {
    let home = tools().join(format!("trunk-{TRUNK}"));
    let folder = home.join("bin");
    if folder.join(format!("trunk{EXE_SUFFIX}")).is_file() {
        return Ok(folder);
    }
    println!("Building Trunk {TRUNK}, which builds and serves the page (once, about 4 minutes on two cores) …");
    let build = tools().join("build-trunk");
    let mut install = cargo(&["install", "trunk", "--version", TRUNK, "--locked"]);
    // Without TLS and look-ups for updates: it never downloads anything here.
    install
        .arg("--no-default-features")
        .arg("--root")
        .arg(&home)
        .arg("--target-dir")
        .arg(&build);
    // Built quickly rather than small.
    install.env("CARGO_PROFILE_RELEASE_LTO", "off");
    install.env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16");
    install.env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1");
    run(
        &mut install,
        "Trunk could not be built; the lines above say why. The first time it needs a network.",
    )?;
    forget(&build);
    Ok(folder)
}

/// wasm-bindgen, in the version that the page is locked to.
fn wasm_bindgen() -> Result<PathBuf, Stop> {
    let version = wasm_bindgen_version()?;
    let folder = tools().join(format!("wasm-bindgen-{version}"));
    let name = format!("wasm-bindgen{EXE_SUFFIX}");
    if folder.join(&name).is_file() {
        return Ok(folder);
    }
    println!(
        "Building wasm-bindgen {version}, which binds the page to the browser (once, about 2 minutes on two cores) …"
    );
    let build = tools().join("build-wasm-bindgen");
    let mut command = cargo(&["build", "--package", "wasm-bindgen-runner", "--profile", "tools"]);
    run(
        command.arg("--target-dir").arg(&build),
        "wasm-bindgen could not be built; the lines above say why. The first time it needs a network.",
    )?;
    let half = folder.join("half-copied");
    fs::create_dir_all(&folder)
        .and_then(|()| fs::copy(build.join("tools").join(&name), &half))
        .and_then(|_| fs::rename(&half, folder.join(&name)))
        .map_err(|error| Stop(format!("{} could not be written: {error}.", folder.display())))?;
    forget(&build);
    Ok(folder)
}

#[derive(Deserialize)]
struct Lock {
    package: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    version: String,
}

/// The one version of wasm-bindgen in Cargo.lock; the page's and the tool's must be equal.
fn wasm_bindgen_version() -> Result<String, Stop> {
    let text = fs::read_to_string(root().join("Cargo.lock"))
        .map_err(|error| Stop(format!("Cargo.lock cannot be read: {error}.")))?;
    let lock: Lock =
        toml::from_str(&text).map_err(|error| Stop(format!("Cargo.lock cannot be understood: {error}")))?;
    agreed(&lock)
}

fn agreed(lock: &Lock) -> Result<String, Stop> {
    let version = |name: &str| {
        let found = lock.package.iter().find(|package| package.name == name);
        found.map(|package| package.version.clone())
    };
    match (version("wasm-bindgen"), version("wasm-bindgen-cli")) {
        (Some(page), Some(tool)) if page == tool => Ok(page),
        (Some(page), Some(tool)) => Err(Stop(format!(
            "The page uses wasm-bindgen {page} but the tool is wasm-bindgen-cli {tool}: \
             write the same version in Cargo.toml and in tools/wasm-bindgen/Cargo.toml."
        ))),
        _ => Err(Stop(
            "Cargo.lock names no wasm-bindgen and wasm-bindgen-cli.".to_owned(),
        )),
    }
}

/// Chromium for the journeys, from Debian's or Ubuntu's packages where we may install them.
pub(crate) fn chromium() -> Result<PathBuf, Stop> {
    if let Some(path) = find::chromium() {
        return Ok(path);
    }
    println!("Installing Chromium for the journeys with apt-get (once, about a minute) …");
    for arguments in [
        &["update", "-qq"][..],
        &["install", "-y", "-qq", "--no-install-recommends", "chromium"],
    ] {
        run(
            apt_get()?.args(arguments),
            "apt-get could not install Chromium; the lines above say why.",
        )?;
    }
    find::chromium().ok_or_else(|| Stop(NO_CHROMIUM.to_owned()))
}

const NO_CHROMIUM: &str = "The journeys need Chromium or Chrome: install one, or name its program \
     in the environment variable CHROME; `cargo xtask test --skip-browser` does without.";

/// apt-get as root, or with sudo where it asks for no password.
fn apt_get() -> Result<std::process::Command, Stop> {
    let root = output(&mut program("id", &["-u"])).is_some_and(|id| id == "0");
    if output(&mut program("apt-get", &["--version"])).is_none() {
        return Err(Stop(NO_CHROMIUM.to_owned()));
    }
    let mut command = if root {
        program("apt-get", &[])
    } else if output(&mut program("sudo", &["-n", "true"])).is_some() {
        program("sudo", &["-n", "apt-get"])
    } else {
        return Err(Stop(NO_CHROMIUM.to_owned()));
    };
    command.env("DEBIAN_FRONTEND", "noninteractive");
    Ok(command)
}

fn tools() -> PathBuf {
    root().join(".tools")
}

/// Some hundred megabytes of no further use. Left behind, they would only take room.
fn forget(folder: &Path) {
    let _ = fs::remove_dir_all(folder);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lock(page: &str, tool: &str) -> Lock {
        let text = format!(
            "version = 4\n[[package]]\nname = \"wasm-bindgen\"\nversion = \"{page}\"\n\
             [[package]]\nname = \"wasm-bindgen-cli\"\nversion = \"{tool}\"\n"
        );
        toml::from_str(&text).expect("a lock file")
    }

    #[test]
    fn equal_versions_are_taken() {
        assert_eq!(agreed(&lock("0.2.130", "0.2.130")).ok().as_deref(), Some("0.2.130"));
    }

    #[test]
    fn unequal_versions_are_told_with_both_places() {
        let Err(Stop(sentence)) = agreed(&lock("0.2.131", "0.2.130")) else {
            panic!("0.2.131 passed for 0.2.130");
        };
        for part in ["0.2.131", "0.2.130", "Cargo.toml", "tools/wasm-bindgen/Cargo.toml"] {
            assert!(sentence.contains(part), "{sentence}");
        }
    }
}
