use saphyr_parser::ScanError;

use super::Builder;
use crate::source::Finding;
use crate::yaml::tag::short;
use crate::yaml::{MAX_DEPTH, MAX_NODES, Span};

/// What is said of a document that does not stand alone between its separators.
pub(in crate::yaml) const UNREAD: &str = "kubectl does not read this document, which follows another one without `---`";

/// The errors of this reader.
impl Builder<'_, '_> {
    pub(super) fn syntax(&mut self, error: &ScanError) -> Box<Finding> {
        let sentence = format!("this is not YAML: {}", error.info());
        let fix = match error.info().contains("after double-quoted scalar") {
            true => "put all of it into one pair of quotes; templates join with `~`: `{{ name ~ \"-x\" }}`",
            false => "correct the syntax here or on the lines above",
        };
        let span = self.offsets.at(error.marker());
        self.error("yaml-syntax", "YAML", sentence, fix, span)
    }

    /// A `...` with nothing before it, which go-yaml refuses.
    pub(super) fn refuse_first_end(&self, text: &str, base: u32) -> Result<(), Box<Finding>> {
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            match line.trim_end() {
                "..." => {
                    let span = Span { start: base + start as u32, length: 3 };
                    let sentence = "`...` ends a document that has not begun";
                    return Err(self.error("yaml-syntax", "...", sentence, "remove the line", span));
                }
                line if line.is_empty() || line.trim_start().starts_with('#') => {}
                _ => return Ok(()),
            }
            start += line.len();
        }
        Ok(())
    }

    /// `{a:}`, where kubectl takes `a:` for one word.
    pub(super) fn refuse_hidden_colon(
        &self,
        text: &str,
        end: usize,
        plain: bool,
        span: Span,
    ) -> Result<(), Box<Finding>> {
        if !(plain && matches!(text.as_bytes().get(end..), Some([b':', b',' | b'}' | b']', ..]))) {
            return Ok(());
        }
        let sentence = "to kubectl this `:` is the end of the word before it";
        Err(self.error("yaml-syntax", "YAML", sentence, "write a space behind the `:`", span))
    }

    /// A second document in a part that kubectl reads as one.
    pub(super) fn unread(&self, span: Span) -> Box<Finding> {
        self.error("yaml-syntax", "document", UNREAD, "begin it with a line `---`", span)
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
