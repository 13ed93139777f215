use std::cell::Cell;
use std::rc::Rc;
use std::str::Chars;

/// How many characters may pass between two values.
///
/// The parser keeps every token of a `[...` that could still be a key, some hundred bytes each: this bounds its memory.
/// No object of Kubernetes could hold a longer text.
pub(super) const LONGEST_PIECE: usize = 1 << 20;

/// The characters of a file, which end early where the parser takes too many without giving a value.
pub(super) struct Meter<'s> {
    characters: Chars<'s>,
    gauge: Gauge,
}

/// How many characters the parser took since the last value.
#[derive(Clone, Default)]
pub(super) struct Gauge(Rc<Cell<usize>>);

impl<'s> Meter<'s> {
    pub(super) fn new(text: &'s str, gauge: &Gauge) -> Meter<'s> {
        Meter { characters: text.chars(), gauge: gauge.clone() }
    }
}

impl Iterator for Meter<'_> {
    type Item = char;

    fn next(&mut self) -> Option<char> {
        let taken = self.gauge.0.get();
        if taken > LONGEST_PIECE {
            return None;
        }
        self.gauge.0.set(taken + 1);
        self.characters.next()
    }
}

impl Gauge {
    /// Begins anew; whether the characters ended early before.
    pub(super) fn reset(&self) -> bool {
        self.0.replace(0) > LONGEST_PIECE
    }
}
