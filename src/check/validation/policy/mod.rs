//! Kinds of the group policy (`k8s.io/kubernetes/pkg/apis/policy/validation`).

mod disruption_budget;

pub use disruption_budget::disruption_budget;
