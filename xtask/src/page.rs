//! The built page: made by Trunk into `dist`, then travelled and photographed.

use crate::command::{Done, Stop, cargo, program, root, run, with_first_in_path};
use crate::{find, setup};
use std::process::Command;

/// The page as it is published.
pub(crate) fn build() -> Done {
    run(
        &mut trunk(&["build", "--release"])?,
        "The page could not be built; the lines above say why.",
    )
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

/// The journeys whose names contain one of the words; all without a word.
pub(crate) fn journeys(filter: &[&str]) -> Done {
    let mut command = on_built_page(&["test", "--package", "journeys", "--"])?;
    run(
        command.args(filter),
        "A journey failed; the lines above say where and why.",
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
