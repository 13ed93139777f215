//! Names of resources, and what they say of them (`k8s.io/kubernetes/pkg/apis/core/helper`).

use crate::check::validation::text::label_key;

/// What the names of huge pages begin with.
pub const HUGE: &str = "hugepages-";

/// What only whole numbers are counted of, beside the resources of device plugins.
const WHOLE: [&str; 9] = [
    "pods",
    "resourcequotas",
    "services",
    "replicationcontrollers",
    "secrets",
    "configmaps",
    "persistentvolumeclaims",
    "services.nodeports",
    "services.loadbalancers",
];

/// What quotas count beside that and the resources of containers.
const AMOUNTS: [&str; 7] = [
    "requests.cpu",
    "requests.memory",
    "requests.storage",
    "requests.ephemeral-storage",
    "limits.cpu",
    "limits.memory",
    "limits.ephemeral-storage",
];

/// The name of any resource (`validateResourceName`).
pub fn resource_name(name: &str) -> Vec<String> {
    let mut problems = label_key(name);
    if problems.is_empty() && !name.contains('/') && !(is_quota(name) || name == "storage") {
        problems.push("must be a standard resource type or fully qualified".to_owned());
    }
    problems
}

/// The name of a resource of containers (`ValidateContainerResourceName`).
pub fn container_resource_name(name: &str) -> Vec<String> {
    let mut problems = resource_name(name);
    if !name.contains('/') {
        if !is_of_container(name) {
            problems.push("must be a standard resource for containers".to_owned());
        }
    } else if !is_native(name) && !is_extended(name) {
        problems.push("doesn't follow extended resource name standard".to_owned());
    }
    problems
}

/// The name of a resource in a quota (`ValidateResourceQuotaResourceName`).
pub fn quota_resource_name(name: &str) -> Vec<String> {
    let mut problems = resource_name(name);
    if !name.contains('/') && !is_quota(name) {
        problems.push("must be a standard resource for quota".to_owned());
    }
    problems
}

/// Whether containers use it without a domain before it (`IsStandardContainerResourceName`).
fn is_of_container(name: &str) -> bool {
    matches!(name, "cpu" | "memory" | "ephemeral-storage") || is_huge(name)
}

/// Whether quotas know the resource themselves (`IsStandardQuotaResourceName`).
pub fn is_quota(name: &str) -> bool {
    let of_quotas = || WHOLE.contains(&name) || AMOUNTS.contains(&name);
    is_of_container(name) || of_quotas() || name.starts_with("requests.hugepages-")
}

/// Whether it is of huge pages (`IsHugePageResourceName`).
pub fn is_huge(name: &str) -> bool {
    name.starts_with(HUGE)
}

/// Whether it is a resource of Kubernetes itself (`IsNativeResource`).
pub fn is_native(name: &str) -> bool {
    !name.contains('/') || name.contains("kubernetes.io/")
}

/// Whether it is a resource of a device plugin, which quotas can name too (`IsExtendedResourceName`).
fn is_extended(name: &str) -> bool {
    !is_native(name) && !name.starts_with("requests.") && label_key(&format!("requests.{name}")).is_empty()
}

/// Whether only whole numbers of it exist (`IsIntegerResourceName`).
pub fn is_whole(name: &str) -> bool {
    WHOLE.contains(&name) || is_extended(name)
}
