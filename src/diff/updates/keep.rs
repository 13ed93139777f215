use serde_json::Value;

use crate::diff::Id;

/// Carries over what the server keeps although the new manifest does not say it (`patchAllocatedValues`): the addresses
/// and ports that a Service was given, the finalizers of a namespace.
pub fn keep(id: &Id, old: &Value, new: &mut Value) {
    match (id.group.as_str(), id.kind.as_str()) {
        ("", "Service") => service(old, new),
        ("", "Namespace") => namespace(old, new),
        _ => {}
    }
}

fn namespace(old: &Value, new: &mut Value) {
    if let Some(map) = new.as_object_mut() {
        map.shift_remove("spec");
        map.extend(old.get("spec").map(|spec| ("spec".to_owned(), spec.clone())));
    }
}

fn service(old: &Value, new: &mut Value) {
    let kind = |object: &Value| object.pointer("/spec/type").and_then(Value::as_str).unwrap_or_default().to_owned();
    let (before, after) = (kind(old), kind(new));
    let has_address = |kind: &str| matches!(kind, "ClusterIP" | "NodePort" | "LoadBalancer");
    if !has_address(&before) || !has_address(&after) {
        return;
    }
    let Some(spec) = new.get_mut("spec").and_then(Value::as_object_mut) else { return };
    for field in ["clusterIP", "clusterIPs", "ipFamilies", "ipFamilyPolicy"] {
        if let (false, Some(value)) = (spec.contains_key(field), old.pointer(&format!("/spec/{field}"))) {
            spec.insert(field.to_owned(), value.clone());
        }
    }
    let has_node_ports = |kind: &str| matches!(kind, "NodePort" | "LoadBalancer");
    if !has_node_ports(&before) || !has_node_ports(&after) {
        return;
    }
    let given: Vec<(Value, Value)> = old
        .pointer("/spec/ports")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(|port| Some((port.get("name").cloned().unwrap_or_default(), port.get("nodePort")?.clone())))
        .collect();
    let ports = spec.get_mut("ports").and_then(Value::as_array_mut);
    for port in ports.into_iter().flatten().filter_map(Value::as_object_mut) {
        let name = port.get("name").cloned().unwrap_or_default();
        let known = given.iter().find(|(known, _)| *known == name);
        if let (false, Some((_, number))) = (port.contains_key("nodePort"), known) {
            port.insert("nodePort".to_owned(), number.clone());
        }
    }
}
