use super::Manifests;

/// Helm's install order (`pkg/release/util/kind_sorter.go`): what others need comes first.
const INSTALL_ORDER: [&str; 38] = [
    "PriorityClass",
    "Namespace",
    "NetworkPolicy",
    "ResourceQuota",
    "LimitRange",
    "PodSecurityPolicy",
    "PodDisruptionBudget",
    "ServiceAccount",
    "Secret",
    "SecretList",
    "ConfigMap",
    "StorageClass",
    "PersistentVolume",
    "PersistentVolumeClaim",
    "CustomResourceDefinition",
    "ClusterRole",
    "ClusterRoleList",
    "ClusterRoleBinding",
    "ClusterRoleBindingList",
    "Role",
    "RoleList",
    "RoleBinding",
    "RoleBindingList",
    "Service",
    "DaemonSet",
    "Pod",
    "ReplicationController",
    "ReplicaSet",
    "Deployment",
    "HorizontalPodAutoscaler",
    "StatefulSet",
    "Job",
    "CronJob",
    "IngressClass",
    "Ingress",
    "APIService",
    "MutatingWebhookConfiguration",
    "ValidatingWebhookConfiguration",
];

/// Puts the objects in the order in which they can be applied one by one: as Helm installs them, kinds that Helm does
/// not know last and by their name. Objects of one kind keep the order in which they came.
pub fn sort(manifests: &mut Manifests) {
    let rank = |kind: &str| INSTALL_ORDER.iter().position(|known| *known == kind).unwrap_or(INSTALL_ORDER.len());
    manifests.objects.sort_by(|a, b| {
        let (first, second) = (rank(a.kind()), rank(b.kind()));
        // Among known kinds an equal rank is an equal kind.
        first.cmp(&second).then_with(|| a.kind().cmp(b.kind()))
    });
}
