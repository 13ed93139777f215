use serde_json::{Map, Value};

/// The map at a path, made where it is absent: Go's structs are always there. Nothing where something else stands there.
pub fn made<'v>(value: &'v mut Value, path: &[&str]) -> Option<&'v mut Map<String, Value>> {
    made_value(value, path)?.as_object_mut()
}

/// The same as a value.
pub fn made_value<'v>(value: &'v mut Value, path: &[&str]) -> Option<&'v mut Value> {
    let mut value = value;
    for step in path {
        value = value.as_object_mut()?.entry(*step).or_insert_with(|| Value::Object(Map::new()));
    }
    Some(value)
}

/// The text of a field; empty where it has none.
pub fn text<'v>(value: &'v Value, field: &str) -> &'v str {
    value.get(field).and_then(Value::as_str).unwrap_or_default()
}

/// The items of a list field, to change them.
pub fn items_mut<'v>(value: &'v mut Value, field: &str) -> impl Iterator<Item = &'v mut Value> + use<'v> {
    value.get_mut(field).and_then(Value::as_array_mut).into_iter().flatten()
}

/// Sets a field that is absent.
pub fn set_absent(value: &mut Value, field: &str, default: impl Into<Value>) {
    if let Some(map) = value.as_object_mut()
        && !map.contains_key(field)
    {
        map.insert(field.to_owned(), default.into());
    }
}

/// Whether a list or map field is absent or has nothing in it.
pub fn is_empty(value: &Value, field: &str) -> bool {
    match value.get(field) {
        None => true,
        Some(Value::Array(list)) => list.is_empty(),
        Some(Value::Object(map)) => map.is_empty(),
        Some(_) => false,
    }
}
