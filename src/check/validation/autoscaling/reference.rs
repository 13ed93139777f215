use crate::check::validation::text::path_segment;
use crate::check::validation::{Errors, Value};

const RULE: &str = "scale-target";

/// What the apiVersion of a reference must say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// A group and a version.
    Named,
    /// No group is one too: that of the core.
    Any,
}

/// A reference to an object of any version (`ValidateCrossVersionObjectReference`).
pub fn reference<'n>(reference: Value<'n>, group: Group, errors: &mut Errors<'n>) {
    for field in [reference.get("kind"), reference.get("name")] {
        if field.is_empty() {
            errors.required(field, RULE, "", "name the object in full");
        }
        errors.malformed(field, RULE, path_segment(field.text()), "name an object that can exist");
    }
    let version = reference.get("apiVersion");
    if !errors.since(34) {
        return;
    }
    let has_group = version.text().split_once('/').is_some_and(|(group, _)| !group.is_empty());
    if version.text().matches('/').count() > 1 {
        let detail = format!("unexpected GroupVersion string: {}", version.text());
        errors.invalid(version, RULE, &detail, "write <group>/<version>");
    } else if group == Group::Named && !has_group {
        let detail = "apiVersion must specify API group";
        errors.invalid(version, RULE, detail, "write <group>/<version>, for a Deployment apps/v1");
    }
}
