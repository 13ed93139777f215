use super::grammar::{Assignment, Step, shown};
use super::layer::onto;
use super::path::whence;
use super::{Entry, Node, Tree, layer};
use crate::source::{Finding, Findings};

/// An assignment with its value.
pub(super) struct Edit<'a> {
    pub(super) assignment: &'a Assignment,
    pub(super) value: Tree,
    /// Whether the value replaces what the files say instead of merging with it, as Helm has it for `--set-json`.
    pub(super) replace: bool,
}

/// Changes `tree` in place; `defaults` are what stands below it when `replace` is set.
pub(super) fn apply(tree: &mut Tree, defaults: Option<&Tree>, edit: &Edit<'_>, findings: &mut Findings) {
    let mut here = tree;
    let mut below = defaults;
    for (done, step) in edit.assignment.steps.iter().enumerate() {
        let path = shown(&edit.assignment.steps[..done]);
        let next = match step {
            Step::Key(key) => {
                below = below.and_then(|tree| tree.get(&[key]));
                entry(here, key, &path, edit)
            }
            Step::Index(index) => {
                below = None;
                item(here, *index, &path, edit)
            }
        };
        here = match next {
            Ok(next) => next,
            Err(Refusal { sentence, fix }) => {
                findings.push(Finding::error("set-conflict", path, sentence, fix).at(&edit.assignment.place));
                return;
            }
        };
    }
    put(here, below, edit, findings);
}

/// Why a step leads nowhere.
struct Refusal {
    sentence: String,
    fix: String,
}

fn entry<'t>(tree: &'t mut Tree, key: &str, path: &str, edit: &Edit<'_>) -> Result<&'t mut Tree, Refusal> {
    let place = &edit.assignment.place;
    // A default is no promise of a kind (an option may be a word or a map); what the type says, `read` knows.
    if matches!(tree.node, Node::Null) || (tree.place.is_default() && matches!(tree.node, Node::Scalar { .. })) {
        *tree = Tree::empty_map(place.clone());
    }
    let (described, whence) = (tree.described(), whence(&tree.place));
    match &mut tree.node {
        Node::Map(map) => Ok(&mut map
            .entry(key.to_owned())
            .or_insert_with(|| Entry { key: place.clone(), value: Tree { node: Node::Null, place: place.clone() } })
            .value),
        Node::List(_) => Err(Refusal {
            sentence: format!("`{path}` is a list ({whence}) and has no key `{key}`"),
            fix: "choose an item with `[0]`, counted from 0".to_owned(),
        }),
        _ => Err(Refusal {
            sentence: format!("`{path}` is {described} ({whence}) and has no keys"),
            fix: "set it to `null` first, in a file or an earlier assignment, if it should become a map".to_owned(),
        }),
    }
}

fn item<'t>(tree: &'t mut Tree, index: usize, path: &str, edit: &Edit<'_>) -> Result<&'t mut Tree, Refusal> {
    let place = &edit.assignment.place;
    if matches!(tree.node, Node::Null) {
        *tree = Tree { node: Node::List(Vec::new()), place: place.clone() };
    }
    let (described, whence) = (tree.described(), whence(&tree.place));
    let Node::List(list) = &mut tree.node else {
        let sentence = format!("`{path}` is {described} ({whence}) and has no items");
        return Err(Refusal { sentence, fix: "name a key of it instead of an index".to_owned() });
    };
    let length = list.len();
    if index > length {
        let sentence = format!("index {index} is past the end of `{path}` (length {length})");
        return Err(Refusal { sentence, fix: format!("use an index up to {length}, which adds an item") });
    }
    if index == length {
        list.push(Tree { node: Node::Null, place: place.clone() });
    }
    Ok(&mut list[index])
}

fn put(here: &mut Tree, below: Option<&Tree>, edit: &Edit<'_>, findings: &mut Findings) {
    let path = edit.assignment.path();
    let whole = edit.assignment.steps.is_empty();
    let mut value = edit.value.clone();
    // The base for a replaced value is the default: a map that the files changed starts again from there.
    let under = std::mem::replace(here, Tree { node: Node::Null, place: value.place.clone() });
    if edit.replace && !whole && matches!((&under.node, &value.node), (Node::Map(_), Node::Map(_))) {
        if let Some(below) = below {
            value = layer(below.clone(), value, findings);
        }
        *here = value;
    } else {
        *here = onto(under, value, &path, findings);
    }
}
