//! Kinds of the group of networks (`k8s.io/kubernetes/pkg/apis/networking/validation`).

mod backend;
mod class;
mod ingress;
mod path;
mod peer;
mod policy;

pub use class::ingress_class;
pub use ingress::ingress;
pub use policy::network_policy;
