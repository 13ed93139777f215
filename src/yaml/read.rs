use std::sync::Arc;

use serde_json::Value;

use super::{exact, fast};
use crate::source::{Finding, Findings, Place, Source};

/// One document of a stream.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// What it says. Never null: empty documents are skipped.
    pub value: Value,
    /// The line its content starts at, counted from 1.
    pub line: usize,
}

/// Reads all documents of a stream as kubectl does: split at lines that begin with `---`, scalars by YAML 1.1
/// ([`super::resolve`]), anchors, aliases and merge keys resolved, empty documents skipped.
///
/// # Errors
/// Where kubectl refuses the text, and for keys that occur twice, which kubectl lets pass. Every broken document gives
/// one finding, at file, line and column.
pub fn read(source: &Arc<Source>) -> Result<Vec<Document>, Findings> {
    let mut documents = Vec::new();
    let mut findings = Findings::default();
    findings.extend(unreadable(source));
    if findings.is_empty() {
        for chunk in split(source, &mut findings) {
            match fast::read(chunk.text) {
                Some((Value::Null, _)) => {}
                Some((value, line)) => documents.push(Document { value, line: chunk.line + line - 1 }),
                None => match exact::read(source, chunk.text, chunk.line) {
                    Ok(read) => documents.extend(read),
                    Err(finding) => findings.push(*finding),
                },
            }
        }
    }
    if findings.is_empty() { Ok(documents) } else { Err(findings) }
}

/// The text between two separators.
struct Chunk<'a> {
    text: &'a str,
    line: usize,
}

/// kubectl splits before it parses, so `---` in the first column ends a document even inside a quoted scalar.
fn split<'a>(source: &'a Arc<Source>, findings: &mut Findings) -> Vec<Chunk<'a>> {
    let text = source.text.strip_prefix('\u{feff}').unwrap_or(&source.text);
    let mut chunks = Vec::new();
    let (mut start, mut start_line, mut at) = (0, 1, 0);
    for (index, line) in text.split_inclusive('\n').enumerate() {
        let end = at + line.len();
        if let Some(rest) = line.strip_prefix("---") {
            chunks.push(Chunk { text: &text[start..at], line: start_line });
            (start, start_line) = (end, index + 2);
            let rest = rest.trim();
            if !rest.is_empty() && !rest.starts_with('#') {
                findings.push(
                    Finding::error(
                        "yaml-syntax",
                        "---",
                        format!("`{rest}` stands behind a document separator, which kubectl refuses"),
                        "begin the document on the next line",
                    )
                    .at(&Place {
                        source: source.clone(),
                        line: index + 1,
                        column: 4,
                        length: rest.chars().count(),
                    }),
                );
            }
        }
        at = end;
    }
    chunks.push(Chunk { text: &text[start..], line: start_line });
    chunks
}

/// The first character that YAML does not allow raw, wherever it stands.
fn unreadable(source: &Arc<Source>) -> Option<Finding> {
    let is_bad = |c: char| match c {
        '\t' | '\n' | '\r' | '\u{85}' => false,
        '\u{feff}' => false,
        c => matches!(c, '\0'..='\x1f' | '\x7f'..='\u{9f}' | '\u{fffe}' | '\u{ffff}'),
    };
    let text = &source.text;
    if text.bytes().all(|b| matches!(b, b' '..=b'~' | b'\n' | b'\t' | b'\r')) {
        return None;
    }
    let at = text.find(is_bad)?;
    let bad = text[at..].chars().next()?;
    let before = &text[..at];
    let column = before.rsplit('\n').next().map_or(0, |line| line.chars().count()) + 1;
    let place = Place { source: source.clone(), line: before.matches('\n').count() + 1, column, length: 1 };
    let sentence = format!("the character U+{:04X} may not stand raw in YAML", bad as u32);
    let fix = format!("write it as \"\\u{:04x}\" inside double quotes, or remove it", bad as u32);
    Some(Finding::error("yaml-syntax", "control character", sentence, fix).at(&place))
}
