//! What the API server makes of an object before it validates and stores it: absent fields get their defaults
//! (`pkg/apis/*/v1/defaults.go` and `zz_generated.defaults.go`), amounts and nulls their one spelling.
//!
//! Most defaults are rows of a table: a path and what stands there when nothing else does. Only what follows from
//! another field is code.

mod autoscaler;
mod core;
mod fields;
mod image;
mod job;
mod network;
mod pod;
mod row;
mod service;
mod storage;
mod stored;
mod volume;
mod workload;
mod zeros;

use serde_json::Value;

use super::schema::Minor;

pub use stored::{stored, tidied};

/// What fills in the defaults of one kind.
type Fill = fn(&mut Value, Minor);

/// The kinds that have defaults.
const KINDS: &[(&str, &str, Fill)] = &[
    ("v1", "ConfigMap", core::nothing),
    ("v1", "Secret", core::secret),
    ("v1", "Namespace", core::namespace),
    ("v1", "LimitRange", core::limit_range),
    ("v1", "ReplicationController", workload::replication_controller),
    ("v1", "Service", service::service),
    ("v1", "Pod", pod::pod),
    ("v1", "PodTemplate", pod::pod_template),
    ("v1", "PersistentVolume", storage::volume),
    ("v1", "PersistentVolumeClaim", storage::claim),
    ("storage.k8s.io/v1", "StorageClass", storage::class),
    ("storage.k8s.io/v1", "CSIDriver", storage::csi_driver),
    ("apps/v1", "StatefulSet", workload::stateful_set),
    ("apps/v1", "Deployment", workload::deployment),
    ("apps/v1", "DaemonSet", workload::daemon_set),
    ("apps/v1", "ReplicaSet", workload::replica_set),
    ("batch/v1", "Job", job::job),
    ("batch/v1", "CronJob", job::cron_job),
    ("autoscaling/v1", "HorizontalPodAutoscaler", autoscaler::version_1),
    ("autoscaling/v2", "HorizontalPodAutoscaler", autoscaler::version_2),
    ("networking.k8s.io/v1", "NetworkPolicy", network::policy),
    ("networking.k8s.io/v1", "IngressClass", network::ingress_class),
    ("rbac.authorization.k8s.io/v1", "RoleBinding", network::binding),
    ("rbac.authorization.k8s.io/v1", "ClusterRoleBinding", network::binding),
    ("scheduling.k8s.io/v1", "PriorityClass", core::priority_class),
    ("apiextensions.k8s.io/v1", "CustomResourceDefinition", core::definition),
];

/// Fills in what that minor of Kubernetes sets where an object says nothing. Nulls must be gone already.
pub fn fill(object: &mut Value, api_version: &str, kind: &str, minor: Minor) {
    let known = KINDS.iter().find(|(version, name, _)| *name == kind && *version == api_version);
    if let Some((_, _, fill)) = known {
        fill(object, minor);
    }
}
