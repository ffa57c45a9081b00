//! The tool beside the map: `expo check` reads the data as the page will, and says what is wrong with it;
//! `expo pack` writes large sets of sites in a form that loads at once; `expo gtfs` makes a timetable of a GTFS feed;
//! `expo publish` makes the folder that is put on a server; `expo bench-route` measures the tours on published instances.

#[cfg(not(target_arch = "wasm32"))]
mod bench_route;
#[cfg(not(target_arch = "wasm32"))]
mod best_known;
#[cfg(not(target_arch = "wasm32"))]
mod check;
#[cfg(not(target_arch = "wasm32"))]
mod folder;
#[cfg(not(target_arch = "wasm32"))]
mod gtfs;
#[cfg(not(target_arch = "wasm32"))]
mod instance;
#[cfg(not(target_arch = "wasm32"))]
mod measure;
#[cfg(not(target_arch = "wasm32"))]
mod pack;
#[cfg(not(target_arch = "wasm32"))]
mod publish;
#[cfg(not(target_arch = "wasm32"))]
mod shell;

#[cfg(not(target_arch = "wasm32"))]
mod tool {
    use super::{bench_route, check, gtfs, pack, publish, shell};
    use clap::{Parser, Subcommand};
    use std::process::ExitCode;

    /// Tools for the expo's map.
    #[derive(Parser)]
    #[command(version)]
    struct Arguments {
        #[command(subcommand)]
        command: Command,
    }

    #[derive(Subcommand)]
    enum Command {
        /// Reads the data as the page does, and says what is wrong with it.
        ///
        /// Exits with 0 if there are no errors (warnings do no harm), with 1 if there are, with 2 if the folder
        /// cannot be read.
        Check(check::Arguments),
        /// Writes sites.m21 beside sites.geojson: the same sites in a form that a page loads at once, however many they
        /// are. Points the page beside the folder at it.
        Pack(pack::Arguments),
        /// Writes a complete folder for any static host: the built page, a page without script for every site and partner,
        /// preview pictures, lists, pressed files and servers' configurations. Switches to it in one step.
        ///
        /// Exits with 0 if the new release is current, with 1 if the old one still is; the reason is told.
        Publish(publish::Arguments),
        /// Draws what the page shows before its program has come: `expo shell > public/shell.svg`.
        Shell(shell::Arguments),
        /// Makes a timetable.json of a GTFS feed, and says which of its rows cannot be used and why.
        ///
        /// Exits with 0 if nothing had to be left out (warnings do no harm), with 1 if something was or nothing is
        /// left, with 2 if the feed, the stations or the day cannot be read or the timetable cannot be written.
        Gtfs(gtfs::Arguments),
        /// Plans tours on published instances, and says how far they are from the best known.
        ///
        /// Every tour is proved by a checker of its own. Build it for speed: `cargo run --profile fast --bin expo --
        /// bench-route DIR --best FILE.csv`. Exits with 1 if a file cannot be read.
        BenchRoute(bench_route::Arguments),
    }

    pub(crate) fn main() -> ExitCode {
        match Arguments::parse().command {
            Command::Check(arguments) => check::run(&arguments),
            Command::Pack(arguments) => pack::run(&arguments),
            Command::Publish(arguments) => publish::run(&arguments),
            Command::Shell(arguments) => shell::run(&arguments),
            Command::Gtfs(arguments) => gtfs::run(&arguments),
            Command::BenchRoute(arguments) => bench_route::run(&arguments),
        }
    }
}

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    tool::main()
}

/// There are no folders in a browser.
#[cfg(target_arch = "wasm32")]
fn main() {}
