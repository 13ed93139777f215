use crate::check::validation::meta::{finalizers, object_meta};
use crate::check::validation::text::dns_label;
use crate::check::validation::{Errors, Value};

/// A Namespace (`ValidateNamespace`).
pub fn namespace<'n>(object: Value<'n>, errors: &mut Errors<'n>) {
    object_meta(object, dns_label, false, errors);
    finalizers::of_namespace(object.get("spec").get("finalizers"), errors);
}
