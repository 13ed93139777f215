//! The schemas of Kubernetes, and whether objects are what they say.
//!
//! [`Schemas::judge`] is the way in: it finds the schema of an object in [`table`] or in what the user gave
//! ([`open`]), and `walk` or [`open::Check`] compares.

mod fault;
mod kind;
mod lifecycle;
mod minor;
mod missing;
pub mod open;
mod resource;
mod schemas;
mod shape;
pub mod table;
mod text;
mod walk;

pub use fault::{Fault, Path, Step};
pub use kind::Kind;
pub use lifecycle::{Lifecycle, lifecycle};
pub use minor::Minor;
pub use resource::{Resource, resources};
pub use schemas::{Judged, Schemas};
pub use shape::Shape;
pub use table::Table;
pub use text::Url;
