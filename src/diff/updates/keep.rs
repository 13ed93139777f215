use serde_json::{Map, Value};

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
    let (Some(old), Some(new)) = (old.get("spec"), new.get_mut("spec").and_then(Value::as_object_mut)) else { return };
    let has_address = |kind: &str| matches!(kind, "ClusterIP" | "NodePort" | "LoadBalancer");
    let has_node_ports = |kind: &str| matches!(kind, "NodePort" | "LoadBalancer");
    let is_balanced = |kind: &str| kind == "LoadBalancer";
    if has_address(&before) && has_address(&after) {
        for field in ADDRESSES {
            if let (false, Some(value)) = (new.contains_key(field), old.get(field)) {
                new.insert(field.to_owned(), value.clone());
            }
        }
    }
    if has_node_ports(&before) && has_node_ports(&after) {
        node_ports(old, new);
    }
    let is_local = |spec: &Map<String, Value>| spec.get("externalTrafficPolicy") == Some(&Value::from("Local"));
    if is_balanced(&before) && is_balanced(&after) && old.as_object().is_some_and(is_local) && is_local(new) {
        let given = old.get("healthCheckNodePort").filter(|_| number(new.get("healthCheckNodePort")) == 0);
        new.extend(given.map(|given| ("healthCheckNodePort".to_owned(), given.clone())));
    }
    // What a type needed and the new one does not goes where nobody changed it (`dropTypeDependentFields`).
    if has_address(&before) && !has_address(&after) {
        drop_same(&ADDRESSES, old, new);
    }
    if is_balanced(&before) && !is_balanced(&after) {
        drop_same(&["allocateLoadBalancerNodePorts", "healthCheckNodePort", "loadBalancerClass"], old, new);
    }
    if has_node_ports(&before) && !has_node_ports(&after) {
        if new.get("externalIPs").is_none() {
            drop_same(&["externalTrafficPolicy"], old, new);
        }
        let numbers = |ports: Option<&Value>| -> Vec<Value> {
            let ports = ports.and_then(Value::as_array).into_iter().flatten();
            ports.map(|port| port.get("nodePort").cloned().unwrap_or_default()).collect()
        };
        let same = numbers(old.get("ports")) == numbers(new.get("ports"));
        let ports = new.get_mut("ports").and_then(Value::as_array_mut).filter(|_| same);
        ports
            .into_iter()
            .flatten()
            .filter_map(Value::as_object_mut)
            .for_each(|port| drop(port.shift_remove("nodePort")));
    }
}

const ADDRESSES: [&str; 4] = ["clusterIP", "clusterIPs", "ipFamilies", "ipFamilyPolicy"];

fn drop_same(fields: &[&str], old: &Value, new: &mut Map<String, Value>) {
    for field in fields {
        if new.get(*field) == old.get(*field) {
            new.shift_remove(*field);
        }
    }
}

/// No port is the same as port 0.
fn number(value: Option<&Value>) -> i64 {
    value.and_then(Value::as_i64).unwrap_or_default()
}

fn node_ports(old: &Value, new: &mut Map<String, Value>) {
    let ports = |spec: Option<&Value>| spec.and_then(Value::as_array).cloned().unwrap_or_default();
    let (before, after) = (ports(old.get("ports")), ports(new.get("ports")));
    let is_used = |number: i64| after.iter().any(|port| self::number(port.get("nodePort")) == number);
    let given = |name: Option<&Value>| {
        // Of ports that are called the same, the server looks at the last one.
        let known = before.iter().rfind(|port| port.get("name") == name)?;
        known.get("nodePort").filter(|given| !is_used(number(Some(given))))
    };
    let ports = new.get_mut("ports").and_then(Value::as_array_mut);
    for port in ports.into_iter().flatten().filter_map(Value::as_object_mut) {
        if number(port.get("nodePort")) == 0
            && let Some(given) = given(port.get("name"))
        {
            port.insert("nodePort".to_owned(), given.clone());
        }
    }
}
