//! Files, places in them, and findings: the ground on which every stage stands.

mod excerpt;
mod finding;
mod lines;
mod place;
mod rendered;
mod report;
mod suggest;

pub use excerpt::excerpt;
pub use finding::{Finding, Findings, Severity};
pub use place::{Place, Source};
pub use rendered::Rendered;
pub use report::{count, report};
pub use suggest::nearest;
