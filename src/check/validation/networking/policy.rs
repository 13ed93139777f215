use super::peer::{peer, peer_warnings};
use crate::check::validation::core::port::port_or_name;
use crate::check::validation::meta::object_meta;
use crate::check::validation::selector::label_selector;
use crate::check::validation::text::{dns_subdomain, port};
use crate::check::validation::{Errors, Value};

/// The rules of a policy for each direction, and how it calls the others.
const DIRECTIONS: [(&str, &str); 2] = [("ingress", "from"), ("egress", "to")];

/// A NetworkPolicy (`ValidateNetworkPolicy`).
pub fn network_policy<'n>(object: Value<'n>, errors: &mut Errors<'n>) {
    object_meta(object, dns_subdomain, true, errors);
    let spec = object.get("spec");
    label_selector(spec.get("podSelector"), errors);
    for (direction, others) in DIRECTIONS {
        for rule in spec.get(direction).items() {
            rule.get("ports").items().for_each(|port| policy_port(port, errors));
            rule.get(others).items().for_each(|other| peer(other, errors));
        }
    }
    let types = spec.get("policyTypes");
    if types.len() > 2 {
        let detail = "may not specify more than two policyTypes";
        errors.invalid(types, "policy-types", detail, "write Ingress, Egress or both");
    } else {
        for each in types.items().filter(|each| !matches!(each.text(), "Ingress" | "Egress")) {
            errors.unsupported(each, "policy-types", &["Ingress", "Egress"]);
        }
    }
    if errors.since(33) && !errors.are_there() {
        for (direction, others) in DIRECTIONS {
            let rules = spec.get(direction).items();
            rules.flat_map(|rule| rule.get(others).items()).for_each(|other| peer_warnings(other, errors));
        }
    }
}

/// A port of a rule (`ValidateNetworkPolicyPort`).
fn policy_port<'n>(each: Value<'n>, errors: &mut Errors<'n>) {
    let (protocol, first, last) = (each.get("protocol"), each.get("port"), each.get("endPort"));
    if protocol.is_set() && !matches!(protocol.text(), "TCP" | "UDP" | "SCTP") {
        errors.unsupported(protocol, "port-protocol", &["TCP", "UDP", "SCTP"]);
    }
    let fix = "write numbers in both, or leave out endPort";
    if first.is_set() && first.integer().is_none() && last.is_set() {
        errors.invalid(last, "policy-end-port", "may not be specified when `port` is non-numeric", fix);
    }
    if first.is_set() {
        port_or_name(first, errors);
    } else if last.is_set() {
        errors.invalid(last, "policy-end-port", "may not be specified when `port` is not specified", fix);
    }
    if let (Some(first), Some(number)) = (first.integer(), last.integer()) {
        if number < first {
            let fix = "write a number that is not less than port";
            errors.invalid(last, "policy-end-port", "must be greater than or equal to `port`", fix);
        }
        errors.malformed(last, "port-range", port(number), "write a port from 1 to 65535");
    }
}
