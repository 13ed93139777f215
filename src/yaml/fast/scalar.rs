use serde_json::Value;

use super::Reader;
use crate::yaml::{Scalar, key_of, resolve};

/// YAML looks no further than 1024 characters for the `:` behind a key.
const MAX_KEY: usize = 1000;

impl Reader<'_> {
    /// A key with its `:`, which must end the line or have a space behind it.
    pub(super) fn key(&mut self) -> Option<String> {
        let start = self.at;
        let key = match self.peek()? {
            b'"' => self.double_quoted()?,
            b'\'' => self.single_quoted()?,
            _ => self.plain_key()?,
        };
        self.eat(b':')?;
        let is_key = matches!(self.peek(), None | Some(b' ' | b'\n')) && self.at - start < MAX_KEY;
        is_key.then_some(key)
    }

    pub(super) fn plain_key(&mut self) -> Option<String> {
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

    /// A value that begins and, unless it is flow style, ends in this line; then goes to the next content.
    pub(super) fn inline(&mut self, parent: Option<usize>) -> Option<Value> {
        let value = match self.peek()? {
            b'"' => Value::String(self.double_quoted()?),
            b'\'' => Value::String(self.single_quoted()?),
            b'{' | b'[' => self.flow(parent)?,
            _ => return self.plain_line(),
        };
        self.end_line()?;
        Some(value)
    }

    fn plain_line(&mut self) -> Option<Value> {
        let start = self.at;
        self.skip_to_line_end();
        let line = &self.text[start..self.at];
        let text = line.split_once(" #").map_or(line, |(text, _)| text).trim_end_matches(' ');
        let first = *text.as_bytes().first()?;
        let starts = first.is_ascii_alphanumeric()
            || matches!(first, b'/' | b'_' | b'.' | b'$' | b'+' | b'(' | b'=' | b'~')
            || (first == b'-' && text.as_bytes().get(1).is_some_and(u8::is_ascii_alphanumeric));
        let is_plain = text.bytes().all(|b| matches!(b, b' '..=b'~')) && !text.contains(": ") && !text.ends_with(':');
        if !starts || !is_plain {
            return None;
        }
        self.next_line()?;
        plain(text)
    }

    /// A JSON string. Line breaks, and escapes that JSON lacks or pairs up, are left to the exact reader.
    pub(super) fn double_quoted(&mut self) -> Option<String> {
        self.eat(b'"')?;
        let mut string = String::new();
        loop {
            let rest = &self.text[self.at..];
            let length = rest.bytes().position(|b| matches!(b, b'"' | b'\\' | b'\n'))?;
            string.push_str(&rest[..length]);
            let rest = &rest[length..];
            self.at += length + 2;
            string.push(match rest.as_bytes() {
                [b'"', ..] => {
                    self.at -= 1;
                    return Some(string);
                }
                [b'\\', escape @ (b'"' | b'\\' | b'/'), ..] => char::from(*escape),
                [b'\\', b'b', ..] => '\u{8}',
                [b'\\', b'f', ..] => '\u{c}',
                [b'\\', b'n', ..] => '\n',
                [b'\\', b'r', ..] => '\r',
                [b'\\', b't', ..] => '\t',
                [b'\\', b'u', ..] => {
                    self.at += 4;
                    let digits = rest.get(2..6).filter(|d| d.bytes().all(|b| b.is_ascii_hexdigit()))?;
                    char::from_u32(u32::from_str_radix(digits, 16).ok()?)?
                }
                _ => return None,
            });
        }
    }

    fn single_quoted(&mut self) -> Option<String> {
        self.eat(b'\'')?;
        let mut string = String::new();
        loop {
            let rest = &self.text[self.at..];
            let length = rest.bytes().position(|b| matches!(b, b'\'' | b'\n'))?;
            string.push_str(&rest[..length]);
            self.at += length;
            self.eat(b'\'')?;
            if self.peek() != Some(b'\'') {
                return Some(string);
            }
            self.at += 1;
            string.push('\'');
        }
    }
}

pub(super) fn plain(text: &str) -> Option<Value> {
    match resolve(text) {
        Scalar::Value(value) => Some(value),
        Scalar::NotFinite => None,
    }
}
