//! The tool beside the map: `expo check` reads the data as the page will, and says what is wrong with it;
//! `expo bench-route` measures the tours on published instances.

#[cfg(not(target_arch = "wasm32"))]
mod bench_route;
#[cfg(not(target_arch = "wasm32"))]
mod best_known;
#[cfg(not(target_arch = "wasm32"))]
mod check;
#[cfg(not(target_arch = "wasm32"))]
mod instance;

#[cfg(not(target_arch = "wasm32"))]
mod tool {
    use super::{bench_route, check};
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
        /// Plans tours on published instances, and says how far they are from the best known.
        ///
        /// Every tour is proved by a checker of its own. Build it for speed: `cargo run --profile fast --bin expo --
        /// bench-route DIR --best FILE.csv`. Exits with 1 if a file cannot be read.
        BenchRoute(bench_route::Arguments),
    }

    pub(crate) fn main() -> ExitCode {
        match Arguments::parse().command {
            Command::Check(arguments) => check::run(&arguments),
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
