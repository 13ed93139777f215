use serde_json::Value;

use crate::manifest::patch::{ListMerge, list_merge};
use crate::manifest::pod_template_path;

/// How the items of two lists belong together.
pub enum Keying {
    /// Those with the same values at these pointers.
    By(&'static [&'static str]),
    /// Those that are equal, wherever they stand.
    Set,
    /// Those at the same place.
    Place,
}

/// How a list at that path of an object of that kind is matched, as strategic merge and `x-kubernetes-list-map-keys`
/// have it; and some lists that to the server have no keys but to people do.
pub fn keying(kind: &str, fields: &[&str]) -> Keying {
    let last = fields.last().copied().unwrap_or_default();
    match list_merge(kind, fields) {
        ListMerge::By("containerPort") => return Keying::By(&["/containerPort", "/protocol"]),
        ListMerge::By("port") => return Keying::By(&["/port", "/protocol"]),
        ListMerge::By("topologyKey") => return Keying::By(&["/topologyKey", "/whenUnsatisfiable"]),
        ListMerge::By("mountPath") => return Keying::By(&["/mountPath"]),
        ListMerge::By("devicePath") => return Keying::By(&["/devicePath"]),
        ListMerge::By("uid") => return Keying::By(&["/uid"]),
        ListMerge::By("ip") => return Keying::By(&["/ip"]),
        ListMerge::By(_) => return Keying::By(&["/name"]),
        ListMerge::Set => return Keying::Set,
        ListMerge::Replace => {}
    }
    match (kind, last) {
        ("ResourceQuota", "scopes") => Keying::Set,
        ("StatefulSet", "volumeClaimTemplates") => Keying::By(&["/metadata/name"]),
        ("CSINode", "drivers") | ("CustomResourceDefinition", "versions") => Keying::By(&["/name"]),
        ("RoleBinding" | "ClusterRoleBinding", "subjects") => Keying::By(&["/kind", "/namespace", "/name"]),
        ("Ingress", "rules") => Keying::By(&["/host"]),
        ("Ingress", "paths") => Keying::By(&["/path", "/pathType"]),
        _ => Keying::Place,
    }
}

/// Whether the order of a list is part of what is compared: in pod templates, which controllers compare as they are
/// written, and wherever the server knows no keys.
pub fn is_ordered(kind: &str, fields: &[&str]) -> bool {
    let in_template =
        pod_template_path(kind).is_some_and(|path| fields.starts_with(path) && fields.get(path.len()) == Some(&"spec"));
    in_template || list_merge(kind, fields) == ListMerge::Replace
}

/// What each item is called; nothing where one has no name or two have the same.
pub fn labels(list: &[Value], pointers: &[&str]) -> Option<Vec<String>> {
    let labels: Vec<String> = list.iter().map(|item| label(item, pointers)).collect::<Option<_>>()?;
    let mut sorted = labels.clone();
    sorted.sort_unstable();
    sorted.dedup();
    (sorted.len() == labels.len()).then_some(labels)
}

/// What an item is called, where it has a name.
pub fn label(item: &Value, pointers: &[&str]) -> Option<String> {
    let parts: Vec<String> = pointers.iter().filter_map(|pointer| item.pointer(pointer)).map(plain).collect();
    Some(parts.join("/")).filter(|label| !label.is_empty())
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
