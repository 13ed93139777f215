use serde_json::Value;

use super::Path;

/// One difference between two versions of an object.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// Where.
    pub path: Path,
    /// What.
    pub what: What,
}

/// What a difference is.
#[derive(Clone, Debug, PartialEq)]
pub enum What {
    /// It is there in the new version only.
    Added(Value),
    /// It is there in the old version only.
    Removed(Value),
    /// It has another value.
    Replaced(Value, Value),
    /// A list has the same items in another order, and its order is part of what controllers compare.
    Reordered(Vec<String>, Vec<String>),
    /// The same amount written in another way, which the server takes for the same and some controllers do not.
    Respelled(Value, Value),
    /// A secret value differs.
    Hidden,
}

impl Change {
    /// Whether the API server sees it when it compares by value.
    pub fn counts(&self) -> bool {
        !matches!(self.what, What::Respelled(..))
    }

    /// Whether what `fields` (`spec.selector`) names is different: the change is at it or in it, or it came or went with
    /// all that is around it.
    pub fn reaches(&self, fields: &str) -> bool {
        let rest: Vec<&str> = fields.split('.').skip(self.path.fields().count()).collect();
        let has = |value: Option<Value>| {
            value.is_some_and(|value| rest.iter().try_fold(&value, |inner, field| inner.get(*field)).is_some())
        };
        self.path.touches(fields) && (rest.is_empty() || has(self.before()) || has(self.after()))
    }

    /// Whether nothing but what lies in `fields` (`spec.template.metadata.labels`) is different: the change is in there,
    /// or what came or went around it has nothing else.
    pub fn is_within(&self, fields: &str) -> bool {
        let (old, new) = (self.before(), self.after());
        let mut rest = fields.split('.');
        for step in self.path.fields() {
            match rest.next() {
                None => return true,
                Some(field) if field == step => {}
                Some(_) => return false,
            }
        }
        let mut around = match (old.as_ref(), new.as_ref()) {
            (Some(value), None) | (None, Some(value)) => Some(value),
            _ => None,
        };
        rest.all(|field| {
            let only = around.and_then(Value::as_object).filter(|map| map.len() == 1).and_then(|map| map.get(field));
            around = only;
            only.is_some()
        })
    }

    /// What was there; nothing where it was absent or must not be shown.
    pub fn before(&self) -> Option<Value> {
        match &self.what {
            What::Removed(old) | What::Replaced(old, _) | What::Respelled(old, _) => Some(old.clone()),
            What::Reordered(old, _) => Some(old.clone().into()),
            What::Added(_) | What::Hidden => None,
        }
    }

    /// What will be there; nothing where it will be absent or must not be shown.
    pub fn after(&self) -> Option<Value> {
        match &self.what {
            What::Added(new) | What::Replaced(_, new) | What::Respelled(_, new) => Some(new.clone()),
            What::Reordered(_, new) => Some(new.clone().into()),
            What::Removed(_) | What::Hidden => None,
        }
    }
}
