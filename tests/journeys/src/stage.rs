//! Where a journey takes place: a server, a browser, and the pages opened on the way.

use crate::chrome::Chrome;
use crate::device::Device;
use crate::failure::{Failure, Journey, Result};
use crate::page::Page;
use crate::server::Server;
use std::cell::{Cell, RefCell};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::PathBuf;

/// Server, browser and pages of one journey.
pub struct Stage {
    // Dropped in this order: the browser before the server it asks.
    pages: RefCell<Vec<Page>>,
    chrome: RefCell<Option<Chrome>>,
    server: RefCell<Server>,
    /// Whether requests may fail.
    is_rough: Cell<bool>,
}

impl Stage {
    /// A stage for what this server serves.
    pub fn new(server: Server) -> Result<Self> {
        Ok(Self {
            pages: RefCell::default(),
            chrome: RefCell::new(Some(Chrome::start()?)),
            server: RefCell::new(server),
            is_rough: Cell::new(false),
        })
    }

    /// Opens the page and waits until the map and the filters answer.
    pub fn open(&self, device: Device, address: &str) -> Result<Page> {
        let page = self.blank(device)?;
        page.goto(address)?;
        page.interactive()?;
        Ok(page)
    }

    /// An empty window with nothing remembered, to set conditions before going anywhere.
    pub fn blank(&self, device: Device) -> Result<Page> {
        let storage = self.with_chrome(Chrome::fresh_storage)?;
        self.window(device, &storage)
    }

    /// An empty window over the browser's own profile, which outlives it: see [`Stage::kill_the_browser`].
    pub fn lasting(&self, device: Device) -> Result<Page> {
        self.window(device, "")
    }

    /// Ends the browser at once and starts another with what it left on the disk. The windows are gone.
    pub fn kill_the_browser(&self) -> Result<()> {
        self.pages.borrow_mut().clear();
        let chrome = self.chrome.borrow_mut().take();
        let profile = chrome.ok_or_else(|| Failure::new("there is no browser"))?.kill()?;
        *self.chrome.borrow_mut() = Some(Chrome::start_with(profile)?);
        Ok(())
    }

    /// From now on requests may fail without failing the journey; errors of the page's own still do.
    pub fn is_rough(&self) {
        self.is_rough.set(true);
    }

    fn with_chrome<T>(&self, act: impl FnOnce(&Chrome) -> Result<T>) -> Result<T> {
        let chrome = self.chrome.borrow();
        act(chrome.as_ref().ok_or_else(|| Failure::new("there is no browser"))?)
    }

    /// A command to the whole browser.
    pub fn call(&self, method: &str, parameters: serde_json::Value) -> Result<serde_json::Value> {
        self.with_chrome(|chrome| chrome.call(method, parameters))
    }

    /// A second window of the same visitor: it shares what the first has stored.
    pub fn beside(&self, page: &Page) -> Result<Page> {
        self.window(page.device(), &page.storage)
    }

    /// Does something with the server: slows a path, breaks it, counts.
    pub fn server(&self) -> std::cell::Ref<'_, Server> {
        self.server.borrow()
    }

    /// Ends the server, as when the net is gone.
    pub fn stop_the_server(&self) {
        self.server.borrow_mut().stop();
    }

    /// Starts it again where it was.
    pub fn start_the_server(&self) -> Result<()> {
        self.server.borrow_mut().start_again()
    }

    /// A frame of another origin in one of the windows, once it is there: Chromium keeps it as a window of its own.
    pub fn frame(&self, page: &Page) -> Result<Page> {
        let wire = page.until("a frame of another origin", || {
            let targets = self.call("Target.getTargets", serde_json::json!({}))?;
            let targets = targets["targetInfos"].as_array().map_or(&[][..], Vec::as_slice);
            let frame = targets.iter().find(|target| target["type"] == "iframe");
            let id = frame.and_then(|frame| frame["targetId"].as_str());
            id.map(|id| self.with_chrome(|chrome| chrome.wire_to(id))).transpose()
        })?;
        let page = Page::framed(wire, page)?;
        self.pages.borrow_mut().push(page.clone());
        Ok(page)
    }

    fn window(&self, device: Device, storage: &str) -> Result<Page> {
        let wire = self.with_chrome(|chrome| chrome.window(storage))?;
        let page = Page::new(wire, device, &self.server().origin(), storage)?;
        self.pages.borrow_mut().push(page.clone());
        Ok(page)
    }

    /// What every page told that nobody forgave.
    fn troubles(&self) -> Vec<String> {
        let pages = self.pages.borrow();
        let told = pages.iter().enumerate().flat_map(|(number, page)| {
            let told = page.troubles().unwrap_or_else(|failure| vec![failure.to_string()]);
            let of_the_net = |trouble: &String| {
                self.is_rough.get() && (trouble.contains(" failed: net::") || trouble.contains(" was answered with "))
            };
            told.into_iter()
                .filter(move |trouble| !of_the_net(trouble))
                .map(move |trouble| format!("page {}: {trouble}", number + 1))
        });
        told.collect()
    }

    /// Pictures of how it ended, to look at.
    fn pictures(&self, name: &str) -> Vec<PathBuf> {
        let folder = std::env::temp_dir().join("journeys");
        let _ = std::fs::create_dir_all(&folder);
        let mut paths = Vec::new();
        for (number, page) in self.pages.borrow().iter().enumerate() {
            let path = folder.join(format!("{}-{}.png", name.replace("::", "-"), number + 1));
            if page.picture().is_ok_and(|png| std::fs::write(&path, png).is_ok()) {
                paths.push(path);
            }
        }
        paths
    }
}

/// Walks a journey through the built page. To be called from a test: panics with the step that failed,
/// with the troubles that the pages told, and with where to find pictures of how it ended.
///
/// # Panics
/// When a step fails or a page tells of a trouble: that is how a test fails.
pub fn journey(walk: impl FnOnce(&Stage) -> Journey) {
    match Server::of_the_page() {
        Ok(server) => journey_on(server, walk),
        Err(failure) => panic!("{failure}"),
    }
}

/// Walks a journey through what a server serves; see [`journey`].
///
/// # Panics
/// When a step fails or a page tells of a trouble: that is how a test fails.
pub fn journey_on(server: Server, walk: impl FnOnce(&Stage) -> Journey) {
    let stage = Stage::new(server).unwrap_or_else(|failure| panic!("{failure}"));
    let end = catch_unwind(AssertUnwindSafe(|| walk(&stage)));
    let troubles = stage.troubles();
    if matches!(end, Ok(Ok(()))) && troubles.is_empty() {
        return;
    }
    let name = std::thread::current().name().unwrap_or("journey").to_owned();
    let mut told = troubles;
    told.extend(
        stage
            .pictures(&name)
            .iter()
            .map(|path| format!("how it ended: {}", path.display())),
    );
    let told = told.join("\n  ");
    match end {
        Ok(Ok(())) => panic!("{name} told of trouble:\n  {told}"),
        Ok(Err(stopped)) => panic!("{stopped}\n  {told}"),
        Err(panic) => {
            eprintln!("{name}:\n  {told}");
            resume_unwind(panic)
        }
    }
}
