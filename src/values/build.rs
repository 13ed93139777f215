//! Events of the YAML parser become a tree, within bounds that hold for hostile files.

use std::collections::HashMap;
use std::sync::Arc;

use saphyr_parser::{BufferedInput, Event, Parser, ScalarStyle, Span, Tag};

use super::decode::place_after;
use super::entries::{Entries, Key};
use super::meter::{Gauge, LONGEST_PIECE, Meter};
use super::parse::syntax;
use super::{Node, Tree, scalar, tag};
use crate::source::{Finding, Findings, Place, Source};

/// How deep maps and lists may be nested. The deepest value of Kubernetes has some twenty levels.
pub(super) const DEEPEST: usize = 64;
/// How many values a file may unfold to, with every alias counted as what it stands for.
const MOST_VALUES: usize = 200_000;
/// How many bytes of text it may unfold to.
const MOST_TEXT: usize = 64 << 20;

/// The finding after which reading on makes no sense.
pub(super) struct Halt(pub(super) Box<Finding>);

/// A tree and what it weighs, which is what an alias to it costs.
#[derive(Clone)]
pub(super) struct Built {
    pub(super) tree: Tree,
    pub(super) values: usize,
    pub(super) text: usize,
    pub(super) height: usize,
}

pub(super) struct Builder<'s> {
    pub(super) source: &'s Arc<Source>,
    pub(super) findings: Findings,
    pub(super) anchors: HashMap<usize, Built>,
    parser: Parser<'s, BufferedInput<Meter<'s>>>,
    gauge: Gauge,
    /// Where the last value began.
    last: Place,
    values: usize,
    text: usize,
}

