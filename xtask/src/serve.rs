//! `cargo xtask serve`: the map on this machine, rebuilt on every change.

use crate::command::{Done, Stop};
use crate::page;
use std::net::{Ipv4Addr, TcpListener};
use std::process::Command;

/// Where the map is shown unless told otherwise.
pub(crate) const PORT: u16 = 8021;

/// Serves until interrupted.
pub(crate) fn serve(port: u16) -> Done {
    if TcpListener::bind((Ipv4Addr::LOCALHOST, port)).is_err() {
        return Err(Stop(format!(
            "Port {port} is taken, perhaps by an earlier serve: end that one, or take another with `cargo xtask serve --port {}`.",
            port.saturating_add(1)
        )));
    }
    let mut trunk = page::trunk(&["serve", "--port", &port.to_string()])?;
    println!("Building the page (the first time about 2 minutes, then seconds); it rebuilds when you save a file.");
    println!("When Trunk says “server listening”, the map is on http://127.0.0.1:{port} — Ctrl-C ends it.");
    become_it(&mut trunk)
}

/// Trunk takes our place, so that ending the command ends the server too.
#[cfg(unix)]
fn become_it(trunk: &mut Command) -> Done {
    use std::os::unix::process::CommandExt;
    Err(Stop(format!("Trunk could not be started: {}.", trunk.exec())))
}

/// Ctrl-C reaches Trunk and us together; coming back means that it ended by itself.
#[cfg(not(unix))]
fn become_it(trunk: &mut Command) -> Done {
    crate::command::run(trunk, "Trunk ended by itself; the lines above say why.")
}
