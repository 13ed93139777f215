use crate::check::validation::text::label_key;

/// What a quota counts (`standardQuotaResources`).
const OF_QUOTAS: [&str; 19] = [
    "cpu",
    "memory",
    "ephemeral-storage",
    "requests.cpu",
    "requests.memory",
    "requests.storage",
    "requests.ephemeral-storage",
    "limits.cpu",
    "limits.memory",
    "limits.ephemeral-storage",
    "pods",
    "resourcequotas",
    "services",
    "replicationcontrollers",
    "secrets",
    "persistentvolumeclaims",
    "configmaps",
    "services.nodeports",
    "services.loadbalancers",
];

/// The name of any resource (`validateResourceName`).
pub fn resource_name(name: &str) -> Vec<String> {
    let mut problems = label_key(name);
    if problems.is_empty() && !name.contains('/') && !(is_quota(name) || name == "storage") {
        problems.push("must be a standard resource type or fully qualified".to_owned());
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

/// Whether quotas know the resource themselves (`IsStandardQuotaResourceName`).
pub fn is_quota(name: &str) -> bool {
    OF_QUOTAS.contains(&name) || is_huge(name) || name.starts_with("requests.hugepages-")
}

/// Whether it is of huge pages.
pub fn is_huge(name: &str) -> bool {
    name.starts_with("hugepages-")
}

/// Whether it is a resource of Kubernetes itself (`IsNativeResource`).
pub fn is_native(name: &str) -> bool {
    !name.contains('/') || name.contains("kubernetes.io/")
}

/// Whether only whole numbers of it exist (`IsIntegerResourceName`).
pub fn is_whole(name: &str) -> bool {
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
    let is_extended =
        || !is_native(name) && !name.starts_with("requests.") && label_key(&format!("requests.{name}")).is_empty();
    WHOLE.contains(&name) || is_extended()
}
