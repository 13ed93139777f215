//! What a file of manifests comes to: one outcome for every object in it.

mod examine;
mod outcome;
mod selection;

pub use examine::{Examined, Examiner};
pub use outcome::{Found, Outcome, Status, Verdict};
pub use selection::Selection;
