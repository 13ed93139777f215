//! `cpgen diff`: what the API server would say to an update, and what the verb makes of two sides.

#[path = "../binary/mod.rs"]
mod binary;
mod consequences;
mod updates;
mod verb;
