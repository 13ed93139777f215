use saphyr_parser::ScanError;

use super::Builder;
use crate::source::Finding;
use crate::yaml::tag::short;
use crate::yaml::{MAX_DEPTH, MAX_NODES, Span};

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

    /// A tab before the first content, which saphyr-parser lets pass and go-yaml does not.
    pub(super) fn refuse_tab(&self, text: &str, base: u32) -> Result<(), Box<Finding>> {
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            if !matches!(line.trim().as_bytes(), [] | [b'#', ..]) {
                let indent = &line[..line.len() - line.trim_start().len()];
                let Some(tab) = indent.find('\t') else { return Ok(()) };
                let span = Span { start: base + (start + tab) as u32, length: 1 };
                return Err(self.error("yaml-syntax", "YAML", "a tab may not indent", "indent with spaces", span));
            }
            start += line.len();
        }
        Ok(())
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
