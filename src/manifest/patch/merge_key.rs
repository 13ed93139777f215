use crate::manifest::pod_template_path;

/// How a list is merged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListMerge {
    /// Items with the same value of this field are one item.
    By(&'static str),
    /// A set of plain values.
    Set,
    /// The new list takes the place of the old one.
    Replace,
}

/// How Kubernetes merges the list at `path` of an object of `kind`: the `patchMergeKey` of its Go types, which the
/// published OpenAPI documents carry as `x-kubernetes-patch-merge-key`. Unknown kinds have none.
pub fn list_merge(kind: &str, path: &[&str]) -> ListMerge {
    let in_pod = pod_template_path(kind).and_then(|template| path.strip_prefix(template));
    if let Some(["spec", rest @ ..]) = in_pod
        && let Some(key) = pod_spec_key(rest)
    {
        return ListMerge::By(key);
    }
    match path {
        ["metadata", "finalizers"] => ListMerge::Set,
        ["metadata", "ownerReferences"] => ListMerge::By("uid"),
        ["spec", "ports"] if kind == "Service" => ListMerge::By("port"),
        ["secrets"] if kind == "ServiceAccount" => ListMerge::By("name"),
        ["webhooks"] if kind.ends_with("WebhookConfiguration") => ListMerge::By("name"),
        _ => ListMerge::Replace,
    }
}

/// The fields of PodSpec and Container. `volumeClaimTemplates`, `tolerations` and `projected.sources` have no key.
fn pod_spec_key(path: &[&str]) -> Option<&'static str> {
    const CONTAINERS: [&str; 3] = ["containers", "initContainers", "ephemeralContainers"];
    match path {
        [field] if CONTAINERS.contains(field) => Some("name"),
        ["volumes" | "imagePullSecrets" | "resourceClaims" | "schedulingGates"] => Some("name"),
        ["hostAliases"] => Some("ip"),
        ["topologySpreadConstraints"] => Some("topologyKey"),
        [containers, "env"] if CONTAINERS.contains(containers) => Some("name"),
        [containers, "ports"] if CONTAINERS.contains(containers) => Some("containerPort"),
        [containers, "volumeMounts"] if CONTAINERS.contains(containers) => Some("mountPath"),
        [containers, "volumeDevices"] if CONTAINERS.contains(containers) => Some("devicePath"),
        _ => None,
    }
}
