use serde_json::Value;

use super::{Entry, Node, Tree};
use crate::source::Place;

/// Built-in defaults as the lowest layer: a tree whose places say that no file set it.
///
/// Null stands for an option that is unset, and anything may be layered over it.
pub fn from_value(value: &Value) -> Tree {
    tree(value, &Place::of_default())
}

/// `value` as a tree in which everything stands at `place`. Text counts as quoted, all else as plain.
pub(super) fn tree(value: &Value, place: &Place) -> Tree {
    let node = match value {
        Value::Null => Node::Null,
        Value::Bool(truth) => Node::Scalar { text: truth.to_string(), quoted: false },
        Value::Number(number) => Node::Scalar { text: number.to_string(), quoted: false },
        Value::String(text) => Node::Scalar { text: text.clone(), quoted: true },
        Value::Array(list) => Node::List(list.iter().map(|item| tree(item, place)).collect()),
        Value::Object(map) => Node::Map(
            map.iter()
                .map(|(key, value)| (key.clone(), Entry { key: place.clone(), value: tree(value, place) }))
                .collect(),
        ),
    };
    Tree { node, place: place.clone() }
}
