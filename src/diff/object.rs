use std::fmt;
use std::sync::Arc;

use serde_json::Value;

use super::{Path, Step};
use crate::check::defaults::stored;
use crate::check::schema::{Minor, resources};
use crate::source::{Place, Source};
use crate::yaml::{Content, Node, Span, parse};

/// What makes two manifests one object: versions of the API do not.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id {
    /// `apps`; empty for the core.
    pub group: String,
    /// `StatefulSet`.
    pub kind: String,
    /// Empty where its kind has none.
    pub namespace: String,
    /// `orders-kafka`.
    pub name: String,
}

impl fmt::Display for Id {
    /// `StatefulSet streaming/orders-kafka`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let slash = if self.namespace.is_empty() { "" } else { "/" };
        write!(f, "{} {}{slash}{}", self.kind, self.namespace, self.name)
    }
}

/// Where an object comes from.
#[derive(Clone, Debug)]
pub struct Origin {
    /// The file; of what is rendered the template, whose text is not kept.
    pub source: Arc<Source>,
    /// The object in it, where it was written there.
    pub span: Option<Span>,
}

/// One object of a side.
#[derive(Clone, Debug)]
pub struct Object {
    /// What it is.
    pub id: Id,
    /// `apps/v1`.
    pub api_version: String,
    /// What its author wrote.
    pub written: Value,
    /// What the server makes of it.
    pub stored: Value,
    /// Where it comes from.
    pub origin: Origin,
}

impl Object {
    /// An object, in `namespace` where it names none and its kind has them.
    pub fn new(written: Value, origin: Origin, namespace: &str, minor: Minor) -> Object {
        let text = |pointer: &str| written.pointer(pointer).and_then(Value::as_str).unwrap_or_default().to_owned();
        let (api_version, kind) = (text("/apiVersion"), text("/kind"));
        let own = text("/metadata/namespace");
        let namespace = match minor.table().kind(&api_version, &kind) {
            Some(known) if !known.namespaced => String::new(),
            Some(_) if own.is_empty() => namespace.to_owned(),
            _ => own,
        };
        let prefix = text("/metadata/generateName");
        let name = Some(text("/metadata/name")).filter(|name| !name.is_empty()).unwrap_or(prefix);
        let group = api_version.split_once('/').map_or("", |(group, _)| group).to_owned();
        let id = Id { group, kind, namespace, name };
        let stored = stored(&written, &api_version, &id.kind, minor);
        Object { id, api_version, written, stored, origin }
    }
}

impl Origin {
    /// The place of what is at `path`, or of the nearest thing around it that was written.
    pub fn place(&self, path: &Path) -> Option<Place> {
        let span = self.span?;
        let stream = parse(&self.source);
        let all = stream.documents.iter().flat_map(resources).filter_map(Result::ok);
        let object = all.map(|resource| resource.node).find(|node| node.span == span)?;
        Some(nearest(object, &path.0).place(&self.source))
    }
}

impl fmt::Display for Origin {
    /// `FILE:LINE`, or the name of the template.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.span {
            Some(span) => write!(f, "{}:{}", self.source.name, self.source.line_and_column(span.start as usize).0),
            None => write!(f, "{}", self.source.name),
        }
    }
}

fn nearest(node: &Node, steps: &[Step]) -> Span {
    let Some((step, rest)) = steps.split_first() else { return node.span };
    match (step, &node.content) {
        (Step::Field(name) | Step::Key(name), Content::Map(entries)) => {
            match entries.iter().find(|entry| entry.key == name.as_str()) {
                Some(entry) if rest.is_empty() => entry.span,
                Some(entry) if matches!(entry.value.content, Content::Map(_) | Content::List(_)) => {
                    let inner = nearest(&entry.value, rest);
                    if inner == entry.value.span { entry.span } else { inner }
                }
                Some(entry) => entry.span,
                None => node.span,
            }
        }
        (Step::Item(index, _), Content::List(list)) => list.get(*index).map_or(node.span, |item| nearest(item, rest)),
        _ => node.span,
    }
}
