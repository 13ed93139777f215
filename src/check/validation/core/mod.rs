//! Kinds of the core group (`k8s.io/kubernetes/pkg/apis/core/validation`).

mod claim;
mod config_map;
pub mod pod;
mod source;
mod volume;

pub use claim::{claim, claim_spec, claim_spec_warnings};
pub use config_map::config_map;
pub use source::csi_driver_name;
pub use volume::persistent_volume;
