use serde_json::Value;

use crate::check::maps::{MapAt, metadata_maps, selectors};
use crate::check::{Report, Rule};
use crate::manifest::{Manifests, Object};

/// Labels, annotations, selectors and the data of ConfigMaps are maps of strings.
pub const RULE: Rule = Rule {
    name: "string-value",
    explanation: "Labels, annotations, selectors and ConfigMap data are strings. Without quotes YAML makes a number or \
                  a boolean of `1`, `yes` or `on`, and the API server refuses the object.",
    bad: "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {enabled: yes}\n",
    good: "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {enabled: \"yes\"}\n",
    check,
};

fn check(manifests: &Manifests, report: &mut Report) {
    for object in manifests.objects() {
        let metadata = ["labels", "annotations"].into_iter().flat_map(|field| metadata_maps(object, field));
        for (path, map) in metadata.chain(selectors(object)).chain(data(object)) {
            for (key, value) in map.iter().filter(|(_, value)| !value.is_string()) {
                let sentence = format!("`{value}` is not a string");
                report.error(object, &format!("{path}[{key}]"), sentence, format!("quote it: \"{}\"", brief(value)));
            }
        }
    }
}

fn data(object: &Object) -> Vec<MapAt<'_>> {
    let fields: &[&str] = match object.kind() {
        "ConfigMap" => &["data", "binaryData"],
        "Secret" => &["data", "stringData"],
        _ => &[],
    };
    fields.iter().filter_map(|field| Some((field.to_string(), object.value.get(field)?.as_object()?))).collect()
}

fn brief(value: &Value) -> String {
    match value {
        Value::Number(_) | Value::Bool(_) => value.to_string(),
        _ => "…".to_owned(),
    }
}
