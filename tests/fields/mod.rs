//! Every setting, found from the JSON Schema that cpgen gives to editors.
#![allow(dead_code)]

use serde_json::{Map, Value, json};

/// What can be written at a path.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kind {
    /// One text.
    Text,
    /// The key of a map whose keys the user chooses.
    Key,
    /// Anything: a part that is Kubernetes' own.
    Free,
    /// A whole number, with its least and greatest value where they are known.
    Number,
    /// `true` or `false`.
    Truth,
    /// One of the words.
    Choice,
}

/// A setting. In its path stands [`NAME`] where the user chooses a key, and `0` for the first item of a list.
#[derive(Clone, Debug)]
pub struct Field {
    pub path: Vec<String>,
    pub kind: Kind,
    pub words: Vec<String>,
}

/// Stands for a key that the user chooses.
pub const NAME: &str = "qzname";

impl Field {
    pub fn dotted(&self) -> String {
        self.path.join(".")
    }
}

/// All settings. Of sections that contain themselves (`clusters`) one level.
pub fn fields() -> Vec<Field> {
    let root: Value = serde_json::from_str(&cpgen::commands::json_schema()).expect("the schema is JSON");
    let mut found = Vec::new();
    walk(&root, &root, &mut Vec::new(), &mut found);
    found
}

fn walk(root: &Value, schema: &Value, path: &mut Vec<String>, found: &mut Vec<Field>) {
    let schema = resolved(root, schema);
    let mut add = |kind, words| found.push(Field { path: path.clone(), kind, words });
    if path.iter().filter(|step| *step == "clusters").count() > 1 {
        return;
    }
    if let Some(properties) = schema["properties"].as_object() {
        for (key, inner) in properties {
            path.push(key.clone());
            walk(root, inner, path, found);
            path.pop();
        }
        return;
    }
    let words: Vec<String> = words(schema);
    if !words.is_empty() {
        return add(Kind::Choice, words);
    }
    match kinds(schema).as_slice() {
        kinds if kinds.contains(&"string") => add(Kind::Text, Vec::new()),
        kinds if kinds.contains(&"integer") || kinds.contains(&"number") => add(Kind::Number, Vec::new()),
        kinds if kinds.contains(&"boolean") => add(Kind::Truth, Vec::new()),
        kinds if kinds.contains(&"array") => {
            path.push("0".into());
            walk(root, &schema["items"], path, found);
            path.pop();
        }
        kinds if kinds.contains(&"object") && schema["additionalProperties"] != json!(false) => {
            path.push(NAME.into());
            found.push(Field { path: path.clone(), kind: Kind::Key, words: Vec::new() });
            walk(root, &schema["additionalProperties"], path, found);
            path.pop();
        }
        kinds if kinds.contains(&"object") => {}
        _ => add(Kind::Free, Vec::new()),
    }
}

fn kinds(schema: &Value) -> Vec<&str> {
    match &schema["type"] {
        Value::String(kind) => vec![kind.as_str()],
        Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}

fn words(schema: &Value) -> Vec<String> {
    let one = |option: &Value| -> Vec<String> {
        let listed = option["enum"].as_array().cloned().unwrap_or_default();
        listed.iter().chain([&option["const"]]).filter_map(Value::as_str).map(str::to_owned).collect()
    };
    let options = schema["oneOf"].as_array().or(schema["anyOf"].as_array()).cloned().unwrap_or_default();
    options.iter().chain([schema]).flat_map(one).collect()
}

fn resolved<'a>(root: &'a Value, mut schema: &'a Value) -> &'a Value {
    loop {
        let inner = [schema, &schema["allOf"][0], &schema["anyOf"][0]];
        match inner.iter().find_map(|s| s["$ref"].as_str()) {
            Some(reference) => {
                schema = root.pointer(reference.trim_start_matches('#')).expect("it refers to something")
            }
            None => return schema,
        }
    }
}

/// `value` with `leaf` at `path`, whose maps and lists are made where they are missing.
pub fn put(value: &mut Value, path: &[String], leaf: Value) {
    let Some((first, rest)) = path.split_first() else {
        *value = leaf;
        return;
    };
    if first == "0" && !value.is_object() {
        if !value.is_array() {
            *value = json!([]);
        }
        let list = value.as_array_mut().expect("a list");
        if list.is_empty() {
            list.push(Value::Null);
        }
        return put(&mut list[0], rest, leaf);
    }
    if !value.is_object() {
        *value = Value::Object(Map::new());
    }
    put(value.as_object_mut().expect("a map").entry(first.clone()).or_insert(Value::Null), rest, leaf);
}

/// `over` on top of `under`.
pub fn merge(under: &mut Value, over: &Value) {
    match (under, over) {
        (Value::Object(under), Value::Object(over)) => {
            for (key, value) in over {
                merge(under.entry(key.clone()).or_insert(Value::Null), value);
            }
        }
        (under, over) => *under = over.clone(),
    }
}
