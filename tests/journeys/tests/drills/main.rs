//! What breaks, and what a visitor can still do: each drill breaks one thing in a real Chromium. `cargo xtask drills`
//! runs them all but the long counts, `cargo xtask drills --long` those.
#![allow(clippy::disallowed_methods, reason = "what takes how long is part of some drills")]

#[allow(dead_code, reason = "made for the journeys; drills use some of it")]
#[path = "../journeys/expo.rs"]
mod expo;
#[allow(dead_code, reason = "made for the journeys; drills use some of it")]
#[path = "../journeys/visit.rs"]
mod visit;

mod ground;

mod booth;
mod data;
mod day;
mod deploys;
mod kiosk_crashes;
mod kiosk_hands;
mod kiosk_news;
mod kiosk_phone;
mod kiosk_soak;
mod kiosk_times;
mod kiosk_visitors;
mod kiosks;
mod long;
mod network;
mod payloads;
mod places;
mod program;
mod published;
mod storage;
mod times;
