use serde_json::{Map, Value};

use super::keys::{Keying, is_ordered, keying, labels};
use super::{Change, Path, Step, What};
use crate::check::schema::{Minor, Shape, Table};
use crate::check::validation::text::Quantity;

/// The differences between two versions of an object of that kind, as they are stored.
pub fn compare(old: &Value, new: &Value, api_version: &str, kind: &str, minor: Minor) -> Vec<Change> {
    let table = minor.table();
    let shape = table.kind(api_version, kind).map(|known| known.definition);
    let mut comparison = Comparison { table, kind, changes: Vec::new() };
    if let (Some(old), Some(new)) = (old.as_object(), new.as_object()) {
        comparison.map(&Path::default(), old, new, |name| shape.and_then(|of| table.field(of, name)).map(|f| f.shape));
    }
    comparison.changes
}

struct Comparison<'a> {
    table: Table,
    kind: &'a str,
    changes: Vec<Change>,
}

impl Comparison<'_> {
    fn push(&mut self, path: Path, what: What) {
        self.changes.push(Change { path, what });
    }

    fn value(&mut self, path: &Path, old: &Value, new: &Value, shape: Option<Shape>) {
        if old == new {
            return;
        }
        let table = self.table;
        match (old, new, shape) {
            (Value::Object(old), Value::Object(new), Some(Shape::Map(values))) => {
                let values = table.shape(values);
                for (key, value) in new {
                    let path = path.with(Step::Key(key.clone()));
                    match old.get(key) {
                        Some(old) => self.value(&path, old, value, values),
                        None => self.push(path, What::Added(value.clone())),
                    }
                }
                for (key, value) in old.iter().filter(|(key, _)| !new.contains_key(*key)) {
                    self.push(path.with(Step::Key(key.clone())), What::Removed(value.clone()));
                }
            }
            (Value::Object(old), Value::Object(new), _) => {
                let definition = match shape {
                    Some(Shape::Object(index)) => table.definition(index),
                    _ => None,
                };
                self.map(path, old, new, |name| definition.and_then(|of| table.field(of, name)).map(|f| f.shape));
            }
            (Value::Array(old), Value::Array(new), _) => {
                let items = match shape {
                    Some(Shape::List(index)) => table.shape(index),
                    _ => None,
                };
                self.list(path, old, new, items);
            }
            (_, _, Some(Shape::Quantity)) if amount(old).is_some() && amount(old) == amount(new) => {
                self.push(path.clone(), What::Respelled(old.clone(), new.clone()));
            }
            (Value::Number(one), Value::Number(other), _) if one.as_f64() == other.as_f64() => {}
            _ => self.push(path.clone(), What::Replaced(old.clone(), new.clone())),
        }
    }

    fn map(
        &mut self,
        path: &Path,
        old: &Map<String, Value>,
        new: &Map<String, Value>,
        shape: impl Fn(&str) -> Option<Shape>,
    ) {
        for (name, value) in new {
            let path = path.with(Step::Field(name.clone()));
            match old.get(name) {
                Some(old) => self.value(&path, old, value, shape(name)),
                None => self.absent(&path, value, shape(name), What::Added),
            }
        }
        for (name, value) in old.iter().filter(|(name, _)| !new.contains_key(*name)) {
            self.absent(&path.with(Step::Field(name.clone())), value, shape(name), What::Removed);
        }
    }

    /// A field that one side lacks. Of a map of the author's own keys each entry is a difference of its own.
    fn absent(&mut self, path: &Path, value: &Value, shape: Option<Shape>, what: fn(Value) -> What) {
        match (value, shape) {
            (Value::Object(map), Some(Shape::Map(_))) => {
                for (key, value) in map {
                    self.push(path.with(Step::Key(key.clone())), what(value.clone()));
                }
            }
            _ => self.push(path.clone(), what(value.clone())),
        }
    }

    fn list(&mut self, path: &Path, old: &[Value], new: &[Value], shape: Option<Shape>) {
        let fields: Vec<&str> = path.fields().collect();
        match keying(self.kind, &fields) {
            Keying::By(pointers) => {
                if let (Some(before), Some(after)) = (labels(old, pointers), labels(new, pointers)) {
                    let ordered = is_ordered(self.kind, &fields);
                    return self.keyed(path, (old, &before), (new, &after), shape, ordered);
                }
                self.placed(path, old, new, shape);
            }
            Keying::Set if is_same_set(old, new) => {}
            Keying::Set => self.push(path.clone(), What::Replaced(old.to_vec().into(), new.to_vec().into())),
            Keying::Place => self.placed(path, old, new, shape),
        }
    }

    fn keyed(
        &mut self,
        path: &Path,
        (old, before): (&[Value], &[String]),
        (new, after): (&[Value], &[String]),
        shape: Option<Shape>,
        ordered: bool,
    ) {
        let place: std::collections::HashMap<&String, &Value> = before.iter().zip(old).collect();
        let known: std::collections::HashSet<&String> = after.iter().collect();
        for (index, (item, label)) in new.iter().zip(after).enumerate() {
            let path = path.with(Step::Item(index, Some(label.clone())));
            match place.get(label) {
                Some(old) => self.value(&path, old, item, shape),
                None => self.push(path, What::Added(item.clone())),
            }
        }
        for (index, (item, label)) in old.iter().zip(before).enumerate().filter(|(_, (_, l))| !known.contains(l)) {
            self.push(path.with(Step::Item(index, Some(label.clone()))), What::Removed(item.clone()));
        }
        let stayed: Vec<String> = before.iter().filter(|label| known.contains(label)).cloned().collect();
        let stays: Vec<String> = after.iter().filter(|label| place.contains_key(label)).cloned().collect();
        if ordered && stayed != stays {
            self.push(path.clone(), What::Reordered(stayed, stays));
        }
    }

    /// Items at the same place, after what both begin and end with.
    fn placed(&mut self, path: &Path, old: &[Value], new: &[Value], shape: Option<Shape>) {
        let is_flat = |list: &[Value]| list.iter().all(|item| !item.is_object() && !item.is_array());
        if old.len() != new.len() && is_flat(old) && is_flat(new) {
            return self.push(path.clone(), What::Replaced(old.to_vec().into(), new.to_vec().into()));
        }
        let start = old.iter().zip(new).take_while(|(old, new)| old == new).count();
        let end = old[start..].iter().rev().zip(new[start..].iter().rev()).take_while(|(old, new)| old == new).count();
        let (old, new) = (&old[start..old.len() - end], &new[start..new.len() - end]);
        let both = old.len().min(new.len());
        let at = |index: usize| path.with(Step::Item(start + index, None));
        for index in 0..both {
            self.value(&at(index), &old[index], &new[index], shape);
        }
        for (index, item) in new.iter().enumerate().skip(both) {
            self.push(at(index), What::Added(item.clone()));
        }
        for (index, item) in old.iter().enumerate().skip(both) {
            self.push(at(index), What::Removed(item.clone()));
        }
    }
}

fn amount(value: &Value) -> Option<Quantity> {
    Quantity::parse(value.as_str()?)
}

fn is_same_set(old: &[Value], new: &[Value]) -> bool {
    let within = |one: &[Value], other: &[Value]| one.iter().all(|item| other.contains(item));
    within(old, new) && within(new, old)
}
