use super::component::COMPONENTS;
use crate::source::{Findings, Place, Source};
use crate::values::{Entry, Map, Node, Tree, join, layer, onto};

/// What a further cluster does not take over from its component's section: what must differ between two clusters.
const IDENTITY: &[&str] = &["clusters", "groupId", "serviceId", "queries", "expose"];

/// The effective values: the built-in `defaults` under what the user set, with the user's `defaults` section under
/// every component and each component's section under its `clusters`.
pub fn spread(defaults: Tree, user: Tree, findings: &mut Findings) -> Tree {
    let shared = section(&user, "defaults");
    let mut merged = layer(defaults.clone(), user.clone(), findings);
    for component in COMPONENTS {
        let built_in = section(&defaults, component.key);
        let own = section(&user, component.key);
        let base = onto(built_in, shared.clone(), component.key, findings);
        let mut clusters = Map::default();
        for (name, Entry { key, value: cluster }) in entries(&section(&own, "clusters")) {
            let inherited = onto(base.clone(), without(&own, IDENTITY), component.key, findings);
            let path = join(&join(component.key, "clusters"), name);
            let whole = match cluster.node {
                Node::Map(_) => onto(inherited, cluster.clone(), &path, findings),
                _ => cluster.clone(),
            };
            clusters.insert(name.clone(), Entry { key: key.clone(), value: whole });
        }
        let place = own.place.clone();
        let mut whole = Tree { place, ..onto(base, own, component.key, findings) };
        if let (Node::Map(map), false) = (&mut whole.node, clusters.is_empty())
            && let Some(entry) = map.get_mut("clusters")
        {
            entry.value.node = Node::Map(clusters);
        }
        if let Node::Map(map) = &mut merged.node
            && let Some(entry) = map.get_mut(component.key)
            && matches!(entry.value.node, Node::Map(_) | Node::Null)
        {
            entry.value = whole;
        }
    }
    merged
}

/// The section `key` of `tree`, or an empty one where it is none: that it is no map is said where it is read.
fn section(tree: &Tree, key: &str) -> Tree {
    match tree.get(&[key]) {
        Some(found) if matches!(found.node, Node::Map(_)) => found.clone(),
        _ => Tree::empty_map(built_in()),
    }
}

/// The place of what no file sets.
fn built_in() -> Place {
    Place { source: Source::new("default", ""), line: 1, column: 1, length: 1 }
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
