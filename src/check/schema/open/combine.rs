use serde_json::{Map, Value};

use super::Check;
use crate::check::schema::fault::Fault;
use crate::yaml::Node;

/// How deep schemas inside schemas are searched for the name of a field.
const DEEPEST: usize = 8;

impl<'t, 'n> Check<'t, 'n> {
    /// `allOf`, `anyOf`, `oneOf` and `not`.
    pub(super) fn combined(&mut self, rules: &'t Map<String, Value>, node: &'n Node) {
        let list = |name: &str| rules.get(name).and_then(Value::as_array);
        for schema in list("allOf").into_iter().flatten() {
            self.value(schema, node);
        }
        if let Some(any) = list("anyOf") {
            let tried: Vec<Vec<Fault>> = any.iter().map(|schema| self.tried(schema, node)).collect();
            self.none_fits(tried, node, "anyOf");
        }
        if let Some(one) = list("oneOf") {
            let tried: Vec<Vec<Fault>> = one.iter().map(|schema| self.tried(schema, node)).collect();
            if tried.iter().filter(|faults| faults.is_empty()).count() > 1 {
                let sentence = "more than one of the forms of `oneOf` fits, and only one may".to_owned();
                self.fault("bad-value", node.span, sentence, "leave out what belongs to the other form".to_owned());
            } else {
                self.none_fits(tried, node, "oneOf");
            }
        }
        if let Some(not) = rules.get("not").filter(|not| !not.is_null())
            && self.tried(not, node).is_empty()
        {
            let sentence = "the value is of the form that the schema excludes with `not`".to_owned();
            self.fault("bad-value", node.span, sentence, "give another value".to_owned());
        }
    }

    /// What would be wrong if this schema alone counted.
    fn tried(&mut self, schema: &'t Value, node: &'n Node) -> Vec<Fault> {
        let kept = std::mem::take(&mut self.faults);
        self.value(schema, node);
        std::mem::replace(&mut self.faults, kept)
    }

    /// Where no form fits, the faults of the nearest one.
    fn none_fits(&mut self, tried: Vec<Vec<Fault>>, node: &'n Node, name: &str) {
        if tried.is_empty() || tried.iter().any(Vec::is_empty) {
            return;
        }
        let sentence = format!("none of the {} forms of `{name}` fits", tried.len());
        let nearest = tried.into_iter().min_by_key(Vec::len).unwrap_or_default();
        let fix = nearest
            .first()
            .map_or("give another value".to_owned(), |fault| format!("{}: {}", fault.sentence, fault.fix));
        self.fault("bad-value", node.span, sentence, fix);
    }

    /// Whether some schema inside this one knows the field.
    pub(super) fn is_known(&self, schema: &'t Value, key: &str, depth: usize) -> bool {
        let schema = self.resolved(schema);
        let inner = ["allOf", "anyOf", "oneOf"].into_iter().filter_map(|name| schema[name].as_array()).flatten();
        depth < DEEPEST
            && (schema["properties"].get(key).is_some()
                || inner.into_iter().any(|schema| self.is_known(schema, key, depth + 1)))
    }
}
