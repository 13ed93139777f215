//! Entries and items of a node, without those that cannot be used.

use serde::de::value::StrDeserializer;
use serde::de::{DeserializeSeed, MapAccess, SeqAccess};

use super::item::{Item, Role};
use super::stop::Stop;
use crate::values::path::Path;
use crate::values::{Entry, Map, Node, Tree};

/// The entries of a map: a struct's fields, or entries with keys of some type.
pub(super) struct Fields<'a> {
    parent: &'a Item<'a>,
    left: std::vec::IntoIter<(&'a String, &'a Entry)>,
    value: Option<(&'a String, &'a Entry)>,
    /// What the children are.
    role: Role,
}

impl<'a> Fields<'a> {
    /// The entries of a struct. Reports those that it has no field for.
    pub(super) fn new(parent: &'a Item<'a>, map: &'a Map, fields: &'static [&'static str]) -> Fields<'a> {
        let known = |key: &str, entry: &Entry| {
            let known = fields.contains(&key);
            if !known {
                parent.unknown_key(key, &entry.key, fields);
            }
            known
        };
        Fields::of(parent, map.iter().filter(|(key, entry)| known(key, entry)), Role::Field)
    }

    fn of(parent: &'a Item<'a>, entries: impl Iterator<Item = (&'a String, &'a Entry)>, role: Role) -> Fields<'a> {
        let unusable = parent.reader.unusable.borrow();
        let left: Vec<_> = entries.filter(|(_, entry)| !unusable.contains(&std::ptr::from_ref(&entry.value))).collect();
        Fields { parent, left: left.into_iter(), value: None, role }
    }
}

/// The entries of a map with any keys. A null removes its entry, except where it is meant. Reports keys that are too long.
pub(super) fn entries<'a>(parent: &'a Item<'a>, map: &'a Map) -> Fields<'a> {
    let set = map.iter().filter(|(key, entry)| {
        let fits = is_simple(key);
        if !fits {
            parent.long_key(key, &entry.key);
        }
        fits && (parent.literal || entry.value.node != Node::Null)
    });
    Fields::of(parent, set, Role::Other)
}

/// Whether a key is short enough, with its escapes, to be written before its `:`. YAML looks 1024 characters ahead for one,
/// and Kubernetes' longest key, that of a label, has 317.
fn is_simple(key: &str) -> bool {
    key.chars().map(|c| if c.is_ascii_graphic() { 1 } else { c.escape_default().len() }).sum::<usize>() < 900
}

impl<'de> MapAccess<'de> for Fields<'_> {
    type Error = Stop;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Stop> {
        self.value = self.left.next();
        let Some((key, entry)) = self.value else { return Ok(None) };
        if self.role == Role::Field {
            return seed.deserialize(StrDeserializer::new(key)).map(Some);
        }
        let tree = Tree::scalar(key.as_str(), false, entry.key.clone());
        let path = Path::Key(&self.parent.path, key);
        let item = Item { tree: &tree, path, role: Role::Key, part: &raw const entry.value, ..*self.parent };
        item.checked(seed.deserialize(item)).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Stop> {
        let Some((key, entry)) = self.value.take() else { return Err(Stop::Reported) };
        let path = Path::Key(&self.parent.path, key);
        let tree = &entry.value;
        let item = Item { tree, path, role: self.role, part: tree, ..*self.parent };
        item.checked(seed.deserialize(item))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.left.len())
    }
}

/// The items of a list.
pub(super) struct Items<'a> {
    parent: &'a Item<'a>,
    left: std::iter::Enumerate<std::slice::Iter<'a, Tree>>,
}

impl<'a> Items<'a> {
    pub(super) fn new(parent: &'a Item<'a>, list: &'a [Tree]) -> Items<'a> {
        Items { parent, left: list.iter().enumerate() }
    }
}

impl<'de> SeqAccess<'de> for Items<'_> {
    type Error = Stop;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Stop> {
        let unusable = &self.parent.reader.unusable;
        let Some((index, tree)) = self.left.find(|(_, tree)| !unusable.borrow().contains(&std::ptr::from_ref(*tree)))
        else {
            return Ok(None);
        };
        let path = Path::Index(&self.parent.path, index);
        let item = Item { tree, path, role: Role::Other, literal: true, part: tree, ..*self.parent };
        item.checked(seed.deserialize(item)).map(Some)
    }

    fn size_hint(&self) -> Option<usize> {
        self.left.size_hint().1
    }
}
