//! The schemas of Kubernetes, and whether objects are what they say.

mod kind;
mod minor;
mod shape;
pub mod table;

pub use kind::Kind;
pub use minor::Minor;
pub use shape::Shape;
pub use table::Table;
