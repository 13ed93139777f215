//! Whether a value can be decoded into what the schema says, as the API server's Go types decode it: null is absent,
//! `1.0` is a whole number, a field that is required by the documents alone may be missing.

mod leaf;
mod list_keys;
mod unknown;

use super::Shape;
use super::fault::{Fault, Path, Step};
use super::table::{Definition, Table};
use crate::yaml::{Content, Node, Span};

/// One walk over one object.
pub struct Walk<'t, 'n> {
    table: Table,
    /// Whether fields that the schema does not know are faults.
    strict: bool,
    /// Whether the items of lists must be told apart, as server-side apply does.
    server_side: bool,
    /// Whether values may be shown: those of a Secret may not.
    secret: bool,
    path: Path<'n>,
    faults: &'t mut Vec<Fault>,
}

impl<'t, 'n> Walk<'t, 'n> {
    /// A walk that adds to `faults`.
    pub fn new(table: Table, strict: bool, secret: bool, path: Path<'n>, faults: &'t mut Vec<Fault>) -> Self {
        Walk { table, strict, server_side: false, secret, path, faults }
    }

    /// The same, and as strict as server-side apply where `server_side` is true.
    pub fn server_side(self, server_side: bool) -> Self {
        Walk { server_side, ..self }
    }

    /// The fields of an object. `node` must be a map.
    pub fn object(&mut self, node: &'n Node, definition: Definition) {
        let Content::Map(entries) = &node.content else {
            self.wrong_type(node, "a map");
            return;
        };
        for entry in entries {
            let Some(field) = self.table.field(definition, &entry.key) else {
                if self.strict {
                    self.unknown_field(entry, definition);
                }
                continue;
            };
            if entry.value.content == Content::Null {
                continue;
            }
            self.path.step(Step::Field(&entry.key));
            self.value(&entry.value, field.shape);
            if self.server_side
                && let (Content::List(items), Some(keys)) = (&entry.value.content, field.list_keys())
            {
                self.told_apart(items, keys);
            }
            self.path.back();
        }
        if definition.requires() {
            let is_set = |name: &str| node.get(name).is_some_and(|value| value.content != Content::Null);
            for (name, _) in self.table.fields(definition).filter(|(name, field)| field.required && !is_set(name)) {
                self.missing_field(name, node.span);
            }
        }
    }

    /// A value that is not null.
    fn value(&mut self, node: &'n Node, shape: Shape) {
        match shape {
            Shape::Any => {}
            Shape::Object(definition) => self.definition(node, definition),
            Shape::Map(values) => self.map(node, values),
            Shape::List(items) => match &node.content {
                Content::List(list) => self.list(list, items),
                _ => self.wrong_type(node, "a list"),
            },
            Shape::ObjectOrList(definition) => self.loosely(|walk| match &node.content {
                Content::Map(_) => walk.definition(node, definition),
                Content::List(list) => list.iter().for_each(|item| walk.definition(item, definition)),
                _ => {}
            }),
            Shape::ObjectOrBoolean(definition) => self.loosely(|walk| match &node.content {
                Content::Map(_) => walk.definition(node, definition),
                Content::Bool(_) => {}
                _ => walk.wrong_type(node, "a schema or a boolean"),
            }),
            Shape::ObjectOrTexts(definition) => self.loosely(|walk| match &node.content {
                Content::Map(_) => walk.definition(node, definition),
                Content::List(list) => list.iter().for_each(|item| walk.leaf(item, Shape::Text)),
                _ => {}
            }),
            _ => self.leaf(node, shape),
        }
    }

    fn definition(&mut self, node: &'n Node, index: u16) {
        if let Some(definition) = self.table.definition(index) {
            self.object(node, definition);
        }
    }

    fn map(&mut self, node: &'n Node, values: u16) {
        let (Content::Map(entries), Some(shape)) = (&node.content, self.table.shape(values)) else {
            self.wrong_type(node, "a map");
            return;
        };
        for entry in entries.iter().filter(|entry| entry.value.content != Content::Null) {
            self.path.step(Step::Key(&entry.key));
            self.value(&entry.value, shape);
            self.path.back();
        }
    }

    fn list(&mut self, list: &'n [Node], items: u16) {
        let Some(shape) = self.table.shape(items) else { return };
        for (index, item) in list.iter().enumerate() {
            self.path.step(Step::Item(index));
            match (&item.content, shape) {
                // An item that is null is an empty object, which may lack what it needs.
                (Content::Null, Shape::Object(definition)) => self.lacks_all(item.span, definition),
                (Content::Null, _) => {}
                _ => self.value(item, shape),
            }
            self.path.back();
        }
    }

    fn lacks_all(&mut self, span: Span, definition: u16) {
        let Some(definition) = self.table.definition(definition) else { return };
        for (name, _) in self.table.fields(definition).filter(|(_, field)| field.required) {
            self.missing_field(name, span);
        }
    }

    /// The Go types that decode themselves overlook fields that they do not know.
    fn loosely(&mut self, walk: impl FnOnce(&mut Self)) {
        let strict = std::mem::replace(&mut self.strict, false);
        walk(self);
        self.strict = strict;
    }

    fn fault(&mut self, rule: &'static str, span: Span, sentence: String, fix: String) {
        self.faults.push(Fault::error(rule, &self.path, span, sentence, fix));
    }

    fn missing_field(&mut self, name: &'static str, span: Span) {
        self.path.step(Step::Field(name));
        self.fault("missing-field", span, format!("`{name}` is required"), format!("add `{name}`"));
        self.path.back();
    }
}
