//! One window onto the map: going somewhere, waiting, asking, taking a picture.

use crate::device::Device;
use crate::failure::{Failure, Result};
use crate::wire::Wire;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::path::Path;
use std::rc::Rc;
use std::thread::sleep;
use std::time::{Duration, Instant};

/// How long a journey waits for something before it says that it did not come, unless told otherwise.
const PATIENCE: Duration = Duration::from_secs(20);
/// How often it looks.
const GLANCE: Duration = Duration::from_millis(20);
/// One act may change the state twice; the map has settled when no new mark comes for so long.
const QUIET: Duration = Duration::from_millis(100);

/// A window. Clones are the same window.
#[derive(Clone)]
pub struct Page {
    wire: Rc<RefCell<Wire>>,
    device: Device,
    /// Where the page is served, with a slash at the end.
    origin: Rc<str>,
    pub(crate) storage: Rc<str>,
    /// What the visitor's system asks for; every change must state them all.
    pub(crate) wishes: Rc<RefCell<BTreeMap<String, String>>>,
    patience: Rc<Cell<Duration>>,
}

/// A User Timing mark.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq)]
pub struct Mark {
    /// Milliseconds since the page was asked for.
    pub at: f64,
    /// Number of sites that match, on `m21:painted`.
    pub shown: Option<usize>,
}

/// The marks of one name; `origin` tells one load of the page from the next.
#[derive(Deserialize)]
struct Marks {
    origin: f64,
    all: Vec<Mark>,
}

impl Page {
    pub(crate) fn new(wire: Wire, device: Device, origin: &str, storage: &str) -> Result<Self> {
        let wire = Rc::new(RefCell::new(wire));
        let wishes = Rc::default();
        let patience = Rc::new(Cell::new(PATIENCE));
        let page = Self {
            wire,
            device,
            origin: origin.into(),
            storage: storage.into(),
            wishes,
            patience,
        };
        for domain in ["Page", "Runtime", "Log", "Network", "DOM", "Accessibility"] {
            page.call(&format!("{domain}.enable"), json!({}))?;
        }
        page.call("Emulation.setFocusEmulationEnabled", json!({ "enabled": true }))?;
        page.turn(device.width, device.height)?;
        let touch = json!({ "enabled": device.touch, "maxTouchPoints": if device.touch { 5 } else { 1 } });
        page.call("Emulation.setTouchEmulationEnabled", touch)?;
        page.media("prefers-color-scheme", if device.dark { "dark" } else { "light" })?;
        Ok(page)
    }

    /// A frame within another window.
    pub(crate) fn framed(wire: Wire, within: &Self) -> Result<Self> {
        let page = Self {
            wire: Rc::new(RefCell::new(wire)),
            ..within.clone()
        };
        for domain in ["Page", "Runtime", "Log", "Network", "DOM", "Accessibility"] {
            page.call(&format!("{domain}.enable"), json!({}))?;
        }
        Ok(page)
    }

    /// The screen it is shown on.
    pub fn device(&self) -> Device {
        self.device
    }

    /// Any command of the browser's protocol, for what has no method here.
    pub fn call(&self, method: &str, parameters: Value) -> Result<Value> {
        self.wire.borrow_mut().call(method, parameters)
    }

    /// Many commands, none of which waits for the one before; their answers in order.
    pub fn call_all(&self, commands: Vec<(&str, Value)>) -> Result<Vec<Value>> {
        self.wire.borrow_mut().call_all(commands)
    }

    // Going there.

    /// Goes to an address below the place the page is served: `#goal=6`, `s/roof/`, `embed.html`.
    /// Does not wait for more than the answer; a new fragment of the same page does not load it again.
    pub fn goto(&self, address: &str) -> Result<()> {
        self.goto_url(&format!("{}{}", self.origin, address.trim_start_matches('/')))
    }

    /// Goes to a whole address.
    pub fn goto_url(&self, url: &str) -> Result<()> {
        let answer = self.call("Page.navigate", json!({ "url": url }))?;
        match answer["errorText"].as_str() {
            None | Some("") => Ok(()),
            Some(error) => Err(Failure::new(format!("{url} cannot be shown: {error}"))),
        }
    }

