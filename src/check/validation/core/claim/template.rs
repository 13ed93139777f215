use super::claim_spec;
use crate::check::validation::meta::{annotations, labels};
use crate::check::validation::{Errors, Value};

/// What a claim of a template may not say of itself, with the server's name of the field, in its order.
const FORBIDDEN: &[(&str, &str)] = &[
    ("name", "name"),
    ("generateName", "generateName"),
    ("namespace", "namespace"),
    ("selfLink", "selfLink"),
    ("uid", "uID"),
    ("resourceVersion", "resourceVersion"),
    ("generation", "generation"),
    ("creationTimestamp", "creationTimestamp"),
    ("deletionTimestamp", "deletionTimestamp"),
    ("deletionGracePeriodSeconds", "deletionGracePeriodSeconds"),
    ("ownerReferences", "ownerReferences"),
    ("finalizers", "finalizers"),
    ("managedFields", "managedFields"),
];

/// The template of a claim in a pod's volume (`ValidatePersistentVolumeClaimTemplate`).
pub fn claim_template<'n>(template: Value<'n>, errors: &mut Errors<'n>) {
    let metadata = template.get("metadata");
    annotations(metadata.get("annotations"), errors);
    labels(metadata.get("labels"), None, errors);
    if metadata.is_set() {
        for (field, shown) in FORBIDDEN {
            let value = metadata.get(field);
            if is_something(value, field) {
                let fault = errors.forbidden(value, "claim-template", "cannot be set", "remove it");
                if let Some(start) = fault.path.strip_suffix(field) {
                    fault.path = format!("{start}{shown}");
                }
            }
        }
    }
    claim_spec(template.get("spec"), errors);
}

/// Whether it is more than Go's zero value; an empty list is.
fn is_something(value: Value, field: &str) -> bool {
    match field {
        "generation" => value.integer().is_some_and(|number| number != 0),
        "deletionGracePeriodSeconds" | "ownerReferences" | "finalizers" | "managedFields" => value.is_set(),
        _ => !value.text().is_empty(),
    }
}
