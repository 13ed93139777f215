//! The complete reader, on the events of saphyr-parser.

mod refuse;
mod tabs;

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use saphyr_parser::{Event, Parser, ScalarStyle, Tag};

use super::entries::Entries;
use super::merge::merge;
use super::offsets::Offsets;
use super::read::second_key;
use super::tag::{resolve_tagged, short};
use super::{Content, MAX_DEPTH, MAX_NODES, Node, Scalar, Span, key_of};
use crate::source::{Finding, Source};
pub(super) use refuse::UNREAD;
use tabs::Last;

/// Reads the documents of `text`, a part of `source` that begins at its byte `base`. Keys that occur twice go to
/// `duplicates`, and the last one wins.
///
/// # Errors
/// What saphyr-parser refuses, unknown aliases, keys that JSON cannot have, and documents deeper than [`MAX_DEPTH`] or
/// with more than [`MAX_NODES`] nodes that aliases repeat.
pub fn read<'a>(
    source: &Arc<Source>,
    text: &'a str,
    base: u32,
    duplicates: &mut Vec<Finding>,
) -> Result<Vec<Node<'a>>, Box<Finding>> {
    let mut builder = Builder {
        source,
        offsets: Offsets::new(text, base),
        duplicates,
        documents: Vec::new(),
        open: Vec::new(),
        anchors: HashMap::new(),
        repeated: 0,
        last: Last::default(),
    };
    builder.refuse_first_end(text, base)?;
    for event in Parser::new_from_str(text) {
        match event {
            Ok((event, at)) => {
                let span = builder.offsets.span(at);
                builder.between(&event, text, base, span)?;
                builder.on(event, span)?;
            }
            Err(error) => return Err(builder.syntax(&error)),
        }
    }
    builder.refuse_tabs(text, base, text.len())?;
    Ok(builder.documents)
}

/// A finished node, and what it costs to repeat it.
#[derive(Clone)]
struct Finished<'a> {
    node: Node<'a>,
    nodes: usize,
    height: usize,
}

/// A map or list that is still open.
struct Frame<'a> {
    inner: Inner<'a>,
    span: Span,
    nodes: usize,
    height: usize,
    anchor: usize,
    is_flow: bool,
}

enum Inner<'a> {
    List(Vec<Node<'a>>),
    Map {
        entries: Entries<'a>,
        key: Option<Key<'a>>,
        /// Keys that only a merge put here: writing one of them overrides it and is no duplicate.
        merged: HashSet<Cow<'a, str>>,
    },
}

enum Key<'a> {
    Text(Cow<'a, str>, Span),
    Merge,
}

struct Builder<'s, 'a> {
    source: &'s Arc<Source>,
    offsets: Offsets<'a>,
    duplicates: &'s mut Vec<Finding>,
    documents: Vec<Node<'a>>,
    open: Vec<Frame<'a>>,
    anchors: HashMap<usize, Finished<'a>>,
    /// Nodes that anchors and aliases have copied.
    repeated: usize,
    last: Last,
}

