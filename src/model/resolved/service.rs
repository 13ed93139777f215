use indexmap::IndexMap;
use serde_json::{Map, Value, json};

use super::{Audience, Context, Endpoint, Instance, Object, Port, naming};
use crate::model::part::expose::{Expose, HttpIngress};
use crate::model::section::NamingStyle;
use crate::source::Findings;

/// The fields of a Service that a template shows; what is null is not written.
pub fn fields(kind: &str, selector: &IndexMap<String, String>, ports: Vec<Value>) -> Map<String, Value> {
    let empty = json!({
        "type": kind,
        "selector": selector,
        "ports": ports,
        "externalTrafficPolicy": null,
        "loadBalancerClass": null,
        "loadBalancerSourceRanges": null,
        "publishNotReadyAddresses": null,
    });
    match empty {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}

/// A port of a Service that leads to the container port of the same name; by its number where pods of the old chart,
/// which call it otherwise, stand behind the same Service until they are replaced.
pub fn port(style: NamingStyle, component: &str, port: &Port) -> Value {
    let target = match style {
        NamingStyle::Cpgen => json!(port.name),
        NamingStyle::CpHelmCharts => json!(port.port),
    };
    let name = naming::port_name(style, component, &port.name);
    json!({ "name": name, "port": port.port, "protocol": "TCP", "targetPort": target })
}

/// Adds the Service for clients outside the cluster and what they dial, where `expose` asks for one.
pub fn expose(
    context: &Context,
    instance: &mut Instance,
    settings: &Expose,
    section: &[&str],
    port_name: &str,
    findings: &mut Findings,
) {
    let path = [section, &["expose"]].concat();
    let Some(inner) = instance.ports.iter().find(|p| p.name == port_name).cloned() else { return };
    let ways = settings.ways();
    if ways.len() > 1 {
        let fix = format!("keep one of {} and set the rest to null", ways.join(" and "));
        return context.error(findings, "two-exposures", &path, "it is exposed in more than one way", fix);
    }
    if let Some(ingress) = &settings.ingress {
        return add_ingress(instance, ingress, &inner);
    }
    let mut entry = port(instance.style, instance.component, &inner);
    let (kind, annotations, address, more) = match (&settings.node_port, &settings.load_balancer) {
        (None, None) => return,
        (Some(node_port), _) => {
            let port = match node_port.port {
                Some(port) => {
                    entry["nodePort"] = port.0.into();
                    port.0.to_string()
                }
                None => "<node port>".to_string(),
            };
            ("NodePort", node_port.annotations.clone(), format!("http://<node>:{port}"), Map::new())
        }
        (None, Some(balancer)) => {
            let outer = balancer.port.map_or(inner.port, |p| p.0);
            entry["port"] = outer.into();
            let host = if balancer.host.is_empty() { "<load balancer>" } else { &balancer.host };
            let mut more = Map::new();
            more.insert("loadBalancerClass".into(), json!(balancer.class));
            if !balancer.source_ranges.is_empty() {
                more.insert("loadBalancerSourceRanges".into(), json!(balancer.source_ranges));
            }
            ("LoadBalancer", balancer.annotations.clone(), format!("http://{host}:{outer}"), more)
        }
    };
    let mut fields = fields(kind, &instance.selector, vec![entry]);
    fields.extend(more);
    add_endpoint(instance, address, port_name);
    let object = Object {
        name: format!("{}-external", instance.name),
        annotations: instance.annotated(&annotations),
        ..instance.object("service-external.yaml", fields)
    };
    instance.objects.push(object);
}

/// Adds an Ingress that leads to the Service for clients inside.
fn add_ingress(instance: &mut Instance, settings: &HttpIngress, inner: &Port) {
    let scheme = if settings.tls.is_some() { "https" } else { "http" };
    let shown = if settings.host.is_empty() { "<ingress>" } else { &settings.host };
    add_endpoint(instance, format!("{scheme}://{shown}"), &inner.name);
    let named = |text: &str| (!text.is_empty()).then(|| text.to_string());
    let host = named(&settings.host);
    let tls = settings.tls.as_ref().map(|tls| {
        let hosts = host.as_ref().map(|host| vec![host]);
        json!([{ "hosts": hosts, "secretName": named(&tls.secret) }])
    });
    let port_name = naming::port_name(instance.style, instance.component, &inner.name);
    let backend = json!({ "service": { "name": instance.name, "port": { "name": port_name } } });
    let http = json!({ "paths": [{ "path": "/", "pathType": "Prefix", "backend": backend }] });
    let mut fields = Map::new();
    fields.insert("ingressClassName".into(), json!(settings.class));
    fields.insert("tls".into(), json!(tls));
    fields.insert("rules".into(), json!([{ "host": host, "http": http }]));
    let annotations = instance.annotated(&settings.annotations);
    instance.objects.push(Object { annotations, ..instance.object("ingress.yaml", fields) });
}

fn add_endpoint(instance: &mut Instance, address: String, port_name: &str) {
    instance.endpoints.push(Endpoint {
        component: instance.folder.clone(),
        audience: Audience::Outside,
        address,
        purpose: port_name.to_uppercase(),
    });
}
