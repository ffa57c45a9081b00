//! Drills 19–21: what a kiosk shows is at fault, up to the whole browser. The watchdog that ships (`tools/kiosk/m21-kiosk`)
//! keeps a Chromium of its own; the drill breaks it and does nothing else.

use crate::expo::Expo;
use crate::ground::release;
use journeys::{Failure, Journey, Result, Server, Wire};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::thread::sleep;
use std::time::{Duration, Instant};

/// The promise: back for the next visitor.
const BACK: Duration = Duration::from_secs(10);
/// On a machine that does other things too it comes all the same.
const BUSY: Duration = Duration::from_mins(1);
/// How long the list stands before the map is tried again.
const PLAIN_S: u64 = 8;

const IS_MAP: &str = "performance.getEntriesByName('m21:interactive').length > 0 && !document.querySelector('#shell')";
const IS_LIST: &str = "!!document.querySelector('.plain-list')?.checkVisibility()";
const IS_KEPT: &str = "(async () => {
    const here = new URL('./', document.baseURI);
    const kept = await caches.match(new URL('~data', here), { cacheName: `m21 ${here.pathname} notes` });
    return !!navigator.serviceWorker.controller && !!kept;
})()";

/// What the watchdog goes by, in a kiosk's title.
const COUNTS: &str = "/^M21 .* \\d+$/.test(document.title)";

/// One at a time: they tell how long things take.
static TURN: Mutex<()> = Mutex::new(());

/// The watchdog and what it started; ended when dropped.
struct Kiosk {
    watchdog: Child,
    folder: PathBuf,
}

