//! What a pod tells its own containers of itself.

use super::divisor::is_divisor;
use crate::check::validation::text::label_key;
use crate::check::validation::{Errors, Value};

/// What an unset API version stands for.
const VERSION: &str = "v1";

/// The fields of a pod that the API server can convert, whatever may read them.
const FIELDS: &[&str] = &[
    "metadata.annotations",
    "metadata.labels",
    "metadata.name",
    "metadata.namespace",
    "metadata.uid",
    "spec.nodeName",
    "spec.restartPolicy",
    "spec.serviceAccountName",
    "spec.schedulerName",
    "status.phase",
    "status.hostIP",
    "status.hostIPs",
    "status.podIP",
    "status.podIPs",
];

const RESOURCES: &[&str] = &[
    "limits.cpu",
    "limits.ephemeral-storage",
    "limits.memory",
    "requests.cpu",
    "requests.ephemeral-storage",
    "requests.memory",
];

const CPU_DIVISORS: &[&str] = &["1m", "1"];
const BYTE_DIVISORS: &[&str] = &["1", "1k", "1M", "1G", "1T", "1P", "1E", "1Ki", "1Mi", "1Gi", "1Ti", "1Pi", "1Ei"];

/// A `fieldRef` to one of the fields in `known`, or to one label or annotation (`validateObjectFieldSelector`).
pub fn field_ref<'n>(reference: Value<'n>, known: &[&str], errors: &mut Errors<'n>) {
    let field = reference.get("fieldPath");
    let fix = "name a field of the pod, as metadata.name";
    if field.text().is_empty() {
        errors.required(field, "downward-field", "", fix);
        return;
    }
    let version = reference.get("apiVersion").text_or(VERSION);
    let subscripted = subscripted(field.text());
    let problem = match subscripted {
        _ if version != VERSION => Some(format!("unsupported pod version: {version}")),
        Some(("metadata.annotations" | "metadata.labels", _)) => None,
        Some(_) => Some(format!("field label does not support subscript: {}", field.text())),
        None if FIELDS.contains(&field.text()) || field.text() == "spec.host" => None,
        None => Some(format!("field label not supported: {}", field.text())),
    };
    if let Some(problem) = problem {
        errors.invalid(field, "downward-field", &format!("error converting fieldPath: {problem}"), fix);
    } else if let Some((map, key)) = subscripted {
        let key = if map == "metadata.labels" { key.to_owned() } else { key.to_lowercase() };
        for problem in label_key(&key) {
            errors.invalid_as(reference, &format!("{key:?}"), "label-key", &problem, "name a key that can exist");
        }
    } else if !(known.contains(&field.text()) || field.text() == "spec.host" && known.contains(&"spec.nodeName")) {
        errors.unsupported(field, "downward-field", known);
    }
}

/// `metadata.labels['app']` as the map and its key.
fn subscripted(path: &str) -> Option<(&str, &str)> {
    path.strip_suffix("']")?.split_once("['").filter(|(map, _)| !map.is_empty())
}

/// A `resourceFieldRef`; that of a volume has to name the container (`validateContainerResourceFieldSelector`).
pub fn resource_field_ref<'n>(reference: Value<'n>, of_volume: bool, errors: &mut Errors<'n>) {
    let (container, resource) = (reference.get("containerName"), reference.get("resource"));
    let name = resource.text();
    let is_huge = name.starts_with("limits.hugepages-") || name.starts_with("requests.hugepages-");
    if of_volume && container.text().is_empty() {
        errors.required(container, "downward-resource", "", "name the container");
    } else if name.is_empty() {
        errors.required(resource, "downward-resource", "", "name a resource, as limits.memory");
    } else if !RESOURCES.contains(&name) && !is_huge {
        errors.unsupported(resource, "downward-resource", RESOURCES);
    }
    let (divisors, what) = match name {
        "limits.cpu" | "requests.cpu" => (CPU_DIVISORS, "cpu"),
        "limits.memory" | "requests.memory" => (BYTE_DIVISORS, "memory"),
        "limits.ephemeral-storage" | "requests.ephemeral-storage" => (BYTE_DIVISORS, "local ephemeral storage"),
        _ if is_huge => (BYTE_DIVISORS, "hugepages"),
        _ => return,
    };
    let divisor = reference.get("divisor");
    if divisor.is_set() && !is_divisor(divisor, divisors) {
        let list = divisors.join(if what == "cpu" { " and " } else { ", " });
        let detail = format!("only divisor's values {list} are supported with the {what} resource");
        let fix = format!("write one of {}", divisors.join(", "));
        errors.invalid_as(divisor, &format!("{name:?}"), "downward-divisor", &detail, &fix);
    }
}
