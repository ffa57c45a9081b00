//! A plain file server for the built page, which a journey can slow down, break, stop and start again.

use crate::failure::{Failure, Result};
use crate::release::{Files, Release};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{JoinHandle, sleep, spawn};
use std::time::{Duration, Instant};

/// A browser keeps connections open that it may never use.
const IDLE: Duration = Duration::from_secs(10);

/// What is wrong with an answer. Offsets are in bytes of the body.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Fault {
    /// The connection breaks there.
    Cut(usize),
    /// Nothing comes after it, but the connection stays.
    Stalled(usize),
    /// The body ends there, and says that this is all.
    Short(usize),
    /// One bit is another.
    Wrong(usize),
}

/// Serves one folder or release on a free port of this machine.
pub struct Server {
    address: SocketAddr,
    shared: Arc<Shared>,
    accepting: Option<JoinHandle<()>>,
}

/// An answer made up by a journey.
#[derive(Clone)]
struct Answer {
    status: u16,
    body: Vec<u8>,
}

/// How often a held answer looks whether it may go.
const GLANCE: Duration = Duration::from_millis(10);

/// What has not been asked for by then never will be.
const LONG: Duration = Duration::from_secs(30);

/// What a journey wants to happen, and what did.
#[derive(Default)]
struct Hooks {
    delays: BTreeMap<String, Duration>,
    held: BTreeSet<String>,
    answers: BTreeMap<String, Answer>,
    faults: BTreeMap<String, Fault>,
    /// What everyone who asks for anything gets instead, as in a hotel's network.
    portal: Option<Vec<u8>>,
    /// Takes every connection and breaks it at once.
    unreachable: bool,
    /// Said with every answer.
    headers: Vec<(String, String)>,
    asked: BTreeMap<String, usize>,
    /// The first line of every request, with all that was said in it.
    lines: BTreeSet<String>,
    /// When something was asked for in vain, as everyone was sent away.
    broken: Vec<(Instant, String)>,
    missed: Vec<String>,
}

/// What there is to serve.
enum Site {
    Nothing,
    Folder(PathBuf),
    Release(Files),
}

struct Shared {
    site: Mutex<Site>,
    hooks: Mutex<Hooks>,
    stopped: AtomicBool,
}

impl Server {
    /// Serves a folder.
    pub fn of(folder: impl Into<PathBuf>) -> Result<Self> {
        Self::start(Site::Folder(folder.into()))
    }

    /// Serves a release.
    pub fn of_release(release: &Release) -> Result<Self> {
        Self::start(Site::Release(release.files().clone()))
    }

    /// Serves only what is given by [`Server::answer`].
    pub fn empty() -> Result<Self> {
        Self::start(Site::Nothing)
    }

    /// Serves the built page: the folder in `M21_DIST`, else the project's `dist`.
    pub fn of_the_page() -> Result<Self> {
        let named = std::env::var_os("M21_DIST").map(PathBuf::from);
        let dist = named.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../dist"));
        if dist.join("index.html").is_file() {
            return Self::of(dist);
        }
        let missing = format!("there is no built page in {}: run `cargo xtask build`", dist.display());
        Err(Failure::new(missing))
    }

    fn start(site: Site) -> Result<Self> {
        let mut server = Self {
            address: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            shared: Arc::new(Shared {
                site: Mutex::new(site),
                hooks: Mutex::default(),
                stopped: AtomicBool::new(false),
            }),
            accepting: None,
        };
        server.listen()?;
        Ok(server)
    }

    fn listen(&mut self) -> Result<()> {
        let no_port = |error| Failure::new(format!("no port to serve on: {error}"));
        let listener = TcpListener::bind(self.address).map_err(no_port)?;
        self.address = listener.local_addr().map_err(no_port)?;
        self.shared.stopped.store(false, Ordering::SeqCst);
        let ours = Arc::clone(&self.shared);
        self.accepting = Some(spawn(move || accept(&listener, &ours)));
        Ok(())
    }

    /// Where it is, with a slash at the end.
    pub fn origin(&self) -> String {
        format!("http://{}/", self.address)
    }

