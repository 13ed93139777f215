//! A quick reader for the YAML that templates write: block maps and lists, one-line scalars, JSON in flow style.
//!
//! Every doubt is `None`, and then [`super::exact`] decides: anchors, tags, block scalars, scalars over several lines,
//! tabs, carriage returns, odd flow style, documents that are too deep, and every error.

mod flow;
mod scalar;

use serde_json::{Map, Value};

use super::MAX_DEPTH;

/// The value of the one document in `text` and the line (from 1) its content starts at, or nothing where this reader
/// is not sure. Where it gives a value, the exact reader gives the same one.
pub fn read(text: &str) -> Option<(Value, usize)> {
    if text.contains('\r') {
        return None;
    }
    let mut reader = Reader { text, at: 0, column: None, depth: 0 };
    reader.next_line()?;
    let line = text[..reader.at].bytes().filter(|b| *b == b'\n').count() + 1;
    if reader.column.is_none() {
        return Some((Value::Null, line));
    }
    let value = reader.node(None)?;
    reader.column.is_none().then_some((value, line))
}

struct Reader<'a> {
    text: &'a str,
    /// The next byte. After a whole node: where the content of the next line begins.
    at: usize,
    /// The column of that content; nothing at the end of the text.
    column: Option<usize>,
    depth: usize,
}

impl Reader<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn eat(&mut self, byte: u8) -> Option<()> {
        (self.peek()? == byte).then(|| self.at += 1)
    }

    fn skip_spaces(&mut self) {
        while self.peek() == Some(b' ') {
            self.at += 1;
        }
    }

    fn at_line_end(&self) -> bool {
        matches!(self.peek(), None | Some(b'\n'))
    }

    fn at_dash(&self) -> bool {
        matches!(self.text.as_bytes()[self.at..], [b'-'] | [b'-', b' ' | b'\n', ..])
    }

    /// From a line start to the next content, over blank lines and comments.
    fn next_line(&mut self) -> Option<()> {
        loop {
            let start = self.at;
            self.skip_spaces();
            match self.peek() {
                None => self.column = None,
                Some(b'\n') => {
                    self.at += 1;
                    continue;
                }
                Some(b'#') => {
                    self.skip_to_line_end();
                    continue;
                }
                Some(b'\t' | b'%') => return None,
                Some(_) if self.text[start..].starts_with("...") => return None,
                Some(_) => self.column = Some(self.at - start),
            }
            return Some(());
        }
    }

    fn skip_to_line_end(&mut self) {
        let rest = &self.text.as_bytes()[self.at..];
        self.at += rest.iter().position(|b| *b == b'\n').unwrap_or(rest.len());
    }

    /// Behind a quoted or flow value: nothing more in this line but a comment. Goes to the next content.
    fn end_line(&mut self) -> Option<()> {
        let end = self.at;
        self.skip_spaces();
        if self.peek() == Some(b'#') && self.at > end {
            self.skip_to_line_end();
        }
        self.at_line_end().then(|| self.next_line())?
    }

    /// A node whose first character is here, inside a map or list at column `parent`.
    fn node(&mut self, parent: Option<usize>) -> Option<Value> {
        let column = self.column?;
        if self.at_dash() {
            return self.nest(|reader| reader.list(column));
        }
        let start = self.at;
        if let Some(key) = self.key() {
            return self.nest(|reader| reader.map(column, key));
        }
        self.at = start;
        self.inline(parent)
    }

    fn nest(&mut self, read: impl FnOnce(&mut Self) -> Option<Value>) -> Option<Value> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return None;
        }
        let value = read(self);
        self.depth -= 1;
        value
    }

    fn map(&mut self, column: usize, mut key: String) -> Option<Value> {
        let mut map = Map::new();
        loop {
            self.skip_spaces();
            let value = match self.peek() {
                None | Some(b'\n' | b'#') => {
                    self.end_line_after_space()?;
                    match self.column {
                        Some(next) if next > column => self.node(Some(column))?,
                        Some(next) if next == column && self.at_dash() => self.nest(|reader| reader.list(column))?,
                        _ => Value::Null,
                    }
                }
                Some(_) => self.inline(Some(column))?,
            };
            if map.insert(key, value).is_some() {
                return None;
            }
            match self.column {
                Some(next) if next > column => return None,
                Some(next) if next == column => key = self.key()?,
                _ => return Some(Value::Object(map)),
            }
        }
    }

    fn list(&mut self, column: usize) -> Option<Value> {
        let mut list = Vec::new();
        while self.column == Some(column) && self.at_dash() {
            let dash = self.at;
            self.at += 1;
            self.skip_spaces();
            let value = match self.peek() {
                None | Some(b'\n' | b'#') => {
                    self.end_line_after_space()?;
                    match self.column {
                        Some(next) if next > column => self.node(Some(column))?,
                        _ => Value::Null,
                    }
                }
                Some(_) => {
                    self.column = Some(column + self.at - dash);
                    self.node(Some(column))?
                }
            };
            list.push(value);
        }
        // What stands deeper than this list would belong to its last item.
        (self.column <= Some(column)).then_some(Value::Array(list))
    }

    /// Behind `:` or `-` and spaces, where a `#` always begins a comment.
    fn end_line_after_space(&mut self) -> Option<()> {
        if self.peek() == Some(b'#') {
            self.at -= 1;
        }
        self.end_line()
    }
}
