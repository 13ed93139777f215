//! The complete reader, on the events of libyaml, of which kubectl's own reader is a port too.

mod input;
mod refuse;
mod scalar;

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::io::BufReader;
use std::sync::Arc;

use libyaml_safer::{Event, EventData, MappingStyle, Parser, ScalarStyle, SequenceStyle};

use super::entries::Entries;
use super::merge::merge;
use super::read::second_key;
use super::tag::{resolve_tagged, short};
use super::{Content, Entry, MAX_DEPTH, MAX_NODES, Node, Scalar, Span, key_of};
use crate::source::{Finding, Source};
use input::Input;
pub(super) use refuse::UNREAD;
use refuse::UNWRITABLE;
use scalar::{NODE, behind_properties, cost, owned};

/// Reads the documents of `text`, a part of `source` that begins at its byte `base`. Keys that occur twice go to
/// `duplicates`, and the last one wins.
///
/// # Errors
/// What libyaml refuses, unknown aliases, keys that JSON cannot have, and documents deeper than [`MAX_DEPTH`] or
/// with more than [`MAX_NODES`] nodes that aliases repeat.
pub fn read<'a>(
    source: &Arc<Source>,
    text: &'a str,
    base: u32,
    duplicates: &mut Vec<Finding>,
) -> Result<Vec<Node<'a>>, Box<Finding>> {
    let Some(input) = Input::new(text) else { return Err(refuse::unprepared(source, base)) };
    let mut builder = Builder {
        source,
        text,
        base,
        duplicates,
        documents: Vec::new(),
        open: Vec::new(),
        anchors: HashMap::new(),
        repeated: 0,
        put_off: HashMap::new(),
    };
    let mut bytes = BufReader::with_capacity(BLOCK, input.text.as_bytes());
    let mut parser = Parser::new();
    parser.set_input(&mut bytes);
    loop {
        let event = parser.parse().map_err(|error| builder.syntax(&error))?;
        if event.data == EventData::StreamEnd {
            return Ok(builder.documents);
        }
        builder.on(event, &input)?;
    }
}

/// How many bytes the parser takes at once: it makes a list of characters of them.
const BLOCK: usize = 4096;

/// A finished node, and what it costs to repeat it.
#[derive(Clone)]
struct Finished<'a> {
    node: Node<'a>,
    /// What an alias of it is as a key.
    key: Option<Cow<'a, str>>,
    nodes: usize,
    height: usize,
}

/// A map or list that is still open.
struct Frame<'a> {
    inner: Inner<'a>,
    span: Span,
    nodes: usize,
    height: usize,
    anchor: Option<String>,
    flow: bool,
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

/// The entries of a map, its key that is awaited, and the keys that a merge put there.
type Waiting<'m, 'a> = (&'m mut Entries<'a>, &'m mut Option<Key<'a>>, &'m mut HashSet<Cow<'a, str>>);

struct Builder<'s, 'a> {
    source: &'s Arc<Source>,
    text: &'a str,
    base: u32,
    duplicates: &'s mut Vec<Finding>,
    documents: Vec<Node<'a>>,
    open: Vec<Frame<'a>>,
    anchors: HashMap<String, Finished<'a>>,
    /// Nodes that anchors and aliases have copied.
    repeated: usize,
    /// What is wrong with places that [`UNWRITABLE`] marks.
    put_off: HashMap<u32, Box<Finding>>,
}

