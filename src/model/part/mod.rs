//! Nouns that several components share.

pub mod disk;
pub mod expose;
pub mod format;
pub mod image;
pub mod label;
pub mod listener;
pub mod logging;
pub mod placement;
pub mod probe;
pub mod quantity;
pub mod resources;
pub mod sasl;
pub mod secret;
pub mod security;
pub mod tls;
pub mod version;
pub mod volume;
#[macro_use]
mod settings;
pub mod workload;
