//! Which fields of our kinds the seeds use.

use std::collections::{BTreeMap, BTreeSet, HashSet, VecDeque};

use cpgen::check::schema::{Minor, Shape, Table};

use crate::seed::{ALSO, KINDS, seeds};
use crate::site::{Slot, sites};

/// The fields that no seed uses and that `unused.txt` does not explain, and explanations that explain nothing. An
/// explanation holds for all that is below a field.
pub fn unexplained() -> (Vec<String>, Vec<String>) {
    let unused = unused(Minor::newest());
    let lines = include_str!("unused.txt").lines().filter(|line| !line.starts_with('#'));
    let explained: Vec<&str> = lines.filter_map(|line| line.split('\t').next()).collect();
    let is_below = |name: &str, above: &str| {
        name.strip_prefix(above).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
    };
    let is_explained = |name: &&String| explained.iter().any(|above| is_below(name, above));
    let open = unused.iter().filter(|name| !is_explained(name)).cloned().collect();
    let stale = explained.iter().filter(|above| !unused.contains(**above)).map(|above| (*above).to_owned()).collect();
    (open, stale)
}

fn unused(minor: Minor) -> BTreeSet<String> {
    let table = minor.table();
    let mut used = HashSet::new();
    for seed in seeds(minor) {
        used.extend(sites(&seed, table).into_iter().filter(|site| site.is_present).map(|site| site.slot));
    }
    known(table).into_iter().filter(|(slot, _)| !used.contains(slot)).map(|(_, name)| name).collect()
}

/// Every field of our kinds, once for the definition that it is in, and the first path that leads to it.
fn known(table: Table) -> Vec<(Slot, String)> {
    let mut found = Vec::new();
    let mut names: BTreeMap<u16, String> = BTreeMap::new();
    let mut queue = VecDeque::new();
    for (api_version, kind) in KINDS.iter().chain(&ALSO) {
        let Some(kind) = table.kind(api_version, kind) else { continue };
        for (name, field) in table.fields(kind.definition).filter(|(name, _)| *name != "status") {
            found.push((Slot::Top(kind.kind, name), format!("{}.{name}", kind.kind)));
            queue.push_back((field.shape, format!("{}.{name}", kind.kind)));
        }
    }
    while let Some((shape, path)) = queue.pop_front() {
        match shape {
            Shape::Map(index) | Shape::List(index) => {
                queue.extend(table.shape(index).map(|shape| (shape, format!("{path}[]"))));
            }
            Shape::Object(index)
            | Shape::ObjectOrList(index)
            | Shape::ObjectOrBoolean(index)
            | Shape::ObjectOrTexts(index)
                if !names.contains_key(&index) =>
            {
                names.insert(index, path.clone());
                let Some(definition) = table.definition(index) else { continue };
                // The status of an object inside another one is dropped like its own, and whose fields are whose
                // is for the server to say.
                for (name, field) in
                    table.fields(definition).filter(|(name, _)| !matches!(*name, "status" | "managedFields"))
                {
                    found.push((Slot::Field(index, name), format!("{path}.{name}")));
                    queue.push_back((field.shape, format!("{path}.{name}")));
                }
            }
            _ => {}
        }
    }
    found
}