impl<'a> Builder<'_, 'a> {
    fn on(&mut self, event: Event, input: &Input) -> Result<(), Box<Finding>> {
        let span = self.span(&event);
        match event.data {
            EventData::DocumentStart { .. } => {
                self.anchors.clear();
                self.repeated = 0;
                Ok(())
            }
            EventData::DocumentEnd { .. } => self.unwritable(),
            EventData::Scalar { anchor, tag, value, style, .. } => {
                if style == ScalarStyle::Plain
                    && value.contains('?')
                    && self.open.last().is_some_and(|frame| frame.flow)
                {
                    return Err(self.question(span));
                }
                let block = matches!(style, ScalarStyle::Literal | ScalarStyle::Folded);
                let span = if block { self.first_line(span) } else { span };
                self.scalar(input.restore(value, style), style == ScalarStyle::Plain, anchor, tag.as_deref(), span)
            }
            EventData::Alias { anchor } => match self.anchors.get(&anchor).cloned() {
                Some(finished) => {
                    self.guard(self.open.len() + finished.height, finished.nodes, span)?;
                    match self.waiting() {
                        Some(_) => self.key(finished.key, span),
                        None => self.close(finished, None, span),
                    }
                }
                None => Err(self.unknown_alias(span)),
            },
            EventData::SequenceStart { anchor, style, .. } => {
                self.open(Inner::List(Vec::new()), anchor, style == SequenceStyle::Flow, span)
            }
            EventData::MappingStart { anchor, style, .. } => {
                let (entries, merged) = Default::default();
                self.open(Inner::Map { entries, key: None, merged }, anchor, style == MappingStyle::Flow, span)
            }
            EventData::SequenceEnd | EventData::MappingEnd => match self.open.pop() {
                Some(Frame { inner, span: start, nodes, height, anchor, .. }) => {
                    let content = match inner {
                        Inner::List(list) => Content::List(list),
                        Inner::Map { entries, .. } => Content::Map(entries.finish()),
                    };
                    let node = Node { content, span: start };
                    self.close(Finished { node, key: None, nodes, height }, anchor, span)
                }
                None => Ok(()),
            },
            EventData::StreamStart { .. } | EventData::StreamEnd => Ok(()),
        }
    }

    /// The node of an event without its anchor and tag; of a map or list in block style its beginning.
    fn span(&self, event: &Event) -> Span {
        let (start, end) = (event.start_mark.index as usize, event.end_mark.index as usize);
        let start = behind_properties(self.text, self.text.floor_char_boundary(start));
        Span { start: self.base + start as u32, length: end.saturating_sub(start) as u32 }
    }

    /// Where the text of a block scalar begins whose header begins at `span`.
    fn first_line(&self, span: Span) -> Span {
        let start = (span.start - self.base) as usize;
        let Some((header, lines)) = self.text[start..].split_once('\n') else { return span };
        let Some(at) = lines.find(|c: char| !c.is_ascii_whitespace()) else { return span };
        Span { start: self.base + (start + header.len() + 1 + at) as u32, length: 1 }
    }

    fn open(&mut self, inner: Inner<'a>, anchor: Option<String>, flow: bool, span: Span) -> Result<(), Box<Finding>> {
        self.guard(self.open.len() + 1, 0, span)?;
        if let Some(anchor) = &anchor {
            // What it named before is out of reach from here on, and itself it may not contain.
            self.anchors.remove(anchor);
        }
        self.open.push(Frame { inner, span, nodes: 1, height: 1, anchor, flow });
        Ok(())
    }

    /// The map whose next key is awaited.
    fn waiting(&mut self) -> Option<Waiting<'_, 'a>> {
        match self.open.last_mut() {
            Some(Frame { inner: Inner::Map { entries, key: key @ None, merged }, .. }) => Some((entries, key, merged)),
            _ => None,
        }
    }

    /// Takes the name of the next key; without one, it is none that JSON can have.
    fn key(&mut self, name: Option<Cow<'a, str>>, span: Span) -> Result<(), Box<Finding>> {
        let name = name.unwrap_or_else(|| self.put_off(self.bad_key(span), span));
        let Some((entries, key, merged)) = self.waiting() else { return Ok(()) };
        let twice = !merged.remove(&name) && entries.contains(&name) && name != UNWRITABLE;
        *key = Some(Key::Text(name, span));
        if twice {
            self.duplicates.push(second_key(self.source, span));
        }
        Ok(())
    }

    fn scalar(
        &mut self,
        text: String,
        plain: bool,
        anchor: Option<String>,
        tag: Option<&str>,
        span: Span,
    ) -> Result<(), Box<Finding>> {
        let scalar = match resolve_tagged(&text, plain, tag) {
            Ok(scalar) => owned(scalar),
            Err(sentence) => {
                let fix = "write a value of that type, or leave the tag out";
                return Err(self.error("yaml-tag", short(&text), sentence, fix, span));
            }
        };
        let is_key = self.waiting().is_some();
        if let (true, Some((_, key, _))) = (plain && tag.is_none() && text == "<<", self.waiting()) {
            *key = Some(Key::Merge);
            return Ok(());
        }
        let key = if is_key || anchor.is_some() { key_of(scalar.clone(), &text) } else { None };
        let content = match scalar {
            Scalar::Value(content) => content,
            Scalar::NotFinite if is_key => Content::Null,
            Scalar::NotFinite => {
                let key = self.put_off(self.not_finite(&text, span), span);
                Content::Map(vec![Entry { key, span, value: Node { content: Content::Null, span } }])
            }
        };
        let finished = Finished { node: Node { content, span }, key, nodes: cost(&text), height: 0 };
        if !is_key {
            return self.close(finished, anchor, span);
        }
        if let Some(anchor) = anchor {
            self.anchors.insert(anchor, finished.clone());
        }
        self.key(finished.key, span)
    }

    /// Gives a finished node to the map, list or document that it belongs to.
    fn close(&mut self, finished: Finished<'a>, anchor: Option<String>, span: Span) -> Result<(), Box<Finding>> {
        if let Some(anchor) = anchor {
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
