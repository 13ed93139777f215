use serde_json::{Map, Value};

/// A default: where it goes, and what. `a.b[].c` is the field `c` of every item of the list `b`; what leads there is
/// never made.
pub type Row = (&'static str, Preset);

/// What a field holds by default.
#[derive(Clone, Copy, Debug)]
pub enum Preset {
    /// Where it is absent or empty.
    Text(&'static str),
    /// Where it is absent.
    Number(i64),
    /// Where it is absent or 0.
    NotZero(i64),
    /// Where it is absent.
    Bool(bool),
    /// A map without entries, where it is absent.
    Empty,
}

use Preset::{Bool, Empty, NotZero, Number, Text};

/// Fills in all rows.
pub fn fill_in(value: &mut Value, rows: &[Row]) {
    for (path, default) in rows {
        at(value, path, *default);
    }
}

fn at(value: &mut Value, path: &str, default: Preset) {
    let (step, rest) = path.split_once('.').unwrap_or((path, ""));
    let Some(map) = value.as_object_mut() else { return };
    match step.strip_suffix("[]") {
        Some(list) => {
            for item in map.get_mut(list).and_then(Value::as_array_mut).into_iter().flatten() {
                at(item, rest, default);
            }
        }
        None if rest.is_empty() => set(map, step, default),
        None => {
            if let Some(inner) = map.get_mut(step) {
                at(inner, rest, default);
            }
        }
    }
}

fn set(map: &mut Map<String, Value>, field: &str, default: Preset) {
    let is_missing = match (map.get(field), default) {
        (None, _) => true,
        (Some(Value::String(text)), Text(_)) => text.is_empty(),
        (Some(Value::Number(number)), NotZero(_)) => number.as_f64() == Some(0.0),
        _ => false,
    };
    if !is_missing {
        return;
    }
    let value = match default {
        Text(text) => Value::from(text),
        Number(number) | NotZero(number) => Value::from(number),
        Bool(bool) => Value::from(bool),
        Empty => Value::Object(Map::new()),
    };
    map.insert(field.to_owned(), value);
}
