//! What the API server has against an object that its schema accepts: the rules of `k8s.io/kubernetes/pkg/apis/*/validation`,
//! after defaulting, in its order and in its words.
//!
//! One folder for each API group, one file for each thing that is judged. What only a cluster knows is not asked here:
//! whether a namespace exists, quotas, webhooks, which ports and addresses are taken.

mod core;
mod errors;
mod meta;
mod seen;
mod selector;
mod storage;
pub mod text;
mod value;

pub use errors::Errors;
pub use value::Value;

use crate::check::schema::{Fault, Minor, Resource};

/// What one kind's objects are asked.
type Judge = for<'n> fn(Value<'n>, &mut Errors<'n>);

/// The kinds whose rules are known.
const KINDS: &[(&str, &str, Judge)] = &[
    ("v1", "ConfigMap", core::config_map),
    ("v1", "PersistentVolume", core::persistent_volume),
    ("v1", "PersistentVolumeClaim", core::claim),
    ("v1", "Pod", core::pod::pod),
    ("v1", "PodTemplate", core::pod::pod_template_object),
    ("storage.k8s.io/v1", "CSIDriver", storage::csi_driver),
    ("storage.k8s.io/v1", "CSINode", storage::csi_node),
    ("storage.k8s.io/v1", "CSIStorageCapacity", storage::storage_capacity),
    ("storage.k8s.io/v1", "StorageClass", storage::storage_class),
    ("storage.k8s.io/v1", "VolumeAttributesClass", storage::attributes_class),
];

/// What that minor of Kubernetes refuses or warns of in an object whose types are those of its schema.
pub fn validate<'n>(resource: &Resource<'n, 'n>, minor: Minor) -> Vec<Fault> {
    let is_it = |(version, kind, _): &&(&str, &str, Judge)| *kind == resource.kind && *version == resource.api_version;
    let Some((_, _, judge)) = KINDS.iter().find(is_it) else { return Vec::new() };
    let mut errors = Errors::new(resource, minor);
    judge(Value::new(resource.node), &mut errors);
    errors.into_faults()
}
