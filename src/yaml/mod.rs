//! YAML as kubectl reads it, and YAML that every reader understands the same way. Knows nothing of Kubernetes.
//!
//! [`parse`] and [`read`] take the quick path of [`fast`] where a document has only what templates usually write, and [`exact`]
//! for everything else; both give the same values.

mod entries;
pub mod exact;
pub mod fast;
mod merge;
mod node;
mod quote;
mod read;
mod scalar;
mod split;
mod tag;
mod write;

pub use node::{Content, Entry, Node, Span};
pub use read::{Document, Stream, parse, read};
pub use scalar::{Scalar, is_plain_safe, key_of, resolve};
pub use write::write;

/// How deep maps and lists may nest. Kubernetes' own deepest path has about twenty steps.
pub const MAX_DEPTH: usize = 128;

/// How many nodes of one document anchors and aliases may repeat. Of text, 64 bytes count as one.
pub const MAX_NODES: usize = 500_000;
