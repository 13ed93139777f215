use std::collections::HashSet;

use serde_json::Value;

use super::Check;
use crate::check::schema::fault::Step;
use crate::yaml::Node;

impl<'t, 'n> Check<'t, 'n> {
    /// The items of a list, and whether those are unique that must be.
    pub(super) fn list(&mut self, schema: &'t Value, node: &'n Node, list: &'n [Node]) {
        for (index, item) in list.iter().enumerate() {
            self.path.step(Step::Item(index));
            self.value(&schema["items"], item);
            self.path.back();
        }
        let keys: Option<Vec<&str>> = match schema["x-kubernetes-list-type"].as_str() {
            Some("set") => Some(Vec::new()),
            Some("map") => Some(
                schema["x-kubernetes-list-map-keys"]
                    .as_array()
                    .into_iter()
                    .flatten()
                    .filter_map(Value::as_str)
                    .collect(),
            ),
            _ => (schema["uniqueItems"] == true).then(Vec::new),
        };
        let Some(keys) = keys else { return };
        let mut seen = HashSet::new();
        for (index, item) in list.iter().enumerate() {
            let identity = match keys.is_empty() {
                true => item.to_json().to_string(),
                false => keys.iter().map(|key| self.identity(schema, item, key)).collect::<Vec<_>>().join(","),
            };
            if !seen.insert(identity) {
                self.path.step(Step::Item(index));
                let sentence = match keys.is_empty() {
                    true => "the same item is in the list already".to_owned(),
                    false => format!("an item with the same {} is in the list already", keys.join(" and ")),
                };
                self.fault("duplicate-item", item.span, sentence, "keep one of them".to_owned());
                self.path.back();
            }
        }
        let _ = node;
    }

    /// A key of an item as text, its default where it is absent.
    fn identity(&self, schema: &Value, item: &Node, key: &str) -> String {
        let default = &schema["items"]["properties"][key]["default"];
        item.get(key).map_or_else(|| default.to_string(), |value| value.to_json().to_string())
    }
}
