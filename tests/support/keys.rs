//! The keys of the values, as the JSON Schema has them. A map that users extend shows as `*`.

use std::collections::BTreeSet;

use serde_json::Value;

pub fn schema() -> Value {
    serde_json::from_str(&cpgen::commands::json_schema()).expect("the schema is JSON")
}

fn resolved<'a>(root: &'a Value, mut schema: &'a Value) -> &'a Value {
    loop {
        let options = [schema, &schema["allOf"][0], &schema["anyOf"][0]];
        match options.into_iter().find_map(|option| option["$ref"].as_str()) {
            Some(path) => schema = root.pointer(path.trim_start_matches('#')).expect("a $ref leads somewhere"),
            None => return schema,
        }
    }
}

/// What the keys of an object are: named ones, or any with values of one schema.
enum Shape<'a> {
    Named(&'a serde_json::Map<String, Value>),
    Any(&'a Value),
    Leaf,
}

fn shape<'a>(root: &'a Value, schema: &'a Value) -> Shape<'a> {
    let schema = resolved(root, schema);
    match (schema["properties"].as_object(), &schema["additionalProperties"]) {
        (Some(named), _) if !named.is_empty() => Shape::Named(named),
        (_, values @ Value::Object(_)) if matches!(shape(root, values), Shape::Named(_)) => Shape::Any(values),
        _ => Shape::Leaf,
    }
}

fn leaves(root: &Value, schema: &Value, path: String, found: &mut BTreeSet<String>) {
    match shape(root, schema) {
        Shape::Named(keys) => {
            // Clusters have the keys of their component once more.
            for (key, schema) in keys.iter().filter(|(key, _)| *key != "clusters") {
                leaves(root, schema, format!("{path}.{key}"), found);
            }
        }
        Shape::Any(values) => leaves(root, values, format!("{path}.*"), found),
        Shape::Leaf => drop(found.insert(path)),
    }
}

/// Every key below the section `key` of the values, without the section itself: `placement.hosts`.
pub fn keys_of(root: &Value, key: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    leaves(root, &root["properties"][key], key.to_string(), &mut found);
    found.into_iter().map(|path| path.strip_prefix(&format!("{key}.")).unwrap_or(&path).to_string()).collect()
}

fn set(root: &Value, schema: &Value, value: &Value, path: String, found: &mut BTreeSet<String>) {
    match (shape(root, schema), value) {
        (Shape::Named(keys), Value::Object(map)) => {
            for (key, value) in map {
                let schema = keys.get(key).unwrap_or_else(|| panic!("{path}: the schema has no `{key}`"));
                set(root, schema, value, format!("{path}.{key}"), found);
            }
        }
        (Shape::Any(values), Value::Object(map)) => {
            map.values().for_each(|value| set(root, values, value, format!("{path}.*"), found));
        }
        _ => drop(found.insert(path)),
    }
}

/// The keys that `value` sets in the section `key`, as [`keys_of`] names them.
pub fn keys_in(root: &Value, key: &str, value: &Value) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    set(root, &root["properties"][key], value, key.to_string(), &mut found);
    found.into_iter().map(|path| path.strip_prefix(&format!("{key}.")).unwrap_or(&path).to_string()).collect()
}
