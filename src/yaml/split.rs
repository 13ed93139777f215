use std::sync::Arc;

use memchr::memmem;

use super::Span;
use crate::source::{Finding, Source};

/// The text between two separators.
pub struct Chunk<'a> {
    /// Whole lines.
    pub text: &'a str,
    /// The byte of the source that it begins at.
    pub base: u32,
}

impl<'a> Chunk<'a> {
    /// Without what stands before a `{`: kubectl takes such a file for JSON at first, to which tabs are blanks.
    pub fn trimmed(&self) -> Chunk<'a> {
        let text = self.text.trim_ascii_start();
        let skipped = (self.text.len() - text.len()) as u32;
        match self.base <= BOM && text.starts_with('{') {
            true => Chunk { text, base: self.base + skipped },
            false => Chunk { text: self.text, base: self.base },
        }
    }
}

/// Length of a byte order mark.
pub const BOM: u32 = '\u{feff}'.len_utf8() as u32;

/// kubectl splits before it parses, so `---` in the first column ends a document even inside a quoted scalar.
pub fn split(text: &str) -> impl Iterator<Item = Chunk<'_>> {
    let mut starts = starts(text).into_iter();
    let mut next = Some(0);
    std::iter::from_fn(move || {
        let start = next?;
        let end = starts.next();
        next = end.map(|end| line_end(text, end));
        let chunk = &text[start..end.unwrap_or(text.len())];
        let body = chunk.strip_prefix('\u{feff}').unwrap_or(chunk);
        Some(Chunk { text: body, base: (start + chunk.len() - body.len()) as u32 })
    })
}

/// What stands behind a separator, which kubectl refuses unless it is a comment.
pub fn separators(source: &Arc<Source>) -> Vec<Finding> {
    let refused = |start: usize| {
        let line = &source.text[start..line_end(&source.text, start)];
        let rest = line["---".len()..].trim();
        if rest.is_empty() || rest.starts_with('#') {
            return None;
        }
        let at = start + 3 + line["---".len()..].find(rest)?;
        let span = Span { start: at as u32, length: rest.len() as u32 };
        let sentence =
            format!("`{}` stands behind a document separator, which kubectl refuses", crate::source::excerpt(rest));
        let fix = "begin the document on the next line";
        Some(Finding::error("yaml-syntax", "---", sentence, fix).at(&span.place(source)))
    };
    starts(&source.text).into_iter().filter_map(refused).collect()
}

/// Where the separators begin.
fn starts(text: &str) -> Vec<usize> {
    let first = text.starts_with("---").then_some(0);
    let marked = text.starts_with("\u{feff}---").then_some('\u{feff}'.len_utf8());
    let others = memmem::find_iter(text.as_bytes(), "\n---").map(|at| at + 1);
    first.into_iter().chain(marked).chain(others).collect()
}

fn line_end(text: &str, at: usize) -> usize {
    memchr::memchr(b'\n', &text.as_bytes()[at..]).map_or(text.len(), |length| at + length + 1)
}

/// The first character that YAML does not allow raw, wherever it stands; or a text that is too long for a [`Span`].
pub fn unreadable(source: &Arc<Source>) -> Option<Finding> {
    let text = &source.text;
    if u32::try_from(text.len()).is_err() {
        let fix = "give one file for each object";
        return Some(Finding::error("yaml-size", source.name.as_str(), "files of 4 GiB are not read", fix));
    }
    let plain = |block: &[u8]| block.iter().fold(true, |all, b| all & matches!(b, b' '..=b'~' | b'\n' | b'\t' | b'\r'));
    if text.as_bytes().chunks(256).all(plain) {
        return None;
    }
    let at = text.find(is_bad)?;
    let bad = text[at..].chars().next()?;
    let span = Span { start: at as u32, length: bad.len_utf8() as u32 };
    let sentence = format!("the character U+{:04X} may not stand raw in YAML", bad as u32);
    let fix = format!("write it as \"\\u{:04x}\" inside double quotes, or remove it", bad as u32);
    Some(Finding::error("yaml-syntax", "control character", sentence, fix).at(&span.place(source)))
}

fn is_bad(c: char) -> bool {
    let allowed = matches!(c, '\t' | '\n' | '\r' | '\u{85}' | '\u{feff}');
    !allowed && matches!(c, '\0'..='\x1f' | '\x7f'..='\u{9f}' | '\u{fffe}' | '\u{ffff}')
}
