//! The map of M21, Malmö's expo for the twenty-first century.
//!
//! # The way of the data
//!
//! ```text
//! data/* ── load::read ──▶ Atlas, problems ── World::new ──▶ World             once, at the start
//! World, ViewState, clock ── query::answer ──▶ Answer                          when the question changes
//! World, Answer, Camera ── draw ──▶ layers and an overlay of marks and names   when the picture changes
//! overlay ── ui::paint ──▶ pixels          Answer ── ui ──▶ elements
//! ```
//!
//! # The way of a gesture
//!
//! A gesture becomes an [`Action`](view::Action), the action a new [`ViewState`](view::ViewState), the state the
//! address's fragment, and the fragment the state that is shown. The fragment is the only store: back, forward, links,
//! reload and sharing need no code of their own. Nothing flows the other way.
//!
//! # Layers
//!
//! Each may use those above it, never those below:
//!
//! | module | what | knows |
//! |---|---|---|
//! | [`order`], [`letters`], [`rest`] | sorting, letters' cases, long work in pieces | nothing of the expo |
//! | [`space`] | where things are: degrees, metres, pixels, shapes | nothing of the expo |
//! | [`calendar`] | civil time and opening hours; the time is always an argument | nothing of the expo |
//! | [`tour`] | which stops to visit on a day, and in which order | nothing of the expo |
//! | [`model`] | what there is: sites, stations, areas, goals | no files |
//! | [`load`] | bytes in, facts and complaints out | the files' formats |
//! | [`travel`] | the earliest arrival on foot and by train | no files, no page |
//! | `gtfs` | GTFS feeds as they are published; native only | no page |
//! | [`view`] | what is asked: state, actions, addresses, camera, gestures | no page |
//! | [`query`] | what is shown, counted and chosen | no words |
//! | [`day`] | a day out: stops, walks and trains, timed and proved | no words |
//! | [`draw`] | what to draw | no canvas |
//! | [`kiosk`] | a screen at a station: what it shows whom, and how it forgets | no words |
//! | [`walk`] | walking the map by keyboard | no keyboard |
//! | [`text`] | what is said, in each language | no elements |
//! | `ui` | the page; exists in the browser only | all of it |

pub mod calendar;
pub mod day;
pub mod draw;
#[cfg(not(target_arch = "wasm32"))]
pub mod gtfs;
pub mod kiosk;
pub mod letters;
pub mod load;
pub mod model;
pub mod order;
pub mod query;
pub mod rest;
pub mod space;
pub mod text;
pub mod tour;
pub mod travel;
pub mod view;
pub mod walk;

#[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
pub mod ui;
