//! Kinds of the group apps (`k8s.io/kubernetes/pkg/apis/apps/validation`).

mod controller_revision;
mod daemon_set;
mod deployment;
mod legacy;
mod replica_set;
mod stateful_set;
mod update;

pub use controller_revision::controller_revision;
pub use daemon_set::daemon_set;
pub use deployment::deployment;
pub use replica_set::replica_set;
pub use stateful_set::stateful_set;
