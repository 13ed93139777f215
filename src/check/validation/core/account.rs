use crate::check::validation::meta::object_meta;
use crate::check::validation::text::dns_subdomain;
use crate::check::validation::{Errors, Value};

/// A ServiceAccount (`ValidateServiceAccount`).
pub fn service_account<'n>(object: Value<'n>, errors: &mut Errors<'n>) {
    object_meta(object, dns_subdomain, true, errors);
    let annotation = "kubernetes.io/enforce-mountable-secrets";
    let annotations = object.get("metadata").get("annotations");
    if errors.since(32)
        && !errors.are_there()
        && let Some(value) = annotations.key(annotation)
    {
        let sentence = "deprecated in v1.32+; prefer separate namespaces to isolate access to mounted secrets";
        errors.warn(value, "deprecated-field", sentence, "remove it, and use namespaces");
    }
}
