use std::borrow::Cow;

use super::{Key, Reader};
use crate::yaml::{Content, Node, Scalar, key_of, resolve};

/// YAML looks no further than 1024 characters for the `:` behind a key.
const MAX_KEY: usize = 1000;

impl<'a> Reader<'a> {
    /// A key with its `:`, which must end the line or have a space or tab behind it.
    pub(super) fn key(&mut self) -> Option<Key<'a>> {
        let start = self.at;
        let key = match self.peek()? {
            b'"' => self.double_quoted()?,
            b'\'' => self.single_quoted()?,
            _ => self.plain_key()?,
        };
        let span = self.span(start);
        self.eat(b':')?;
        let is_key = matches!(self.peek(), None | Some(b' ' | b'\t' | b'\n')) && self.at - start < MAX_KEY;
        is_key.then_some((key, span))
    }

    pub(super) fn plain_key(&mut self) -> Option<Cow<'a, str>> {
        let rest = &self.text[self.at..];
        let is_inner = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'.' | b'/' | b'-' | b'$');
        let length = rest.bytes().position(|b| !is_inner(b)).unwrap_or(rest.len());
        let word = &rest[..length];
        if !word.starts_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '/')) {
            return None;
        }
        self.at += length;
        key_of(resolve(word), word)
    }

    /// A value that begins and, unless it is a literal block or flow style, ends in this line; then goes to the next
    /// content.
    pub(super) fn inline(&mut self, parent: Option<usize>) -> Option<Node<'a>> {
        let start = self.at;
        let value = match self.peek()? {
            b'"' => Content::Text(self.double_quoted()?),
            b'\'' => Content::Text(self.single_quoted()?),
            b'{' | b'[' => {
                let node = self.flow()?;
                self.end_line()?;
                return Some(node);
            }
            b'|' => return self.literal(parent),
            _ => return self.plain_line(),
        };
        let node = self.leaf(start, value);
        self.end_line()?;
        Some(node)
    }

    fn plain_line(&mut self) -> Option<Node<'a>> {
        let start = self.at;
        self.skip_to_line_end();
        let line = &self.text[start..self.at];
        let first = *line.as_bytes().first()?;
        let starts = first.is_ascii_alphanumeric()
            || matches!(first, b'/' | b'_' | b'.' | b'$' | b'+' | b'(' | b'=' | b'~')
            || (first == b'-' && line.as_bytes().get(1).is_some_and(u8::is_ascii_alphanumeric));
        let text = plain_text(line)?;
        if !starts {
            return None;
        }
        let end = std::mem::replace(&mut self.at, start + text.len());
        let node = self.leaf(start, plain(text)?);
        self.at = end;
        self.next_line()?;
        Some(node)
    }
}

/// What of the rest of a line is the plain scalar: nothing where it is no such or holds characters that need care.
fn plain_text(line: &str) -> Option<&str> {
    let bytes = line.as_bytes();
    let mut end = bytes.len();
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            b'#' if at > 0 && bytes[at - 1] == b' ' => {
                end = at;
                break;
            }
            b':' if matches!(bytes.get(at + 1), None | Some(b' ')) => return None,
            b' '..=b'~' => {}
            _ => return None,
        }
    }
    Some(line[..end].trim_end_matches(' '))
}

pub(super) fn plain(text: &str) -> Option<Content<'_>> {
    match resolve(text) {
        Scalar::Value(value) => Some(value),
        Scalar::NotFinite => None,
    }
}
