use std::borrow::Cow;

use super::super::downward::{field_ref, resource_field_ref};
use super::super::facts::{Facts, Volume};
use crate::check::validation::text::{config_key, dns_label, dns_subdomain, env_name, no_backsteps, relaxed_env_name};
use crate::check::validation::{Errors, Value};

const FIELDS: &[&str] = &[
    "metadata.name",
    "metadata.namespace",
    "metadata.uid",
    "spec.nodeName",
    "spec.serviceAccountName",
    "status.hostIP",
    "status.hostIPs",
    "status.podIP",
    "status.podIPs",
];

const EXISTING: &str = "choose a name that is one";

/// Environment variables (`ValidateEnv`).
pub fn env<'n>(variables: Value<'n>, errors: &mut Errors<'n>) {
    for variable in variables.items() {
        let name = variable.get("name");
        if name.text().is_empty() {
            errors.required(name, "env-name", "", "name the variable");
        } else {
            variable_name(name, errors);
        }
        let from = variable.get("valueFrom");
        if from.is_set() {
            value_from(from, !variable.get("value").text().is_empty(), errors);
        }
    }
}

fn variable_name<'n>(name: Value<'n>, errors: &mut Errors<'n>) {
    let problems = if errors.since(32) { relaxed_env_name(name.text()) } else { env_name(name.text()) };
    errors.malformed(name, "env-name", problems, "use letters, digits and `_`");
}

/// Where a variable takes its value from (`validateEnvVarValueFrom`).
fn value_from<'n>(from: Value<'n>, has_value: bool, errors: &mut Errors<'n>) {
    // Where the feature is off, the server drops that source.
    let has_files = errors.since(35);
    let mut sources = 0;
    for field in ["fieldRef", "resourceFieldRef", "configMapKeyRef", "secretKeyRef", "fileKeyRef"] {
        let source = from.get(field);
        if !source.is_set() || field == "fileKeyRef" && !has_files {
            continue;
        }
        sources += 1;
        match field {
            "fieldRef" => field_ref(source, FIELDS, errors),
            "resourceFieldRef" => resource_field_ref(source, false, errors),
            "fileKeyRef" => file_key(source, errors),
            _ => key_of_object(source, errors),
        }
    }
    let detail = match sources {
        0 if has_files => {
            "must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef`, `secretKeyRef` or `fileKeyRef`"
        }
        0 => "must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef` or `secretKeyRef`",
        _ if has_value => "may not be specified when `value` is not empty",
        1 => return,
        _ => "may not have more than one field specified at a time",
    };
    errors.invalid_as(from, "\"\"", "env-source", detail, "give the variable one value or one source");
}

/// A key of a ConfigMap or Secret (`validateConfigMapKeySelector`, `validateSecretKeySelector`).
fn key_of_object<'n>(source: Value<'n>, errors: &mut Errors<'n>) {
    let (name, key) = (source.get("name"), source.get("key"));
    errors.malformed(name, "reference-name", dns_subdomain(name.text()), "name an object that can exist");
    if key.text().is_empty() {
        errors.required(key, "config-key", "", "name the key");
    } else {
        errors.malformed(key, "config-key", config_key(key.text()), "use letters, digits, `-`, `_` and `.`");
    }
}

/// What breaks the form of a text.
type Form = fn(&str) -> Vec<String>;

/// A variable in a file (`validateFileKeySelector`).
fn file_key<'n>(source: Value<'n>, errors: &mut Errors<'n>) {
    let forms: [(_, Form); 3] = [("key", relaxed_env_name), ("volumeName", dns_label), ("path", no_backsteps)];
    for (field, form) in forms {
        let value = source.get(field);
        if value.text().is_empty() {
            errors.required(value, "env-file", "", "name the volume, the path of the file, and the variable in it");
        } else {
            errors.malformed(value, "env-file", form(value.text()), EXISTING);
        }
    }
}

/// Sources of many variables (`ValidateEnvFrom`).
pub fn env_from<'n>(list: Value<'n>, errors: &mut Errors<'n>) {
    for entry in list.items() {
        let prefix = entry.get("prefix");
        if !prefix.text().is_empty() {
            variable_name(prefix, errors);
        }
        let mut sources = 0;
        for field in ["configMapRef", "secretRef"] {
            let source = entry.get(field);
            if source.is_set() {
                sources += 1;
                named(source.get("name"), errors);
            }
        }
        let detail = match sources {
            0 => "must specify one of: `configMapRef` or `secretRef`",
            1 => continue,
            _ => "may not have more than one field specified at a time",
        };
        let fix = "name one ConfigMap or one Secret in each entry";
        errors.invalid_as(list, "\"\"", "env-source", detail, fix).span = entry.span();
    }
}

fn named<'n>(name: Value<'n>, errors: &mut Errors<'n>) {
    if name.text().is_empty() {
        errors.required(name, "reference-name", "", "name the object");
    } else {
        errors.malformed(name, "reference-name", dns_subdomain(&masked(name.text())), "name an object that can exist");
    }
}

/// A name that may be the beginning of a longer one: a `-` at its end is made good (`maskTrailingDash`).
fn masked(name: &str) -> Cow<'_, str> {
    match name.strip_suffix('-').and_then(|rest| rest.get(..rest.len().checked_sub(1)?)) {
        Some(rest) => Cow::Owned(format!("{rest}a")),
        None => Cow::Borrowed(name),
    }
}

/// Files of variables lie in empty folders (`validateFileKeyRefVolumes`).
pub fn file_key_volumes<'n>(facts: &Facts<'n>, errors: &mut Errors<'n>) {
    if !errors.since(35) {
        return;
    }
    for container in facts.all_containers() {
        for variable in container.get("env").items() {
            let source = variable.get("valueFrom").get("fileKeyRef");
            if !source.is_set() {
                continue;
            }
            let name = source.get("volumeName");
            match facts.volumes.of(name.text()) {
                Some(Volume::Empty) => {}
                None => {
                    errors.not_found(name, "env-file", "add an emptyDir volume of that name");
                }
                Some(_) => {
                    let detail = "referenced volume must be of type emptyDir";
                    errors.invalid(name, "env-file", detail, "name an emptyDir volume");
                }
            }
        }
    }
}
