//! Kinds of the group `storage.k8s.io` (`k8s.io/kubernetes/pkg/apis/storage/validation`).

mod capacity;
mod class;
mod driver;
mod node;

pub use capacity::storage_capacity;
pub use class::{attributes_class, storage_class};
pub use driver::csi_driver;
pub use node::csi_node;
