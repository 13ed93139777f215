use serde::de::value::StrDeserializer;
use serde::de::{DeserializeSeed, Deserializer, EnumAccess, VariantAccess, Visitor};

use super::hole::Hole;
use super::item::{Item, Role};
use super::report::listed;
use super::stop::Stop;
use crate::values::path::{Path, whence};
use crate::values::{Entry, Map, Node};

/// One of several: `word`, or a map with one key that says which, `{ nodePort: {...} }`.
pub(super) struct Variant<'a> {
    item: &'a Item<'a>,
    name: &'static str,
    content: Option<&'a Entry>,
}

impl<'a> Variant<'a> {
    /// What `item` chooses; None, with a finding, where that is not clear.
    pub(super) fn chosen(item: &'a Item<'a>, variants: &'static [&'static str]) -> Option<Variant<'a>> {
        let known = |word: &str| variants.iter().copied().find(|name| *name == word);
        match &item.tree.node {
            Node::Scalar { text, .. } => match known(text) {
                Some(name) => Some(Variant { item, name, content: None }),
                None => {
                    item.unknown_choice(text, &item.tree.place, variants);
                    None
                }
            },
            Node::Map(map) => {
                let (key, entry) = only_entry(item, map, variants)?;
                if let Some(name) = known(key) {
                    return Some(Variant { item, name, content: Some(entry) });
                }
                item.unknown_choice(key, &entry.key, variants);
                None
            }
            Node::List(_) | Node::Null => {
                item.hole("one choice", &format!("choose one of {}", listed(variants)));
                None
            }
        }
    }

    fn content_item<'b>(&'b self, entry: &'b Entry) -> Item<'b> {
        // If its type refuses it, the whole choice is void: an enum cannot be read without its content.
        let path = Path::Key(&self.item.path, self.name);
        Item { tree: &entry.value, path, role: Role::Other, ..*self.item }
    }

    /// A word alone, although this variant has settings.
    fn lacks_content(&self) -> Hole {
        let sentence = format!("{} is only the word `{}`, which needs settings", self.item.name(), self.name);
        self.item.error("wrong-type", sentence, format!("write `{{ {}: {{}} }}`", self.name));
        Hole::default()
    }
}

/// The one entry that is not null.
fn only_entry<'a>(item: &Item<'_>, map: &'a Map, variants: &[&'static str]) -> Option<(&'a String, &'a Entry)> {
    let set: Vec<_> = map.iter().filter(|(_, entry)| entry.value.node != Node::Null).collect();
    match (set.as_slice(), map.first()) {
        ([one], _) => return Some(*one),
        ([first, second, ..], _) => {
            let names = format!("`{}` ({}) and `{}`", first.0, whence(&first.1.key), second.0);
            let sentence = format!("{} takes one choice, and both {names} are set", item.name());
            let fix = format!("remove one, or set it to null: `{}: null`", first.0);
            let finding = crate::source::Finding::error("several-choices", item.path.to_string(), sentence, fix);
            item.reader.found.borrow_mut().push(finding.at(&second.1.key));
        }
        ([], Some((key, _))) => {
            let sentence = format!("{} chooses nothing: `{key}` is null", item.name());
            item.error("no-choice", sentence, format!("write `{key}: {{}}` if it is meant without settings"));
        }
        ([], None) => {
            let sentence = format!("{} chooses nothing", item.name());
            item.error("no-choice", sentence, format!("choose one of {}", listed(variants)));
        }
    }
    None
}

impl<'de> EnumAccess<'de> for Variant<'_> {
    type Error = Stop;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self), Stop> {
        Ok((seed.deserialize(StrDeserializer::new(self.name))?, self))
    }
}

impl<'de> VariantAccess<'de> for Variant<'_> {
    type Error = Stop;

    fn unit_variant(self) -> Result<(), Stop> {
        let Some(entry) = self.content else { return Ok(()) };
        if !matches!(&entry.value.node, Node::Map(map) if map.is_empty()) {
            let item = self.content_item(entry);
            item.wrong_type("no settings", &format!("write only the word `{}`", self.name));
        }
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Stop> {
        match self.content {
            Some(entry) => {
                let item = self.content_item(entry);
                item.checked(seed.deserialize(item))
            }
            None => seed.deserialize(self.lacks_content()),
        }
    }

    fn tuple_variant<V: Visitor<'de>>(self, length: usize, visitor: V) -> Result<V::Value, Stop> {
        match self.content {
            Some(entry) => self.content_item(entry).deserialize_tuple(length, visitor),
            None => self.lacks_content().deserialize_tuple(length, visitor),
        }
    }

    fn struct_variant<V: Visitor<'de>>(self, fields: &'static [&'static str], visitor: V) -> Result<V::Value, Stop> {
        match self.content {
            Some(entry) => self.content_item(entry).deserialize_struct("", fields, visitor),
            None => self.lacks_content().deserialize_map(visitor),
        }
    }
}