    /// Lets a path (`/data/sites.geojson`) wait before it is answered.
    pub fn delay(&self, path: &str, time: Duration) {
        self.hooks().delays.insert(path.to_owned(), time);
    }

    /// Keeps a path waiting until it is restored, however long the journey takes to look about.
    pub fn hold(&self, path: &str) {
        self.hooks().held.insert(path.to_owned());
    }

    /// Answers a path with this instead of the file, as the type its ending says.
    pub fn answer(&self, path: &str, status: u16, body: impl Into<Vec<u8>>) {
        self.hooks().answers.insert(
            path.to_owned(),
            Answer {
                status,
                body: body.into(),
            },
        );
    }

    /// Spoils the answers for a path.
    pub fn spoil(&self, path: &str, fault: Fault) {
        self.hooks().faults.insert(path.to_owned(), fault);
    }

    /// Answers everyone with this page, whatever they ask for; or no more.
    pub fn portal(&self, page: Option<&str>) {
        self.hooks().portal = page.map(|page| page.as_bytes().to_vec());
    }

    /// Breaks every connection at once, as a bad network does; or no more.
    pub fn is_unreachable(&self, is_so: bool) {
        self.hooks().unreachable = is_so;
    }

    /// Says this with every answer from now on.
    pub fn header(&self, name: &str, value: &str) {
        self.hooks().headers.push((name.to_owned(), value.to_owned()));
    }

    /// Serves another release from now on, and nothing of the one before.
    pub fn publish(&self, release: &Release) {
        *self.shared.site() = Site::Release(release.files().clone());
    }

    /// Serves another release from now on, and what of the one before has a name of its own.
    pub fn publish_beside(&self, release: &Release) {
        let mut site = self.shared.site();
        let mut files = release.files().clone();
        if let Site::Release(before) = &*site {
            for (path, body) in before {
                files.entry(path.clone()).or_insert_with(|| Arc::clone(body));
            }
        }
        *site = Site::Release(files);
    }

    /// Answers a path as usual again.
    pub fn restore(&self, path: &str) {
        let mut hooks = self.hooks();
        hooks.delays.remove(path);
        hooks.held.remove(path);
        hooks.answers.remove(path);
        hooks.faults.remove(path);
    }

    /// Answers everything as usual again.
    pub fn restore_all(&self) {
        let mut hooks = self.hooks();
        let (asked, missed) = (std::mem::take(&mut hooks.asked), std::mem::take(&mut hooks.missed));
        let broken = std::mem::take(&mut hooks.broken);
        *hooks = Hooks {
            asked,
            broken,
            missed,
            ..Hooks::default()
        };
    }

    /// The paths asked for that are not there.
    pub fn missed(&self) -> Vec<String> {
        self.hooks().missed.clone()
    }

    /// What was asked for while the server was unreachable, and when.
    pub fn broken(&self) -> Vec<(Instant, String)> {
        self.hooks().broken.clone()
    }

    /// The first line of every different request, with all that was said in it.
    pub fn lines(&self) -> Vec<String> {
        self.hooks().lines.iter().cloned().collect()
    }

    /// How often a path was asked for.
    pub fn asked(&self, path: &str) -> usize {
        self.hooks().asked.get(path).copied().unwrap_or(0)
    }

    /// Waits until a path has been asked for so many times.
    ///
    /// # Errors
    ///
    /// When it has not within half a minute.
    pub fn until_asked(&self, path: &str, times: usize) -> Result<()> {
        let began = Instant::now();
        while self.asked(path) < times {
            if began.elapsed() > LONG {
                return Err(Failure::new(format!(
                    "{path} was not asked for {times} times in {LONG:?}"
                )));
            }
            sleep(GLANCE);
        }
        Ok(())
    }

    /// Takes no more connections, as when the net is gone.
    pub fn stop(&mut self) {
        self.shared.stopped.store(true, Ordering::SeqCst);
        if let Some(accepting) = self.accepting.take() {
            // A last connection wakes it up to see that it is over.
            let _ = TcpStream::connect(self.address);
            let _ = accepting.join();
        }
    }

    /// Takes connections again, at the same address.
    pub fn start_again(&mut self) -> Result<()> {
        if self.accepting.is_some() {
            return Ok(());
        }
        self.listen()
    }

