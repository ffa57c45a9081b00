//! `cargo xtask test`: everything that must hold, the quick checks first, stopping at the first that fails.

use crate::command::{Done, cargo, run};
use crate::{budget, page, setup};
use std::process::Command;
use std::time::{Duration, Instant};

/// Whether to travel the built page in Chromium.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Browser {
    Included,
    Skipped,
}

/// Our own crates. wasm-bindgen's runner is someone else's code behind five lines, and minutes to build.
const OURS: [&str; 10] = [
    "--package",
    "m21",
    "--package",
    "m21-press",
    "--package",
    "m21-view",
    "--package",
    "xtask",
    "--package",
    "journeys",
];
const STRICT: [&str; 3] = ["--", "-D", "warnings"];

/// One thing that must hold.
struct Step {
    /// What holds when it passes.
    name: &'static str,
    check: fn() -> Done,
}

const STEPS: [Step; 10] = [
    Step {
        name: "code is formatted",
        check: format,
    },
    Step {
        name: "no lint in the tools",
        check: lint_native,
    },
    Step {
        name: "no lint in the page",
        check: lint_page,
    },
    Step {
        name: "tests",
        check: tests,
    },
    Step {
        name: "the data holds together",
        check: data,
    },
    Step {
        name: "documentation",
        check: documentation,
    },
    Step {
        name: "the page builds",
        check: page::build,
    },
    Step {
        name: "the page is light",
        check: budget::check,
    },
    Step {
        name: "journeys",
        check: || page::journeys(&[]),
    },
    Step {
        name: "drills",
        check: || page::drills(page::Drills::Quick, &[]),
    },
];

/// Runs every step; with the browser skipped, all that need no built page.
pub(crate) fn verify(browser: Browser) -> Done {
    let begun = Instant::now();
    let steps = match browser {
        Browser::Included => &STEPS[..],
        Browser::Skipped => &STEPS[..6],
    };
    setup::page_tools()?;
    if browser == Browser::Included {
        setup::chromium()?;
    }
    let mut times = vec![("getting what was missing", begun.elapsed())];
    for step in steps {
        println!("\n—— {} ——", step.name);
        let start = Instant::now();
        let outcome = (step.check)();
        times.push((step.name, start.elapsed()));
        if let Err(stop) = outcome {
            summary(&times, begun.elapsed(), "stopped");
            return Err(stop);
        }
    }
    summary(&times, begun.elapsed(), "all passed");
    if browser == Browser::Skipped {
        println!("The page was not built, weighed or travelled: `cargo xtask test` does that too.");
    }
    Ok(())
}

fn summary(times: &[(&str, Duration)], total: Duration, end: &str) {
    println!();
    for (name, time) in times {
        println!("{name:<26}{:>8.1} s", time.as_secs_f64());
    }
    println!("{end:<26}{:>8.1} s", total.as_secs_f64());
}

fn format() -> Done {
    run(
        &mut cargo(&["fmt", "--all", "--check"]),
        "Some code is not formatted: run `cargo fmt --all`.",
    )
}

fn lint_native() -> Done {
    let mut clippy = cargo(&["clippy", "--all-targets"]);
    run(
        clippy.args(OURS).args(STRICT),
        "A lint found something; the lines above say where.",
    )
}

fn lint_page() -> Done {
    let mut clippy = cargo(&["clippy", "--target", "wasm32-unknown-unknown", "--package", "m21"]);
    run(
        clippy.args(["--lib", "--bin", "m21"]).args(STRICT),
        "A lint found something in the page; the lines above say where.",
    )
}

fn tests() -> Done {
    // The journeys need the built page and come last.
    run(
        &mut cargo(&[
            "test",
            "--package",
            "m21",
            "--package",
            "m21-press",
            "--package",
            "xtask",
        ]),
        "A test failed.",
    )
    .and_then(|()| {
        run(
            &mut cargo(&["test", "--package", "journeys", "--lib"]),
            "A test failed.",
        )
    })
}

fn data() -> Done {
    run(
        &mut cargo(&["run", "--bin", "expo", "--", "check", "data"]),
        "The data has faults; the lines above name file, feature and field.",
    )
}

fn documentation() -> Done {
    let mut doc: Command = cargo(&["doc", "--no-deps", "--package", "m21", "--lib"]);
    run(
        doc.env("RUSTDOCFLAGS", "-D warnings"),
        "The documentation has faults; the lines above say where.",
    )
}
