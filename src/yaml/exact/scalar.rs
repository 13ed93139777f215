use std::borrow::Cow;

use crate::yaml::{Content, Scalar};

/// Where a node itself begins whose anchor and tag begin at `at`.
pub(super) fn behind_properties(text: &str, mut at: usize) -> usize {
    while text[at..].starts_with(['&', '!']) {
        let rest = text[at..].trim_start_matches(|c: char| !c.is_ascii_whitespace());
        at = text.len() - rest.trim_ascii_start().len();
    }
    at
}

/// How many bytes of text count as a node.
pub(super) const NODE: usize = 64;

/// What it costs to repeat a scalar.
pub(super) fn cost(text: &str) -> usize {
    1 + text.len() / NODE
}

pub(super) fn owned(scalar: Scalar) -> Scalar<'static> {
    Scalar::Value(match scalar {
        Scalar::NotFinite => return Scalar::NotFinite,
        Scalar::Value(Content::Bool(bool)) => Content::Bool(bool),
        Scalar::Value(Content::Number(number)) => Content::Number(number),
        Scalar::Value(Content::Text(text)) => Content::Text(Cow::Owned(text.into_owned())),
        // A scalar is no list and no map.
        Scalar::Value(Content::Null | Content::List(_) | Content::Map(_)) => Content::Null,
    })
}
