use std::collections::HashSet;

use super::Walk;
use crate::check::schema::fault::Step;
use crate::yaml::{Content, Node};

impl<'n> Walk<'_, 'n> {
    /// Whether the items of a list can be told apart, as server-side apply needs it
    /// (`sigs.k8s.io/structured-merge-diff`). `keys` is a line of the table's list keys.
    pub(super) fn told_apart(&mut self, items: &'n [Node], keys: &'static str) {
        let mut seen = HashSet::new();
        for (index, item) in items.iter().enumerate() {
            let name = if keys == "set" { shown(item) } else { name(item, keys) };
            self.path.step(Step::Item(index));
            match name {
                None => {
                    let sentence = format!("server-side apply refuses an item without `{}`", field(keys));
                    self.fault("server-side-key", item.span, sentence, format!("add `{}`", field(keys)));
                }
                Some(name) if seen.contains(&name) => {
                    let shown = if self.secret { "..." } else { &name };
                    let sentence = format!("server-side apply refuses it: duplicate entries for key [{shown}]");
                    self.fault("server-side-duplicate", item.span, sentence, "keep one of them".to_owned());
                }
                Some(name) => _ = seen.insert(name),
            }
            self.path.back();
        }
    }
}

/// The first of the fields that tell items apart.
fn field(keys: &'static str) -> &'static str {
    keys.split([' ', '=']).next().unwrap_or(keys)
}

/// `containerPort=80,protocol="TCP"`; nothing where an item has none of the fields and no default stands in.
fn name(item: &Node, keys: &'static str) -> Option<String> {
    let parts: Vec<String> = keys
        .split(' ')
        .filter_map(|key| {
            let (field, default) = key.split_once('=').map_or((key, None), |(field, default)| (field, Some(default)));
            let value = item.get(field).and_then(shown).or_else(|| default.map(|text| format!("={text:?}")));
            Some(format!("{field}{}", value?))
        })
        .collect();
    (!parts.is_empty()).then(|| parts.join(","))
}

fn shown(item: &Node) -> Option<String> {
    match &item.content {
        Content::Null => None,
        Content::Text(text) => Some(format!("={text:?}")),
        _ => Some(format!("={}", item.to_json())),
    }
}
