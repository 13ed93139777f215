use std::collections::{BTreeMap, BTreeSet, HashSet};

use crate::check::validation::core::pod::scheduling::deprecated_node_label;
use crate::check::validation::meta::object_meta;
use crate::check::validation::seen::Seen;
use crate::check::validation::selector::label_name;
use crate::check::validation::text::{dns_subdomain, label_key};
use crate::check::validation::{Errors, Value};

/// The most parameters of a class, and the most bytes of all their keys and values.
const PARAMETERS: usize = 512;
const PARAMETER_BYTES: usize = 256 << 10;

const RECLAIM: &[&str] = &["Delete", "Retain"];
const BINDING: &[&str] = &["Immediate", "WaitForFirstConsumer"];

/// A StorageClass (`ValidateStorageClass`).
pub fn storage_class<'n>(object: Value<'n>, errors: &mut Errors<'n>) {
    object_meta(object, dns_subdomain, false, errors);
    provisioner(object.get("provisioner"), errors);
    parameters(object.get("parameters"), errors);
    let (reclaim, binding) = (object.get("reclaimPolicy"), object.get("volumeBindingMode"));
    if !reclaim.is_empty() && !RECLAIM.contains(&reclaim.text()) {
        errors.unsupported(reclaim, "reclaim-policy", RECLAIM);
    }
    if binding.is_set() && !BINDING.contains(&binding.text()) {
        errors.unsupported(binding, "volume-binding-mode", BINDING);
    }
    topologies(object.get("allowedTopologies"), errors);
}

/// A VolumeAttributesClass (`ValidateVolumeAttributesClass`).
pub fn attributes_class<'n>(object: Value<'n>, errors: &mut Errors<'n>) {
    object_meta(object, dns_subdomain, false, errors);
    provisioner(object.get("driverName"), errors);
    let all = object.get("parameters");
    parameters(all, errors);
    if all.is_empty() {
        let detail = "must contain at least one key/value pair";
        errors.required(all, "class-parameters", detail, "write what the driver is to change");
    }
}

fn provisioner<'n>(name: Value<'n>, errors: &mut Errors<'n>) {
    let fix = "write the name that the driver has";
    if name.text().is_empty() {
        errors.required(name, "csi-driver-name", "", fix);
    } else {
        errors.malformed(name, "csi-driver-name", label_key(&name.text().to_lowercase()), fix);
    }
}

fn parameters<'n>(parameters: Value<'n>, errors: &mut Errors<'n>) {
    let fix = "remove what the driver does not need";
    if parameters.len() > PARAMETERS {
        errors.too_long(parameters, "class-parameters", PARAMETERS, fix);
        return;
    }
    let mut size = 0;
    for (key, value) in parameters.entries() {
        if key.is_empty() {
            errors.invalid_as(parameters, "\"\"", "class-parameters", "field can not be empty.", "name the parameter");
        }
        size += key.len() + value.text().len();
    }
    if size > PARAMETER_BYTES {
        errors.too_long(parameters, "class-parameters", PARAMETER_BYTES, fix);
    }
}

/// The zones and the like in which volumes may be made (`validateAllowedTopologies`).
fn topologies<'n>(topologies: Value<'n>, errors: &mut Errors<'n>) {
    // The server compares with more terms than there are: to a term without requirements, with as many empty ones.
    let mut terms = HashSet::from([BTreeMap::new()]);
    for term in topologies.items() {
        let expressions = term.get("matchLabelExpressions");
        let mut known: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for requirement in expressions.items() {
            let (key, values) = (requirement.get("key"), requirement.get("values"));
            values_once(values, errors);
            label_name(key, errors);
            if known.insert(key.text(), values.items().map(Value::text).collect()).is_some() {
                errors.duplicate(key, "topology-key", "write one requirement for the key");
            }
        }
        if !terms.insert(known) {
            let fault = errors.add(expressions, "duplicate-topology", "Duplicate value: \"\"".to_owned(), "remove it");
            fault.span = term.span();
        }
    }
    for requirement in topologies.items().flat_map(|term| term.get("matchLabelExpressions").items()) {
        let key = requirement.get("key");
        if let Some(message) = deprecated_node_label(key.text(), errors) {
            errors.warn(key, "deprecated-label", message, "write the new label");
        }
    }
}

fn values_once<'n>(values: Value<'n>, errors: &mut Errors<'n>) {
    if values.is_empty() {
        errors.required(values, "selector-values", "", "list the values");
    }
    let mut seen = Seen::new();
    for value in values.items() {
        if !seen.insert(value.text()) {
            errors.duplicate(value, "duplicate-value", "remove it");
        }
    }
}
