use serde_json::{Map, Value};

use super::fields::{items_mut, made, made_value, text};
use super::row::Preset::Text;
use super::row::fill_in;
use crate::check::schema::Minor;

/// What has no default but an empty map.
pub fn nothing(_: &mut Value, _: Minor) {}

/// `SetDefaults_Secret`; and `stringData` goes over `data`, in base64.
pub fn secret(object: &mut Value, _: Minor) {
    use base64::Engine;
    use base64::engine::general_purpose::STANDARD;

    fill_in(object, &[("type", Text("Opaque"))]);
    let plain = object.as_object_mut().and_then(|map| map.shift_remove("stringData"));
    let plain = plain.as_ref().and_then(Value::as_object).filter(|plain| !plain.is_empty());
    if let (Some(plain), Some(data)) = (plain, made(object, &["data"])) {
        for (key, value) in plain {
            let encoded = STANDARD.encode(value.as_str().unwrap_or_default());
            data.insert(key.clone(), encoded.into());
        }
    }
}

/// `SetDefaults_Namespace`: a label that says its name.
pub fn namespace(object: &mut Value, _: Minor) {
    let Some(metadata) = made_value(object, &["metadata"]) else { return };
    let name = text(metadata, "name").to_owned();
    if let (false, Some(labels)) = (name.is_empty(), made(metadata, &["labels"])) {
        labels.insert("kubernetes.io/metadata.name".to_owned(), name.into());
    }
}

/// `SetDefaults_LimitRangeItem`: defaults follow maxima, default requests follow defaults and minima.
pub fn limit_range(object: &mut Value, _: Minor) {
    let Some(spec) = object.get_mut("spec") else { return };
    for limit in items_mut(spec, "limits").filter(|limit| text(limit, "type") == "Container") {
        for (to, from) in [("default", "max"), ("defaultRequest", "default"), ("defaultRequest", "min")] {
            let amounts = limit.get(from).and_then(Value::as_object).cloned().unwrap_or_else(Map::new);
            if let Some(filled) = made(limit, &[to]) {
                for (name, amount) in amounts {
                    filled.entry(name).or_insert(amount);
                }
            }
        }
    }
}

/// `SetDefaults_PriorityClass`.
pub fn priority_class(object: &mut Value, _: Minor) {
    fill_in(object, &[("preemptionPolicy", Text("PreemptLowerPriority"))]);
}

/// `SetDefaults_CustomResourceDefinitionSpec`: names that follow from the kind, no conversion.
pub fn definition(object: &mut Value, _: Minor) {
    let Some(spec) = object.get_mut("spec") else { return };
    if spec.get("preserveUnknownFields") == Some(&Value::Bool(false))
        && let Some(map) = spec.as_object_mut()
    {
        map.shift_remove("preserveUnknownFields");
    }
    if let Some(conversion) = made_value(spec, &["conversion"]) {
        fill_in(conversion, &[("strategy", Text("None"))]);
    }
    let Some(names) = made_value(spec, &["names"]) else { return };
    let kind = text(names, "kind").to_owned();
    if let (false, Some(map)) = (kind.is_empty(), names.as_object_mut()) {
        let unset = |map: &Map<String, Value>, field: &str| {
            map.get(field).and_then(Value::as_str).unwrap_or_default().is_empty()
        };
        if unset(map, "singular") {
            map.insert("singular".to_owned(), kind.to_lowercase().into());
        }
        if unset(map, "listKind") {
            map.insert("listKind".to_owned(), format!("{kind}List").into());
        }
    }
}
