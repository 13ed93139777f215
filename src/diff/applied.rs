use std::collections::HashMap;

use serde_json::{Map, Value};

use super::Object;
use super::keys::{Keying, keying, label, labels};
use crate::manifest::pod_template_path;

/// What is sent to the server where the new manifest is applied over the old object: what the new one says, and what
/// defaults once gave the old one in places about which neither manifest says anything. Client-side apply (a three-way
/// merge) and server-side apply agree on that.
pub fn applied(old: &Object, new: &Object) -> Value {
    let mut applied = new.written.clone();
    if old.api_version == new.api_version {
        carry(&old.id.kind, &mut Vec::new(), &old.written, &old.stored, &mut applied);
        // A spec that goes leaves an empty one: Go's structs are always there.
        if let (true, Some(map)) = (old.stored.get("spec").is_some(), applied.as_object_mut()) {
            map.entry("spec").or_insert_with(|| Value::Object(Map::new()));
        }
    }
    applied
}

/// Adds to `new` what `stored` has and `written` has not.
fn carry(kind: &str, fields: &mut Vec<String>, written: &Value, stored: &Value, new: &mut Value) {
    let names: Vec<&str> = fields.iter().map(String::as_str).collect();
    match (stored, new) {
        (Value::Object(stored), Value::Object(new)) => {
            let retained = retains_keys(kind, &names) && *written != Value::Object(new.clone());
            let nothing = Map::new();
            let written = written.as_object().unwrap_or(&nothing);
            for (name, value) in stored {
                let before = written.get(name).filter(|value| !value.is_null());
                fields.push(name.clone());
                match new.get_mut(name) {
                    Some(after) if !after.is_null() => {
                        carry(kind, fields, before.unwrap_or(&Value::Null), value, after);
                    }
                    _ if before.is_none() && !retained => {
                        new.insert(name.clone(), value.clone());
                    }
                    _ => {}
                }
                fields.pop();
            }
        }
        (Value::Array(stored), Value::Array(new)) => {
            let (Keying::By(pointers), Some(written)) = (merged(kind, &names), written.as_array()) else { return };
            let Some(before) = labels(stored, pointers) else { return };
            if names.last().is_some_and(|name| MAY_REPEAT.contains(name)) {
                once_each(new, pointers);
            }
            let Some(after) = labels(new, pointers) else { return };
            let places: HashMap<&String, usize> = before.iter().zip(0..).collect();
            for (item, label) in new.iter_mut().zip(&after) {
                let at = places.get(label);
                if let Some((written, stored)) = at.and_then(|at| Some((written.get(*at)?, stored.get(*at)?))) {
                    carry(kind, fields, written, stored, item);
                }
            }
        }
        _ => {}
    }
}

/// Lists in which the server lets a name stand twice when it creates an object.
const MAY_REPEAT: [&str; 2] = ["env", "imagePullSecrets"];

/// Of items that are called the same, merging leaves the last one, where the first stood.
fn once_each(list: &mut Vec<Value>, pointers: &[&str]) {
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut kept: Vec<Value> = Vec::with_capacity(list.len());
    for item in list.drain(..) {
        match label(&item, pointers).map(|label| *places.entry(label).or_insert(kept.len())) {
            Some(at) if at < kept.len() => kept[at] = item,
            _ => kept.push(item),
        }
    }
    *list = kept;
}

/// How the server matches a list, which has no keys for those that people have names for.
fn merged(kind: &str, fields: &[&str]) -> Keying {
    match crate::manifest::patch::list_merge(kind, fields) {
        crate::manifest::patch::ListMerge::By(_) => match keying(kind, fields) {
            // Only the first key is asked in a three-way merge, and the protocol may not be written.
            Keying::By(pointers) => Keying::By(&pointers[..1]),
            other => other,
        },
        _ => Keying::Place,
    }
}

/// Fields of which only the keys that are written stay when they change (`patchStrategy: retainKeys`).
fn retains_keys(kind: &str, fields: &[&str]) -> bool {
    let in_pod = pod_template_path(kind).and_then(|path| fields.strip_prefix(path));
    in_pod == Some(&["spec", "volumes"]) || (kind == "Deployment" && fields == ["spec", "strategy"])
}
