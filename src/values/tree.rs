use indexmap::IndexMap;

use super::scalar;
use crate::source::Place;

/// A value with the place that set it.
#[derive(Clone, Debug, PartialEq)]
pub struct Tree {
    /// The value itself.
    pub node: Node,
    /// Where it was written; for a map or a list where that begins.
    pub place: Place,
}

/// What a value is. Scalars keep their text: the field that they fill decides about its meaning.
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    /// Nothing: an unset default, or a key that a layer removed (its place says which).
    Null,
    /// One word or text.
    Scalar {
        /// As written, without quotes and escapes.
        text: String,
        /// Whether its author said that it is text: quotes, a block scalar, `!!str`, `--set-string`.
        quoted: bool,
    },
    /// A list.
    List(Vec<Tree>),
    /// A map, in the order in which it was written.
    Map(Map),
}

/// The entries of a map by key.
pub type Map = IndexMap<String, Entry>;

/// The value of a key in a map.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Where the key stands.
    pub key: Place,
    /// What it is set to.
    pub value: Tree,
}

impl Tree {
    /// A map without entries at `place`.
    pub fn empty_map(place: Place) -> Tree {
        Tree { node: Node::Map(Map::new()), place }
    }

    /// A scalar at `place`.
    pub fn scalar(text: impl Into<String>, quoted: bool, place: Place) -> Tree {
        Tree { node: Node::Scalar { text: text.into(), quoted }, place }
    }

    /// The node at `path`, where every step is a key of a map or the index of a list.
    pub fn get(&self, path: &[&str]) -> Option<&Tree> {
        let mut tree = self;
        for step in path {
            tree = match &tree.node {
                Node::Map(map) => &map.get(*step)?.value,
                Node::List(list) => list.get(step.parse::<usize>().ok()?)?,
                Node::Null | Node::Scalar { .. } => return None,
            };
        }
        Some(tree)
    }

    /// The tree without its places. Plain scalars become what the YAML 1.2 core schema makes of them; numbers
    /// that JSON cannot hold exactly stay text, and `.nan` and infinities too.
    pub fn to_json(&self) -> serde_json::Value {
        match &self.node {
            Node::Null => serde_json::Value::Null,
            Node::Scalar { text, quoted: true } => text.as_str().into(),
            Node::Scalar { text, quoted: false } => scalar::core(text),
            Node::List(list) => list.iter().map(Tree::to_json).collect(),
            Node::Map(map) => {
                serde_json::Value::Object(map.iter().map(|(k, entry)| (k.clone(), entry.value.to_json())).collect())
            }
        }
    }

    /// What kind of value it is, as a sentence calls it: `a map`, `a list`, `` `text` ``, `nothing`.
    pub fn described(&self) -> String {
        match &self.node {
            Node::Null => "nothing".to_owned(),
            Node::Scalar { text, .. } if text.is_empty() => "an empty text".to_owned(),
            Node::Scalar { text, .. } => format!("`{}`", crate::source::excerpt(text)),
            Node::List(_) => "a list".to_owned(),
            Node::Map(_) => "a map".to_owned(),
        }
    }
}
