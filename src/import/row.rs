use super::helm;
use super::part::{Hit, Part};
use super::report::Fate;
use crate::source::nearest;
use crate::values::{Node, Tree};

/// One key of a chart, and what becomes of it. The paths of cpgen's values are below the component's section.
#[derive(Clone, Copy)]
pub struct Row {
    /// The chart's key: `persistence.size`.
    pub key: &'static str,
    /// What becomes of it.
    pub to: To,
}

/// What becomes of a key.
#[derive(Clone, Copy)]
pub enum To {
    /// The same text at this path.
    Text(&'static str),
    /// The same number at this path.
    Number(&'static str),
    /// The same truth at this path.
    Truth(&'static str),
    /// The same whole value at this path.
    Whole(&'static str),
    /// A property of the component's configuration file.
    Property(&'static str),
    /// Read where this path is made from several keys, or from what the chart has where it is not set.
    Used(&'static str),
    /// Left out where it is this default of the chart; otherwise it needs a hand, for this reason.
    Only(&'static str, &'static str),
    /// Left out for this reason.
    Drop(&'static str),
    /// Whatever this does.
    Code(fn(&mut Part, &Hit)),
}

/// A row of a table.
pub const fn row(key: &'static str, to: To) -> Row {
    Row { key, to }
}

/// Applies the rows to every key of `values`, in the order in which they stand, and reports those that no row has.
pub fn walk(part: &mut Part, tables: &[&[Row]], values: &Tree, path: &str) {
    let Node::Map(map) = &values.node else { return };
    // The chart wrote variables of `customEnv` behind all others, and the last one of a name holds.
    let mut entries: Vec<_> = map.iter().collect();
    entries.sort_by_key(|(key, _)| *key == "customEnv");
    for (key, entry) in entries {
        let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
        let hit = part.hit(&path, &entry.key, &entry.value);
        let mut rows = tables.iter().copied().flatten();
        let inside = tables.iter().copied().flatten().any(|row| row.key.starts_with(&format!("{path}.")));
        match (rows.find(|row| row.key == path), &entry.value.node) {
            (Some(row), _) if !helm::is_nothing(&entry.value) => apply(part, row.to, &hit),
            (None, Node::Map(inner)) if !inner.is_empty() => walk(part, tables, &entry.value, &path),
            (None, _) if !inside => {
                let near = near(part, tables, &path);
                part.tell(&hit, Fate::Unknown(near));
            }
            (None, _) if !helm::is_nothing(&entry.value) => {
                part.tell(
                    &hit,
                    Fate::Open(format!("the chart has a map here, and this is {}", entry.value.described())),
                );
            }
            _ => part.tell(&hit, Fate::Default("it sets nothing".into())),
        }
    }
}

fn near(part: &Part, tables: &[&[Row]], path: &str) -> Option<String> {
    let own = tables.iter().copied().flatten().map(|row| row.key);
    match super::chart::CHARTS.iter().find(|chart| chart.rows.iter().any(|row| row.key == path)) {
        Some(other) => Some(format!("{}.{path}", other.name)),
        None => nearest(path, own).map(|key| part.key(key)),
    }
}

fn apply(part: &mut Part, to: To, hit: &Hit) {
    match to {
        To::Text(path) => match helm::text(&hit.tree) {
            Some(text) => part.map(hit, path, text),
            None => part.wrong(hit, "a text"),
        },
        To::Number(path) => match helm::whole(&hit.tree) {
            Some(number) => part.map(hit, path, number),
            None => part.wrong(hit, "a whole number"),
        },
        To::Truth(path) => match helm::truth(&hit.tree) {
            Some(truth) => part.map(hit, path, truth),
            None => part.wrong(hit, "true or false"),
        },
        To::Whole(path) => part.map(hit, path, helm::json(&hit.tree)),
        To::Property(name) => match helm::text(&hit.tree) {
            Some(text) => part.property(hit, name, text),
            None => part.wrong(hit, "a text"),
        },
        To::Used(path) => {
            let path = part.path(path);
            part.tell(hit, Fate::Mapped(path));
        }
        To::Only(default, otherwise) => {
            let fate = match helm::text(&hit.tree).is_some_and(|text| text == default) {
                true => Fate::Default("cpgen has it like this".into()),
                false => Fate::Open(otherwise.into()),
            };
            part.tell(hit, fate);
        }
        To::Drop(reason) => part.tell(hit, Fate::Dropped(reason.into())),
        To::Code(code) => code(part, hit),
    }
}
