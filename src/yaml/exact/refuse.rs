use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use libyaml_safer::Error;

use super::Builder;
use crate::source::{Finding, Source};
use crate::yaml::tag::short;
use crate::yaml::{Content, MAX_DEPTH, MAX_NODES, Node, Span};

/// What is said of a document that does not stand alone between its separators.
pub(in crate::yaml) const UNREAD: &str =
    "kubectl stops reading before this: the document above has ended, and no `---` begins another";

/// The key at a place that JSON cannot write. kubectl minds it only where no second key replaces what it stands in.
pub(super) const UNWRITABLE: &str = "\0";

/// A text that [`super::Input`] cannot prepare.
pub(super) fn unprepared(source: &Arc<Source>, base: u32) -> Box<Finding> {
    let sentence = "this document has `\\'`, or a `,` right behind a word with `!`, in a form that cpgen does not read";
    let fix = "write `'` for `\\'` in double quotes, and a space before the `,`";
    let finding = Finding::error("yaml-syntax", "YAML", sentence, fix);
    Box::new(finding.at(&Span { start: base, length: 1 }.place(source)))
}

/// The errors of this reader.
impl Builder<'_, '_> {
    pub(super) fn syntax(&mut self, error: &Error) -> Box<Finding> {
        let at = self.text.floor_char_boundary(error.problem_mark().map_or(0, |mark| mark.index as usize));
        if !self.documents.is_empty() || error.problem() == "did not find expected <document start>" {
            return self.unread(self.span_at(at));
        }
        let line = |at: u64| self.span_at(at as usize).place(self.source).line;
        let context = match (error.context(), error.context_mark()) {
            (Some(context), Some(mark)) if line(mark.index) < line(at as u64) => {
                format!(" {context} that begins in line {}", line(mark.index))
            }
            (Some(context), _) => format!(" {context}"),
            (None, _) => String::new(),
        };
        let sentence = format!("this is not YAML: {}{context}", error.problem());
        let fix = match self.text[..at].trim_end_matches(' ').ends_with('"') {
            true => "put all of it into one pair of quotes; templates join with `~`: `{{ name ~ \"-x\" }}`",
            false => "correct the syntax here or on the lines above",
        };
        self.error("yaml-syntax", "YAML", sentence, fix, self.span_at(at))
    }

    fn span_at(&self, at: usize) -> Span {
        Span { start: self.base + at.min(self.text.len()) as u32, length: 1 }
    }

    /// `[a?b]`, where kubectl takes the `?` for the sign of a key.
    pub(super) fn question(&self, span: Span) -> Box<Finding> {
        let sentence = "kubectl takes no `?` inside brackets without quotes";
        self.error("yaml-syntax", "?", sentence, "put the text in quotes", span)
    }

    /// A second document in a part that kubectl reads as one.
    pub(super) fn unread(&self, span: Span) -> Box<Finding> {
        let fix = "begin it with a line `---`, or correct quotes, brackets and indentation";
        self.error("yaml-syntax", "document", UNREAD, fix, span)
    }

    pub(super) fn unknown_alias(&self, span: Span) -> Box<Finding> {
        let sentence = "this alias names no anchor that is complete before it";
        let fix = "define the anchor (`&name`) earlier in the same document";
        self.error("yaml-alias", "alias", sentence, fix, span)
    }

    pub(super) fn not_finite(&self, text: &str, span: Span) -> Box<Finding> {
        let sentence = format!("`{text}` is a number that JSON does not have");
        self.error("yaml-number", short(text), sentence, "quote it, or give a finite number", span)
    }

    pub(super) fn bad_merge(&self, span: Span) -> Box<Finding> {
        let fix = "give `<<` an alias of a map, or a list of such";
        self.error("yaml-merge", "<<", "only maps can be merged", fix, span)
    }

    pub(super) fn too_large(&self, span: Span) -> Box<Finding> {
        let sentence = format!(
            "the document is more than {MAX_DEPTH} levels deep, or its aliases repeat more than {MAX_NODES} nodes"
        );
        self.error("yaml-size", "document", sentence, "nest less, and use fewer aliases", span)
    }

    pub(super) fn bad_key(&self, span: Span) -> Box<Finding> {
        let sentence = "a key must be a string, a boolean or a finite number";
        let fix = "quote the key; `{{ name }}` without quotes is a map inside a map";
        self.error("yaml-key", "key", sentence, fix, span)
    }

    /// Keeps a finding until the document is complete. Gives the key that marks its place.
    pub(super) fn put_off<'k>(&mut self, finding: Box<Finding>, span: Span) -> Cow<'k, str> {
        self.put_off.insert(span.start, finding);
        Cow::Borrowed(UNWRITABLE)
    }

    /// The first finding that was put off and whose place is still there.
    pub(super) fn unwritable(&mut self) -> Result<(), Box<Finding>> {
        if self.put_off.is_empty() {
            return Ok(());
        }
        let place = self.documents.last().and_then(|document| unwritable(document, &self.put_off));
        place.and_then(|span| self.put_off.remove(&span.start)).map_or(Ok(()), Err)
    }

    pub(super) fn error(
        &self,
        rule: &'static str,
        subject: impl Into<String>,
        sentence: impl Into<String>,
        fix: &str,
        span: Span,
    ) -> Box<Finding> {
        Box::new(Finding::error(rule, subject, sentence, fix).at(&span.place(self.source)))
    }
}

/// Where the first mark is.
fn unwritable(node: &Node, put_off: &HashMap<u32, Box<Finding>>) -> Option<Span> {
    match &node.content {
        Content::Map(entries) => entries.iter().find_map(|entry| {
            let is_mark = entry.key == UNWRITABLE && put_off.contains_key(&entry.span.start);
            if is_mark { Some(entry.span) } else { unwritable(&entry.value, put_off) }
        }),
        Content::List(items) => items.iter().find_map(|item| unwritable(item, put_off)),
        _ => None,
    }
}
