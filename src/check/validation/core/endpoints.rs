use crate::check::validation::meta::object_meta;
use crate::check::validation::net::{endpoint_ip, legacy_ip, warn_ip};
use crate::check::validation::text::{dns_label, dns_subdomain};
use crate::check::validation::{Errors, Value};

use super::port::{app_protocol, port_number, port_protocol};

/// Endpoints (`ValidateEndpointsCreate`).
pub fn endpoints<'n>(object: Value<'n>, errors: &mut Errors<'n>) {
    object_meta(object, dns_subdomain, true, errors);
    for subset in object.get("subsets").items() {
        let (ready, unready) = (subset.get("addresses"), subset.get("notReadyAddresses"));
        if ready.is_empty() && unready.is_empty() {
            let detail = "must specify `addresses` or `notReadyAddresses`";
            errors.required(subset, "endpoint-addresses", detail, "name the addresses of the endpoints");
        }
        for each in ready.items().chain(unready.items()) {
            address(each, errors);
        }
        let ports = subset.get("ports");
        for each in ports.items() {
            port(each, ports.len() > 1, errors);
        }
    }
    let manager = object.get("metadata").get("labels").key("endpoints.kubernetes.io/managed-by");
    let is_own = manager.is_some_and(|manager| manager.text() == "endpoint-controller");
    if errors.since(33) && !errors.are_there() && !is_own {
        for subset in object.get("subsets").items() {
            let all = [subset.get("addresses"), subset.get("notReadyAddresses")];
            all.into_iter().flat_map(Value::items).for_each(|each| warn_ip(each.get("ip"), errors));
        }
    }
}

fn address<'n>(address: Value<'n>, errors: &mut Errors<'n>) {
    let (ip, host, node) = (address.get("ip"), address.get("hostname"), address.get("nodeName"));
    legacy_ip(ip, errors);
    if !host.text().is_empty() {
        errors.malformed(host, "endpoint-hostname", dns_label(host.text()), "write a name like my-host");
    }
    if node.is_set() {
        errors.malformed(node, "node-name", dns_subdomain(node.text()), "write the name of a node");
    }
    endpoint_ip(ip, errors);
}

fn port<'n>(port: Value<'n>, is_one_of_many: bool, errors: &mut Errors<'n>) {
    let (name, protocol, application) = (port.get("name"), port.get("protocol"), port.get("appProtocol"));
    if !name.text().is_empty() {
        errors.malformed(name, "service-port-name", dns_label(name.text()), "write a name like http");
    } else if is_one_of_many {
        errors.required(name, "service-port-name", "", "name each port where there are several");
    }
    port_number(port.get("port"), port.get("port").integer().unwrap_or(0), errors);
    port_protocol(protocol, errors);
    app_protocol(application, errors);
}
