use std::borrow::Cow;
use std::collections::HashMap;

use super::{Entry, Node, Span};

/// Up to this many keys it is quicker to look at each.
const FEW: usize = 16;

/// The entries of a map that is still being read, and where each key is among them.
#[derive(Debug, Default)]
pub struct Entries<'a> {
    list: Vec<Entry<'a>>,
    index: HashMap<Cow<'a, str>, usize>,
}

impl<'a> Entries<'a> {
    /// Whether the key is there.
    pub fn contains(&self, key: &str) -> bool {
        self.position(key).is_some()
    }

    /// Sets a key, last wins. True where it was there already.
    pub fn set(&mut self, key: Cow<'a, str>, span: Span, value: Node<'a>) -> bool {
        if let Some(at) = self.position(&key) {
            self.list[at] = Entry { key, span, value };
            return true;
        }
        if self.list.len() == FEW {
            self.index = self.list.iter().enumerate().map(|(at, entry)| (entry.key.clone(), at)).collect();
        }
        if self.list.len() >= FEW {
            self.index.insert(key.clone(), self.list.len());
        }
        self.list.push(Entry { key, span, value });
        false
    }

    /// The entries in the order in which their keys first came.
    pub fn finish(self) -> Vec<Entry<'a>> {
        self.list
    }

    fn position(&self, key: &str) -> Option<usize> {
        match self.list.len() {
            0..=FEW => self.list.iter().position(|entry| entry.key == key),
            _ => self.index.get(key).copied(),
        }
    }
}
