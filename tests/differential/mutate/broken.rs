//! What breaks rules that are seldom broken by chance.

use serde::Deserialize;
use serde_json::{Map, Value, json};

/// One row of `breaks.yaml`.
#[derive(Clone, Debug, Deserialize)]
pub struct Break {
    /// The rule that it is there for.
    pub rule: String,
    /// The kind of the seeds that it is done to.
    pub kind: String,
    /// What is set, by where.
    set: Map<String, Value>,
}

/// All rows.
pub fn breaks() -> Vec<Break> {
    serde_yaml::from_str(include_str!("../breaks.yaml")).expect("the table is YAML")
}

impl Break {
    /// Does it to a manifest.
    pub fn apply(&self, value: &mut Value) {
        for (pointer, new) in &self.set {
            let steps: Vec<String> =
                pointer.split('/').skip(1).map(|step| step.replace("~1", "/").replace("~0", "~")).collect();
            set(value, &steps, expanded(new));
        }
    }
}

/// Sets a value, in maps that are made where there are none. Where the manifest has no such item, nothing is done.
fn set(value: &mut Value, steps: &[String], new: Value) {
    let Some((step, rest)) = steps.split_first() else { return *value = new };
    if step == "-" {
        if !value.is_array() {
            *value = json!([]);
        }
        value.as_array_mut().into_iter().for_each(|list| list.push(new.clone()));
    } else if let Ok(index) = step.parse::<usize>() {
        value.get_mut(index).into_iter().for_each(|item| set(item, rest, new.clone()));
    } else {
        if !value.is_object() {
            *value = json!({});
        }
        set(&mut value[step.as_str()], rest, new);
    }
}

/// What is too large to be written down.
fn expanded(value: &Value) -> Value {
    match value.as_str() {
        Some("{1MiB}") => "a".repeat((1 << 20) + 1).into(),
        Some("{1001 addresses}") => vec![json!({ "addresses": ["10.0.0.1"] }); 1001].into(),
        _ => value.clone(),
    }
}
