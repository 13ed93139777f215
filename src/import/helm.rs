//! How Helm reads values: YAML 1.1 scalars, maps that merge, null that removes.

use serde_json::Value;

use crate::values::{Node, Tree};
use crate::yaml::{Content, Scalar, resolve};

/// `over` on top of `under`, as Helm merges values. `lost` hears of every value that a later file sets again.
pub fn merge(under: Tree, over: Tree, path: &str, lost: &mut dyn FnMut(&str, &Tree, &Tree)) -> Tree {
    let place = over.place.clone();
    match (under.node, over.node) {
        (Node::Map(mut below), Node::Map(above)) => {
            for (key, entry) in above {
                match below.get_mut(&key) {
                    Some(there) => {
                        let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                        let old = std::mem::replace(&mut there.value, Tree::empty_map(entry.key.clone()));
                        there.key = entry.key.clone();
                        there.value = merge(old, entry.value, &path, lost);
                    }
                    None => drop(below.insert(key, entry)),
                }
            }
            Tree { node: Node::Map(below), place }
        }
        (below, above) => {
            let (below, above) = (Tree { node: below, place: under.place }, Tree { node: above, place });
            if !is_nothing(&below) {
                lost(path, &below, &above);
            }
            above
        }
    }
}

/// Whether it is null, `{}`, `[]` or an empty text: all of them mean nothing where the chart wants a map or a list.
pub fn is_nothing(tree: &Tree) -> bool {
    match &tree.node {
        Node::Null => true,
        Node::Scalar { text, .. } => text.is_empty(),
        Node::List(list) => list.is_empty(),
        Node::Map(map) => map.is_empty(),
    }
}

/// A scalar as text, as the chart's templates would have printed it: unquoted `yes` is `true`, 0x10 is 16. Numbers stay
/// exact where Helm printed `1e+06`. Nothing for maps and lists.
pub fn text(tree: &Tree) -> Option<String> {
    match &tree.node {
        Node::Scalar { text, quoted: true } => Some(text.clone()),
        Node::Scalar { text, quoted: false } => Some(match resolve(text) {
            Scalar::Value(Content::Bool(truth)) => truth.to_string(),
            Scalar::Value(Content::Number(number)) if !text.contains(['e', 'E', '.']) => number.to_string(),
            _ => text.clone(),
        }),
        Node::Null | Node::List(_) | Node::Map(_) => None,
    }
}

/// Whether it is true: the chart asks with `if`, to which every text that is not empty is true, but nobody means that
/// with `"false"`.
pub fn truth(tree: &Tree) -> Option<bool> {
    match text(tree)?.to_ascii_lowercase().as_str() {
        "true" | "yes" | "on" | "y" | "1" => Some(true),
        "false" | "no" | "off" | "n" | "0" => Some(false),
        _ => None,
    }
}

/// A whole number, quoted or not.
pub fn whole(tree: &Tree) -> Option<u64> {
    let text = text(tree)?;
    let digits = text.trim().strip_suffix(".0").unwrap_or(text.trim());
    digits.parse().ok()
}

/// The whole value, every scalar as Helm reads it.
pub fn json(tree: &Tree) -> Value {
    match &tree.node {
        Node::Null => Value::Null,
        Node::Scalar { text, quoted: true } => text.as_str().into(),
        Node::Scalar { text, quoted: false } => match resolve(text) {
            Scalar::Value(Content::Bool(truth)) => truth.into(),
            Scalar::Value(Content::Number(number)) => Value::Number(number),
            Scalar::Value(Content::Null) => Value::Null,
            _ => text.as_str().into(),
        },
        Node::List(list) => list.iter().map(json).collect(),
        Node::Map(map) => Value::Object(map.iter().map(|(key, entry)| (key.clone(), json(&entry.value))).collect()),
    }
}
