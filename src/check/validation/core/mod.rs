//! Kinds of the core group (`k8s.io/kubernetes/pkg/apis/core/validation`).

mod config_map;
pub mod pod;
mod port;
mod service;

pub use config_map::config_map;
pub use service::service;
