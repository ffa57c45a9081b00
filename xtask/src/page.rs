//! The built page: made by Trunk into `dist`, then travelled and photographed.

use crate::command::{Done, Stop, cargo, program, root, run, with_first_in_path};
use crate::{find, setup};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The page as it is published.
pub(crate) fn build() -> Done {
    let mut trunk = trunk(&["build", "--release"])?;
    trunk.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", plain_paths());
    run(&mut trunk, "The page could not be built; the lines above say why.")?;
    glue_without_comments(&root().join("dist"))
}

/// Flags that keep this machine's folders out of the page's panic messages; joined to those of `.cargo/config.toml`.
fn plain_paths() -> String {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from).or_else(|| {
        let user = std::env::var_os(if cfg!(windows) { "USERPROFILE" } else { "HOME" })?;
        Some(PathBuf::from(user).join(".cargo"))
    });
    let sources = home.and_then(|home| home.join("registry/src").read_dir().ok());
    let folders = sources.into_iter().flatten().flatten().map(|entry| entry.path());
    let named: Vec<String> = folders
        .map(|folder| format!("--remap-path-prefix={}=", folder.display()))
        // Flags are parted by spaces; a folder with one keeps its name.
        .filter(|flag| !flag.contains(' '))
        .collect();
    named.join(" ")
}

/// Takes the generated JavaScript's doc comments and indents away; Trunk's own minifier stops at its syntax.
fn glue_without_comments(dist: &Path) -> Done {
    let unreadable = |error: std::io::Error| Stop(format!("{} cannot be tidied: {error}", dist.display()));
    for entry in dist.read_dir().map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        if path.extension().is_some_and(|e| e == "js") {
            let text = std::fs::read_to_string(&path).map_err(unreadable)?;
            std::fs::write(&path, without_comments(&text)).map_err(unreadable)?;
        }
    }
    Ok(())
}

/// Lines without indent, but for those that are doc comments. The glue has no text that spans lines.
fn without_comments(script: &str) -> String {
    let mut out = String::with_capacity(script.len());
    let mut in_comment = false;
    for line in script.lines().map(str::trim) {
        in_comment |= line.starts_with("/**");
        if !in_comment && !line.is_empty() && !line.starts_with("//") {
            out.push_str(line);
            out.push('\n');
        }
        in_comment &= !line.ends_with("*/");
    }
    out
}

/// Trunk in our version, finding our wasm-bindgen.
pub(crate) fn trunk(arguments: &[&str]) -> Result<Command, Stop> {
    let tools = setup::page_tools()?;
    let mut command = program(tools.trunk.join("trunk"), arguments);
    with_first_in_path(&mut command, &[tools.trunk, tools.wasm_bindgen])?;
    // Trunk reads NO_COLOR as true or false and stops at the usual NO_COLOR=1.
    if std::env::var_os("NO_COLOR").is_some() {
        command.env_remove("NO_COLOR").args(["--color", "never"]);
    }
    Ok(command)
}

/// The folder for a server, out of the built page and the data.
pub(crate) fn publish(options: &[&str]) -> Done {
    let mut command = on_built_page(&["run", "--bin", "expo", "--", "publish"])?;
    run(
        command.args(options),
        "Nothing was published; the lines above say why. What was current still is.",
    )
}

/// The journeys whose names contain one of the words; all without a word.
pub(crate) fn journeys(filter: &[&str]) -> Done {
    let mut command = on_built_page(&["test", "--package", "journeys", "--lib", "--test", "journeys", "--"])?;
    run(
        command.args(filter),
        "A journey failed; the lines above say where and why.",
    )
}

/// Which drills.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Drills {
    /// The main ones, which every change must pass: some minutes, most of them two thousand visitors at one screen.
    Quick,
    /// All but the long ones, some minutes.
    Each,
    /// Those that count to hundreds; `M21_ROUNDS` sets how far.
    Long,
}

/// One drill of each kind.
const QUICK: [&str; 24] = [
    "a_day_of_eight",
    "kiosk_news",
    "drill_19",
    "drill_24_a_kiosks_clock",
    "drill_36",
    "drill_01_the_published_folder",
    "drill_02",
    "drill_03",
    "drill_06",
    "drill_07",
    "drill_08_a_deploy_with_one_wrong_bit",
    "drill_09",
    "drill_10",
    "drill_11_a_worker_script_that_is_not_there",
    "drill_13",
    "drill_14",
    "drill_17",
    "drill_22",
    "drill_29_half_a_file",
    "drill_26",
    "drill_27",
    "drill_30",
    "drill_hands",
    "drill_soak",
];

/// The drills whose names contain one of the words; all of their kind without a word.
pub(crate) fn drills(which: Drills, filter: &[&str]) -> Done {
    let site = root().join("target/drilled");
    // No drill looks at the previews, which take most of the time.
    publish(&["--without-pictures", "--out", &site.to_string_lossy()])?;
    let mut command = on_built_page(&["test", "--package", "journeys", "--test", "drills", "--"])?;
    command.env("M21_SITE", site.join("current"));
    match which {
        Drills::Quick => {
            command.args(QUICK);
        }
        Drills::Each => {}
        Drills::Long => {
            command.args(["--ignored", "--nocapture"]);
        }
    }
    run(
        command.args(filter),
        "A drill failed; the lines above say what a visitor could not do.",
    )
}

/// Pictures for the documents.
pub(crate) fn screenshots(options: &[&str]) -> Done {
    let mut command = on_built_page(&["run", "--package", "journeys", "--bin", "screenshots", "--"])?;
    run(
        command.args(options),
        "The pictures could not be taken; the lines above say why.",
    )
}

fn on_built_page(arguments: &[&str]) -> Result<Command, Stop> {
    let dist = root().join("dist");
    if !dist.join("index.html").is_file() {
        return Err(Stop(
            "There is no built page yet: run `cargo xtask build` first.".to_owned(),
        ));
    }
    let mut command = cargo(arguments);
    command.env("M21_DIST", dist);
    if let Some(chromium) = find::chromium() {
        command.env("CHROME", chromium);
    }
    Ok(command)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_go_and_code_stays() {
        let script = "/**\n * @returns {number}\n */\n    f() {\n        // why\n        return a / b * c;\n    }\n/** one line */\nexport { f };\n";
        assert_eq!(without_comments(script), "f() {\nreturn a / b * c;\n}\nexport { f };\n");
    }
}
