//! What the API server has against an object that its schema accepts: the rules of `k8s.io/kubernetes/pkg/apis/*/validation`,
//! after defaulting, in its order and in its words.
//!
//! One folder for each API group, one file for each thing that is judged. What only a cluster knows is not asked here:
//! whether a namespace exists, quotas, webhooks, which ports and addresses are taken.

mod apiextensions;
mod apps;
mod autoscaling;
mod batch;
mod coordination;
mod core;
mod discovery;
mod errors;
mod matching;
mod meta;
mod net;
mod networking;
mod node;
mod numbers;
mod policy;
mod rbac;
mod scheduling;
mod seen;
mod selector;
mod storage;
pub mod text;
mod value;
mod words;
mod workload;

pub use errors::Errors;
pub use value::Value;

use crate::check::schema::{Fault, Minor, Resource};

/// What one kind's objects are asked.
pub type Judge = for<'n> fn(Value<'n>, &mut Errors<'n>);

/// The kinds whose rules are known.
const KINDS: &[(&str, &str, Judge)] = &[
    ("v1", "ConfigMap", core::config_map),
    ("v1", "Endpoints", core::endpoints),
    ("v1", "LimitRange", core::limit_range),
    ("v1", "Namespace", core::namespace),
    ("v1", "PersistentVolume", core::persistent_volume),
    ("v1", "PersistentVolumeClaim", core::claim),
    ("v1", "Pod", core::pod::pod),
    ("v1", "PodTemplate", core::pod::pod_template_object),
    ("v1", "ReplicationController", core::replication_controller),
    ("v1", "ResourceQuota", core::resource_quota),
    ("v1", "Secret", core::secret),
    ("v1", "Service", core::service),
    ("v1", "ServiceAccount", core::service_account),
    ("apiextensions.k8s.io/v1", "CustomResourceDefinition", apiextensions::custom_resource_definition),
    ("apps/v1", "ControllerRevision", apps::controller_revision),
    ("apps/v1", "DaemonSet", apps::daemon_set),
    ("apps/v1", "Deployment", apps::deployment),
    ("apps/v1", "ReplicaSet", apps::replica_set),
    ("apps/v1", "StatefulSet", apps::stateful_set),
    ("autoscaling/v1", "HorizontalPodAutoscaler", autoscaling::autoscaler_v1),
    ("autoscaling/v2", "HorizontalPodAutoscaler", autoscaling::autoscaler),
    ("batch/v1", "CronJob", batch::cron_job),
    ("batch/v1", "Job", batch::job),
    ("coordination.k8s.io/v1", "Lease", coordination::lease),
    ("discovery.k8s.io/v1", "EndpointSlice", discovery::endpoint_slice),
    ("networking.k8s.io/v1", "Ingress", networking::ingress),
    ("networking.k8s.io/v1", "IngressClass", networking::ingress_class),
    ("networking.k8s.io/v1", "NetworkPolicy", networking::network_policy),
    ("node.k8s.io/v1", "RuntimeClass", node::runtime_class),
    ("policy/v1", "PodDisruptionBudget", policy::disruption_budget),
    ("rbac.authorization.k8s.io/v1", "ClusterRole", rbac::cluster_role),
    ("rbac.authorization.k8s.io/v1", "ClusterRoleBinding", rbac::cluster_role_binding),
    ("rbac.authorization.k8s.io/v1", "Role", rbac::role),
    ("rbac.authorization.k8s.io/v1", "RoleBinding", rbac::role_binding),
    ("scheduling.k8s.io/v1", "PriorityClass", scheduling::priority_class),
    ("storage.k8s.io/v1", "CSIDriver", storage::csi_driver),
    ("storage.k8s.io/v1", "CSINode", storage::csi_node),
    ("storage.k8s.io/v1", "CSIStorageCapacity", storage::storage_capacity),
    ("storage.k8s.io/v1", "StorageClass", storage::storage_class),
    ("storage.k8s.io/v1", "VolumeAttributesClass", storage::attributes_class),
];

/// The rules of an object's kind, where they are known.
pub fn judge_of(resource: &Resource) -> Option<Judge> {
    let is_it = |(version, kind, _): &&(&str, &str, Judge)| *kind == resource.kind && *version == resource.api_version;
    KINDS.iter().find(is_it).map(|(_, _, judge)| *judge)
}

/// What that minor of Kubernetes refuses or warns of in an object whose types are those of its schema.
pub fn validate<'n>(resource: &Resource<'n, 'n>, minor: Minor, judge: Judge) -> Vec<Fault> {
    let mut errors = Errors::new(resource, minor);
    let object = Value::new(resource.node);
    judge(object, &mut errors);
    // Objects are stored only where nothing else is against them.
    if !errors.are_there() {
        meta::stored(object, &mut errors);
    }
    errors.into_faults()
}
