use serde_json::Value;

use super::input::wrong_flag;
use super::schema::{child, description, properties, raw, resolved, wrapped};
use super::{Failure, Output};
use crate::cli::Explain;
use crate::model::Values;
use crate::values::nearest;

/// `cpgen explain`: one key of the values, as `kubectl explain` shows a field.
pub fn run(args: &Explain, output: &mut Output) -> Result<(), Failure> {
    let root = raw();
    let defaults = serde_json::to_value(Values::default()).unwrap_or_default();
    let mut schema = &root;
    let mut about = description(&root, schema);
    let mut default = Some(&defaults);
    let mut walked: Vec<&str> = Vec::new();
    let mut keys = args.path.as_deref().unwrap_or_default().split('.').filter(|key| !key.is_empty());
    while let Some(key) = keys.next() {
        let Some(next) = child(&root, schema, key) else {
            return Err(unknown(&root, schema, key, &walked));
        };
        walked.push(key);
        if properties(&root, schema).is_none() && is_scalar(&root, next) {
            // Keys of a map of texts, as Kafka's properties are, hold dots themselves.
            walked.extend(keys.by_ref());
        }
        default = default.and_then(|value| value.get(key)).or(next.get("default"));
        // Texts in a map have no description of their own.
        about = if description(&root, next).is_empty() { about } else { description(&root, next) };
        schema = next;
    }
    output.text = page(&root, schema, about, default, &walked.join(".")).into_bytes();
    Ok(())
}

fn is_scalar(root: &Value, schema: &Value) -> bool {
    let target = resolved(root, schema);
    target.get("properties").is_none() && target.get("additionalProperties").is_none() && target.get("items").is_none()
}

fn unknown(root: &Value, schema: &Value, key: &str, walked: &[&str]) -> Failure {
    let known: Vec<&str> =
        properties(root, schema).into_iter().flat_map(|map| map.keys().map(String::as_str)).collect();
    let parent = if walked.is_empty() { "the values".to_string() } else { format!("`{}`", walked.join(".")) };
    let fix = match nearest(key, known.iter().copied()) {
        Some(near) => format!("write `{}`", [walked, &[near]].concat().join(".")),
        None if known.is_empty() => format!("stop at {parent}: what is below is free, or one value"),
        None => format!("take one of {}", known.join(", ")),
    };
    wrong_flag("explain", format!("there is no key `{key}` in {parent}"), fix)
}

fn page(root: &Value, schema: &Value, about: &str, default: Option<&Value>, path: &str) -> String {
    let mut text = String::new();
    if !path.is_empty() {
        text.push_str(&format!("KEY:      {path}\n"));
    }
    text.push_str(&format!("TYPE:     {}\n", kind(root, schema)));
    match default {
        Some(value) if !value.is_object() || value.as_object().is_some_and(|map| map.is_empty()) => {
            let shown = if value.is_null() { "unset".to_string() } else { value.to_string() };
            text.push_str(&format!("DEFAULT:  {shown}\n"));
        }
        Some(_) => {}
        None => text.push_str("DEFAULT:  unset\n"),
    }
    text.push_str("\nDESCRIPTION:\n");
    for line in wrapped(about, 96) {
        text.push_str(&format!("    {line}\n"));
    }
    for (word, meaning) in choices(root, schema) {
        for (number, line) in wrapped(&format!("{word}: {meaning}"), 90).into_iter().enumerate() {
            text.push_str(&format!("      {}{line}\n", if number == 0 { "" } else { "  " }));
        }
    }
    let inner = properties(root, schema).or_else(|| {
        let target = resolved(root, schema);
        let values = target.get("additionalProperties").or(target.get("items")).filter(|values| values.is_object())?;
        properties(root, values)
    });
    if let Some(map) = inner {
        let named = properties(root, schema).is_none();
        text.push_str(if named { "\nKEYS OF EACH:\n" } else { "\nKEYS:\n" });
        for (key, field) in map {
            text.push_str(&format!("    {key} <{}>\n", kind(root, field)));
            for line in wrapped(description(root, field), 92) {
                text.push_str(&format!("        {line}\n"));
            }
        }
    }
    text
}

/// The words that an enumeration knows, each with its meaning.
fn choices<'a>(root: &'a Value, schema: &'a Value) -> Vec<(&'a str, &'a str)> {
    let options = resolved(root, schema)["oneOf"].as_array();
    options
        .into_iter()
        .flatten()
        .filter_map(|option| {
            let word = option["const"].as_str().or(option["enum"][0].as_str())?;
            Some((word, option["description"].as_str().unwrap_or_default()))
        })
        .collect()
}

fn kind(root: &Value, schema: &Value) -> String {
    let target = resolved(root, schema);
    if !choices(root, schema).is_empty() {
        return choices(root, schema).into_iter().map(|(word, _)| word).collect::<Vec<_>>().join(" | ");
    }
    let word = match &target["type"] {
        Value::String(word) => word.clone(),
        Value::Array(words) => {
            words.iter().filter_map(Value::as_str).find(|word| *word != "null").unwrap_or("any").to_string()
        }
        _ => "any".to_string(),
    };
    match word.as_str() {
        "object" if target.get("properties").is_none() => {
            let values = target.get("additionalProperties").filter(|values| values.is_object());
            format!("map of {}", values.map_or("any".to_string(), |values| kind(root, values)))
        }
        "object" => "section".to_string(),
        "array" => format!("list of {}", kind(root, &target["items"])),
        _ => word,
    }
}
