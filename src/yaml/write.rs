use serde_json::{Map, Value};

use super::quote::{is_literal_safe, quote};
use super::scalar::is_plain_safe;

/// From this many bytes on a key is written as `? key`: YAML ends the lookahead for a `:` after 1024 characters.
const LONG_KEY: usize = 500;

/// Writes `value` in block style, maps in the order they have, two spaces a level and list dashes in the column of
/// their key, as `kubectl get -o yaml` does. Ends in a newline.
///
/// A string stands plain only where [`is_plain_safe`] allows it, as a literal block where it has lines and comes back
/// exactly, and as a JSON string otherwise: no reader of YAML 1.1 or 1.2 takes it for anything else.
pub fn write(value: &Value, out: &mut String) {
    match value {
        Value::Object(map) if !map.is_empty() => write_map(map, 0, out),
        Value::Array(list) if !list.is_empty() => write_list(list, 0, out),
        _ => write_inline(value, 0, out),
    }
}

fn write_map(map: &Map<String, Value>, indent: usize, out: &mut String) {
    for (index, (key, value)) in map.iter().enumerate() {
        // The first entry of a map inside a list stands behind the dash.
        if index > 0 || out.ends_with('\n') {
            pad(indent, out);
        }
        if key.len() < LONG_KEY {
            write_string(key, out);
        } else {
            out.push_str("? ");
            write_string(key, out);
            out.push('\n');
            pad(indent, out);
        }
        out.push(':');
        match value {
            Value::Object(inner) if !inner.is_empty() => {
                out.push('\n');
                write_map(inner, indent + 2, out);
            }
            Value::Array(inner) if !inner.is_empty() => {
                out.push('\n');
                write_list(inner, indent, out);
            }
            _ => {
                out.push(' ');
                write_inline(value, indent, out);
            }
        }
    }
}

fn write_list(list: &[Value], indent: usize, out: &mut String) {
    for (index, item) in list.iter().enumerate() {
        if index > 0 || out.ends_with('\n') {
            pad(indent, out);
        }
        out.push_str("- ");
        match item {
            Value::Object(inner) if !inner.is_empty() => write_map(inner, indent + 2, out),
            Value::Array(inner) if !inner.is_empty() => write_list(inner, indent + 2, out),
            _ => write_inline(item, indent, out),
        }
    }
}

/// A scalar or an empty collection, with the newline behind it.
fn write_inline(value: &Value, indent: usize, out: &mut String) {
    match value {
        Value::Null => out.push_str("null"),
        Value::Bool(bool) => out.push_str(if *bool { "true" } else { "false" }),
        Value::Number(number) => out.push_str(&number.to_string()),
        Value::String(text) if is_literal_safe(text) => return write_literal(text, indent + 2, out),
        Value::String(text) => write_string(text, out),
        Value::Array(_) => out.push_str("[]"),
        Value::Object(_) => out.push_str("{}"),
    }
    out.push('\n');
}

fn write_string(text: &str, out: &mut String) {
    if is_plain_safe(text) { out.push_str(text) } else { quote(text, out) }
}

fn write_literal(text: &str, indent: usize, out: &mut String) {
    let body = text.strip_suffix('\n').unwrap_or(text);
    out.push_str(match (text.len() - body.len(), body.ends_with('\n')) {
        (0, _) => "|-\n",
        (_, false) => "|\n",
        (_, true) => "|+\n",
    });
    for line in body.split('\n') {
        if !line.is_empty() {
            pad(indent, out);
            out.push_str(line);
        }
        out.push('\n');
    }
}

fn pad(columns: usize, out: &mut String) {
    out.extend(std::iter::repeat_n(' ', columns));
}