impl Kiosk {
    /// Switched on, and waited for until the map is there and kept.
    fn start(server: &Server, name: &str) -> Result<Self> {
        let folder = std::env::temp_dir().join(format!("kiosk-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        let settings = folder.join("kiosk.conf");
        let address = format!("{}#kiosk=hyllie&bearing=132", server.origin());
        let cannot = |error: std::io::Error| Failure::new(format!("{}: {error}", folder.display()));
        std::fs::create_dir_all(&folder).map_err(cannot)?;
        std::fs::write(&settings, format!("ADDRESS='{address}'\nPLAIN={PLAIN_S}\n")).map_err(cannot)?;
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tools/kiosk/m21-kiosk");
        let mut command = Command::new(script);
        if let Some(chromium) = std::env::var_os("CHROME") {
            command.env("M21_CHROMIUM", chromium);
        }
        let watchdog = command
            .arg(&settings)
            .env("M21_STATE", &folder)
            // Here there is no screen, and often no user but root.
            .env(
                "M21_CHROMIUM_FLAGS",
                "--headless=new --no-sandbox --disable-dev-shm-usage --window-size=1080,1920",
            )
            .stdin(Stdio::null())
            .stderr(Stdio::inherit())
            .spawn()
            .map_err(|error| Failure::new(format!("the watchdog does not start: {error}")))?;
        let kiosk = Self { watchdog, folder };
        kiosk.comes("the map", BUSY, 1, IS_MAP)?;
        kiosk.comes("all of it is kept", BUSY, 1, IS_KEPT)?;
        // A page that has never counted is given longer to start than one that has is given to go on.
        kiosk.comes("the count begins", BUSY, 1, COUNTS)?;
        Ok(kiosk)
    }

    /// A line of the watchdog's state: `mode`, `port`, `starts`.
    fn state(&self, key: &str) -> Result<String> {
        let told = std::fs::read_to_string(self.folder.join("state"))
            .map_err(|error| Failure::new(format!("no state: {error}")))?;
        let line = told.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix('='));
        line.map(str::to_owned)
            .ok_or_else(|| Failure::new(format!("{key} is not in {told}")))
    }

    fn starts(&self) -> Result<u32> {
        let told = self.state("starts")?;
        told.parse().map_err(|_| Failure::new(format!("{told} starts")))
    }

    fn browser(&self) -> Result<Wire> {
        let told = std::fs::read_to_string(self.folder.join("profile/DevToolsActivePort")).unwrap_or_default();
        let (port, path) = told
            .trim()
            .split_once('\n')
            .ok_or_else(|| Failure::new("no port yet"))?;
        let port = port.parse().map_err(|_| Failure::new(format!("no port: {port}")))?;
        Wire::connect(port, path)
    }

    fn page(&self) -> Result<Wire> {
        let targets = self.browser()?.call("Target.getTargets", json!({}))?;
        let all = targets["targetInfos"].as_array().map_or(&[][..], Vec::as_slice);
        let page = all.iter().find(|target| target["type"] == "page");
        let id = page.and_then(|page| page["targetId"].as_str());
        let id = id.ok_or_else(|| Failure::new("there is no page"))?;
        let port = self.state("port")?;
        let port = port.parse().map_err(|_| Failure::new(format!("no port: {port}")))?;
        Wire::connect(port, &format!("/devtools/page/{id}"))
    }

    fn asks(&self, expression: &str) -> Result<Value> {
        let asked = json!({ "expression": expression, "awaitPromise": true, "returnByValue": true });
        let mut answer = self.page()?.call("Runtime.evaluate", asked)?;
        Ok(answer["result"]["value"].take())
    }

    /// Waits until the browser has been started so many times and something is true in its page; gives how long it took.
    fn comes(&self, what: &str, limit: Duration, starts: u32, expression: &str) -> Result<Duration> {
        let began = Instant::now();
        let mut last = None;
        while began.elapsed() < limit.max(BUSY) {
            if self.starts().is_ok_and(|count| count >= starts) {
                match self.asks(expression) {
                    Ok(Value::Bool(true)) => {
                        let time = began.elapsed();
                        println!("{what}: usable after {:.1} s (load {})", time.as_secs_f64(), load());
                        assert!(time <= limit, "{what} took {time:?}");
                        return Ok(time);
                    }
                    other => last = Some(format!("{other:?}")),
                }
            }
            sleep(Duration::from_millis(50));
        }
        Err(Failure::new(format!("waited in vain for {what}: {last:?}")))
    }

    /// The graphics process.
    fn graphics(&self) -> Result<i64> {
        let told = self.browser()?.call("SystemInfo.getProcessInfo", json!({}))?;
        let all = told["processInfo"].as_array().map_or(&[][..], Vec::as_slice);
        let found = all.iter().find(|process| process["type"] == "GPU");
        found
            .and_then(|process| process["id"].as_i64())
            .ok_or_else(|| Failure::new("there is no graphics process"))
    }

    /// How large a picture of the page is, as PNG in Base64: an empty one is small.
    fn picture(&self) -> Result<usize> {
        let shot = self.page()?.call("Page.captureScreenshot", json!({}))?;
        Ok(shot["data"].as_str().map_or(0, str::len))
    }

    /// The page's own count goes on: the program runs.
    fn counts_on(&self) -> Journey {
        let before = self.asks("document.title")?;
        self.comes(
            "the count goes on",
            BUSY,
            1,
            &format!("document.title.startsWith('M21 ') && document.title !== {before}"),
        )?;
        Ok(())
    }
}

impl Drop for Kiosk {
    fn drop(&mut self) {
        // Asked so, it ends its browser too.
        let _ = Command::new("kill").arg(self.watchdog.id().to_string()).status();
        let _ = self.watchdog.wait();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

fn load() -> f64 {
    let told = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    told.split(' ').next().and_then(|load| load.parse().ok()).unwrap_or(0.0)
}

/// The promise where nothing else keeps the machine busy.
fn limit() -> Duration {
    let processors = std::thread::available_parallelism().map_or(1, usize::from);
    if load() < processors as f64 { BACK } else { BUSY }
}

/// A kiosk that shows the map, and something that is done to it.
fn drill(name: &str, walk: impl FnOnce(&Kiosk, &mut Server) -> Journey) {
    let _turn = TURN.lock();
    let end = Server::of_release(&release(1)).and_then(|mut server| {
        let kiosk = Kiosk::start(&server, name)?;
        Ok(walk(&kiosk, &mut server))
    });
    match end {
        Ok(Ok(())) => {}
        Ok(Err(stopped)) => panic!("{stopped}"),
        Err(failure) => panic!("{failure}"),
    }
}

#[test]
fn drill_19_a_page_that_crashed_or_hangs_is_shown_again() {
    drill("page", |kiosk, _| {
        kiosk.page()?.send("Page.crash", json!({}))?;
        kiosk.comes("the page crashed", limit(), 2, IS_MAP)?;
        kiosk.counts_on()?;
        kiosk
            .page()?
            .send("Runtime.evaluate", json!({ "expression": "for (;;);" }))?;
        kiosk.comes("the page hung", limit(), 3, IS_MAP)?;
        kiosk.counts_on()
    });
}

#[test]
fn drill_20_the_map_stays_when_the_graphics_process_crashes() {
    drill("graphics", |kiosk, _| {
        let before = kiosk.picture()?;
        for crash in 1..=4 {
            let process = kiosk.graphics()?;
            kiosk.browser()?.send("Browser.crashGpuProcess", json!({}))?;
            let began = Instant::now();
            while kiosk.graphics().is_ok_and(|now| now == process) {
                assert!(began.elapsed() < BUSY, "the process did not crash");
                sleep(Duration::from_millis(20));
            }
            // What is seen is drawn anew by what comes after it.
            kiosk.comes(
                &format!("graphics crashed {crash} times"),
                limit(),
                1,
                &format!("new Promise(done => requestAnimationFrame(() => done({IS_MAP})))"),
            )?;
            kiosk.counts_on()?;
            let now = kiosk.picture()?;
            assert!(now * 2 > before, "the picture was {before} bytes and is {now}");
        }
        Ok(())
    });
}

#[test]
fn drill_21_a_browser_that_keeps_crashing_leaves_the_list_and_comes_back_to_the_map() {
    drill("browser", |kiosk, server| {
        server.stop();
        for (crash, mode, seen) in [(1, "map", IS_MAP), (2, "soft", IS_MAP), (3, "list", IS_LIST)] {
            kiosk.browser()?.send("Browser.crash", json!({}))?;
            let what = format!("the browser crashed {crash} times, no network, {mode}");
            kiosk.comes(&what, limit(), crash + 1, seen)?;
            assert_eq!(kiosk.state("mode")?, mode);
        }
        let list = kiosk.asks("document.querySelector('.plain-list').innerText")?;
        let list = list.as_str().unwrap_or_default();
        for site in &Expo::read().sites {
            assert!(list.contains(&site.sv), "{} is not in the list", site.sv);
        }
        // In the list too.
        kiosk.browser()?.send("Browser.crash", json!({}))?;
        kiosk.comes("the list crashed", limit(), 5, IS_LIST)?;
        kiosk.comes("the map again", BUSY, 6, IS_MAP)?;
        kiosk.counts_on()
    });
}
