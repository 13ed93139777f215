//! Kinds of the group autoscaling (`k8s.io/kubernetes/pkg/apis/autoscaling/validation`).

mod autoscaler;
mod behavior;
mod metrics;
mod reference;
mod sources;
mod target;

pub use autoscaler::{autoscaler, autoscaler_v1};
