//! What the API server, the controllers or the kubelet refuse. One rule, one file.

pub mod dangling_selector;
pub mod dangling_service_name;
pub mod duplicate_env;
pub mod duplicate_mount;
pub mod duplicate_port;
pub mod env_value;
pub mod label_value;
pub mod mount_without_volume;
pub mod node_port;
pub mod object_name;
pub mod string_value;
pub mod unique_object;
