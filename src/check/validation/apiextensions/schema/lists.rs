use super::{RULE, is_schema};
use crate::check::validation::seen::Seen;
use crate::check::validation::{Errors, Value};

/// How lists and maps are merged, and the keys of lists that are maps.
pub fn lists<'n>(schema: Value<'n>, errors: &mut Errors<'n>) {
    let keeps = schema.get("x-kubernetes-preserve-unknown-fields");
    if keeps.is_false() {
        errors.invalid(keeps, RULE, "must be true or undefined", "remove it");
    }
    let (map, list) = (schema.get("x-kubernetes-map-type"), schema.get("x-kubernetes-list-type"));
    of_type(schema, map, "object", "must be object if x-kubernetes-map-type is specified", errors);
    if map.is_set() && !matches!(map.text(), "atomic" | "granular") {
        errors.unsupported(map, RULE, &["atomic", "granular"]);
    }
    let is_array = of_type(schema, list, "array", "must be array if x-kubernetes-list-type is specified", errors);
    let items = schema.get("items");
    if is_array && list.text() == "set" && is_schema(items) {
        set_items(items, errors);
    }
    if list.is_set() && !matches!(list.text(), "atomic" | "set" | "map") {
        errors.unsupported(list, RULE, &["atomic", "set", "map"]);
    }
    let keys = schema.get("x-kubernetes-list-map-keys");
    if !keys.is_empty() && list.text() != "map" {
        let detail = "must be map if x-kubernetes-list-map-keys is non-empty";
        if list.is_set() {
            errors.invalid(list, RULE, detail, "write map");
        } else {
            errors.required(list, RULE, detail, "write map");
        }
    }
    if list.text() == "map" {
        map_items(items, keys, errors);
    }
    if matches!(list.text(), "set" | "map") && is_schema(items) {
        never_null(items, keys, list.text(), errors);
    }
}

/// Whether the schema is of the type that an extension asks for.
fn of_type<'n>(schema: Value<'n>, of: Value<'n>, wanted: &str, detail: &str, errors: &mut Errors<'n>) -> bool {
    let kind = schema.get("type");
    if !of.is_set() || kind.text() == wanted {
        return of.is_set();
    }
    let fix = format!("write `type: {wanted}`");
    if kind.text().is_empty() {
        errors.required(kind, RULE, detail, &fix);
    } else {
        errors.invalid(kind, RULE, detail, &fix);
    }
    false
}

/// The items of a set are compared whole.
fn set_items<'n>(items: Value<'n>, errors: &mut Errors<'n>) {
    let detail = "must be atomic as item of a list with x-kubernetes-list-type=set";
    let (map, list) = (items.get("x-kubernetes-map-type"), items.get("x-kubernetes-list-type"));
    match items.get("type").text() {
        "array" if list.is_set() && list.text() != "atomic" => {
            errors.invalid(list, RULE, detail, "write atomic");
        }
        "object" if map.text() != "atomic" => {
            errors.invalid(map, RULE, detail, "write atomic");
        }
        _ => {}
    }
}

fn map_items<'n>(items: Value<'n>, keys: Value<'n>, errors: &mut Errors<'n>) {
    if keys.is_empty() {
        let detail = "must not be empty if x-kubernetes-list-type is map";
        errors.required(keys, RULE, detail, "name the keys");
    }
    if !items.is_set() {
        let detail = "must have a schema if x-kubernetes-list-type is map";
        errors.required(items, RULE, detail, "say what its items are");
        return;
    }
    if !is_schema(items) {
        let detail = "must only have a single schema if x-kubernetes-list-type is map";
        errors.invalid(items, RULE, detail, "write a schema, not a list");
        return;
    }
    let kind = items.get("type");
    if kind.text() != "object" {
        let detail = "must be object if parent array's x-kubernetes-list-type is map";
        errors.invalid(kind, RULE, detail, "write `type: object`");
        return;
    }
    let mut seen = Seen::new();
    for key in keys.items() {
        match items.get("properties").key(key.text()) {
            Some(property) if matches!(property.get("type").text(), "array" | "object") => {
                let detail = "must be a scalar type if parent array's x-kubernetes-list-type is map";
                errors.invalid(property.get("type"), RULE, detail, "let keys be text or numbers");
            }
            Some(_) => {}
            None => {
                let detail = "entries must all be names of item properties";
                let fix = "add the key to the `properties` of `items`";
                errors.invalid(keys, RULE, detail, fix).span = key.span();
            }
        }
        if !seen.insert(key.text()) {
            errors.invalid(keys, RULE, "must not contain duplicate entries", "name each key once");
        }
    }
}

/// Items and their keys are always there (`validateMapListKeysMapSet`).
fn never_null<'n>(items: Value<'n>, keys: Value<'n>, list: &str, errors: &mut Errors<'n>) {
    let nullable = items.get("nullable");
    if nullable.is_true() {
        let detail = format!("cannot be nullable when x-kubernetes-list-type is {list}");
        errors.forbidden(nullable, RULE, &detail, "remove it");
    }
    if list != "map" {
        return;
    }
    for key in keys.items() {
        let Some(property) = items.get("properties").key(key.text()) else { continue };
        let is_required = items.get("required").items().any(|name| name.text() == key.text());
        let default = property.get("default");
        if !is_required && !default.is_set() {
            let detail = "this property is in x-kubernetes-list-map-keys, so it must have a default or be a required \
                          property";
            errors.required(default, RULE, detail, "add it to the `required` of `items`");
        }
        if property.get("nullable").is_true() {
            let detail = "this property is in x-kubernetes-list-map-keys, so it cannot be nullable";
            errors.forbidden(property.get("nullable"), RULE, detail, "remove it");
        }
    }
}
