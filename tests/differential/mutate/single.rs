//! What can be done to one site.

use cpgen::check::schema::Shape;
use serde_json::{Map, Value, json};

use super::pool::Pool;
use super::values::{types, values};
use crate::random::Random;
use crate::site::Site;

/// A new value, or none where the old one goes away.
pub type Change = Option<Value>;

/// How many draws from other manifests are among the changes.
const DRAWS: usize = 6;

/// Changes that a person could have meant: mostly of the right type. They are what breaks rules between fields.
pub fn plausible(site: &Site, now: Option<&Value>, pool: &Pool, random: &mut Random) -> Vec<Change> {
    let mut changes = Vec::new();
    if now.is_some() {
        changes.push(None);
    }
    for _ in 0..DRAWS {
        changes.extend(pool.donated(site, random).map(Some));
        changes.extend(pool.swapped(site.shape, random).map(Some));
    }
    match site.shape {
        Shape::Text => (0..3).for_each(|_| changes.extend(pool.word(random).map(Some))),
        Shape::Boolean => changes.extend([Some(json!(true)), Some(json!(false))]),
        Shape::Object(_) | Shape::Map(_) => changes.push(Some(json!({}))),
        Shape::List(_) => changes.push(Some(json!([]))),
        Shape::Int32 | Shape::Int64 | Shape::IntOrText => changes.extend([0, 1, 2, 5].map(|n| Some(json!(n)))),
        Shape::Quantity => changes.extend(["0", "1", "1Gi"].map(|text| Some(json!(text)))),
        _ => {}
    }
    changes.extend(now.into_iter().flat_map(edits).map(Some));
    changes
}

/// All that can be done: the value deleted, null, of another type, at or beyond a bound, edited, taken from elsewhere.
pub fn changes(site: &Site, now: Option<&Value>, pool: &Pool, random: &mut Random) -> Vec<Change> {
    let mut changes = plausible(site, now, pool, random);
    changes.push(Some(Value::Null));
    changes.extend(types().into_iter().chain(values(site.shape)).map(Some));
    changes.retain(|change| change.as_ref() != now || change.is_none());
    changes
}

/// The value with something small done to it.
fn edits(value: &Value) -> Vec<Value> {
    match value {
        Value::String(text) => edited_text(text),
        Value::Number(number) => edited_number(number),
        Value::Bool(bool) => vec![json!(!bool), json!(bool.to_string())],
        Value::Array(list) => edited_list(list),
        Value::Object(map) => edited_map(map),
        Value::Null => Vec::new(),
    }
}

fn edited_text(text: &str) -> Vec<Value> {
    let mut upper = text.chars();
    let first = upper.next().map(|first| format!("{}{}", first.to_uppercase(), upper.as_str())).unwrap_or_default();
    let mut edited =
        vec![text.to_uppercase(), text.to_lowercase(), first, text.replace('-', "_"), text.replace('.', "-")];
    edited.extend(["-", ".", "/", "x", "_x", " ", "é", "\n", "%", "..", "/..", "0"].map(|end| format!("{text}{end}")));
    edited.extend(["-", ".", "/", "x", " ", "../", "0", "example.com/"].map(|start| format!("{start}{text}")));
    edited.extend([text.repeat(5), text.repeat(60)]);
    edited.extend(text.char_indices().nth(1).map(|(at, _)| text[at..].to_owned()));
    edited.extend(text.char_indices().next_back().map(|(at, _)| text[..at].to_owned()));
    let mut values: Vec<Value> = edited.into_iter().map(Value::from).collect();
    values.push(json!([text]));
    values.push(json!({ text: text }));
    values
}

fn edited_number(number: &serde_json::Number) -> Vec<Value> {
    let mut edited = vec![json!(number.to_string()), json!([number])];
    if let Some(number) = number.as_i64() {
        edited.extend([number.wrapping_add(1), number.wrapping_sub(1), number.wrapping_neg()].map(Value::from));
        edited.extend([json!(number.wrapping_mul(10)), json!(number as f64 + 0.5)]);
    }
    edited
}

fn edited_list(list: &[Value]) -> Vec<Value> {
    let with = |more: Value| Value::Array([list, &[more]].concat());
    let mut edited = vec![with(Value::Null), with(json!({})), with(json!("")), with(json!("x")), with(json!([]))];
    edited.push(list.iter().rev().cloned().collect());
    if let (Some(first), Some(last)) = (list.first(), list.last()) {
        edited.extend([with(first.clone()), with(last.clone()), first.clone(), list[1..].into(), list[..1].into()]);
        edited.extend([11, 33, 65, 101].map(|count| vec![first.clone(); count].into()));
        // The same item under other names: too many of them, and no duplicates.
        edited.extend([9, 21, 101].map(|count| (0..count).map(|at| renamed(first, at)).collect::<Value>()));
    }
    edited
}

/// The item with a number behind its text or its name.
fn renamed(item: &Value, number: usize) -> Value {
    match item {
        Value::String(text) => format!("{text}{number}").into(),
        Value::Object(map) => {
            let mut map = map.clone();
            for key in ["name", "mountPath", "key", "type"] {
                if let Some(Value::String(text)) = map.get_mut(key) {
                    *text = format!("{text}{number}");
                    break;
                }
            }
            map.into()
        }
        other => other.clone(),
    }
}

fn edited_map(map: &Map<String, Value>) -> Vec<Value> {
    let with = |key: &str, value: Value| {
        let mut map = map.clone();
        map.insert(key.to_owned(), value);
        Value::Object(map)
    };
    let mut edited = vec![with("extraField", json!("x")), with("Name", json!("x")), with("", json!("x"))];
    edited.extend([with("a b", json!("x")), with("a/b/c", json!("x")), with("example.com/x", json!("1"))]);
    edited.push(json!([map]));
    for key in map.keys().take(20) {
        let mut other: Map<String, Value> = Map::new();
        for (name, value) in map {
            let name = if name == key { format!("{name}X") } else { name.clone() };
            other.insert(name, value.clone());
        }
        edited.push(other.into());
        edited.push(json!({ key: map[key] }));
    }
    // One step too deep, and one too high.
    edited.extend(map.iter().take(20).map(|(key, value)| with(key, json!({ key: value }))));
    edited.extend(map.values().filter(|value| value.is_object()).take(5).cloned());
    edited
}
