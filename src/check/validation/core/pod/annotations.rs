use std::collections::HashMap;

use super::facts::Facts;
use super::security::{apparmor_annotations, seccomp_annotations};
use super::toleration_annotation::{TOLERATIONS, annotated_tolerations};
use crate::check::validation::{Errors, Value};

/// Names the static pod that a pod mirrors.
pub const MIRROR: &str = "kubernetes.io/config.mirror";

const COST: &str = "controller.kubernetes.io/pod-deletion-cost";

/// The annotations that mean something to a pod (`ValidatePodSpecificAnnotations`).
pub fn pod_annotations<'n>(annotations: Value<'n>, facts: &Facts<'n>, errors: &mut Errors<'n>) {
    if annotations.is_empty() {
        return;
    }
    let of = |name: &str| annotations.entries().find(|(key, _)| *key == name).map(|(_, value)| value);
    if let Some(value) = of(MIRROR).filter(|_| facts.spec.get("nodeName").text().is_empty()) {
        let detail = "must set spec.nodeName if mirror pod annotation is set";
        errors.invalid(value, "mirror-pod", detail, "remove the annotation: kubelets write it");
    }
    if let Some(value) = of(TOLERATIONS) {
        annotated_tolerations(annotations, value, errors);
    }
    if let Some(value) = of(COST).filter(|value| !is_cost(value.text())) {
        errors.invalid(value, "deletion-cost", "must be a 32bit integer", "write a whole number in quotes");
    }
    seccomp_annotations(annotations, errors);
    apparmor_annotations(annotations, facts, errors);
}

/// The annotations that are for one container each, by its name; the key is a prefix and that name.
pub fn by_container<'n>(annotations: Value<'n>, prefix: &str) -> HashMap<&'n str, Value<'n>> {
    annotations.entries().filter_map(|(key, value)| Some((key.strip_prefix(prefix)?, value))).collect()
}

/// Whether it is a number without `+` and without zeros before it.
fn is_cost(text: &str) -> bool {
    let is_plain = text == "0" || text.starts_with(|c: char| c == '-' || ('1'..='9').contains(&c));
    is_plain && text.parse::<i32>().is_ok()
}
