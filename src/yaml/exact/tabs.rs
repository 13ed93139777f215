use super::Builder;
use crate::source::Finding;
use crate::yaml::Span;

/// Where the last token ends, for what go-yaml asks of the blanks behind it and saphyr-parser does not.
#[derive(Debug, Default)]
pub(super) struct Last {
    /// Byte of the text behind it.
    end: usize,
    /// How many flow collections are open.
    flow: usize,
    /// Where it begins, if it is a plain scalar.
    plain: Option<usize>,
}

impl Builder<'_, '_> {
    /// Refuses tabs where go-yaml does, in block style: where a line or a nested node begins.
    pub(super) fn refuse_tabs(&self, text: &str, base: u32, start: usize) -> Result<(), Box<Finding>> {
        let last = &self.last;
        let Some(gap) = text.get(last.end..start).filter(|gap| last.flow == 0 && gap.contains('\t')) else {
            return Ok(());
        };
        // A block scalar ends with its line.
        let mut allowed = !(last.end == 0 || text[..last.end].ends_with('\n'));
        let mut line = None;
        // Further right than the line of a plain scalar begins, a tab in an empty line passes.
        let mut plain = last.plain.map(|start| {
            let line = text[..start].rfind('\n').map_or(0, |at| at + 1);
            text[line..].bytes().take_while(|byte| *byte == b' ').count()
        });
        let mut bytes = gap.bytes().enumerate();
        while let Some((at, byte)) = bytes.next() {
            match byte {
                b'\n' => (allowed, line) = (false, Some(at)),
                b'#' => {
                    while bytes.clone().next().is_some_and(|(_, byte)| byte != b'\n') {
                        bytes.next();
                    }
                }
                b'\t' if !allowed => {
                    let column = line.map_or(at, |line| at - line - 1);
                    if plain.is_none_or(|first| column <= first) {
                        let span = Span { start: base + (last.end + at) as u32, length: 1 };
                        return Err(self.error(
                            "yaml-syntax",
                            "YAML",
                            "a tab may not indent",
                            "indent with spaces",
                            span,
                        ));
                    }
                }
                b' ' | b'\t' | b'\r' => {}
                b'-' | b'?' => (allowed, plain) = (false, None),
                _ => (allowed, plain) = (true, None),
            }
        }
        Ok(())
    }

    /// Notes a token that ends at a byte of the text; `plain` is where it begins, if it is a plain scalar.
    pub(super) fn note(&mut self, end: usize, plain: Option<usize>) {
        self.last.end = end.max(self.last.end);
        self.last.plain = plain;
    }

    /// Notes that a flow collection begins or ends.
    pub(super) fn note_flow(&mut self, begins: bool) {
        self.last.flow = if begins { self.last.flow + 1 } else { self.last.flow.saturating_sub(1) };
    }
}
