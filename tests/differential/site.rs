//! Places of a manifest that can be changed: the values that are there, and the fields that could be.

use std::fmt;

use cpgen::check::schema::{Shape, Table};
use serde_json::{Map, Value};

use crate::seed::Seed;

/// One step down a manifest.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Step {
    /// To a field, or to a key that the author chose.
    Key(String),
    /// To an item.
    Item(usize),
}

impl Step {
    fn key(&self) -> Option<&str> {
        match self {
            Step::Key(key) => Some(key),
            Step::Item(_) => None,
        }
    }
}

/// What stands at a site, whichever manifest that is in: equal for two fields of one name in one definition.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Slot {
    /// A field of a kind.
    Top(&'static str, &'static str),
    /// A field of a definition.
    Field(u16, &'static str),
    /// A value of a map, or an item of a list, of that shape.
    Inner(u16),
}

/// One place.
#[derive(Clone, Debug)]
pub struct Site {
    /// How to come there.
    pub path: Vec<Step>,
    /// What may stand there.
    pub shape: Shape,
    /// What it is.
    pub slot: Slot,
    /// Whether something stands there.
    pub is_present: bool,
}

impl Site {
    /// Whether the object is another one when it changes, or only the server itself may change it.
    pub fn is_identity(&self) -> bool {
        let fields: Vec<&str> = self.path.iter().filter_map(Step::key).collect();
        match fields[..] {
            ["kind" | "apiVersion" | "metadata"] => true,
            ["metadata", field] => !matches!(field, "labels" | "annotations" | "finalizers" | "ownerReferences"),
            _ => false,
        }
    }

    /// The path without indexes and chosen keys, which is the same for every manifest of the kind.
    pub fn generic(&self) -> String {
        let mut text = String::new();
        for step in &self.path {
            match step {
                Step::Key(key) => text.push_str(&format!(".{key}")),
                Step::Item(_) => text.push_str("[]"),
            }
        }
        text
    }
}

impl fmt::Display for Site {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for step in &self.path {
            match step {
                Step::Key(key) => write!(f, ".{key}")?,
                Step::Item(index) => write!(f, "[{index}]")?,
            }
        }
        Ok(())
    }
}

/// All sites of a manifest; nothing of its status, which the API server drops.
pub fn sites(seed: &Seed, table: Table) -> Vec<Site> {
    let mut found = Vec::new();
    let Some(map) = seed.value.as_object() else { return found };
    let mut path = Vec::new();
    for (name, field) in table.fields(seed.kind.definition).filter(|(name, _)| *name != "status") {
        let slot = Slot::Top(seed.kind.kind, name);
        enter(map, name, field.shape, slot, table, &mut path, &mut found);
    }
    found
}

fn enter(
    map: &Map<String, Value>,
    name: &str,
    shape: Shape,
    slot: Slot,
    table: Table,
    path: &mut Vec<Step>,
    found: &mut Vec<Site>,
) {
    // The server replaces them before it validates.
    if name == "managedFields" {
        return;
    }
    path.push(Step::Key(name.to_owned()));
    let value = map.get(name);
    found.push(Site { path: path.clone(), shape, slot, is_present: value.is_some() });
    if let Some(value) = value {
        below(value, shape, table, path, found);
    }
    path.pop();
}

fn below(value: &Value, shape: Shape, table: Table, path: &mut Vec<Step>, found: &mut Vec<Site>) {
    match (value, shape) {
        (Value::Object(map), Shape::Map(index)) => {
            let Some(inner) = table.shape(index) else { return };
            for name in map.keys() {
                enter(map, name, inner, Slot::Inner(index), table, path, found);
            }
        }
        (Value::Array(list), Shape::List(index)) => {
            let Some(inner) = table.shape(index) else { return };
            for (at, item) in list.iter().enumerate() {
                path.push(Step::Item(at));
                found.push(Site { path: path.clone(), shape: inner, slot: Slot::Inner(index), is_present: true });
                below(item, inner, table, path, found);
                path.pop();
            }
        }
        (
            Value::Object(map),
            Shape::Object(index)
            | Shape::ObjectOrList(index)
            | Shape::ObjectOrBoolean(index)
            | Shape::ObjectOrTexts(index),
        ) => {
            let Some(definition) = table.definition(index) else { return };
            for (name, field) in table.fields(definition) {
                enter(map, name, field.shape, Slot::Field(index, name), table, path, found);
            }
        }
        _ => {}
    }
}

/// The value at a path.
pub fn at<'v>(value: &'v Value, path: &[Step]) -> Option<&'v Value> {
    path.iter().try_fold(value, |value, step| match step {
        Step::Key(key) => value.get(key),
        Step::Item(index) => value.get(index),
    })
}

/// Puts something there, or takes it away. Whether that could be done.
pub fn put(root: &mut Value, path: &[Step], change: Option<Value>) -> bool {
    let Some((last, above)) = path.split_last() else { return false };
    let parent = above.iter().try_fold(root, |value, step| match step {
        Step::Key(key) => value.get_mut(key),
        Step::Item(index) => value.get_mut(index),
    });
    match (parent, last, change) {
        (Some(Value::Object(map)), Step::Key(key), Some(value)) => _ = map.insert(key.clone(), value),
        (Some(Value::Object(map)), Step::Key(key), None) => return map.shift_remove(key).is_some(),
        (Some(Value::Array(list)), Step::Item(index), Some(value)) if *index < list.len() => list[*index] = value,
        (Some(Value::Array(list)), Step::Item(index), None) if *index < list.len() => _ = list.remove(*index),
        _ => return false,
    }
    true
}
