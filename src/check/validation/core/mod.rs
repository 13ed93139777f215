//! Kinds of the core group (`k8s.io/kubernetes/pkg/apis/core/validation`).

mod config_map;
pub mod pod;

pub use config_map::config_map;
