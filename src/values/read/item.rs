use serde::de::{Deserializer, Visitor};

use super::Reader;
use super::access::{Fields, Items, entries};
use super::hole::Hole;
use super::stop::Stop;
use super::variant::Variant;
use crate::values::path::Path;
use crate::values::{Node, Tree};

/// What a node is to the one that it is inside of.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Role {
    Field,
    Key,
    /// The top, an entry of a map, an item of a list.
    Other,
}

/// A node that is being read.
#[derive(Clone, Copy)]
pub(super) struct Item<'a> {
    pub(super) reader: &'a Reader<'a>,
    pub(super) tree: &'a Tree,
    pub(super) path: Path<'a>,
    pub(super) role: Role,
    /// Whether a null is meant as a value: nothing is layered inside of a list, so it removes nothing there.
    pub(super) literal: bool,
    /// What to read without if its type refuses it: the node itself, or the value if it is a key.
    pub(super) part: *const Tree,
}

impl<'a> Item<'a> {
    pub(super) fn top(reader: &'a Reader<'a>, tree: &'a Tree) -> Item<'a> {
        Item { reader, tree, path: Path::Top, role: Role::Other, literal: false, part: tree }
    }

    /// What a mistake leaves behind, after a null in a field was noted for the next pass.
    pub(super) fn hole(&self, wanted: &str, fix: &str) -> Hole {
        if !self.is_unset() {
            self.wrong_type(wanted, fix);
        }
        Hole::default()
    }

    /// Whether it is a field that is not set. Only an option can take the null, so the field is left out then.
    fn is_unset(&self) -> bool {
        let unset = self.role == Role::Field && self.tree.node == Node::Null;
        if unset {
            self.reader.unusable.borrow_mut().insert(self.part);
        }
        unset
    }

    fn newtype<'de, V: Visitor<'de>>(self, name: &str, visitor: V) -> Result<V::Value, Stop> {
        let before = self.reader.found.borrow().len();
        self.reader.numeric.set(false);
        let result = self.checked(visitor.visit_newtype_struct(self));
        self.check_format(name, before);
        result
    }
}

macro_rules! scalars {
    ($($method:ident $visit:ident $take:ident;)*) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stop> {
            self.checked(visitor.$visit(self.$take()))
        })*
    };
}

impl<'de> Deserializer<'de> for Item<'_> {
    type Error = Stop;

    scalars! {
        deserialize_bool visit_bool truth;
        deserialize_i8 visit_i8 whole;
        deserialize_i16 visit_i16 whole;
        deserialize_i32 visit_i32 whole;
        deserialize_i64 visit_i64 whole;
        deserialize_u8 visit_u8 whole;
        deserialize_u16 visit_u16 whole;
        deserialize_u32 visit_u32 whole;
        deserialize_u64 visit_u64 whole;
        deserialize_f64 visit_f64 fraction;
        deserialize_f32 visit_f64 fraction;
        deserialize_char visit_string text;
        deserialize_str visit_string text;
        deserialize_string visit_string text;
        deserialize_bytes visit_string text;
        deserialize_byte_buf visit_string text;
        deserialize_identifier visit_string text;
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stop> {
        match &self.tree.node {
            Node::Null => {
                self.is_unset();
                self.checked(visitor.visit_unit())
            }
            Node::List(_) => self.deserialize_seq(visitor),
            Node::Map(_) => self.deserialize_map(visitor),
            Node::Scalar { text, quoted } => {
                let value = self.guess(text, *quoted);
                self.checked(value.deserialize_any(visitor).map_err(|e| Stop::Refused(e.to_string())))
            }
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stop> {
        if self.tree.node == Node::Null { visitor.visit_none() } else { self.checked(visitor.visit_some(self)) }
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stop> {
        if self.tree.node != Node::Null {
            self.wrong_type("nothing", "remove the value");
        }
        visitor.visit_unit()
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Stop> {
        self.deserialize_unit(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, name: &'static str, visitor: V) -> Result<V::Value, Stop> {
        self.newtype(name, visitor)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stop> {
        let Node::List(list) = &self.tree.node else {
            return self.checked(
                self.hole("a list", "write a list, `[a, b]`; `[]` is the empty one").deserialize_seq(visitor),
            );
        };
        self.checked(visitor.visit_seq(Items::new(&self, list)))
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, length: usize, visitor: V) -> Result<V::Value, Stop> {
        match &self.tree.node {
            Node::List(list) if list.len() == length => self.checked(visitor.visit_seq(Items::new(&self, list))),
            _ => {
                let hole = self.hole(&format!("a list of {length} items"), "write a list, `[a, b]`, of that length");
                self.checked(hole.deserialize_tuple(length, visitor))
            }
        }
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        length: usize,
        visitor: V,
    ) -> Result<V::Value, Stop> {
        self.deserialize_tuple(length, visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stop> {
        let Node::Map(map) = &self.tree.node else {
            return self.checked(self.hole("a map", &self.map_fix()).deserialize_map(visitor));
        };
        self.checked(visitor.visit_map(entries(&self, map)))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Stop> {
        let Node::Map(map) = &self.tree.node else {
            let hole = self.hole("a map of settings", &self.settings_fix(fields));
            return self.checked(hole.deserialize_map(visitor));
        };
        self.checked(visitor.visit_map(Fields::new(&self, map, fields)))
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Stop> {
        match Variant::chosen(&self, variants) {
            Some(variant) => self.checked(visitor.visit_enum(variant)),
            None => self.checked(Hole::default().deserialize_enum(name, variants, visitor)),
        }
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stop> {
        visitor.visit_unit()
    }
}