impl<'a> Builder<'_, 'a> {
    /// What go-yaml asks of the text between tokens and saphyr-parser does not.
    fn between(&mut self, event: &Event, text: &str, base: u32, span: Span) -> Result<(), Box<Finding>> {
        let (start, end) = ((span.start - base) as usize, (span.start - base + span.length) as usize);
        let start = behind_properties(text, start);
        match event {
            Event::Scalar(_, style, ..) => {
                self.refuse_tabs(text, base, start)?;
                let plain = (*style == ScalarStyle::Plain).then_some(start);
                self.refuse_hidden_colon(text, end, plain.is_some(), span)?;
                self.note(end, plain);
            }
            Event::Alias(_) => {
                self.refuse_tabs(text, base, start)?;
                self.note(end, None);
            }
            Event::SequenceStart(..) | Event::MappingStart(..) if self.is_flow(span) => {
                self.refuse_tabs(text, base, start)?;
                self.note(start + 1, None);
                self.note_flow(true);
            }
            Event::SequenceEnd | Event::MappingEnd if self.open.last().is_some_and(|frame| frame.is_flow) => {
                self.note(end, None);
                self.note_flow(false);
            }
            _ => {}
        }
        Ok(())
    }

    fn is_flow(&self, span: Span) -> bool {
        let text = &self.source.text;
        matches!(text.as_bytes().get(behind_properties(text, span.start as usize)), Some(b'[' | b'{'))
    }

    fn on(&mut self, event: Event<'a>, span: Span) -> Result<(), Box<Finding>> {
        match event {
            Event::DocumentStart(_) => {
                self.anchors.clear();
                self.repeated = 0;
                Ok(())
            }
            Event::Scalar(text, style, anchor, tag) => self.scalar(text, style, anchor, tag.as_deref(), span),
            Event::Alias(anchor) => match self.anchors.get(&anchor).cloned() {
                Some(finished) => {
                    self.guard(self.open.len() + finished.height, finished.nodes, span)?;
                    self.close(finished, 0, span)
                }
                None => Err(self.unknown_alias(span)),
            },
            Event::SequenceStart(anchor, _) => self.open(Inner::List(Vec::new()), anchor, span),
            Event::MappingStart(anchor, _) => {
                let (entries, merged) = Default::default();
                self.open(Inner::Map { entries, key: None, merged }, anchor, span)
            }
            Event::SequenceEnd | Event::MappingEnd => match self.open.pop() {
                Some(Frame { inner, span: start, nodes, height, anchor, .. }) => {
                    let content = match inner {
                        Inner::List(list) => Content::List(list),
                        Inner::Map { entries, .. } => Content::Map(entries.finish()),
                    };
                    self.close(Finished { node: Node { content, span: start }, nodes, height }, anchor, span)
                }
                None => Ok(()),
            },
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => Ok(()),
        }
    }

    fn open(&mut self, inner: Inner<'a>, anchor: usize, span: Span) -> Result<(), Box<Finding>> {
        self.guard(self.open.len() + 1, 0, span)?;
        self.open.push(Frame { inner, span, nodes: 1, height: 1, anchor, is_flow: self.is_flow(span) });
        Ok(())
    }

    fn scalar(
        &mut self,
        text: Cow<'a, str>,
        style: ScalarStyle,
        anchor: usize,
        tag: Option<&Tag>,
        span: Span,
    ) -> Result<(), Box<Finding>> {
        let plain = style == ScalarStyle::Plain;
        let scalar = match resolve_tagged(&text, plain, tag) {
            Ok(Scalar::Value(Content::Text(_))) if tag.is_none() => Scalar::Value(Content::Text(text.clone())),
            Ok(Scalar::Value(content)) => Scalar::Value(owned(content)),
            Ok(Scalar::NotFinite) => Scalar::NotFinite,
            Err(sentence) => {
                return Err(self.error(
                    "yaml-tag",
                    short(&text),
                    sentence,
                    "write a value of that type, or leave the tag out",
                    span,
                ));
            }
        };
        let is_merge = plain && tag.is_none() && text == "<<";
        if let Some(Frame { inner: Inner::Map { entries, key: key @ None, merged }, .. }) = self.open.last_mut() {
            if is_merge {
                *key = Some(Key::Merge);
                return Ok(());
            }
            if let (true, Scalar::Value(content)) = (anchor > 0, &scalar) {
                let node = Node { content: content.clone(), span };
                self.anchors.insert(anchor, Finished { node, nodes: cost(&text), height: 0 });
            }
            let Some(name) = key_of(scalar, &text) else { return Err(self.bad_key(span)) };
            let twice = !merged.remove(&name) && entries.contains(&name);
            *key = Some(Key::Text(name, span));
            if twice {
                self.duplicates.push(second_key(self.source, span));
            }
            return Ok(());
        }
        let Scalar::Value(content) = scalar else { return Err(self.not_finite(&text, span)) };
        self.close(Finished { node: Node { content, span }, nodes: cost(&text), height: 0 }, anchor, span)
    }

    /// Gives a finished node to the map, list or document that it belongs to.
    fn close(&mut self, finished: Finished<'a>, anchor: usize, span: Span) -> Result<(), Box<Finding>> {
        if anchor > 0 {
            self.guard(0, finished.nodes, span)?;
            self.anchors.insert(anchor, finished.clone());
        }
        let Some(parent) = self.open.last_mut() else {
            if !self.documents.is_empty() {
                return Err(self.unread(finished.node.span));
            }
            if finished.node.content != Content::Null {
                self.documents.push(finished.node);
            }
            return Ok(());
        };
        parent.nodes += finished.nodes;
        parent.height = parent.height.max(finished.height + 1);
        match &mut parent.inner {
            Inner::List(list) => list.push(finished.node),
            Inner::Map { entries, key, merged } => match key.take() {
                Some(Key::Text(key, at)) => {
                    parent.nodes += key.len() / NODE;
                    entries.set(key, at, finished.node);
                }
                Some(Key::Merge) if merge(entries, merged, &finished.node) => {}
                Some(Key::Merge) => return Err(self.bad_merge(span)),
                None => return Err(self.bad_key(span)),
            },
        }
        Ok(())
    }

    fn guard(&mut self, depth: usize, nodes: usize, span: Span) -> Result<(), Box<Finding>> {
        self.repeated = self.repeated.saturating_add(nodes);
        if depth <= MAX_DEPTH && self.repeated <= MAX_NODES { Ok(()) } else { Err(self.too_large(span)) }
    }
}

/// Where a node itself begins whose anchor and tag begin at `at`.
fn behind_properties(text: &str, mut at: usize) -> usize {
    while text[at..].starts_with(['&', '!']) {
        let rest = text[at..].trim_start_matches(|c: char| !c.is_ascii_whitespace());
        at = text.len() - rest.trim_ascii_start().len();
    }
    at
}

/// How many bytes of text count as a node.
const NODE: usize = 64;

/// What it costs to repeat a scalar.
fn cost(text: &str) -> usize {
    1 + text.len() / NODE
}

fn owned(content: Content) -> Content<'static> {
    match content {
        Content::Null => Content::Null,
        Content::Bool(bool) => Content::Bool(bool),
        Content::Number(number) => Content::Number(number),
        Content::Text(text) => Content::Text(Cow::Owned(text.into_owned())),
        // A scalar is none of these.
        Content::List(_) | Content::Map(_) => Content::Null,
    }
}
