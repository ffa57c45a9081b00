//! The core's tests: one binary, so that it links once.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test stops where it is wrong")]

mod calendar;
mod camera;
mod data;
mod day;
mod draw;
mod gesture;
mod gtfs;
mod kiosk;
mod layers;
mod link;
mod load;
mod plane;
mod publish;
mod query;
mod search;
mod sites;
mod state;
mod theme;
mod tool;
mod tour;
mod travel;
mod wish;
