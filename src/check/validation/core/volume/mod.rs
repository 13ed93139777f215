mod capacity;
mod shared;
mod sources;
mod warnings;

pub use shared::{access_modes, class_name, volume_mode};
pub use sources::volume_source;

use super::pod::scheduling::node_selector;
use crate::check::validation::meta::object_meta;
use crate::check::validation::text::dns_subdomain;
use crate::check::validation::{Errors, Value};

const RECLAIM: &[&str] = &["Delete", "Recycle", "Retain"];

/// A PersistentVolume (`ValidatePersistentVolume`).
pub fn persistent_volume<'n>(object: Value<'n>, errors: &mut Errors<'n>) {
    object_meta(object, dns_subdomain, false, errors);
    let spec = object.get("spec");
    let modes = spec.get("accessModes");
    errors.needed(spec, "access-mode", &["accessModes"]);
    access_modes(modes, errors);
    capacity::capacity(spec.get("capacity"), errors);
    let reclaim = spec.get("persistentVolumeReclaimPolicy");
    if !reclaim.is_empty() && !RECLAIM.contains(&reclaim.text()) {
        errors.unsupported(reclaim, "reclaim-policy", RECLAIM);
    }
    affinity(spec.get("nodeAffinity"), errors);
    volume_source(spec, errors);
    if reclaim.text() == "Recycle" && is_root(spec.get("hostPath").get("path").text()) {
        let detail = "may not be 'recycle' for a hostPath mount of '/'";
        errors.forbidden(reclaim, "reclaim-policy", detail, "write Retain");
    }
    class_name(spec.get("storageClassName"), errors);
    volume_mode(spec.get("volumeMode"), errors);
    if errors.since(34) {
        attributes_class(spec, errors);
    }
    sources::mount_options(object, errors);
    warnings::volume_warnings(object, errors);
}

/// The nodes that reach it (`validateVolumeNodeAffinity`).
fn affinity<'n>(affinity: Value<'n>, errors: &mut Errors<'n>) {
    let required = affinity.get("required");
    if required.is_set() {
        node_selector(required, errors);
    } else if affinity.is_set() {
        errors.required(required, "node-affinity", "must specify required node constraints", "set required");
    }
}

fn attributes_class<'n>(spec: Value<'n>, errors: &mut Errors<'n>) {
    let (class, csi) = (spec.get("volumeAttributesClassName"), spec.get("csi"));
    if !class.is_set() {
        return;
    }
    if class.text().is_empty() {
        errors.required(class, "class-name", "an empty string is disallowed", "name the class, or remove the field");
    }
    class_name(class, errors);
    if !csi.is_set() {
        let detail = "has to be specified when using volumeAttributesClassName";
        errors.required(csi, "volume-source", detail, "remove the class");
    }
}

/// Whether Go's `path.Clean` makes `/` of it.
fn is_root(path: &str) -> bool {
    path.starts_with('/') && path.split('/').all(|part| matches!(part, "" | "." | ".."))
}
