use crate::check::validation::{Errors, Value};

const FIX: &str = "name the owner in full";

/// The owners of an object (`ValidateOwnerReferences`).
pub fn owners<'n>(owners: Value<'n>, errors: &mut Errors<'n>) {
    let mut first: Option<Value> = None;
    for owner in owners.items() {
        if errors.since(37) {
            full(owner, errors)
        } else {
            older(owner, errors)
        }
        if !owner.get("controller").is_true() {
            continue;
        }
        let Some(first) = first else {
            first = Some(owner);
            continue;
        };
        let name = |owner: Value<'n>| format!("{}/{}", owner.get("kind").text(), owner.get("name").text());
        let found = format!("in references for {} and {}", name(first), name(owner));
        let detail = format!("Only one reference can have Controller set to true. Found \"true\" {found}");
        errors.invalid(owners, "owner-reference", &detail, "let one owner be the controller");
    }
}

/// What 1.37 asks of one owner.
fn full<'n>(owner: Value<'n>, errors: &mut Errors<'n>) {
    let version = owner.get("apiVersion");
    if !version.text().is_empty() && version_of(version.text()).is_empty() {
        errors.invalid(version, "owner-reference", "must be <group>/<version> or <version>", FIX);
    }
    for field in ["apiVersion", "kind", "name", "uid"] {
        if owner.get(field).text().is_empty() {
            errors.required(owner.get(field), "owner-reference", "must not be empty", FIX);
        }
    }
    if is_event(owner) {
        let detail = "/v1, Kind=Event is disallowed from being an owner";
        errors.invalid(owner, "owner-reference", detail, "name another owner");
    }
}

/// What older minors ask of one owner. They do not say which one it is.
fn older<'n>(owner: Value<'n>, errors: &mut Errors<'n>) {
    for field in ["apiVersion", "kind", "name", "uid"] {
        let value = owner.get(field);
        let detail = match field {
            "apiVersion" => "version must not be empty".to_owned(),
            _ if errors.since(34) => "must not be empty".to_owned(),
            _ => format!("{field} must not be empty"),
        };
        let is_empty =
            if field == "apiVersion" { version_of(value.text()).is_empty() } else { value.text().is_empty() };
        if is_empty {
            errors.invalid(value, "owner-reference", &detail, FIX).path = format!("metadata.ownerReferences.{field}");
        }
    }
    if is_event(owner) {
        let detail = "/v1, Kind=Event is disallowed from being an owner";
        let fault = errors.invalid(owner, "owner-reference", detail, "name another owner");
        "metadata.ownerReferences".clone_into(&mut fault.path);
    }
}

fn is_event(owner: Value) -> bool {
    matches!(owner.get("apiVersion").text(), "v1" | "/v1") && owner.get("kind").text() == "Event"
}

/// The version in `apps/v1`; empty where there is none.
fn version_of(text: &str) -> &str {
    match text.split_once('/') {
        None => text,
        Some((_, version)) if version.contains('/') => "",
        Some((_, version)) => version,
    }
}
