use crate::check::validation::Value;
use crate::yaml::{Content, Node};

/// What all versions have alike, which the API server keeps beside them.
#[derive(Debug)]
pub struct Alike {
    pub schema: bool,
    pub subresources: bool,
    pub columns: bool,
    pub selectable: bool,
}

impl Alike {
    /// Compares the versions.
    pub fn of(versions: Value) -> Alike {
        let is = |field| {
            let mut parts = versions.items().map(|version| version.get(field).node());
            let first = parts.next().flatten();
            parts.all(|part| same(part, first))
        };
        Alike {
            schema: is("schema"),
            subresources: is("subresources"),
            columns: is("additionalPrinterColumns"),
            selectable: is("selectableFields"),
        }
    }
}

/// Whether both say the same, in whatever order; null is nothing.
fn same(one: Option<&Node>, other: Option<&Node>) -> bool {
    let (Some(one), Some(other)) = (one.filter(is_set), other.filter(is_set)) else {
        return one.is_none_or(|node| !is_set(&node)) && other.is_none_or(|node| !is_set(&node));
    };
    match (&one.content, &other.content) {
        (Content::Map(these), Content::Map(those)) => {
            let count = |entries: &[crate::yaml::Entry]| entries.iter().filter(|entry| is_set(&&entry.value)).count();
            count(these) == count(those)
                && these.iter().all(|entry| same(Some(&entry.value), other.get(entry.key.as_ref())))
        }
        (Content::List(these), Content::List(those)) => {
            these.len() == those.len() && these.iter().zip(those).all(|(this, that)| same(Some(this), Some(that)))
        }
        (this, that) => this == that,
    }
}

fn is_set(node: &&Node) -> bool {
    node.content != Content::Null
}
