//! The maps of strings that objects hold, and where.

use serde_json::{Map, Value};

use crate::manifest::{Object, items, pod_spec_path, pod_template, pod_template_path};

/// A map in an object and its path: `spec.template.metadata.labels`.
pub type MapAt<'a> = (String, &'a Map<String, Value>);

/// Labels or annotations (`field`) of the object, of its pods and of its volume claims.
pub fn metadata_maps<'a>(object: &'a Object, field: &str) -> Vec<MapAt<'a>> {
    let mut found = Vec::new();
    let mut take = |path: String, holder: &'a Value| {
        if let Some(map) = holder.get("metadata").and_then(|metadata| metadata.get(field)).and_then(Value::as_object) {
            found.push((format!("{path}metadata.{field}"), map));
        }
    };
    take(String::new(), &object.value);
    if let Some(path) = pod_template_path(object.kind()).filter(|path| !path.is_empty())
        && let Some(template) = pod_template(&object.value)
    {
        take(format!("{}.", path.join(".")), template);
    }
    for (index, claim) in items(spec(object), "volumeClaimTemplates").enumerate() {
        take(format!("spec.volumeClaimTemplates[{index}]."), claim);
    }
    found
}

/// What selects by labels: of a workload or disruption budget, of a Service, and the nodes of pods.
pub fn selectors(object: &Object) -> Vec<MapAt<'_>> {
    let selector = match object.kind() {
        "Service" => ("spec.selector".to_owned(), spec(object).get("selector")),
        _ => ("spec.selector.matchLabels".to_owned(), spec(object).pointer("/selector/matchLabels")),
    };
    let nodes = pod_template(&object.value).and_then(|template| template.pointer("/spec/nodeSelector"));
    let pod = (format!("{}.nodeSelector", pod_spec_path(object.kind())), nodes);
    let maps = [selector, pod].into_iter();
    maps.filter_map(|(path, value)| Some((path, value?.as_object()?))).collect()
}

/// The `spec` of an object, null where it has none.
pub fn spec(object: &Object) -> &Value {
    object.value.get("spec").unwrap_or(&Value::Null)
}

/// The positions and values of those that came before already.
pub fn repeated<T: Ord + Clone>(all: impl IntoIterator<Item = T>) -> Vec<(usize, T)> {
    let mut seen = std::collections::BTreeSet::new();
    all.into_iter().enumerate().filter(|(_, value)| !seen.insert(value.clone())).collect()
}
