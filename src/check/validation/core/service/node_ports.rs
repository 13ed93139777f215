use std::collections::HashMap;

use crate::check::validation::seen::Seen;
use crate::check::validation::{Errors, Value};

const RULE: &str = "service-node-port";

/// The port of a node that a port of a Service gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NodePort {
    /// None.
    None,
    /// The one that is written, or that another of the same number asked for.
    Asked(i64),
    /// Any that is free: one for each number of a port.
    Free(i64),
}

/// The ports of nodes as the API server allocates them (`initNodePorts`); nothing where it cannot.
pub fn allocate<'n>(spec: Value<'n>, kind: &str, errors: &mut Errors<'n>) -> Option<Vec<NodePort>> {
    let ports = spec.get("ports");
    let number = |each: Value, field| each.get(field).integer().unwrap_or(0);
    let written = |each| match number(each, "nodePort") {
        0 => NodePort::None,
        asked => NodePort::Asked(asked),
    };
    if !matches!(kind, "NodePort" | "LoadBalancer") {
        return Some(ports.items().map(written).collect());
    }
    let is_free = kind == "NodePort" || !spec.get("allocateLoadBalancerNodePorts").is_false();
    let mut asked = HashMap::new();
    for each in ports.items().filter(|each| written(*each) != NodePort::None) {
        asked.entry(number(each, "port")).or_insert(written(each));
    }
    let (mut taken, mut known, mut all) = (Seen::new(), HashMap::new(), Vec::with_capacity(ports.len()));
    for each in ports.items() {
        let (port, own) = (number(each, "port"), written(each));
        if own == NodePort::None && !is_free {
            all.push(own);
            continue;
        }
        let (wanted, is_asked) = match known.get(&port) {
            None => (asked.get(&port).copied().unwrap_or(NodePort::Free(port)), true),
            Some(given) if own == NodePort::None || own == *given => (*given, false),
            Some(_) => (own, true),
        };
        if let NodePort::Asked(wanted) = wanted
            && is_asked
            && !taken.insert(wanted)
        {
            let sentence = format!("Invalid value: {wanted}: provided port is already allocated");
            errors.add(each.get("nodePort"), RULE, sentence, "choose another port");
            return None;
        }
        known.entry(port).or_insert(wanted);
        all.push(wanted);
    }
    let check = spec.get("healthCheckNodePort");
    let needs_check = kind == "LoadBalancer" && spec.get("externalTrafficPolicy").text() == "Local";
    if let Some(port) = check.integer().filter(|port| needs_check && *port != 0)
        && !taken.insert(port)
    {
        let sentence =
            format!("failed to allocate requested HealthCheck NodePort {port}: provided port is already allocated");
        errors.add(check, RULE, sentence, "choose another port");
        return None;
    }
    Some(all)
}

/// That ports of nodes are only where they can be, and each only once for a protocol.
pub fn node_ports<'n>(spec: Value<'n>, kind: &str, node_ports: &[NodePort], errors: &mut Errors<'n>) {
    let ports = || spec.get("ports").items().zip(node_ports).filter(|(_, port)| **port != NodePort::None);
    if kind == "ClusterIP" {
        for (each, _) in ports() {
            let detail = "may not be used when `type` is 'ClusterIP'";
            errors.forbidden(each.get("nodePort"), RULE, detail, "remove it, or write `type: NodePort`");
        }
    }
    let mut seen = Seen::new();
    for (each, port) in ports() {
        if !seen.insert((each.get("protocol").text_or("TCP"), *port)) {
            let shown = if let NodePort::Asked(number) = port { number.to_string() } else { String::new() };
            errors.add(each.get("nodePort"), RULE, format!("Duplicate value: {shown}"), "choose another port");
        }
    }
}
