use serde_json::{Map, Value};

use super::Reader;
use super::scalar::plain;

impl Reader<'_> {
    /// A map or list in flow style: JSON, and beside it single words as keys and values.
    pub(super) fn flow(&mut self, parent: Option<usize>) -> Option<Value> {
        match self.peek()? {
            b'{' => self.nest(|reader| reader.flow_map(parent)),
            b'[' => self.nest(|reader| reader.flow_list(parent)),
            b'"' => self.double_quoted().map(Value::String),
            _ => self.flow_word(),
        }
    }

    fn flow_map(&mut self, parent: Option<usize>) -> Option<Value> {
        let mut map = Map::new();
        self.at += 1;
        self.flow_space(parent)?;
        if self.eat(b'}').is_some() {
            return Some(Value::Object(map));
        }
        loop {
            let quoted = self.peek()? == b'"';
            let key = if quoted { self.double_quoted()? } else { self.plain_key()? };
            self.eat(b':')?;
            // `{a:1}` is one word to YAML; only behind quotes may the value follow at once.
            if key.len() > 300 || !(quoted || matches!(self.peek()?, b' ' | b'\n')) {
                return None;
            }
            self.flow_space(parent)?;
            let value = self.flow(parent)?;
            if map.insert(key, value).is_some() {
                return None;
            }
            self.flow_space(parent)?;
            if self.eat(b'}').is_some() {
                return Some(Value::Object(map));
            }
            self.eat(b',')?;
            self.flow_space(parent)?;
        }
    }

    fn flow_list(&mut self, parent: Option<usize>) -> Option<Value> {
        let mut list = Vec::new();
        self.at += 1;
        self.flow_space(parent)?;
        if self.eat(b']').is_some() {
            return Some(Value::Array(list));
        }
        loop {
            list.push(self.flow(parent)?);
            self.flow_space(parent)?;
            if self.eat(b']').is_some() {
                return Some(Value::Array(list));
            }
            self.eat(b',')?;
            self.flow_space(parent)?;
        }
    }

    fn flow_word(&mut self) -> Option<Value> {
        let rest = &self.text[self.at..];
        let is_inner = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'.' | b'/' | b'-' | b'+');
        let length = rest.bytes().position(|b| !is_inner(b))?;
        let word = &rest[..length];
        // A dash alone, and `[a b]` or `[a: b]`, which the caller sees by what follows, are not for here.
        if !word.bytes().any(|b| b.is_ascii_alphanumeric()) {
            return None;
        }
        self.at += length;
        plain(word)
    }

    /// Spaces and line breaks. A further line must be indented deeper than the key or dash that the value belongs to.
    fn flow_space(&mut self, parent: Option<usize>) -> Option<()> {
        while let Some(b' ' | b'\n') = self.peek() {
            self.skip_spaces();
            while self.peek() == Some(b'\n') {
                self.at += 1;
                let start = self.at;
                self.skip_spaces();
                let column = self.at - start;
                if self.peek() != Some(b'\n') && Some(column) <= parent {
                    return None;
                }
            }
        }
        Some(())
    }
}