    /// Loads the page again.
    pub fn reload(&self) -> Result<()> {
        let before: f64 = self.eval("performance.timeOrigin")?;
        self.call("Page.reload", json!({}))?;
        self.until("the page to load again", || {
            let now: f64 = self.eval("performance.timeOrigin")?;
            Ok((now > before).then_some(()))
        })
    }

    /// Back to the page before.
    pub fn back(&self) -> Result<()> {
        self.eval("history.back()")
    }

    /// The whole address.
    pub fn address(&self) -> Result<String> {
        self.eval("location.href")
    }

    /// The part of the address after `#`, as written. A page that is about to write its address does so at the latest when
    /// it is left, and is told that it is.
    pub fn fragment(&self) -> Result<String> {
        self.eval("(dispatchEvent(new Event('pagehide')), location.hash.slice(1))")
    }

    // Waiting.

    /// Waits until the map and the filters answer; gives milliseconds since the page was asked for.
    pub fn interactive(&self) -> Result<f64> {
        let mark = self.mark("m21:interactive")?;
        // A touch before the first frame would be placed by the scale of the empty window before.
        self.drawn()?;
        Ok(mark.at)
    }

    /// Waits until what the page has now is on the screen.
    pub fn drawn(&self) -> Result<()> {
        self.eval("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(null))))")
    }

    /// Waits until the map has been painted and has settled; gives the number of sites shown.
    pub fn painted(&self) -> Result<usize> {
        self.settled(0.0, 0)
    }

    /// Does something and waits for the repaint it causes; gives the number of sites then shown.
    pub fn painted_after<T>(&self, act: impl FnOnce() -> Result<T>) -> Result<usize> {
        let before = self.marks("m21:painted")?;
        act()?;
        self.settled(before.origin, before.all.len())
    }

    /// Waits for a mark by its name; gives the latest.
    pub fn mark(&self, name: &str) -> Result<Mark> {
        self.until(&format!("the mark {name}"), || {
            Ok(self.marks(name)?.all.last().copied())
        })
    }

    /// How often a mark has been set since the page was loaded.
    pub fn mark_count(&self, name: &str) -> Result<usize> {
        Ok(self.marks(name)?.all.len())
    }

