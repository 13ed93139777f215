//! Slices of endpoints (`k8s.io/kubernetes/pkg/apis/discovery/validation`).

mod addresses;
mod hints;
mod slice;

pub use slice::endpoint_slice;
