use indexmap::IndexMap;
use serde_json::json;

use super::advertise::Listeners;
use super::{BROKER_SERVICE, pod_selector};
use crate::model::part::format::is_host;
use crate::model::part::listener::{BrokerLoadBalancers, BrokerNodePorts, Listener};
use crate::model::resolved::{Audience, Context, Endpoint, Instance, Object, Port, service_fields, service_port};
use crate::source::{Findings, excerpt};

/// Adds one Service per broker for each listener that is exposed, and everything that clients dial.
pub fn expose(context: &Context, instance: &mut Instance, listeners: &Listeners, findings: &mut Findings) {
    for (key, name, listener) in listeners.iter() {
        let path = ["kafka", "listeners", key, "expose"];
        match (&listener.expose.node_port, &listener.expose.load_balancer) {
            (Some(_), Some(_)) => {
                let fix = "keep nodePort or loadBalancer and set the other to null";
                context.error(findings, "two-exposures", &path, "it is exposed in two ways", fix);
            }
            (Some(node_port), None) => check_node_ports(context, instance, node_port, &path, findings),
            (None, Some(balancer)) => {
                check_host(context, &balancer.host, &[&path[..], &["loadBalancer", "host"]].concat(), findings)
            }
            (None, None) => {
                let host = context.host(&instance.name);
                instance.endpoints.push(endpoint(Audience::Inside, format!("{host}:{}", listener.port.0), &name));
                continue;
            }
        }
        let mut addresses: IndexMap<String, u32> = IndexMap::new();
        for ordinal in 0..instance.replicas {
            let service = broker_service(context, instance, listeners, key, listener, ordinal);
            instance.objects.push(service);
            let address = dialled(context, instance, listeners, key, listener, ordinal);
            let is_known = !address.starts_with(':');
            if let (Some(other), true) = (addresses.insert(address.clone(), ordinal), is_known) {
                let id = |ordinal| context.values.kafka.node_ids.first.0 + ordinal;
                let sentence = format!("brokers {} and {} would both advertise {address}", id(other), id(ordinal));
                let fix = "give each a host of its own: `{id}` in the host stands for the broker's id";
                context.error(findings, "shared-address", &path, sentence, fix);
                break;
            }
            instance.endpoints.push(endpoint(Audience::Outside, address, &name));
        }
    }
}

fn endpoint(audience: Audience, address: String, listener: &str) -> Endpoint {
    Endpoint { component: "kafka".into(), audience, address, purpose: listener.into() }
}

fn check_node_ports(
    context: &Context,
    instance: &Instance,
    ports: &BrokerNodePorts,
    path: &[&str],
    findings: &mut Findings,
) {
    let last = ports.first.0 + instance.replicas - 1;
    if last > 32767 {
        let path = [path, &["nodePort", "first"]].concat();
        let sentence = format!("{} brokers from {} on end at node port {last}", instance.replicas, ports.first.0);
        let fix = format!("begin at {} or lower: node ports end at 32767", 32768 - instance.replicas);
        context.error(findings, "node-port-range", &path, sentence, fix);
    }
    let advertise = &ports.advertise;
    if advertise.host_ip.is_some() && !advertise.host.is_empty() {
        let path = [path, &["nodePort", "advertise"]].concat();
        let fix = "keep hostIP or host and set the other to null";
        context.error(findings, "two-addresses", &path, "brokers cannot advertise two hosts", fix);
    }
    if !advertise.host.is_empty() {
        check_host(context, &advertise.host, &[path, &["nodePort", "advertise", "host"]].concat(), findings);
    }
}

