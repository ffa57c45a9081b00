//! What visitors do with the built map, and what must then be seen.

mod harness;
