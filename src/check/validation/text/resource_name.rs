use super::label_key;

/// The resources of containers that have no domain, beside huge pages.
const CONTAINER: &[&str] = &["cpu", "memory", "ephemeral-storage"];

/// Those of everything else.
const STANDARD: &[&str] = &[
    "requests.cpu",
    "requests.memory",
    "requests.ephemeral-storage",
    "limits.cpu",
    "limits.memory",
    "limits.ephemeral-storage",
    "pods",
    "resourcequotas",
    "services",
    "replicationcontrollers",
    "secrets",
    "configmaps",
    "persistentvolumeclaims",
    "storage",
    "requests.storage",
    "services.nodeports",
    "services.loadbalancers",
];

/// The name of a resource that a container uses (`ValidateContainerResourceName`). An empty name is left to others.
pub fn container_resource_name(name: &str) -> Vec<String> {
    if name.is_empty() || CONTAINER.contains(&name) {
        return Vec::new();
    }
    let mut problems = label_key(name);
    if !name.contains('/') {
        let is_huge = name.starts_with("hugepages-");
        let is_standard = is_huge || STANDARD.contains(&name) || name.starts_with("requests.hugepages-");
        if problems.is_empty() && !is_standard {
            problems.push("must be a standard resource type or fully qualified".to_owned());
        }
        if !is_huge {
            problems.push("must be a standard resource for containers".to_owned());
        }
    } else if !name.contains("kubernetes.io/") && !is_extended(name) {
        problems.push("doesn't follow extended resource name standard".to_owned());
    }
    problems
}

fn is_extended(name: &str) -> bool {
    !name.starts_with("requests.") && label_key(&format!("requests.{name}")).is_empty()
}
