use super::super::annotations::by_container;
use super::super::facts::Facts;
use super::super::security::{APPARMOR, SECCOMP, SECCOMP_OF_POD, says_same};
use crate::check::validation::{Errors, Value};

const DEPRECATED: &[(&str, &str)] = &[
    (
        "scheduler.alpha.kubernetes.io/critical-pod",
        "non-functional in v1.16+; use the \"priorityClassName\" field instead",
    ),
    ("security.alpha.kubernetes.io/sysctls", "non-functional in v1.11+; use the \"sysctls\" field instead"),
    ("security.alpha.kubernetes.io/unsafe-sysctls", "non-functional in v1.11+; use the \"sysctls\" field instead"),
];

const FIX: &str = "use the field";

/// Annotations that do nothing any more.
pub fn deprecated<'n>(annotations: Value<'n>, errors: &mut Errors<'n>) {
    for (key, value) in annotations.entries() {
        if let Some((_, sentence)) = DEPRECATED.iter().find(|(deprecated, _)| *deprecated == key) {
            errors.warn(value, "deprecated-annotation", sentence, FIX);
        }
    }
}

/// The annotation that a field took the place of.
pub fn of_pod<'n>(annotations: Value<'n>, spec: Value<'n>, errors: &mut Errors<'n>) {
    if spec.get("securityContext").get("seccompProfile").is_set() {
        return;
    }
    if let Some((_, value)) = annotations.entries().find(|(key, _)| *key == SECCOMP_OF_POD) {
        seccomp(value, errors);
    }
}

fn seccomp<'n>(value: Value<'n>, errors: &mut Errors<'n>) {
    let sentence = "non-functional in v1.27+; use the \"seccompProfile\" field instead";
    errors.warn(value, "deprecated-annotation", sentence, FIX);
}

/// The same of containers.
pub fn of_containers<'n>(annotations: Value<'n>, facts: &Facts<'n>, errors: &mut Errors<'n>) {
    if annotations.is_empty() {
        return;
    }
    let (of_seccomp, of_apparmor) = (by_container(annotations, SECCOMP), by_container(annotations, APPARMOR));
    if of_seccomp.is_empty() && of_apparmor.is_empty() {
        return;
    }
    let of_pod = facts.spec.get("securityContext").get("appArmorProfile");
    // Before 1.34 any profile of the whole pod was enough for a template.
    let is_enough = facts.is_template && !errors.since(34) && of_pod.is_set();
    let is_windows = facts.spec.get("os").get("name").text() == "windows";
    for container in facts.all_containers() {
        let (name, context) = (container.get("name").text(), container.get("securityContext"));
        if let Some(value) = of_seccomp.get(name)
            && !context.get("seccompProfile").is_set()
        {
            seccomp(*value, errors);
        }
        if let Some(value) = of_apparmor.get(name)
            && !context.get("appArmorProfile").is_set()
            && !is_enough
            && (facts.is_template || !is_windows)
            && !says_same(value.text(), of_pod)
        {
            let sentence = "deprecated since v1.30; use the \"appArmorProfile\" field instead";
            errors.warn(*value, "deprecated-annotation", sentence, FIX);
        }
    }
}
