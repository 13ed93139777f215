use serde_json::Value;

use super::Problem;

/// Applies a JSON Patch. On an error `value` is as it was.
pub fn apply(value: &mut Value, operations: &Value) -> Result<(), Problem> {
    let patch: json_patch::Patch = serde_json::from_value(operations.clone()).map_err(|error| {
        let fix = "write a list of `{op, path, value}`, with paths like `/spec/replicas`";
        Problem(format!("this is no JSON Patch: {error}"), fix)
    })?;
    json_patch::patch(value, &patch).map_err(|error| {
        let fix = "compare the path with the rendered object; `~1` stands for a `/` inside a key";
        Problem(format!("{error}"), fix)
    })
}
