use super::addresses::{addresses, warn_addresses};
use super::hints::hints;
use crate::check::validation::core::port::{app_protocol, port_protocol};
use crate::check::validation::meta::object_meta;
use crate::check::validation::seen::Seen;
use crate::check::validation::text::{dns_label, dns_subdomain};
use crate::check::validation::{Errors, Value};

const PORTS: usize = 20000;
const ENDPOINTS: usize = 1000;
const TYPES: [&str; 3] = ["FQDN", "IPv4", "IPv6"];

/// An EndpointSlice (`ValidateEndpointSliceCreate`).
pub fn endpoint_slice<'n>(object: Value<'n>, errors: &mut Errors<'n>) {
    object_meta(object, dns_subdomain, true, errors);
    let (kind, endpoints) = (object.get("addressType"), object.get("endpoints"));
    if kind.text().is_empty() {
        errors.required(kind, "endpoint-address-type", "", "write IPv4");
        errors.declared();
    } else if !TYPES.contains(&kind.text()) {
        errors.unsupported(kind, "endpoint-address-type", &TYPES);
        errors.declared();
    }
    // Older minors judge the endpoints first.
    if errors.since(33) {
        ports(object.get("ports"), errors);
    }
    if endpoints.len() > ENDPOINTS {
        errors.too_many(endpoints, "endpoint-count", ENDPOINTS, "write several slices");
    } else {
        endpoints.items().for_each(|each| endpoint(each, kind.text(), errors));
    }
    if !errors.since(33) {
        ports(object.get("ports"), errors);
    }
    if !errors.are_there() {
        warnings(object, kind, errors);
    }
}

fn ports<'n>(ports: Value<'n>, errors: &mut Errors<'n>) {
    if ports.len() > PORTS {
        errors.too_many(ports, "endpoint-count", PORTS, "write several slices");
        return;
    }
    let mut names = Seen::new();
    for port in ports.items() {
        let (name, protocol) = (port.get("name"), port.get("protocol"));
        if !name.text().is_empty() {
            errors.malformed(name, "service-port-name", dns_label(name.text()), "write a name like http");
        }
        if !names.insert(name.text()) {
            errors.duplicate(name, "service-port-name", "name each port differently");
        }
        // An empty protocol is none of the three; only an absent one is TCP.
        if protocol.is_set() && protocol.text().is_empty() {
            errors.unsupported(protocol, "port-protocol", &["SCTP", "TCP", "UDP"]);
        } else {
            port_protocol(protocol, errors);
        }
        app_protocol(port.get("appProtocol"), errors);
    }
}

fn endpoint<'n>(endpoint: Value<'n>, kind: &str, errors: &mut Errors<'n>) {
    addresses(endpoint.get("addresses"), kind, errors);
    let (node, host) = (endpoint.get("nodeName"), endpoint.get("hostname"));
    if node.is_set() {
        errors.malformed(node, "node-name", dns_subdomain(node.text()), "write the name of a node");
    }
    if host.is_set() {
        errors.malformed(host, "endpoint-hostname", dns_label(host.text()), "write a name like my-host");
    }
    hints(endpoint.get("hints"), errors);
}

fn warnings<'n>(object: Value<'n>, kind: Value<'n>, errors: &mut Errors<'n>) {
    if kind.text() == "FQDN" {
        let sentence = "FQDN endpoints are deprecated";
        errors.warn(kind, "deprecated-field", sentence, "write IPv4 or IPv6").path = "spec.addressType".to_owned();
    }
    let manager = object.get("metadata").get("labels").key("endpointslice.kubernetes.io/managed-by");
    let own = ["endpointslice-controller.k8s.io", "endpointslicemirroring-controller.k8s.io"];
    if errors.since(33) && manager.is_none_or(|manager| !own.contains(&manager.text())) {
        object.get("endpoints").items().for_each(|each| warn_addresses(each.get("addresses"), errors));
    }
}
