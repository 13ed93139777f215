use serde_json::{Map, Value};

use super::Problem;
use super::directive::{Directive, directive, is_bare, plain};
use super::merge_key::{ListMerge, list_merge};

/// Merges `patch` into `object` as `kubectl patch` does by default: maps key by key, null deletes, lists by the merge
/// key that Kubernetes has for them and otherwise as a whole. New items go to the end of their list.
///
/// # Errors
/// A patch that is no map, unknown directives, list items without their merge key. `object` may then be half merged.
pub fn merge(object: &mut Value, patch: &Value) -> Result<(), Problem> {
    let kind = object.get("kind").and_then(Value::as_str).unwrap_or_default().to_owned();
    match (object, patch) {
        (Value::Object(object), Value::Object(patch)) => merge_map(object, patch, &kind, &mut Vec::new()),
        _ => Err(Problem("`merge` must be a map".to_owned(), "write an extract of the object, from the top")),
    }
}

fn merge_map<'p>(
    target: &mut Map<String, Value>,
    patch: &'p Map<String, Value>,
    kind: &str,
    path: &mut Vec<&'p str>,
) -> Result<(), Problem> {
    if directive(patch)? != Directive::Merge {
        target.clear();
        if directive(patch)? == Directive::Delete {
            return Ok(());
        }
    }
    for (key, new) in patch.iter().filter(|(key, _)| *key != "$patch") {
        path.push(key);
        match (target.get_mut(key), new) {
            (_, Value::Null) => _ = target.shift_remove(key),
            (Some(Value::Object(old)), Value::Object(new)) => {
                if directive(new)? == Directive::Delete {
                    target.shift_remove(key);
                } else {
                    merge_map(old, new, kind, path)?;
                }
            }
            (Some(Value::Array(old)), Value::Array(new)) => merge_list(old, new, kind, path)?,
            (_, Value::Object(new)) if directive(new)? == Directive::Delete => _ = target.shift_remove(key),
            _ => _ = target.insert(key.clone(), plain(new)?),
        }
        path.pop();
    }
    Ok(())
}

fn merge_list<'p>(
    target: &mut Vec<Value>,
    patch: &'p [Value],
    kind: &str,
    path: &mut Vec<&'p str>,
) -> Result<(), Problem> {
    let replace = patch.iter().any(|item| is_bare(item) && item["$patch"] == "replace");
    let rule = if replace { ListMerge::Replace } else { list_merge(kind, path) };
    match rule {
        ListMerge::Replace => {
            target.clear();
            for item in patch.iter().filter(|item| !is_bare(item)) {
                target.push(plain(item)?);
            }
        }
        ListMerge::Set => {
            let new: Vec<Value> = patch.iter().filter(|item| !target.contains(item)).cloned().collect();
            target.extend(new);
        }
        ListMerge::By(key) => {
            for item in patch.iter() {
                merge_item(target, item, key, kind, path)?;
            }
        }
    }
    Ok(())
}

fn merge_item<'p>(
    target: &mut Vec<Value>,
    item: &'p Value,
    key: &str,
    kind: &str,
    path: &mut Vec<&'p str>,
) -> Result<(), Problem> {
    let (Some(map), Some(wanted)) = (item.as_object(), item.get(key)) else {
        let sentence = format!("an item of `{}` has no `{key}`, by which its list is merged", path.join("."));
        return Err(Problem(sentence, "name the item, or begin the list with `- $patch: replace`"));
    };
    let is_wanted = |old: &Value| old.get(key) == Some(wanted);
    if directive(map)? == Directive::Delete {
        target.retain(|old| !is_wanted(old));
        return Ok(());
    }
    match target.iter_mut().find(|old| is_wanted(old)) {
        Some(Value::Object(old)) => merge_map(old, map, kind, path),
        _ => {
            target.push(plain(item)?);
            Ok(())
        }
    }
}
