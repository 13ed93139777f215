use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};

use crate::model::Values;
use crate::values::text_scalar;

/// What the schema calls itself.
pub const TITLE: &str = "cpgen values";

/// JSON Schema of the values, as `cpgen show schema` prints it.
pub fn json_schema() -> String {
    let mut schema = raw();
    loosen(&mut schema);
    if let Value::Object(map) = &mut schema {
        map.insert("title".into(), TITLE.into());
    }
    serde_json::to_string_pretty(&schema).unwrap_or_default() + "\n"
}

/// The schema as the types have it, with `$defs`.
pub fn raw() -> Value {
    SchemaSettings::draft07().into_generator().into_root_schema_for::<Values>().to_value()
}

/// What cpgen takes and the types do not say: a text may be written as a number or a bool, and null unsets anything.
fn loosen(schema: &mut Value) {
    match schema {
        Value::Object(map) => {
            // What lies below these is data.
            map.iter_mut()
                .filter(|(key, _)| !["default", "const", "enum"].contains(&key.as_str()))
                .for_each(|(_, v)| loosen(v));
            let is_choice = map.contains_key("const") || map.contains_key("enum");
            match map.get_mut("type") {
                Some(kind) if *kind == "string" && !is_choice => *kind = json!(["string", "number", "boolean", "null"]),
                Some(kind) if kind.is_string() && *kind != "null" && !is_choice => *kind = json!([kind.take(), "null"]),
                Some(Value::Array(kinds)) if kinds.contains(&json!("string")) && !is_choice => {
                    kinds.extend([json!("number"), json!("boolean")]);
                }
                _ => {}
            }
            if let Some(Value::Array(options)) = map.get_mut("oneOf") {
                options.push(json!({"type": "null"}));
            }
            if let Some(description) = map.get("description").cloned() {
                map.insert("markdownDescription".into(), description);
            }
        }
        Value::Array(list) => list.iter_mut().for_each(loosen),
        _ => {}
    }
}

/// A step into the schema: the schema of key `key` of `schema`, or of the items of a list, which a number
/// may name or nothing.
pub fn child<'a>(root: &'a Value, schema: &'a Value, key: &str) -> Option<&'a Value> {
    let object = resolved(root, schema);
    if let Some(found) = object.get("properties").and_then(|properties| properties.get(key)) {
        return Some(found);
    }
    if let Some(items) = object.get("items") {
        return if key.parse::<usize>().is_ok() { Some(items) } else { child(root, items, key) };
    }
    object.get("additionalProperties").filter(|values| values.is_object())
}

/// What `schema` refers to, or itself.
pub fn resolved<'a>(root: &'a Value, schema: &'a Value) -> &'a Value {
    let mut current = schema;
    for _ in 0..8 {
        let reference =
            [current, &current["allOf"][0], &current["anyOf"][0]].into_iter().find_map(|s| s["$ref"].as_str());
        match reference.and_then(|path| root.pointer(path.trim_start_matches('#'))) {
            Some(target) => current = target,
            None => break,
        }
    }
    current
}

/// The properties of an object schema, in the order of the struct.
pub fn properties<'a>(root: &'a Value, schema: &'a Value) -> Option<&'a Map<String, Value>> {
    resolved(root, schema).get("properties").and_then(Value::as_object)
}

/// The description of a key: that of the field, or else that of its type.
pub fn description<'a>(root: &'a Value, schema: &'a Value) -> &'a str {
    schema["description"].as_str().or(resolved(root, schema)["description"].as_str()).unwrap_or_default()
}

/// Every key of the values with its description and its default, as a values file: `values/default.yaml`.
pub fn commented_defaults() -> String {
    let root = raw();
    let defaults = serde_json::to_value(Values::default()).unwrap_or_default();
    let mut text = String::from(
        "# Every key, what it means, and what holds when it is not set. Generated from the model; take over only what\n\
         # differs. `cpgen explain KEY` says more about one.\n",
    );
    section(&root, &root, &defaults, 0, &mut text);
    text
}

fn section(root: &Value, schema: &Value, defaults: &Value, depth: usize, text: &mut String) {
    let Some(entries) = defaults.as_object() else { return };
    let indent = "  ".repeat(depth);
    for (key, value) in entries {
        let found = child(root, schema, key).unwrap_or(&Value::Null);
        if properties(root, schema).is_some() {
            if depth == 0 {
                text.push('\n');
            }
            for line in wrapped(description(root, found), 110 - indent.len()) {
                text.push_str(&format!("{indent}# {line}\n"));
            }
        }
        let key = text_scalar(key);
        match value {
            Value::Object(map) if !map.is_empty() => {
                text.push_str(&format!("{indent}{key}:\n"));
                section(root, found, value, depth + 1, text);
            }
            Value::String(word) => text.push_str(&format!("{indent}{key}: {}\n", text_scalar(word))),
            Value::Null => text.push_str(&format!("{indent}{key}: null\n")),
            other => text.push_str(&format!("{indent}{key}: {other}\n")),
        }
    }
}

/// `text` in lines of at most `width` characters.
pub fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in text.split("\n\n") {
        let mut line = String::new();
        for word in paragraph.split_whitespace() {
            if !line.is_empty() && line.chars().count() + word.chars().count() >= width {
                lines.push(std::mem::take(&mut line));
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
        lines.push(line);
    }
    lines
}
