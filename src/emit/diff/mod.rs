//! What it would do to apply one set of manifests over another, in the formats that people and machines read.

mod json;
mod lines;
mod markdown;
mod text;
mod words;

use crate::diff::Diff;

/// A format: takes the comparison, gives the whole report.
pub type Report = fn(&Diff) -> String;

/// All formats by the names that the command line has for them.
pub const DIFFS: [(&str, Report); 3] = [("text", text::text), ("json", json::json), ("markdown", markdown::markdown)];
