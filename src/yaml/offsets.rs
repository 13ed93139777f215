use saphyr_parser::Marker;

use super::Span;

/// Turns the places of saphyr-parser, which counts characters, into bytes of the source.
pub struct Offsets<'a> {
    text: &'a str,
    base: u32,
    /// A character and its byte. Events come in order, so the way to the next is short.
    character: usize,
    byte: usize,
}

impl<'a> Offsets<'a> {
    /// For the markers of `text`, which begins at byte `base` of its source.
    pub fn new(text: &'a str, base: u32) -> Offsets<'a> {
        Offsets { text, base, character: 0, byte: 0 }
    }

    /// The span between two markers.
    pub fn span(&mut self, span: saphyr_parser::Span) -> Span {
        let start = self.byte_of(&span.start);
        let length: usize = self.text[start..].chars().take(span.len()).map(char::len_utf8).sum();
        Span { start: self.base + start as u32, length: length as u32 }
    }

    /// The one character at a marker.
    pub fn at(&mut self, marker: &Marker) -> Span {
        Span { start: self.base + self.byte_of(marker) as u32, length: 1 }
    }

    fn byte_of(&mut self, marker: &Marker) -> usize {
        if marker.index() < self.character {
            (self.character, self.byte) = (0, 0);
        }
        let steps = marker.index() - self.character;
        let bytes: usize = self.text[self.byte..].chars().take(steps).map(char::len_utf8).sum();
        self.character = marker.index();
        self.byte += bytes;
        self.byte
    }
}
