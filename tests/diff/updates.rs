//! The table of updates: accepted, refused, or no difference at all.

use cpgen::check::schema::Minor;
use cpgen::diff::{Object, Origin, Status, diff};
use cpgen::source::Source;
use serde_json::Value;

/// One row of the table.
pub struct Case {
    /// What it is about, for messages.
    pub title: String,
    /// What was applied.
    pub old: Value,
    /// What is applied over it.
    pub new: Value,
    /// The paths that are refused in 1.37 and in 1.32.
    pub refused: [Vec<String>; 2],
    /// Whether the server sees no difference.
    pub same: bool,
    /// Whether it depends on what only a cluster knows.
    pub needs_cluster: bool,
}

/// The minors that the table speaks of.
pub const MINORS: [u32; 2] = [37, 32];

/// All rows of the table.
pub fn cases() -> Vec<Case> {
    let table: Value = serde_yaml::from_str(include_str!("updates.yaml")).expect("the table is YAML");
    let case = |row: &Value| {
        let base = row["base"].as_str().expect("a case has a base");
        let old = merged(&table["bases"][base], row.get("old").unwrap_or(&Value::Null));
        let new = merged(&old, &row["new"]);
        let paths = |field: &str| {
            let list = row.get(field).and_then(Value::as_array)?;
            Some(list.iter().filter_map(Value::as_str).map(str::to_owned).collect::<Vec<_>>())
        };
        let newest = paths("refused").unwrap_or_default();
        let older = paths("refused-1.32").unwrap_or_else(|| newest.clone());
        Case {
            title: format!("{base}: {} over {}", row["new"], row.get("old").unwrap_or(&Value::Null)),
            old,
            new,
            refused: [newest, older],
            same: row.get("same") == Some(&Value::Bool(true)),
            needs_cluster: row.get("needs-cluster") == Some(&Value::Bool(true)),
        }
    };
    table["cases"].as_array().expect("there are cases").iter().map(case).collect()
}

/// A JSON merge patch applied; null patches nothing.
fn merged(value: &Value, patch: &Value) -> Value {
    let Some(patch) = patch.as_object() else { return if patch.is_null() { value.clone() } else { patch.clone() } };
    let mut map = value.as_object().cloned().unwrap_or_default();
    for (key, patch) in patch {
        match patch {
            Value::Null => drop(map.shift_remove(key)),
            patch => {
                let below = map.get(key).cloned().unwrap_or_default();
                map.insert(key.clone(), merged(&below, patch));
            }
        }
    }
    Value::Object(map)
}

/// An object as the verb makes it.
pub fn object(value: &Value, minor: Minor) -> Object {
    let origin = Origin { source: Source::new("test", ""), span: None };
    Object::new(value.clone(), origin, "default", minor)
}

#[test]
fn updates_are_judged_as_the_server_does() {
    let mut wrong = Vec::new();
    let cases = cases();
    for case in &cases {
        for (number, refused) in MINORS.into_iter().zip(&case.refused) {
            let minor = Minor::of(number).expect("a known minor");
            let diff = diff(vec![object(&case.old, minor)], vec![object(&case.new, minor)], minor);
            let [outcome] = diff.outcomes.as_slice() else { panic!("{}: not one object", case.title) };
            let paths: Vec<&str> = outcome.refusals.iter().map(|refusal| refusal.path.as_str()).collect();
            let is_same = outcome.status == Status::Unchanged;
            if paths != *refused || is_same != case.same {
                let said: Vec<String> = outcome.changes.iter().map(|change| change.path.to_string()).collect();
                let title = &case.title;
                wrong.push(format!("1.{number} {title}\n  refused {paths:?}, not {refused:?}; changes {said:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
    let certain = cases.iter().filter(|case| !case.needs_cluster).count();
    assert!(certain >= 100, "only {certain} updates");
}

#[test]
fn a_refusal_says_what_to_do() {
    for case in cases() {
        let minor = Minor::newest();
        let diff = diff(vec![object(&case.old, minor)], vec![object(&case.new, minor)], minor);
        for refusal in &diff.outcomes[0].refusals {
            assert!(refusal.instead.len() > 10 && !refusal.instead.contains("{}"), "{}: {refusal:?}", case.title);
        }
    }
}
