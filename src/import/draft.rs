use indexmap::IndexMap;
use serde_json::Value;

/// A values file while it is made: a tree whose leaves say where they came from.
#[derive(Debug, Default)]
pub struct Draft {
    /// Its entries, in the order in which they are written.
    pub entries: IndexMap<String, Item>,
}

/// One entry: a section, unless it has a value.
#[derive(Debug, Default)]
pub struct Item {
    /// The value, and where it came from.
    pub value: Option<(Value, String)>,
    /// What is inside of the section.
    pub inside: Draft,
}

impl Draft {
    /// Sets the value at `path`, whatever was there.
    pub fn set(&mut self, path: &[&str], value: impl Into<Value>, comment: impl Into<String>) {
        let Some((last, sections)) = path.split_last() else { return };
        let mut draft = self;
        for key in sections {
            draft = draft.section(key);
        }
        let item = draft.entries.entry((*last).to_string()).or_default();
        *item = Item { value: Some((value.into(), comment.into())), inside: Draft::default() };
    }

    /// The section `key`, made where it is not there yet.
    pub fn section(&mut self, key: &str) -> &mut Draft {
        let item = self.entries.entry(key.to_string()).or_default();
        item.value = None;
        &mut item.inside
    }

    /// What stands at `path`.
    pub fn item(&self, path: &[&str]) -> Option<&Item> {
        let (last, sections) = path.split_last()?;
        let mut draft = self;
        for key in sections {
            draft = &draft.entries.get(*key)?.inside;
        }
        draft.entries.get(*last)
    }

    /// The value at `path`.
    pub fn get(&self, path: &[&str]) -> Option<&Value> {
        self.item(path)?.value.as_ref().map(|(value, _)| value)
    }
}
