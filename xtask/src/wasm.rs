//! `cargo xtask bench-wasm`: the planner's core as WebAssembly, optimised as the page is, timed in Node.

use crate::bench::node_is_there;
use crate::command::{Done, cargo, program, run};

/// Like the page's, but with files and a clock.
const TARGET: &str = "wasm32-wasip1";

/// Builds the example `planner` and runs it on the project's data, and on the instances of a folder if one is named.
pub(crate) fn bench(route: &[&str]) -> Done {
    node_is_there()?;
    run(
        &mut program("rustup", &["target", "add", TARGET]),
        "The target for WebAssembly with files could not be had.",
    )?;
    run(
        &mut cargo(&["build", "--release", "--target", TARGET, "--example", "planner"]),
        "The planner could not be built.",
    )?;
    let module = format!("target/{TARGET}/release/examples/planner.wasm");
    let words = [&["--no-warnings", "bench/planner.mjs", &module, "data"], route].concat();
    run(&mut program("node", &words), "The planner could not be timed.")
}