    fn marks(&self, name: &str) -> Result<Marks> {
        let name = json!(name);
        self.eval(&format!(
            "({{ origin: performance.timeOrigin, all: performance.getEntriesByName({name}, 'mark')
                 .map(mark => ({{ at: mark.startTime, shown: mark.detail?.shown ?? null }})) }})"
        ))
    }

    /// Waits for a paint beyond those counted before, in that load of the page or a later one.
    fn settled(&self, origin: f64, before: usize) -> Result<usize> {
        let mut seen: Option<(usize, Instant)> = None;
        self.until("the mark m21:painted to come and the map to settle", || {
            let marks = self.marks("m21:painted")?;
            let known = if marks.origin > origin { 0 } else { before };
            let count = marks.all.len();
            let Some(last) = marks.all.last().filter(|_| count > known) else {
                return Ok(None);
            };
            match seen {
                Some((old, since)) if old == count => {
                    if since.elapsed() < QUIET {
                        return Ok(None);
                    }
                    let shown = last
                        .shown
                        .ok_or_else(|| Failure::new("m21:painted has no detail.shown"))?;
                    Ok(Some(shown))
                }
                _ => {
                    seen = Some((count, Instant::now()));
                    Ok(None)
                }
            }
        })
    }

    /// How long to wait from now on before saying that something did not come.
    pub fn wait_at_most(&self, time: Duration) {
        self.patience.set(time);
    }

    /// Looks again and again until there is something; says what was awaited when it does not come.
    pub fn until<T>(&self, what: &str, mut look: impl FnMut() -> Result<Option<T>>) -> Result<T> {
        let patience = self.patience.get();
        let deadline = Instant::now() + patience;
        loop {
            // While a page is being replaced, a look may fail; the last failure is part of the story.
            let failure = match look() {
                Ok(Some(found)) => return Ok(found),
                Ok(None) => None,
                Err(failure) => Some(failure),
            };
            if Instant::now() > deadline {
                let why = failure.map(|failure| format!(" ({failure})")).unwrap_or_default();
                return Err(Failure::new(format!("waited {patience:?} in vain for {what}{why}")));
            }
            sleep(GLANCE);
        }
    }

    /// Waits until an expression in the page is true.
    pub fn until_true(&self, expression: &str) -> Result<()> {
        self.until(expression, || Ok(self.eval::<bool>(expression)?.then_some(())))
    }

    // Asking.

    /// The value of an expression in the page; a promise is awaited. `()` takes whatever comes.
    pub fn eval<T: DeserializeOwned>(&self, expression: &str) -> Result<T> {
        let asked = json!({
            "expression": expression, "awaitPromise": true, "returnByValue": true, "userGesture": true,
        });
        value(self.call("Runtime.evaluate", asked)?, expression)
    }

    /// A picture of the window as it is, as PNG.
    pub fn picture(&self) -> Result<Vec<u8>> {
        self.picture_as(&json!({ "format": "png" }))
    }

    fn picture_as(&self, asked: &Value) -> Result<Vec<u8>> {
        let shot = self.call("Page.captureScreenshot", asked.clone())?;
        let data = shot["data"].as_str().unwrap_or_default();
        STANDARD
            .decode(data)
            .map_err(|error| Failure::new(format!("the picture is broken: {error}")))
    }

    /// Writes a picture of the window, once the fonts are there and the last frame is drawn; as WebP or PNG, by the name's
    /// ending.
    pub fn screenshot(&self, path: impl AsRef<Path>) -> Result<()> {
        self.eval::<()>("document.fonts.ready.then(() => null)")?;
        self.drawn()?;
        let path = path.as_ref();
        let asked = if path.extension().is_some_and(|ending| ending == "webp") {
            json!({ "format": "webp", "quality": 60 })
        } else {
            json!({ "format": "png" })
        };
        std::fs::write(path, self.picture_as(&asked)?)
            .map_err(|error| Failure::new(format!("{} cannot be written: {error}", path.display())))
    }

    // What it told.

    /// Every address it has asked for, in order.
    pub fn requests(&self) -> Result<Vec<String>> {
        self.listen()?;
        Ok(self.wire.borrow().log.requests.clone())
    }

    /// The addresses asked for that lie elsewhere than the page.
    pub fn requests_elsewhere(&self) -> Result<Vec<String>> {
        let here = self.origin.trim_end_matches('/');
        Ok(self
            .requests()?
            .into_iter()
            .filter(|url| !url.starts_with(here))
            .collect())
    }

    /// Console errors, uncaught exceptions and failed requests so far, less the forgiven ones.
    pub fn troubles(&self) -> Result<Vec<String>> {
        self.listen()?;
        Ok(self.wire.borrow().log.troubles.clone())
    }

    /// Console warnings so far.
    pub fn warnings(&self) -> Result<Vec<String>> {
        self.listen()?;
        Ok(self.wire.borrow().log.warnings.clone())
    }

    /// What it did that reaches out of its window: other windows, dialogs, downloads, files, other addresses.
    pub fn exits(&self) -> Result<Vec<String>> {
        self.listen()?;
        Ok(self.wire.borrow().log.exits.clone())
    }

    /// Waits for a trouble that the journey caused on purpose, and takes all with these words off the list.
    pub fn forgive(&self, words: &str) -> Result<()> {
        self.until(&format!("trouble with “{words}”"), || {
            self.listen()?;
            let troubles = &mut self.wire.borrow_mut().log.troubles;
            let before = troubles.len();
            troubles.retain(|trouble| !trouble.contains(words));
            Ok((troubles.len() < before).then_some(()))
        })
    }

    /// An answer comes after all events before it.
    fn listen(&self) -> Result<()> {
        self.eval("null")
    }
}

/// The value in an answer of `Runtime`, or what went wrong in the page.
pub(crate) fn value<T: DeserializeOwned>(mut answer: Value, asked: &str) -> Result<T> {
    let wrong = &answer["exceptionDetails"];
    if !wrong.is_null() {
        let described = wrong["exception"]["description"].as_str().or(wrong["text"].as_str());
        let described = described.unwrap_or("no reason given");
        return Err(Failure::new(format!("{asked}: {described}")));
    }
    let value = answer["result"]["value"].take();
    let shown = value.to_string();
    serde_json::from_value(value).map_err(|error| Failure::new(format!("{asked} gave {shown}: {error}")))
}
