//! Tags that the core schema knows say nothing new; any other would change what a value means.

use saphyr_parser::Tag;

use crate::source::{Finding, Place, excerpt};

const CORE: &str = "tag:yaml.org,2002:";

/// Whether a scalar with this tag is read as if it were plain.
///
/// # Errors
/// The name of a tag that no scalar of the core schema has.
pub(super) fn of_scalar(tag: Option<&Tag>, plain: bool) -> Result<bool, String> {
    let Some(tag) = tag else { return Ok(plain) };
    match name(tag).strip_prefix(CORE) {
        Some("str") => Ok(false),
        Some("int" | "float" | "bool" | "null") => Ok(true),
        _ if name(tag) == "!" => Ok(false),
        _ => Err(name(tag)),
    }
}

/// # Errors
/// The name of a tag that a collection of this `kind` (`map`, `seq`) does not have.
pub(super) fn of_collection(tag: Option<&Tag>, kind: &str) -> Result<(), String> {
    let Some(tag) = tag else { return Ok(()) };
    let name = name(tag);
    if name == "!" || name.strip_prefix(CORE) == Some(kind) { Ok(()) } else { Err(name) }
}

/// The finding on a tag that cpgen does not know.
pub(super) fn foreign(name: &str, place: &Place) -> Finding {
    let shown = name.strip_prefix(CORE).map_or_else(|| name.to_owned(), |short| format!("!!{short}"));
    let sentence = format!("the tag `{}` means nothing to cpgen here", excerpt(&shown));
    let fix = "remove it; if the text itself begins with `!`, put it in quotes";
    Finding::error("unknown-tag", "", sentence, fix).at(place)
}

fn name(tag: &Tag) -> String {
    format!("{}{}", tag.handle, tag.suffix)
}
