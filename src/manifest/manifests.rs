use rayon::prelude::*;
use serde_json::{Value, json};

use super::Object;
use crate::source::{Finding, Findings, Place, Rendered, Source};
use crate::yaml::{self, Document};

/// All objects of a platform.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Manifests {
    pub(super) objects: Vec<Object>,
}

impl Manifests {
    /// Reads what the templates rendered, in that order. Lists are unwrapped; map entries that are null are dropped,
    /// because to the API server they are absent.
    ///
    /// # Errors
    /// All texts that are not YAML, and all documents that are no objects: no map, or without `apiVersion`, `kind` or
    /// `metadata.name`. Places are in the rendered text, which goes by the name of its template.
    pub fn parse(rendered: Vec<Rendered>) -> Result<Manifests, Findings> {
        let mut manifests = Manifests::default();
        let mut findings = Findings::default();
        let read = |Rendered { template, text }| {
            let source = Source::new(template, text);
            let mut documents = yaml::read(&source);
            documents.iter_mut().flatten().for_each(|document| drop_nulls(&mut document.value));
            (documents, source)
        };
        let read: Vec<_> = rendered.into_par_iter().map(read).collect();
        for (documents, source) in read {
            match documents {
                Err(broken) => findings.extend(broken),
                Ok(documents) => {
                    for Document { value, line } in documents {
                        let place = Place { source: source.clone(), line, column: 1, length: 1 };
                        manifests.take(value, &place, &mut findings);
                    }
                }
            }
        }
        if findings.is_empty() { Ok(manifests) } else { Err(findings) }
    }

    /// Keeps the objects that `wanted` takes.
    pub fn retain(&mut self, wanted: impl Fn(&Object) -> bool) {
        self.objects.retain(wanted);
    }

    /// The objects, in apply order once they are sorted.
    pub fn objects(&self) -> &[Object] {
        &self.objects
    }

    fn take(&mut self, mut value: Value, place: &Place, findings: &mut Findings) {
        if let Some(items) = list_items(&mut value) {
            items.into_iter().for_each(|item| self.take(item, place, findings));
            return;
        }
        match what_lacks(&value) {
            None => self.objects.push(Object { template: place.source.name.clone(), value }),
            Some(what) => {
                let subject = place.source.name.clone();
                let fix = "a template must render Kubernetes objects, or nothing at all";
                findings.push(Finding::error("not-an-object", subject, format!("this document {what}"), fix).at(place));
            }
        }
    }
}

/// Removes every map entry that is null.
pub(super) fn drop_nulls(value: &mut Value) {
    match value {
        Value::Object(map) => {
            map.retain(|_, value| !value.is_null());
            map.values_mut().for_each(drop_nulls);
        }
        Value::Array(list) => list.iter_mut().for_each(drop_nulls),
        _ => {}
    }
}

/// What an object lacks to be one.
pub(super) fn what_lacks(value: &Value) -> Option<String> {
    if !value.is_object() {
        return Some("is not a map".to_owned());
    }
    let is_set = |pointer: &str| value.pointer(pointer).and_then(Value::as_str).is_some_and(|text| !text.is_empty());
    let lacks = [("/apiVersion", "apiVersion"), ("/kind", "kind"), ("/metadata/name", "metadata.name")];
    let (_, field) = lacks.into_iter().find(|(pointer, _)| !is_set(pointer))?;
    Some(format!("has no `{field}`, which must be a string"))
}

/// The items of a `List` or of a typed list, whose items need not repeat their kind.
fn list_items(value: &mut Value) -> Option<Vec<Value>> {
    let kind = value.get("kind")?.as_str()?.strip_suffix("List")?.to_owned();
    let api_version = value.get("apiVersion").cloned();
    let Some(Value::Array(items)) = value.get_mut("items") else { return None };
    let mut items = std::mem::take(items);
    if !kind.is_empty() {
        for item in items.iter_mut().filter_map(Value::as_object_mut) {
            if let Some(api_version) = &api_version {
                item.entry("apiVersion").or_insert_with(|| api_version.clone());
            }
            item.entry("kind").or_insert_with(|| json!(kind));
        }
    }
    Some(items)
}
