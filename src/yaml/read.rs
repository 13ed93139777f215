use std::sync::Arc;

use serde_json::Value;

use super::split::{BOM, Chunk, separators, split, unreadable};
use super::{Node, Span, exact, fast};
use crate::source::{Finding, Findings, Source};

/// What a text says, document by document.
#[derive(Clone, Debug, Default)]
pub struct Stream<'a> {
    /// The documents that could be read. Empty ones are left out.
    pub documents: Vec<Node<'a>>,
    /// One finding for every document, or part between documents, that kubectl refuses.
    pub broken: Vec<Finding>,
    /// Keys that occur twice in one map, of which kubectl takes the last.
    pub duplicates: Vec<Finding>,
}

/// Reads all documents of a stream as kubectl does: split at lines that begin with `---`, JSON objects one behind the
/// other, scalars by YAML 1.1 ([`super::resolve`]), anchors, aliases and merge keys resolved, empty documents left out.
pub fn parse(source: &Arc<Source>) -> Stream<'_> {
    let mut stream = Stream::default();
    if let Some(finding) = unreadable(source) {
        stream.broken.push(finding);
        return stream;
    }
    for chunk in split(&source.text) {
        // JSON objects follow each other only where there is nothing else.
        let is_all = chunk.base as usize + chunk.text.len() == source.text.len() && chunk.base <= BOM;
        let Chunk { text, base } = chunk.trimmed();
        match fast::read(text, base) {
            Some(read) => {
                let second = read.documents.get(1).filter(|_| !is_all);
                stream.broken.extend(second.map(|second| unread(source, second.span)));
                stream.documents.extend(read.documents);
                stream.duplicates.extend(read.duplicates.into_iter().map(|span| second_key(source, span)));
            }
            None => match exact::read(source, text, base, &mut stream.duplicates) {
                Ok(read) => stream.documents.extend(read),
                Err(finding) => stream.broken.push(*finding),
            },
        }
    }
    stream.broken.extend(separators(source));
    stream
}

/// One document of a stream without its places.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// What it says. Never null: empty documents are skipped.
    pub value: Value,
    /// The line its content starts at, counted from 1.
    pub line: usize,
}

/// Reads all documents of a stream as [`parse`] does.
///
/// # Errors
/// Where kubectl refuses the text, and for keys that occur twice, which kubectl lets pass. Every broken document gives
/// at least one finding, at file, line and column.
pub fn read(source: &Arc<Source>) -> Result<Vec<Document>, Findings> {
    let stream = parse(source);
    let mut findings = Findings::default();
    findings.extend(stream.broken);
    findings.extend(stream.duplicates);
    if !findings.is_empty() {
        return Err(findings);
    }
    let (mut at, mut line) = (0, 1);
    let document = |node: &Node| {
        let start = node.span.start as usize;
        line += memchr::memchr_iter(b'\n', &source.text.as_bytes()[at..start]).count();
        at = start;
        Document { value: node.to_json(), line }
    };
    Ok(stream.documents.iter().map(document).collect())
}

fn unread(source: &Arc<Source>, span: Span) -> Finding {
    Finding::error("yaml-syntax", "document", exact::UNREAD, "begin it with a line `---`").at(&span.place(source))
}

/// The finding about a key that its map has already.
pub(super) fn second_key(source: &Arc<Source>, span: Span) -> Finding {
    let place = span.place(source);
    let text = &source.text[span.start as usize..(span.start + span.length) as usize];
    let key = crate::source::excerpt(text.trim_matches(['"', '\'']));
    let sentence = format!("the key `{key}` occurs twice in one map");
    Finding::error("duplicate-key", key, sentence, "keep one of them").at(&place)
}