/// A host that brokers advertise, in which only `{id}` and `{ordinal}` are replaced.
pub fn check_host(context: &Context, template: &str, path: &[&str], findings: &mut Findings) {
    if template.is_empty() {
        let fix = "set the name that DNS will have for each broker, as in `b{id}.example.com`";
        return context.error(findings, "no-host", path, "brokers have nothing to advertise", fix);
    }
    let plain = template.replace("{id}", "0").replace("{ordinal}", "0");
    if !is_host(&plain) {
        let sentence = format!("`{}` is not a host that clients can dial", excerpt(template));
        let fix = "write a DNS name or an IP address (IPv6 in brackets), without scheme and port; only `{id}` and \
                   `{ordinal}` are replaced";
        context.error(findings, "bad-host", path, sentence, fix);
    }
}

fn broker_service(
    context: &Context,
    instance: &Instance,
    listeners: &Listeners,
    key: &str,
    listener: &Listener,
    ordinal: u32,
) -> Object {
    let id = context.values.kafka.node_ids.first.0 + ordinal;
    let mut port = service_port(instance.style, instance.component, &Port::new(key, listener.port.0));
    let first = listeners.first_port(listener);
    if let Some(first) = first {
        port["targetPort"] = (first + ordinal).into();
    }
    let (kind, annotations) = match (&listener.expose.node_port, &listener.expose.load_balancer) {
        (Some(BrokerNodePorts { first, annotations, .. }), _) => {
            port["nodePort"] = (first.0 + ordinal).into();
            ("NodePort", annotations)
        }
        (None, Some(BrokerLoadBalancers { port: outer, annotations, .. })) => {
            port["port"] = outer.unwrap_or(listener.port).0.into();
            ("LoadBalancer", annotations)
        }
        (None, None) => ("ClusterIP", &instance.annotations),
    };
    let mut fields = service_fields(kind, &instance.selector, vec![port]);
    fields.insert("selector".into(), pod_selector(instance, ordinal));
    // A broker leads partitions before the roll gate calls it ready; its clients must reach it all the same.
    fields.insert("publishNotReadyAddresses".into(), true.into());
    // Clients of the old chart begin at any node, and are led on from there.
    if let Some(node_port) = &listener.expose.node_port
        && node_port.advertise.host.is_empty()
        && first.is_none()
    {
        fields.insert("externalTrafficPolicy".into(), "Local".into());
    }
    if let Some(balancer) = &listener.expose.load_balancer {
        fields.insert("loadBalancerClass".into(), json!(balancer.class));
        if !balancer.source_ranges.is_empty() {
            fields.insert("loadBalancerSourceRanges".into(), json!(balancer.source_ranges));
        }
    }
    let annotations: IndexMap<String, String> =
        annotations.iter().map(|(name, value)| (name.clone(), for_broker(value, id, ordinal))).collect();
    Object {
        file: format!("service-{key}-{ordinal}.yaml"),
        name: match first {
            Some(_) => format!("{}-{ordinal}-nodeport", instance.name),
            None => format!("{}-{key}-{ordinal}", instance.name),
        },
        annotations: instance.annotated(&annotations),
        ..instance.object(BROKER_SERVICE, fields)
    }
}

fn dialled(
    context: &Context,
    instance: &Instance,
    listeners: &Listeners,
    key: &str,
    listener: &Listener,
    ordinal: u32,
) -> String {
    let own = &context.values.kafka;
    let id = own.node_ids.first.0 + ordinal;
    let advertised = listeners.advertised(context, instance, listener);
    let different = own.brokers.get(&id.to_string()).and_then(|broker| broker.advertise.get(key));
    let host = match different {
        Some(address) if !address.host.is_empty() => &address.host,
        _ => &advertised.host,
    };
    let port = match (different.and_then(|address| address.port), &listener.expose.node_port) {
        (Some(port), _) => port.0.to_string(),
        (None, Some(node_port)) => (node_port.first.0 + ordinal).to_string(),
        (None, None) => advertised.port,
    };
    format!(
        "{}:{port}",
        for_broker(host, id, ordinal).replace("{hostIP}", &format!("<node of {}-{ordinal}>", instance.name))
    )
}

fn for_broker(template: &str, id: u32, ordinal: u32) -> String {
    template.replace("{id}", &id.to_string()).replace("{ordinal}", &ordinal.to_string())
}
