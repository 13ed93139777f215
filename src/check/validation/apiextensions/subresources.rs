use super::columns::simple_path;
use crate::check::validation::{Errors, Value};

/// How many there are of an object (`ValidateCustomResourceDefinitionSubresources`).
pub fn subresources<'n>(subresources: Value<'n>, errors: &mut Errors<'n>) {
    let scale = subresources.get("scale");
    if !scale.is_set() {
        return;
    }
    for (field, root) in [("specReplicasPath", ".spec"), ("statusReplicasPath", ".status")] {
        let path = scale.get(field);
        if path.text().is_empty() {
            errors.required(path, "scale-path", "", &format!("write a path like {root}.replicas"));
        } else {
            below(path, &[root], &format!("should be a json path under {root}"), errors);
        }
    }
    let selector = scale.get("labelSelectorPath");
    if !selector.text().is_empty() {
        let detail = "should be a json path under either .spec or .status";
        below(selector, &[".spec", ".status"], detail, errors);
    }
}

fn below<'n>(path: Value<'n>, roots: &[&str], detail: &str, errors: &mut Errors<'n>) {
    let is_below = |root: &&str| path.text().strip_prefix(*root).is_some_and(|rest| rest.starts_with('.'));
    if simple_path(path, errors) && !roots.iter().any(is_below) {
        errors.invalid(path, "scale-path", detail, "write a path like .spec.replicas");
    }
}
