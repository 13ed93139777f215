//! Kinds of the core group (`k8s.io/kubernetes/pkg/apis/core/validation`).

mod account;
mod claim;
mod config_map;
mod endpoints;
mod limit_range;
mod namespace;
pub mod pod;
pub mod port;
mod quota;
mod replication_controller;
pub mod resource_name;
mod secret;
mod service;
mod source;
mod volume;

pub use account::service_account;
pub use claim::{claim, claim_spec, claim_spec_warnings};
pub use config_map::config_map;
pub use endpoints::endpoints;
pub use limit_range::limit_range;
pub use namespace::namespace;
pub use quota::resource_quota;
pub use replication_controller::replication_controller;
pub use secret::secret;
pub use service::service;
pub use source::csi_driver_name;
pub use volume::persistent_volume;
