use std::sync::Arc;

use saphyr_parser::{Event, ScanError};

use super::build::{Builder, Halt, too_deep};
use super::decode::{check, place_after};
use super::{Node, Tree, layer};
use crate::source::{Finding, Findings, Place, Source};

/// The tree of a values file: YAML 1.2, several documents in one file layered in order.
///
/// Keys are text whatever they look like. An empty file is an empty map. Aliases and `<<` are resolved; what an alias
/// brings in stands where its anchor is.
///
/// # Errors
/// All duplicate keys, keys that are not scalars and foreign tags at once; a syntax error, a map or list nested too
/// deeply or a file that unfolds to too many values end the reading and are reported with what was found before.
pub fn parse(source: &Arc<Source>) -> Result<Tree, Findings> {
    let (documents, broken) = read(source)?;
    let mut findings = Findings::default();
    let mut whole = Tree::empty_map(place_after(source, ""));
    for document in documents {
        whole = add(whole, document, &mut findings);
    }
    findings.extend(broken);
    if findings.has_errors() { Err(findings) } else { Ok(whole) }
}

/// The documents of a file one by one, whatever they hold.
///
/// # Errors
/// As of [`parse`], but for documents that are no maps or contradict each other.
pub fn documents(source: &Arc<Source>) -> Result<Vec<Tree>, Findings> {
    let (documents, broken) = read(source)?;
    if broken.has_errors() { Err(broken) } else { Ok(documents) }
}

/// The documents that could be read, and what is wrong with the others.
fn read(source: &Arc<Source>) -> Result<(Vec<Tree>, Findings), Findings> {
    check(source)?;
    let mut builder = Builder::new(source);
    let mut documents = Vec::new();
    loop {
        match document(&mut builder) {
            Ok(Some(tree)) => documents.push(tree),
            Ok(None) => break,
            Err(Halt(finding)) => {
                builder.findings.push(*finding);
                break;
            }
        }
    }
    Ok((documents, builder.findings))
}

/// The next document; None at the end of the file.
fn document(builder: &mut Builder<'_>) -> Result<Option<Tree>, Halt> {
    loop {
        match builder.next()? {
            Some((Event::StreamEnd, _)) | None => return Ok(None),
            Some((Event::DocumentStart(_), _)) => {
                builder.anchors.clear();
                let (event, span) = builder.expect()?;
                return builder.node(event, span, 0).map(|built| Some(built.tree));
            }
            Some(_) => {}
        }
    }
}

fn add(whole: Tree, document: Tree, findings: &mut Findings) -> Tree {
    match &document.node {
        Node::Null => whole,
        Node::Map(_) => layer(whole, document, findings),
        Node::List(_) | Node::Scalar { .. } => {
            let sentence = format!("a values file holds a map of settings, and this is {}", document.described());
            let fix = "write `key: value` lines; `cpgen show values` prints every key";
            findings.push(Finding::error("not-a-map", "", sentence, fix).at(&document.place));
            whole
        }
    }
}

/// What the parser stopped at, in its own words, with a hint for the usual slips.
pub(super) fn syntax(source: &Arc<Source>, error: &ScanError) -> Finding {
    let mark = error.marker();
    let place = Place { source: Arc::clone(source), line: mark.line().max(1), column: mark.col() + 1, length: 1 };
    if error.info().contains("unknown anchor") {
        let fix = "define it above with `&name`, in the same document, or quote the text if the `*` belongs to it";
        return Finding::error("unknown-alias", "", "no anchor of this name stands above", fix).at(&place);
    }
    if error.info().contains("recursion limit") {
        return *too_deep(&place).0;
    }
    let line = source.text.lines().nth(place.line - 1).unwrap_or_default();
    let indent = &line[..line.len() - line.trim_start().len()];
    let fix = if error.info().contains("tab") || indent.contains('\t') {
        "indent with spaces: YAML does not allow tabs there"
    } else if error.info().contains("mapping values are not allowed") {
        "put text that contains `: ` in quotes, and give the keys of one map the same indentation"
    } else {
        "check quotes, brackets and indentation here and on the line above"
    };
    Finding::error("syntax", "", format!("this is not YAML: {}", error.info()), fix).at(&place)
}
