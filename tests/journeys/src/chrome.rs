//! A Chromium of our own: started without a window, ended with us.

use crate::failure::{Failure, Result};
use crate::find;
use crate::wire::Wire;
use serde_json::{Value, json};
use std::cell::RefCell;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// On a busy machine a first start takes seconds.
const START: Duration = Duration::from_mins(1);

/// What makes Chromium quiet and repeatable.
const FLAGS: [&str; 20] = [
    "--headless=new",
    "--remote-debugging-port=0",
    // It asks nobody for anything: only the page under test talks.
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-extensions",
    "--disable-quic",
    "--disable-sync",
    "--no-default-browser-check",
    "--no-first-run",
    "--no-pings",
    // Containers have a small /dev/shm and no graphics.
    "--disable-dev-shm-usage",
    "--disable-gpu",
    // A second window runs as fast as the first.
    "--disable-background-timer-throttling",
    "--disable-backgrounding-occluded-windows",
    "--disable-renderer-backgrounding",
    // Pictures come out the same everywhere.
    "--force-color-profile=srgb",
    "--font-render-hinting=none",
    "--mute-audio",
];

/// What a browser remembers from one start to the next: a folder, gone when dropped.
pub struct Profile(PathBuf);

impl Drop for Profile {
    fn drop(&mut self) {
        // Helpers may write a last file while we remove.
        for _ in 0..20 {
            if remove(&self.0) {
                break;
            }
            sleep(Duration::from_millis(50));
        }
    }
}

/// A running browser; it ends when dropped, and its profile with it.
pub struct Chrome {
    child: Child,
    profile: Option<Profile>,
    folder: PathBuf,
    port: u16,
    wire: Option<RefCell<Wire>>,
}

impl Chrome {
    /// Starts the Chromium of this machine, or the one that `CHROME` names.
    pub fn start() -> Result<Self> {
        Self::start_with(fresh_profile()?)
    }

    /// The same with what an earlier one left behind.
    pub fn start_with(profile: Profile) -> Result<Self> {
        let program = find::chromium()
            .ok_or_else(|| Failure::new("no Chromium or Chrome was found: install one, or name it in CHROME"))?;
        let folder = profile.0.clone();
        // The port of the one before.
        let _ = fs::remove_file(folder.join("DevToolsActivePort"));
        let told = File::create(folder.join("chromium.txt"))
            .map_err(|error| Failure::new(format!("the profile folder takes no file: {error}")))?;
        let mut command = Command::new(&program);
        command.args(FLAGS).arg(format!("--user-data-dir={}", folder.display()));
        if cfg!(target_os = "linux") {
            // The sandbox does not start as root or in most containers; the pages are our own.
            command.arg("--no-sandbox");
        }
        let child = command
            .arg("about:blank")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(told)
            .spawn()
            .map_err(|error| Failure::new(format!("{} does not start: {error}", program.display())))?;
        // From here on, dropping ends the process.
        let mut chrome = Self {
            child,
            profile: Some(profile),
            folder,
            port: 0,
            wire: None,
        };
        let (port, path) = chrome.address()?;
        chrome.port = port;
        chrome.wire = Some(RefCell::new(Wire::connect(port, &path)?));
        Ok(chrome)
    }

    /// The port and path that Chromium writes into its profile once it listens.
    fn address(&mut self) -> Result<(u16, String)> {
        let deadline = Instant::now() + START;
        while Instant::now() < deadline {
            let text = fs::read_to_string(self.folder.join("DevToolsActivePort")).unwrap_or_default();
            if let Some((port, path)) = text.split_once('\n')
                && let Ok(port) = port.parse()
                && !path.is_empty()
            {
                return Ok((port, path.trim().to_owned()));
            }
            if let Ok(Some(status)) = self.child.try_wait() {
                return Err(Failure::new(format!(
                    "Chromium ended at once ({status}): {}",
                    self.last_words()
                )));
            }
            sleep(Duration::from_millis(20));
        }
        Err(Failure::new(format!(
            "Chromium did not listen within {START:?}: {}",
            self.last_words()
        )))
    }

    fn last_words(&self) -> String {
        let told = fs::read_to_string(self.folder.join("chromium.txt")).unwrap_or_default();
        let lines: Vec<&str> = told.lines().collect();
        lines[lines.len().saturating_sub(5)..].join("\n")
    }

    /// A storage of its own: cookies, caches and permissions as on the first visit.
    pub(crate) fn fresh_storage(&self) -> Result<String> {
        let made = self.call("Target.createBrowserContext", json!({ "disposeOnDetach": true }))?;
        text(&made, "browserContextId")
    }

    /// An empty window over a storage, or over the profile's own if none is named, and the wire to it.
    pub(crate) fn window(&self, storage: &str) -> Result<Wire> {
        let mut target = json!({ "url": "about:blank", "newWindow": true });
        if !storage.is_empty() {
            target["browserContextId"] = json!(storage);
        }
        self.wire_to(&text(&self.call("Target.createTarget", target)?, "targetId")?)
    }

    /// The wire to a window or a frame.
    pub(crate) fn wire_to(&self, target: &str) -> Result<Wire> {
        Wire::connect(self.port, &format!("/devtools/page/{target}"))
    }

    /// Ends it at once, as a crash or an empty battery does; gives what it leaves behind.
    pub fn kill(mut self) -> Result<Profile> {
        let _ = self.child.kill();
        let _ = self.child.wait();
        self.wire = None;
        self.profile
            .take()
            .ok_or_else(|| Failure::new("Chromium had no profile"))
    }

    /// A command to the whole browser.
    pub(crate) fn call(&self, method: &str, parameters: Value) -> Result<Value> {
        let wire = self
            .wire
            .as_ref()
            .ok_or_else(|| Failure::new("Chromium is not connected"))?;
        wire.borrow_mut().call(method, parameters)
    }
}

impl Drop for Chrome {
    fn drop(&mut self) {
        // Asked first, it ends its helpers and lets go of the profile.
        let _ = self.call("Browser.close", json!({}));
        let deadline = Instant::now() + Duration::from_secs(3);
        while Instant::now() < deadline && matches!(self.child.try_wait(), Ok(None)) {
            sleep(Duration::from_millis(20));
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn remove(folder: &Path) -> bool {
    fs::remove_dir_all(folder).is_ok() || !folder.exists()
}

fn fresh_profile() -> Result<Profile> {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    let folder = std::env::temp_dir().join(format!("journey-{}-{count}", std::process::id()));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder)
        .map_err(|error| Failure::new(format!("no profile folder {}: {error}", folder.display())))?;
    Ok(Profile(folder))
}

fn text(value: &Value, field: &str) -> Result<String> {
    let text = value[field].as_str();
    text.map(str::to_owned)
        .ok_or_else(|| Failure::new(format!("Chromium named no {field}")))
}
