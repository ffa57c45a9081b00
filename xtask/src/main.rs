//! The project's own commands. Two are enough to know: `cargo xtask serve` shows the map,
//! `cargo xtask test` proves it. Both first get what is missing, once.

#![allow(
    clippy::disallowed_methods,
    reason = "steps are timed, and this never runs in a browser"
)]

mod bench;
mod budget;
mod command;
#[path = "../../tests/journeys/src/find.rs"]
mod find; // One file for both: where Chromium is, without building the journeys for it.
mod page;
mod serve;
mod setup;
mod verify;
mod wasm;

use command::{Done, Stop};
use std::process::ExitCode;

const HELP: &str = "cargo xtask <command>

  serve [--port N]        build the page, show it on http://127.0.0.1:8021 and rebuild on every change
  test [--skip-browser]   everything that must hold: format, lints, tests, data, size, journeys
  build                   the page as it is published, into dist/
  publish [--base URL] […] build it, then make the folder that is put on a server, in site/ (`expo publish --help`)
  budget                  what the built page weighs, against budget.toml
  journeys [filter]       visitors' journeys through the built page, in Chromium
  drills [word]           what breaks, and what a visitor can still do: some minutes; --quick the main ones,
                          --long the counts to hundreds (M21_ROUNDS sets how far)
  screenshots [--out DIR] pictures of the built page, into docs/
  bench [--quick] […]     the map beside other web maps, in Chromium; needs Node (bench/README.md)
  bench-wasm [DIR [S]]    the planner's core as WebAssembly, in Node; DIR holds optw/ and optw-best-known.csv
  setup                   get what is missing, and nothing else";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match run(&words) {
        Ok(()) => ExitCode::SUCCESS,
        Err(Stop(sentence)) => {
            eprintln!("\n{sentence}");
            ExitCode::FAILURE
        }
    }
}

fn run(words: &[&str]) -> Done {
    match words {
        ["serve"] => serve::serve(serve::PORT),
        ["serve", "--port", port] => match port.parse() {
            Ok(port) => serve::serve(port),
            Err(_) => Err(Stop(format!("A port is a number up to 65535, not “{port}”."))),
        },
        ["test"] => verify::verify(verify::Browser::Included),
        ["test", "--skip-browser"] => verify::verify(verify::Browser::Skipped),
        ["build"] => {
            setup::page_tools()?;
            page::build()
        }
        ["publish", options @ ..] => {
            setup::page_tools()?;
            page::build()?;
            page::publish(options)
        }
        ["budget"] => budget::check(),
        ["journeys", filter @ ..] => {
            setup::chromium()?;
            page::journeys(filter)
        }
        ["drills", "--quick"] => {
            setup::chromium()?;
            page::drills(page::Drills::Quick, &[])
        }
        ["drills", "--long", filter @ ..] => {
            setup::chromium()?;
            page::drills(page::Drills::Long, filter)
        }
        ["drills", filter @ ..] => {
            setup::chromium()?;
            page::drills(page::Drills::Each, filter)
        }
        ["screenshots", options @ ..] => {
            setup::chromium()?;
            page::screenshots(options)
        }
        ["bench", options @ ..] => bench::bench(options),
        ["bench-wasm", route @ ..] => wasm::bench(route),
        ["setup"] => {
            setup::page_tools()?;
            setup::chromium()?;
            println!("Everything is there.");
            Ok(())
        }
        [] | ["help" | "--help" | "-h"] => {
            println!("{HELP}");
            Ok(())
        }
        _ => Err(Stop(format!("There is no command “{}”.\n\n{HELP}", words.join(" ")))),
    }
}
