//! YAML as kubectl reads it, and YAML that every reader understands the same way. Knows nothing of Kubernetes.
//!
//! [`read`] takes the quick path of [`fast`] where a document has only what templates usually write, and [`exact`]
//! for everything else; both give the same values.

pub mod exact;
pub mod fast;
mod merge;
mod quote;
mod read;
mod scalar;
mod tag;
mod write;

pub use read::{Document, read};
pub use scalar::{Scalar, is_plain_safe, key_of, resolve};
pub use write::write;

/// How deep maps and lists may nest. Kubernetes' own deepest path has about twenty steps.
pub const MAX_DEPTH: usize = 128;

/// How many nodes one document may have once its aliases are written out.
pub const MAX_NODES: usize = 1_000_000;
