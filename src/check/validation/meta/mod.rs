//! What every object says of itself (`k8s.io/apimachinery/pkg/api/validation`).

pub mod finalizers;
mod generation;
mod labels;
mod managed;
mod name;
mod owners;

pub use labels::{ANNOTATIONS, annotations, labels};
pub use name::final_name;

use super::text::dns_label;
use super::{Errors, Value};

/// `metadata` of an object of the kinds that are judged by the core's rules (`ValidateObjectMeta` of
/// `pkg/apis/core/validation`), whose names have that form.
pub fn object_meta<'n>(
    object: Value<'n>,
    form: impl Fn(&str) -> Vec<String>,
    namespaced: bool,
    errors: &mut Errors<'n>,
) {
    plain_object_meta(object, form, namespaced, errors);
    finalizers::known(object.get("metadata").get("finalizers"), errors);
}

/// `metadata` of any object (`ValidateObjectMeta` of `k8s.io/apimachinery`).
pub fn plain_object_meta<'n>(
    object: Value<'n>,
    form: impl Fn(&str) -> Vec<String>,
    namespaced: bool,
    errors: &mut Errors<'n>,
) {
    let metadata = object.get("metadata");
    name::name(metadata, form, errors);
    // That of an object without a namespace is cleared.
    let namespace = metadata.get("namespace");
    if namespaced && !namespace.text().is_empty() {
        for problem in dns_label(namespace.text()) {
            errors.invalid(namespace, "namespace-name", &problem, "name a namespace that can exist");
        }
    }
    generation::generation(metadata.get("generation"), errors);
    labels(metadata.get("labels"), None, errors);
    annotations(metadata.get("annotations"), errors);
    owners::owners(metadata.get("ownerReferences"), errors);
    finalizers::finalizers(metadata.get("finalizers"), errors);
    managed::managed_fields(metadata.get("managedFields"), errors);
}

/// What is refused only when the object is stored: it must not say which version of it is stored already.
pub fn stored<'n>(object: Value<'n>, errors: &mut Errors<'n>) {
    let version = object.get("metadata").get("resourceVersion");
    if version.text().parse::<u64>().is_ok_and(|number| number > 0) {
        let sentence = "resourceVersion should not be set on objects to be created".to_owned();
        errors.add(version, "resource-version", sentence, "remove it: the API server sets it");
    }
}
