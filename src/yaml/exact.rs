//! The complete reader, on the events of saphyr-parser.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use saphyr_parser::{Event, Marker, Parser, ScalarStyle, Span, Tag};
use serde_json::{Map, Value};

use super::merge::merge;
use super::read::Document;
use super::tag::{resolve_tagged, short};
use super::{MAX_DEPTH, MAX_NODES, Scalar, key_of};
use crate::source::{Finding, Place, Source};

/// Reads the documents of `text`, a part of `source` that begins at its line `line`.
///
/// # Errors
/// What saphyr-parser refuses, unknown aliases, keys that occur twice or that JSON cannot have, and documents deeper
/// than [`MAX_DEPTH`] or, aliases counted as often as they are used, larger than [`MAX_NODES`].
pub fn read(source: &Arc<Source>, text: &str, line: usize) -> Result<Vec<Document>, Box<Finding>> {
    let mut builder = Builder { source, line, ..Builder::new(source) };
    builder.refuse_tab(text)?;
    for event in Parser::new_from_str(text) {
        match event {
            Ok((event, span)) => builder.on(event, span)?,
            Err(error) => {
                let sentence = format!("this is not YAML: {}", error.info());
                let fix = match error.info().contains("after double-quoted scalar") {
                    true => "put all of it into one pair of quotes; templates join with `~`: `{{ name ~ \"-x\" }}`",
                    false => "correct the syntax here or on the lines above",
                };
                return Err(builder.error("yaml-syntax", "YAML", sentence, fix, *error.marker(), 1));
            }
        }
    }
    Ok(builder.documents)
}

/// A finished value, and what it costs to repeat it.
#[derive(Clone)]
struct Node {
    value: Value,
    nodes: usize,
    height: usize,
}

/// A map or list that is still open.
struct Frame {
    node: Node,
    anchor: usize,
    key: Option<Key>,
    /// Keys that only a merge put here: writing one of them overrides it and is no duplicate.
    merged: HashSet<String>,
}

enum Key {
    Text(String),
    Merge,
}

struct Builder<'a> {
    source: &'a Arc<Source>,
    line: usize,
    documents: Vec<Document>,
    start: usize,
    open: Vec<Frame>,
    anchors: HashMap<usize, Node>,
    nodes: usize,
}

