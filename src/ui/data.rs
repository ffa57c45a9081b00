//! The data: fetched, read and made ready once. Sites come as a stream behind everything else, or packed.

use std::cell::{Cell, RefCell};
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use gloo_net::http::Response;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::live::memo;
use super::net::{Broken, Pieces, Source};
use super::pause::{Rests, now_ms};
use super::stage::Stage;
use crate::calendar::Moment;
use crate::kiosk::{Clock, Time, Timekeeper};
use crate::load::{Base, File, Irregular, Loaded, SitesRead, Sources, Unreadable, read_later};
use crate::model::Sites;
use crate::query::World;
use crate::rest::Rest;

/// Longer than this and the page says that it takes long.
const SLOW: Duration = Duration::from_secs(8);

/// How far the data has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Progress {
    /// On its way.
    Loading,
    /// On its way for long.
    Slow,
    /// It did not come.
    Failed,
    /// All here.
    Here,
}

/// The data and the time.
#[derive(Clone, Copy)]
pub struct Data {
    /// Nothing until it has come.
    pub world: RwSignal<Option<Arc<World>>>,
    /// The app's own time: now during the expo, or its first Saturday.
    pub clock: Memo<Moment>,
    /// The device's time in Malmö, as it was last looked at.
    pub(super) minute: RwSignal<Moment>,
    pub(super) progress: RwSignal<Progress>,
    /// How many entries could not be shown.
    pub(super) problems: RwSignal<usize>,
    came: StoredValue<Rc<RefCell<Came>>, LocalStorage>,
}

/// What could be read, and whether it is all.
type Read = (Result<Loaded, Unreadable>, bool);

/// What has come.
#[derive(Default)]
struct Came {
    texts: [Option<Vec<u8>>; File::ALL.len()],
    sites: Option<SitesRead>,
    /// The beginning of an answer with sites.
    answer: Option<Response>,
    /// Whether it is the packed ones.
    is_packed: bool,
    /// How many are on their way, the reading of them included.
    awaited: usize,
}

impl Came {
    fn sources(&self) -> Sources<'_> {
        let mut sources = Sources::default();
        for file in File::ALL {
            if let Some(bytes) = &self.texts[file as usize] {
                sources.put_bytes(file, bytes);
            }
        }
        sources
    }

    /// Reads what has come: what of it can be shown, and whether it is all. What came as no data at all is forgotten.
    /// Behind a pointer: one piece of code for both who ask.
    fn read<'a>(&'a mut self, source: &'a Source) -> Pin<Box<dyn Future<Output = Read> + 'a>> {
        Box::pin(self.reads(source))
    }

    async fn reads(&mut self, source: &Source) -> Read {
        let base = Base::read(&self.sources());
        // Half a file or somebody else's page is as good as not come: it is asked for again.
        for spoilt in base.problems().iter().filter(|p| p.is_about_the_whole_file()) {
            self.texts[spoilt.file as usize] = None;
        }
        if let Some(first) = self.answer.take().filter(|_| base.is_usable()) {
            self.sites = sites(&base, source, first, self.is_packed).await;
        }
        let is_here = |f: File| f == File::Sites || !f.is_required() || self.texts[f as usize].is_some();
        let all_here = self.sites.is_some() && File::ALL.into_iter().all(is_here);
        let sites = if all_here {
            self.sites.take()
        } else {
            self.sites.clone()
        };
        let mut read = base.with_sites(sites.unwrap_or_else(SitesRead::none));
        if let Ok(loaded) = &mut read {
            let later = read_later(&mut loaded.atlas, &self.sources(), &Rests::new()).await;
            loaded.problems.extend(later);
        }
        (read, all_here)
    }
}

/// The beginning of an answer with sites, and whether it is the packed ones.
async fn first_of_sites(source: &Source) -> (Option<Response>, bool) {
    let is_packed = source.has(PACKED);
    let path = if is_packed {
        PACKED.to_owned()
    } else {
        path(File::Sites)
    };
    (source.answer(&path).await, is_packed)
}