impl<'s> Builder<'s> {
    pub(super) fn new(source: &'s Arc<Source>) -> Builder<'s> {
        let gauge = Gauge::default();
        Builder {
            source,
            findings: Findings::default(),
            anchors: HashMap::new(),
            parser: Parser::new_from_iter(Meter::new(&source.text, &gauge)),
            gauge,
            last: place_after(source, ""),
            values: 0,
            text: 0,
        }
    }

    pub(super) fn next(&mut self) -> Result<Option<(Event<'s>, Span)>, Halt> {
        let event = self.parser.next_event().transpose();
        if self.gauge.reset() {
            let sentence = format!("more than {LONGEST_PIECE} characters follow here without a value that ends");
            let fix = "close the bracket or quote; mount large texts from a ConfigMap of your own";
            return Err(Halt(Box::new(Finding::error("too-large-value", "", sentence, fix).at(&self.last))));
        }
        let event = event.map_err(|error| Halt(Box::new(syntax(self.source, &error))))?;
        if let Some((_, span)) = &event {
            self.last = self.place(*span);
        }
        Ok(event)
    }

    /// The next event, where the grammar promises one.
    pub(super) fn expect(&mut self) -> Result<(Event<'s>, Span), Halt> {
        Ok(self.next()?.unwrap_or((Event::StreamEnd, Span::default())))
    }

    /// The node that begins with `event`, `depth` levels below the top.
    pub(super) fn node(&mut self, event: Event<'s>, span: Span, depth: usize) -> Result<Built, Halt> {
        let place = self.place(span);
        if depth > DEEPEST {
            return Err(too_deep(&place));
        }
        let (anchor, built) = match event {
            Event::Alias(id) => return self.alias(id, &place, depth),
            Event::Scalar(text, style, anchor, tag) => {
                (anchor, self.scalar(text.into_owned(), style, tag.as_deref(), place))
            }
            Event::SequenceStart(anchor, tag) => {
                self.check_tag(tag.as_deref(), "seq", &place);
                (anchor, self.list(place, depth)?)
            }
            Event::MappingStart(anchor, tag) => {
                self.check_tag(tag.as_deref(), "map", &place);
                (anchor, self.map(place, depth)?)
            }
            _ => (0, Built::of(Tree { node: Node::Null, place })),
        };
        self.spend(1, built.own_text(), &built.tree.place)?;
        if anchor > 0 {
            self.spend(built.values, built.text, &built.tree.place)?;
            self.anchors.insert(anchor, built.clone());
        }
        Ok(built)
    }

    pub(super) fn place(&self, span: Span) -> Place {
        let (line, column) = (span.start.line().max(1), span.start.col() + 1);
        let length = if span.end.line() == span.start.line() { span.len().max(1) } else { 1 };
        Place { source: Arc::clone(self.source), line, column, length }
    }

    fn scalar(&mut self, text: String, style: ScalarStyle, tag: Option<&Tag>, place: Place) -> Built {
        let plain = match tag::of_scalar(tag, style == ScalarStyle::Plain) {
            Ok(plain) => plain,
            Err(name) => {
                self.findings.push(tag::foreign(&name, &place));
                false
            }
        };
        Built::of(match plain && scalar::is_null(&text) {
            true => Tree { node: Node::Null, place },
            false => Tree::scalar(text, !plain, place),
        })
    }

    fn list(&mut self, place: Place, depth: usize) -> Result<Built, Halt> {
        let mut whole = Built::of(Tree { node: Node::Null, place });
        let mut list = Vec::new();
        loop {
            let (event, span) = self.expect()?;
            if matches!(event, Event::SequenceEnd | Event::StreamEnd) {
                whole.tree.node = Node::List(list);
                return Ok(whole);
            }
            let item = self.node(event, span, depth + 1)?;
            whole.add(&item);
            list.push(item.tree);
        }
    }

    fn map(&mut self, place: Place, depth: usize) -> Result<Built, Halt> {
        let mut entries = Entries::new(place);
        loop {
            let (event, span) = self.expect()?;
            if matches!(event, Event::MappingEnd | Event::StreamEnd) {
                return Ok(entries.finish());
            }
            let written = match &event {
                Event::Scalar(text, ScalarStyle::Plain, _, _) => Some(text.to_string()),
                _ => None,
            };
            let key = Key { written, tree: self.node(event, span, depth + 1)?.tree };
            let (event, span) = self.expect()?;
            let empty = matches!(&event, Event::Scalar(text, ScalarStyle::Plain, _, _) if text.is_empty());
            let mut value = self.node(event, span, depth + 1)?;
            // The parser puts an empty value where the next token stands, often lines below.
            if empty {
                value.tree.place = key.tree.place.clone();
            }
            entries.add(&mut self.findings, key, value);
        }
    }

    fn alias(&mut self, id: usize, place: &Place, depth: usize) -> Result<Built, Halt> {
        let Some(built) = self.anchors.get(&id).cloned() else {
            let fix = "define it above with `&name`, in the same document, and do not use it inside of itself";
            let finding = Finding::error("unknown-alias", "", "no finished anchor of this name stands above", fix);
            self.findings.push(finding.at(place));
            return Ok(Built::of(Tree { node: Node::Null, place: place.clone() }));
        };
        if depth + built.height > DEEPEST {
            return Err(too_deep(place));
        }
        self.spend(built.values, built.text, place)?;
        Ok(built)
    }

    fn check_tag(&mut self, tag: Option<&Tag>, kind: &str, place: &Place) {
        if let Err(name) = tag::of_collection(tag, kind) {
            self.findings.push(tag::foreign(&name, place));
        }
    }

    fn spend(&mut self, values: usize, text: usize, place: &Place) -> Result<(), Halt> {
        self.values += values;
        self.text += text;
        if self.values <= MOST_VALUES && self.text <= MOST_TEXT {
            return Ok(());
        }
        let sentence = format!("the file unfolds to more than {MOST_VALUES} values or {} MiB", MOST_TEXT >> 20);
        let fix = "use fewer aliases, or split the platform into several values files";
        Err(Halt(Box::new(Finding::error("too-many-values", "", sentence, fix).at(place))))
    }
}

impl Built {
    pub(super) fn of(tree: Tree) -> Built {
        let mut built = Built { tree, values: 1, text: 0, height: 0 };
        built.text = built.own_text();
        built
    }

    /// Counts a part of it.
    pub(super) fn add(&mut self, part: &Built) {
        self.values += part.values;
        self.text += part.text;
        self.height = self.height.max(part.height + 1);
    }

    fn own_text(&self) -> usize {
        if let Node::Scalar { text, .. } = &self.tree.node { text.len() } else { 0 }
    }
}

pub(super) fn too_deep(place: &Place) -> Halt {
    let sentence = format!("maps and lists are nested more than {DEEPEST} levels deep");
    Halt(Box::new(Finding::error("too-deep", "", sentence, "nest less deeply").at(place)))
}