    fn hooks(&self) -> MutexGuard<'_, Hooks> {
        self.shared.hooks()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop();
    }
}

impl Shared {
    fn hooks(&self) -> MutexGuard<'_, Hooks> {
        self.hooks.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn site(&self) -> MutexGuard<'_, Site> {
        self.site.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Status, body, and the path whose ending says the type.
    fn look_up(&self, path: &str) -> (u16, Vec<u8>, String) {
        let (delay, answer) = {
            let mut hooks = self.hooks();
            *hooks.asked.entry(path.to_owned()).or_default() += 1;
            (hooks.delays.get(path).copied(), hooks.answers.get(path).cloned())
        };
        sleep(delay.unwrap_or_default());
        while self.hooks().held.contains(path) && !self.stopped.load(Ordering::SeqCst) {
            sleep(GLANCE);
        }
        if let Some(portal) = self.hooks().portal.clone() {
            return (200, portal, "portal.html".to_owned());
        }
        let named = if path.ends_with('/') {
            format!("{path}index.html")
        } else {
            path.to_owned()
        };
        if let Some(answer) = answer {
            return (answer.status, answer.body, named);
        }
        let inside = !named.split('/').any(|part| part == ".." || part.contains(['\\', ':']));
        let name = named.trim_start_matches('/');
        let found = match &*self.site() {
            Site::Folder(folder) if inside => std::fs::read(folder.join(name)).ok(),
            Site::Release(files) => files.get(name).map(|body| body.to_vec()),
            _ => None,
        };
        if let Some(bytes) = found {
            return (200, bytes, named);
        }
        self.hooks().missed.push(path.to_owned());
        (404, b"There is nothing here.\n".to_vec(), ".txt".to_owned())
    }
}

fn accept(listener: &TcpListener, shared: &Arc<Shared>) {
    for stream in listener.incoming() {
        if shared.stopped.load(Ordering::SeqCst) {
            return;
        }
        let Ok(stream) = stream else { continue };
        let shared = Arc::clone(shared);
        // A visitor who leaves early is no failure of ours.
        spawn(move || serve(stream, &shared).ok());
    }
}