thread_local! {
    static KEEPER: Cell<Timekeeper> = const { Cell::new(Timekeeper::new()) };
}

/// The time now.
pub(super) fn time() -> Time {
    KEEPER.get().time(js_sys::Date::now(), now_ms())
}

/// The same in Malmö, doubted or not.
pub(super) fn now() -> Moment {
    Moment::from_unix_seconds((time().ms() / 1000.0) as i64)
}

/// The server tells the time, in milliseconds since 1970. A phone's is its owner's; only a screen that has none listens.
pub(super) fn hear_time(said: f64) {
    let mut keeper = KEEPER.get();
    keeper.hear(said, js_sys::Date::now(), now_ms());
    KEEPER.set(keeper);
}

fn path(file: File) -> String {
    format!("data/{}", file.path())
}

/// The companion of the sites' file, which index.html asks for once `expo pack` has pointed it there.
const PACKED: &str = "data/sites.m21";

/// So many bytes of sites are read at a time: a millisecond or two on a slow phone.
const PART: usize = 1 << 13;

/// Reads the sites as they come.
async fn streamed(base: &Base, answer: &Response) -> Result<SitesRead, Irregular> {
    let pieces = Pieces::of(answer).ok_or(Irregular)?;
    let mut stream = base.stream();
    let rests = Rests::new();
    while let Some(piece) = pieces.next().await.map_err(|Broken| Irregular)? {
        for part in piece.chunks(PART) {
            stream.feed(part)?;
            if let Some(wait) = rests.rest() {
                wait.await;
            }
        }
    }
    stream.finish(&rests).await
}

/// Takes packed sites in, without ever holding them twice.
async fn packed(base: &Base, answer: &Response) -> Result<SitesRead, Irregular> {
    let pieces = Pieces::of(answer).ok_or(Irregular)?;
    let mut words = crate::model::Words::default();
    if let Some(length) = answer.headers().get("content-length").and_then(|l| l.parse().ok()) {
        words.expect(length);
    }
    while let Some(piece) = pieces.next().await.map_err(|Broken| Irregular)? {
        words.take(&piece);
    }
    match Sites::read(words.finish(), &base.limits(), &Rests::new()).await {
        Ok(sites) => Ok(SitesRead::of(sites)),
        Err(fault) => {
            leptos::logging::warn!("{PACKED} is not used: {} (see `expo pack`)", fault.code());
            Err(Irregular)
        }
    }
}

/// The sites: packed, else streamed, else read as a whole; nothing if they did not come.
async fn sites(base: &Base, source: &Source, mut first: Response, is_packed: bool) -> Option<SitesRead> {
    let plain = path(File::Sites);
    if is_packed {
        if let Ok(read) = packed(base, &first).await {
            return Some(read);
        }
        first = source.answer(&plain).await?;
    }
    if let Ok(read) = streamed(base, &first).await {
        return Some(read);
    }
    // Something is wrong with it. Read as a whole, what is right of it can be shown.
    let text = source.bytes(&plain).await?;
    let mut sources = Sources::default();
    sources.put_bytes(File::Sites, &text);
    let read = base.sites(&sources);
    (!read.is_nothing()).then_some(read)
}

impl Data {
    /// Asks for everything at once. A screen at a station goes by the time of day also when the expo is over.
    pub(super) fn fetch(is_kiosk: Memo<bool>) -> Self {
        let world = RwSignal::new(None::<Arc<World>>);
        let minute = RwSignal::new(now());
        // During the expo the time goes on; otherwise the memo below keeps it from being heard.
        set_interval(move || minute.set(now()), Duration::from_mins(1));
        // Out of sight a browser lets the minutes pass unheard.
        let _ = window_event_listener(
            leptos::ev::Custom::<web_sys::Event>::new("visibilitychange"),
            move |_| {
                minute.set(now());
            },
        );
        let data = Self {
            world,
            clock: memo(move || {
                let now = minute.get();
                world.with(|w| match w {
                    None => now,
                    Some(w) if is_kiosk.get() => Clock::of(w, now).moment(),
                    Some(w) => w.default_clock(now),
                })
            }),
            minute,
            progress: RwSignal::new(Progress::Loading),
            problems: RwSignal::new(0),
            came: StoredValue::new_local(Rc::default()),
        };
        data.ask();
        data
    }

