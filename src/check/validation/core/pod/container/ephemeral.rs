use super::super::facts::Facts;
use super::any::{any, only_for_pod};
use super::lifecycle::is_kept;
use crate::check::validation::seen::Seen;
use crate::check::validation::{Errors, Value};

/// What is for containers that are there from the start.
const REFUSED: [&str; 7] =
    ["ports", "resources", "resizePolicy", "livenessProbe", "readinessProbe", "startupProbe", "lifecycle"];
const DETAIL: &str = "cannot be set for an Ephemeral Container";

/// `ephemeralContainers`, which no object may have when it is created (`validateEphemeralContainers`).
pub fn ephemeral_containers<'n>(facts: &Facts<'n>, errors: &mut Errors<'n>) {
    let list = facts.spec.get("ephemeralContainers");
    if list.is_empty() {
        return;
    }
    let (mut others, mut names) = (Seen::new(), Seen::new());
    for field in ["containers", "initContainers"] {
        for container in facts.spec.get(field).items() {
            others.insert(container.get("name").text());
            names.insert(container.get("name").text());
        }
    }
    for container in list.items() {
        any(container, facts, errors);
        only_for_pod(container, errors);
        if !names.insert(container.get("name").text()) {
            errors.duplicate(container.get("name"), "container-name", "rename one of the containers");
        }
        let target = container.get("targetContainerName");
        if !target.text().is_empty() && !others.has(target.text()) {
            errors.not_found(target, "target-container", "name a container of the pod");
        }
        refused_fields(container, errors);
        for mount in container.get("volumeMounts").items() {
            for field in ["subPath", "subPathExpr"] {
                if !mount.get(field).text().is_empty() {
                    errors.forbidden(mount.get(field), "ephemeral-container-field", DETAIL, "remove it");
                }
            }
        }
    }
}

fn refused_fields<'n>(container: Value<'n>, errors: &mut Errors<'n>) {
    for field in REFUSED {
        let value = container.get(field);
        let is_there = match field {
            "resources" => value.fields().next().is_some(),
            "lifecycle" => is_kept(value, errors),
            "resizePolicy" => errors.since(33) && value.is_set(),
            _ => value.is_set(),
        };
        if is_there {
            errors.forbidden(value, "ephemeral-container-field", DETAIL, "remove it");
        }
    }
}
