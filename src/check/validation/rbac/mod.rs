//! Roles and who has them (`k8s.io/kubernetes/pkg/apis/rbac/validation`).

mod binding;
mod role;
mod subject;

pub use binding::{cluster_role_binding, role_binding};
pub use role::{cluster_role, role};

/// The group of roles, to which those of references and subjects are defaulted.
const GROUP: &str = "rbac.authorization.k8s.io";
