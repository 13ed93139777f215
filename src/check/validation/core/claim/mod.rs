mod data_source;
mod template;

pub use template::claim_template;

use super::volume::{access_modes, class_name, volume_mode};
use crate::check::validation::meta::object_meta;
use crate::check::validation::selector::label_selector;
use crate::check::validation::text::{Quantity, dns_subdomain};
use crate::check::validation::{Errors, Value};

/// A PersistentVolumeClaim (`ValidatePersistentVolumeClaim`).
pub fn claim<'n>(object: Value<'n>, errors: &mut Errors<'n>) {
    object_meta(object, dns_subdomain, true, errors);
    let spec = object.get("spec");
    storage(spec, errors);
    data_source::normalized(spec, errors);
    attributes_class(spec, errors);
    let annotation = object.get("metadata").get("annotations").key("volume.beta.kubernetes.io/storage-class");
    if let Some(annotation) = annotation {
        let sentence = "deprecated since v1.8; use \"storageClassName\" attribute instead";
        errors.warn(annotation, "deprecated-annotation", sentence, "set spec.storageClassName");
    }
    claim_spec_warnings(spec, errors);
}

/// The spec of a claim in a template (`ValidatePersistentVolumeClaimSpec`).
pub fn claim_spec<'n>(spec: Value<'n>, errors: &mut Errors<'n>) {
    storage(spec, errors);
    data_source::as_written(spec, errors);
    attributes_class(spec, errors);
}

fn storage<'n>(spec: Value<'n>, errors: &mut Errors<'n>) {
    let modes = spec.get("accessModes");
    if modes.is_empty() {
        errors.required(modes, "access-mode", "at least 1 access mode is required", "write ReadWriteOnce");
    }
    label_selector(spec.get("selector"), errors);
    access_modes(modes, errors);
    request(spec.get("resources"), errors);
    class_name(spec.get("storageClassName"), errors);
    volume_mode(spec.get("volumeMode"), errors);
}

/// The server names what is asked for as if it stood in `resources` itself.
fn request<'n>(resources: Value<'n>, errors: &mut Errors<'n>) {
    let asked = resources.get("requests").entries().find(|(name, _)| *name == "storage").map(|(_, value)| value);
    let (span, sentence) = match asked {
        None => (resources.span(), "Required value".to_owned()),
        Some(amount) if Quantity::of(amount).is_none_or(|amount| amount.sign().is_le()) => {
            (amount.span(), format!("Invalid value: {:?}: must be greater than zero", amount.text()))
        }
        _ => return,
    };
    let fault = errors.add(resources, "storage-request", sentence, "ask for storage, as 10Gi");
    fault.path.push_str("[storage]");
    fault.span = span;
}

fn attributes_class<'n>(spec: Value<'n>, errors: &mut Errors<'n>) {
    if errors.since(34) {
        class_name(spec.get("volumeAttributesClassName"), errors);
    }
}

/// What the server warns of in the spec of a claim (`GetWarningsForPersistentVolumeClaimSpec`).
pub fn claim_spec_warnings<'n>(spec: Value<'n>, errors: &mut Errors<'n>) {
    let resources = spec.get("resources");
    for list in [resources.get("requests"), resources.get("limits")] {
        let Some(amount) = list.key("storage") else { continue };
        if Quantity::of(amount).is_some_and(|amount| !amount.is_whole()) {
            let sentence = format!("fractional byte value {:?} is invalid, must be an integer", amount.text());
            errors.warn(amount, "fractional-bytes", &sentence, "write a unit of bytes, as Mi or Gi");
        }
    }
}
