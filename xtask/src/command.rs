//! Running other programs, and saying in one sentence why we stopped.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Why we stopped, as a sentence for the person at the terminal.
pub(crate) struct Stop(pub(crate) String);

/// Done, or stopped with a reason.
pub(crate) type Done = Result<(), Stop>;

/// The top of the project.
pub(crate) fn root() -> &'static Path {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here)
}

/// The cargo that runs us.
pub(crate) fn cargo(arguments: &[&str]) -> Command {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    program(cargo, arguments)
}

/// A program, to be run at the top of the project.
pub(crate) fn program(name: impl AsRef<OsStr>, arguments: &[&str]) -> Command {
    let mut command = Command::new(name);
    command.args(arguments).current_dir(root()).stdin(Stdio::null());
    command
}

/// Runs to the end with its output shown; a failure becomes the given sentence.
pub(crate) fn run(command: &mut Command, failed: &str) -> Done {
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(_) => Err(Stop(failed.to_owned())),
        Err(error) => Err(Stop(format!("{failed} ({}: {error})", name_of(command)))),
    }
}

/// What it prints, or nothing when it cannot be run or fails.
pub(crate) fn output(command: &mut Command) -> Option<String> {
    let output = command.stderr(Stdio::null()).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| text.trim().to_owned())
}

/// Runs with our own tools found before any other of the same name.
pub(crate) fn with_first_in_path(command: &mut Command, folders: &[PathBuf]) -> Done {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let all = folders.iter().cloned().chain(std::env::split_paths(&path));
    let joined = std::env::join_paths(all)
        .map_err(|error| Stop(format!("The project's folder cannot stand in PATH: {error}.")))?;
    command.env("PATH", joined);
    Ok(())
}

fn name_of(command: &Command) -> String {
    let program = Path::new(command.get_program());
    program
        .file_name()
        .unwrap_or(program.as_os_str())
        .to_string_lossy()
        .into_owned()
}
