//! GTFS feeds as they are published, not as they should be: what can be used is used, and every row that cannot is told
//! of with its file and line. Native only; the page reads the `timetable.json` that is made here.
//!
//! The format: <https://gtfs.org/documentation/schedule/reference/>. Read are `stops`, `routes`, `trips`, `stop_times`,
//! `calendar`, `calendar_dates`, `frequencies`, and the names in `agency`; of `transfers`, `pathways` and fares nothing.

mod calendar;
mod feed;
mod frequencies;
mod network;
mod problem;
mod routes;
mod slug;
mod source;
mod stations;
mod stop_times;
mod stops;
mod table;
mod time;
mod timetable;

pub use feed::{Feed, FeedCall, FeedLine, FeedStop, FeedTrip};
pub use problem::{Problem, Report};
pub use source::{Tables, Unreadable};
pub use stations::{Stations, UnreadableStations};
pub use timetable::{Selection, Timetable};
