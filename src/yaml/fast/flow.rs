use super::scalar::plain;
use super::{Key, Reader};
use crate::yaml::entries::Entries;
use crate::yaml::{Content, Node};

impl<'a> Reader<'a> {
    /// A map or list in flow style: JSON, and beside it words as keys and values.
    ///
    /// Unlike YAML 1.2, and as kubectl, it does not ask how deep a further line is indented.
    pub(super) fn flow(&mut self) -> Option<Node<'a>> {
        let start = self.at;
        let content = match self.peek()? {
            b'{' => return self.nest(Self::flow_map),
            b'[' => return self.nest(Self::flow_list),
            b'"' => Content::Text(self.double_quoted()?),
            b'\'' if !self.json => Content::Text(self.single_quoted()?),
            _ => self.flow_words()?,
        };
        Some(self.leaf(start, content))
    }

    fn flow_map(&mut self) -> Option<Node<'a>> {
        let start = self.at;
        let mut entries = Entries::default();
        self.at += 1;
        self.flow_space()?;
        while self.eat(b'}').is_none() {
            let key = self.flow_key()?;
            self.flow_space()?;
            let value = self.flow()?;
            self.set(&mut entries, key, value);
            self.flow_space()?;
            if self.eat(b',').is_some() {
                self.flow_space()?;
                if self.json && self.peek() == Some(b'}') {
                    return None;
                }
            } else if self.peek() != Some(b'}') {
                return None;
            }
        }
        Some(self.leaf(start, Content::Map(entries.finish())))
    }

    /// A key with its `:`.
    fn flow_key(&mut self) -> Option<Key<'a>> {
        let start = self.at;
        let quoted = self.peek()? == b'"';
        if self.json && !quoted {
            return None;
        }
        let key = if quoted { self.double_quoted()? } else { self.plain_key()? };
        let span = self.span(start);
        if self.json {
            self.flow_space()?;
        }
        self.eat(b':')?;
        // `{a:1}` is one word to YAML; only behind quotes may the value follow at once.
        let is_key = self.json || (key.len() <= 300 && (quoted || matches!(self.peek()?, b' ' | b'\t' | b'\n')));
        is_key.then_some((key, span))
    }

    fn flow_list(&mut self) -> Option<Node<'a>> {
        let start = self.at;
        let mut list = Vec::new();
        self.at += 1;
        self.flow_space()?;
        while self.eat(b']').is_none() {
            list.push(self.flow()?);
            self.flow_space()?;
            if self.eat(b',').is_some() {
                self.flow_space()?;
                if self.json && self.peek() == Some(b']') {
                    return None;
                }
            } else if self.peek() != Some(b']') {
                return None;
            }
        }
        Some(self.leaf(start, Content::List(list)))
    }

    /// Words with single spaces between them.
    fn flow_words(&mut self) -> Option<Content<'a>> {
        let rest = &self.text[self.at..];
        let is_inner = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'.' | b'/' | b'-' | b'+' | b'=' | b'$');
        let mut length = 0;
        loop {
            let word = rest[length..].bytes().position(|b| !is_inner(b))?;
            // A dash alone is left to the exact reader.
            if !rest[length..length + word].bytes().any(|b| b.is_ascii_alphanumeric()) {
                return None;
            }
            length += word;
            match rest.as_bytes()[length..] {
                [b' ', next, ..] if !self.json && is_inner(next) => length += 1,
                _ => break,
            }
        }
        let word = &rest[..length];
        if word.starts_with('=') {
            return None;
        }
        self.at += length;
        plain(word)
    }

    /// Spaces, tabs and line breaks; in JSON carriage returns too.
    fn flow_space(&mut self) -> Option<()> {
        loop {
            match self.peek()? {
                b' ' | b'\t' | b'\n' => self.at += 1,
                b'\r' if self.json => self.at += 1,
                _ => return Some(()),
            }
        }
    }
}
