use serde_json::{Value, json};

use super::fields::{items_mut, made_value, set_absent, text};
use super::row::Preset::{Bool, Text};
use super::row::{Row, fill_in};
use crate::check::schema::Minor;

const SERVICE: &[Row] =
    &[("sessionAffinity", Text("None")), ("type", Text("ClusterIP")), ("ports[].protocol", Text("TCP"))];

/// `SetDefaults_Service`.
pub fn service(object: &mut Value, _: Minor) {
    let Some(spec) = made_value(object, &["spec"]) else { return };
    fill_in(spec, SERVICE);
    affinity(spec);
    items_mut(spec, "ports").for_each(target_port);
    let kind = text(spec, "type").to_owned();
    let reaches_outside = matches!(kind.as_str(), "NodePort" | "LoadBalancer")
        || (kind == "ClusterIP" && !super::fields::is_empty(spec, "externalIPs"));
    if reaches_outside {
        fill_in(spec, &[("externalTrafficPolicy", Text("Cluster"))]);
    }
    if matches!(kind.as_str(), "NodePort" | "LoadBalancer" | "ClusterIP") {
        set_absent(spec, "internalTrafficPolicy", "Cluster");
    }
    if kind == "LoadBalancer" {
        fill_in(spec, &[("allocateLoadBalancerNodePorts", Bool(true))]);
    }
}

fn affinity(spec: &mut Value) {
    let client = text(spec, "sessionAffinity").to_owned();
    let has_timeout = spec.pointer("/sessionAffinityConfig/clientIP/timeoutSeconds").is_some();
    let Some(map) = spec.as_object_mut() else { return };
    match client.as_str() {
        "None" => drop(map.shift_remove("sessionAffinityConfig")),
        "ClientIP" if !has_timeout => {
            map.insert("sessionAffinityConfig".to_owned(), json!({ "clientIP": { "timeoutSeconds": 10800 } }));
        }
        _ => {}
    }
}

/// Traffic goes to the port of the same number where none is named.
fn target_port(port: &mut Value) {
    let is_unset = match port.get("targetPort") {
        None => true,
        Some(Value::String(name)) => name.is_empty(),
        Some(number) => number.as_i64() == Some(0),
    };
    if let (true, Some(number)) = (is_unset, port.get("port").cloned()) {
        port["targetPort"] = number;
    }
}
