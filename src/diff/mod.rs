//! What it would do to apply one set of manifests over another, as the API server and its controllers would have it.
//!
//! [`diff`] pairs objects by identity, compares what the server would store ([`crate::check::defaults`]), asks what it
//! would refuse ([`updates`]), and says what follows for running pods and for claims.

mod applied;
mod change;
mod claims;
mod compare;
mod keys;
mod object;
mod outcome;
mod path;
mod references;
mod restarts;
mod stale;
mod updates;
mod versions;

pub use change::{Change, What};
pub use claims::{Claims, Fate};
pub use object::{Id, Object, Origin};
pub use outcome::{Diff, Outcome, Status, diff};
pub use path::{Path, Step};
pub use restarts::{Pods, Restart};
pub use stale::Stale;
pub use updates::Refusal;
