//! Services (`ValidateServiceCreate`, and what `pkg/registry/core/service` does before that).

mod addresses;
mod balancer;
mod families;
mod node_ports;
mod ports;
mod traffic;
mod warnings;

use crate::check::validation::meta::{labels, object_meta};
use crate::check::validation::text::{dns_1035_label, dns_label};
use crate::check::validation::{Errors, Value};

/// A Service.
pub fn service<'n>(object: Value<'n>, errors: &mut Errors<'n>) {
    let spec = object.get("spec");
    let kind = spec.get("type").text_or("ClusterIP");
    // Addresses and ports are allocated first, and what hinders that is reported alone.
    if kind != "ExternalName" {
        families::families(spec, errors);
    }
    let taken = if errors.are_there() { None } else { node_ports::allocate(spec, kind, errors) };
    let Some(node_ports) = taken else { return };
    let form = if errors.since(36) { dns_label } else { dns_1035_label };
    object_meta(object, form, true, errors);
    topology(object.get("metadata").get("annotations"), errors);
    addresses::by_type(spec, kind, errors);
    ports::ports(spec, errors);
    labels(spec.get("selector"), None, errors);
    traffic::affinity(spec, errors);
    addresses::external(spec, errors);
    if !matches!(kind, "ClusterIP" | "ExternalName" | "LoadBalancer" | "NodePort") {
        let supported = ["ClusterIP", "ExternalName", "LoadBalancer", "NodePort"];
        errors.unsupported(spec.get("type"), "service-type", &supported);
    }
    node_ports::node_ports(spec, kind, &node_ports, errors);
    ports::unique(spec, errors);
    balancer::balancer(object, kind, errors);
    traffic::policies(spec, kind, errors);
    if !errors.are_there() {
        warnings::warnings(object, kind, errors);
    }
}

/// Whether it has no address of its own.
fn is_headless(spec: Value) -> bool {
    let (one, all) = (spec.get("clusterIP"), spec.get("clusterIPs"));
    let mut texts = all.items().map(Value::text);
    if all.is_empty() { one.text() == "None" } else { all.len() == 1 && texts.next() == Some("None") }
}

/// Whether it can be reached from outside of the cluster.
fn is_external(spec: Value, kind: &str) -> bool {
    matches!(kind, "LoadBalancer" | "NodePort") || kind == "ClusterIP" && !spec.get("externalIPs").is_empty()
}

fn topology<'n>(annotations: Value<'n>, errors: &mut Errors<'n>) {
    let hints = "service.kubernetes.io/topology-aware-hints";
    let (hints, mode) = (annotations.key(hints), annotations.key("service.kubernetes.io/topology-mode"));
    if let (Some(hints), Some(mode)) = (hints, mode)
        && hints.text() != mode.text()
    {
        let detail = "must match annotations[service.kubernetes.io/topology-aware-hints] when both are specified";
        errors.invalid(mode, "service-topology", detail, "keep topology-mode alone");
    }
}
