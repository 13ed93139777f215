use std::collections::HashMap;

use super::super::facts::Facts;
use crate::check::validation::{Errors, Value};

/// With how many other ports of its number each port is compared.
const MOST: usize = 16;

/// Ports that are not what they seem.
pub fn warnings<'n>(facts: &Facts<'n>, errors: &mut Errors<'n>) {
    let mut entries = facts.all_containers().flat_map(|container| container.get("ports").items());
    if entries.nth(1).is_some() {
        overlaps(facts, errors);
        if errors.since(33) {
            names(facts, errors);
        }
    } else {
        facts.all_containers().flat_map(|container| container.get("ports").items()).for_each(|port| {
            lonely_address(port, facts, errors);
        });
    }
}

fn lonely_address<'n>(port: Value<'n>, facts: &Facts<'n>, errors: &mut Errors<'n>) {
    let address = port.get("hostIP").text();
    if !address.is_empty() && facts.host_port(port) == 0 {
        let sentence = format!(
            "hostIP set without hostPort: {{Name:{} HostPort:0 ContainerPort:{} Protocol:{} HostIP:{address}}}",
            port.get("name").text(),
            port.get("containerPort").integer().unwrap_or(0),
            port.get("protocol").text_or("TCP")
        );
        errors.warn(port, "host-port", &sentence, "add hostPort, or remove hostIP");
    }
}

/// Two ports of one number and protocol.
fn overlaps<'n>(facts: &Facts<'n>, errors: &mut Errors<'n>) {
    let mut known: HashMap<(i64, &str), Vec<Value<'n>>> = HashMap::new();
    for port in facts.all_containers().flat_map(|container| container.get("ports").items()) {
        lonely_address(port, facts, errors);
        let number = port.get("containerPort").integer().unwrap_or(0);
        let others = known.entry((number, port.get("protocol").text_or("TCP"))).or_default();
        for other in others.iter() {
            let (own, its) = (facts.host_port(port), facts.host_port(*other));
            let (address, other_address) = (port.get("hostIP").text(), other.get("hostIP").text());
            let how = if own == its && address == other_address {
                "duplicate"
            } else if own == 0 || its == 0 {
                "overlapping"
            } else if own == its && address.is_empty() != other_address.is_empty() {
                "dangerously ambiguous"
            } else {
                continue;
            };
            let sentence = format!("{how} port definition with {}", errors.path_of(*other));
            errors.warn(port, "port-overlap", &sentence, "remove one of them");
        }
        if others.len() < MOST {
            others.push(port);
        }
    }
}

fn names<'n>(facts: &Facts<'n>, errors: &mut Errors<'n>) {
    let mut known: HashMap<&str, Value<'n>> = HashMap::new();
    for port in facts.all_containers().flat_map(|container| container.get("ports").items()) {
        let name = port.get("name").text();
        if name.is_empty() {
            continue;
        }
        match known.get(name) {
            Some(other) => {
                let other = errors.path_of(*other);
                let sentence = format!(
                    "duplicate port name {name:?} with {other}, services and probes that select ports by name will \
                     use {other}"
                );
                errors.warn(port, "port-name", &sentence, "rename one of the ports");
            }
            None => {
                known.insert(name, port);
            }
        }
    }
}
