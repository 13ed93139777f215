//! Text becomes one tree that remembers for every value the file, line and column that set it.
//!
//! [`decode`] and [`parse`] read a file, [`layer`] puts one over another, [`set`] applies `--set` and its kin, and
//! [`read`] fills a typed struct and reports every mistake at once.

mod build;
mod cursor;
mod decode;
mod default;
mod edit;
mod entries;
mod grammar;
mod layer;
mod meter;
mod origin;
mod parse;
mod path;
mod read;
mod scalar;
mod set;

mod tag;
mod tree;

pub use crate::source::nearest;
pub use decode::{LARGEST_FILE, decode};
pub use default::from_value;
pub use layer::{layer, onto};
pub use origin::{text_scalar, write};
pub use parse::{documents, parse};
pub use path::{join, quoted};
pub use read::{Format, FormatError, Formats, read};
pub use set::{Sets, set};
pub use tree::{Entry, Map, Node, Tree};
