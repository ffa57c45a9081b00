//! `wasm-bindgen`: writes the JavaScript that loads the page's WebAssembly.
//!
//! Trunk calls it, and takes it only in the exact version of the `wasm-bindgen` crate.
//! Built here, both versions stand in one lock file.

use std::process::ExitCode;

fn main() -> ExitCode {
    match wasm_bindgen_cli::wasm_bindgen::run_cli_with_args(std::env::args_os()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("wasm-bindgen: {error:?}");
            ExitCode::FAILURE
        }
    }
}
