//! The tool beside the map: `expo check` reads the data as the page will, and says what is wrong with it.

#[cfg(not(target_arch = "wasm32"))]
mod check;

#[cfg(not(target_arch = "wasm32"))]
mod tool {
    use super::check;
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
    }

    pub(crate) fn main() -> ExitCode {
        let Command::Check(arguments) = Arguments::parse().command;
        check::run(&arguments)
    }
}

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    tool::main()
}

/// There are no folders in a browser.
#[cfg(target_arch = "wasm32")]
fn main() {}
