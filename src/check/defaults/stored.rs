use serde_json::{Map, Value};

use super::fill;
use super::zeros::{POINTERS, STRUCTS};
use crate::check::schema::{Minor, Shape, Table};
use crate::check::validation::text::{canonical_quantity, rounded_quantity};

/// The object as that minor of Kubernetes stores it: decoded, with defaults, and each value in its one spelling. What
/// the server writes itself (status, resourceVersion, ...) is not there. Kinds that it does not know keep all but nulls.
pub fn stored(object: &Value, api_version: &str, kind: &str, minor: Minor) -> Value {
    let mut object = object.clone();
    without_nulls(&mut object);
    fill(&mut object, api_version, kind, minor);
    tidied(object, api_version, kind, minor)
}

/// The object without what says nothing: fields that hold their type's zero value, what the server writes itself.
pub fn tidied(mut object: Value, api_version: &str, kind: &str, minor: Minor) -> Value {
    if let Some(map) = object.as_object_mut() {
        map.shift_remove("status");
        if let Some(metadata) = map.get_mut("metadata").and_then(Value::as_object_mut) {
            WRITTEN_BY_SERVER.iter().for_each(|field| drop(metadata.shift_remove(*field)));
            if let Some(annotations) = metadata.get_mut("annotations").and_then(Value::as_object_mut) {
                annotations.shift_remove("kubectl.kubernetes.io/last-applied-configuration");
            }
        }
    }
    let table = minor.table();
    if let Some(known) = table.kind(api_version, kind).filter(|known| has_go_zeros(known.group())) {
        let tidy = Tidy { table };
        if let Some(map) = object.as_object_mut() {
            tidy.fields(map, known.definition);
        }
    }
    object
}

/// Fields of metadata that users do not decide.
const WRITTEN_BY_SERVER: [&str; 8] = [
    "creationTimestamp",
    "deletionGracePeriodSeconds",
    "deletionTimestamp",
    "generation",
    "managedFields",
    "resourceVersion",
    "selfLink",
    "uid",
];

/// Groups whose types are such that [`Tidy`] knows which zero values say nothing.
fn has_go_zeros(group: &str) -> bool {
    const GROUPS: [&str; 9] = [
        "",
        "apps",
        "autoscaling",
        "batch",
        "networking.k8s.io",
        "policy",
        "rbac.authorization.k8s.io",
        "scheduling.k8s.io",
        "storage.k8s.io",
    ];
    GROUPS.contains(&group)
}

/// Removes every map entry that is null, which to the server is absent.
fn without_nulls(value: &mut Value) {
    match value {
        Value::Object(map) => {
            map.retain(|_, value| !value.is_null());
            map.values_mut().for_each(without_nulls);
        }
        Value::Array(list) => list.iter_mut().for_each(without_nulls),
        _ => {}
    }
}

struct Tidy {
    table: Table,
}

impl Tidy {
    fn fields(&self, map: &mut Map<String, Value>, definition: crate::check::schema::table::Definition) {
        let mut nothing = Vec::new();
        for (name, value) in map.iter_mut() {
            let Some(field) = self.table.field(definition, name) else { continue };
            self.value(value, field.shape);
            if says_nothing(name, value, field.shape) {
                nothing.push(name.clone());
            }
        }
        nothing.iter().for_each(|name| drop(map.shift_remove(name)));
    }

    fn value(&self, value: &mut Value, shape: Shape) {
        match (shape, value) {
            (Shape::Object(index), Value::Object(map)) => {
                if let Some(definition) = self.table.definition(index) {
                    self.fields(map, definition);
                }
            }
            (Shape::List(index), Value::Array(list)) => {
                if let Some(shape) = self.table.shape(index) {
                    list.iter_mut().for_each(|item| self.value(item, shape));
                }
            }
            (Shape::Map(index), Value::Object(map)) => {
                if let Some(shape) = self.table.shape(index) {
                    map.values_mut().for_each(|item| match shape {
                        // Amounts of resources are rounded up to thousandths (`SetDefaults_ResourceList`).
                        Shape::Quantity => amount(item, rounded_quantity),
                        _ => self.value(item, shape),
                    });
                }
            }
            (Shape::Quantity, value) => amount(value, canonical_quantity),
            (Shape::Bytes, Value::String(text)) => text.retain(|c| c != '\n' && c != '\r'),
            _ => {}
        }
    }
}

fn amount(value: &mut Value, spell: fn(&str) -> Option<String>) {
    let text = match &*value {
        Value::String(text) => spell(text.trim()),
        Value::Number(number) => spell(&number.to_string()),
        _ => None,
    };
    if let Some(text) = text {
        *value = text.into();
    }
}

/// Whether a field with that value is to the server as if it were absent.
fn says_nothing(name: &str, value: &Value, shape: Shape) -> bool {
    match value {
        Value::Null => true,
        Value::Bool(value) => !value && !POINTERS.contains(&name),
        Value::Number(number) => number.as_f64() == Some(0.0) && !POINTERS.contains(&name) && is_plain(shape),
        Value::String(text) => text.is_empty() && !POINTERS.contains(&name) && is_plain(shape),
        Value::Array(list) => list.is_empty(),
        Value::Object(map) => map.is_empty() && (matches!(shape, Shape::Map(_)) || STRUCTS.contains(&name)),
    }
}

/// Whether its zero value is the same as its absence: 0 of `maxUnavailable` is not.
fn is_plain(shape: Shape) -> bool {
    !matches!(shape, Shape::IntOrText | Shape::Any | Shape::Quantity)
}
