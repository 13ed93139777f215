use serde_json::Value;

use super::draft::Draft;
use crate::values::text_scalar;

/// The draft as YAML. What comes from the chart's users is quoted where it could be read as something else.
pub fn write(draft: &Draft) -> String {
    let mut out = String::new();
    block(draft, 0, &mut out);
    out
}

fn block(draft: &Draft, depth: usize, out: &mut String) {
    for (key, item) in &draft.entries {
        let head = format!("{}{}:", "  ".repeat(depth), text_scalar(key));
        match &item.value {
            Some((value, comment)) => {
                out.push_str(&head);
                out.push(' ');
                match value {
                    Value::String(text) => out.push_str(&text_scalar(text)),
                    other => flow(other, out),
                }
                if !comment.is_empty() {
                    out.push_str(" # ");
                    out.push_str(comment);
                }
                out.push('\n');
            }
            None if item.inside.entries.is_empty() => {}
            None => {
                out.push_str(&head);
                out.push('\n');
                block(&item.inside, depth + 1, out);
            }
        }
    }
}

/// A value on one line.
fn flow(value: &Value, out: &mut String) {
    match value {
        Value::Array(list) => {
            out.push('[');
            for (number, item) in list.iter().enumerate() {
                out.push_str(if number > 0 { ", " } else { "" });
                flow(item, out);
            }
            out.push(']');
        }
        Value::Object(map) if map.is_empty() => out.push_str("{}"),
        Value::Object(map) => {
            out.push_str("{ ");
            for (number, (key, item)) in map.iter().enumerate() {
                out.push_str(if number > 0 { ", " } else { "" });
                flow_text(key, out);
                out.push_str(": ");
                flow(item, out);
            }
            out.push_str(" }");
        }
        Value::String(text) => flow_text(text, out),
        other => out.push_str(&other.to_string()),
    }
}

/// A text between brackets, where a comma would end it.
fn flow_text(text: &str, out: &mut String) {
    let plain = text_scalar(text);
    let is_quoted = plain.starts_with('"');
    match is_quoted || !plain.contains([',', '[', ']', '{', '}', '?', '*', '!', ':']) {
        true => out.push_str(&plain),
        false => out.push_str(&Value::from(text).to_string()),
    }
}

/// A word of the user's on one line: control characters are escaped.
pub fn one_line(text: &str) -> String {
    let visible = |character: char| match character.is_control() {
        true => character.escape_default().collect::<String>(),
        false => character.to_string(),
    };
    text.chars().map(visible).collect()
}
