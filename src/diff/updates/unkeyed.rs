use serde_json::Value;

use super::Refusal;
use crate::manifest::patch::{ListMerge, list_merge};

/// Items without the field by which their list is merged: nobody can apply one such list over another, whichever of them
/// has the item. Where there is no such list yet, or none any more, nothing is merged.
pub fn unkeyed(kind: &str, old: &Value, new: &Value) -> Option<Refusal> {
    search(kind, &mut Vec::new(), "", old, new)
}

fn search<'v>(kind: &str, fields: &mut Vec<&'v str>, path: &str, old: &'v Value, new: &'v Value) -> Option<Refusal> {
    match (old, new) {
        (Value::Object(old), Value::Object(new)) => new.iter().find_map(|(name, new)| {
            let old = old.get(name)?;
            fields.push(name);
            let below = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
            let found = search(kind, fields, &below, old, new);
            fields.pop();
            found
        }),
        (Value::Array(old), Value::Array(new)) => {
            let ListMerge::By(key) = list_merge(kind, fields) else { return None };
            let lacks = |item: &Value| item.is_object() && item.get(key).is_none();
            if let Some(index) = new.iter().position(lacks).or_else(|| old.iter().position(lacks)) {
                return Some(Refusal {
                    path: format!("{path}[{index}]"),
                    sentence: format!("does not contain declared merge key: {key}"),
                    instead: format!("write `{key}` in every item, in what was applied before too"),
                    place: None,
                });
            }
            new.iter().enumerate().find_map(|(index, new)| {
                let old = old.iter().find(|old| old.get(key) == new.get(key))?;
                search(kind, fields, &format!("{path}[{index}]"), old, new)
            })
        }
        _ => None,
    }
}
