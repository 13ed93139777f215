//! The files of a volume that has a Secret, a ConfigMap or fields of the pod.

use crate::check::validation::core::pod::downward::{field_ref, resource_field_ref};
use crate::check::validation::text::local_path;
use crate::check::validation::{Errors, Value};

const MODES: std::ops::RangeInclusive<i64> = 0..=0o777;

/// The fields of a pod that a file can have.
const FIELDS: &[&str] =
    &["metadata.annotations", "metadata.labels", "metadata.name", "metadata.namespace", "metadata.uid"];

/// The files of a Secret or a ConfigMap (`validateSecretVolumeSource`, `validateConfigMapVolumeSource`).
pub fn files<'n>(source: Value<'n>, errors: &mut Errors<'n>) {
    mode(source.get("defaultMode"), errors);
    source.get("items").items().for_each(|item| key_to_path(item, errors));
}

/// The files with fields of the pod (`validateDownwardAPIVolumeSource`).
pub fn downward_files<'n>(source: Value<'n>, errors: &mut Errors<'n>) {
    mode(source.get("defaultMode"), errors);
    source.get("items").items().for_each(|file| downward_file(file, errors));
}

/// The permissions of files. What looks like 644 is written in decimal more often than meant.
pub fn mode<'n>(mode: Value<'n>, errors: &mut Errors<'n>) {
    if mode.integer().is_some_and(|number| !MODES.contains(&number)) {
        let detail = "must be a number between 0 and 0777 (octal), both inclusive";
        errors.invalid(mode, "file-mode", detail, "write it in octal, as 0644");
    }
}

/// The path of a file in the volume (`ValidateLocalNonReservedPath`).
pub fn file_path<'n>(path: Value<'n>, errors: &mut Errors<'n>) {
    errors.malformed(path, "volume-path", local_path(path.text()), "write a path below the volume");
}

/// One file of a Secret or a ConfigMap (`validateKeyToPath`).
pub fn key_to_path<'n>(item: Value<'n>, errors: &mut Errors<'n>) {
    errors.needed(item, "volume-item", &["key", "path"]);
    file_path(item.get("path"), errors);
    mode(item.get("mode"), errors);
}

/// One file with a field of the pod, whose number the server does not say (`validateDownwardAPIVolumeFile`).
pub fn downward_file<'n>(file: Value<'n>, errors: &mut Errors<'n>) {
    let before = errors.count();
    errors.needed(file, "volume-item", &["path"]);
    file_path(file.get("path"), errors);
    let (field, resource) = (file.get("fieldRef"), file.get("resourceFieldRef"));
    let fix = "keep one of fieldRef and resourceFieldRef";
    if field.is_set() {
        field_ref(field, FIELDS, errors);
        if resource.is_set() {
            let detail = "fieldRef and resourceFieldRef can not be specified simultaneously";
            errors.invalid_as(file, "\"resource\"", "volume-item", detail, fix);
        }
    } else if resource.is_set() {
        resource_field_ref(resource, true, errors);
    } else {
        errors.required(file, "volume-item", "one of fieldRef and resourceFieldRef is required", fix);
    }
    mode(file.get("mode"), errors);
    for fault in errors.after(before) {
        if let Some((start, rest)) = fault.path.split_once(".downwardAPI.items[") {
            let rest = rest.split_once(']').map_or("", |(_, rest)| rest);
            fault.path = format!("{start}.downwardAPI{rest}");
        }
    }
}
