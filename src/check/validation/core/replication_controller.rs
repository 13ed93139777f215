use super::pod::{PodContext, pod_template, pod_template_warnings};
use crate::check::validation::matching::label;
use crate::check::validation::meta::object_meta;
use crate::check::validation::numbers::nonnegative;
use crate::check::validation::text::dns_subdomain;
use crate::check::validation::workload::{inherited_labels, lasting, mismatch, pod_name_warning};
use crate::check::validation::{Errors, Value};

/// A ReplicationController (`ValidateReplicationController`). Its selector defaults to the labels of its template.
pub fn replication_controller<'n>(object: Value<'n>, errors: &mut Errors<'n>) {
    // From 1.37 on generated code judges the name and the two numbers, after all else.
    let is_late = errors.since(37);
    object_meta(object, dns_subdomain, true, errors);
    let metadata = if is_late { errors.cut(0) } else { Vec::new() };
    let (named, metadata) = metadata.into_iter().partition(|fault| fault.path.ends_with("metadata.name"));
    errors.extend(metadata);
    let spec = object.get("spec");
    let (replicas, ready, template) = (spec.get("replicas"), spec.get("minReadySeconds"), spec.get("template"));
    inherited_labels(object, template, errors);
    if !is_late {
        nonnegative(ready, errors);
    }
    let (selector, labels) = (spec.get("selector"), template.get("metadata").get("labels"));
    if selector.is_empty() && labels.is_empty() {
        errors.required(selector, "selector-required", "", "repeat labels of the template");
    }
    if !is_late {
        nonnegative(replicas, errors);
    }
    if template.is_set() {
        if !selector.entries().all(|(key, value)| label(labels, key) == Some(value.text())) {
            mismatch(labels, errors);
        }
        pod_template(template, &PodContext { is_template: true, ..PodContext::default() }, errors);
        lasting(template, "ReplicationController", errors);
    } else {
        errors.required(template, "template-required", "", "describe the pods");
    }
    if is_late {
        errors.extend(named);
        nonnegative(replicas, errors);
        nonnegative(ready, errors);
    }
    let prefix = object.get("metadata").get("generateName");
    if errors.since(35) && !errors.are_there() {
        // Of the prefix itself only what every object is asked is left, at last.
        for sign in ["/", "%"].into_iter().filter(|sign| prefix.text().contains(sign)) {
            errors.invalid(prefix, "object-name", &format!("may not contain '{sign}'"), "choose a name that is one");
        }
    }
    pod_name_warning(object, errors);
    pod_template_warnings(template, errors);
}
