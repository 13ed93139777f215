use serde_json::{Map, Value};

use super::Problem;

/// What `$patch` says about the map that it stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Directive {
    Merge,
    Replace,
    Delete,
}

/// The directive of a map of a strategic merge patch; merging without one.
///
/// # Errors
/// A `$patch` that is none of the three, and any other key that begins with `$` and so is an order that would be lost.
pub fn directive(patch: &Map<String, Value>) -> Result<Directive, Problem> {
    let fix = "`$patch` may be `merge`, `replace` or `delete`; there are no other directives";
    if let Some(key) = patch.keys().find(|key| key.starts_with('$') && *key != "$patch") {
        return Err(Problem(format!("`{key}` is not supported in a merge"), fix));
    }
    match patch.get("$patch").map(|value| value.as_str()) {
        None | Some(Some("merge")) => Ok(Directive::Merge),
        Some(Some("replace")) => Ok(Directive::Replace),
        Some(Some("delete")) => Ok(Directive::Delete),
        Some(_) => Err(Problem("`$patch` has a value that it cannot have".to_owned(), fix)),
    }
}

/// `patch` as it stands in an object: without directives, without what it deletes.
pub fn plain(patch: &Value) -> Result<Value, Problem> {
    match patch {
        Value::Object(map) => {
            directive(map)?;
            let entries = map.iter().filter(|(key, value)| *key != "$patch" && !value.is_null() && !deletes(value));
            let entries: Result<Map<String, Value>, Problem> =
                entries.map(|(key, value)| Ok((key.clone(), plain(value)?))).collect();
            entries.map(Value::Object)
        }
        Value::Array(list) => list.iter().filter(|item| !deletes(item) && !is_bare(item)).map(plain).collect(),
        _ => Ok(patch.clone()),
    }
}

/// `- $patch: replace`, alone in its item: the order to replace the whole list.
pub fn is_bare(item: &Value) -> bool {
    item.as_object().is_some_and(|map| map.len() == 1 && map.contains_key("$patch"))
}

fn deletes(value: &Value) -> bool {
    value.get("$patch").and_then(Value::as_str) == Some("delete")
}
