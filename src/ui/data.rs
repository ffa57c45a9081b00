//! The data: fetched, read and made ready once.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::live::memo;
use crate::calendar::Moment;
use crate::load::{self, File, Sources};
use crate::query::World;

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
    pub(super) progress: RwSignal<Progress>,
    /// How many entries could not be shown.
    pub(super) problems: RwSignal<usize>,
    texts: StoredValue<Rc<RefCell<Texts>>, LocalStorage>,
}

/// What has come of each file, and how many are on their way.
#[derive(Default)]
struct Texts {
    found: [Option<Vec<u8>>; File::ALL.len()],
    awaited: usize,
}

fn now() -> Moment {
    Moment::from_unix_seconds((js_sys::Date::now() / 1000.0) as i64)
}

async fn bytes(file: File) -> Option<Vec<u8>> {
    super::net::bytes(&format!("data/{}", file.path())).await
}

impl Data {
    /// Asks for everything at once.
    pub(super) fn fetch() -> Self {
        let world = RwSignal::new(None::<Arc<World>>);
        let minute = RwSignal::new(now());
        // During the expo the time goes on; otherwise the memo below keeps it from being heard.
        set_interval(move || minute.set(now()), Duration::from_mins(1));
        let data = Self {
            world,
            clock: memo(move || {
                let now = minute.get();
                world.with(|w| w.as_ref().map_or(now, |w| w.default_clock(now)))
            }),
            progress: RwSignal::new(Progress::Loading),
            problems: RwSignal::new(0),
            texts: StoredValue::new_local(Rc::default()),
        };
        data.ask();
        data
    }

    /// Asks for what has not come yet.
    pub(super) fn ask(&self) {
        let data = *self;
        let texts = data.texts.get_value();
        let missing: Vec<File> = {
            let mut texts = texts.borrow_mut();
            if texts.awaited > 0 {
                return;
            }
            let missing: Vec<_> = File::ALL
                .into_iter()
                .filter(|f| texts.found[*f as usize].is_none())
                .collect();
            texts.awaited = missing.len();
            missing
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
        for file in missing {
            let texts = Rc::clone(&texts);
            spawn_local(async move {
                let came = bytes(file).await;
                let is_last = {
                    let mut texts = texts.borrow_mut();
                    texts.found[file as usize] = came;
                    texts.awaited -= 1;
                    texts.awaited == 0
                };
                if is_last {
                    data.read(&mut texts.borrow_mut());
                }
            });
        }
    }

    /// Reads what has come. Whatever can be shown is.
    fn read(&self, texts: &mut Texts) {
        let mut sources = Sources::default();
        for file in File::ALL {
            if let Some(bytes) = &texts.found[file as usize] {
                sources.put_bytes(file, bytes);
            }
        }
        let read = load::read(&sources);
        let problems = match &read {
            Ok(loaded) => &loaded.problems,
            Err(unreadable) => &unreadable.problems,
        };
        // What came as no data at all, half a file or somebody else's page, is as good as not come: it is asked for again.
        for spoilt in problems.iter().filter(|p| p.is_about_the_whole_file()) {
            texts.found[spoilt.file as usize] = None;
        }
        let all_here = File::ALL
            .into_iter()
            .all(|f| !f.is_required() || texts.found[f as usize].is_some());
        match read {
            Ok(loaded) => {
                // A file that did not come is said to be missing, not each thing that was in it.
                self.problems.set(if all_here { loaded.problems.len() } else { 0 });
                self.world.set(Some(Arc::new(World::new(loaded.atlas))));
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
    }
}