    /// Asks for what has not come yet.
    pub(super) fn ask(&self) {
        let data = *self;
        let came = data.came.get_value();
        let (missing, asks_sites) = {
            let mut came = came.borrow_mut();
            if came.awaited > 0 {
                return;
            }
            let others = File::ALL.into_iter().filter(|f| *f != File::Sites);
            let missing: Vec<File> = others.filter(|f| came.texts[*f as usize].is_none()).collect();
            came.awaited = missing.len() + 1;
            (missing, came.sites.is_none())
        };
        data.progress.set(Progress::Loading);
        set_timeout(
            move || {
                if data.progress.get_untracked() == Progress::Loading {
                    data.progress.set(Progress::Slow);
                }
            },
            SLOW,
        );
        let arrived = move |came: &Rc<RefCell<Came>>| {
            let is_last = {
                let mut came = came.borrow_mut();
                came.awaited -= 1;
                came.awaited == 0
            };
            if is_last {
                let came = Rc::clone(came);
                spawn_local(async move {
                    let taken = came.take();
                    // Until they are read, they are still on their way.
                    came.borrow_mut().awaited = 1;
                    let left = data.read(taken).await;
                    came.replace(Came { awaited: 0, ..left });
                });
            }
        };
        for file in missing {
            let came = Rc::clone(&came);
            spawn_local(async move {
                let text = Source::Net.bytes(&path(file)).await;
                came.borrow_mut().texts[file as usize] = text;
                arrived(&came);
            });
        }
        spawn_local(async move {
            if asks_sites {
                let first = first_of_sites(&Source::Net).await;
                let mut came = came.borrow_mut();
                (came.answer, came.is_packed) = first;
            }
            arrived(&came);
        });
    }

    /// Reads what has come. Whatever can be shown is; gives back what need not be asked for again.
    async fn read(&self, mut came: Came) -> Came {
        let (read, all_here) = came.read(&Source::Net).await;
        match read {
            Ok(loaded) => {
                // A file that did not come is said to be missing, not each thing that was in it.
                self.show(loaded, all_here).await;
                if all_here {
                    // Nothing more will be asked for.
                    came = Came::default();
                }
            }
            Err(unreadable) => {
                // The sentences are the tool's: they weigh 5 kB, and a visitor has no use for them.
                for problem in &unreadable.problems {
                    leptos::logging::warn!("{}: {} (see `expo check`)", problem.file.path(), problem.kind.code());
                }
                self.problems.set(0);
            }
        }
        let is_usable = all_here && self.world.with_untracked(Option::is_some);
        self.progress
            .set(if is_usable { Progress::Here } else { Progress::Failed });
        came
    }

    async fn show(&self, loaded: Loaded, counts_problems: bool) {
        let problems = loaded.problems.len();
        self.problems.set(if counts_problems { problems } else { 0 });
        let world = World::made(loaded.atlas, &Rests::new()).await;
        self.world.set(Some(Arc::new(world)));
    }

    /// Reads a set of data that came later, and says whether it is good. A good one is shown, if that is wanted or there is
    /// nothing else.
    pub(super) async fn renew(self, set: js_sys::Map, is_wanted: bool, stage: Stage) -> bool {
        let source = Source::Set(set);
        let mut came = Came::default();
        for file in File::ALL.into_iter().filter(|f| *f != File::Sites) {
            came.texts[file as usize] = source.bytes(&path(file)).await;
        }
        (came.answer, came.is_packed) = first_of_sites(&source).await;
        let (Ok(loaded), true) = came.read(&source).await else {
            return false;
        };
        if !loaded.may_replace() {
            return false;
        }
        if is_wanted || self.progress.get_untracked() != Progress::Here {
            stage.forget_marks();
            self.show(loaded, true).await;
            self.progress.set(Progress::Here);
        }
        true
    }
}
