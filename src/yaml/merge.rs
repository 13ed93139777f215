use std::borrow::Cow;
use std::collections::HashSet;

use super::entries::Entries;
use super::{Content, Node};

/// Puts the entries of `source` (a map, or a list of maps of which the first wins) into `target`, over what is there:
/// kubectl merges where the `<<` stands, so only a key written after it overrides. `merged` takes the new keys.
///
/// False where `source` is neither.
pub fn merge<'a>(target: &mut Entries<'a>, merged: &mut HashSet<Cow<'a, str>>, source: &Node<'a>) -> bool {
    match &source.content {
        Content::Map(entries) => {
            for entry in entries {
                if !target.set(entry.key.clone(), entry.span, entry.value.clone()) {
                    merged.insert(entry.key.clone());
                }
            }
        }
        Content::List(list) => {
            let is_map = |item: &Node| matches!(item.content, Content::Map(_));
            return list.iter().rev().all(|item| is_map(item) && merge(target, merged, item));
        }
        _ => return false,
    }
    true
}
