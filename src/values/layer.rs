use super::path::join;
use super::{Map, Node, Tree};
use crate::source::{Finding, Findings};

/// `over` on top of `under`, as Helm merges values.
///
/// Maps merge key by key; a later scalar or list replaces what was there. A null removes what is below it: the tree
/// keeps it as [`Node::Null`] with the place of its author, so that it removes the default too when this result is
/// layered over the defaults, and [`super::read`] takes it as not set. An empty map over a map changes nothing.
///
/// Where two files disagree whether a key is a map, the finding `kind-conflict` names both places and the earlier one
/// stays. Against a built-in default there is no conflict: the later one wins and `read`, which knows the type of the
/// field, judges it.
pub fn layer(under: Tree, over: Tree, findings: &mut Findings) -> Tree {
    onto(under, over, "", findings)
}

/// The same for the nodes at `path`.
pub fn onto(under: Tree, over: Tree, path: &str, findings: &mut Findings) -> Tree {
    match (&under.node, &over.node) {
        (Node::Map(_), Node::Map(_)) => maps(under, over, path, findings),
        (_, Node::Null) | (Node::Null, _) => over,
        (below, above) if is_map(below) == is_map(above) || under.place.is_default() => over,
        _ => {
            findings.push(conflict(&under, &over, path));
            under
        }
    }
}

fn maps(under: Tree, over: Tree, path: &str, findings: &mut Findings) -> Tree {
    let (Node::Map(mut below), Node::Map(above)) = (under.node, over.node) else {
        return Tree::empty_map(over.place);
    };
    if above.is_empty() {
        return Tree { node: Node::Map(below), place: under.place };
    }
    merge(&mut below, above, path, findings);
    Tree { node: Node::Map(below), place: over.place }
}

fn merge(below: &mut Map, above: Map, path: &str, findings: &mut Findings) {
    for (key, mut entry) in above {
        if let Some(there) = below.get_mut(&key) {
            let under = std::mem::replace(&mut there.value, Tree::empty_map(entry.key.clone()));
            entry.value = onto(under, entry.value, &join(path, &key), findings);
            *there = entry;
        } else {
            below.insert(key, entry);
        }
    }
}

fn is_map(node: &Node) -> bool {
    matches!(node, Node::Map(_))
}

fn conflict(under: &Tree, over: &Tree, path: &str) -> Finding {
    let sentence = format!("`{path}` is {} here, but {} at {}", over.described(), under.described(), under.place);
    let fix = match (&under.node, &over.node) {
        (Node::Map(_), Node::Scalar { .. }) => format!("set a key inside of `{path}`, or `null` to remove all of it"),
        (Node::Map(_), _) => "write a map, `{key: value}`, in both places, or `null` to remove all of it".to_owned(),
        (Node::List(_), _) => "write a list in both places; `[]` empties it".to_owned(),
        _ => "use the same kind of value in both places".to_owned(),
    };
    Finding::error("kind-conflict", path, sentence, fix).at(&over.place)
}
