//! Files, places in them, and findings: the ground on which every stage stands.

mod finding;
mod place;
mod report;

pub use finding::{Finding, Findings, Severity};
pub use place::{Place, Source};
pub use report::report;
