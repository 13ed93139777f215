use super::super::facts::Facts;
use crate::check::validation::seen::Seen;
use crate::check::validation::{Errors, Value};

const RESOURCES: &[&str] = &["cpu", "memory"];
const POLICIES: &[&str] = &["NotRequired", "RestartContainer"];

/// What a container does when its resources change (`validateResizePolicy`). Before 1.33 the field is dropped.
pub fn policies<'n>(list: Value<'n>, facts: &Facts<'n>, errors: &mut Errors<'n>) {
    if !errors.since(33) {
        return;
    }
    let mut seen = Seen::new();
    for policy in list.items() {
        let (resource, restart) = (policy.get("resourceName"), policy.get("restartPolicy"));
        if !seen.insert(resource.text()) {
            let sentence = format!("Duplicate value: {:?}", resource.text());
            errors.add(policy, "resize-policy", sentence, "keep one policy for each resource");
        }
        for (value, known) in [(resource, RESOURCES), (restart, POLICIES)] {
            if value.text().is_empty() {
                let fix = format!("write {}", known.join(" or "));
                errors.required(list, "resize-policy", "", &fix).span = policy.span();
            } else if !known.contains(&value.text()) {
                errors.unsupported_at(list, value, "resize-policy", known);
            }
        }
        if facts.restarts == "Never" && restart.text() != "NotRequired" {
            let whose = if errors.since(36) { "pod `restartPolicy`" } else { "`restartPolicy`" };
            let detail = format!("must be 'NotRequired' when {whose} is 'Never'");
            let shown = format!("{:?}", restart.text());
            errors.invalid_as(list, &shown, "resize-policy", &detail, "write NotRequired").span = policy.span();
        }
    }
}

/// Containers that end cannot be restarted for a resize (`validateInitContainers`).
pub fn of_init_container<'n>(list: Value<'n>, errors: &mut Errors<'n>) {
    if !errors.since(36) {
        return;
    }
    for policy in list.items() {
        let restart = policy.get("restartPolicy");
        if restart.text() == "RestartContainer" {
            let detail = "must not be set to 'RestartContainer' for non-sidecar initContainers";
            errors.invalid(restart, "resize-policy", detail, "write NotRequired, or remove the policy");
        }
    }
}