impl<'a> Builder<'a> {
    fn new(source: &'a Arc<Source>) -> Builder<'a> {
        let (documents, open, anchors) = Default::default();
        Builder { source, line: 1, documents, start: 1, open, anchors, nodes: 0 }
    }

    fn on(&mut self, event: Event, span: Span) -> Result<(), Box<Finding>> {
        match event {
            Event::DocumentStart(_) => {
                self.anchors.clear();
                self.nodes = 0;
                Ok(())
            }
            Event::Scalar(text, style, anchor, tag) => self.scalar(&text, style, anchor, tag.as_deref(), span),
            Event::Alias(anchor) => match self.anchors.get(&anchor).cloned() {
                Some(node) => {
                    self.guard(self.open.len() + node.height, node.nodes, span)?;
                    self.close(node, 0, span)
                }
                None => Err(self.error(
                    "yaml-alias",
                    "alias",
                    "this alias names no anchor that is complete before it",
                    "define the anchor (`&name`) earlier in the same document",
                    span.start,
                    span.len(),
                )),
            },
            Event::SequenceStart(anchor, _) => self.open(Value::Array(Vec::new()), anchor, span),
            Event::MappingStart(anchor, _) => self.open(Value::Object(Map::new()), anchor, span),
            Event::SequenceEnd | Event::MappingEnd => match self.open.pop() {
                Some(frame) => self.close(frame.node, frame.anchor, span),
                None => Ok(()),
            },
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => Ok(()),
        }
    }

    fn open(&mut self, value: Value, anchor: usize, span: Span) -> Result<(), Box<Finding>> {
        if self.open.is_empty() {
            self.start = self.line + span.start.line() - 1;
        }
        self.guard(self.open.len() + 1, 1, span)?;
        self.open.push(Frame { node: Node { value, nodes: 1, height: 1 }, anchor, key: None, merged: HashSet::new() });
        Ok(())
    }

    fn scalar(
        &mut self,
        text: &str,
        style: ScalarStyle,
        anchor: usize,
        tag: Option<&Tag>,
        span: Span,
    ) -> Result<(), Box<Finding>> {
        if self.open.is_empty() {
            self.start = self.line + span.start.line() - 1;
        }
        self.guard(self.open.len(), 1, span)?;
        let plain = style == ScalarStyle::Plain;
        let scalar = resolve_tagged(text, plain, tag).map_err(|sentence| {
            let fix = "write a value of that type, or leave the tag out";
            self.error("yaml-tag", short(text), sentence, fix, span.start, span.len())
        })?;
        let is_merge = plain && tag.is_none() && text == "<<";
        if let Some(Frame { node: Node { value: Value::Object(map), .. }, key: key @ None, merged, .. }) =
            self.open.last_mut()
        {
            if is_merge {
                *key = Some(Key::Merge);
                return Ok(());
            }
            let Some(name) = key_of(scalar, text) else { return Err(self.bad_key(span)) };
            let twice = map.contains_key(&name) && !merged.remove(&name);
            *key = Some(Key::Text(name));
            return if twice { Err(self.second_key(text, span)) } else { Ok(()) };
        }
        let Scalar::Value(value) = scalar else {
            let sentence = format!("`{text}` is a number that JSON does not have");
            let fix = "quote it, or give a finite number";
            return Err(self.error("yaml-number", short(text), sentence, fix, span.start, span.len()));
        };
        self.close(Node { value, nodes: 1, height: 0 }, anchor, span)
    }

    /// Gives a finished node to the map, list or document that it belongs to.
    fn close(&mut self, node: Node, anchor: usize, span: Span) -> Result<(), Box<Finding>> {
        if anchor > 0 {
            self.anchors.insert(anchor, node.clone());
        }
        let Some(parent) = self.open.last_mut() else {
            if !node.value.is_null() {
                self.documents.push(Document { value: node.value, line: self.start });
            }
            return Ok(());
        };
        parent.node.nodes += node.nodes;
        parent.node.height = parent.node.height.max(node.height + 1);
        match (&mut parent.node.value, parent.key.take()) {
            (Value::Array(list), _) => list.push(node.value),
            (Value::Object(map), Some(Key::Text(key))) => _ = map.insert(key, node.value),
            (Value::Object(map), Some(Key::Merge)) => {
                if merge(map, &mut parent.merged, &node.value) {
                    return Ok(());
                }
                let fix = "give `<<` an alias of a map, or a list of such";
                return Err(self.error("yaml-merge", "<<", "only maps can be merged", fix, span.start, span.len()));
            }
            _ => return Err(self.bad_key(span)),
        }
        Ok(())
    }
}

/// Errors.
impl Builder<'_> {
    /// A tab before the first content, which saphyr-parser lets pass and go-yaml does not.
    fn refuse_tab(&self, text: &str) -> Result<(), Box<Finding>> {
        let has_content = |(_, line): &(usize, &str)| !matches!(line.trim().as_bytes(), [] | [b'#', ..]);
        let Some((index, line)) = text.lines().enumerate().find(has_content) else { return Ok(()) };
        let indent = &line[..line.len() - line.trim_start().len()];
        let Some(column) = indent.find('\t') else { return Ok(()) };
        let (sentence, fix) = ("a tab may not indent", "indent with spaces");
        Err(self.error("yaml-syntax", "YAML", sentence, fix, Marker::new(0, index + 1, column), 1))
    }

    fn guard(&mut self, depth: usize, nodes: usize, span: Span) -> Result<(), Box<Finding>> {
        self.nodes = self.nodes.saturating_add(nodes);
        if depth <= MAX_DEPTH && self.nodes <= MAX_NODES {
            return Ok(());
        }
        let sentence = format!("the document is more than {MAX_DEPTH} levels deep or {MAX_NODES} nodes large");
        Err(self.error("yaml-size", "document", sentence, "nest less, and use fewer aliases", span.start, 1))
    }

    fn bad_key(&self, span: Span) -> Box<Finding> {
        let sentence = "a key must be a string, a boolean or a finite number";
        let fix = "quote the key; `{{ name }}` without quotes is a map inside a map";
        self.error("yaml-key", "key", sentence, fix, span.start, span.len())
    }

    fn second_key(&self, key: &str, span: Span) -> Box<Finding> {
        let sentence = format!("the key `{}` occurs twice in one map", short(key));
        self.error("duplicate-key", short(key), sentence, "keep one of them", span.start, span.len())
    }

    fn error(
        &self,
        rule: &'static str,
        subject: impl Into<String>,
        sentence: impl Into<String>,
        fix: &str,
        marker: Marker,
        length: usize,
    ) -> Box<Finding> {
        let (line, column) = (self.line + marker.line().max(1) - 1, marker.col() + 1);
        let place = Place { source: self.source.clone(), line, column, length: length.max(1) };
        Box::new(Finding::error(rule, subject, sentence, fix).at(&place))
    }
}
