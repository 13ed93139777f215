//! Checked objects leave: as a stream, as JSON, as names or as files. Nothing here prints.

pub mod diff;
pub mod directory;
mod json;
mod name;
pub mod report;
mod stream;

pub use directory::{DirectoryError, Written, directory, fleet};
pub use json::json;
pub use name::name;
pub use stream::stream;

/// How everything that is written as YAML begins.
const SOURCE: &str = "# Source: cpgen/";

/// The comment that says which template an object comes from, with its newline.
fn source_line(template: &str) -> String {
    // A line break in a file name must not end the comment.
    let template: String = template.chars().map(|c| if c.is_control() { '?' } else { c }).collect();
    format!("{SOURCE}{template}\n")
}
