use super::build::Built;
use super::path::quoted;
use super::{Entry, Map, Node, Tree};
use crate::source::{Finding, Findings, Place};

/// A key: as it stands in the file when it is plain, and what it was read as.
pub(super) struct Key {
    pub(super) written: Option<String>,
    pub(super) tree: Tree,
}

/// A map while its entries come in.
pub(super) struct Entries {
    whole: Built,
    map: Map,
    merged: Map,
}

impl Entries {
    pub(super) fn new(place: Place) -> Entries {
        let whole = Built::of(Tree { node: Node::Null, place });
        Entries { whole, map: Map::new(), merged: Map::new() }
    }

    /// Takes an entry over, or says what is wrong with it. Only a plain `<<` merges.
    pub(super) fn add(&mut self, findings: &mut Findings, key: Key, value: Built) {
        self.whole.add(&value);
        let place = key.tree.place.clone();
        match (key.written, key.tree.node) {
            (Some(text), _) if text == "<<" => self.merge(findings, &place, value.tree),
            (Some(text), _) if !text.is_empty() => self.set(findings, text, place, value.tree),
            (None, Node::Scalar { text, .. }) => self.set(findings, text, place, value.tree),
            (None, node @ (Node::List(_) | Node::Map(_))) => {
                let sentence = format!("a key has to be a word, and this one is {}", described(&node));
                let fix = "write a word as the key; put text in quotes that begins with `{` or `[`";
                findings.push(Finding::error("bad-key", "", sentence, fix).at(&place));
            }
            _ => {
                let fix = "write a key before the `:`, or quote the text that begins with it";
                findings.push(Finding::error("bad-key", "", "the key is missing here", fix).at(&place));
            }
        }
    }

    /// The map. Its own keys win over merged ones, as the merge key's specification has it.
    pub(super) fn finish(mut self) -> Built {
        for (key, entry) in self.merged {
            self.map.entry(key).or_insert(entry);
        }
        self.whole.tree.node = Node::Map(self.map);
        self.whole
    }

    fn set(&mut self, findings: &mut Findings, key: String, place: Place, value: Tree) {
        self.whole.text += key.len();
        if let Some(first) = self.map.get(&key) {
            let sentence = format!("the key `{}` is set twice in this map, first at {}", quoted(&key), first.key);
            let finding = Finding::error("duplicate-key", key, sentence, "keep one of the two").at(&place);
            findings.push(finding);
        } else {
            self.map.insert(key, Entry { key: place, value });
        }
    }

    fn merge(&mut self, findings: &mut Findings, place: &Place, value: Tree) {
        let several = match value.node {
            Node::List(list) => list,
            _ => vec![value],
        };
        for one in several {
            if let Node::Map(map) = one.node {
                for (key, entry) in map {
                    self.merged.entry(key).or_insert(entry);
                }
            } else {
                let sentence = format!("`<<` merges maps, and this is {}", one.described());
                let fix = "give it an alias of a map (`<<: *name`) or a list of those; quote `<<` to use it as a key";
                findings.push(Finding::error("bad-merge", "<<", sentence, fix).at(place));
            }
        }
    }
}

fn described(node: &Node) -> &'static str {
    if matches!(node, Node::List(_)) { "a list" } else { "a map" }
}
