//! Getting from one place to another on foot and by train: the earliest arrival, exactly.
//!
//! A [`Network`] is what there is to travel with on one service day: stops, trips, and walks between stops. It also
//! holds the late trips of the day before and those of the day after, so that midnight is an hour as any other.
//! A [`Search`] answers single questions by scanning the day's connections in order (Dibbelt, Pajor, Strasser and
//! Wagner, "Connection Scan Algorithm", 2018, <https://arxiv.org/abs/1703.05997>); [`Towards`] answers all of a day's
//! at once, as a [`Profile`] that is looked up in nanoseconds. [`proof`] checks a journey without knowing how it was found.
//!
//! # What a journey may be
//!
//! A walk to a stop, rides with at most one walk from stop to stop between two of them, and a walk to the end; or a
//! walk all the way. Walks from and to places are at most [`Walking::furthest`] long, those between rides
//! [`Walking::between`]. Between leaving one train and boarding the next there is [`Walking::margin`] besides the walk.
//!
//! # Time
//!
//! All times are a [`Clock`]: seconds from the midnight the service day begins with, as a clock on a wall counts them.
//! On the two days a year with 23 and 25 hours that is what GTFS means ("noon minus 12 h") from 03:00 on; what runs in
//! the hours before the clocks change may be told an hour wrong, as everywhere in [`calendar`](crate::calendar).

mod clock;
mod ends;
mod journey;
mod network;
mod pace;
mod profile;
pub mod proof;
mod scan;
mod schedule;
mod search;
mod towards;
mod trains;

pub use clock::Clock;
pub use ends::{Ends, Place, Walk, Walks};
pub use journey::{End, Journey, Leg};
pub use network::{Builder, Call, Link, Network, Stop, StopId, Trip, TripId};
pub use pace::{Source, Walking};
pub use profile::Profile;
pub use search::Search;
pub use towards::Towards;
