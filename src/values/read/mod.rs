//! A typed struct out of a tree, with every mistake reported at once.

mod access;
mod hole;
mod integer;
mod item;
mod report;
mod scalars;
mod stop;
mod variant;

use std::cell::{Cell, RefCell};
use std::collections::HashSet;

use serde::de::DeserializeOwned;

use super::Tree;
use crate::source::{Finding, Findings};
use item::Item;

/// How often a tree is read again after a part of it turned out to be unusable.
const MOST_PASSES: usize = 100;

/// What is wrong with the text of a scalar, and what to write instead.
#[derive(Clone, Debug, PartialEq)]
pub struct FormatError {
    /// What is wrong, in one sentence without a final stop.
    pub sentence: String,
    /// What to do about it.
    pub fix: String,
}

/// Says whether the text of a scalar is right for a newtype.
pub type Format = fn(&str) -> Result<(), FormatError>;

/// The check of each newtype struct, by the name that serde knows it by. A newtype that is `serde(transparent)` is
/// invisible to serde and never checked.
#[derive(Clone, Copy, Debug)]
pub struct Formats(pub &'static [(&'static str, Format)]);

/// Fills a `T` from `tree` and adds every mistake to `findings`: unknown keys with the nearest known one, values of
/// the wrong kind, doubtful numbers, numbers out of range, formats that do not hold.
///
/// A mistake does not end the reading: the value is replaced by an empty one, and what is returned then is good for
/// looking for more mistakes only. A null is a value that is not set. None means that not even that was possible.
pub fn read<T: DeserializeOwned>(tree: &Tree, formats: &Formats, findings: &mut Findings) -> Option<T> {
    let reader = Reader { formats, unusable: RefCell::default(), found: RefCell::default(), numeric: Cell::new(false) };
    // serde cannot go back: what must not be given to a field is known only when the field has seen it. So the
    // reader remembers such nodes, and reads once more without them.
    for _ in 0..MOST_PASSES {
        let known = reader.unusable.borrow().len();
        let top = Item::top(&reader, tree);
        let result = top.checked(T::deserialize(top));
        findings.extend(reader.found.take());
        let learned = reader.unusable.borrow().len() > known;
        match result {
            Ok(value) if !learned => return Some(value),
            Err(_) if !learned => return None,
            _ => {}
        }
    }
    None
}

/// What one call of [`read`] knows.
struct Reader<'f> {
    formats: &'f Formats,
    /// Nodes that a struct or a map is read without: nulls, and values that their type refused.
    unusable: RefCell<HashSet<*const Tree>>,
    found: RefCell<Vec<Finding>>,
    /// Whether the scalar read last filled a number.
    numeric: Cell<bool>,
}
