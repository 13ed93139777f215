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

/// The same of a container.
pub fn of_container<'n>(annotations: Value<'n>, container: Value<'n>, facts: &Facts<'n>, errors: &mut Errors<'n>) {
    if annotations.len() == 0 {
        return;
    }
    let (name, context) = (container.get("name").text(), container.get("securityContext"));
    for (key, value) in annotations.entries() {
        if key.strip_prefix(SECCOMP) == Some(name) && !context.get("seccompProfile").is_set() {
            seccomp(value, errors);
        }
    }
    if facts.spec.get("os").get("name").text() == "windows" && !facts.is_template {
        return;
    }
    let of_pod = facts.spec.get("securityContext").get("appArmorProfile");
    for (key, value) in annotations.entries() {
        if key.strip_prefix(APPARMOR) != Some(name) || context.get("appArmorProfile").is_set() {
            continue;
        }
        // Before 1.34 any profile of the whole pod was enough for a template.
        let is_enough = facts.is_template && !errors.since(34) && of_pod.is_set();
        if !is_enough && !says_same(value.text(), of_pod) {
            let sentence = "deprecated since v1.30; use the \"appArmorProfile\" field instead";
            errors.warn(value, "deprecated-annotation", sentence, FIX);
        }
    }
}