/// Answers one request and closes.
fn serve(mut stream: TcpStream, shared: &Shared) -> std::io::Result<()> {
    stream.set_read_timeout(Some(IDLE))?;
    let mut lines = BufReader::new(&stream).lines();
    let first = lines.next().transpose()?.unwrap_or_default();
    for line in lines {
        if line?.is_empty() {
            break;
        }
    }
    let mut words = first.split(' ');
    let (method, target) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let path = decoded(target.split('?').next().unwrap_or_default());
    if !path.starts_with('/') {
        return Ok(());
    }
    {
        let mut hooks = shared.hooks();
        hooks.lines.insert(first.clone());
        if hooks.unreachable {
            hooks.broken.push((Instant::now(), path));
            return Ok(());
        }
    }
    let (status, mut body, named) = shared.look_up(&path);
    let (fault, headers) = {
        let hooks = shared.hooks();
        (hooks.faults.get(&path).copied(), hooks.headers.clone())
    };
    match fault {
        Some(Fault::Short(end)) => body.truncate(end),
        Some(Fault::Wrong(at)) => {
            if let Some(byte) = body.get_mut(at) {
                *byte ^= 1;
            }
        }
        _ => {}
    }
    // What has its sum in its name never changes.
    let cache = if is_hashed(&path) && status == 200 {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    let mut head = format!(
        "HTTP/1.1 {status} -\r\nContent-Type: {}\r\nContent-Length: {}\r\nCache-Control: {cache}\r\nConnection: close\r\n",
        kind(&named),
        body.len()
    );
    for (name, value) in headers {
        head = head + &name + ": " + &value + "\r\n";
    }
    write!(stream, "{head}\r\n")?;
    if method == "HEAD" {
        return stream.flush();
    }
    match fault {
        Some(Fault::Cut(end)) => {
            stream.write_all(&body[..end.min(body.len())])?;
            stream.flush()
        }
        Some(Fault::Stalled(end)) => {
            stream.write_all(&body[..end.min(body.len())])?;
            stream.flush()?;
            // Until the fault is mended, or all is over.
            while shared.hooks().faults.contains_key(&path) && !shared.stopped.load(Ordering::SeqCst) {
                sleep(GLANCE);
            }
            Ok(())
        }
        _ => {
            stream.write_all(&body)?;
            stream.flush()
        }
    }
}

/// Whether a name has a sum in it: `m21-0123456789abcdef_bg.wasm`.
fn is_hashed(path: &str) -> bool {
    path.split(['-', '_', '.', '/'])
        .any(|part| part.len() >= 12 && part.bytes().all(|b| b.is_ascii_hexdigit()))
}

/// The type of a file by its ending.
fn kind(path: &str) -> &'static str {
    match path.rsplit_once('.').map(|(_, ending)| ending) {
        Some("html") => "text/html; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("json" | "map") => "application/json",
        Some("geojson") => "application/geo+json",
        Some("webmanifest") => "application/manifest+json",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("jpg" | "jpeg") => "image/jpeg",
        Some("webp") => "image/webp",
        Some("ico") => "image/x-icon",
        Some("woff2") => "font/woff2",
        Some("ics") => "text/calendar; charset=utf-8",
        Some("csv") => "text/csv; charset=utf-8",
        Some("xml") => "application/xml",
        Some("pdf") => "application/pdf",
        Some("txt" | "md") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// `%C3%A5` as å; what is no such sign stays as it is.
fn decoded(path: &str) -> String {
    let bytes = path.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let pair = path.get(at + 1..at + 3).filter(|_| bytes[at] == b'%');
        if let Some(byte) = pair.and_then(|pair| u8::from_str_radix(pair, 16).ok()) {
            out.push(byte);
            at += 3;
        } else {
            out.push(bytes[at]);
            at += 1;
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    fn get(server: &Server, path: &str) -> String {
        let mut stream = TcpStream::connect(server.address).expect("it listens");
        write!(stream, "GET {path} HTTP/1.1\r\nHost: here\r\n\r\n").expect("it reads");
        let mut text = String::new();
        stream.read_to_string(&mut text).expect("it answers");
        text
    }

    #[test]
    fn files_come_with_their_type_and_folders_with_their_index() {
        let folder = std::env::temp_dir().join(format!("journeys-server-{}", std::process::id()));
        std::fs::create_dir_all(folder.join("s/å")).expect("a folder");
        std::fs::write(folder.join("s/å/index.html"), "<p>here").expect("a file");
        let server = Server::of(&folder).expect("a server");
        let page = get(&server, "/s/%C3%A5/?from=sign");
        assert!(page.starts_with("HTTP/1.1 200") && page.contains("text/html"), "{page}");
        assert!(page.ends_with("<p>here"), "{page}");
        assert!(get(&server, "/missing.js").starts_with("HTTP/1.1 404"));
        std::fs::remove_dir_all(folder).expect("it was there");
    }

    #[test]
    fn nothing_above_the_folder_is_served() {
        let server = Server::of(env!("CARGO_MANIFEST_DIR").to_owned() + "/src").expect("a server");
        assert!(get(&server, "/lib.rs").starts_with("HTTP/1.1 200"));
        for path in [
            "/../Cargo.toml",
            "/%2e%2e/Cargo.toml",
            "/..%5cCargo.toml",
            "//etc/passwd",
        ] {
            assert!(get(&server, path).starts_with("HTTP/1.1 404"), "{path}");
        }
    }

    #[test]
    fn an_answer_can_be_broken_and_mended() {
        let server = Server::empty().expect("a server");
        server.answer("/data/sites.geojson", 500, "no");
        let broken = get(&server, "/data/sites.geojson");
        assert!(
            broken.starts_with("HTTP/1.1 500") && broken.contains("geo+json"),
            "{broken}"
        );
        server.restore("/data/sites.geojson");
        assert!(get(&server, "/data/sites.geojson").starts_with("HTTP/1.1 404"));
        assert_eq!(server.asked("/data/sites.geojson"), 2);
    }

    #[test]
    fn a_stopped_server_refuses() {
        let mut server = Server::empty().expect("a server");
        server.stop();
        assert!(TcpStream::connect(server.address).is_err());
    }
}
