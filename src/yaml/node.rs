use std::borrow::Cow;
use std::sync::Arc;

use serde_json::{Map, Number, Value};

use crate::source::{Place, Source};

/// A value of a document and where it stands. What it can, it borrows from the text that it was read from.
#[derive(Clone, Debug, PartialEq)]
pub struct Node<'a> {
    /// What it says.
    pub content: Content<'a>,
    /// Where it was written. What an alias repeats keeps the place of its anchor.
    pub span: Span,
}

/// What a node says: what JSON can say.
#[derive(Clone, Debug, PartialEq)]
pub enum Content<'a> {
    /// Nothing.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// Integers are exact from `i64::MIN` to `u64::MAX`.
    Number(Number),
    /// A string.
    Text(Cow<'a, str>),
    /// A list.
    List(Vec<Node<'a>>),
    /// A map in the order in which it was written. No key occurs twice.
    Map(Vec<Entry<'a>>),
}

/// One key of a map and its value.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry<'a> {
    /// The key, as kubectl makes text of it.
    pub key: Cow<'a, str>,
    /// Where the key was written.
    pub span: Span,
    /// Its value.
    pub value: Node<'a>,
}

/// A part of a text, in bytes. Texts of 4 GiB and more are not read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// The first byte.
    pub start: u32,
    /// How many there are.
    pub length: u32,
}

impl<'a> Node<'a> {
    /// The entries, where it is a map.
    pub fn entries(&self) -> Option<&[Entry<'a>]> {
        match &self.content {
            Content::Map(entries) => Some(entries),
            _ => None,
        }
    }

    /// The entry of that key, where it is a map that has one.
    pub fn entry(&self, key: &str) -> Option<&Entry<'a>> {
        self.entries()?.iter().find(|entry| entry.key == key)
    }

    /// The value of that key, where it is a map that has one.
    pub fn get(&self, key: &str) -> Option<&Node<'a>> {
        self.entry(key).map(|entry| &entry.value)
    }

    /// The text, where it is one.
    pub fn text(&self) -> Option<&str> {
        match &self.content {
            Content::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The same as a JSON value, which knows no places.
    pub fn to_json(&self) -> Value {
        match &self.content {
            Content::Null => Value::Null,
            Content::Bool(bool) => Value::Bool(*bool),
            Content::Number(number) => Value::Number(number.clone()),
            Content::Text(text) => Value::String(text.as_ref().to_owned()),
            Content::List(list) => Value::Array(list.iter().map(Node::to_json).collect()),
            Content::Map(entries) => {
                let mut map = Map::with_capacity(entries.len());
                map.extend(entries.iter().map(|entry| (entry.key.as_ref().to_owned(), entry.value.to_json())));
                Value::Object(map)
            }
        }
    }

    /// A JSON value as a node without a place.
    pub fn from_json(value: &'a Value) -> Node<'a> {
        let content = match value {
            Value::Null => Content::Null,
            Value::Bool(bool) => Content::Bool(*bool),
            Value::Number(number) => Content::Number(number.clone()),
            Value::String(text) => Content::Text(Cow::Borrowed(text)),
            Value::Array(list) => Content::List(list.iter().map(Node::from_json).collect()),
            Value::Object(map) => {
                let entry = |(key, value): (&'a String, &'a Value)| Entry {
                    key: Cow::Borrowed(key.as_str()),
                    span: Span::default(),
                    value: Node::from_json(value),
                };
                Content::Map(map.iter().map(entry).collect())
            }
        };
        Node { content, span: Span::default() }
    }
}

impl Span {
    /// Where it is in `source`: line and column.
    pub fn place(self, source: &Arc<Source>) -> Place {
        let text = source.text.as_bytes();
        let start = (self.start as usize).min(text.len());
        let end = (start + self.length as usize).min(text.len());
        // A mark ends with its line.
        let end = memchr::memchr(b'\n', &text[start..end]).map_or(end, |length| start + length);
        let (line, column) = source.line_and_column(start);
        let length = String::from_utf8_lossy(&text[start..end]).chars().count().max(1);
        Place { source: source.clone(), line, column, length }
    }
}
