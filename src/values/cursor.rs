use std::sync::Arc;

use super::decode::place_after;
use super::grammar::mistake;
use crate::source::{Finding, Place, Source};

/// A position in the argument of a flag.
pub(super) struct Cursor<'s> {
    source: &'s Arc<Source>,
    at: usize,
}

impl<'s> Cursor<'s> {
    pub(super) fn new(source: &'s Arc<Source>) -> Cursor<'s> {
        Cursor { source, at: 0 }
    }

    fn rest(&self) -> &'s str {
        self.source.text.get(self.at..).unwrap_or_default()
    }

    pub(super) fn at_end(&self) -> bool {
        self.rest().is_empty()
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// Passes `wanted` if it comes next.
    pub(super) fn take(&mut self, wanted: char) -> bool {
        let there = self.rest().starts_with(wanted);
        if there {
            self.at += wanted.len_utf8();
        }
        there
    }

    pub(super) fn place(&self) -> Place {
        place_after(self.source, &self.source.text[..self.at])
    }

    /// The column of the character that was passed last.
    pub(super) fn column_of_last(&self) -> usize {
        self.place().column.saturating_sub(1)
    }

    /// The text up to one of `stops`, which is passed too and returned, or up to the end. `\` takes the character
    /// behind it as it is.
    pub(super) fn word(&mut self, stops: &[char]) -> (String, Option<char>) {
        let mut word = String::new();
        let mut characters = self.rest().chars();
        let mut stop = None;
        while let Some(character) = characters.next() {
            if character == '\\' {
                word.extend(characters.next());
            } else if stops.contains(&character) {
                stop = Some(character);
                break;
            } else {
                word.push(character);
            }
        }
        self.at = self.source.text.len() - characters.as_str().len();
        (word, stop)
    }

    /// The JSON value that comes next; behind it only a comma or the end may follow.
    pub(super) fn json(&mut self, path: &str) -> Result<serde_json::Value, Box<Finding>> {
        let fix = "write JSON: text in double quotes, and the whole argument in single quotes for the shell";
        let mut stream = serde_json::Deserializer::from_str(self.rest()).into_iter::<serde_json::Value>();
        let value = match stream.next() {
            Some(Ok(value)) => value,
            Some(Err(error)) => {
                let sentence = format!("the value of `{path}` is not JSON: {error}");
                return Err(mistake(&sentence, fix, &self.place()));
            }
            None => return Err(mistake(&format!("`{path}` has no value"), fix, &self.place())),
        };
        self.at += stream.byte_offset();
        self.at += self.rest().len() - self.rest().trim_start().len();
        match self.peek() {
            None | Some(',') => Ok(value),
            Some(_) => Err(mistake("after a JSON value comes `,` or the end", fix, &self.place())),
        }
    }
}
