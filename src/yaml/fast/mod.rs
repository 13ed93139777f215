//! A quick reader for the YAML that everybody writes: block maps and lists, one-line scalars, literal blocks, flow
//! style; and for JSON.
//!
//! Every doubt is `None`, and then [`super::exact`] decides: anchors, tags, folded blocks, scalars over several lines,
//! carriage returns, odd flow style, documents that are too deep, and every error but a key that occurs twice.

mod flow;
mod json;
mod literal;
mod quoted;
mod scalar;

use std::borrow::Cow;

use super::entries::Entries;
use super::split::BOM;
use super::{Content, MAX_DEPTH, Node, Span};

/// What was read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Read<'a> {
    /// The documents. Empty ones are left out, so that a text of YAML gives one or none; JSON objects may follow each
    /// other.
    pub documents: Vec<Node<'a>>,
    /// Keys that were in their map already. Their values replaced the earlier ones.
    pub duplicates: Vec<Span>,
}

/// The document in `text`, which begins at byte `base` of its source, or nothing where this reader is not sure. Where
/// it gives a value, the exact reader gives the same one.
pub fn read(text: &str, base: u32) -> Option<Read<'_>> {
    let (json, tail) = (text.trim_ascii_start(), &text[text.trim_ascii_end().len()..]);
    let lead = &text[..text.len() - json.len()];
    // Tabs around it are blanks only to a reader of JSON, which kubectl gives the beginning of a file.
    if json.starts_with('{')
        && (base <= BOM || !lead.contains('\t') && !tail.contains('\t'))
        && let Some(read) = json::read(text, base)
    {
        return Some(read);
    }
    let mut reader = Reader::new(text, base, false);
    if memchr::memchr(b'\r', text.as_bytes()).is_some() || !text.is_ascii() && text.contains(BREAKS) {
        return None;
    }
    reader.next_line()?;
    let mut documents = Vec::new();
    if reader.column.is_some() {
        let document = reader.node(None)?;
        if document.content != Content::Null {
            documents.push(document);
        }
    }
    let duplicates = reader.duplicates;
    reader.column.is_none().then_some(Read { documents, duplicates })
}

/// What ends a line in YAML 1.1 beside a line feed and a carriage return.
const BREAKS: [char; 3] = ['\u{85}', '\u{2028}', '\u{2029}'];

struct Reader<'a> {
    text: &'a str,
    base: u32,
    /// Whether it is JSON, which has other rules for spaces and escapes.
    json: bool,
    /// The next byte. After a whole node: where the content of the next line begins.
    at: usize,
    /// The column of that content; nothing at the end of the text.
    column: Option<usize>,
    depth: usize,
    duplicates: Vec<Span>,
}

/// A key and where it stands.
type Key<'a> = (Cow<'a, str>, Span);

impl<'a> Reader<'a> {
    fn new(text: &'a str, base: u32, json: bool) -> Reader<'a> {
        Reader { text, base, json, at: 0, column: None, depth: 0, duplicates: Vec::new() }
    }

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

    /// From `start` to here.
    fn span(&self, start: usize) -> Span {
        Span { start: self.base + start as u32, length: (self.at - start) as u32 }
    }

    fn leaf(&self, start: usize, content: Content<'a>) -> Node<'a> {
        Node { content, span: self.span(start) }
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
                Some(b'.') if self.text[start..].starts_with("...") => return None,
                Some(_) => self.column = Some(self.at - start),
            }
            return Some(());
        }
    }

    fn skip_to_line_end(&mut self) {
        let rest = &self.text.as_bytes()[self.at..];
        self.at += memchr::memchr(b'\n', rest).unwrap_or(rest.len());
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
    fn node(&mut self, parent: Option<usize>) -> Option<Node<'a>> {
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

    fn nest(&mut self, read: impl FnOnce(&mut Self) -> Option<Node<'a>>) -> Option<Node<'a>> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return None;
        }
        let value = read(self);
        self.depth -= 1;
        value
    }

    fn map(&mut self, column: usize, mut key: Key<'a>) -> Option<Node<'a>> {
        let span = Span { length: 1, ..key.1 };
        let mut entries = Entries::default();
        loop {
            while matches!(self.peek(), Some(b' ' | b'\t')) {
                self.at += 1;
            }
            let empty = Node { content: Content::Null, span: self.span(self.at) };
            let value = match self.peek() {
                None | Some(b'\n' | b'#') => {
                    self.end_line_after_space()?;
                    match self.column {
                        Some(next) if next > column => self.node(Some(column))?,
                        Some(next) if next == column && self.at_dash() => self.nest(|reader| reader.list(column))?,
                        _ => empty,
                    }
                }
                Some(_) => self.inline(Some(column))?,
            };
            self.set(&mut entries, key, value);
            match self.column {
                Some(next) if next > column => return None,
                Some(next) if next == column => key = self.key()?,
                _ => return Some(Node { content: Content::Map(entries.finish()), span }),
            }
        }
    }

    fn set(&mut self, entries: &mut Entries<'a>, (key, span): Key<'a>, value: Node<'a>) {
        if entries.set(key, span, value) {
            self.duplicates.push(span);
        }
    }

    fn list(&mut self, column: usize) -> Option<Node<'a>> {
        let span = Span { start: self.base + self.at as u32, length: 1 };
        let mut list = Vec::new();
        while self.column == Some(column) && self.at_dash() {
            let dash = self.at;
            self.at += 1;
            self.skip_spaces();
            let empty = Node { content: Content::Null, span: self.span(self.at) };
            let value = match self.peek() {
                None | Some(b'\n' | b'#') => {
                    self.end_line_after_space()?;
                    match self.column {
                        Some(next) if next > column => self.node(Some(column))?,
                        _ => empty,
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
        (self.column <= Some(column)).then_some(Node { content: Content::List(list), span })
    }

    /// Behind `:` or `-` and spaces, where a `#` always begins a comment.
    fn end_line_after_space(&mut self) -> Option<()> {
        if self.peek() == Some(b'#') {
            self.at -= 1;
        }
        self.end_line()
    }
}
