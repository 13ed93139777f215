use std::collections::HashSet;

use serde_json::{Map, Value};

/// Puts the entries of `source` (a map, or a list of maps of which the first wins) into `target`, over what is there:
/// kubectl merges where the `<<` stands, so only a key written after it overrides. `merged` takes the new keys.
///
/// False where `source` is neither.
pub fn merge(target: &mut Map<String, Value>, merged: &mut HashSet<String>, source: &Value) -> bool {
    match source {
        Value::Object(map) => {
            for (key, value) in map {
                if target.insert(key.clone(), value.clone()).is_none() {
                    merged.insert(key.clone());
                }
            }
        }
        Value::Array(list) => return list.iter().rev().all(|item| item.is_object() && merge(target, merged, item)),
        _ => return false,
    }
    true
}
