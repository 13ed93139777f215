use super::component::COMPONENTS;
use crate::source::{Findings, Place};
use crate::values::{Entry, Map, Node, Tree, join, layer, onto};

/// What a further cluster does not take over from its component's section: what must differ between two clusters.
const IDENTITY: &[&str] = &["clusters", "groupId", "serviceId", "mode", "queries", "expose"];

/// The effective values: the built-in `defaults` under what the user set, with the user's `defaults` section under
/// every component and each component's section under its `clusters`.
pub fn spread(mut defaults: Tree, mut user: Tree, findings: &mut Findings) -> Tree {
    let shared = section(&user, "defaults");
    let mut sections = Vec::with_capacity(COMPONENTS.len());
    for component in COMPONENTS {
        let built_in = take(&mut defaults, component.key);
        let own = take(&mut user, component.key);
        sections.push((component.key, component_section(component.key, built_in, &shared, own, findings)));
    }
    let mut merged = layer(defaults, user, findings);
    if let Node::Map(map) = &mut merged.node {
        for (key, section) in sections {
            if let Some(entry) = map.get_mut(key) {
                entry.value = section;
            }
        }
    }
    merged
}

fn component_section(key: &str, built_in: Tree, shared: &Tree, own: Tree, findings: &mut Findings) -> Tree {
    // That a section is no map is said where it is read.
    if !matches!(own.node, Node::Map(_)) {
        return own;
    }
    let base = onto(built_in, shared.clone(), key, findings);
    let mut clusters = Map::default();
    for (name, Entry { key: written, value: cluster }) in entries(&section(&own, "clusters")) {
        let inherited = onto(base.clone(), without(&own, IDENTITY), key, findings);
        let path = join(&join(key, "clusters"), name);
        let whole = match cluster.node {
            Node::Map(_) => onto(inherited, cluster.clone(), &path, findings),
            _ => cluster.clone(),
        };
        clusters.insert(name.clone(), Entry { key: written.clone(), value: whole });
    }
    // A section that no file has keeps the place of the built-in one, even where `defaults` changes it.
    let place = own.place.clone();
    let mut whole = Tree { place, ..onto(base, own, key, findings) };
    if let (Node::Map(map), false) = (&mut whole.node, clusters.is_empty())
        && let Some(entry) = map.get_mut("clusters")
    {
        entry.value.node = Node::Map(clusters);
    }
    whole
}

/// Takes the section `key` out of `tree`; null stays in its place.
fn take(tree: &mut Tree, key: &str) -> Tree {
    let nothing = Tree { node: Node::Null, place: Place::of_default() };
    let taken = match &mut tree.node {
        Node::Map(map) => map.get_mut(key).map(|entry| std::mem::replace(&mut entry.value, nothing)),
        _ => None,
    };
    taken.filter(|found| !matches!(found.node, Node::Null)).unwrap_or_else(|| Tree::empty_map(Place::of_default()))
}

/// The section `key` of `tree`, or an empty one where it is no map.
fn section(tree: &Tree, key: &str) -> Tree {
    match tree.get(&[key]) {
        Some(found) if matches!(found.node, Node::Map(_)) => found.clone(),
        _ => Tree::empty_map(Place::of_default()),
    }
}

fn entries(tree: &Tree) -> impl Iterator<Item = (&String, &Entry)> {
    match &tree.node {
        Node::Map(map) => Some(map.iter()),
        _ => None,
    }
    .into_iter()
    .flatten()
}

/// `tree` without the entries `keys`.
fn without(tree: &Tree, keys: &[&str]) -> Tree {
    let mut copy = tree.clone();
    if let Node::Map(map) = &mut copy.node {
        map.retain(|key, _| !keys.contains(&key.as_str()));
    }
    copy
}
