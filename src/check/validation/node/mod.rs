//! Classes of what runs containers (`k8s.io/kubernetes/pkg/apis/node/validation`).

use super::core::pod::{deprecated_node_label, overhead, tolerated};
use super::meta::{labels, plain_object_meta};
use super::seen::Seen;
use super::text::{dns_label, dns_subdomain};
use super::{Errors, Value};

/// A RuntimeClass (`ValidateRuntimeClass`).
pub fn runtime_class<'n>(object: Value<'n>, errors: &mut Errors<'n>) {
    plain_object_meta(object, dns_subdomain, false, errors);
    handler(object.get("handler"), errors);
    let beside = object.get("overhead");
    overhead(beside.get("podFixed"), beside, errors);
    let scheduling = object.get("scheduling");
    labels(scheduling.get("nodeSelector"), None, errors);
    tolerations(scheduling.get("tolerations"), errors);
    if errors.are_there() {
        return;
    }
    for (label, value) in scheduling.get("nodeSelector").entries() {
        if let Some(message) = deprecated_node_label(label, errors) {
            errors.warn(value, "deprecated-node-label", message, "use the label of today");
        }
    }
}

fn handler<'n>(handler: Value<'n>, errors: &mut Errors<'n>) {
    let fix = "name a handler of the container runtime";
    if handler.text().is_empty() && errors.since(36) {
        errors.required(handler, "runtime-handler", "", fix);
        errors.declared();
        return;
    }
    for problem in dns_label(handler.text()) {
        errors.invalid(handler, "runtime-handler", &problem, fix);
        errors.declared();
    }
}

/// Tolerations, each of them once. Older minors name the list twice.
fn tolerations<'n>(tolerations: Value<'n>, errors: &mut Errors<'n>) {
    let before = errors.count();
    tolerations.items().for_each(|toleration| tolerated(toleration, errors));
    if !errors.since(35) {
        for fault in errors.after(before) {
            fault.path = fault.path.replacen("scheduling.tolerations", "scheduling.tolerations.tolerations", 1);
        }
    }
    let mut seen = Seen::new();
    for toleration in tolerations.items() {
        let text = |field| toleration.get(field).text();
        if !seen.insert([text("key"), text("operator"), text("value"), text("effect")]) {
            errors.duplicate(toleration, "toleration-duplicate", "write each toleration once");
        }
    }
}
