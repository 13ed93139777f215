use crate::check::validation::core::pod::scheduling::deprecated_node_label;
use crate::check::validation::meta::object_meta;
use crate::check::validation::selector::label_selector;
use crate::check::validation::text::{Quantity, dns_subdomain};
use crate::check::validation::{Errors, Value};

/// A CSIStorageCapacity (`ValidateCSIStorageCapacity`).
pub fn storage_capacity<'n>(object: Value<'n>, errors: &mut Errors<'n>) {
    object_meta(object, dns_subdomain, true, errors);
    let (topology, class, capacity) =
        (object.get("nodeTopology"), object.get("storageClassName"), object.get("capacity"));
    label_selector(topology, errors);
    errors.malformed(class, "class-name", dns_subdomain(class.text()), "name a class that can exist");
    if Quantity::of(capacity).is_some_and(|amount| amount.sign().is_lt()) {
        let detail = "must be greater than or equal to 0";
        errors.invalid(capacity, "volume-capacity", detail, "write zero or more");
    }
    for requirement in topology.get("matchExpressions").items() {
        let key = requirement.get("key");
        if let Some(message) = deprecated_node_label(key.text(), errors) {
            errors.warn(key, "deprecated-label", &format!("{} is {message}", key.text()), "write the new label");
        }
    }
    for (label, value) in topology.get("matchLabels").entries() {
        if let Some(message) = deprecated_node_label(label, errors) {
            let fault = errors.warn(value, "deprecated-label", message, "write the new label");
            fault.path = fault.path.replace(&format!("[{label}]"), &format!(".{label}"));
        }
    }
}
