//! What visitors do with the built map, and what must then be seen.

// What journeys share.
mod expo;
mod visit;

mod arrival;
mod card;
mod choosing;
mod harness;
mod keyboard;
mod kiosk;
mod map;
mod pace;
mod pages;
mod route;
mod sheet;
mod trouble;
